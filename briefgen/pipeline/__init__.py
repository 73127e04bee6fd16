"""Put the verbs in order: read seeds, choose, compose, render, write.

This is the only room that reads `seeds/` and writes `out/`.  `asking` says what can be
asked for, `choosing` loads and selects, `making` composes and renders in a contained
child, `building` writes, `checking` validates a whole workspace, `attaching` joins
briefs to a report.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.pipeline.asking import Request, audience_ids, load_audience
    from briefgen.pipeline.attaching import Joined, attach
    from briefgen.pipeline.building import Built, Written, build
    from briefgen.pipeline.checking import check, verify
    from briefgen.pipeline.choosing import Chosen, choose, explain, only_theme, parse_window, selection_as
    from briefgen.pipeline.many import build_all
    from briefgen.pipeline.verifying import verify_manifest

__all__ = [
    "Built",
    "Chosen",
    "Joined",
    "Request",
    "Written",
    "attach",
    "audience_ids",
    "build",
    "build_all",
    "check",
    "choose",
    "explain",
    "load_audience",
    "only_theme",
    "parse_window",
    "selection_as",
    "verify",
    "verify_manifest",
]

_HOMES = {
    "asking": ("Request", "audience_ids", "load_audience"),
    "attaching": ("Joined", "attach"),
    "building": ("Built", "Written", "build"),
    "checking": ("check", "verify"),
    "choosing": ("Chosen", "choose", "explain", "only_theme", "parse_window", "selection_as"),
    "many": ("build_all",),
    "verifying": ("verify_manifest",),
}


def __getattr__(name: str) -> object:
    """Load a name from its file when it is first asked for: a build must not wait for the proofreader."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"briefgen.pipeline.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
