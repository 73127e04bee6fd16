"""Make passages of pieces: rejoin wrapped lines, tell headings, bullets and notes, close up spaces.

A line goes on in the next one unless something says that it ends: a heading or
bullet follows, the line is short and ends a sentence, or the file has a gap there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from briefgen.ingest.closing_up import close_up
from briefgen.ingest.furniture import TURNED, without_furniture
from briefgen.ingest.headings import bullet_text, heading_level
from briefgen.ingest.passages import Kind, Passage, Passages, Piece
from briefgen.zh.punctuation import is_wide, open_marks

_ENDS = re.compile(r"[。！？!?：:][」』”）)\]\s]*(?:\[\^\w+\])*$")
# A sentence with its sources behind its stop.
_CITED = re.compile(r"[。！？][」』”）)]*[（(][^（()）]*[）)]$")
# A row of a table: in running text a mark follows the day of a source, or a bracket.
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d\.\d{1,2}(?:\.\d{1,2})?$")
_LOW = 5  # 1、, below （一）
_GAP = 3  # in a text with a blank line after every line, this many blanks part paragraphs


@dataclass(frozen=True, slots=True)
class _Sheet:
    """How the lines of a text are set: width of a full line, and blanks between any two."""

    width: int
    spacing: int


def join(name: str, pieces: Iterable[Piece]) -> Passages:
    """Give the passages of a file from its pieces."""
    listed = without_furniture(list(pieces))
    blocks = [block for block in _blocks(listed) if any(piece.text.strip() for piece in block)]
    passages: list[Passage] = []
    notes: dict[str, Passage] = {}
    trail: dict[int, str] = {}
    for block in blocks:
        passage = _passage(block)
        if passage.kind == "heading":
            trail = {level: text for level, text in trail.items() if level < passage.level}
        passage = replace(passage, section=tuple(trail[level] for level in sorted(trail)))
        if passage.kind == "heading":
            trail[passage.level] = passage.text
        if passage.kind == "note" and passage.label is not None:
            notes.setdefault(passage.label, passage)
        else:
            passages.append(passage)
    return Passages(name, tuple(passages), notes)


def width_of(text: str) -> int:
    """Give the width of a line in half squares."""
    return sum(2 if is_wide(char) else 1 for char in text)


def _blocks(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    sheet = _sheet(pieces)
    block: list[Piece] = []
    blanks = 0
    turned = False
    for piece in pieces:
        if not piece.text.strip():
            blanks += 1
            turned = turned or piece.label == TURNED
            continue
        if turned:
            blanks = 0
        if block and _parts(block, piece, blanks, sheet):
            yield block
            block = []
        block.append(piece)
        blanks, turned = 0, False
    if block:
        yield block


def _sheet(pieces: Sequence[Piece]) -> _Sheet:
    lines = [piece for piece in pieces if piece.text.strip() and not piece.whole]
    widths = sorted(width_of(piece.text.strip()) for piece in lines)
    if len(widths) < 3:
        return _Sheet(10**6, 0)
    # Full lines are the many near the upper end; a few set in small type are longer.
    upper = widths[len(widths) // 2 :]
    full = int(median(upper))
    gaps = [b.line - a.line - 1 for a, b in pairwise(lines)]
    spacing = 1 if sum(gap >= 1 for gap in gaps) > 0.8 * len(gaps) and full > 40 else 0
    if spacing and sum(width > full * 1.5 for width in widths) > 0.2 * len(widths):
        spacing = 0
    return _Sheet(full, spacing)


def _parts(block: list[Piece], piece: Piece, blanks: int, sheet: _Sheet) -> bool:
    """Tell whether a piece begins a new passage."""
    last = block[-1]
    if piece.whole or last.whole or piece.kind is not None:
        return True
    if bullet_text(piece.text) is not None or heading_level(piece.text) is not None:
        return not open_marks(last.text[-12:]).endswith(("（", "("))
    so_far = "".join(p.text.strip() for p in block)
    if _DATED.search(last.text.strip()) and piece.text.strip()[:1].isdigit() and not open_marks(so_far):
        return True
    short = width_of(last.text.strip()) < sheet.width - 6
    ends = bool(_ENDS.search(last.text.strip()) or _CITED.search(so_far[-300:]))
    if not ends and _is_numbered_paragraph(block[0], piece, sheet):
        return False
    if heading_level(block[0].text) is not None and not ends:
        return not open_marks(so_far) and not _heading_goes_on(last, piece, sheet)
    if blanks > sheet.spacing and (sheet.spacing == 0 or blanks >= _GAP):
        # A page may turn within a sentence; only the end of one tells a paragraph.
        return ends or short or sheet.spacing == 0
    if ends:
        return short or _indent(piece) > _indent(last)
    return short and _stands_alone(block, piece, sheet)


def _is_numbered_paragraph(first: Piece, piece: Piece, sheet: _Sheet) -> bool:
    """Tell whether a line that begins with a low number runs over into the next: a heading has one line, or two."""
    level = heading_level(first.text) or 0
    fills = width_of(first.text.strip()) >= sheet.width - 4
    goes_on = width_of(piece.text.strip()) >= sheet.width - 4
    return fills and (level >= _LOW or (level == _LOW - 1 and goes_on))


def _heading_goes_on(last: Piece, piece: Piece, sheet: _Sheet) -> bool:
    """Tell whether a heading fills its line, set in by its number, and ends in the next."""
    fills = width_of(last.text.strip()) >= sheet.width - 13
    rest = piece.text.strip()
    return fills and width_of(rest) < sheet.width - 6 and not _ENDS.search(rest)


def _indent(piece: Piece) -> int:
    return width_of(piece.text) - width_of(piece.text.lstrip())


def _stands_alone(block: list[Piece], piece: Piece, sheet: _Sheet) -> bool:
    """Tell whether a short line without a stop is a title or a name of its own."""
    text = block[-1].text.strip()
    if len(block) > 1 or re.search(r"[，、；（「《\-A-Za-z]$", text) or open_marks(text):
        return False
    if _closes_brackets(text) or re.match(r"[，。；、：）」]", piece.text.strip()):
        return False
    return width_of(text) < sheet.width * 0.8


def _closes_brackets(text: str) -> bool:
    return any(text.count(close) > text.count(opening) for opening, close in ("（）", "「」", "《》"))


def _passage(block: list[Piece]) -> Passage:
    text, starts, calls = close_up(block)
    first = block[0]
    kind: Kind = first.kind or "paragraph"
    level = first.level
    bullet = bullet_text(text) if first.kind is None else None
    if bullet is not None:
        kind = "bullet"
        cut = len(text) - len(bullet)
        text = bullet
        starts = tuple((max(offset - cut, 0), line) for offset, line in starts)
        calls = tuple((max(offset - cut, 0), label) for offset, label in calls)
    elif first.kind in (None, "bullet") and (found := heading_level(text)) is not None:
        kind, level = "heading", found
    elif first.kind is None and _is_title(block, text):
        kind, level = "heading", 9
    return Passage(text, kind, starts, level, first.label, calls)


def _is_title(block: list[Piece], text: str) -> bool:
    return (
        len(block) == 1
        and len(text) <= 32
        and not re.search(r"[。！？；，：:）)」…]$|^[（(]|^\d|https?:|年\d+月$", text)
        and bool(re.search(r"[\u4e00-\u9fff]{3}", text))
    )
