"""The `@font-face` rules of a stylesheet: which font sets Latin letters, and which Han.

A stylesheet names fonts as Word knows them (`標楷體`) and says by `@font-face`
which installed font stands for each in the PDF (`src: local("TW-Kai")`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LATIN_LETTER, HAN = ord("A"), ord("中")
BOLD = 600


@dataclass(frozen=True, slots=True)
class Face:
    """One `@font-face`: the name in the stylesheet, the fonts that may stand for it, and its range.

    `ranges` is empty for all characters; `weight` is None where any weight will do.
    """

    family: str
    locals: tuple[str, ...]
    ranges: tuple[tuple[int, int], ...] = ()
    weight: int | None = None

    def covers(self, character: int) -> bool:
        """The face may be used for a character."""
        return not self.ranges or any(first <= character <= last for first, last in self.ranges)

    def fits(self, weight: int) -> bool:
        """The face is for text of this weight."""
        return self.weight is None or (self.weight >= BOLD) == (weight >= BOLD)


class FaceList:
    """The `@font-face` rules of some stylesheets, in their order, without opening any font."""

    def __init__(self) -> None:
        self.faces: list[Face] = []

    def add_font_face(self, rule_descriptors: dict[str, Any], url_fetcher: object) -> None:
        """Take note of one rule (called by WeasyPrint)."""
        ranges = tuple((found.start, found.end) for found in rule_descriptors.get("unicode_range") or ())
        weight = rule_descriptors.get("font_weight")
        self.faces.append(
            Face(
                rule_descriptors["font_family"],
                tuple(name for kind, name in rule_descriptors["src"] if kind == "local"),
                ranges,
                {"normal": 400, "bold": 700}.get(weight, weight) if weight is not None else None,
            )
        )

    def latin(self, stack: tuple[str, ...]) -> str:
        """Give the family of a stack that sets Latin letters."""
        return self._first(stack, LATIN_LETTER)

    def han(self, stack: tuple[str, ...]) -> str:
        """Give the family of a stack that sets Han characters."""
        return self._first(stack, HAN)

    def _first(self, stack: tuple[str, ...], character: int) -> str:
        for family in stack:
            faces = [face for face in self.faces if face.family == family]
            if not faces or any(face.covers(character) for face in faces):
                return family
        return stack[0]
