"""Put the verbs in order: read seeds, choose, compose, render, write.

This is the only room that reads `seeds/` and writes `out/`.  `asking` says what can be
asked for, `choosing` loads and selects, `making` composes and renders in a contained
child, `building` writes, `checking` validates a whole workspace, `attaching` joins
briefs to a report.
"""

from __future__ import annotations

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
