"""Work out which days a date of the text means: what it leaves out comes from the text around it.

The calendar of a text knows the period it is about and the year it was written in,
and remembers the date last told.  A month without a year is that of the year nearest
to the period; a day without a month is in the month last told.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date as Day
from datetime import timedelta

from briefgen.ingest.periods import NOW_AND_THEN, Period
from briefgen.model import DateWindow, Precision, When
from briefgen.zh.dates_in_text import Said


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


class Calendar:
    """The days of one text as it is read from its beginning to its end."""

    def __init__(self, period: Period) -> None:
        self._period = period
        self.last: Meant | None = None
        self._last_day: Meant | None = None
        self._span_told: Meant | None = None
        self._year_told: int | None = None

    def new_sentence(self) -> None:
        """Forget the year that a sentence told: it does not bind the next."""
        self._year_told = None

    def meant(self, said: Said, counted_from: Meant | None = None) -> Meant | None:
        """Give the days a date means; None where it cannot be known.

        `counted_from` is what a day such as 翌日 is counted from, where the text says so.
        """
        try:
            if counted_from is not None and said.form == "relative":
                return _moved(counted_from, said.shift or 0)
            return self._read(said)
        except ValueError:
            return None

    def remember(self, said: Said, meant: Meant) -> None:
        """Remember a date for those after it that leave out their month or year."""
        if said.form not in ("years", "year", "months"):
            self.last = meant
        if meant.precision == "day":
            self._last_day = meant
            if meant.first != meant.last:
                self._span_told = meant
        if said.year_word or (said.year and said.form != "year"):
            self._year_told = meant.last.year

    def spanned(self, meant: Meant) -> None:
        """Remember days that the text told in two steps: 8月25日起…，至9月1日止."""
        self._span_told = meant

    def _read(self, said: Said) -> Meant | None:
        match said.form:
            case "relative" | "eve":
                return self._shifted(said)
            case "since":
                return self._since(said)
            case "edge":
                return self._edge(said)
            case "quarter" | "half-year" | "year" | "year-part" | "years":
                return self._long(said)
            case _:
                return self._in_month(said)

    def _shifted(self, said: Said) -> Meant | None:
        if self._last_day is None:
            return None
        sure = said.form != "eve" and abs(said.shift or 0) < 2
        return replace(_moved(self._last_day, said.shift or 0), sure=sure)

    def _since(self, said: Said) -> Meant | None:
        """Read 同日起至27日: from a day counted from the last one to a day of its month or the next."""
        begins = self._shifted(said)
        if begins is None or said.to is None:
            return None
        first, month = begins.first, said.to.month or begins.first.month
        last = Day(first.year + (month < first.month), month, said.to.day or 1)
        if last < first and said.to.month is None:
            last = last.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
        return _ordered(first, last)

    def _edge(self, said: Said) -> Meant | None:
        """Read 首日 and 最後一天: of the days told last."""
        if self._span_told is None:
            return None
        day = self._span_told.first if said.part == 1 else self._span_told.last
        return Meant(day, day, "day")

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
            elif said.month_word is None and said.form == "day":
                year, month = self._month_of_day(said.day or 1, year, month)
        else:
            year = self._year(said) or self._nearest_year(month)
        months = year * 12 + month - 1 + shift
        return self._span(said, months // 12, months % 12 + 1)

    def _month_of_day(self, day: int, year: int, month: int) -> tuple[int, int]:
        """Give the month of a day told by its number: within days that run over the end of a month, theirs."""
        span = self._span_told
        if span is None or (span.first.year, span.first.month) == (span.last.year, span.last.month):
            return year, month
        ends = [(end.year, end.month) for end in (span.first, span.last)]
        if (year, month) not in ends:
            return year, month
        inside = [
            end for end in ends if day <= month_end(*end).day and span.first <= Day(*end, day) <= span.last
        ]
        return inside[0] if len(inside) == 1 else (year, month)

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
                return self._period.year + NOW_AND_THEN[word]

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


def _moved(meant: Meant, shift: int) -> Meant:
    day = (meant.first if shift < 0 else meant.last) + timedelta(days=shift)
    return Meant(day, day, "day")


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
