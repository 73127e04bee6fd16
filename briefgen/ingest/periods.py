"""Work out what a text is about in time: its period, and the year of 今年, from its dates and sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta

from briefgen.model import DateWindow, When
from briefgen.zh.dates_in_text import Said

NOW_AND_THEN = {"今": 0, "去": -1, "明": 1, "前": -2}
_ENOUGH = 5
_MARGIN = timedelta(days=400)
_SPELT = ("day", "days", "range", "ten-days", "month", "quarter")


@dataclass(frozen=True, slots=True)
class Period:
    """What a text is about (None where nothing tells it), and the year of 今年."""

    window: DateWindow | None
    year: int


def period_of(
    told: DateWindow | None, cited: Iterable[When], dates: Iterable[Said], hints: Iterable[int] = ()
) -> Period | None:
    """Work out the period of a text from what it says outright; None where nothing in it names a year.

    `told` is what the user says; `cited` the dates of its sources, `dates` all its
    dates, `hints` years in titles and names of files.
    """
    listed = [said for said in dates if said.month in (None, *range(1, 13)) and said.year not in (0,)]
    this = Counter(_this_year(said) for said in listed if said.year and said.year_word in NOW_AND_THEN)
    sources = [when.first for when in cited]
    spelt = [said for said in listed if said.year and said.form in _SPELT and _month(said)]
    years = Counter([day.year for day in sources] + [said.year or 0 for said in spelt])
    if not years:
        years.update([*hints, *(said.year for said in listed if said.year is not None)])
    if told is not None:
        return Period(told, this.most_common(1)[0][0] if this else told.last.year)
    if not years and not this:
        return None
    year = this.most_common(1)[0][0] if this else _main_year(years)
    days = [Day(said.year or year, _month(said) or 1, 1) for said in spelt] + _by_words(listed, year)
    # Where sources tell the time, dates told with their year are as often of other times.
    days = sources if len(sources) >= _ENOUGH else sources + days
    if not sources:
        days = [day for day in days if day.year == year or this]
    near = sorted(day for day in days if abs(day - Day(year, 7, 1)) < _MARGIN and day.year <= year)
    return Period(_window(near, year, bool(sources), bool(this)), year)


def _month(said: Said) -> int | None:
    """Give the month that a date names, or that its quarter ends in: what a text is about has been."""
    if said.form == "quarter":
        return (said.part or 1) * 3
    return said.month


def _main_year(years: Counter[int]) -> int:
    """Give the last of the years that are named often."""
    return max(year for year, times in years.items() if times >= max(years.values()) / 3)


def _by_words(dates: list[Said], year: int) -> list[Day]:
    """Give the months that are told by 今年 and 去年."""
    return [
        Day(year + NOW_AND_THEN[said.year_word], said.month, 1)
        for said in dates
        if said.month and not said.year and said.year_word in ("今", "去", "前")
    ]


def _window(near: list[Day], year: int, sourced: bool, anchored: bool) -> DateWindow:
    """Give the period that some days tell of: the whole year where they are too few to tell."""
    if sourced and near:
        return DateWindow(near[0] - timedelta(days=45), near[-1])
    if near and (anchored or near[-1] - near[0] > timedelta(days=60)):
        return DateWindow(near[0] - timedelta(days=31), max(near[-1] + timedelta(days=60), Day(year, 12, 31)))
    return DateWindow(Day(year, 1, 1), Day(year, 12, 31))


def _this_year(said: Said) -> int:
    return (said.year or 0) - NOW_AND_THEN[said.year_word or "今"]
