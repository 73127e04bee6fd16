"""Chinese numerals and numbers, as headings and running text write them.

To add a way of numbering headings: a function from int to str here, and a line
in `LABELS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

_COMMON = "〇一二三四五六七八九"
_FORMAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"


def common(number: int) -> str:
    """Write 1 to 99 in everyday numerals.

    >>> common(6), common(10), common(12), common(20), common(99)
    ('六', '十', '十二', '二十', '九十九')
    """
    return _tens(number, _COMMON, "十")


def formal(number: int) -> str:
    """Write 1 to 99 in formal numerals, those of chapters.

    >>> formal(6), formal(10), formal(11), formal(20)
    ('陸', '拾', '拾壹', '貳拾')
    """
    return _tens(number, _FORMAL, "拾")


def stem(number: int) -> str:
    """Write 1 to 10 as heavenly stems: 甲, 乙, 丙."""
    if not 1 <= number <= len(_STEMS):
        raise ValueError(f"no heavenly stem for {number}")
    return _STEMS[number - 1]


def enclosed(number: int) -> str:
    """Write 1 to 99 in everyday numerals between full-width parentheses: （一）."""
    return f"（{common(number)}）"


LABELS: dict[str, Callable[[int], str]] = {
    "formal": lambda number: f"{formal(number)}、",
    "common": lambda number: f"{common(number)}、",
    "enclosed": enclosed,
    "arabic": lambda number: f"{number}、",
    "enclosed-arabic": lambda number: f"（{number}）",
    "stem": lambda number: f"{stem(number)}、",
    "none": lambda number: "",
}

HEADINGS = ("formal", "common", "enclosed", "arabic", "enclosed-arabic")


def heading_label(level: int, number: int, scheme: tuple[str, ...] = HEADINGS) -> str:
    """Give the number before a heading of level 1 to 5.

    >>> [heading_label(level, 3) for level in range(1, 6)]
    ['參、', '三、', '（三）', '3、', '（3）']
    """
    return LABELS[scheme[level - 1]](number)


def listed(words: Iterable[str], conjunction: str = "與") -> str:
    """Join words as a text does.

    >>> listed(["新加坡", "越南", "南韓"]), listed(["甲", "乙"], "及")
    ('新加坡、越南與南韓', '甲及乙')
    """
    *before, last = [*words] or [""]
    return f"{'、'.join(before)}{conjunction}{last}" if before else last


def thousands(number: int) -> str:
    """Write a number with commas: 639,442,789."""
    return f"{number:,}"


def myriads(number: int) -> str:
    """Write a number with 億 and 萬.

    >>> myriads(639442789), myriads(20000), myriads(9800)
    ('6億3,944萬2,789', '2萬', '9,800')
    """
    if number < 0:
        return f"－{myriads(-number)}"
    hundred_millions, rest = divmod(number, 10**8)
    ten_thousands, ones = divmod(rest, 10**4)
    parts = ((hundred_millions, "億"), (ten_thousands, "萬"), (ones, ""))
    return "".join(f"{part:,}{unit}" for part, unit in parts if part) or "0"


def _tens(number: int, digits: str, ten: str) -> str:
    if not 1 <= number <= 99:
        raise ValueError(f"no Chinese ordinal for {number}: 1 to 99")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ten if tens == 1 else digits[tens] + ten
    return head + (digits[ones] if ones else "")
