"""Check that a text, and several texts, write one thing one way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from briefgen.errors import Severity, Words
from briefgen.proof import places
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge, Word, form_sets
from briefgen.proof.text import Paragraph, Text
from briefgen.zh.numerals import common

Where = tuple[Text, Paragraph, tuple[int, int], str]


def consistency(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find the rarer of two forms that one text uses for the same."""
    yield from across((text,), knowledge)
    yield from _quoted_names(text)
    yield from _numerals(text)
    yield from _figures(text)
    yield from _transliterated(text)
    yield from _ranges(text)
    yield from _counted(text)


def across(texts: Sequence[Text], knowledge: Knowledge) -> Iterator[Finding]:
    """Find the rarer form wherever several texts together use two."""
    yield from places.tai(texts)
    whole = "\n".join(text.whole for text in texts)
    for forms in form_sets():
        words = [Word(form, "", Severity.WARNING, "") for form in forms]
        if sum(any(True for _ in word.occurrences(whole)) for word in words) < 2:
            continue
        found = [[hit for text in texts for hit in _hits(text, word)] for word in words]
        most = max(range(len(forms)), key=lambda index: (len(found[index]), -index))
        usual = found[most][0][3] if found[most] else forms[most]
        for index, hits in enumerate(found):
            if index != most and hits:
                yield from _rarer(hits, usual, len(hits), len(found[most]))


def _hits(text: Text, word: Word) -> Iterator[Where]:
    for paragraph in text.paragraphs:
        for first, end, _ in word.occurrences(paragraph.text):
            if not paragraph.is_quoted(first, end):
                yield text, paragraph, (first, end), paragraph.text[first:end]


def _rarer(hits: list[Where], usual: str, here: int, there: int) -> Iterator[Finding]:
    severity = Severity.WARNING if here <= there else Severity.INFO
    for text, paragraph, span, form in hits[:5]:
        why = Words(
            f"同一篇另作「{usual}」（{there} 處），應統一",
            f"also written {usual} ({there} times): use one form",
        )
        yield finding(
            text, paragraph, span, "consistency.form", severity, why, usual if usual != form else ""
        )


_NAME = re.compile(r"「([^「」，。；]{4,24})」")


def _quoted_names(text: Text) -> Iterator[Finding]:
    """Names between 「」 of which one is the other with a few characters left out: 「南（中國）海行為準則」."""
    seen: dict[str, list[tuple[Paragraph, tuple[int, int]]]] = {}
    for paragraph in text.paragraphs:
        for match in _NAME.finditer(paragraph.text):
            seen.setdefault(match[1], []).append((paragraph, match.span(1)))
    counts = Counter({name: len(places) for name, places in seen.items()})
    names = sorted(seen, key=len, reverse=True)
    for index, long in enumerate(names):
        for short in names[index + 1 :]:
            if _abridged(long, short):
                rare, usual = (short, long) if counts[short] <= counts[long] else (long, short)
                paragraph, span = seen[rare][0]
                why = Words(f"同一名稱另作「{usual}」，應統一", f"the same name is also written {usual}")
                yield finding(text, paragraph, span, "consistency.name", Severity.WARNING, why, usual)


def _abridged(long: str, short: str) -> bool:
    """The short name is the long one with one to three characters left out of its middle."""
    gap = len(long) - len(short)
    if not 1 <= gap <= 3 or len(short) < 5 or not long.isprintable():
        return False
    at = next((i for i, (a, b) in enumerate(zip(long, short, strict=False)) if a != b), len(short))
    return 0 < at < len(short) and long[at + gap :] == short[at:] and len(short) - at >= 3


_CHINESE = re.compile(
    r"([一二三四五六七八九十]{1,3})月(?=[一二三四五六七八九十]{1,3}日|份|[，底初中上下]|上次|[^會球])"
)
_DAY = re.compile(r"[一二三四五六七八九十]{1,3}日")
_ARABIC = re.compile(r"\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?")


def _numerals(text: Text) -> Iterator[Finding]:
    """Months in Chinese numerals in a text that writes them in figures."""
    arabic = sum(len(_ARABIC.findall(p.text)) for p in text.prose())
    chinese = [(p, m) for p in text.prose() for m in _CHINESE.finditer(p.text) if _is_month(p, m)]
    if arabic < 3 or not chinese or len(chinese) > arabic:
        return
    for paragraph, match in chinese[:5]:
        why = Words("日期的數字有中文有阿拉伯，應統一用阿拉伯數字", "months are written in figures elsewhere")
        day = _DAY.match(paragraph.text, match.end())
        span = (match.start(), day.end() if day else match.end())
        severity = Severity.WARNING if day and len(chinese) * 3 <= arabic else Severity.INFO
        yield finding(text, paragraph, span, "consistency.numerals", severity, why)


def _is_month(paragraph: Paragraph, match: re.Match[str]) -> bool:
    before = paragraph.text[max(match.start() - 1, 0) : match.start()]
    return before not in ("個", "第", "數", "幾", "正", "臘") and not paragraph.is_quoted(*match.span())


_SPELT = re.compile(
    r"[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日|間|中|底|初|上旬|中旬|下旬)"
)
_FIGURE = re.compile(
    r"(?<![\d.,年月第/%-])\d{1,2}(?=個?(?:小時|分鐘|天|週|個?月|年(?!代|度)|人|國|項|次|點|位|名|場|輪|屆|條)(?!\d))"
)


def _figures(text: Text) -> Iterator[Finding]:
    """Small numbers in figures in a text that spells its days: 3小時 where 十一月十四日 stands."""
    spelt = sum(len(_SPELT.findall(p.text)) for p in text.prose())
    if spelt < 3 or any(_ARABIC.search(p.text) for p in text.prose() if p.kind != "note"):
        return
    found = [(p, m) for p in text.prose() for m in _FIGURE.finditer(p.text) if not p.is_quoted(*m.span())]
    if len(found) * 2 > spelt:
        return
    for paragraph, match in found:
        why = Words("全文的數目與日期用中文數字，應統一", "the text spells its numbers elsewhere")
        form = common(int(match[0]))
        yield finding(text, paragraph, match.span(), "consistency.numerals", Severity.WARNING, why, form)


_HEAD = re.compile(
    r"([\u3400-\u9fff]{2})(首相|總理|總統|總書記|外長|外交部長|國防部長|國務卿|財政部長|商務部長)([\u3400-\u9fff]{2,3})"
)


def _transliterated(text: Text) -> Iterator[Finding]:
    """One office with two names that differ in one character: 荷蘭首相呂特, 荷蘭首相魯特."""
    seen: dict[tuple[str, str], list[tuple[str, Paragraph, tuple[int, int]]]] = {}
    for paragraph in text.prose():
        for match in _HEAD.finditer(paragraph.text):
            seen.setdefault((match[1], match[2]), []).append((match[3], paragraph, match.span(3)))
    for rows in seen.values():
        first = rows[0][0]
        for name, paragraph, span in rows[1:]:
            size = _alike(first, name)
            if size:
                why = Words(
                    f"同一職務前文作「{first[:size]}」，譯名應統一", f"further up the name is {first[:size]}"
                )
                short = (span[0], span[0] + size)
                yield finding(text, paragraph, short, "names.two-forms", Severity.WARNING, why, first[:size])


def _alike(first: str, other: str) -> int:
    """Give how many characters of two names make them alike but for one; 0 where they are not."""
    for size in (2, 3):
        if (
            len(first) >= size
            and len(other) >= size
            and sum(map(str.__ne__, first[:size], other[:size])) == 1
        ):
            same = first[size - 1] == other[size - 1]
            if same:
                return size
    return 0


_RANGE = re.compile(r"(?<![\d.])\d{1,2}[月日]?(?:\d{1,2})?日?([-－–—~～至到])(?:\d{1,2}月)?\d{1,2}日")


def _ranges(text: Text) -> Iterator[Finding]:
    """Spans of days with a dash in a text that writes 至: 3月1-2日."""
    found = [(p, m) for p in text.prose() for m in _RANGE.finditer(p.text)]
    words = sum(m[1] in "至到" for _, m in found)
    dashes = [(p, m) for p, m in found if m[1] not in "至到"]
    if not dashes or words <= len(dashes):
        return
    for paragraph, match in dashes[:5]:
        why = Words("日期起訖全文多用「至」，應統一", "spans of days are written with 至 elsewhere")
        form = match[0].replace(match[1], "至")
        yield finding(text, paragraph, match.span(), "consistency.range", Severity.WARNING, why, form)


_COUNTED = re.compile(
    r"(?<![\d.第一二三四五六七八九十])(?:(\d{1,2})|([二三四五六七八九十]))([點項個國條輪場艘架])(?=([\u3400-\u9fff]{2}))"
)


def _counted(text: Text) -> Iterator[Finding]:
    """The same number of the same things in figures and in words: 五點共識, 5點共識."""
    seen: dict[tuple[int, str], list[tuple[Paragraph, re.Match[str]]]] = {}
    for paragraph in text.prose():
        for match in _COUNTED.finditer(paragraph.text):
            if not paragraph.is_quoted(*match.span()):
                key = (int(match[1] or _TENS.index(match[2]) + 1), match[3] + match[4])
                seen.setdefault(key, []).append((paragraph, match))
    for places_ in seen.values():
        figures = [one for one in places_ if one[1][1]]
        words = [one for one in places_ if one[1][2]]
        if figures and words:
            rare = figures if len(figures) <= len(words) else words
            paragraph, match = rare[0]
            why = Words(
                "同一數目有的用阿拉伯數字，有的用中文，應統一",
                "the same number stands in figures and in words",
            )
            span = (match.start(), match.end() + 2)
            yield finding(text, paragraph, span, "consistency.numerals", Severity.WARNING, why)


_TENS = "一二三四五六七八九十"
