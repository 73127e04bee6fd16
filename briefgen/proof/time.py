"""Check days: against their sources, the window, the weekday, and the calendar itself.

A source group covers the days told since the group before it.  Where it cites as many
days as are told, each belongs to each; else a day needs one source that fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date as Day
from datetime import timedelta

from briefgen.errors import Severity, Words
from briefgen.proof.days import Group, Told, as_day, cited, days, nearest_day
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import Paragraph, Text

LATE = timedelta(days=7)


def time(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find days that cannot be, that contradict their source, or lie outside the window."""
    year = _year_of(text, knowledge)
    for paragraph in text.prose():
        told, given = days(paragraph), cited(text, paragraph)
        yield from _impossible(text, paragraph, told)
        odd = tuple(_weekdays(text, paragraph, told, [day for group in given for day in group.days], year))
        yield from odd
        previous = 0
        for group in given:
            mine = [one for one in told if previous <= one.span[0] < group.span[1] and not one.quoted]
            taken = {(one.line, one.column) for one in odd}
            for slip in _against(text, paragraph, mine, group, knowledge):
                yield _at_source(text, paragraph, group, slip) if (slip.line, slip.column) in taken else slip
            previous = group.span[1]
        yield from _outside(text, paragraph, told, given, knowledge)


def _impossible(text: Text, paragraph: Paragraph, told: Sequence[Told]) -> Iterator[Finding]:
    for one in told:
        year = one.year or 2024
        if as_day(year, one.month, one.day) is None or as_day(year, one.last_month, one.last_day) is None:
            why = Words("曆上沒有這一天", "there is no such day")
            yield finding(text, paragraph, one.span, "time.no-such-day", Severity.ERROR, why)
        elif (one.last_month, one.last_day) < (one.month, one.day) and one.last_month == one.month:
            why = Words("期間的結束日早於開始日", "the span ends before it begins")
            yield finding(text, paragraph, one.span, "time.reversed", Severity.ERROR, why)


def _against(
    text: Text, paragraph: Paragraph, told: list[Told], group: Group, knowledge: Knowledge
) -> Iterator[Finding]:
    if not group.days:
        return
    sure = [one for one in told if not one.ahead]
    if slip := _wrong_source(text, paragraph, sure, group):
        yield slip
        return
    paired = len(sure) == len(group.days)
    last_sure = sure[-1] if sure else None
    for index, one in enumerate(sure):
        sources = (group.days[index],) if paired else group.days
        event = _nearest(one, sources)
        if event is None:
            continue
        end = nearest_day(one.last_month, one.last_day, event) or event
        after = [source for source in group.days if source >= event]
        if not one.month_written and (moved := _other_month(one, event, group.days)):
            yield _wrong_month(text, paragraph, one, moved)
        elif not after:
            source = max(group.days)
            grave = (event - source).days > 1 or _is_near(group, knowledge)
            severity = (
                Severity.ERROR if grave and not _goes_back(sure[index + 1 :], event) else Severity.WARNING
            )
            yield _too_early(text, paragraph, one, event, source, severity)
        elif one.year is None and (one is last_sure or paired) and min(after) - end > LATE:
            yield _late(text, paragraph, group, one, min(after))


def _wrong_source(text: Text, paragraph: Paragraph, sure: Sequence[Told], group: Group) -> Finding | None:
    """A source that is older than all its events, and fits them in their own month: its month is wrong, not theirs."""
    if not sure or not sure[0].month_written or any(one.year for one in sure):
        return None
    source = max(group.days)
    events = [event for one in sure if (event := nearest_day(one.last_month, one.last_day, source))]
    if len(events) != len(sure) or min(events) <= source:
        return None
    meant = as_day(events[-1].year, events[-1].month, source.day)
    if meant is None or len(group.days) > 1 or not timedelta(0) <= meant - max(events) <= LATE:
        return None
    why = Words(
        f"來源（{dotted(source)}）早於它報導的事（{max(events).month}月{max(events).day}日）",
        f"the source ({source}) is older than what it tells of ({max(events):%d/%m})",
    )
    where, span, form = shown(paragraph, group, source, sure[-1].span)
    suggestion = form.replace(f".{source.month}.", f".{meant.month}.").replace(
        f"年{source.month}月", f"年{meant.month}月"
    )
    return finding(text, where, span, "time.before-event", Severity.ERROR, why, suggestion if form else "")


def _at_source(text: Text, paragraph: Paragraph, group: Group, slip: Finding) -> Finding:
    """Say of a day at its source what cannot be said where its weekday is wrong too."""
    where, span, _ = shown(paragraph, group, max(group.days), group.span)
    return finding(text, where, span, slip.rule, slip.severity, slip.why)


def dotted(day: Day) -> str:
    """Give a day as sources write it: 2021.9.10."""
    return f"{day.year}.{day.month}.{day.day}"


def shown(
    paragraph: Paragraph, group: Group, source: Day, other: tuple[int, int]
) -> tuple[Paragraph, tuple[int, int], str]:
    """Give where a source's day is written, and how; the `other` place where it is not to be found."""
    where = group.note or paragraph
    for form in (
        dotted(source),
        f"{source.year}年{source.month}月{source.day}日",
        f"{source.month}.{source.day}",
    ):
        at = where.text.find(form, *(() if group.note else (group.inside, group.span[1])))
        if at >= 0:
            return where, (at, at + len(form)), form
    return paragraph, other if group.note else group.span, ""


def _nearest(one: Told, sources: Sequence[Day]) -> Day | None:
    if one.year is not None:
        return as_day(one.year, one.month, one.day)
    found = [day for source in sources if (day := nearest_day(one.month, one.day, source))]
    return min(found, key=lambda day: min(abs((day - s).days) for s in sources), default=None)


def _other_month(one: Told, event: Day, sources: Sequence[Day]) -> Day | None:
    """Give the day of another month that a source fits, where none fits the month that was told."""
    if any(timedelta(0) <= source - event <= LATE for source in sources):
        return None
    for source in sources:
        day = as_day(source.year, source.month, one.day)
        if day and (day.year, day.month) != (event.year, event.month) and 0 <= (source - day).days <= 3:
            return day
    return None


def _wrong_month(text: Text, paragraph: Paragraph, one: Told, moved: Day) -> Finding:
    why = Words(
        f"沒有寫月份，依前文是{one.month}月，但來源是{moved.month}月",
        f"no month is written: it reads as month {one.month}, but the source is of month {moved.month}",
    )
    suggestion = f"{moved.month}月{paragraph.text[one.span[0] : one.span[1]].strip()}"
    return finding(text, paragraph, one.span, "time.month", Severity.ERROR, why, suggestion)


# Outlets whose clocks are those of Taipei or nearly: their date is never a day behind the event's.
_NEAR = frozenset({"CN", "TW", "HK", "MO", "JP", "KR", "SG"})


def _is_near(group: Group, knowledge: Knowledge) -> bool:
    found = [knowledge.registers.outlets.get(name) for name in group.outlets]
    return bool(found) and all(outlet is not None and outlet.country in _NEAR for outlet in found)


def _goes_back(later: Sequence[Told], event: Day) -> bool:
    """An earlier day is told after it: the source may be that day's alone."""
    return any(
        not one.year and (day := nearest_day(one.month, one.day, event)) and day < event for one in later
    )


def _too_early(
    text: Text, paragraph: Paragraph, one: Told, event: Day, source: Day, severity: Severity
) -> Finding:
    why = Words(
        f"事件（{event.month}月{event.day}日）晚於它的來源（{dotted(source)}）",
        f"the event ({event:%d/%m}) is later than its source ({source})",
    )
    return finding(text, paragraph, one.span, "time.before-event", severity, why)


def _late(text: Text, paragraph: Paragraph, group: Group, one: Told, source: Day) -> Finding:
    why = Words(
        f"來源（{dotted(source)}）比事件（{one.month}月{one.day}日）晚了一週以上，請核對",
        f"the source ({source}) is more than a week after the event ({one.day}/{one.month}): check both",
    )
    where, span, _ = shown(paragraph, group, source, one.span)
    return finding(text, where, span, "time.late-source", Severity.WARNING, why)


def _outside(
    text: Text, paragraph: Paragraph, told: Sequence[Told], given: Sequence[Group], knowledge: Knowledge
) -> Iterator[Finding]:
    window = knowledge.window
    if window is None:
        return
    for one in told:
        event = as_day(one.year, one.month, one.day) if one.year else None
        near = event or nearest_day(one.month, one.day, window.first + (window.last - window.first) / 2)
        if near is None or near in window or one.ahead or one.quoted:
            continue
        covered = any(group.span[0] >= one.span[1] for group in given)
        why = Words(
            f"不在本期（{window.first} 至 {window.last}）之內",
            f"outside the window {window.first} to {window.last}",
        )
        severity = Severity.WARNING if covered and one.year is None else Severity.INFO
        yield finding(text, paragraph, one.span, "time.outside", severity, why)
    for group in given:
        wrong = [day for day in group.days if not -370 < (day - window.last).days < 100]
        if wrong:
            why = Words(f"來源日期 {wrong[0]} 遠離本期", f"a source of {wrong[0]}, far from the window")
            where, span = (group.note, (0, len(group.note.text))) if group.note else (paragraph, group.span)
            yield finding(text, where, span, "time.source-year", Severity.WARNING, why)


_WEEKDAY = re.compile(r"\s*[（(]?\s*(?:星期|週|周|禮拜)([一二三四五六日天])")


def _weekdays(
    text: Text, paragraph: Paragraph, told: Sequence[Told], sources: Sequence[Day], year: int | None
) -> Iterator[Finding]:
    for one in told:
        match = _WEEKDAY.match(paragraph.text, one.span[1])
        if match is None:
            continue
        known = one.year or year or _year_by(one, sources)
        if known is None or (day := as_day(known, one.month, one.day)) is None:
            continue
        real = "一二三四五六日"[day.weekday()]
        if match[1].replace("天", "日") != real:
            why = Words(f"{day} 是星期{real}", f"{day} is a {day:%A}")
            span = (one.span[0], match.end())
            close = paragraph.text[match.end() : match.end() + 1]
            span = (span[0], match.end() + (close in ("）", ")") if close else 0))
            said = paragraph.text[span[0] : match.end(1) - 1] + real + paragraph.text[match.end(1) : span[1]]
            yield finding(text, paragraph, span, "time.weekday", Severity.ERROR, why, said)


def _year_by(one: Told, sources: Sequence[Day]) -> int | None:
    """Give the year that the sources of its paragraph bring a day into: all of them one year."""
    years = {day.year for source in sources if (day := nearest_day(one.month, one.day, source))}
    return years.pop() if len(years) == 1 else None


def _year_of(text: Text, knowledge: Knowledge) -> int | None:
    """Give the year a text is about, where it can only be one."""
    window = knowledge.window
    if window is not None:
        return window.first.year if window.first.year == window.last.year else None
    years = {day.year for p in text.prose() for group in cited(text, p) for day in group.days}
    return years.pop() if len(years) == 1 else None
