"""Automatic numbering: one multilevel list for the headings, one for each kind of bullet.

Word must print what the document says.  The labels are therefore counted through as
Word would count them, and a heading whose label comes out different keeps it as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from briefgen.document import Heading
from briefgen.render.look import BlockLook
from briefgen.render.word.markup import Element, Xml, parse, w
from briefgen.render.word.numerals import DEFAULT_SCHEMES, Scheme, read_label

_HEADINGS = 1
_BULLETS = {"disc": "•", "circle": "◦", "square": "▪"}


class Numbering:
    """The lists of one document, as they are asked for."""

    def __init__(self, headings: Iterable[Heading]) -> None:
        self.schemes = list(DEFAULT_SCHEMES)
        self.starts = [1] * len(DEFAULT_SCHEMES)
        self.automatic = self._count(headings)
        self.levels = {level for level, _ in self.automatic.values()}
        self._kinds: list[Xml] = []
        self._lists: list[int] = []
        self._bullets: dict[tuple[str, BlockLook], int] = {}

    def is_automatic(self, heading: Heading) -> bool:
        """Word's own count gives this heading its label."""
        return id(heading) in self.automatic

    def heading(self, level: int) -> Xml:
        """Give the `numPr` of a heading style; level 1 to 5."""
        return number(_HEADINGS, level - 1)

    def none(self) -> Xml:
        """Give the `numPr` that takes the number away again."""
        return number(0, 0)

    def bullet(self, marker: str, look: BlockLook) -> Xml:
        """Give the `numPr` of a bulleted style; nothing where the marker is empty.

        Each style has a list of its own: LibreOffice shows the bullets of one style only.
        """
        sign = bullet_sign(marker)
        if not sign:
            return Xml("")
        if (sign, look) not in self._bullets:
            self._bullets[sign, look] = self._new_list(_level(0, "bullet", sign, 1, "tab"))
        return number(self._bullets[sign, look], 0)

    def counted(self, marker: str) -> Xml:
        """Give the `numPr` of a list of its own that counts from 1, in the form of its first marker."""
        found = read_label(marker.strip())
        scheme = found[0] if found else Scheme("decimal", "", ".")
        shown = f"{scheme.before}%1{scheme.after}"
        return number(self._new_list(_level(0, scheme.format, shown, 1, "tab")), 0)

    def write(self, part: Element) -> None:
        """Put the lists into the numbering part."""
        kinds = [self._heading_kind(), *self._kinds]
        for index, kind in enumerate(kinds, start=1):
            multi = w("multiLevelType", val="multilevel" if index == _HEADINGS else "singleLevel")
            named = w("nsid", val=f"{0x42470000 + index:08X}")
            part.append(_one(w("abstractNum", named, multi, kind, abstractNumId=index)))
        for index in range(1, len(kinds) + 1):
            part.append(_one(w("num", w("abstractNumId", val=index), numId=index)))

    def _new_list(self, kind: Xml) -> int:
        self._kinds.append(kind)
        return len(self._kinds) + _HEADINGS

    def _heading_kind(self) -> Xml:
        levels = []
        for index, (scheme, start) in enumerate(zip(self.schemes, self.starts, strict=True)):
            shown = f"{scheme.before}%{index + 1}{scheme.after}"
            style = f"Heading{index + 1}" if index + 1 in self.levels else ""
            levels.append(_level(index, scheme.format, shown, start, "nothing", style))
        return Xml("".join(levels))

    def _count(self, headings: Iterable[Heading]) -> dict[int, tuple[int, str]]:
        """Count as Word does; keep the headings whose label Word would print."""
        automatic: dict[int, tuple[int, str]] = {}
        counts: list[int | None] = [None] * len(self.schemes)
        known: set[int] = set()
        for heading in headings:
            level = heading.level - 1
            found = read_label(heading.label)
            if found is None:
                continue
            if level not in known:
                known.add(level)
                self.schemes[level], self.starts[level] = found
            last = counts[level]
            due = self.starts[level] if last is None else last + 1
            if self.schemes[level].label(due) != heading.label:
                continue
            automatic[id(heading)] = (heading.level, heading.label)
            counts[level:] = [due] + [None] * (len(counts) - level - 1)
        return automatic


def bullet_sign(marker: str) -> str:
    """Give the sign of a list marker: `disc`, `"• "` and `•` are one."""
    return _BULLETS.get(marker.strip(), re.sub(r"[\s\"']", "", marker)).replace("%", "")


def number(list_id: int, level: int) -> Xml:
    """Give a `numPr`; list 0 is no number."""
    return w("numPr", w("ilvl", val=level), w("numId", val=list_id))


def _level(index: int, form: str, shown: str, start: int, gap: str, style: str = "") -> Xml:
    parts = [w("start", val=start), w("numFmt", val=form)]
    if style:
        parts.append(w("pStyle", val=style))
    parts += [w("suff", val=gap), w("lvlText", val=shown), w("lvlJc", val="left")]
    if form == "bullet":
        # Without the hint Word takes the sign from the Latin face.
        parts.append(w("rPr", w("rFonts", hint="eastAsia")))
    return w("lvl", *parts, ilvl=index)


def _one(xml: Xml) -> etree._Element:
    return parse("numbering", xml)[0]
