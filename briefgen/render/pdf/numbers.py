"""Refuse a PDF with numbers that no reader can hold, which senseless lengths in a stylesheet make."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from briefgen.errors import Place, Problem, RenderError, Words

MOST = 2**31 - 1


def check(objects: Iterable[Any]) -> None:
    """Raise RenderError where some object has a number that is infinite, none, or beyond a PDF's integers."""
    todo = [one for one in objects if isinstance(one, dict | list)]
    while todo:
        one = todo.pop()
        for value in one.values() if isinstance(one, dict) else one:
            if isinstance(value, dict | list):
                todo.append(value)
            elif isinstance(value, int | float) and not -MOST <= value <= MOST:
                raise RenderError(_too_large())


def _too_large() -> Problem:
    return Problem(
        Place("PDF"),
        Words("版面有大到無法寫入 PDF 的數值", "some length on the pages is too large for a PDF"),
        Words(
            "請檢查樣式表中過大的尺寸、邊界或變形",
            "look for huge sizes, margins or transforms in the stylesheet",
        ),
    )
