"""Check spaces in Chinese, and marks at the edges of lines.

What is said about spaces between Chinese and figures is said once for a text: a
text may have them or not, but not both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.errors import Severity, Words
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import Paragraph, Text

_H = r"[\u3400-\u9fff]"
_BETWEEN = re.compile(rf"(?<={_H})[ \u00a0\u3000]+(?=[{_H[1:-1]}（「『《〈])|[ \u00a0]+(?=[，。、；：！？）」』》〉])|(?<=[，。；：！？（「『《〈、])[ \u00a0\u3000]+(?=\S)")  # fmt: skip
_WIDE = re.compile(r"(?<=[A-Za-z][.,]|[A-Za-z]{2})  +(?=[A-Za-z])")
_SPACED = re.compile(rf"(?<={_H}) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9]) (?=[{_H[1:-1]}])")
_TIGHT = re.compile(rf"(?<={_H})(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?={_H})")


def spaces(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find stray spaces in Chinese, and spaces around figures that come and go."""
    why = Words("中文之間不空格", "no space inside Chinese")
    wide = Words("拉丁詞之間空一格", "one space between Latin words")
    for paragraph in text.paragraphs:
        for match in _WIDE.finditer(paragraph.text):
            yield finding(
                text, paragraph, match.span(), "marks.space", Severity.WARNING, wide, " ", safe=True
            )
        short = len(paragraph.text) < 16
        for match in _BETWEEN.finditer(paragraph.text):
            severity = Severity.INFO if short or paragraph.kind == "heading" else Severity.WARNING
            yield finding(text, paragraph, match.span(), "marks.space", severity, why, "", safe=not short)
    yield from _uneven(text)


def _uneven(text: Text) -> Iterator[Finding]:
    """Report the rarer habit where a text has spaces around figures here and none there."""
    spaced = [(p, m) for p in text.prose() for m in _SPACED.finditer(p.text)]
    tight = sum(1 for p in text.prose() for _ in _TIGHT.finditer(p.text))
    why = Words(
        "中文與數字、拉丁字母之間，有的空格有的不空；全文應一致，建議不空",
        "spaces around figures and Latin letters come and go: best have none",
    )
    if not spaced or not tight:
        return
    for paragraph, where in _uneven_dates(text):
        yield finding(text, paragraph, where, "marks.uneven-date", Severity.WARNING, why, "", safe=True)
    if len(spaced) >= 3:
        paragraph, match = spaced[0]
        span = (max(match.start() - 1, 0), match.end() + 1)
        yield finding(
            text,
            paragraph,
            span,
            "marks.uneven-spaces",
            Severity.INFO,
            why,
            paragraph.text[span[0] : span[1]].replace(" ", ""),
        )


_UNEVEN = re.compile(r"\d[年月]( +)\d{1,2}[日月](?! )|(?<!\d)(?<! )\d{1,2}( +)[月日](?=\d)")


def _uneven_dates(text: Text) -> Iterator[tuple[Paragraph, tuple[int, int]]]:
    for paragraph in text.prose():
        for match in _UNEVEN.finditer(paragraph.text):
            if " " not in paragraph.text[match.start() - 1 : match.start() + 1]:
                group = 1 if match[1] else 2
                yield paragraph, match.span(group)


def lines(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find lines that begin or end with a mark that must not stand there."""
    for line, column, mark in text.broken:
        first = column == 1 or mark not in "（「『《〈"
        why = (
            Words(f"「{mark}」不應在行首", f"a line must not begin with {mark}")
            if first
            else Words(f"「{mark}」不應在行末", f"a line must not end with {mark}")
        )
        yield Finding(text.file, line, column, mark, "", "marks", Severity.WARNING, "marks.line-edge", why)
