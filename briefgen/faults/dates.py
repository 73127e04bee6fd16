"""Guess the form of `When` that a date means which is written another way."""

from __future__ import annotations

import re
import unicodedata

from briefgen.faults.wording import as_day
from briefgen.model import When

_BETWEEN = re.compile(r"[~/\-—–−]+|至|到")
_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?")
_QUARTER = re.compile(r"(\d{4})年?[-./]?(?:[Qq]|第)([1-4一二三四])季?")
_HALF = re.compile(r"(\d{4})年?[-./]?(?:[Hh]([12])|([上下])半年)")
_DECADE = re.compile(r"(\d{4})[-./年](\d{1,2})(?:月|-)([上中下])旬")
_YEAR = re.compile(r"(\d{4})年")
_NUMBER = {"一": 1, "二": 2, "三": 3, "四": 4}


def as_when(text: str) -> str | None:
    """Give the form of a date of the common era, or of a span of days, that is written another way; or None.

    >>> as_when("2021/07/01"), as_when("2021年7月1日至3日"), as_when("2021年12月下旬"), as_when("2021Q4")
    ('2021-07-01', '2021-07-01/2021-07-03', '2021-12-D3', '2021-Q4')
    """
    bare = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if len(bare) > 40:
        return None
    if day := as_day(bare) or _packed(bare):
        return day
    for found in _BETWEEN.finditer(bare):
        first = as_day(bare[: found.start()])
        last = first and _completed(first, bare[found.end() :])
        if last:
            return _valid(f"{first}/{last}")
    return _period(bare)


def _packed(text: str) -> str | None:
    found = re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)", text)
    return as_day("-".join(found.groups())) if found else None


def _completed(first: str, text: str) -> str | None:
    """Give the last day of a span, of which the year and the month may have been left out."""
    return as_day(text) or as_day(f"{first[:4]}-{text}") or as_day(f"{first[:7]}-{text}")


def _period(text: str) -> str | None:
    if found := _DECADE.fullmatch(text):
        return _valid(f"{found[1]}-{int(found[2]):02}-D{'上中下'.index(found[3]) + 1}")
    if found := _QUARTER.fullmatch(text):
        return f"{found[1]}-Q{_NUMBER.get(found[2], found[2])}"
    if found := _HALF.fullmatch(text):
        return f"{found[1]}-H{found[2] or '上下'.index(found[3]) + 1}"
    if found := _MONTH.fullmatch(text):
        return _valid(f"{found[1]}-{int(found[2]):02}")
    if found := _YEAR.fullmatch(text):
        return found[1]
    return None


def _valid(text: str) -> str | None:
    try:
        When.parse(text)
    except ValueError:
        return None
    return text
