"""Drop what belongs to the sheet and not to the text: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from briefgen.ingest.headings import heading_level
from briefgen.ingest.passages import Piece

# Marks around a page's number; with those of a sentence it is the end of a citation: 、24）。
_AROUND = r"[^\w，。、；：（）「」%％]*"
_FOLIO = re.compile(
    rf"{_AROUND}(?:\d{{1,4}}|[ivxl]{{1,6}}|第\s*\d{{1,4}}\s*頁(?:\W*共\s*\d{{1,4}}\s*頁)?|\d{{1,4}}\s*/\s*\d{{1,4}}|(?:page|p\.)\s*\d{{1,4}}){_AROUND}",
    re.IGNORECASE,
)
# A foot that ends in the page's number and the number of pages.
_FOOT = re.compile(r".{0,30}第\s*\d{1,4}\s*頁\W*共\s*\d{1,4}\s*頁\W*")
TURNED = "page"
"""The label of a blank piece that stands for what belonged to the sheet: a page turns there."""
_REACH = 4  # lines that carry text, counted from the edge of a page


def without_furniture(pieces: Sequence[Piece]) -> list[Piece]:
    """Give the pieces of a text without page numbers and running heads; blank pieces stay."""
    heads = _running_heads(pieces)
    turning = _at_turns(pieces)
    kept = []
    for index, piece in enumerate(pieces):
        bare = piece.text.strip()
        sheet = _is_folio(piece) or _shape(bare) in heads or index in turning
        if bare and sheet and piece.kind in (None, "heading"):
            piece = Piece("", piece.line, label=TURNED, page=piece.page)
        kept.append(piece)
    return kept


def _running_heads(pieces: Sequence[Piece]) -> set[str]:
    """Give the shapes of short lines that come again next to a page number or a page's edge."""
    written = [piece for piece in pieces if piece.text.strip() and not piece.whole]
    edges: set[int] = set()
    for index, piece in enumerate(written):
        turned = index > 0 and written[index - 1].page != piece.page
        if turned or _is_folio(piece):
            edges.update(range(max(index - _REACH, 0), min(index + _REACH, len(written))))
    shapes = [_shape(piece.text.strip()) for piece in written]
    times = Counter(shapes)
    near = Counter(shapes[index] for index in edges)
    scattered = {_shape(piece.text.strip()) for piece in _scattered(written)}
    return {s for s, n in near.items() if n == times[s] and n >= 2 and _may_be_head(s)} - scattered


def _scattered(written: Sequence[Piece]) -> set[Piece]:
    """Give the numbered headings that come again, but not from page to page, as a running head does."""
    pages: dict[str, list[Piece]] = {}
    for piece in written:
        if heading_level(piece.text) is not None:
            pages.setdefault(_shape(piece.text.strip()), []).append(piece)
    return {one for same in pages.values() for a, b in pairwise(same) if b.page - a.page > 2 for one in same}


def _is_folio(piece: Piece) -> bool:
    bare = piece.text.strip()
    return piece.kind is None and not piece.whole and bool(_FOLIO.fullmatch(bare) or _FOOT.fullmatch(bare))


def _at_turns(pieces: Sequence[Piece]) -> set[int]:
    """Give the lines of the sheet that stand only once: alone beside a page number.

    One is known by the sentence that it breaks off, or by its words, those of a line above.
    """
    found: set[int] = set()
    written = [index for index, piece in enumerate(pieces) if piece.text.strip()]
    for at, index in enumerate(written):
        if not _is_folio(pieces[index]):
            continue
        around = [
            i
            for i in written[max(at - 1, 0) : at + 3]
            if i != index and _alone(pieces, i) and _may_be_head(_shape(pieces[i].text))
        ]
        above = [pieces[i] for i in written[:at] if i not in around and i not in found]
        told = {piece.text.strip() for piece in above}
        broken = bool(above) and _breaks_off(above[-1])
        found.update(i for i in around if broken or pieces[i].text.strip() in told)
    return found


def _alone(pieces: Sequence[Piece], index: int) -> bool:
    beside = [pieces[i].text.strip() for i in (index - 1, index + 1) if 0 <= i < len(pieces)]
    return not any(beside) and pieces[index].kind in (None, "heading")


def _breaks_off(piece: Piece) -> bool:
    """Tell that a line of text ends in the midst of a sentence."""
    text = piece.text.strip()
    return len(text) > 16 and heading_level(text) is None and not re.search(r"[。！？：；」』）)…]$", text)


def _shape(text: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"\d+", "0", text))


def _may_be_head(shape: str) -> bool:
    return 2 < len(shape) <= 40 and not re.search("[，。；！？]", shape)
