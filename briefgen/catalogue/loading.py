"""Load the catalogue: the events a reader may see, with the registers, checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefgen.catalogue.checking import check
from briefgen.catalogue.event_files import Placed, event_paths, read_events, repeated_ids
from briefgen.catalogue.registers import read_registers
from briefgen.catalogue.settings import Settings, read_settings
from briefgen.errors import CatalogueError, Problem, Severity
from briefgen.model import Catalogue, DateWindow, Event, Registers


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
    problems: list[Problem] = []
    registers = _registers(root, problems)
    placed = _events(root, settings, allowed, problems)
    if problems:
        raise CatalogueError(*sorted(problems, key=_by_place))
    if window is not None:
        placed = [one for one in placed if one.event.when.overlaps(window)]
    placed.sort(key=lambda one: (one.event.when.first, one.event.when.last, one.event.id))
    doubts = sorted(check(placed, registers), key=_by_place)
    if any(problem.severity is Severity.ERROR for problem in doubts):
        raise CatalogueError(*doubts)
    events: tuple[Event, ...] = tuple(one.event for one in placed)
    return Loaded(Catalogue(events=events, registers=registers), tuple(doubts))


def _registers(root: Path, problems: list[Problem]) -> Registers:
    try:
        return read_registers(root)
    except CatalogueError as error:
        problems.extend(error.problems)
        return Registers()


def _events(root: Path, settings: Settings, allowed: frozenset[str], problems: list[Problem]) -> list[Placed]:
    placed: list[Placed] = []
    for path in event_paths(root):
        try:
            placed += read_events(path, root, settings, allowed)
        except CatalogueError as error:
            problems.extend(error.problems)
    problems.extend(repeated_ids(placed))
    return placed


def _by_place(problem: Problem) -> tuple[str, int, str]:
    return (problem.where.file, problem.where.line or 0, problem.where.cell or "")
