"""Compare Latin spellings: without accents and initials, by a few letters, and between usual romanisations."""

from __future__ import annotations

import re
import unicodedata
from functools import cache


def respelt_form(name: str) -> str:
    """Give one form to what Cyrillic and Arabic names are spelt with: Sergei and Sergey, Zelensky and Zelenskyy."""
    name = re.sub(r"yy|iy|ii|i\b|y\b", "y", re.sub(r"e[iy]", "ey", name))
    return re.sub(r"moham+[ae]d|muham+[ae]d", "mohammed", name.replace("dmitri ", "dmitry "))


@cache
def plain(name: str) -> str:
    """Give a Latin name without accents, initials and case, to compare it."""
    name = re.sub(r"\b([A-Z])\.([A-Z])\b\.?", r"\1\2", name)
    stripped = unicodedata.normalize(
        "NFD", re.sub(r"\b[A-Z]\.\s*", "", name).replace("’", "'").replace("–", "-")
    )
    return (
        "".join(char for char in stripped if not unicodedata.combining(char))
        .replace("\u00a0", " ")
        .strip()
        .lower()
    )


@cache
def within(left: str, right: str, most: int) -> bool:
    """The edit distance of two strings is at most so many letters."""
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
        if min(row) > most:
            return False
    return row[-1] <= most
