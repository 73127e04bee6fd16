"""Share out the dates of a source group over the events before it.

Events and dates are both in order; each event takes a date that is not older than
it, the nearest it can have so that every date finds an event.  An event for which
all dates are too old stays without a source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Day
from functools import cache

from briefgen.model import When
from briefgen.zh.notation import Cited

_SHARED = 12  # days of distance that sharing a date with another event is worth
_UNUSED = 40
_FAR = 45
_NEWS, _STRAY = 3, 21
_NONE = 400
# A printed paper, which tells what happened the day before.
_PAPER = re.compile(r"(?<!電子)(?<!快)報$|新聞$")

Spans = Sequence[tuple[Day, Day]]


def share_out(events: Spans, cited: Sequence[Cited]) -> list[list[tuple[str, When]]]:
    """Give each event (first and last day) its outlets with dates, in order.

    >>> days = [(Day(2021, 9, 9), Day(2021, 9, 9)), (Day(2021, 9, 17), Day(2021, 9, 17))]
    >>> group = [Cited("新華社", (When.parse("2021-09-10"), When.parse("2021-09-17")))]
    >>> [[str(when) for _, when in own] for own in share_out(days, group)]
    [['2021-09-10'], ['2021-09-17']]
    """
    items = sorted(
        ((outlet.outlet, when) for outlet in cited for when in outlet.dates), key=lambda item: item[1].first
    )
    found: list[list[tuple[str, When]]] = [[] for _ in events]
    if not events or not items:
        return found
    order = sorted(range(len(events)), key=lambda index: (events[index][0], index))
    dates = list(dict.fromkeys(when for _, when in items))
    chosen = _assign([events[index] for index in order], dates)
    for index, date in zip(order, chosen, strict=True):
        if date is not None:
            found[index] += [item for item in items if item[1] == dates[date]]
    _without_strays(events, items, found)
    for left in items:
        if dates.index(left[1]) not in chosen:
            _add_to_nearest(left, events, found)
    _prefer_own_day(events, items, found)
    _day_after(events, items, found)
    _add_last_reports(events, items, found)
    return _of_one_day(events, items, found)


def _day_after(events: Spans, items: Sequence[tuple[str, When]], found: list[list[tuple[str, When]]]) -> None:
    """Where one outlet tells of the last days of a text each on the day after, no event has its own day's news."""
    dates = sorted({when.first for _, when in items})
    days = sorted({last for _, last in events})[-len(dates) :]
    outlets = {outlet for outlet, _ in items}
    if (
        len(outlets) > 1
        or len(dates) < 3
        or [(b - a).days for a, b in zip(days, dates, strict=False)] != [1] * len(dates)
    ):
        return
    for index, (first, last) in enumerate(events):
        if first == last and last in days:
            found[index] = [item for item in items if (item[1].first - last).days == 1]


def _prefer_own_day(
    events: Spans, items: Sequence[tuple[str, When]], found: list[list[tuple[str, When]]]
) -> None:
    """Give what happened in a day all the news of that day, in place of what is another day's.

    An agency has it on the day itself, a printed paper on the next.
    """
    own_days = [
        [
            item
            for item in items
            if first == last and (item[1].first - last).days == bool(_PAPER.search(item[0]))
        ]
        for first, last in events
    ]
    for index, own in enumerate(own_days):
        elsewhere = [item for other, days in enumerate(own_days) if other != index for item in days]
        if own:
            kept = [item for item in found[index] if item not in elsewhere]
            found[index] = [item for item in items if item in own or item in kept]


def _add_last_reports(
    events: Spans, items: Sequence[tuple[str, When]], found: list[list[tuple[str, When]]]
) -> None:
    """Give what lasts for days the reports of its last day too: a journey, a conference."""
    for (first, last), own in zip(events, found, strict=True):
        if first < last and own and all(when.last < last for _, when in own):
            own += [item for item in items if _reports_end((first, last), item[1]) and item not in own]


def _reports_end(event: tuple[Day, Day], when: When) -> bool:
    return event[0] < event[1] and 0 <= (when.first - event[1]).days <= 1


def _of_one_day(
    events: Spans, items: Sequence[tuple[str, When]], found: list[list[tuple[str, When]]]
) -> list[list[tuple[str, When]]]:
    """Give events of the same days all the news that one of them has: nothing tells whose it is."""
    days = [(event, {items.index(item) for item in own}) for event, own in zip(events, found, strict=True)]
    shared = [
        {
            number
            for other, numbers in days
            for number in numbers
            if other == event and ((gap := _gap(event, items[number][1])) is not None and gap <= _NEWS)
        }
        for event, _ in days
    ]
    return [
        [items[number] for number in sorted(own | more)] for (_, own), more in zip(days, shared, strict=True)
    ]


def _without_strays(
    events: Spans,
    items: Sequence[tuple[str, When]],
    found: list[list[tuple[str, When]]],
) -> None:
    """Take a source from an event long before it where the same date is news of another event."""
    gaps = [[_gap(event, when) for event in events] for _, when in items]
    for index, own in enumerate(found):
        for item in list(own):
            number = items.index(item)
            shared = [
                gap for other, gap in enumerate(gaps[number]) if other != index and item in found[other]
            ]
            mine = gaps[number][index]
            if mine is not None and mine > _STRAY and any(gap is not None and gap <= _NEWS for gap in shared):
                own.remove(item)


def _assign(events: Spans, dates: Sequence[When]) -> tuple[int | None, ...]:
    """Choose a date for each event, in order, at the least cost."""

    @cache
    def best(event: int, at: int) -> tuple[int, tuple[int | None, ...]]:
        if event == len(events):
            return _UNUSED * max(len(dates) - 1 - at, 0), ()
        cost, rest = best(event + 1, at)
        options: list[tuple[int, tuple[int | None, ...]]] = [(cost + _NONE, (None, *rest))]
        for index in range(max(at, 0), len(dates)):
            gap = _gap(events[event], dates[index])
            if gap is None:
                continue
            cost, rest = best(event + 1, index)
            skipped = max(index - at - 1, 0) * _UNUSED
            options.append((cost + gap + skipped + (_SHARED if index == at else 0), (index, *rest)))
        return min(options, key=lambda option: option[0])

    return best(0, -1)[1]


def _gap(event: tuple[Day, Day], when: When) -> int | None:
    """Give how long after an event a source is, in days; None where it is older or no news of it."""
    if when.last < event[0]:
        return None
    gap = (when.first - event[1]).days
    if gap > _FAR:
        return None
    return max(gap, 0) if gap >= 0 else min(-gap, 2)


def _add_to_nearest(item: tuple[str, When], events: Spans, found: list[list[tuple[str, When]]]) -> None:
    gaps = [(gap, index) for index, event in enumerate(events) if (gap := _gap(event, item[1])) is not None]
    if gaps:
        found[min(gaps)[1]].append(item)
