r"""Bring Chinese text to one form, so that different ways to write it compare equal.

臺 and 台, full and half width, capital and small letters, and simplified and
traditional characters fold to the same: 「臺灣ＡＰＥＣ」, 「台湾APEC」 and 「台灣apec」
are one.  Folding is for comparing only and never for printing: it is coarser
than spelling (后 and 後 fold to the same, as 后 is also the simplified 後).

The characters are data, `fold.tsv`: one row for each set of forms.  Data rather
than a converter, since converters choose between 發 and 髮 by phrase, and
comparing wants the opposite: one answer for a character wherever it stands.
The first of a row is the form most used in Taiwan, so that most texts fold to
themselves and cost little.  To teach it another variant, add it to a row.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from unicodedata import normalize

_WIDE_MARKS = str.maketrans({chr(ord(mark) + 0xFEE0): mark for mark in ",!?:;()"})


def fold(text: str) -> str:
    """Give a text in the form in which it is compared.

    >>> fold("臺灣參加ＡＰＥＣ") == fold("台湾参加apec")
    True
    """
    forms, pattern = _forms()
    for character in set(pattern.findall(text)):
        text = text.replace(character, forms[character])
    return text.lower()


def fold_for_pattern(text: str) -> str:
    """Give a folded text with its marks in half width, as a folded pattern expects them."""
    return fold(text).translate(_WIDE_MARKS)


def fold_pattern(pattern: str) -> str:
    r"""Give a regular expression that finds in `fold_for_pattern(text)` what it was written for.

    A full-width mark stays a literal one.  Letters are left as they are, for
    `\D` is not `\d`: match without regard to case.

    >>> fold_pattern("（台海）")
    '\\(臺海\\)'
    """
    return "".join(map(_fold_in_pattern, pattern))


def _fold_in_pattern(character: str) -> str:
    if character.isascii():
        return character
    folded = _forms()[0].get(character, character).translate(_WIDE_MARKS)
    return folded if folded == character or folded.isalnum() else re.escape(folded)


@cache
def _forms() -> tuple[dict[str, str], re.Pattern[str]]:
    """Give the form of every character that changes, and a pattern that finds them."""
    forms: dict[str, str] = {}
    for line in (files(__package__) / "fold.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            standard, others = line.split("\t")
            forms |= dict.fromkeys(others, standard)
    for narrow, wide in zip(_WIDE_MARKS.values(), _WIDE_MARKS, strict=True):
        forms[narrow] = chr(wide)
    for wide_form, common in _widths():
        forms.setdefault(wide_form, forms.get(common, common))
    return forms, re.compile(f"[{re.escape(''.join(forms))}]")


def _widths() -> list[tuple[str, str]]:
    """Pair full-width, half-width and compatibility characters with their common forms."""
    codes = (0x3000, *range(0xF900, 0xFAFF), *range(0xFF01, 0xFFEF))
    pairs = ((chr(code), normalize("NFKC", chr(code))) for code in codes)
    kept = ((wide, common) for wide, common in pairs if wide != common and len(common) == 1)
    return [(wide, common) for wide, common in kept if ord(wide) not in _WIDE_MARKS]
