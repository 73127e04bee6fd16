"""Check footnotes: calls without a note, notes that nothing calls, and words that name a note that is not there.

Markdown has calls and notes as `[^3]`; of a Word file they are told by its reader.
Plain text has them only where a line begins with 註3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.errors import Severity, Words
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import Paragraph, Text
from briefgen.zh.figures import number

_CALL = re.compile(r"\[\^([^\]\n]+)\](:?)")
_CODE = re.compile(r"<!--.*?-->|```.*?```|`[^`\n]+`", re.DOTALL)


Marks = dict[int, list[tuple[int, str, bool]]]


def marks_of(source: str) -> Marks:
    """Give the notes that each line of a Markdown source calls: column, label, and whether the note itself begins."""
    plain = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), source)
    marks: Marks = {}
    for line, row in enumerate(plain.split("\n"), 1):
        for match in _CALL.finditer(row):
            own = bool(match[2]) and not row[: match.start()].strip()
            marks.setdefault(line, []).append((match.start() + 1, match[1], own))
    return marks


def with_calls(paragraphs: Sequence[Paragraph], marks: Marks) -> list[Paragraph]:
    """Give the paragraphs with the notes they call, and those that are notes with their labels."""
    return [_called(paragraph, marks) for paragraph in paragraphs]


def _called(paragraph: Paragraph, marks: Marks) -> Paragraph:
    calls: list[tuple[int, str]] = []
    label = paragraph.label
    ends = [start for start, _, _ in paragraph.starts[1:]] + [len(paragraph.text)]
    for (start, line, column), end in zip(paragraph.starts, ends, strict=True):
        for at, name, own in marks.get(line, ()):
            if not column <= at <= column + end - start:
                continue
            if own:
                label = name
            else:
                calls.append((start + at - column, name))
    return replace(paragraph, calls=tuple(calls), label=label) if calls or label else paragraph


def notes(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find calls and mentions of notes that are not there, and notes that nothing calls."""
    called = {label for paragraph in text.paragraphs for _, label in paragraph.calls}
    for paragraph in text.paragraphs:
        for offset, label in paragraph.calls:
            if label not in text.notes:
                why = Words(f"沒有註 {label}", f"there is no note {label}")
                yield _marked(text, paragraph, offset, label, "sources.no-note", Severity.ERROR, why)
        if paragraph.label is not None and paragraph.label not in called:
            why = Words("內文沒有標出這個註", "nothing in the text calls this note")
            yield _marked(text, paragraph, 0, paragraph.label, "sources.unused-note", Severity.WARNING, why)
    yield from _mentions(text)


def _marked(
    text: Text, paragraph: Paragraph, offset: int, label: str, rule: str, severity: Severity, why: Words
) -> Finding:
    line, column = paragraph.place(offset)
    return Finding(text.file, line, column, f"[^{label}]", "", "sources", severity, rule, why)


_MENTION = re.compile(
    r"(?:參見|參閱|參考|詳見|請見|另見|並見|見|同|如)[前上本文]{0,2}[註注](?:釋|解|腳)?[ \u00a0]?(\d{1,3}|[一二三四五六七八九十]{1,3})(?![\d.％%、]?\d)"
)
_LINE = re.compile(
    r"(?:[註注][ \u00a0]?|[\[［〔【]|[（(]?註)(\d{1,3}|[一二三四五六七八九十]{1,3})(?:[\]］〕】）)：:、. ]|$)"
)


_NUMBERED = re.compile(
    r"\d{1,3}(?=[ \u3000]?[\u3400-\u9fff「〈《A-Z])(?!\s?[年月日個國人次場點項條億萬％%世屆歲])"
)


def _mentions(text: Text) -> Iterator[Finding]:
    """Find 參見註5 in a text that has fewer notes."""
    mentions = [(p, match) for p in text.paragraphs for match in _MENTION.finditer(p.text)]
    if not mentions:
        return
    there = {number(label) for label in text.notes if re.fullmatch(r"\d+", label)}
    there |= {number(match[1]) for p in text.paragraphs if (match := _LINE.match(p.text))}
    if not there:
        # A PDF has its notes as lines that begin with a number.
        there = {int(match[0]) for p in text.paragraphs if (match := _NUMBERED.match(p.text))}
    most = max(len(text.notes), *(n for n in (*there, 0) if n is not None))
    for paragraph, match in mentions:
        if (number(match[1]) or 0) > most:
            why = Words(
                f"沒有這個註：全文只有 {most} 個註" if most else "全文沒有註",
                f"there is no such note: the text has {most}" if most else "the text has no notes",
            )
            severity = Severity.ERROR if most else Severity.WARNING
            yield finding(text, paragraph, match.span(), "structure.note", severity, why)
