"""Find records that tell the same occurrence, and merge them for printing.

Two records tell the same when they share parties, body (and session, where both
give one) and mode, their places, countries and topics do not contradict each other, and
their days are the same: exactly, or within one day where the calendars they are
told in may differ.  Merging loses no source and is always reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import TypeVar

import msgspec

from briefgen.model import Event, Source, When
from briefgen.rules.fields import TAIWAN
from briefgen.rules.naming import Remembering
from briefgen.rules.windows import span, touches
from briefgen.zh.fold import fold

REMOTE = frozenset({"call", "video", "letter"})
_ONE_DAY = timedelta(days=1)


def find(events: Sequence[Event], names: Remembering) -> tuple[tuple[Event, ...], ...]:
    """Give each set of two or more events that tell the same, the one to print first.

    The sets are in order of day, and no event is in two of them.
    """
    parties: dict[tuple[str, ...], int] = {}
    number: dict[frozenset[str], int] = {}
    alike: dict[tuple[int, int, str], list[Event]] = {}

    def key(told: tuple[str, ...]) -> int:
        found = parties.get(told)
        if found is None:
            who = frozenset(names.key(name) for name in told)
            found = parties[told] = number.setdefault(who, len(number))
        return found

    for event in events:
        body = key((event.body,)) if event.body else -1
        alike.setdefault((key(event.actors + event.counterparts), body, event.mode), []).append(event)
    sets = (found for bucket in alike.values() if _some_close(bucket) for found in _sets(bucket))
    return tuple(sorted(sets, key=lambda found: (found[0].when.first, found[0].id)))


def merge(first: Event, others: Iterable[Event]) -> Event:
    """Give one event that says all of them: sources joined, the fuller summary kept.

    It keeps the id, title and date of the first.  Only events of the first one's
    marking are taken in, so that no text changes its level.
    """
    told = (first, *(event for event in others if event.marking == first.marking))
    return msgspec.structs.replace(
        first,
        summary=max((event.summary for event in told), key=len),
        detail=max((event.detail for event in told if event.detail), key=len, default=None),
        sources=_joined_sources(told),
        countries=_union(event.countries for event in told),
        topics=_union(event.topics for event in told),
        quotes=_union(event.quotes for event in told),
        notes=_union(event.notes for event in told),
        place=next((event.place for event in told if event.place), None),
        session=next((event.session for event in told if event.session), None),
        taiwan=max((event.taiwan for event in told), key=TAIWAN.index),
        importance=max(event.importance for event in told),
    )


def same_occurrence(one: Event, other: Event) -> bool:
    """Two events of the same parties, body and mode are told of the same days, and nothing contradicts that."""
    return (
        _same_days(one.when, other.when)
        and (one.session is None or other.session is None or one.session == other.session)
        and (one.mode in REMOTE or _same_place(one, other))
        and _may_agree(one.countries, other.countries)
        and _may_agree(tuple(map(fold, one.topics)), tuple(map(fold, other.topics)))
    )


def _some_close(bucket: list[Event]) -> bool:
    """Two of the events begin on the same day or on days that follow each other."""
    if len(bucket) < 2:
        return False
    days = sorted([event.when.first.toordinal() for event in bucket])
    return any(later - day <= 1 for day, later in pairwise(days))


def _sets(bucket: list[Event]) -> list[tuple[Event, ...]]:
    """Put events that tell the same together; each event of a set tells the same as its first."""
    rest = sorted(bucket, key=_fullest_first)
    found: list[tuple[Event, ...]] = []
    by_day: dict[int, list[Event]] = {}
    for event in rest:
        by_day.setdefault(event.when.first.toordinal(), []).append(event)
    taken: set[str] = set()
    for event in rest:
        if event.id in taken:
            continue
        day = event.when.first.toordinal()
        near = (other for d in (day - 1, day, day + 1) for other in by_day.get(d, ()))
        same = [o for o in near if o.id != event.id and o.id not in taken and same_occurrence(event, o)]
        if same:
            taken.update(o.id for o in (event, *same))
            found.append((event, *sorted(same, key=lambda o: (o.when.first, o.id))))
    return found


def _fullest_first(event: Event) -> tuple[int, str]:
    return -len(event.summary), event.id


def _same_days(one: When, other: When) -> bool:
    if one.precision != other.precision:
        return False
    if one.precision != "day" or one.zone == other.zone:
        return (one.first, one.last) == (other.first, other.last)
    if one.zone and other.zone:
        return touches(span(one, "taipei"), span(other, "taipei")) and _length(one) == _length(other)
    return abs(one.first - other.first) <= _ONE_DAY and _length(one) == _length(other)


def _length(when: When) -> int:
    return (when.last - when.first).days


def _same_place(one: Event, other: Event) -> bool:
    if not one.place or not other.place:
        return True
    here, there = fold(one.place), fold(other.place)
    return here in there or there in here


def _may_agree(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """They share something, or one of them says nothing."""
    return not some or not others or not set(some).isdisjoint(others)


T = TypeVar("T")


def _union(values: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(value for several in values for value in several))


def _joined_sources(events: Iterable[Event]) -> tuple[Source, ...]:
    return _union(event.sources for event in events)
