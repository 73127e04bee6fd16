"""Keep every footnote at the foot of the page of its call.

Where a line does not fit, WeasyPrint 70 moves notes of the page to the next one
to make room, and then forgets the notes of that line.  Inside `notes_kept()` the
line moves instead; `strayed` looks at the finished pages, whatever the release.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure.boxes import FootnoteAreaBox, InlineBox  # type: ignore[import-untyped]
from weasyprint.layout import block  # type: ignore[import-untyped]

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
    """Lay lines out without moving the notes of other lines away."""
    plain = block._linebox_layout

    def staying(context: Any, *args: Any) -> Any:
        return plain(context if isinstance(context, _Staying) else _Staying(context), *args)

    block._linebox_layout = staying
    try:
        yield
    finally:
        block._linebox_layout = plain


def strayed(pages: Iterable[Any]) -> Iterator[Problem]:
    """Give a problem for each page whose note calls are not those of the notes at its foot."""
    for number, page in enumerate(pages, 1):
        calls, notes = [], []
        for box in page._page_box.descendants():
            if isinstance(box, InlineBox) and box.element_tag == "span::footnote-call":
                calls.append(box.element.get("data-n"))
            elif isinstance(box, FootnoteAreaBox):
                notes += [child.element.get("data-n") for child in box.children]
        if calls != notes:
            what = Words(f"第{number}頁的註號與頁尾的註腳不符", f"page {number} has other notes than calls")
            hint = Words("請縮短該頁的註腳，或另起段落", "shorten the notes of that page")
            yield Problem(Place("PDF"), what, hint)
