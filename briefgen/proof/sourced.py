"""Check the days of sources among each other: one of another year, and one older than what stands before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date as Day
from datetime import timedelta

from briefgen.errors import Severity, Words
from briefgen.proof.days import Group, Told, as_day, cited, days, groups, nearest_day
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import Paragraph, Text
from briefgen.proof.time import dotted, shown


def older_sources(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find sources of undated facts that go on from dated ones, and are older than these."""
    for paragraph in text.prose():
        told, previous = days(paragraph), 0
        for group in cited(text, paragraph):
            mine = any(previous <= one.span[0] < group.span[1] and not one.quoted for one in told)
            sentence = paragraph.text[previous : group.span[0]]
            if not mine and _GOES_ON.search(sentence) and (older := _older(text, paragraph, told, group)):
                yield older
            previous = group.span[1]


_GOES_ON = re.compile(r"(?:會議|訪問|出訪|峰會|行程|停留)期間|期間|會中|會後|同日|當日|其間")


def _older(text: Text, paragraph: Paragraph, told: Sequence[Told], group: Group) -> Finding | None:
    """A source with no day of its own that is older than all that its paragraph told before it."""
    before = [one for one in told if one.span[0] < group.span[0] and not (one.ahead or one.quoted)]
    if not before or not group.days or any(one.year for one in before):
        return None
    source = max(group.days)
    events = [event for one in before if (event := nearest_day(one.month, one.day, source))]
    if len(events) != len(before) or source >= min(events) or (min(events) - source).days > 60:
        return None
    why = Words(
        f"來源（{dotted(source)}）早於同段前面的事（{min(events).month}月{min(events).day}日）",
        f"the source ({source}) is older than what its paragraph tells before it ({min(events):%d/%m})",
    )
    where, span, _ = shown(paragraph, group, source, group.span)
    return finding(text, where, span, "time.before-event", Severity.WARNING, why)


def source_years(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find a source whose year is not that of the other sources."""
    listed = [(p, g) for p in text.prose() for g in groups(p) if g.days]
    every = sorted(day for _, group in listed for day in group.days)
    years = Counter(day.year for day in every)
    if len(every) < 6:
        return
    for paragraph, group in listed:
        for day in group.days:
            near = sum(times for year, times in years.items() if abs(day.year - year) <= 1)
            if near <= len(every) // 5:
                yield _other_year(text, paragraph, group, day, Severity.ERROR)
            elif _is_alone(day, every):
                yield _other_year(text, paragraph, group, day, Severity.WARNING)


def _is_alone(day: Day, every: Sequence[Day]) -> bool:
    """No other source is of its months, and in the next or last year it would be among them."""
    others = [other for other in every if other != day]
    if len(others) < 5 or min(abs(other - day) for other in others) < _APART:
        return False
    moved = (as_day(day.year + step, day.month, day.day) for step in (1, -1))
    return any(others[0] - _NEAR_BY <= there <= others[-1] + _NEAR_BY for there in moved if there is not None)


_APART, _NEAR_BY = timedelta(days=150), timedelta(days=100)


def _other_year(text: Text, paragraph: Paragraph, group: Group, day: Day, severity: Severity) -> Finding:
    why = Words(f"來源年份 {day.year} 與全文其他來源不同", f"the year {day.year} is that of no other source")
    at = paragraph.text.find(dotted(day), group.inside)
    span = (at, at + len(dotted(day))) if at >= 0 else group.span
    return finding(text, paragraph, span, "time.source-year", severity, why)
