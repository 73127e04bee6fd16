"""Dates as briefs write them: 9月9日, 8月22至26日, 民國110年9月9日, 11月中旬, 第3季.

A date leaves out what the text has just said: `Told` is the year and month the
reader already knows.  Years follow a calendar: `ce`, `roc` or `both`.
To add a form: a function here and a line in `FILTERS` of `compose/environment.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date as Day
from itertools import groupby

from briefgen.model import Calendar, DateWindow, Record, When

_ROC_ZERO = 1911
_YEAR_AS_TOLD = re.compile(r"\{([今去前明])年\}")


class Told(Record, frozen=True):
    """What the text has said so far: a date repeats neither a year nor a month that is told."""

    year: int | None = None
    month: int | None = None

    def after(self, when: When) -> Told:
        """Give what is told once a date is printed."""
        whole = when.precision in ("day", "ten-days", "month")
        return Told(when.last.year, when.last.month if whole else None)


NOTHING_TOLD = Told()


def year_words(year: int, calendar: Calendar = "ce") -> str:
    """Write a year, with 年 at its end.

    >>> year_words(2021), year_words(2021, "roc"), year_words(2021, "both"), year_words(1911, "roc")
    ('2021年', '民國110年', '民國110（2021）年', '民國前1年')
    """
    if calendar == "ce":
        return f"{year}年"
    roc = f"民國{year - _ROC_ZERO}" if year > _ROC_ZERO else f"民國前{_ROC_ZERO + 1 - year}"
    return f"{roc}年" if calendar == "roc" else f"{roc}（{year}）年"


def full_date(day: Day, calendar: Calendar = "ce") -> str:
    """Write a whole date.

    >>> full_date(Day(2021, 9, 9)), full_date(Day(2021, 9, 9), "both")
    ('2021年9月9日', '民國110（2021）年9月9日')
    """
    return f"{year_words(day.year, calendar)}{day.month}月{day.day}日"


def short_date(day: Day, calendar: Calendar = "ce") -> str:
    """Write a date in figures and points: 2021.9.9, in the Republic's calendar 110.9.9."""
    year = day.year if calendar == "ce" else day.year - _ROC_ZERO
    return f"{year}.{day.month}.{day.day}"


def when_words(when: When, calendar: Calendar = "ce", told: Told = NOTHING_TOLD) -> str:
    """Write when something happened, no more exactly than it is known.

    A period that carries its own words (2021年底) is written in them.

    >>> told = Told(year=2021)
    >>> [when_words(When.parse(t), told=told) for t in ("2021-08-22/2021-08-26", "2021-11-D2", "2021-Q3")]
    ['8月22至26日', '11月中旬', '第3季']
    """
    if when.words is not None and when.precision != "day":
        return when.words
    first = when.first
    year = "" if first.year == told.year else year_words(first.year, calendar)
    match when.precision:
        case "day":
            return _days(first, when.last, calendar, told)
        case "ten-days":
            return f"{year}{first.month}月{'上中下'[min(first.day // 10, 2)]}旬"
        case "month":
            return f"{year}{first.month}月"
        case "quarter":
            return f"{year}第{(first.month + 2) // 3}季"
        case "half-year":
            return f"{year}{'上' if first.month == 1 else '下'}半年"
        case "year":
            return year_words(first.year, calendar)


def window_words(window: DateWindow, calendar: Calendar = "ce") -> str:
    """Write a span of days with its year said once: 2021年7月1日至10月31日."""
    return _days(window.first, window.last, calendar, NOTHING_TOLD, short=False)


def enumerated(days: Iterable[Day], calendar: Calendar = "ce", told: Told = NOTHING_TOLD) -> str:
    """Write several days; a month is repeated only when it changes.

    >>> enumerated([Day(2021, 8, 29), Day(2021, 9, 4), Day(2021, 9, 23)], told=Told(2021))
    '8月29日、9月4、23日'
    """
    parts: list[str] = []
    for (year, month), group in groupby(days, key=lambda day: (day.year, day.month)):
        written = "、".join(str(day.day) for day in group) + "日"
        parts.append(_before_day(Day(year, month, 1), calendar, told) + written)
        told = Told(year, month)
    return "、".join(parts)


def year_from(year: int, today: Day) -> str:
    """Write a year as seen from the day of the text.

    >>> year_from(2022, Day(2022, 12, 1)), year_from(2021, Day(2022, 12, 1)), year_from(2019, Day(2022, 12, 1))
    ('今（2022）年', '去（2021）年', '2019年')
    """
    names = {0: "今", -1: "去", -2: "前", 1: "明"}
    name = names.get(year - today.year)
    return f"{year}年" if name is None else f"{name}（{year}）年"


def anchored(text: str, today: Day) -> str:
    """Say which year is meant where a text writes {今年}, {去年}, {前年} or {明年}.

    >>> anchored("{今年}9月與{去年}同期", Day(2022, 12, 1))
    '今（2022）年9月與去（2021）年同期'
    """
    steps = {"今": 0, "去": -1, "前": -2, "明": 1}
    return _YEAR_AS_TOLD.sub(lambda found: year_from(today.year + steps[found[1]], today), text)


def weekday(day: Day) -> str:
    """Name the day of the week.

    >>> weekday(Day(2021, 9, 9))
    '星期四'
    """
    return f"星期{'一二三四五六日'[day.weekday()]}"


def _days(first: Day, last: Day, calendar: Calendar, told: Told, short: bool = True) -> str:
    start = f"{_before_day(first, calendar, told)}{first.day}"
    if first == last:
        return f"{start}日"
    if short and (first.year, first.month) == (last.year, last.month):
        return f"{start}至{last.day}日"
    end = _before_day(last, calendar, Told(first.year, first.month if short else None))
    return f"{start}日至{end}{last.day}日"


def _before_day(day: Day, calendar: Calendar, told: Told) -> str:
    if day.year != told.year:
        return f"{year_words(day.year, calendar)}{day.month}月"
    return "" if day.month == told.month else f"{day.month}月"
