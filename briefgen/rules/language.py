"""The rules as a closed tree: what `seeds/themes.yaml` says once it has been checked.

Every node keeps the Place where it was written, so that whatever is said about
it later can point there.  Nothing here decides anything: `evaluate.py` does.
To add a kind of node: a dataclass here, its reading in `clauses.py`, its verdict
in `evaluate.py`; the type checker then names what was forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from briefgen.errors import Place, Problem
from briefgen.model import DateWindow, Registers

OrderKey = Literal["date", "importance", "body", "rank"]
GroupKey = Literal["actor", "actor-country", "counterpart-country", "body", "month"]

ORDER_KEYS: tuple[OrderKey, ...] = ("date", "importance", "body", "rank")
GROUP_KEYS: tuple[GroupKey, ...] = ("actor", "actor-country", "counterpart-country", "body", "month")
SCORE_KEYS = ("importance", "taiwan", "rank", "sources", "recent")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a clause asks for, ready to be compared with what an event holds.

    `written` is what the file says, groups spelt out.  `keys` are for comparing as
    a set; `words` are the forms of each word looked for; `low` and `high` are
    bounds; `span` are days; `pattern` is a regular expression, folded; `flag` is
    the answer to a yes-or-no; `side` names the other field of `same_party_as`.
    """

    written: tuple[str, ...]
    keys: frozenset[str] = frozenset()
    words: tuple[tuple[str, ...], ...] = ()
    low: int = 0
    high: int = 0
    span: DateWindow = field(default=DateWindow(date.min, date.max))
    pattern: str = ""
    flag: bool = True
    side: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One comparison: a field, an operator, and the values asked for."""

    field: str
    operator: str
    wanted: Wanted
    place: Place


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; with no parts it holds."""

    parts: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; with no parts it does not."""

    parts: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class NoneOf:
    """No part holds: the complement of AnyOf."""

    parts: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Use:
    """Another theme's rule holds."""

    theme: str
    place: Place


Node = Clause | All | AnyOf | NoneOf | Use


@dataclass(frozen=True, slots=True)
class Order:
    """One key of the printing order, and whether the greatest comes first."""

    by: OrderKey
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Grouping:
    """Sub-headings inside a theme; `{name}` in the pattern is what the events share."""

    by: GroupKey
    heading: str = "{name}"


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: its rule, and how what it keeps is ordered, limited and grouped."""

    id: str
    title: str
    why: str
    match: Node
    place: Place
    order_by: tuple[Order, ...] = (Order("date"),)
    limit: int | None = None
    score: tuple[tuple[str, float], ...] = ()
    exclusive: bool = False
    group_by: Grouping | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """All themes in the order of the file, checked; `warnings` do not stop a build."""

    themes: tuple[Theme, ...]
    groups: dict[str, tuple[str, ...]]
    registers: Registers
    place: Place
    warnings: tuple[Problem, ...] = ()

    def theme(self, id: str) -> Theme:
        """Give a theme by its id; KeyError where there is none."""
        for theme in self.themes:
            if theme.id == id:
                return theme
        raise KeyError(id)


def clauses(node: Node) -> Iterator[Clause]:
    """Give the clauses of a rule in the order written, without those of other themes."""
    match node:
        case Clause():
            yield node
        case All() | AnyOf() | NoneOf():
            for part in node.parts:
                yield from clauses(part)
        case Use():
            return


def uses(node: Node) -> Iterator[Use]:
    """Give the places where a rule uses another theme."""
    match node:
        case Use():
            yield node
        case All() | AnyOf() | NoneOf():
            for part in node.parts:
                yield from uses(part)
        case Clause():
            return
