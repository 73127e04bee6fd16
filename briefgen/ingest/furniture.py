"""Drop what belongs to the sheet and not to the text: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from briefgen.ingest.passages import Piece

_FOLIO = re.compile(
    r"\W*(?:\d{1,4}|[ivxl]{1,6}|第\s*\d{1,4}\s*頁(?:\W*共\s*\d{1,4}\s*頁)?|\d{1,4}\s*/\s*\d{1,4}|(?:page|p\.)\s*\d{1,4})\W*",
    re.IGNORECASE,
)
TURNED = "page"
"""The label of a blank piece that stands for what belonged to the sheet: a page turns there."""
_REACH = 4  # lines that carry text, counted from the edge of a page


def without_furniture(pieces: Sequence[Piece]) -> list[Piece]:
    """Give the pieces of a text without page numbers and running heads; blank pieces stay."""
    heads = _running_heads(pieces)
    kept = []
    for piece in pieces:
        bare = piece.text.strip()
        folio = piece.kind is None and not piece.whole and bool(_FOLIO.fullmatch(bare))
        if bare and (folio or _shape(bare) in heads) and piece.kind in (None, "heading"):
            piece = Piece("", piece.line, label=TURNED, page=piece.page)
        kept.append(piece)
    return kept


def _running_heads(pieces: Sequence[Piece]) -> set[str]:
    """Give the shapes of short lines that come again next to a page number or a page's edge."""
    written = [piece for piece in pieces if piece.text.strip() and not piece.whole]
    edges: set[int] = set()
    for index, piece in enumerate(written):
        turned = index > 0 and written[index - 1].page != piece.page
        if turned or _FOLIO.fullmatch(piece.text.strip()):
            edges.update(range(max(index - _REACH, 0), min(index + _REACH, len(written))))
    shapes = [_shape(piece.text.strip()) for piece in written]
    times = Counter(shapes)
    near = Counter(shapes[index] for index in edges)
    return {s for s, n in near.items() if n == times[s] and n >= 2 and _may_be_head(s)}


def _shape(text: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"\d+", "0", text))


def _may_be_head(shape: str) -> bool:
    return 2 < len(shape) <= 40 and not re.search("[，。；！？]", shape)
