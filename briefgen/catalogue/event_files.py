"""Read the files of `seeds/events/`, and keep only what the reader is cleared for.

The marking of a record is looked at before anything else of it; a record above the
clearance is not validated, not counted and not quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefgen.catalogue.readers import read_tree
from briefgen.catalogue.registers import no_country, repeated
from briefgen.catalogue.settings import Settings
from briefgen.convert import convert
from briefgen.errors import CatalogueError, Problem, Words
from briefgen.model import Event
from briefgen.names import ISO_COUNTRIES
from briefgen.tree import Plain, Tree


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with the tree it was read from, which knows its places."""

    event: Event
    tree: Tree


def event_paths(root: Path) -> tuple[Path, ...]:
    """Give the event files of a workspace in order of name."""
    folder = root / "seeds" / "events"
    if not folder.is_dir():
        return ()
    return tuple(
        path for path in sorted(folder.rglob("*")) if not path.is_dir() and path.name[0] not in ".~_"
    )


def read_events(path: Path, root: Path, settings: Settings, allowed: frozenset[str]) -> list[Placed]:
    """Read the events of one file that may be seen; CatalogueError with all its problems."""
    tree = read_tree(path, root)
    if tree.value is None:
        return []
    if not isinstance(tree.value, list):
        raise CatalogueError(
            Problem(
                tree.place,
                Words("事件檔應為清單", "a file of events must be a list"),
                Words("每筆事件以「- 」開頭", "begin each event with `- `"),
            )
        )
    visible = _visible(tree, tree.value, settings, allowed)
    events: list[Event] = convert(visible, list[Event])
    placed = [Placed(event, visible.at(index)) for index, event in enumerate(events)]
    problems = [problem for one in placed for problem in own_problems(one)]
    if problems:
        raise CatalogueError(*problems)
    return placed


def _visible(tree: Tree, records: list[Plain], settings: Settings, allowed: frozenset[str]) -> Tree:
    """Give the list of records that may be seen; CatalogueError for markings that are no level."""
    kept: list[int] = []
    problems: list[Problem] = []
    for index, record in enumerate(records):
        marking = record.get("marking") if isinstance(record, dict) else None
        marking = settings.default if marking is None else marking
        if not isinstance(marking, str) or marking not in settings.markings:
            problems.append(unknown_marking(tree.at(index), settings))
        elif marking in allowed:
            kept.append(index)
    if problems:
        raise CatalogueError(*problems)
    if len(kept) == len(records):
        return tree
    shown = [records[index] for index in kept]
    return Tree(shown, lambda s: tree.locate((kept[int(s[0])], *s[1:]) if s else s))


def unknown_marking(tree: Tree, settings: Settings) -> Problem:
    """Say that a record has a marking that is no level, and nothing else of the record."""
    levels = "、".join(settings.markings)
    return Problem(
        tree.place,
        Words(
            "這筆事件的密等（marking）不在已定的等級之中", "this event has a marking that is no known level"
        ),
        Words(f"可用的密等：{levels}", f"known levels: {', '.join(settings.markings)}"),
    )


def own_problems(placed: Placed) -> Iterator[Problem]:
    """Give what is wrong with an event whatever the other events and the registers say."""
    event, tree = placed.event, placed.tree
    for index, code in enumerate(event.countries):
        if code not in ISO_COUNTRIES:
            yield no_country(tree.at("countries", index), code)


def repeated_ids(placed: Iterable[Placed]) -> list[Problem]:
    """Give a Problem for each id that two events have, naming both places."""
    first: dict[str, Placed] = {}
    found: list[Problem] = []
    for one in placed:
        before = first.setdefault(one.event.id, one)
        if before is not one:
            found.append(repeated(one.event.id, one.tree.locate(("id",)), before.tree.locate(("id",))))
    return found
