"""Check brackets and quotation marks: their width, their nesting, and that each has its other half."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.errors import Severity, Words
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import Paragraph, Text
from briefgen.zh.punctuation import PAIRS

_H = r"[\u3400-\u9fff]"
_OPEN = {**PAIRS, "(": ")", "“": "”"}
_CLOSE = {closing: opening for opening, closing in _OPEN.items()}
_KIN = {"(": "（", ")": "）", "（": "(", "）": ")"}
_LEVELS = frozenset("「『《〈（")
_ITEM = re.compile(r"\s*(?:\d{1,2}|[a-zA-Z])\)|\(?\d{1,2}\)")


def brackets(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find pairs of mixed width, half-width pairs in Chinese, wrong nesting, and what does not close."""
    for paragraph in text.paragraphs:
        yield from _pairs(text, paragraph)


def _pairs(text: Text, paragraph: Paragraph) -> Iterator[Finding]:
    words = paragraph.text
    skip = match.end() if (match := _ITEM.match(words)) else 0
    stack: list[int] = []
    for offset in range(skip, len(words)):
        char = words[offset]
        if char in _OPEN:
            if stack and char in _LEVELS and words[stack[-1]] == char and _is_short(words, char, offset):
                yield _unpaired(text, paragraph, stack.pop())
            yield from _nested(text, paragraph, stack, offset)
            stack.append(offset)
        elif char in _CLOSE:
            if not stack:
                yield _unpaired(text, paragraph, offset)
                continue
            opening = words[stack[-1]]
            if _OPEN[opening] == char or _KIN.get(_CLOSE[char]) == opening:
                yield from _width(text, paragraph, stack.pop(), offset)
            elif any(_OPEN[words[start]] == char for start in stack):
                while _OPEN[words[stack[-1]]] != char:
                    yield _unpaired(text, paragraph, stack.pop())
                stack.pop()
            else:
                yield _unpaired(text, paragraph, offset)
    for offset in stack:
        yield _unpaired(text, paragraph, offset)


def _is_short(words: str, opening: str, offset: int) -> bool:
    """The rest of the paragraph has no closing mark to spare for one that was opened before."""
    rest = words[offset:]
    return rest.count(_OPEN[opening]) <= rest.count(opening)


def _unpaired(text: Text, paragraph: Paragraph, offset: int) -> Finding:
    why = Words(f"「{paragraph.text[offset]}」沒有成對", "one of a pair is missing")
    return finding(text, paragraph, (offset, offset + 1), "marks.unpaired", Severity.ERROR, why)


def _width(text: Text, paragraph: Paragraph, first: int, last: int) -> Iterator[Finding]:
    words = paragraph.text
    opening, closing = words[first], words[last]
    if opening not in "(（" or (opening, closing) == ("（", "）"):
        return
    inside = words[first + 1 : last]
    around = words[:first].rstrip(" \u00a0")[-1:] + words[last + 1 :].lstrip(" \u00a0")[:1]
    chinese = re.search(_H, inside) or re.search(rf"{_H}|[」』》，。、；]", around)
    wide = f"（{inside}）"
    # A full-width bracket has its own room: the spaces that a half-width one needed go with it.
    start = len(words[:first].rstrip(" \u00a0")) if opening == "(" else first
    end = (
        last + 1 + len(words[last + 1 :]) - len(words[last + 1 :].lstrip(" \u00a0"))
        if closing == ")"
        else last + 1
    )
    start, end = (start, end) if chinese else (first, last + 1)
    span = (start, end) if len(inside) <= 12 else (start, first + 1)
    if len(inside) > 12:
        wide = "（" if opening == "(" else "）"
        span = (start, first + 1) if opening == "(" else (last, end)
    if (opening, closing) != ("(", ")"):
        why = Words("括號一半全形、一半半形", "one bracket is full-width, the other half-width")
        yield finding(
            text,
            paragraph,
            span,
            "marks.mixed-pair",
            Severity.ERROR,
            why,
            wide if chinese else f"({inside})",
            safe=True,
        )
    elif chinese:
        why = Words("中文裡的括號應用全形", "brackets in Chinese are full-width")
        yield finding(text, paragraph, span, "marks.half-bracket", Severity.WARNING, why, wide, safe=True)
        if len(inside) > 12:
            yield finding(
                text,
                paragraph,
                (last, end),
                "marks.half-bracket",
                Severity.WARNING,
                why,
                "）",
                safe=True,
            )


def _nested(text: Text, paragraph: Paragraph, stack: list[int], offset: int) -> Iterator[Finding]:
    char = paragraph.text[offset]
    inside = [paragraph.text[start] for start in stack]
    if char == "『" and "「" not in inside:
        why = Words("單引號「」用在外層，雙引號『』只用在裡層", "『』 stands only inside 「」")
        severity = Severity.WARNING
    elif char in "「《" and inside and inside[-1] == char:
        why = Words(
            "引號（書名號）裡再用同一種，應改為裡層的形式或補上前一個的結尾",
            "the same marks inside each other: use the inner form, or close the first",
        )
        severity = Severity.ERROR
    else:
        return
    suggestion = {"『": "「", "「": "『", "《": "〈"}[char]
    yield finding(text, paragraph, (offset, offset + 1), "marks.nesting", severity, why, suggestion)
