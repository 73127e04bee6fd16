"""Build many briefs in one run, with a manifest of the run that is true at every moment.

Before a brief is touched the manifest says so, and claims nothing of its files until
they stand whole; a run that is killed leaves a manifest that says which briefs are new,
which are as before, and which one was under way.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from briefgen import catalogue
from briefgen.errors import BriefgenError, CatalogueError
from briefgen.pipeline.asking import Request, require_workspace, unknown_kind
from briefgen.pipeline.building import Built, build
from briefgen.pipeline.extending import audience_ids
from briefgen.pipeline.manifest import digest
from briefgen.pipeline.outputs import refuse_inputs
from briefgen.pipeline.pressing import load
from briefgen.whole import write_whole

RUN = "run.manifest.json"
Outcome = Built | BriefgenError
Pair = tuple[str, str]


def build_all(request: Request) -> Iterator[tuple[Pair, Outcome]]:
    """Build every edition for the audience it is written for, or for all; give each as it is done.

    A brief that cannot be built is given with its error and does not stop the others.
    """
    require_workspace(request.root)
    out = request.out or request.root / "out"
    refuse_inputs(request.root, out)
    asked, failed = _pairs(request.root)
    yield from failed
    record = _Record(out, asked)
    load()
    for pair in asked:
        edition, audience = pair
        record.say(pair, "building")
        outcome: Outcome
        try:
            outcome = build(replace(request, edition=edition, audience=audience))
            record.built(pair, outcome)
        except BriefgenError as error:
            outcome = error
            record.say(pair, "failed")
        yield pair, outcome


def _pairs(root: Path) -> tuple[list[Pair], list[tuple[Pair, Outcome]]]:
    """Give each edition with its audiences, and the editions that cannot be read."""
    pairs: list[Pair] = []
    failed: list[tuple[Pair, Outcome]] = []
    for id in catalogue.edition_ids(root):
        try:
            edition, _ = catalogue.read_edition(root, id)
        except BriefgenError as error:
            failed.append(((id, ""), error))
            continue
        wrong = unknown_kind(root, edition)
        if wrong is not None:
            failed.append(((id, ""), CatalogueError(wrong)))
            continue
        audiences = audience_ids(root) if edition.kind is None else (edition.kind,)
        pairs += ((id, audience) for audience in audiences)
    return pairs, failed


class _Record:
    """The manifest of a run: each brief is waiting, building, built or failed."""

    def __init__(self, out: Path, pairs: list[Pair]) -> None:
        self.path = out / RUN
        self.out = out
        self.briefs: dict[Pair, dict[str, object]] = {pair: {"state": "waiting"} for pair in pairs}

    def say(self, pair: Pair, state: str) -> None:
        """Write down the state of a brief."""
        self.briefs[pair] = {"state": state}
        self._write()

    def built(self, pair: Pair, built: Built) -> None:
        """Write down that a brief stands, with the hash of each of its files."""
        files = {
            file.path.relative_to(self.out).as_posix(): digest(file.path.read_bytes()) for file in built.files
        }
        self.briefs[pair] = {"state": "built", "outputs": files}
        self._write()

    def _write(self) -> None:
        briefs = [
            {"edition": edition, "audience": audience, **said}
            for (edition, audience), said in self.briefs.items()
        ]
        text = json.dumps({"manifest": 1, "briefs": briefs}, ensure_ascii=False, indent=1)
        write_whole(self.path, f"{text}\n".encode())
