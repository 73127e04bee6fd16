"""Part the footnotes at the foot of a page from its text, so that a sentence goes on over the page.

The text layer of a PDF has a note's number at the beginning of a line, and its call as a
figure behind a word or mark.  Notes are told by counting: they follow each other, and each
is called above.  Where that cannot be shown of every one, the page stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from briefgen.ingest.headings import bullet_text
from briefgen.ingest.passages import Piece

_CITES = re.compile(r"(?:19|20)\d\d|^[同前見參]|https?:|[Ii]bid|[〈《]")
_MARKS = "，。、；：！？」』）》〉…"
_UNITS = r"(?![ \u00a0]?(?:[\d.,/%％年月日個國人次場點項條億萬世屆歲]))"


def parted(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Give the text of all pages with its note calls marked, then the notes."""
    notes: list[Piece] = []
    last = 0
    for _, page in groupby(pieces, key=lambda piece: piece.page):
        lines = [piece for piece in page if not _lost_bullet(piece)]
        found = _notes(lines, last + 1) or (_notes(lines, 1) if last else {})
        if not found:
            yield from lines
            continue
        last = max(found)
        first = min(found.values())
        foot = _foot(lines, first)
        called = _called(lines[:first], tuple(found))
        if called is None:
            yield from lines
            continue
        yield from (*called, *lines[foot:])
        begins = [*found.values(), foot]
        for (label, start), end in zip(found.items(), begins[1:], strict=True):
            notes.append(_note(lines[start:end], label))
    yield from notes


def _lost_bullet(piece: Piece) -> bool:
    """A mark that the text layer tells apart from its words."""
    bare = piece.text.strip()
    return len(bare) == 1 and bullet_text(f"{bare}甲") is not None


def _notes(lines: Sequence[Piece], first: int) -> dict[int, int]:
    """Give where each note of a page begins, by its number, the first of them as far down as may be."""
    begins = [i for i, piece in enumerate(lines) if _begins(piece.text, first)]
    if not begins:
        return {}
    found = {first: begins[-1]}
    for index in range(begins[-1] + 1, len(lines)):
        if _begins(lines[index].text, first + len(found)):
            found[first + len(found)] = index
    words = lines[begins[-1]].text.strip().removeprefix(str(first)).strip()
    return found if _CITES.search(words) else {}


def _begins(line: str, number: int) -> bool:
    return re.match(rf"\s*{number}[ \u3000]?(?![年月日])[\u3400-\u9fff「〈《A-Zh]", line) is not None


def _foot(lines: Sequence[Piece], first: int) -> int:
    """Give where the notes end: their last line closes with a stop; what follows belongs to the sheet."""
    stopped = [i for i in range(first, len(lines)) if re.search(r"[。.]\s*$", lines[i].text)]
    return stopped[-1] + 1 if stopped else len(lines)


def _called(lines: Sequence[Piece], labels: Sequence[int]) -> list[Piece] | None:
    """Give the lines with their calls marked as `[^3]`, None where a note is not called."""
    text = "\n".join(piece.text for piece in lines)
    at = 0
    done = ""
    for label in labels:
        match = re.compile(
            rf"(?<=[{_MARKS}]){label}{_UNITS}|(?<=[\u3400-\u9fffA-Za-z]){label}(?=[{_MARKS}\r\n]|\Z)"
        ).search(text, at)
        if match is None:
            return None
        done += f"{text[at : match.start()]}[^{label}]"
        at = match.end()
    rows = f"{done}{text[at:]}".split("\n")
    return [replace(piece, text=row) for piece, row in zip(lines, rows, strict=True)]


def _note(lines: Sequence[Piece], label: int) -> Piece:
    words = "".join(_spaced(piece.text.strip()) for piece in lines).strip().removeprefix(str(label)).strip()
    first = lines[0]
    return Piece(words, first.line, "note", label=str(label), page=first.page)


def _spaced(line: str) -> str:
    return f"{line} " if line[-1:].isascii() else line
