"""Shorten a sentence to its first clauses, where it can end without saying something else.

Used for entries that must fit a line or two.  To forbid an end: a word in one of the
tables below.
"""

from __future__ import annotations

from briefgen.zh.punctuation import is_wide, open_marks

TURNS = ("但", "惟", "卻", "不過", "然而", "而非", "並非", "反而")
"""A clause that begins so takes back what the one before has said: both stay, or neither."""
LEANS = ("雖", "儘管", "若", "如果", "由於", "因", "除", "為", "當", "即使", "不僅", "不但", "既", "一方面")
"""A clause that begins so is no whole statement."""
OPENS = ("稱", "指出", "表示", "強調", "認為", "重申", "宣稱", "說", "時", "後", "前", "下", "外", "際", "中")
"""A clause that ends so waits for the next."""


def width(text: str) -> float:
    """Give how many full characters wide a text is; Latin letters and figures count half.

    >>> width("9月在G20峰")
    5.0
    """
    return sum(1.0 if is_wide(char) else 0.5 for char in text)


def shortened(sentence: str, most: float) -> str:
    """Give as many clauses of a sentence as are `most` characters wide, but never none.

    >>> shortened("通電話，同意恢復對話，但未定日期", 12)
    '通電話'
    >>> shortened("通電話，同意恢復對話，並成立小組", 12)
    '通電話，同意恢復對話'
    """
    ends = [at for at in _commas(sentence) if _may_end(sentence, at)]
    fitting = [at for at in (*ends, len(sentence)) if width(sentence[:at]) <= most]
    return sentence[: fitting[-1] if fitting else (*ends, len(sentence))[0]]


def _commas(sentence: str) -> list[int]:
    """Find the commas that stand in no brackets or quotation marks."""
    return [at for at, char in enumerate(sentence) if char == "，" and not open_marks(sentence[:at])]


def _may_end(sentence: str, at: int) -> bool:
    start = sentence.rfind("，", 0, at) + 1
    return not (
        sentence[at + 1 :].startswith(TURNS)
        or sentence[start:at].startswith(LEANS)
        or sentence[:at].endswith(OPENS)
    )
