"""Check sources: dated facts that have none where their neighbours do, and groups that are not well written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.errors import Severity, Words, nearest
from briefgen.names import Names
from briefgen.proof.days import days, groups
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import COVER, Paragraph, Text


def sources(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find dated facts without a source, in a text that gives sources in parentheses."""
    first = next((i for i, p in enumerate(text.paragraphs) if p.kind == "heading" and p.level > 1), 0)
    bodies = [p for p in text.paragraphs[first:] if p.kind == "body"]
    names = Names(knowledge.registers)
    sourced = [p for p in bodies if _closings(text, p, names)]
    dated = [p for p in bodies if days(p)]
    if len(sourced) < 3 or len(sourced) * 2 < len(dated):
        return
    why = Words(
        "前後各段都附來源，這裡的日期沒有來源", "its neighbours have sources; this dated fact has none"
    )
    for paragraph in dated:
        closings = _closings(text, paragraph, names)
        if not closings and _covered_by_next(text, paragraph):
            continue
        end = max(closings, default=0)
        if _SEE.search(paragraph.text, end):
            continue
        rest = [one for one in days(paragraph) if one.span[0] >= end and not (one.ahead or one.quoted)]
        if (
            rest
            and COVER not in paragraph.text[end:].lstrip(COVER)
            and len(paragraph.text) - rest[0].span[0] > 20
        ):
            yield finding(text, paragraph, rest[0].span, "sources.missing", Severity.WARNING, why)


def _closings(text: Text, paragraph: Paragraph, names: Names) -> tuple[int, ...]:
    """Give where the sources of a paragraph end: its groups, outlets alone, and the footnotes that cite something."""
    notes = (
        at for at, label in paragraph.calls if label in text.notes and _CITES.search(text.notes[label].text)
    )
    alone = (m.end() for m in _ALONE.finditer(paragraph.text) if names.outlet(m[1]) is not None)
    return (*(group.span[1] for group in groups(paragraph)), *alone, *notes)


_SEE = re.compile(r"（(?:參見|詳見|參閱|見)[^（）]*）[。；]?\s*$")
_ALONE = re.compile(r"（([^（），。；]{2,20})(?:[，；][^（）。]*)?）")
_CITES = re.compile(r"(?:19|20)\d\d|[〈《]|^[^。]{0,6}(?:同|前)(?:上|前|註|揭)|https?:|[Ii]bid")


def _covered_by_next(text: Text, paragraph: Paragraph) -> bool:
    """The next paragraph of the same section brings the source: it tells no day of its own before it."""
    rest = text.paragraphs[text.paragraphs.index(paragraph) + 1 :]
    if not rest or rest[0].kind == "heading" or not (cited := groups(rest[0])):
        return False
    return all(one.span[0] > cited[0].span[0] for one in days(rest[0]))


_LIKELY = re.compile(
    r"[（(]([^（）()]{0,60}?)[，,]\s*((?:19|20)\d\d)[./\-年](\d{1,2})[./\-月](\d{1,2})[^（）()]{0,40}[）)]"
)
_ZERO = re.compile(r"(?<=\.)0\d|\d{4}[/-]\d{1,2}[/-]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日")


def notation(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find source groups in another notation than （outlet，2021.9.10、17；outlet，2021.9.12）, and odd outlets."""
    names = Names(knowledge.registers)
    counts: dict[str, int] = {}
    every = [(p, group) for p in text.prose() for group in groups(p)]
    for _, group in every:
        for outlet in group.outlets:
            counts[outlet] = counts.get(outlet, 0) + 1
    for paragraph in text.prose():
        yield from _written(text, paragraph)
    for paragraph, group in every:
        for outlet in group.outlets:
            if names.outlet(outlet) is None:
                yield from _odd_outlet(text, paragraph, group.span, outlet, knowledge, counts)


def _written(text: Text, paragraph: Paragraph) -> Iterator[Finding]:
    for match in _LIKELY.finditer(paragraph.text):
        if paragraph.kind == "note":
            continue
        for odd in _ZERO.finditer(paragraph.text, match.start(2), match.end()):
            why = Words(
                "來源日期作 2021.9.5：用點、不補零", "source days are written 2021.9.5: points, no zeros"
            )
            numbers = ".".join(str(int(number)) for number in re.findall(r"\d+", odd[0]))
            yield finding(
                text, paragraph, odd.span(), "sources.notation", Severity.INFO, why, numbers, safe=True
            )


def _odd_outlet(
    text: Text,
    paragraph: Paragraph,
    span: tuple[int, int],
    outlet: str,
    knowledge: Knowledge,
    counts: dict[str, int],
) -> Iterator[Finding]:
    known = [name for name in (*knowledge.registers.outlets, *counts) if name != outlet]
    guess = nearest(outlet, known)
    at = paragraph.text.find(outlet, *span)
    if guess is None or at < 0 or len(outlet) < 3 or not _is_near(outlet, guess) or counts[outlet] > 1:
        return
    if guess not in knowledge.registers.outlets and counts.get(guess, 0) < 2:
        return
    why = Words(f"媒體名稱是不是「{guess}」？", f"is the outlet {guess}?")
    yield finding(text, paragraph, (at, at + len(outlet)), "sources.outlet", Severity.WARNING, why, guess)


def _is_near(outlet: str, guess: str) -> bool:
    """One character differs, or stands inside that does not belong there."""
    if len(outlet) == len(guess):
        return sum(a != b for a, b in zip(guess, outlet, strict=True)) == 1
    return any(outlet[:i] + outlet[i + 1 :] == guess for i in range(1, len(outlet) - 1))
