"""Read numbers as texts write them: 12, １２, 十二, 廿三, 二〇二三, 一百一十二."""

from __future__ import annotations

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "兩": 2, "元": 1}
_UNITS = {"十": 10, "拾": 10, "百": 100, "千": 1000}


def number(text: str) -> int | None:
    """Give the whole number a text writes, or None where it writes none.

    >>> [number(t) for t in ("12", "十二", "廿三", "二〇二三", "一百一十二", "十")]
    [12, 12, 23, 2023, 112, 10]
    """
    text = text.replace("廿", "二十").replace("卅", "三十")
    if text.isdecimal():
        return int(text)
    if not text or not set(text) <= _DIGITS.keys() | _UNITS.keys():
        return None
    if not set(text) & _UNITS.keys():
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, None
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (1 if digit is None else digit) * _UNITS[char]
            digit = None
    return total + (digit or 0)
