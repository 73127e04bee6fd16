"""Read the files of `seeds/events/`, and keep only what the reader is cleared for.

The marking of a record is looked at before anything else of it; a record above the
clearance is not validated, not counted and not quoted.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefgen.catalogue.readers import READERS, read_tree
from briefgen.catalogue.registers import no_country
from briefgen.catalogue.settings import Settings
from briefgen.convert import convert
from briefgen.errors import CatalogueError, Place, Problem, Words
from briefgen.model import Event
from briefgen.names import ISO_COUNTRIES
from briefgen.tree import Path as Steps
from briefgen.tree import Plain, Removed, Tree


@dataclass(frozen=True, slots=True)
class Placed:
    """An event, and the way to the places of its fields."""

    event: Event
    locate: Callable[[Steps], Place]


@dataclass(frozen=True, slots=True)
class FileEvents:
    """The visible events of one file, and which records of it they are."""

    events: list[Event]
    positions: list[int]
    tree: Tree

    @property
    def removed(self) -> tuple[Removed, ...]:
        """Give what was taken out of the visible events; of the others nothing is said."""
        seen = set(self.positions)
        return tuple(one for one in self.tree.removed if one.record in seen)

    def placed(self) -> Iterator[Placed]:
        """Give the events, each with the way to its places."""
        for event, position in zip(self.events, self.positions, strict=True):
            yield Placed(event, lambda steps, at=position: self.tree.locate((at, *steps)))  # type: ignore[misc]


def event_paths(root: Path) -> list[Path]:
    """Give the event files of a workspace in order of name; hidden and temporary ones are passed over."""
    return [Path(entry.path) for entry in sorted(_files(root / "seeds" / "events"), key=lambda e: e.path)]


_PASSED = frozenset(
    ".~_#"
)  # hidden ones, and what editors and spreadsheet programs leave beside an open file


def _files(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.name[0] in _PASSED or entry.name.endswith(("~", ".bak")):
            continue
        # A folder with the name of a file is a mistake, and reading it says so.
        if entry.is_dir(follow_symlinks=False) and Path(entry.name).suffix.lower() not in READERS:
            yield from _files(entry.path)
        else:
            yield entry


def read_events(path: Path, root: Path, settings: Settings, allowed: frozenset[str]) -> FileEvents:
    """Read the events of one file that may be seen; CatalogueError with all its problems."""
    tree = read_tree(path, root)
    if tree.value is None:
        return FileEvents([], [], tree)
    if not isinstance(tree.value, list):
        raise CatalogueError(
            Problem(
                tree.place,
                Words("事件檔應為清單", "a file of events must be a list"),
                Words("每筆事件以「- 」開頭", "begin each event with `- `"),
            )
        )
    positions, problems = levels(tree, tree.value, settings, allowed)
    if problems:
        raise CatalogueError(*problems)
    shown: list[Plain] = [tree.value[position] for position in positions]
    events = convert(Tree(shown, lambda s: _back(tree, positions, s), tree.terms), list[Event])
    found = FileEvents(events, positions, tree)
    problems = [problem for placed in found.placed() for problem in own_problems(placed)]
    if problems:
        raise CatalogueError(*problems)
    return found


def _back(tree: Tree, positions: list[int], steps: Steps) -> Place:
    """Give a place of the visible records in terms of all records."""
    return tree.locate((positions[int(steps[0])], *steps[1:]) if steps else steps)


def levels(
    tree: Tree, records: list[Plain], settings: Settings, allowed: frozenset[str]
) -> tuple[list[int], list[Problem]]:
    """Give which records may be seen, and a Problem for each marking that is no level."""
    kept: list[int] = []
    problems: list[Problem] = []
    for index, record in enumerate(records):
        marking = record.get("marking") if isinstance(record, dict) else None
        marking = settings.default if marking is None else marking
        if not isinstance(marking, str) or marking not in settings.markings:
            problems.append(unknown_marking(tree.locate((index,)), settings))
        elif marking in allowed:
            kept.append(index)
    return kept, problems


def unknown_marking(where: Place, settings: Settings) -> Problem:
    """Say that a record has a marking that is no level, and nothing else of the record."""
    return Problem(
        where,
        Words(
            "這筆事件的密等（marking）不在已定的等級之中", "this event has a marking that is no known level"
        ),
        Words(f"可用的密等：{'、'.join(settings.markings)}", f"known levels: {', '.join(settings.markings)}"),
    )


def own_problems(placed: Placed) -> Iterator[Problem]:
    """Give what is wrong with an event whatever the other events and the registers say."""
    for number, code in enumerate(placed.event.countries):
        if code not in ISO_COUNTRIES:
            yield no_country(placed.locate(("countries", number)), code)
