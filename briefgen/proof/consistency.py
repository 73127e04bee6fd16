"""Check that a text, and several texts, write one thing one way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from briefgen.errors import Severity, Words
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge, Word, form_sets
from briefgen.proof.text import Paragraph, Text

Where = tuple[Text, Paragraph, tuple[int, int], str]


def consistency(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find the rarer of two forms that one text uses for the same."""
    yield from across((text,), knowledge)
    yield from _quoted_names(text)
    yield from _numerals(text)


def across(texts: Sequence[Text], knowledge: Knowledge) -> Iterator[Finding]:
    """Find the rarer form wherever several texts together use two."""
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
_ARABIC = re.compile(r"\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?")


def _numerals(text: Text) -> Iterator[Finding]:
    """Months in Chinese numerals in a text that writes them in figures."""
    arabic = sum(len(_ARABIC.findall(p.text)) for p in text.prose())
    chinese = [(p, m) for p in text.prose() for m in _CHINESE.finditer(p.text) if _is_month(p, m)]
    if arabic < 3 or not chinese or len(chinese) > arabic:
        return
    for paragraph, match in chinese[:5]:
        why = Words("日期的數字有中文有阿拉伯，應統一用阿拉伯數字", "months are written in figures elsewhere")
        yield finding(text, paragraph, match.span(), "consistency.numerals", Severity.INFO, why)


def _is_month(paragraph: Paragraph, match: re.Match[str]) -> bool:
    before = paragraph.text[max(match.start() - 1, 0) : match.start()]
    return before not in ("個", "第", "數", "幾", "正", "臘") and not paragraph.is_quoted(*match.span())
