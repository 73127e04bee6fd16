"""Set Chinese lines to both margins, and a quarter of an em between Han and Latin.

WeasyPrint spreads a justified line at its spaces only.  Inside `justified()` the
gaps next to Han characters count as well; the extra width is given to the glyphs
when a line is drawn.  Between Han and Latin letters or digits a line gets up to
a quarter em, never at its edges nor beside marks.  Dashes and ellipses stay
whole, last lines stay as they are, and a gap grows by CAP at most, so that no
line looks torn.  This file alone knows WeasyPrint's inline layout; it is written
for the release in RELEASE and says so when another one is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from weasyprint.formatting_structure import boxes  # type: ignore[import-untyped]
from weasyprint.layout import inline, preferred  # type: ignore[import-untyped]
from weasyprint.text.ffi import TO_UNITS, ffi, pango  # type: ignore[import-untyped]
from weasyprint.text.line_break import Layout  # type: ignore[import-untyped]

RELEASE = "70."
CAP = 0.3
AUTOSPACE = 0.25
UNSEEN = "\u2060\u200b\u200c\u200d\u00ad"
WHOLE = "—―─…⋯⸺"


@contextmanager
def justified() -> Iterator[None]:
    """Lay out and draw with Chinese justification; outside, WeasyPrint is as it was."""
    plain = (
        (inline, "split_first_line", _split_first_line),
        (preferred, "split_first_line", _split_first_line),
        (inline, "justify_line", _justify_line),
        (inline, "count_expandable_spaces", _count_gaps),
        (Layout, "reactivate", _reactivate),
    )
    kept = [(owner, name, getattr(owner, name)) for owner, name, _ in plain]
    for owner, name, ours in plain:
        setattr(owner, name, ours)
    try:
        yield
    finally:
        for owner, name, theirs in kept:
            setattr(owner, name, theirs)


_plain_split = inline.split_first_line


@lru_cache(maxsize=4096)
def gaps(text: str) -> tuple[tuple[int, bool, bool], ...]:
    """Give the gaps of a line that may change: index of the character before, stretches, is Han to Latin.

    >>> gaps("用G20——")
    ((0, True, True), (3, True, False))
    """
    seen = [index for index, character in enumerate(text) if character not in UNSEEN]
    found = []
    for before, after in zip(seen, seen[1:], strict=False):
        a, b = text[before], text[after]
        mixed = (_is_han(a) and _is_latin(b)) or (_is_latin(a) and _is_han(b))
        stretches = a in " \u00a0" or ((_is_wide(a) or _is_wide(b)) and not (a in WHOLE and b in WHOLE))
        if (stretches and b not in " \u00a0") or mixed:
            found.append((before, stretches, mixed))
    return tuple(found)


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character in "〇々" or character >= "\U00020000"


def _is_latin(character: str) -> bool:
    return (character.isascii() and character.isalnum()) or "\u00c0" <= character <= "\u024f"


def _is_wide(character: str) -> bool:
    return character >= "\u2e80" or character in WHOLE or character in "‧“”‘’"


def _autospace(text: str, font_size: float) -> float:
    """Give the width that the gaps between Han and Latin add to a line."""
    return sum(mixed for _, _, mixed in gaps(text)) * AUTOSPACE * font_size


def _split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> tuple[Any, int, int | None, float, float, float]:
    """Break a line as WeasyPrint does, leaving room for the gaps between Han and Latin."""
    limit = max_width
    while True:
        layout, length, resume, width, height, baseline = _plain_split(
            text, style, context, limit, justification_spacing, is_line_start, minimum
        )
        extra = _autospace(layout.text, style["font_size"])
        if max_width is None or limit is None or extra == 0 or width + extra <= max_width:
            break
        narrower = max_width - extra
        if narrower >= limit or width > limit:
            break
        limit = narrower
    return layout, length, resume, width + extra, height, baseline


def _justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Share what a line is short of among its gaps."""
    found = _count_gaps(line)
    if found:
        each = min(extra_width / found, CAP * line.style["font_size"])
        inline.add_word_spacing(context, line, each, 0)


def _count_gaps(box: Any) -> int:
    """Count the gaps of a line that stretch."""
    if isinstance(box, boxes.TextBox):
        return sum(stretches for _, stretches, _ in gaps(box.text))
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        return sum(_count_gaps(child) for child in box.children)
    return 0


def _reactivate(self: Any, style: Any) -> None:
    """Make the line again for drawing, and widen its gaps."""
    self.setup(style)
    self.set_text(self.text)
    # Drawing sets this mode; setting it first keeps the widened glyphs.
    pango.pango_layout_set_single_paragraph_mode(self.layout, True)
    if found := gaps(self.text):
        _widen(self, found, style["font_size"])


def _widen(layout: Any, found: tuple[tuple[int, bool, bool], ...], font_size: float) -> None:
    """Add to the widths of the glyphs before each gap, in whole thousandths of an em, as the PDF counts."""
    stretch = layout.justification_spacing / font_size * 1000
    wanted, given, added = 0.0, 0, {}
    offsets = _byte_offsets(layout.text)
    for index, stretches, mixed in found:
        wanted += stretch * stretches + 1000 * AUTOSPACE * mixed
        thousandths = round(wanted) - given
        given += thousandths
        if thousandths:
            # A little more than whole, since drawing cuts fractions off.
            added[offsets[index]] = round((thousandths + 0.3) * font_size / 1000 * TO_UNITS)
    run = pango.pango_layout_get_line_readonly(layout.layout, 0).runs
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        for n in range(glyphs.num_glyphs):
            extra = added.pop(item.offset + glyphs.log_clusters[n], 0)
            if extra:
                glyphs.glyphs[n].geometry.width += extra
        run = run.next


def _byte_offsets(text: str) -> list[int]:
    """Give where each character begins in UTF-8."""
    offsets, at = [], 0
    for character in text:
        offsets.append(at)
        at += len(character.encode())
    return offsets
