"""Load the catalogue: the events a reader may see, with the registers, checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.catalogue.checking import check
from briefgen.catalogue.event_files import Placed
from briefgen.catalogue.index import Index, with_index
from briefgen.catalogue.registers import repeated
from briefgen.catalogue.settings import read_settings
from briefgen.errors import CatalogueError, Problem, Severity
from briefgen.model import Catalogue, DateWindow, Registers

if TYPE_CHECKING:
    from briefgen.catalogue.archive import Archive


@dataclass(frozen=True, slots=True)
class Loaded:
    """A checked catalogue, and what is doubtful in it."""

    catalogue: Catalogue
    warnings: tuple[Problem, ...] = ()


def load(root: Path, *, window: DateWindow | None = None, clearance: str | None = None) -> Loaded:
    """Read the events and registers of a workspace.

    With a window, only events that may touch it; events come in order of first day,
    last day and id.  Without a clearance the reader sees what the default marking
    allows.  CatalogueError with every problem; RequestError for an unknown clearance.
    """
    settings = read_settings(root)
    allowed = settings.allowed(clearance)

    def work(kept: Index) -> Loaded:
        problems = kept.refresh()
        registers = _registers(kept, problems) or Registers()
        if any(problem.severity is Severity.ERROR for problem in problems):
            problems += _rest(kept, registers, window)
            raise CatalogueError(*sorted(dict.fromkeys(problems), key=lambda problem: problem.where.order))
        placed = kept.events(window)
        if settings.events is not None:
            from briefgen.catalogue.archive import Archive

            archive = Archive(settings.events, root, settings)
            placed = _with_archive(placed, archive, window, allowed)
            problems += archive.warnings
        return _checked(placed, registers, problems)

    return with_index(root, settings, allowed, work)


def readable(root: Path, *, clearance: str | None = None) -> Catalogue:
    """Give the events of the files that are right by themselves, and the registers, whatever is wrong besides.

    For looking further where `load` refuses; nothing is built of it.
    """
    settings = read_settings(root)

    def work(kept: Index) -> Catalogue:
        kept.refresh()
        events = [one.event for one in kept.events(None)]
        events += (one.placed.event for one in kept.salvaged() if one.whole)
        return Catalogue(events=tuple(events), registers=_registers(kept, []) or Registers())

    return with_index(root, settings, settings.allowed(clearance), work)


def _with_archive(
    placed: list[Placed], archive: Archive, window: DateWindow | None, allowed: frozenset[str]
) -> list[Placed]:
    """Add the events of an archive to those of the files, in order; CatalogueError for ids that both have."""
    ids = {one.event.id: one for one in placed}
    problems = [
        repeated(id, ids[id].locate(("id",)), archive.place(id))
        for id in sorted(archive.holds(list(ids), allowed))
    ]
    if problems:
        raise CatalogueError(*problems)
    both = [*placed, *archive.events(window, allowed)]
    return sorted(both, key=lambda one: (one.event.when.first, one.event.when.last, one.event.id))


def _checked(placed: list[Placed], registers: Registers, warnings: list[Problem]) -> Loaded:
    doubts = sorted([*warnings, *check(placed, registers)], key=lambda problem: problem.where.order)
    if any(problem.severity is Severity.ERROR for problem in doubts):
        raise CatalogueError(*doubts)
    events = tuple(one.event for one in placed)
    return Loaded(Catalogue(events=events, registers=registers), tuple(doubts))


def _rest(kept: Index, registers: Registers, window: DateWindow | None) -> list[Problem]:
    """Give what is wrong besides, where something could not be read: of the rest, and of its parts that could."""
    known = bool(registers.people or registers.bodies or registers.outlets)
    salvaged = list(kept.salvaged())
    placed = [*kept.events(window), *(one.placed for one in salvaged)]
    problems = [problem for one in salvaged for problem in one.problems]
    return [*problems, *check(placed, registers)] if known else problems


def _registers(kept: Index, problems: list[Problem]) -> Registers | None:
    try:
        return kept.registers()
    except CatalogueError as error:
        problems.extend(error.problems)
        return None
