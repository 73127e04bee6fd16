"""Check a few constructions that want a partner: 在…前提下, 一是…二是, 約…左右.

To add a construction: a function that yields findings for one paragraph, listed in PARTS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from briefgen.errors import Severity, Words
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import Paragraph, Text


def grammar(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find constructions of which a part is missing or too much."""
    for paragraph in text.prose():
        for part in PARTS:
            yield from part(text, paragraph)


_UNDER = re.compile(r"(前提|情況|背景|基礎|條件|框架)(下|之下|上|之上)(?=[，、。；]|[進提實推加採共開維])")
_WITHOUT = re.compile(
    r"(?:這種|此種|此|該|目前|現況|一般|任何|通常|特殊|當前|多數|大多數|有些|某些|什麼|何種|如此|類似|同樣|必要|無)的?$"
)


def _under(text: Text, paragraph: Paragraph) -> Iterator[Finding]:
    for match in _UNDER.finditer(paragraph.text):
        noun, place = match[1], match[2]
        if (
            (noun in ("基礎", "框架", "前提", "情況", "背景", "條件"))
            and place.endswith("上")
            and noun != "基礎"
        ):
            continue
        sentence = re.split(r"[。；：]", paragraph.text[: match.start()])[-1]
        clause = re.split(r"[，]", sentence)[-1]
        if re.search(r"[在於自從以由]|基於|立足", sentence) or _WITHOUT.search(clause) or len(clause) < 5:
            continue
        why = Words(f"「{match[0]}」之前似漏「在」", f"在 seems to be missing before {match[0]}")
        severity = Severity.ERROR if noun == "前提" else Severity.WARNING
        start = match.start() - len(clause)
        words = paragraph.text[start : match.end()]
        suggestion = re.sub(r"(?<=應)(?!對)", "在", words, count=1) if "應" in words else ""
        yield finding(text, paragraph, (start, match.end()), "grammar.missing-zai", severity, why, suggestion)


_COUNTED = re.compile(
    r"(?:^|[，。；：、「])(?P<head>其?)(?P<number>[一二三四五六七八九十])(?=是|為(?!了)|、|，)|第(?P<ordinal>[一二三四五六七八九十])(?=，|、|是)"
)
_NUMERALS = "一二三四五六七八九十"


def _counted(text: Text, paragraph: Paragraph) -> Iterator[Finding]:
    """一是…二是…四是: a number is left out or stands twice."""
    rows: dict[str, list[tuple[int, tuple[int, int]]]] = {}
    for match in _COUNTED.finditer(paragraph.text):
        group = "ordinal" if match["ordinal"] else "number"
        after = paragraph.text[match.end() : match.end() + 1]
        key = f"第{after}" if match["ordinal"] else f"{match['head']}{after}"
        rows.setdefault(key, []).append((_NUMERALS.index(match[group]) + 1, match.span(group)))
    for row in rows.values():
        if len(row) < 2 or row[0][0] != 1:
            continue
        for (before, _), (number, span) in pairwise(row):
            if number not in (before + 1, 1):
                why = Words(
                    f"列舉到「{_NUMERALS[before - 1]}」之後應是「{_NUMERALS[min(before, 9)]}」",
                    f"after item {before} comes {before + 1}",
                )
                yield finding(
                    text, paragraph, span, "grammar.count", Severity.WARNING, why, _NUMERALS[min(before, 9)]
                )


_PLEONASM = re.compile(
    r"(?:大約|約|將近|近|超過|逾)(\d[\d,.]*[萬億兆]?[^\d，。；、（）]{0,4}?)(左右|上下|以上|多[人名萬億]?|餘)(?=[，。；、的])"
)


def _pleonasm(text: Text, paragraph: Paragraph) -> Iterator[Finding]:
    for match in _PLEONASM.finditer(paragraph.text):
        why = Words("「約」與「左右」「餘」等擇一", "one of the two words is enough")
        yield finding(text, paragraph, match.span(), "grammar.twice", Severity.WARNING, why)


_WHETHER = re.compile(
    r"(?:是否|能否|可否)[^，。；？！是否]{1,14}與否|原因[^，。；]{0,8}是因為|之所以[^，。；]{1,20}的原因"
)


def _whether(text: Text, paragraph: Paragraph) -> Iterator[Finding]:
    """是否落實與否, 原因是因為: one of the two is too much."""
    for match in _WHETHER.finditer(paragraph.text):
        why = Words("前後兩詞擇一", "one of the two words is enough")
        yield finding(text, paragraph, match.span(), "grammar.twice", Severity.WARNING, why)


_SUMMIT = re.compile(r"(?<=[的與])(電話|通話|會晤|會談|會議)，(?=[\u4e00-\u9fff]{1,4}(?:強調|表示|指出|稱))")


def _in_meeting(text: Text, paragraph: Paragraph) -> Iterator[Finding]:
    """兩國元首的電話，習近平強調: 中 is missing after the meeting."""
    for match in _SUMMIT.finditer(paragraph.text):
        why = Words("似漏「中」或「時」", "中 or 時 seems to be missing")
        yield finding(
            text, paragraph, match.span(), "grammar.missing-zhong", Severity.WARNING, why, f"{match[1]}中，"
        )


PARTS: tuple[Callable[[Text, Paragraph], Iterator[Finding]], ...] = (
    _under,
    _counted,
    _pleonasm,
    _whether,
    _in_meeting,
)
