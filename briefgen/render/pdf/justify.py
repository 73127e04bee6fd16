"""Set Chinese lines to both margins, and a quarter of an em between Han and Latin.

WeasyPrint spreads a justified line at its spaces only.  Inside `justified()` the
gaps next to Han characters count as well; the extra width is given to the glyphs
when a line is drawn.  Between Han and Latin letters or digits a line gets up to
a quarter em, never at its edges nor beside marks.  Two marks side by side take
half an em less; a bracket that its font draws in the middle of its square moves
to what it holds.  Dashes and ellipses stay whole, last lines stay as they are, and
a gap grows by CAP at most, so that no line looks torn.  A space between Latin words
takes SPACE times what a gap between Han characters does, so that the Han of a line
with a long Latin name is not spaced out; what a bracket holds in Latin stays close to it.  A line is as high as
`line-height` says, whatever fonts are in it, so that lines keep to their grid.

This file alone knows WeasyPrint's inline layout; it is written for the release in
RELEASE and says so when another one is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes  # type: ignore[import-untyped]
from weasyprint.layout import inline, preferred  # type: ignore[import-untyped]
from weasyprint.text.ffi import TO_UNITS, ffi, pango  # type: ignore[import-untyped]
from weasyprint.text.line_break import Layout, strut  # type: ignore[import-untyped]

RELEASE = "70."
CAP, SPACE = 0.3, 3
AUTOSPACE, TIGHTER = 250, -500
NARROW, NEXT = 0.3, 12
UNSEEN = "\u2060\u200b\u200c\u200d\u00ad"
MIDDLE, SIDE = 0.25, 0.08
WHOLE = "—―─…⋯⸺"
OPENING, CLOSING, POINTS = "（「『《〈［｛〔【", "）」』》〉］｝〕】", "，。、；："

# What one gap of a line may do: the index of the character before it, how many shares
# of the stretch it takes, and what is added to it always, in thousandths of an em.
Gap = tuple[int, int, int]


@contextmanager
def justified() -> Iterator[None]:
    """Lay out and draw with Chinese justification; outside, WeasyPrint is as it was."""
    plain = (
        (inline, "split_first_line", _split_on_grid),
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
def gaps(text: str) -> tuple[Gap, ...]:
    """Give the gaps of a line that may change.

    >>> gaps("用G20——")
    ((0, 1, 250), (3, 1, 0))
    """
    seen = [index for index, character in enumerate(text) if character not in UNSEEN]
    found = []
    for before, after in pairwise(seen):
        a, b = text[before], text[after]
        always = _always(a, b)
        shares = _shares(a, b)
        if shares or always:
            found.append((before, shares, always))
    return tuple(found)


def _shares(a: str, b: str) -> int:
    """Give how many shares of what a line is short of the gap between two characters takes."""
    if b in " \u00a0" or (a in WHOLE and b in WHOLE):
        return 0
    if a in " \u00a0":
        return SPACE
    held = (a in OPENING and _is_latin(b)) or (b in CLOSING and _is_latin(a))
    return int((_is_wide(a) or _is_wide(b)) and not held)


def _always(a: str, b: str) -> int:
    """Give what is added between two characters: space beside Latin, less between marks."""
    if (_is_han(a) and _is_latin(b)) or (_is_latin(a) and _is_han(b)):
        return AUTOSPACE
    between_marks = (
        (a in CLOSING and b in OPENING + CLOSING + POINTS)
        or (a in OPENING and b in OPENING)
        or (a in POINTS and b in OPENING)
    )
    return TIGHTER if between_marks else 0


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character in "〇々" or character >= "\U00020000"


def _is_latin(character: str) -> bool:
    return (character.isascii() and character.isalnum()) or "\u00c0" <= character <= "\u024f"


def _is_wide(character: str) -> bool:
    return character >= "\u2e80" or character in WHOLE or character in "‧“”‘’"


def _split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """Break a line as WeasyPrint does, counting what gaps add and marks save."""

    def broken(limit: float | None) -> tuple[Any, float]:
        short = text if limit is None else _enough(text, limit / (style["font_size"] or 1))
        line = _plain_split(short, style, context, limit, justification_spacing, is_line_start, minimum)
        if short is not text and (line[2] is None or len(short.encode()) - line[2] < NEXT):
            line = _plain_split(text, style, context, limit, justification_spacing, is_line_start, minimum)
        added = sum(always for _, _, always in gaps(line[0].text)) / 1000 * style["font_size"]
        return (*line[:3], line[3] + added, *line[4:]), added

    line, added = broken(max_width)
    if max_width is None or added == 0:
        return line
    if added < 0 and line[2] is not None:
        longer, _ = broken(max_width - added)
        return longer if longer[3] <= max_width else line
    limit = max_width
    while line[3] > max_width and line[3] - added <= limit and max_width - added < limit:
        limit = max_width - added
        line, added = broken(limit)
    return line


def _split_on_grid(text: str, style: Any, *asked: Any, **named: Any) -> Any:
    """Break a line and put it on the base line of its first font, of which the others have one of their own."""
    *line, height, baseline = _split_first_line(text, style, *asked, **named)
    if style["line_height"] != "normal":
        pitch, from_top = strut(style)
        baseline = from_top - (pitch - height) / 2
    return (*line, height, baseline)


def _enough(text: str, ems: float) -> str:
    """Give so much of a text as surely is longer than one line, with something to break behind it.

    WeasyPrint shapes four characters for each em of every line, which Chinese fills with one.
    """
    if ems > len(text):
        return text
    for index, character in enumerate(text):
        ems -= 1 if _is_wide(character) else NARROW
        if ems < 0:
            return text[: index + NEXT]
    return text


def _justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Share what a line is short of among its gaps."""
    found = _count_gaps(line)
    if found:
        each = min(extra_width / found, CAP * line.style["font_size"])
        inline.add_word_spacing(context, line, each, 0)


def _count_gaps(box: Any) -> int:
    """Count the gaps of a line that stretch."""
    if isinstance(box, boxes.TextBox):
        return sum(shares for _, shares, _ in gaps(box.text))
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        return sum(_count_gaps(child) for child in box.children)
    return 0


def _reactivate(self: Any, style: Any) -> None:
    """Make the line again for drawing, and widen its gaps."""
    self.setup(style)
    self.set_text(self.text)
    # Drawing sets this mode; setting it first keeps the widened glyphs.
    pango.pango_layout_set_single_paragraph_mode(self.layout, True)
    _widen(self, gaps(self.text), style["font_size"])


def _widen(layout: Any, found: tuple[Gap, ...], font_size: float) -> None:
    """Add to the widths of the glyphs before each gap, in whole thousandths of an em, as the PDF counts."""
    stretch = layout.justification_spacing / font_size * 1000
    wanted, given, added = 0.0, 0, {}
    offsets = _byte_offsets(layout.text)
    for index, shares, always in found:
        wanted += stretch * shares + always
        thousandths = round(wanted) - given
        given += thousandths
        if thousandths:
            # A little more than whole, since drawing cuts fractions off.
            more = 0.3 if thousandths > 0 else -0.3
            added[offsets[index]] = round((thousandths + more) * font_size / 1000 * TO_UNITS)
    marks = {
        offsets[n]: character for n, character in enumerate(layout.text) if character in OPENING + CLOSING
    }
    run = pango.pango_layout_get_line_readonly(layout.layout, 0).runs
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        for n in range(glyphs.num_glyphs):
            at, glyph = item.offset + glyphs.log_clusters[n], glyphs.glyphs[n]
            if at in marks:
                _draw_near(glyph, item.analysis.font, marks.pop(at), font_size)
            glyph.geometry.width += added.pop(at, 0)
        run = run.next


def _draw_near(glyph: Any, font: Any, mark: str, font_size: float) -> None:
    """Move a bracket that its font draws in the middle of its square to the side of what it holds."""
    ink, square = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
    pango.pango_font_get_glyph_extents(font, glyph.glyph, ink, square)
    left, right = ink.x / square.width, (square.width - ink.x - ink.width) / square.width
    if min(left, right) > MIDDLE:
        shift = right - SIDE if mark in OPENING else SIDE - left
        # Drawing reads offsets in thousandths of an em, times the size.
        glyph.geometry.x_offset += round(shift * 1000 * font_size)


def _byte_offsets(text: str) -> list[int]:
    """Give where each character begins in UTF-8."""
    offsets, at = [], 0
    for character in text:
        offsets.append(at)
        at += len(character.encode())
    return offsets
