"""Put what a theme keeps in order, rank it where there is a limit, and group it.

To add an order: its key in `language.py` and its value in ORDERS; a weight of the
score: SCORES; a grouping: GROUPINGS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefgen.model import DateWindow, Event, Person
from briefgen.names import Names
from briefgen.rules.fields import TAIWAN
from briefgen.rules.language import Grouping, GroupKey, Order, OrderKey, Theme
from briefgen.rules.naming import shown_country
from briefgen.selection import Decision, Group
from briefgen.zh.fold import fold

NO_RANK = 99
_BY_DAY = Order("date")
_ELSE = "其他"


@dataclass(frozen=True, slots=True)
class Scene:
    """What ordering may look at beside the event; `place` numbers ids in order of day and id."""

    names: Names
    window: DateWindow
    place: Mapping[str, int]


def in_order(events: Iterable[Event], orders: Sequence[Order], scene: Scene) -> list[Event]:
    """Give events in printing order; what is equal stays in order of day and id."""
    found = sorted(events, key=lambda event: scene.place[event.id])
    for order in reversed(orders):
        if order == _BY_DAY and order is orders[-1]:
            continue
        value = ORDERS[order.by]
        found.sort(key=lambda event: value(event, scene), reverse=order.descending)
    return found


def in_rank(events: Sequence[Event], theme: Theme, scene: Scene) -> list[Event]:
    """Give events from the one that must stay to the one that goes first where there is a limit.

    By the theme's score, greatest first; without a score, and among equals, in
    printing order.
    """
    return sorted(events, key=lambda event: -score(event, theme, scene))


def score(event: Event, theme: Theme, scene: Scene) -> float:
    """Give the weighted sum of a theme for an event; 0 where the theme has no weights."""
    return sum(weight * SCORES[name](event, scene) for name, weight in theme.score)


def grouped(kept: Sequence[Decision], grouping: Grouping | None, scene: Scene) -> tuple[Group, ...]:
    """Give decisions under sub-headings, in order of first appearance; those without a name come last."""
    if grouping is None:
        return (Group(None, tuple(kept)),) if kept else ()
    named: dict[str, list[Decision]] = {}
    for decision in kept:
        named.setdefault(GROUPINGS[grouping.by](decision.event, scene) or "", []).append(decision)
    rest = named.pop("", [])
    groups = [Group(grouping.heading.replace("{name}", name), tuple(found)) for name, found in named.items()]
    return (*groups, *([Group(_ELSE, tuple(rest))] if rest else ()))


def rank(event: Event, scene: Scene) -> int:
    """Give the rank of an event's highest actor: 1 is a head of state."""
    people = (scene.names.resolve(name) for name in event.actors)
    return min((p.rank for p in people if isinstance(p, Person) and p.rank), default=NO_RANK)


def _when(event: Event, scene: Scene) -> tuple[int, int]:
    return event.when.first.toordinal(), event.when.last.toordinal()


def _body(event: Event, scene: Scene) -> tuple[bool, str]:
    return event.body is None, scene.names.canonical(event.body) if event.body else ""


def _recent(event: Event, scene: Scene) -> float:
    days = (scene.window.last - scene.window.first).days or 1
    return min(1.0, max(0.0, (event.when.last - scene.window.first).days / days))


def _month(event: Event, scene: Scene) -> str:
    return f"{event.when.first.year}年{event.when.first.month}月"


def _country(parties: Iterable[str], scene: Scene) -> str | None:
    codes = [code for name in parties if (code := scene.names.country_of(name))]
    return shown_country(codes[0]) if codes else None


Sortable = tuple[int, int] | tuple[bool, str] | int

ORDERS: dict[OrderKey, Callable[[Event, Scene], Sortable]] = {
    "date": _when,
    "importance": lambda event, scene: event.importance,
    "body": _body,
    "rank": rank,
}
SCORES: dict[str, Callable[[Event, Scene], float]] = {
    "importance": lambda event, scene: event.importance,
    "taiwan": lambda event, scene: TAIWAN.index(event.taiwan),
    "rank": lambda event, scene: max(0, 6 - rank(event, scene)),
    "sources": lambda event, scene: len({fold(source.outlet) for source in event.sources}),
    "recent": _recent,
}
GROUPINGS: dict[GroupKey, Callable[[Event, Scene], str | None]] = {
    "actor": lambda event, scene: scene.names.canonical(event.actors[0]),
    "actor-country": lambda event, scene: _country(event.actors[:1], scene),
    "counterpart-country": lambda event, scene: _country(event.counterparts, scene),
    "body": lambda event, scene: scene.names.canonical(event.body) if event.body else None,
    "month": _month,
}
