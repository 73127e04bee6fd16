"""Word's own numbers: which of its formats prints a given label, and what it would print next.

A label is only handed to Word's automatic numbering when Word prints exactly that;
壹拾 and other forms on which writers and Word may differ stay text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORMAL = "壹貳參肆伍陸柒捌玖"
_PLAIN = "一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LABEL = re.compile(r"(?P<before>（?)(?P<number>[0-9]{1,4}|[^\W\d]+)(?P<after>[、）．.]?)")


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one level is numbered: Word's name of the format, and what stands around the number."""

    format: str
    before: str
    after: str

    def label(self, number: int) -> str | None:
        """Give the label Word prints for a number, or None beyond what is sure."""
        shown = _shown(self.format, number)
        return None if shown is None else f"{self.before}{shown}{self.after}"


DEFAULT_SCHEMES = (
    Scheme("ideographLegalTraditional", "", "、"),
    Scheme("taiwaneseCountingThousand", "", "、"),
    Scheme("taiwaneseCountingThousand", "（", "）"),
    Scheme("decimal", "", "、"),
    Scheme("decimal", "（", "）"),
)


def read_label(label: str) -> tuple[Scheme, int] | None:
    """Give the scheme and the number of a label, or None where Word has no such numbers.

    >>> read_label("（一）")
    (Scheme(format='taiwaneseCountingThousand', before='（', after='）'), 1)
    """
    found = _LABEL.fullmatch(label)
    if found is None:
        return None
    shown = found["number"]
    for name in ("decimal", "ideographLegalTraditional", "taiwaneseCountingThousand", "ideographTraditional"):
        for number in (int(shown),) if shown.isascii() and shown.isdigit() else range(1, 100):
            if _shown(name, number) == shown:
                return Scheme(name, found["before"], found["after"]), number
    return None


def counted(number: int) -> str:
    """Give a number from 1 to 99 as 一, 十, 二十一."""
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else _PLAIN[tens - 1]) + ("十" if tens else "") + (_PLAIN[ones - 1] if ones else "")
    )


def _shown(name: str, number: int) -> str | None:
    if name == "decimal":
        return str(number)
    if name == "taiwaneseCountingThousand":
        return counted(number) if 1 <= number <= 99 else None
    digits = _FORMAL if name == "ideographLegalTraditional" else _STEMS
    return digits[number - 1] if 1 <= number <= len(digits) else None
