"""Ask a rule about events: does it hold, and if wanted, what was seen.

`holds` answers and stops at the first clause that decides; `trace` visits every
clause and keeps what it saw.  Both put the same test to the same Seen, so they
cannot disagree.  What has been seen once is remembered: events alike in a field
share what was seen of it, and equal traces are one object.  An Evaluator serves
one run and is then let go.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import assert_never

from briefgen.errors import Words
from briefgen.model import Event
from briefgen.names import Names
from briefgen.rules.fields import FIELDS
from briefgen.rules.language import All, AnyOf, Clause, Node, NoneOf, Rules, Use
from briefgen.rules.operators import OPERATORS, Seen
from briefgen.rules.wording import shown_values, statement
from briefgen.selection import Trace

Holds = Callable[[Event], bool]
Traces = Callable[[Event], Trace]
Verdict = Callable[[Iterable[bool]], bool]


def none(parts: Iterable[bool]) -> bool:
    """No part holds."""
    return not any(parts)


VERDICTS: dict[str, Verdict] = {"all": all, "any": any, "none": none}
_GROUP_WORDS: dict[str, tuple[Words, Words]] = {
    "all": (Words("以下各項都成立", "all of these hold"), Words("以下各項未全成立", "not all of these hold")),
    "any": (
        Words("以下至少一項成立", "one of these holds"),
        Words("以下沒有一項成立", "none of these holds"),
    ),
    "none": (
        Words("以下各項都不成立", "none of these holds"),
        Words("以下有應排除的情形", "one of these holds"),
    ),
}


class Evaluator:
    """The themes of some rules, ready to be asked about many events."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._names = Names(rules.registers)
        self._seen: dict[str, dict[Hashable, Seen]] = {}
        self._holds: dict[str, Holds] = {}
        self._traces: dict[str, Traces] = {}

    def holds(self, theme: str) -> Holds:
        """Give the function that says whether a theme's rule holds for an event."""
        if theme not in self._holds:
            self._holds[theme] = self.rule(self._rules.theme(theme).match)
        return self._holds[theme]

    def trace(self, theme: str) -> Traces:
        """Give the function that says what a theme's rule saw in an event."""
        if theme not in self._traces:
            self._traces[theme] = self.traced(self._rules.theme(theme).match)
        return self._traces[theme]

    def rule(self, node: Node) -> Holds:
        """Give the function that says whether a rule holds for an event."""
        match node:
            case Clause():
                return self._clause(node)
            case All() | AnyOf() | NoneOf():
                return _joined(_mode(node), [self.rule(part) for part in node.parts])
            case Use():
                return self.holds(node.theme)
            case _:
                assert_never(node)

    def traced(self, node: Node) -> Traces:
        """Give the function that says what a rule saw in an event."""
        match node:
            case Clause():
                return self._traced_clause(node)
            case All() | AnyOf() | NoneOf():
                mode = _mode(node)
                return _traced_group(mode, _GROUP_WORDS[mode], [self.traced(part) for part in node.parts])
            case Use():
                title = self._rules.theme(node.theme).title
                words = (
                    Words(f"屬於「{title}」", f"it belongs to {title!r}"),
                    Words(f"不屬於「{title}」", f"it does not belong to {title!r}"),
                )
                return _traced_group("all", words, [self.trace(node.theme)])
            case _:
                assert_never(node)

    def _sight(self, name: str) -> Callable[[Event], tuple[Hashable, Seen]]:
        """Give the function that sees a field of an event, with the key of what it depends on."""
        field, memory = FIELDS[name], self._seen.setdefault(name, {})
        depends, see, names = field.depends, field.see, self._names

        def sight(event: Event) -> tuple[Hashable, Seen]:
            key = depends(event)
            seen = memory.get(key)
            if seen is None:
                seen = memory[key] = see(event, names)
            return key, seen

        return sight

    def _clause(self, clause: Clause) -> Holds:
        depends, sight = FIELDS[clause.field].depends, self._sight(clause.field)
        test, wanted = OPERATORS[clause.operator].test, clause.wanted
        verdicts: dict[Hashable, bool] = {}

        def holds(event: Event) -> bool:
            key = depends(event)
            held = verdicts.get(key)
            if held is None:
                held = verdicts[key] = test(sight(event)[1], wanted)
            return held

        return holds

    def _traced_clause(self, clause: Clause) -> Traces:
        depends, sight = FIELDS[clause.field].depends, self._sight(clause.field)
        test, wanted = OPERATORS[clause.operator].test, clause.wanted
        traces: dict[Hashable, Trace] = {}
        alike: dict[tuple[bool, tuple[str, ...]], Trace] = {}

        def trace(event: Event) -> Trace:
            key = depends(event)
            found = traces.get(key)
            if found is None:
                seen = sight(event)[1]
                held = test(seen, wanted)
                shown = shown_values(clause, seen)
                found = alike.get((held, shown))
                if found is None:
                    found = alike[held, shown] = Trace(held, statement(clause, seen, held), shown)
                traces[key] = found
            return found

        return trace


def _mode(node: All | AnyOf | NoneOf) -> str:
    return "all" if isinstance(node, All) else "any" if isinstance(node, AnyOf) else "none"


def _joined(mode: str, parts: list[Holds]) -> Holds:
    # Plain loops: a generator for every event would cost more than the clauses do.
    until, then = mode != "all", mode == "any"

    def holds(event: Event) -> bool:
        for part in parts:
            if part(event) is until:
                return then
        return not then

    return holds


def _traced_group(mode: str, words: tuple[Words, Words], parts: list[Traces]) -> Traces:
    verdict = VERDICTS[mode]
    known: dict[tuple[int, ...], Trace] = {}

    def trace(event: Event) -> Trace:
        inner = [part(event) for part in parts]
        # Parts are one object where they are equal, and `known` keeps them alive.
        key = tuple(map(id, inner))
        found = known.get(key)
        if found is None:
            held = verdict(part.held for part in inner)
            found = known[key] = Trace(held, words[not held], (), tuple(inner), mode)
        return found

    return trace
