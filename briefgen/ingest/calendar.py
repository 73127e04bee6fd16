"""Work out which days a date of the text means: what it leaves out comes from the text around it.

The calendar of a text knows the period it is about and the year it was written in,
and remembers the date last told.  A month without a year is that of the year nearest
to the period; a day without a month is in the month last told.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta

from briefgen.model import DateWindow, Precision, When
from briefgen.zh.dates_in_text import Said

_MARGIN = timedelta(days=400)
_NOW_AND_THEN = {"今": 0, "去": -1, "明": 1, "前": -2}


@dataclass(frozen=True, slots=True)
class Meant:
    """The days a date means; `sure` is False where they were worked out by more than reading."""

    first: Day
    last: Day
    precision: Precision
    sure: bool = True

    @property
    def when(self) -> When:
        """Give it as the model has it."""
        return When(first=self.first, last=self.last, precision=self.precision)


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
    this = Counter(_this_year(said) for said in listed if said.year and said.year_word in _NOW_AND_THEN)
    sources = [when.first for when in cited]
    spelt = [said for said in listed if said.year and said.month and said.form != "months"]
    years = Counter([day.year for day in sources] + [said.year or 0 for said in spelt])
    if not years:
        years.update([*hints, *(said.year for said in listed if said.year is not None)])
    if told is not None:
        return Period(told, this.most_common(1)[0][0] if this else told.last.year)
    if not years and not this:
        return None
    year = this.most_common(1)[0][0] if this else _main_year(years)
    days = sources + [Day(said.year or year, said.month or 1, 1) for said in spelt]
    days += _by_words(listed, year)
    if not sources:
        days = [day for day in days if day.year == year or this]
    near = sorted(day for day in days if abs(day - Day(year, 7, 1)) < _MARGIN and day.year <= year)
    return Period(_window(near, year, bool(sources), bool(this)), year)


def _main_year(years: Counter[int]) -> int:
    """Give the last of the years that are named often."""
    return max(year for year, times in years.items() if times >= max(years.values()) / 3)


def _by_words(dates: list[Said], year: int) -> list[Day]:
    """Give the months that are told by 今年 and 去年."""
    return [
        Day(year + _NOW_AND_THEN[said.year_word], said.month, 1)
        for said in dates
        if said.month and not said.year and said.year_word in ("今", "去", "前")
    ]


def _window(near: list[Day], year: int, sourced: bool, anchored: bool) -> DateWindow:
    """Give the period that some days tell of: the whole year where they are too few to tell."""
    if sourced and near:
        return DateWindow(near[0] - timedelta(days=45), near[-1])
    if near and (anchored or near[-1] - near[0] > timedelta(days=60)):
        return DateWindow(near[0] - timedelta(days=31), max(near[-1] + timedelta(days=60), near[0]))
    return DateWindow(Day(year, 1, 1), Day(year, 12, 31))


def _this_year(said: Said) -> int:
    return (said.year or 0) - _NOW_AND_THEN[said.year_word or "今"]


class Calendar:
    """The days of one text as it is read from its beginning to its end."""

    def __init__(self, period: Period) -> None:
        self._period = period
        self.last: Meant | None = None
        self._last_day: Meant | None = None
        self._year_told: int | None = None

    def new_sentence(self) -> None:
        """Forget the year that a sentence told: it does not bind the next."""
        self._year_told = None

    def meant(self, said: Said) -> Meant | None:
        """Give the days a date means; None where it cannot be known."""
        try:
            return self._read(said)
        except ValueError:
            return None

    def remember(self, said: Said, meant: Meant) -> None:
        """Remember a date for those after it that leave out their month or year."""
        if said.form not in ("years", "year", "months"):
            self.last = meant
        if meant.precision == "day":
            self._last_day = meant
        if said.year_word or (said.year and said.form != "year"):
            self._year_told = meant.last.year

    def _read(self, said: Said) -> Meant | None:
        match said.form:
            case "relative" | "eve":
                return self._shifted(said)
            case "quarter" | "half-year" | "year" | "year-part" | "years":
                return self._long(said)
            case _:
                return self._in_month(said)

    def _shifted(self, said: Said) -> Meant | None:
        if self._last_day is None:
            return None
        shift = said.shift or 0
        day = (self._last_day.first if shift < 0 else self._last_day.last) + timedelta(days=shift)
        return Meant(day, day, "day", sure=said.form != "eve" and abs(said.shift or 0) < 2)

    def _long(self, said: Said) -> Meant | None:
        year = self._year(said)
        if year is None:
            year = self._year_told or (
                self._period.window.last.year if self._period.window else self._period.year
            )
        match said.form:
            case "quarter" | "year-part":
                first = (said.part or 1) * 3 - 2
                return Meant(
                    Day(year, first, 1), month_end(year, first + 2), "quarter", sure=said.form == "quarter"
                )
            case "half-year":
                first = 1 if said.part == 1 else 7
                return Meant(Day(year, first, 1), month_end(year, first + 5), "half-year")
            case _:
                return Meant(Day(year, 1, 1), Day(year, 12, 31), "year")

    def _in_month(self, said: Said) -> Meant | None:
        month, shift = said.month, 0
        if month is None:
            if self.last is None:
                return None
            month, shift = self.last.last.month, {"次": 1, "上": -1}.get(said.month_word or "", 0)
            year = self._year(said) or self.last.last.year
            if said.month_word is None and said.form == "range":
                year, month = self.last.first.year, self.last.first.month
        else:
            year = self._year(said) or self._nearest_year(month)
        months = year * 12 + month - 1 + shift
        return self._span(said, months // 12, months % 12 + 1)

    def _span(self, said: Said, year: int, month: int) -> Meant:
        match said.form:
            case "month":
                return Meant(Day(year, month, 1), month_end(year, month), "month")
            case "months":
                last = said.to.month if said.to and said.to.month else month
                return Meant(Day(year, month, 1), month_end(year + (last < month), last), "month")
            case "ten-days":
                part = said.part or 1
                first = Day(year, month, part * 10 - 9)
                return Meant(
                    first, month_end(year, month) if part == 3 else first + timedelta(days=9), "ten-days"
                )
            case "range" if said.to is not None:
                last_month = said.to.month or month
                last_year = said.to.year or year + (last_month < month)
                return _ordered(Day(year, month, said.day or 1), Day(last_year, last_month, said.to.day or 1))
            case "days":
                return _ordered(Day(year, month, said.days[0]), Day(year, month, said.days[-1]))
            case _:
                day = Day(year, month, said.day or 1)
                return Meant(day, day, "day")

    def _year(self, said: Said) -> int | None:
        if said.year is not None:
            return said.year
        match said.year_word:
            case None:
                return None
            case "同":
                return self.last.last.year if self.last else self._period.year
            case "次":
                return (self.last.last.year if self.last else self._period.year) + 1
            case word:
                return self._period.year + _NOW_AND_THEN[word]

    def _nearest_year(self, month: int) -> int:
        """Give the year of a month that is named without one."""
        if self._year_told is not None and self.last is not None:
            return self._year_told + (month < self.last.last.month - 6)
        window = self._period.window
        if window is None:
            return self._period.year
        years = range(window.first.year - 1, window.last.year + 2)
        return min(
            years, key=lambda year: (_distance(Day(year, month, 15), window), self._from_last(year, month))
        )

    def _from_last(self, year: int, month: int) -> int:
        return abs((Day(year, month, 15) - self.last.last).days) if self.last else -year


def month_end(year: int, month: int) -> Day:
    """Give the last day of a month."""
    return Day(year, month, monthrange(year, month)[1])


def _ordered(first: Day, last: Day) -> Meant:
    if last < first:
        raise ValueError("the range ends before it begins")
    return Meant(first, last, "day")


def _distance(day: Day, window: DateWindow) -> int:
    """Give how many months a day lies outside a window; what lies before it is nearer than what comes."""
    if day < window.first:
        return max((window.first - day).days - 15, 0) // 30
    return max((day - window.last).days - 15, 0) * 2 // 30
