"""Find rules that cannot do what they seem to, before they leave something out in silence.

Each check takes a Case and gives Problems, all of them warnings: the rules are
valid and a build goes on.  To add one: a function here, listed in CHECKS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from briefgen.errors import Problem, Severity, Words, did_you_mean
from briefgen.model import Catalogue, Event
from briefgen.rules.evaluate import Evaluator
from briefgen.rules.fields import FIELDS, TAIWAN
from briefgen.rules.language import All, AnyOf, Clause, Node, NoneOf, Rules, Theme, Use, clauses, uses
from briefgen.rules.naming import Remembering
from briefgen.rules.operators import OPERATORS, Kind, Seen
from briefgen.rules.windows import zone
from briefgen.rules.wording import listed, value_words


def lint(rules: Rules, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Give warnings about rules, seen against a whole catalogue, in order of place.

    Without any event only what is wrong by itself is found.
    """
    case = Case(rules, catalogue.events)
    found = [*rules.warnings, *(problem for check in CHECKS for problem in check(case))]
    return tuple(sorted(dict.fromkeys(found), key=lambda p: (p.where.file, p.where.line or 0, p.what.en)))


class Case:
    """Rules and the events they are tried on."""

    def __init__(self, rules: Rules, events: tuple[Event, ...]) -> None:
        self.rules, self.events = rules, events
        self.names = Remembering(rules.registers)
        self.evaluator = Evaluator(rules, events, self.names)

    @cached_property
    def kept(self) -> dict[str, frozenset[str]]:
        """The ids of the events that each theme's rule fits, whatever their date."""
        return {theme.id: self.ids(theme.match) for theme in self.rules.themes}

    def keys(self, fields: Sequence[str]) -> frozenset[str]:
        """Give all values that events have in some fields."""
        seen = (FIELDS[name].see(event, self.names) for name in fields for event in self.events)
        return frozenset().union(*(one.keys for one in seen))

    def ids(self, node: Node) -> frozenset[str]:
        """Give the ids of the events for which a rule holds."""
        held = zip(self.events, self.evaluator.holds(node), strict=True)
        return frozenset(event.id for event, holds in held if holds)


def never_match(case: Case) -> Iterator[Problem]:
    """A theme's rule fits no event of the catalogue."""
    for theme in case.rules.themes if case.events else ():
        if not case.kept[theme.id]:
            yield _warning(
                theme,
                f"主題「{theme.title}」沒有任何事件符合",
                f"no event at all fits the theme {theme.id!r}",
            )


def never_held(case: Case) -> Iterator[Problem]:
    """A clause that holds for no event, or a name or country in it that no event has."""
    said: set[tuple[str, ...]] = set()
    for theme in case.rules.themes if case.events else ():
        for clause in clauses(theme.match):
            missing = tuple(_missing_values(clause, case))
            if missing and missing not in said:
                said.add(missing)
                yield _no_event_has(clause, missing, case)
            elif not missing and not case.ids(clause):
                name = FIELDS[clause.field].words
                zh = f"條件「{name.zh}：{clause.operator}」沒有任何事件成立"
                yield _warning(clause, zh, f"the clause {clause.field}: {clause.operator} holds for no event")


def contradictions(case: Case) -> Iterator[Problem]:
    """Clauses that must hold together and cannot."""
    for theme in case.rules.themes:
        for group in _alls(theme.match):
            together = [part for part in group.parts if isinstance(part, Clause)]
            refused = [
                c for p in group.parts if isinstance(p, NoneOf) for c in p.parts if isinstance(c, Clause)
            ]
            for field in dict.fromkeys(clause.field for clause in together):
                held = [clause for clause in together if clause.field == field]
                barred = [clause for clause in refused if clause.field == field]
                if len(held) + len(barred) > 1 and not _possible(field, held, barred):
                    words = FIELDS[field].words
                    last = max((*held, *barred), key=lambda clause: clause.place.line or 0)
                    yield _warning(
                        last,
                        f"關於{words.zh}的條件互相矛盾，不可能同時成立",
                        f"the conditions on {field} contradict each other and can never hold together",
                    )


def swallowed(case: Case) -> Iterator[Problem]:
    """A theme whose events are all in another one, without using it or being used by it."""
    kept = case.kept
    for theme in case.rules.themes:
        for other in case.rules.themes:
            if theme.id == other.id or not kept[theme.id]:
                continue
            if other.id in _used(theme, case) or theme.id in _used(other, case):
                continue
            if kept[theme.id] < kept[other.id] or (kept[theme.id] == kept[other.id] and theme.id > other.id):
                same = kept[theme.id] == kept[other.id]
                zh = f"主題「{theme.title}」的{len(kept[theme.id])}則事件全在「{other.title}」之中"
                en = f"all {len(kept[theme.id])} events of the theme {theme.id!r} are in {other.id!r} too"
                if same:
                    zh, en = f"{zh}，兩者相同", f"{en}, and there are no others"
                hint = Words("若非有意，請檢查兩者的條件", "check the rules of both if this is not meant")
                yield _warning(theme, zh, en, hint)


def unknown_zones(case: Case) -> Iterator[Problem]:
    """Time zones of events that this machine does not know, so that no calendar can shift them."""
    for name in dict.fromkeys(event.when.zone for event in case.events if event.when.zone):
        if zone(name) is None:
            ids = [event.id for event in case.events if event.when.zone == name]
            yield Problem(
                case.rules.place,
                Words(
                    f"不認得時區「{name}」（{listed(ids, 'zh')}）",
                    f"unknown time zone {name!r} ({listed(ids, 'en')})",
                ),
                Words("請用 IANA 名稱，如 America/New_York", "use IANA names such as America/New_York"),
                Severity.WARNING,
            )


CHECKS: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    never_match,
    never_held,
    contradictions,
    swallowed,
    unknown_zones,
)


def _choice(field: str, text: str) -> Seen:
    """Give what is seen of an event that has one value of a closed list."""
    kind = FIELDS[field].kind
    number = TAIWAN.index(text) if kind is Kind.LEVEL else int(text) if kind is Kind.NUMBER else 0
    return Seen((text,), frozenset((text,)), (), number)


def _possible(field: str, held: list[Clause], barred: list[Clause]) -> bool:
    """Some value lets all of `held` hold and none of `barred`."""
    known = FIELDS[field]
    if known.choices and not known.several:
        values = [_choice(field, choice) for choice in known.choices]
        values += [] if known.kind in (Kind.NUMBER, Kind.LEVEL) or field == "mode" else [Seen()]
        return any(
            all(_holds(clause, seen) for clause in held)
            and not any(_holds(clause, seen) for clause in barred)
            for seen in values
        )
    wanted = [clause.wanted.keys for clause in held if clause.operator in ("is", "any_of")]
    refused = frozenset(
        key
        for clause, operators in (
            *((c, ("not", "none_of")) for c in held),
            *((c, ("is", "any_of")) for c in barred),
        )
        if clause.operator in operators
        for key in clause.wanted.keys
    )
    needed = [clause.wanted.keys for clause in held if clause.operator == "all_of"]
    if any(keys <= refused for keys in wanted) or any(keys & refused for keys in needed):
        return False
    return known.several or not wanted or bool(frozenset.intersection(*wanted))


def _holds(clause: Clause, seen: Seen) -> bool:
    return OPERATORS[clause.operator].test(seen, clause.wanted)


# A country is looked for wherever a country may stand: groups of countries serve several fields.
_COUNTRIES = ("countries", "actors.country", "counterparts.country", "body.members")
_PARTIES = ("actors", "counterparts")


def _missing_values(clause: Clause, case: Case) -> Iterator[str]:
    """Give the names and countries a clause asks for that no event of the catalogue has."""
    field, wanted = FIELDS[clause.field], clause.wanted
    if field.choices or OPERATORS[clause.operator].values not in ("one", "many"):
        return
    fields = next((group for group in (_COUNTRIES, _PARTIES) if clause.field in group), (clause.field,))
    there = case.keys(fields)
    for written, keys in zip(wanted.written, wanted.words, strict=True):
        if there.isdisjoint(keys):
            yield written


def _no_event_has(clause: Clause, missing: tuple[str, ...], case: Case) -> Problem:
    field = FIELDS[clause.field]
    known = {shown for event in case.events for shown in field.see(event, case.names).shown}
    hint = None if field.kind is Kind.CODE else did_you_mean(missing[0], sorted(known))
    zh = listed((value_words(field, value, "zh") for value in missing), "zh")
    what = f"{field.words.zh}：沒有任何事件有{zh}", f"{clause.field}: no event has {listed(missing, 'en')}"
    return _warning(clause, *what, hint)


def _alls(node: Node) -> Iterator[All]:
    match node:
        case All():
            yield node
            for part in node.parts:
                yield from _alls(part)
        case AnyOf() | NoneOf():
            for part in node.parts:
                yield from _alls(part)
        case Clause() | Use():
            return


def _used(theme: Theme, case: Case) -> frozenset[str]:
    """Give the themes that a theme's rule uses, and those they use."""
    direct = [use.theme for use in uses(theme.match)]
    return frozenset(direct).union(*(_used(case.rules.theme(id), case) for id in direct))


def _warning(at: Theme | Clause, zh: str, en: str, hint: Words | None = None) -> Problem:
    return Problem(at.place, Words(zh, en), hint, Severity.WARNING)
