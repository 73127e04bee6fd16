"""Find names of countries a character off (立陶苑), and 臺 and 台 side by side in names of places.

The names are those that Babel has for Taiwan.  A name of three characters is looked for
with its last one wrong; a longer one with any but the first.  To allow what only looks
like a name: _BEGINS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from briefgen.errors import Severity, Words
from briefgen.names import ISO_COUNTRIES, country_name
from briefgen.proof.confusable import alike
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import Paragraph, Text

_HAN = re.compile(r"[\u3400-\u9fff]{3,}")
# Two characters that begin other words too: 新加入, 聯合會, 馬拉松, 葡萄酒.
_BEGINS = frozenset(
    [
        "新加",
        "聯合",
        "聖誕",
        "獅子",
        "南極",
        "喬治",
        "巴拉",
        "馬爾",
        "馬拉",
        "布威",
        "澤西",
        "維德",
        "安哥",
        "巴哈",
        "南蘇",
        "比利",
        "安道",
        "葡萄",
        "烏拉",
        "薩摩",
        "義大",
    ]
)
# Two characters that end nothing but one name.
_ENDS = frozenset(
    {"律賓", "陶宛", "富汗", "根廷", "萄牙", "班牙", "埔寨", "巴嫩", "耳其", "色列", "泊爾", "帝汶"}
)
# Names of their own that are nearly a country's.
_OTHERS = frozenset({"索馬利蘭", "烏克麗", "摩洛族", "摩洛人", "墨西拿", "辛巴達", "甘比諾", "以色事"})
_SIDES = frozenset("東南西北中")
_NO_NAME = frozenset("的與和及或在於是為以對向國人方籍裔式政總外等曾已將也則並不之其這該有無、")


def countries(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find what is nearly the name of a country, and is no other name."""
    whole = text.whole
    known = knowledge.known
    for name in _countries():
        if name[:2] not in whole and name[-2:] not in whole:
            continue
        for pattern in _nearly(name):
            for paragraph in text.paragraphs:
                for match in pattern.finditer(paragraph.text):
                    if _is_slip(paragraph, match, name, known):
                        why = Words(f"國名「{name}」寫錯一字", f"one character off {name}")
                        yield finding(
                            text, paragraph, match.span(), "names.country", Severity.ERROR, why, name
                        )


@cache
def _countries() -> tuple[str, ...]:
    names = {country_name(code) for code in ISO_COUNTRIES}
    return tuple(
        sorted(name for name in names if _HAN.fullmatch(name) and name[-1] not in "島洲" and name != "聯合國")
    )


@cache
def _nearly(name: str) -> tuple[re.Pattern[str], ...]:
    places = [*((0,) if name[1:] in _ENDS else ()), 1, *((2,) if name[:2] not in _BEGINS else ())]
    if len(name) > 3:
        places = list(range(1, len(name)))
    return tuple(re.compile(rf"{name[:i]}(\w){name[i + 1 :]}") for i in places)


def _is_slip(paragraph: Paragraph, match: re.Match[str], name: str, known: frozenset[str]) -> bool:
    wrong = match[1]
    right = name[match.start(1) - match.start()]
    if (
        wrong == right
        or not _HAN.fullmatch(match[0])
        or wrong in _NO_NAME
        or wrong in "一二三四五六七八九十"
        or {wrong, right} & _SIDES
        or match[0] in known
        or match[0] in _OTHERS
    ):
        return False
    # The first and the last of three characters stand beside each other often: 以色列 and 以系列.
    if len(name) == 3 and match.start(1) == match.start() + 1 and right not in alike(wrong).any:
        return False
    return not is_inside_known(paragraph.text, match.start(), match.end(), name, known)


def is_inside_known(words: str, start: int, end: int, name: str, known: frozenset[str]) -> bool:
    """Some of the characters are part of a known name that is not this one: 哈薩克外長 holds no 薩克斯."""
    for first in range(max(start - 6, 0), end):
        for last in range(max(first + 2, start + 1), min(first + 12, len(words)) + 1):
            if (first, last) != (start, end) and words[first:last] in known and words[first:last] not in name:
                return True
    return False


# 臺 in names of places and of what belongs to them; 平台, 舞台 and 電視台 are no such names.
_TAI = re.compile(
    r"(?<![舞平電櫃講看陽月站炮砲後高釣視擂展塔燈觀樓亭靈天瞭拍吧上兩])([臺台])(?=[灣北中南東海胞商獨股幣籍資鐵澎閩])"
    r"|(?<=[訪對駐抵赴援挺攻侵犯離涉售輸友保武])([臺台])(?![階面座燈上下詞柱步長址])"
)
_NAMED = ("台積電", "臺積電", "台達電", "台塑", "台泥", "台北捷運")


def tai(texts: Sequence[Text]) -> Iterator[Finding]:
    """Find 台 beside 臺 in names of places: one text has one of them."""
    found = [(text, p, at) for text in texts for p in text.paragraphs for at in _tai_in(p)]
    forms = [p.text[at] for _, p, at in found]
    counts = {form: forms.count(form) for form in "臺台"}
    if not all(counts.values()):
        return
    usual, rare = ("臺", "台") if counts["臺"] >= counts["台"] else ("台", "臺")
    why = Words(
        f"「臺」「台」並用（另有 {counts[usual]} 處作「{usual}」），應統一；公文書地名作「臺」",
        f"both forms of the name are used ({counts[usual]} times {usual}): use one; official writing has 臺",
    )
    for text, paragraph, at in found:
        if paragraph.text[at] == rare:
            after = paragraph.text[at + 1 : at + 2]
            span = (at, at + 2) if re.match(r"[灣北中南東海胞商獨股幣籍資鐵]", after) else (at, at + 1)
            suggestion = usual + paragraph.text[at + 1 : span[1]]
            yield finding(text, paragraph, span, "consistency.tai", Severity.WARNING, why, suggestion)


def _tai_in(paragraph: Paragraph) -> Iterator[int]:
    for match in _TAI.finditer(paragraph.text):
        at = match.start()
        around = paragraph.text[max(at - 2, 0) : at + 4]
        if not paragraph.is_quoted(at, at + 1) and not any(name in around for name in _NAMED):
            yield at
