"""Read the span of days a brief covers, in CE or 民國, and put events on its calendar.

A window is written as a day (`2021-09-10`, `民國110年9月10日`), a month, a third of
a month (上旬), a quarter (`2021Q3`, `110Q3`, `民國110年第3季`), a half-year, a year, a
range of any two of these (`民國110年7月至10月`), or relative to a day given (上一季).
A year below 1000 is a year of the Republic.  To teach it another relative period,
add it to RELATIVE; another form of period, to _PERIOD and `_span`.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefgen.errors import Place, Problem, RequestError, Words
from briefgen.model import DateWindow, When, WindowCalendar

ZONES: dict[WindowCalendar, str] = {"taipei": "Asia/Taipei", "beijing": "Asia/Shanghai"}
COMMAND = Place("--window")


def parse_window(text: str, today: date | None = None, where: Place = COMMAND) -> DateWindow:
    """Give the days a text means; both ends belong to it.

    `today` is what relative periods count from.  RequestError, with its place
    `where`, for what cannot be read.

    >>> print(parse_window("民國110年7月至10月"))
    DateWindow(first=datetime.date(2021, 7, 1), last=datetime.date(2021, 10, 31))
    """
    plain = _plain(text)
    try:
        if plain in RELATIVE:
            if today is None:
                raise _unreadable(where, f"「{text}」要有基準日", f"{text!r} needs a day to count from")
            return RELATIVE[plain](today)
        return _range(plain)
    except (ValueError, OverflowError) as error:
        zh, en = f"看不懂的期間「{text}」", f"{text!r} is no window"
        if isinstance(error, _Reversed):
            zh, en = f"期間「{text}」的結束日早於開始日", f"window {text!r} ends before it starts"
        raise _unreadable(where, zh, en) from error


def span(when: When, calendar: WindowCalendar = "venue") -> DateWindow:
    """Give the days of an event on a calendar.

    On the venue's calendar they are the days as told.  On another, a day without
    its time in Washington is two days in Taipei; an event whose zone is not known
    keeps its days, and so does a period of which the day is not known.
    """
    days = DateWindow(when.first, when.last)
    if calendar == "venue" or when.zone is None or when.precision != "day":
        return days
    here, there = zone(when.zone), zone(ZONES[calendar])
    if here is None or there is None:
        return days
    start = time.fromisoformat(when.time) if when.time else time.min
    first = datetime.combine(when.first, start, here)
    one_moment = when.time is not None and when.first == when.last
    last = first if one_moment else datetime.combine(when.last, time(23, 59, 59), here)
    try:
        return DateWindow(first.astimezone(there).date(), last.astimezone(there).date())
    except OverflowError:
        return days


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo | None:
    """Give a time zone by its IANA name, or None where this machine knows none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def falls_in(when: When, window: DateWindow, calendar: WindowCalendar = "venue") -> bool:
    """Some day of an event on that calendar belongs to the window, or may do so."""
    if calendar == "venue" or when.zone is None:
        return when.overlaps(window)
    return touches(span(when, calendar), window)


def touches(days: DateWindow, window: DateWindow) -> bool:
    """Some day belongs to both."""
    return days.first <= window.last and window.first <= days.last


class _Reversed(ValueError):
    """A window that ends before it starts."""


Base = tuple[int | None, int | None]

_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")}
_DASHES = re.compile(r"\s*(?:\.\.+|…|[~～至到—–]|\bto\b)\s*")
_PERIOD = re.compile(
    r"""(?: 民國(?P<roc>\d{1,3})(?:年|[-./])? | (?:西元|公元)?(?P<year>\d{3,4})(?:年|[-./])?
        | (?P<short>\d{1,2})年 )?
    (?: (?:第(?P<quarter>[1-4])季|(?P<part>[QH][1-4])|(?P<half>[上下])半年)
      | (?P<month>\d{1,2})(?:月份?|[-./])?
        (?: (?P<third>[上中下])旬 | D(?P<decade>[123]) | (?:(?<=[月\-./])(?P<day>\d{1,2})[日號]?)? )
      | (?P<only_day>\d{1,2})[日號]
    )?""",
    re.VERBOSE,
)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip().replace("台", "臺").replace("国", "國")
    folded = re.sub(r"\s+", " ", plain).casefold()
    return folded if folded in RELATIVE else _without_chinese_numerals(folded.upper().replace(" TO ", "至"))


def _without_chinese_numerals(text: str) -> str:
    """Write 十一月 as 11月, 第三季 as 第3季 and 二〇二一年 as 2021年."""
    text = text.replace(" ", "").replace("○", "〇").replace("零", "〇").replace("元年", "1年")
    text = re.sub(r"([一二三]?)十([一二三四五六七八九]?)", _tens, text)
    return "".join(_DIGITS.get(character, character) for character in text)


def _tens(found: re.Match[str]) -> str:
    return str(10 * int(_DIGITS.get(found[1], "1")) + int(_DIGITS.get(found[2], "0")))


def _range(text: str) -> DateWindow:
    ends = _DASHES.split(text)
    if len(ends) == 1 and text.count("/") == 1 and not re.search(r"\d/\d{1,2}$", text.replace("-", "")):
        ends = text.split("/")
    if len(ends) > 2:
        raise ValueError(text)
    first, base = _span(ends[0], (None, None))
    last = _span(ends[1], base)[0] if len(ends) == 2 else first
    if last.last < first.first:
        raise _Reversed
    return DateWindow(first.first, last.last)


def _span(text: str, base: Base) -> tuple[DateWindow, Base]:
    """Give the days of one period, and the year and month the next one may leave out."""
    found = _PERIOD.fullmatch(text)
    if found is None or not text:
        raise ValueError(text)
    year = _year(found) or base[0]
    if year is None:
        raise ValueError(text)
    if found["only_day"]:
        if base[1] is None:
            raise ValueError(text)
        day = date(year, base[1], int(found["only_day"]))
        return DateWindow(day, day), (year, base[1])
    if found["month"]:
        return _in_month(found, year, int(found["month"])), (year, int(found["month"]))
    first, months = _months(found)
    return DateWindow(date(year, first, 1), _month_end(year, first + months - 1)), (year, None)


def _year(found: re.Match[str]) -> int | None:
    republic = found["roc"] or found["short"]
    if republic:
        return int(republic) + 1911
    if found["year"] is None:
        return None
    year = int(found["year"])
    return year + 1911 if year < 1000 else year


def _months(found: re.Match[str]) -> tuple[int, int]:
    """Give the first month and the number of months of a quarter, half-year or year."""
    quarter = found["quarter"] or (found["part"][1] if found["part"] and found["part"][0] == "Q" else None)
    if quarter:
        return int(quarter) * 3 - 2, 3
    if found["half"]:
        return (1 if found["half"] == "上" else 7), 6
    if found["part"]:
        if found["part"][1] not in "12":
            raise ValueError(found["part"])
        return int(found["part"][1]) * 6 - 5, 6
    return 1, 12


def _in_month(found: re.Match[str], year: int, month: int) -> DateWindow:
    third = "上中下".index(found["third"]) + 1 if found["third"] else int(found["decade"] or 0)
    if third:
        last = _month_end(year, month) if third == 3 else date(year, month, third * 10)
        return DateWindow(date(year, month, third * 10 - 9), last)
    if found["day"]:
        day = date(year, month, int(found["day"]))
        return DateWindow(day, day)
    return DateWindow(date(year, month, 1), _month_end(year, month))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _period(months: int, back: int) -> Callable[[date], DateWindow]:
    """Give the function that finds the period of so many months, so many periods back."""

    def of(today: date) -> DateWindow:
        start = (today.year * 12 + today.month - 1) // months * months - back * months
        year, month = divmod(start, 12)
        last_year, last_month = divmod(start + months - 1, 12)
        return DateWindow(date(year, month + 1, 1), _month_end(last_year, last_month + 1))

    return of


def _days_back(days: int) -> Callable[[date], DateWindow]:
    return lambda today: DateWindow(today - timedelta(days), today - timedelta(days))


RELATIVE: dict[str, Callable[[date], DateWindow]] = {
    **dict.fromkeys(("上一季", "上季", "前一季", "the quarter before", "last quarter", "previous quarter"), _period(3, 1)),
    **dict.fromkeys(("本季", "這一季", "this quarter"), _period(3, 0)),
    **dict.fromkeys(("上個月", "上月", "the month before", "last month", "previous month"), _period(1, 1)),
    **dict.fromkeys(("本月", "這個月", "this month"), _period(1, 0)),
    **dict.fromkeys(("上一個半年", "前半年", "the half-year before", "last half-year"), _period(6, 1)),
    **dict.fromkeys(("本半年", "this half-year"), _period(6, 0)),
    **dict.fromkeys(("去年", "上一年", "the year before", "last year", "previous year"), _period(12, 1)),
    **dict.fromkeys(("今年", "本年", "this year"), _period(12, 0)),
    **dict.fromkeys(("昨日", "昨天", "yesterday"), _days_back(1)),
    **dict.fromkeys(("今日", "今天", "today"), _days_back(0)),
}  # fmt: skip


def _unreadable(where: Place, zh: str, en: str) -> RequestError:
    hint = Words(
        "可寫 2021-09-10、2021-09、2021Q3、110Q3、2021H2、2021、2021-07..2021-10、民國110年7月至10月、上一季",
        "write 2021-09-10, 2021-09, 2021Q3, 110Q3, 2021H2, 2021, 2021-07..2021-10, or last quarter",
    )
    return RequestError(Problem(where, Words(zh, en), hint))
