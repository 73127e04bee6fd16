"""Read old reports into candidate events, with the themes that the rules would give them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen import catalogue, ingest, rules
from briefgen.errors import BriefgenError, Problem
from briefgen.ingest import Candidate
from briefgen.model import Catalogue, DateWindow
from briefgen.pipeline.asking import require_workspace

__all__ = ["FORMS", "Candidate", "Ingested", "candidates_as", "ingest_files"]

FORMS = ("table", "yaml", "jsonl", "xlsx")


@dataclass(frozen=True, slots=True)
class Ingested:
    """The candidates of some files in their order, and what could not be read."""

    candidates: tuple[Candidate, ...]
    problems: tuple[Problem, ...]
    catalogue: Catalogue


def ingest_files(
    root: Path,
    files: Sequence[Path],
    period: DateWindow | None,
    done: Callable[[Path], None] = lambda path: None,
) -> Ingested:
    """Propose the events that files tell; files are read side by side, their order is kept.

    `done` is called when a file has been read.  A file that cannot be read is a problem and
    the others go on.
    """
    require_workspace(root)
    known = catalogue.load(root).catalogue
    found: list[Candidate] = []
    problems: list[Problem] = []
    for path, result in _read_all(files, known, period):
        done(path)
        if isinstance(result, BriefgenError):
            problems += result.problems
        else:
            found += result
    return Ingested(_with_themes(root, found, known), tuple(problems), known)


def candidates_as(ingested: Ingested, form: str) -> bytes:
    """Give candidates as `yaml`, `jsonl` or `xlsx` (with a column to tick)."""
    if form == "jsonl":
        return ingest.as_jsonl(ingested.candidates).encode()
    if form == "yaml":
        return ingest.as_yaml(ingested.candidates).encode()
    new = [ingest.as_event(one) for one in ingested.candidates if one.known is None]
    return catalogue.candidates_sheet(new, ingested.catalogue.registers)


Result = tuple[Candidate, ...] | BriefgenError


def _read_all(
    files: Sequence[Path], known: Catalogue, period: DateWindow | None
) -> Iterator[tuple[Path, Result]]:
    workers = min(len(files), os.cpu_count() or 1)
    if workers <= 1:
        for path in files:
            yield path, _read(path, known, period)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(_read, path, known, period) for path in files]
        for path, future in zip(files, futures, strict=True):
            yield path, future.result()


def _read(path: Path, known: Catalogue, period: DateWindow | None) -> Result:
    try:
        passages = ingest.read(path, path.name)
        return ingest.propose(passages, known.registers, known.events, period)
    except BriefgenError as error:
        return error


def _with_themes(root: Path, candidates: list[Candidate], known: Catalogue) -> tuple[Candidate, ...]:
    """Ask the rules about every candidate, as if it were an event already."""
    if not candidates:
        return ()
    events = tuple(ingest.as_event(one) for one in candidates)
    tree = catalogue.read_tree(root / "seeds" / "themes.yaml", root)
    window = DateWindow(min(e.when.first for e in events), max(e.when.last for e in events))
    selection = rules.select(
        Catalogue(events=events, registers=known.registers),
        rules.parse(tree, known.registers),
        window,
        traced=False,
    )
    themes: dict[str, tuple[str, ...]] = {}
    for theme in selection.themes:
        for decision in theme.kept:
            for event in (decision.event, *decision.merged):
                themes[event.id] = (*themes.get(event.id, ()), theme.id)
    return tuple(replace(one, themes=themes.get(one.id, ())) for one in candidates)
