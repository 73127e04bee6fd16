"""Validate what a clearance does not see, without saying what it is; and the ids that editions name.

`check` is the author's tool: it reads every level, where a brief for a lower reader
never does.  Of a withheld event it says only where it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from briefgen import catalogue
from briefgen.errors import BriefgenError, CatalogueError, Place, Problem, Severity, Words, did_you_mean
from briefgen.lines import line_of
from briefgen.model import Edition, Event
from briefgen.tree import Prose, cited_ids


def above(root: Path, clearance: str | None) -> tuple[Problem, ...]:
    """Give what is wrong with withheld events, unquoted, and each id in an edition that is no event of it."""
    settings = catalogue.read_settings(root)
    shown = _problems(root, clearance)
    try:
        loaded = catalogue.load(root, clearance=settings.highest)
    except CatalogueError as error:
        return tuple(dict.fromkeys(_unquoted(p, settings.highest) for p in error.problems if p not in shown))
    return tuple(_misnamed(root, loaded.catalogue.events, settings.allowed(clearance), settings.default))


def _problems(root: Path, clearance: str | None) -> Collection[Problem]:
    try:
        return catalogue.load(root, clearance=clearance).warnings
    except CatalogueError as error:
        return error.problems


def _unquoted(problem: Problem, highest: str) -> Problem:
    return Problem(
        problem.where,
        Words(
            "這裡有一筆高於此密等的事件有誤，內容不予顯示",
            "an event above this level is wrong here; it is not quoted",
        ),
        Words(
            f"有權者請執行 briefgen check --clearance {highest}",
            f"who may, runs briefgen check --clearance {highest}",
        ),
        problem.severity,
    )


def _misnamed(
    root: Path, events: Collection[Event], allowed: Collection[str], default: str
) -> Iterator[Problem]:
    """Give the ids that editions name and that no level has in their windows."""
    for id in catalogue.edition_ids(root):
        try:
            edition, prose = catalogue.read_edition(root, id)
        except BriefgenError:
            continue  # Its own problems are told where it is built.
        inside = [event for event in events if event.when.overlaps(edition.window)]
        known = {event.id for event in inside}
        anywhere = {event.id for event in events}
        seen = {event.id for event in inside if (event.marking or default) in allowed}
        file = root / prose.place.file
        for name, severity in _named(edition, prose):
            if name not in (known if severity is Severity.ERROR else anywhere):
                what = Words(f"本期沒有「{name}」這個事件", f"the window has no event {name!r}")
                where = Place(prose.place.file, line_of(name, file))
                yield Problem(where, what, did_you_mean(name, seen), severity)


def _named(edition: Edition, prose: Prose) -> Iterator[tuple[str, Severity]]:
    for point in edition.key_points:
        yield from ((id, Severity.ERROR) for id in point.events)
    yield from ((id, Severity.ERROR) for id in cited_ids(prose.text))
    yield from ((choice.event, Severity.WARNING) for choice in (*edition.pins, *edition.bans))
