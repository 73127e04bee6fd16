"""Ask rules about many events at once: does each hold, and if wanted, what was seen.

An Evaluator works on whole columns.  Events that are alike in a field share one
Seen, and a clause is tested once for each Seen, not for each event.  `holds`
joins the verdicts; `traces` keeps beside them what was seen.  Both start from
the same tests, so a rule and its trace cannot disagree.  Equal traces of one
rule are one object, for whoever words them.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import assert_never

from briefgen.errors import Words
from briefgen.model import Event
from briefgen.rules.fields import FIELDS
from briefgen.rules.language import All, AnyOf, Clause, Node, NoneOf, Rules, Use
from briefgen.rules.naming import Remembering
from briefgen.rules.operators import OPERATORS, Seen
from briefgen.rules.wording import shown_values, statement
from briefgen.selection import Trace

ALL = (Words("以下各項都成立", "all of these hold"), Words("以下各項未全成立", "not all of these hold"))
ANY = (Words("以下至少一項成立", "one of these holds"), Words("以下沒有一項成立", "none of these holds"))
NONE = (Words("沒有應排除的情形", "nothing excludes it"), Words("有應排除的情形", "something excludes it"))

# The different traces of a rule, and for each event the number of its own.
Column = tuple[list[int], list[Trace]]


class Evaluator:
    """The themes of some rules and the events they are asked about."""

    def __init__(self, rules: Rules, events: Sequence[Event], names: Remembering | None = None) -> None:
        self._rules = rules
        self._events = tuple(events)
        self._names = names or Remembering(rules.registers)
        self._sights: dict[str, tuple[list[int], list[Seen]]] = {}
        self._numbers: dict[tuple[str, ...], tuple[list[int], list[Event]]] = {}
        self._flags: dict[str, int] = {}
        self._used: dict[str, Column] = {}
        self._every = int.from_bytes(b"\1" * len(self._events))

    def holds(self, node: Node) -> bytes:
        """Say for each event, in order, whether a rule holds: 1 or 0."""
        return self._held(node).to_bytes(len(self._events))

    def traces(self, node: Node) -> list[Trace]:
        """Give for each event, in order, what a rule saw; equal traces are one object."""
        codes, traces = self._traced(node)
        return [traces[code] for code in codes]

    def _traced(self, node: Node) -> Column:
        match node:
            case Clause():
                return self._clause(node)
            case All():
                return self._group("all", ALL, node.parts)
            case AnyOf():
                return self._group("any", ANY, node.parts)
            case NoneOf():
                return self._group("none", NONE, node.parts)
            case Use():
                if node.theme not in self._used:
                    theme = self._rules.theme(node.theme)
                    self._used[node.theme] = self._group("all", _belongs(theme.title), (theme.match,))
                return self._used[node.theme]
            case _:
                assert_never(node)

    def _held(self, node: Node) -> int:
        """Give verdicts as one number with a byte for each event, which joins in one step."""
        match node:
            case Clause():
                codes, seen = self._sight(node.field)
                verdicts = _verdicts(node, seen)
                return int.from_bytes(bytes([verdicts[code] for code in codes]))
            case All():
                every = self._every
                for part in node.parts:
                    every &= self._held(part)
                return every
            case AnyOf() | NoneOf():
                some = 0
                for part in node.parts:
                    some |= self._held(part)
                return some ^ self._every if isinstance(node, NoneOf) else some
            case Use():
                if node.theme not in self._flags:
                    self._flags[node.theme] = self._held(self._rules.theme(node.theme).match)
                return self._flags[node.theme]
            case _:
                assert_never(node)

    def _sight(self, name: str) -> tuple[list[int], list[Seen]]:
        """Give what there is to see of a field, and for each event which of it is its own."""
        if name not in self._sights:
            field = FIELDS[name]
            codes, different = self._alike(field.depends)
            self._sights[name] = codes, [field.see(event, self._names) for event in different]
        return self._sights[name]

    def _alike(self, parts: tuple[str, ...]) -> tuple[list[int], list[Event]]:
        """Number the events that are alike in some parts; give each event's number, and one event of each."""
        if parts not in self._numbers:
            keys = list(map(attrgetter(*parts), self._events))
            different = dict(zip(keys, self._events, strict=True))
            number = {key: place for place, key in enumerate(different)}
            self._numbers[parts] = [number[key] for key in keys], list(different.values())
        return self._numbers[parts]

    def _clause(self, clause: Clause) -> Column:
        codes, seen = self._sight(clause.field)
        number: dict[tuple[bool, tuple[str, ...]], int] = {}
        traces: list[Trace] = []
        numbers: list[int] = []
        for held, one in zip(_verdicts(clause, seen), seen, strict=True):
            key = (held, shown_values(clause, one))
            if key not in number:
                number[key] = len(traces)
                traces.append(Trace(held, statement(clause, one, held), key[1]))
            numbers.append(number[key])
        return [numbers[code] for code in codes], traces

    def _group(self, mode: str, words: tuple[Words, Words], parts: tuple[Node, ...]) -> Column:
        columns = [self._traced(part) for part in parts]
        keys = list(zip(*(codes for codes, _ in columns), strict=True)) or [()] * len(self._events)
        number: dict[tuple[int, ...], int] = {}
        traces: list[Trace] = []
        for key in dict.fromkeys(keys):
            number[key] = len(traces)
            inner = tuple([traces_of[code] for (_, traces_of), code in zip(columns, key, strict=True)])
            traces.append(_joined(mode, words, inner))
        return [number[key] for key in keys], traces


def _joined(mode: str, words: tuple[Words, Words], parts: tuple[Trace, ...]) -> Trace:
    helds = [part.held for part in parts]
    held = all(helds) if mode == "all" else any(helds) is (mode == "any")
    return Trace(held, words[not held], (), parts, mode)


def _belongs(title: str) -> tuple[Words, Words]:
    return (
        Words(f"屬於「{title}」", f"it belongs to {title!r}"),
        Words(f"不屬於「{title}」", f"it does not belong to {title!r}"),
    )


def _verdicts(clause: Clause, seen: Sequence[Seen]) -> list[bool]:
    test, wanted = OPERATORS[clause.operator].test, clause.wanted
    return [test(one, wanted) for one in seen]
