"""Make Texts of our own records: events and editions, with the places of their fields.

A field's characters are looked for in the source where that is given, so that lines
and columns are true also in folded YAML; else its line alone is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from briefgen.errors import Place
from briefgen.model import Edition, Event
from briefgen.proof.reading import heading_level, read
from briefgen.proof.text import COVER, Kind, Paragraph, Text, switches
from briefgen.tree import Path as Steps
from briefgen.tree import Prose

Locate = Callable[[Steps], Place]

EVENT_FIELDS: tuple[tuple[str, Kind], ...] = (
    ("title", "heading"),
    ("summary", "body"),
    ("detail", "body"),
    ("place", "table"),
)
_LISTS = ("quotes", "notes")


def of_event(event: Event, locate: Locate, source: str = "") -> Text:
    """Make a Text of an event's words: title, summary, detail, place, quotations and notes."""
    fields: list[tuple[str, Steps, Kind]] = [
        (value, (name,), kind) for name, kind in EVENT_FIELDS if (value := getattr(event, name))
    ]
    for name in _LISTS:
        fields += ((value, (name, index), "note") for index, value in enumerate(getattr(event, name)))
    return of_fields(locate(()).file, ((value, locate(steps), kind) for value, steps, kind in fields), source)


def of_edition(edition: Edition, prose: Prose, locate: Locate | None = None, source: str = "") -> Text:
    """Make a Text of an edition's title, key points and prose; without `locate`, of its prose alone."""
    file = prose.place.file
    body = read(prose.text, f"{file}" if file.endswith(".md") else f"{file}.md")
    shift = (prose.place.line or 1) - 1
    moved = tuple(_moved(paragraph, shift) for paragraph in body.paragraphs)
    heads: tuple[Paragraph, ...] = ()
    if locate is not None:
        fields: list[tuple[str, Place, Kind]] = [(edition.title, locate(("title",)), "table")]
        fields += (
            (point.text, locate(("key_points", index, "text")), "bullet")
            for index, point in enumerate(edition.key_points)
        )
        heads = of_fields(file, iter(fields), source).paragraphs
    return Text(file, (*heads, *moved), switches(source) if source else body.switches)


class Passage(Protocol):
    """A paragraph that somebody else has read: `starts` pairs offsets with lines (or numbers of paragraphs)."""

    @property
    def text(self) -> str:
        """Its words, in one line."""

    @property
    def kind(self) -> str:
        """heading, paragraph, bullet, note or table."""

    @property
    def level(self) -> int:
        """The level of a heading, else 0."""

    @property
    def starts(self) -> Sequence[tuple[int, int]]:
        """Where in the text each line of the file begins."""

    @property
    def calls(self) -> Sequence[tuple[int, str]]:
        """Where in the text which footnotes are called."""

    @property
    def label(self) -> str | None:
        """The label of a note."""


_CALL = re.compile(r"\[\^[^\]]+\]")
_KINDS: dict[str, Kind] = {
    "paragraph": "body",
    "heading": "heading",
    "bullet": "bullet",
    "note": "note",
    "table": "table",
}


def of_passages(file: str, passages: Iterable[Passage], source: str = "") -> Text:
    """Make a Text of what was read from a Word file, PDF or page; columns count from each line's beginning.

    A note that stands on no line of its own has that of its first call.
    """
    read = tuple(passages)
    called: dict[str, int] = {}
    for one in read:
        for offset, label in one.calls:
            called.setdefault(label, max((line for at, line in one.starts if at <= offset), default=1))
    return Text(file, tuple(_passage(one, called) for one in read), switches(source) if source else ())


def _passage(one: Passage, called: dict[str, int]) -> Paragraph:
    words = _CALL.sub(lambda match: COVER * len(match[0]), one.text)
    kind = _KINDS.get(one.kind, "body")
    level = (heading_level(words) or one.level) if kind == "heading" else 0
    label = one.label if kind == "note" else None
    home = called.get(label, 1) if label is not None else 1
    starts = tuple((offset, line or home, 1) for offset, line in one.starts)
    return Paragraph(words, kind, level, starts or ((0, home, 1),), tuple(one.calls), label)


def of_fields(file: str, fields: Iterator[tuple[str, Place, Kind]], source: str = "") -> Text:
    """Make a Text of values, each with the place where it is written."""
    rows = source.split("\n") if source else []
    paragraphs = tuple(
        Paragraph(value, kind, 0, _starts(value, place, rows)) for value, place, kind in fields
    )
    return Text(file, paragraphs, switches(source) if source else ())


def _starts(value: str, place: Place, rows: list[str]) -> tuple[tuple[int, int, int], ...]:
    """Find the lines of a value: longest pieces first come, first served, from its place on."""
    line, column = place.line or 1, place.column or 1
    found: list[tuple[int, int, int]] = []
    offset = 0
    for number in range(line, min(line + 60, len(rows) + 1)):
        rest = value[offset:]
        if not rest.strip():
            break
        row = rows[number - 1]
        stripped = row.strip()
        if (at := row.find(rest.strip("\n"))) >= 0:
            found.append((offset, number, at + 1))
            offset = len(value)
        elif found and stripped and rest.lstrip().startswith(stripped):
            offset += len(rest) - len(rest.lstrip())
            found.append((offset, number, len(row) - len(row.lstrip()) + 1))
            offset += len(stripped)
        elif not found and (size := _shared(row, rest)):
            found.append((0, number, row.rfind(rest[:size]) + 1))
            offset = size
    return tuple(found) or ((0, line, column),)


def _shared(row: str, rest: str) -> int:
    """Give how many first characters of a value end this row, 0 for fewer than four."""
    end = row.rstrip()
    at = end.find(rest[:4])
    return len(end) - at if at >= 0 and len(rest) > 4 and rest.startswith(end[at:]) else 0


def _moved(paragraph: Paragraph, lines: int) -> Paragraph:
    starts = tuple((offset, line + lines, column) for offset, line, column in paragraph.starts)
    return replace(paragraph, starts=starts)
