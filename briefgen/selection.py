"""What was chosen and why: the outcome of the rules, which loses no event.

`rules` makes a Selection; `compose` prints it and `cli` explains it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import force_setattr

from briefgen.errors import Words
from briefgen.model import Choice, DateWindow, Event


class Cause(StrEnum):
    """What decided about an event."""

    MATCH = "match"
    PIN = "pin"
    DATE = "date"
    THEME = "theme"
    LIMIT = "limit"
    EXCLUSIVE = "exclusive"
    DUPLICATE = "duplicate"
    BAN = "ban"


class Trace(Struct, frozen=True, gc=False):
    """One node of a rule as it met one event: did it hold, and what was seen.

    A group (`all`, `any`, `none`, or another theme) has parts; a clause has none.
    `failures` counts the clauses that would have to change for it to hold, 0 where
    it holds.  It is `near` where only one would, and another clause holds: of a
    rule of one clause nothing is near.  Both are counted, whatever is passed.
    """

    held: bool
    words: Words
    seen: tuple[str, ...] = ()
    parts: tuple[Trace, ...] = ()
    mode: str = "clause"
    failures: int = 0
    near: bool = False

    def __post_init__(self) -> None:
        failures = _failures(self)
        force_setattr(self, "failures", failures)
        force_setattr(self, "near", failures == 1 and _near(self))


# Decisions are many (events times themes), so they are the lightest kind of record,
# and the garbage collector need not visit what cannot form a circle.
class Decision(Struct, frozen=True, gc=False):
    """What one theme decided about one event, and why in a sentence.

    `merged` are duplicates that are printed as part of this event.
    """

    event: Event
    kept: bool
    cause: Cause
    reason: Words
    trace: Trace | None = None
    merged: tuple[Event, ...] = ()

    @property
    def near_miss(self) -> bool:
        """One clause alone left it out."""
        return self.cause is Cause.THEME and self.trace is not None and self.trace.near


@dataclass(frozen=True, slots=True)
class Group:
    """Decisions under one sub-heading of a theme; the heading is None where there is no grouping."""

    heading: str | None
    kept: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class ThemeSelection:
    """Everything one theme decided: kept in printing order, left out in order of day."""

    id: str
    title: str
    why: str
    kept: tuple[Decision, ...]
    left_out: tuple[Decision, ...]
    groups: tuple[Group, ...] = ()
    see_also: tuple[Decision, ...] = ()

    @property
    def near_misses(self) -> tuple[Decision, ...]:
        """Events that one clause alone kept out."""
        return tuple(decision for decision in self.left_out if decision.near_miss)


@dataclass(frozen=True, slots=True)
class Selection:
    """A window, what each theme kept and left out of it, and what no theme took.

    `duplicates` are the sets of records that tell the same, the printed one first;
    `unmet` are the pins and bans of events that are not in the catalogue.
    """

    window: DateWindow
    themes: tuple[ThemeSelection, ...]
    uncovered: tuple[Event, ...] = ()
    duplicates: tuple[tuple[Event, ...], ...] = field(default=())
    unmet: tuple[Choice, ...] = ()

    def theme(self, id: str) -> ThemeSelection:
        """Give one theme's decisions; KeyError where the selection has no such theme."""
        for theme in self.themes:
            if theme.id == id:
                return theme
        raise KeyError(id)

    @property
    def kept(self) -> tuple[Event, ...]:
        """Every event kept by some theme, once, in printing order."""
        return tuple({d.event.id: d.event for theme in self.themes for d in theme.kept}.values())


def _failures(trace: Trace) -> int:
    if trace.held:
        return 0
    match trace.mode:
        case "all":
            return sum(part.failures for part in trace.parts)
        case "any":
            return min((part.failures for part in trace.parts), default=1)
        case "none":
            return sum(1 for part in trace.parts if part.held)
        case _:
            return 1


def _near(trace: Trace) -> bool:
    match trace.mode:
        case "all":
            # A part that only excludes says nothing of what an event is.
            return any((p.held and p.mode != "none") or p.near for p in trace.parts)
        case "any":
            return any(part.near for part in trace.parts)
        case mode:
            return mode == "none"
