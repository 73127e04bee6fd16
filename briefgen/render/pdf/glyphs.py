"""Refuse a page that shows a character in a font nobody chose, or in none.

Where a font of the stylesheet lacks a character, Pango takes any other font of
the machine, or draws a box.  Either is found here, from the fonts that were used.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from briefgen.document import Document, Node, Text, children
from briefgen.errors import Place, Problem, RenderError, Words

BOX = re.compile(r"unsupported by fonts: .*\(U\+([0-9A-F]+)\)")


class GlyphError(RenderError):
    """Some characters have no glyph in the fonts of the stylesheet; made of problems alone, as any error of ours."""

    def __init__(self, *problems: Problem, characters: frozenset[str] = frozenset()) -> None:
        super().__init__(*problems)
        self.characters = characters


def check(
    document: Document, used: Iterable[Any], allowed: Collection[str], complaints: Iterable[Problem]
) -> None:
    """Raise GlyphError for the characters that were drawn in no font or in one not allowed."""
    missing: dict[str, str] = {}
    for font in used:
        if font.family not in allowed:
            for text in font.to_unicode.values():
                missing.update((character, font.family) for character in text if not character.isspace())
    for problem in complaints:
        if found := BOX.search(problem.what.en):
            missing[chr(int(found[1], 16))] = ""
    if missing:
        raise GlyphError(
            *(_problem(document, character, family) for character, family in sorted(missing.items())),
            characters=frozenset(missing),
        )


def _problem(document: Document, character: str, family: str) -> Problem:
    code = f"U+{ord(character):04X}"
    where = next((_place(path) for path in _paths(document, character)), Place("PDF"))
    instead = f"，系統改用了 {family}" if family else ""
    return Problem(
        where,
        Words(
            f"樣式表的字型沒有「{character}」（{code}）{instead}",
            f"no font of the stylesheet has {character!r} ({code})",
        ),
        Words(
            "請改用其他字，或在樣式表的 @font-face 加入有此字的字型",
            "use another character, or add a font that has it by @font-face",
        ),
    )


def _paths(document: Document, character: str) -> Iterable[tuple[Node, ...]]:
    """Give the nodes around each text that holds a character, outermost first."""
    stack: list[tuple[Node, ...]] = [
        (node,) for node in (document.page_header, document.page_footer, *document.blocks) if node is not None
    ]
    while stack:
        path = stack.pop(0)
        if isinstance(path[-1], Text) and character in path[-1].text:
            yield path
        stack.extend((*path, child) for child in children(path[-1]))


def _place(path: tuple[Node, ...]) -> Place:
    """Give the place of the innermost node that knows where it was written."""
    for node in reversed(path):
        attrs = getattr(node, "attrs", None)
        if attrs is not None and attrs.place is not None:
            return attrs.place  # type: ignore[no-any-return]
    return Place("PDF")
