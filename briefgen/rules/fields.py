"""The fields a clause may ask about: everything an event holds, and what its registers add.

A Field says what sort of values it has, how they are called, and how they are
seen in an event.  To add one: a function from event and names to Seen, and a
line in FIELDS with the part of the event it depends on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import get_args

from briefgen.errors import Words
from briefgen.model import Body, BodyKind, Event, Mode, OutletKind, Person, TaiwanRelevance, When
from briefgen.rules.naming import Remembering, outlet_key, parties
from briefgen.rules.operators import Kind, Seen
from briefgen.zh.fold import fold

TAIWAN: tuple[str, ...] = get_args(TaiwanRelevance)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the rule language.

    `depends` names all of the event that `see(event, names)` looks at: events which
    are equal there are seen the same.  `absent` is said of an event that holds nothing
    here.  `choices` are all values there can be; empty where any text may stand.
    """

    kind: Kind
    words: Words
    absent: Words
    depends: tuple[str, ...]
    see: Callable[[Event, Remembering], Seen]
    choices: tuple[str, ...] = ()
    several: bool = False


def _codes(values: Iterable[str | None]) -> Seen:
    shown = tuple(dict.fromkeys(value for value in values if value))
    return Seen(shown, frozenset(shown))


def _labels(values: Iterable[str | None]) -> Seen:
    shown = tuple(dict.fromkeys(value for value in values if value))
    texts = tuple(map(fold, shown))
    return Seen(shown, frozenset(texts), texts)


def _prose(*values: str | None) -> Seen:
    text = "\n".join(value for value in values if value)
    return Seen((text,) if text else (), texts=(fold(text),))


def _named(names: Iterable[str], register: Remembering) -> Seen:
    shown = tuple(dict.fromkeys(names))
    keys = frozenset(register.key(name) for name in shown)
    return Seen(shown, keys, tuple(dict.fromkeys((*map(fold, shown), *sorted(keys)))))


def _side(own: tuple[str, ...], other: tuple[str, ...], names: Remembering, other_side: str) -> Seen:
    seen = _named(own, names)
    sides = (("", parties(own, names)), (other_side, parties(other, names)))
    return Seen(seen.shown, seen.keys, seen.texts, parties=sides)


def _offices(who: Iterable[str], when: When, names: Remembering) -> Seen:
    people = (found for name in who if isinstance(found := names.resolve(name), Person))
    held = [o.title for p in people for o in p.offices if o.held_on(when.first) or o.held_on(when.last)]
    return _labels(held)


def _body(event: Event, names: Remembering) -> Body | None:
    return names.body(event.body) if event.body else None


def _kind(event: Event, names: Remembering) -> Seen:
    body = _body(event, names)
    return _codes([body.kind if body else None])


def _members(event: Event, names: Remembering) -> Seen:
    body = _body(event, names)
    return _codes(body.members if body else ())


def _outlets(event: Event, names: Remembering) -> Seen:
    shown = tuple(dict.fromkeys(source.outlet for source in event.sources))
    keys = frozenset(outlet_key(name, names) for name in shown)
    return Seen(shown, keys, (*map(fold, shown), *sorted(keys)))


def _outlet_kinds(event: Event, names: Remembering) -> Seen:
    outlets = (names.outlet(source.outlet) for source in event.sources)
    return _codes(outlet.kind if outlet else None for outlet in outlets)


def _level(value: str) -> Seen:
    return Seen((value,), frozenset((value,)), number=TAIWAN.index(value))


def _number(value: int) -> Seen:
    return Seen((str(value),), frozenset((str(value),)), number=value)


def _text(event: Event) -> Seen:
    return _prose(
        event.title,
        event.summary,
        event.detail,
        *event.quotes,
        *event.notes,
        *event.actors,
        *event.counterparts,
        event.body,
        event.place,
        *event.topics,
    )


_BODY_ABSENT = Words("未涉及任何國際場合", "no forum or organisation is involved")

FIELDS: dict[str, Field] = {
    "countries": Field(
        Kind.CODE,
        Words("國家", "countries"),
        Words("未列國家", "no country is given"),
        ("countries",),
        lambda e, n: _codes(e.countries),
        several=True,
    ),
    "actors": Field(
        Kind.NAME,
        Words("行為者", "actors"),
        Words("未列行為者", "no actor is given"),
        (
            "actors",
            "counterparts",
        ),
        lambda e, n: _side(e.actors, e.counterparts, n, "counterparts"),
        several=True,
    ),
    "actors.country": Field(
        Kind.CODE,
        Words("行為者所屬國家", "actors' countries"),
        Words("行為者所屬國家不明", "no country of an actor is known"),
        ("actors",),
        lambda e, n: _codes(map(n.country_of, e.actors)),
        several=True,
    ),
    "actors.office": Field(
        Kind.LABEL,
        Words("行為者職務", "actors' offices"),
        Words("行為者職務不明", "no office of an actor is known"),
        (
            "actors",
            "when.first",
            "when.last",
        ),
        lambda e, n: _offices(e.actors, e.when, n),
        several=True,
    ),
    "counterparts": Field(
        Kind.NAME,
        Words("對方", "counterparts"),
        Words("沒有對方", "there is no counterpart"),
        (
            "actors",
            "counterparts",
        ),
        lambda e, n: _side(e.counterparts, e.actors, n, "actors"),
        several=True,
    ),
    "counterparts.country": Field(
        Kind.CODE,
        Words("對方所屬國家", "counterparts' countries"),
        Words("對方所屬國家不明", "no country of a counterpart is known"),
        ("counterparts",),
        lambda e, n: _codes(map(n.country_of, e.counterparts)),
        several=True,
    ),
    "body": Field(
        Kind.NAME,
        Words("場合", "body"),
        _BODY_ABSENT,
        ("body",),
        lambda e, n: _named((e.body,) if e.body else (), n),
    ),
    "body.kind": Field(
        Kind.CODE,
        Words("場合種類", "kind of body"),
        _BODY_ABSENT,
        ("body",),
        _kind,
        get_args(BodyKind),
    ),
    "body.members": Field(
        Kind.CODE,
        Words("場合成員", "members of the body"),
        Words("沒有場合，或場合成員不明", "there is no body, or its members are not known"),
        ("body",),
        _members,
        several=True,
    ),
    "mode": Field(
        Kind.CODE,
        Words("形式", "mode"),
        Words("形式不明", "no mode is given"),
        ("mode",),
        lambda e, n: _codes((e.mode,)),
        get_args(Mode),
    ),
    "place": Field(
        Kind.LABEL,
        Words("地點", "place"),
        Words("未記地點", "no place is given"),
        ("place",),
        lambda e, n: _labels((e.place,)),
    ),
    "topics": Field(
        Kind.LABEL,
        Words("議題", "topics"),
        Words("未列議題", "no topic is given"),
        ("topics",),
        lambda e, n: _labels(e.topics),
        several=True,
    ),
    "taiwan": Field(
        Kind.LEVEL,
        Words("與臺灣的關聯", "relevance to Taiwan"),
        Words("與臺灣無關", "not related to Taiwan"),
        ("taiwan",),
        lambda e, n: _level(e.taiwan),
        TAIWAN,
    ),
    "importance": Field(
        Kind.NUMBER,
        Words("重要性", "importance"),
        Words("未評重要性", "no importance is given"),
        ("importance",),
        lambda e, n: _number(e.importance),
        ("1", "2", "3", "4", "5"),
    ),
    "marking": Field(
        Kind.LABEL,
        Words("密等", "marking"),
        Words("未標密等", "no marking is given"),
        ("marking",),
        lambda e, n: _labels((e.marking,)),
    ),
    "when": Field(
        Kind.DAY,
        Words("日期", "date"),
        Words("日期不明", "no date is given"),
        (
            "when.first",
            "when.last",
            "when.precision",
        ),
        lambda e, n: Seen((str(e.when),), when=e.when),
    ),
    "sources.outlet": Field(
        Kind.NAME,
        Words("來源媒體", "outlets"),
        Words("沒有來源", "there is no source"),
        ("sources",),
        _outlets,
        several=True,
    ),
    "sources.kind": Field(
        Kind.CODE,
        Words("來源種類", "kinds of outlet"),
        Words("來源種類不明", "no kind of outlet is known"),
        ("sources",),
        _outlet_kinds,
        get_args(OutletKind),
        several=True,
    ),
    "title": Field(
        Kind.PROSE,
        Words("標題", "title"),
        Words("沒有標題", "there is no title"),
        ("title",),
        lambda e, n: _prose(e.title),
    ),
    "summary": Field(
        Kind.PROSE,
        Words("摘要", "summary"),
        Words("沒有摘要", "there is no summary"),
        ("summary",),
        lambda e, n: _prose(e.summary),
    ),
    "text": Field(
        Kind.PROSE,
        Words("內文", "text"),
        Words("沒有內文", "there is no text"),
        ("id",),
        lambda e, n: _text(e),
    ),
    "id": Field(
        Kind.LABEL,
        Words("代號", "id"),
        Words("沒有代號", "there is no id"),
        ("id",),
        lambda e, n: _labels((e.id,)),
    ),
}
