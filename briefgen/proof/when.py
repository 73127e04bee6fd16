"""Tell which days a passage is about: those of its sources, of the window, or of the year it names."""

from __future__ import annotations

import re
from datetime import date as Day
from datetime import timedelta

from briefgen.proof.days import as_day, cited
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import Paragraph, Text
from briefgen.zh.figures import number

Span = tuple[Day, Day]
NEAR = timedelta(days=20)
_YEAR = re.compile(
    r"((?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})[ \u00a0]?年(?:[ \u00a0]?(\d{1,2}|十[一二]?|[一二三四五六七八九])月)?"
)


def about_when(text: Text, knowledge: Knowledge) -> Span | None:
    """Give the days that a text is about as a whole, None where it does not say."""
    if knowledge.window is not None:
        return knowledge.window.first, knowledge.window.last
    sources = sorted(day for p in text.prose() for group in cited(text, p) for day in group.days)
    if sources:
        middle = sources[len(sources) // 2]
        return middle - NEAR, middle + NEAR
    # An essay without sources says at its beginning of which month it speaks.
    named = _YEAR.search(text.whole[:400])
    return _named(named) if named is not None and named[2] else None


def when_told(text: Text, paragraph: Paragraph, offset: int, about: Span | None) -> Span | None:
    """Give the days that a place of a paragraph tells of; None where its sentence names another year."""
    sentence = max(paragraph.text.rfind(mark, 0, offset) for mark in "。；")
    for match in _YEAR.finditer(paragraph.text, sentence + 1, offset):
        year = number(match[1])
        if about is None or year is None or not about[0].year <= year <= about[1].year:
            return None
    after = next((group for group in cited(text, paragraph) if group.span[1] > offset), None)
    return (after.days[0] - NEAR, after.days[0] + NEAR) if after is not None and after.days else about


def _named(match: re.Match[str]) -> Span | None:
    """The month that is named at the beginning is followed by others."""
    first = as_day(number(match[1]) or 0, number(match[2]) or 0, 1)
    return (first - NEAR, first + timedelta(days=75)) if first is not None else None
