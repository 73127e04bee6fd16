"""The notation of sources inside a text: （中共外交部，2021.9.10、17、22）, to write and to read.

A group is `（[note，]outlet，dates[；outlet，dates]）`.  Dates are figures with
points; within one outlet year and month are repeated only when they change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date as Day

from briefgen.model import Record, When


class Cited(Record, frozen=True):
    """One outlet and the dates of the items cited from it; no date where none is known."""

    outlet: str
    dates: tuple[When, ...] = ()


def gathered(items: Iterable[tuple[str, When | None]]) -> tuple[Cited, ...]:
    """Gather (outlet, date) pairs by outlet, in the order they come, each date once."""
    dates: dict[str, dict[str, When]] = {}
    for outlet, when in items:
        known = dates.setdefault(outlet, {})
        if when is not None:
            known.setdefault(str(when), when)
    return tuple(Cited(outlet, tuple(known.values())) for outlet, known in dates.items())


def write_group(cited: Sequence[Cited], note: str = "") -> str:
    """Write a group without its parentheses; a note comes first.

    >>> write_group([Cited("中共外交部", tuple(map(When.parse, ("2021-09-10", "2021-09-17"))))])
    '中共外交部，2021.9.10、17'
    """
    outlets = "；".join(one.outlet + (f"，{write_dates(one.dates)}" if one.dates else "") for one in cited)
    return f"{note}，{outlets}" if note and outlets else note or outlets


def write_dates(dates: Sequence[When]) -> str:
    """Write dates in figures: 2021.8.29、9.4、23."""
    parts: list[str] = []
    year = month = 0
    for when in dates:
        day = when.first
        pieces = [str(day.year)] if day.year != year else []
        if when.precision != "year":
            if pieces or day.month != month or when.precision != "day":
                pieces.append(str(day.month))
            if when.precision == "day":
                pieces.append(str(day.day))
        parts.append(".".join(pieces or [str(day.year)]))
        year, month = day.year, day.month
    return "、".join(parts)


_DATE = r"\d{4}\.\d{1,2}\.\d{1,2}(?:、(?:\d{4}\.)?(?:\d{1,2}\.)?\d{1,2})*"
_LAST = rf"(?P<before>.*?)(?P<outlet>[^，；（）]+)，(?P<dates>{_DATE})\s*"


def read_group(text: str) -> tuple[str, tuple[Cited, ...]] | None:
    """Read the inside of a parenthesis from the right: its note and its outlets, or None.

    Spaces and line ends inside it do not matter.  A date that is no day makes it None.

    >>> note, cited = read_group("視訊出席開幕式，人民網，2021.10.15")
    >>> note, cited[0].outlet, str(cited[0].dates[0])
    ('視訊出席開幕式', '人民網', '2021-10-15')
    """
    rest = re.sub(r"\s+", "", text).strip("（）")
    found: list[Cited] = []
    while match := re.fullmatch(_LAST, rest, re.DOTALL):
        dates = read_dates(match["dates"])
        if dates is None:
            return None
        found.insert(0, Cited(match["outlet"], dates))
        rest = match["before"]
        if not rest.endswith("；"):
            break
        rest = rest[:-1]
    return (rest.rstrip("，；"), tuple(found)) if found else None


def read_dates(text: str) -> tuple[When, ...] | None:
    """Read `2021.8.29、9.4、23`; None where one of them is no day."""
    dates: list[When] = []
    year = month = 0
    for part in text.split("、"):
        numbers = [int(piece) for piece in part.split(".")]
        year, month, day = [*(year, month)[: 3 - len(numbers)], *numbers]
        try:
            there = Day(year, month, day)
        except ValueError:
            return None
        dates.append(When(first=there, last=there))
    return tuple(dates)
