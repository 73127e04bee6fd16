"""Keep every footnote at the foot of the page of its call.

Where a line does not fit, WeasyPrint 70 moves notes of the page to the next one
to make room, and then forgets the notes of that line.  Inside `notes_kept()` the
line moves instead; `strayed` looks at the finished pages, whatever the release.

For each note of a page it also sets all of the page's notes anew, only to know how high they
are.  Inside `notes_kept()` each note is set once, wherever heights simply add up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from math import inf
from typing import Any

from weasyprint.formatting_structure import build  # type: ignore[import-untyped]
from weasyprint.formatting_structure.boxes import (  # type: ignore[import-untyped]
    BlockBox,
    FootnoteAreaBox,
    InlineBox,
)
from weasyprint.layout import LayoutContext, block, page  # type: ignore[import-untyped]

from briefgen.errors import Place, Problem, Words


class _Staying:
    """The layout's context as lines see it: as in a column, where notes are not moved to make room."""

    in_column = True

    def __init__(self, context: Any) -> None:
        object.__setattr__(self, "_context", context)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._context, name, value)


@contextmanager
def notes_kept() -> Iterator[None]:
    """Lay lines out without moving the notes of other lines away, and set each note once."""
    area = _Area()
    ours = (
        (block, "_linebox_layout", _staying),
        (LayoutContext, "_update_footnote_area", area.update),
        (page, "block_level_layout", area.laid),
    )
    plain = [getattr(owner, name) for owner, name, _ in ours]
    for (owner, name, make), theirs in zip(ours, plain, strict=True):
        setattr(owner, name, make(theirs))
    try:
        yield
    finally:
        for (owner, name, _), theirs in zip(ours, plain, strict=True):
            setattr(owner, name, theirs)


def _staying(plain: Callable[..., Any]) -> Callable[..., Any]:
    def layout(context: Any, *args: Any) -> Any:
        return plain(context if isinstance(context, _Staying) else _Staying(context), *args)

    return layout


class _Area:
    """The notes of a document, each set by itself once at the width of its page.

    A note whose place depends on its neighbours (by margins that collapse) makes its page
    go the plain way, and so does an area that may not grow.
    """

    def __init__(self) -> None:
        self.set: dict[tuple[Any, float], Any] = {}

    def update(self, plain: Callable[[Any], bool]) -> Callable[[Any], bool]:
        """Give LayoutContext._update_footnote_area: the new height of the area, and of the page left."""

        def update(context: Any) -> bool:
            area = context.current_footnote_area
            alone = self.alone(context, area)
            if not alone:
                return plain(context)
            if area.height != "auto" and not context.in_column:
                context.page_bottom += area.margin_height()
            area.children = context.current_page_footnotes
            area.height = sum(one.height for one in alone)
            if not context.in_column:
                context.page_bottom -= area.margin_height()
            return False

        return update

    def laid(self, plain: Callable[..., Any]) -> Callable[..., Any]:
        """Give page.block_level_layout: the area of a page is put together of notes that are set."""

        def layout(context: Any, box: Any, *args: Any, **options: Any) -> Any:
            alone = self.alone(context, box) if isinstance(box, FootnoteAreaBox) else []
            if not alone:
                return plain(context, box, *args, **options)
            area = alone[0].copy_with_children([one.children[0] for one in alone])
            area.position_y, area.height = box.position_y, sum(one.height for one in alone)
            y = area.content_box_y()
            for note in area.children:
                note.translate(dy=y - note.position_y)
                y += note.margin_height()
            return area, None, None, None, None, None

        return layout

    def alone(self, context: Any, area: Any) -> list[Any]:
        """Give an area for each note of the page with that note only; none where that tells too little."""
        if area.max_height != inf:
            return []
        found = [self.one(context, area, note) for note in context.current_page_footnotes]
        return [] if None in found else found

    def one(self, context: Any, area: Any, note: Any) -> Any:
        key = (note, area.width)
        if key not in self.set:
            alone = build.create_anonymous_boxes(area.copy_with_children([note]).deepcopy())
            alone = block.block_level_layout(context, alone, -inf, None, area.page)[0]
            child = alone.children[0]
            apart = type(child) is BlockBox and not child.margin_top and not child.margin_bottom
            self.set[key] = alone if apart else None
        return self.set[key]


def strayed(pages: Iterable[Any]) -> Iterator[Problem]:
    """Give a problem for each page whose note calls are not those of the notes at its foot."""
    for number, one in enumerate(pages, 1):
        calls, notes = [], []
        for box in one._page_box.descendants():
            if isinstance(box, InlineBox) and box.element_tag == "span::footnote-call":
                calls.append(box.element.get("data-n"))
            elif isinstance(box, FootnoteAreaBox):
                notes += [child.element.get("data-n") for child in box.children]
        if calls != notes:
            what = Words(f"第{number}頁的註號與頁尾的註腳不符", f"page {number} has other notes than calls")
            hint = Words("請縮短該頁的註腳，或另起段落", "shorten the notes of that page")
            yield Problem(Place("PDF"), what, hint)
