"""Check single characters: simplified, variant, rare and compatibility ones, invisible ones.

A character that Big5 has not is no usual one in Taiwan; ALLOWED lists those that are right.
To allow a rare character of a name: add it there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from briefgen.errors import Severity, Words
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import COVER, Paragraph, Text
from briefgen.zh.fold import fold

ALLOWED = frozenset(
    "堃喆瑠恒銹粧嫺墻碁裏峯栢滙鍀鈎菓綉啓烱烔昇邨喦珺珮祐禎慜翀玥玧瑋旻晧祺赟炅垚煊焜鑫淼犇囧〇々㐂妤翊茜咁哋嘅"
)
"""Characters outside Big5, or variants, that stand in names and words of today."""

# Simplified forms that Big5 happens to have; hardly a word of today is written with them.
IN_BIG5 = dict(
    zip(
        "体号万与礼优价儿怜洁听气虫适离庄厂广复么党网触荐胜宁异术极机怀岭惊苹坏据确吨柜扑叶豊",
        "體號萬與禮優價兒憐潔聽氣蟲適離莊廠廣復麼黨網觸薦勝寧異術極機懷嶺驚蘋壞據確噸櫃撲葉豐",
        strict=True,
    )
)
_RIGHT = ("拮据", "老么", "么弟", "么女", "么兒", "党項", "万俟")
_USUAL = {"爲": "為", "衆": "眾", "羣": "群", "綫": "線", "着": "著", "户": "戶", "内": "內", "説": "說"}
# Simplified characters that stand for several: which one, only the word tells.
_SEVERAL = frozenset("台后里面云系发复历获钟汇尽坛脏签纤饥团当弥苏摆恶赞准志斗并")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_ODD = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]+")
_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ebef]")
_KANA = re.compile(r"[\u3040-\u30ff]")


def characters(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find characters that are not those of Taiwan, broken ones and invisible ones."""
    whole = text.whole
    wrong = {char for char in set(_HAN.findall(whole)) if char not in ALLOWED and standard(char) != char}
    names = "".join((*knowledge.registers.people, *knowledge.registers.bodies))
    rare = {char for char in set(_HAN.findall(whole)) if char not in names and is_rare(char)}
    for paragraph in text.paragraphs:
        yield from _forms(text, paragraph, wrong)
        yield from _rare(text, paragraph, rare)
        yield from _codes(text, paragraph)


@cache
def standard(char: str) -> str:
    """Give the form of a character that Taiwan uses, or the character itself."""
    if char in IN_BIG5:
        return IN_BIG5[char]
    if char in _USUAL:
        return _USUAL[char]
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        other = fold(char)
        return other if other != char else unicodedata.normalize("NFKC", char)
    return char


@cache
def is_rare(char: str) -> bool:
    """Big5 has not the character, and no usual form of it is known."""
    if char in ALLOWED or standard(char) != char:
        return False
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return True
    return False


def _rare(text: Text, paragraph: Paragraph, rare: set[str]) -> Iterator[Finding]:
    if rare.isdisjoint(paragraph.text):
        return
    why = Words("臺灣罕用的字，是否為誤字或異體字？", "hardly used in Taiwan: a slip or a variant?")
    for offset, char in enumerate(paragraph.text):
        if char in rare:
            span = (offset, offset + 1)
            yield finding(text, paragraph, span, "characters.rare", Severity.WARNING, why)


def _forms(text: Text, paragraph: Paragraph, wrong: set[str]) -> Iterator[Finding]:
    if wrong.isdisjoint(paragraph.text) or _KANA.search(paragraph.text):
        return
    for offset, char in enumerate(paragraph.text):
        if char in wrong and not _in_right_word(paragraph.text, offset):
            form = standard(char)
            yield finding(
                text,
                paragraph,
                (offset, offset + 1),
                "characters.form",
                Severity.ERROR,
                Words(
                    f"「{char}」是簡化字或異體字，應作「{form}」",
                    f"{char} is a simplified or variant character: {form}",
                ),
                form,
                safe=char not in _SEVERAL,
            )


def _in_right_word(words: str, offset: int) -> bool:
    around = words[max(offset - 1, 0) : offset + 2]
    return any(right in around for right in _RIGHT)


_CODES: tuple[tuple[re.Pattern[str], str, Severity, Words, bool], ...] = (
    (
        _ODD,
        "characters.broken",
        Severity.ERROR,
        Words("無法辨識的字元", "an unreadable character"),
        False,
    ),
    (
        _COMPATIBLE,
        "characters.compatibility",
        Severity.WARNING,
        Words("相容字或部首字，應改用一般字", "a compatibility character or radical: use the common one"),
        True,
    ),
    (
        _INVISIBLE,
        "characters.invisible",
        Severity.WARNING,
        Words("看不見的控制字元", "an invisible control character"),
        True,
    ),
    (
        _WIDE,
        "characters.width",
        Severity.WARNING,
        Words("數字與拉丁字母應用半形", "figures and Latin letters are half-width"),
        True,
    ),
)


def _codes(text: Text, paragraph: Paragraph) -> Iterator[Finding]:
    for pattern, rule, severity, why, safe in _CODES:
        for match in pattern.finditer(paragraph.text):
            if match[0] == COVER:
                continue
            plain = "" if rule == "characters.invisible" else unicodedata.normalize("NFKC", match[0])
            suggestion = "" if rule == "characters.broken" else plain
            yield finding(text, paragraph, match.span(), rule, severity, why, suggestion, safe=safe)


_TAI = re.compile(
    r"(?<![\u3400-\u9fff])台[海北中南東]|台灣|台海(?=[兩和局情問議危衝安穩爭緊])|(?<=[在對涉訪就及與])台[海北]"
)


def forms_of_tai(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find 台 for 臺 once, in a text that never writes 臺."""
    if "臺" in text.whole:
        return
    for paragraph in text.paragraphs:
        if (match := _TAI.search(paragraph.text)) is not None:
            why = Words(
                "公文書地名作「臺」；全文以「台」書寫亦可，但須一致",
                "official writing has 臺; 台 may stand if it stands throughout",
            )
            form = match[0].replace("台", "臺")
            yield finding(text, paragraph, match.span(), "characters.tai", Severity.INFO, why, form)
            return
