"""Declare short names where the text first has the full one: 中國大陸（下稱大陸）.

In reading order over running text; after it the short form stands for the full one.
Headings, notes, tables, and what stands in quotation or title marks stay as written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.compose.markup import Element
from briefgen.compose.naming import is_quiet
from briefgen.model import ShortName
from briefgen.zh.punctuation import open_marks


def declare(root: Element, names: Sequence[ShortName]) -> None:
    """Change the text of a tree of markup so that each name is declared once and then short."""
    if names:
        _Declarations(names).visit(root)


class _Declarations:
    def __init__(self, names: Sequence[ShortName]) -> None:
        self.short = {one.name: one.short for one in names}
        self.said: set[str] = set()
        longest = sorted(self.short, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, longest)))

    def visit(self, element: Element) -> None:
        if is_quiet(element):
            return
        if element.text:
            element.text = self.told(element.text)
        for child in element:
            self.visit(child)
            if child.tail:
                child.tail = self.told(child.tail)

    def told(self, text: str) -> str:
        def shortened(found: re.Match[str]) -> str:
            name = found[0]
            if open_marks(text[: found.start()]):
                return name
            if name in self.said:
                return self.short[name]
            self.said.add(name)
            return f"{name}（下稱{self.short[name]}）"

        return self.pattern.sub(shortened, text)
