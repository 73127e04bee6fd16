"""Say a Look in Word's properties.

`paragraph` and `text` give every property of a look, keyed by its element name and in
the order that the schema asks for; `differing` keeps what a style must say on top of
the style it is based on.  To carry one more property of CSS: a line here.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.render.look import BlockLook, Border, TextLook
from briefgen.render.word.markup import Xml, eighths, half_points, join, on_off, twips, w

Properties = Mapping[str, Xml]
NOTHING = Xml("")
SIDES = ("top", "left", "bottom", "right")

_ALIGN = {"left": "left", "right": "right", "center": "center", "justify": "both"}
_LINES = {"solid": "single", "dashed": "dashed", "dotted": "dotted", "double": "double"}
# A property that is on in a paragraph style and on in a character style is off: they toggle.
_TOGGLES = frozenset({"b", "i", "smallCaps", "strike"})


def paragraph(look: BlockLook, grid: float | None) -> Properties:
    """Give the properties of a paragraph; `grid` is the pitch of the page in points.

    What no look tells (numbers, tabs, outline levels) has its place kept for the caller.
    """
    return {
        "keepNext": on_off("keepNext", look.keep_with_next),
        "keepLines": on_off("keepLines", look.keep_together),
        "pageBreakBefore": on_off("pageBreakBefore", look.page_break_before),
        "widowControl": on_off("widowControl", look.widow_control),
        "numPr": NOTHING,
        "pBdr": w("pBdr", *(border(side, getattr(look, side)) for side in SIDES)),
        "shd": shading(look.background),
        "tabs": NOTHING,
        "kinsoku": w("kinsoku"),
        "overflowPunct": w("overflowPunct", val=0),
        "autoSpaceDE": w("autoSpaceDE"),
        "autoSpaceDN": w("autoSpaceDN"),
        "snapToGrid": on_off("snapToGrid", look.line_height is not None and look.line_height == grid),
        "spacing": _spacing(look),
        "ind": _indents(look),
        "contextualSpacing": NOTHING,
        "jc": w("jc", val=_ALIGN[look.align]),
        "outlineLvl": NOTHING,
    }


def text(look: TextLook, lang: str = "") -> Properties:
    """Give the properties of characters; `lang` only where it is not the document's own."""
    return {
        "rFonts": w("rFonts", ascii=look.latin, hAnsi=look.latin, eastAsia=look.han, cs=look.latin),
        "b": on_off("b", look.bold),
        "i": on_off("i", look.italic),
        "smallCaps": on_off("smallCaps", look.small_caps),
        "strike": on_off("strike", look.strike),
        "color": w("color", val=look.color),
        "spacing": w("spacing", val=twips(look.letter_spacing)),
        # Word makes raised characters smaller by itself.
        "sz": NOTHING if look.raised else _size(look.size),
        "u": w("u", val="single" if look.underline else "none"),
        "shd": shading(look.background),
        "vertAlign": w("vertAlign", val=f"{look.raised}script" if look.raised else "baseline"),
        "lang": _language(lang) if lang else NOTHING,
    }


def differing(properties: Properties, base: Properties) -> Xml:
    """Keep the properties that a base does not have, in order."""
    return join(*(value for name, value in properties.items() if base.get(name) != value))


def differing_run(look: TextLook, around: TextLook, lang: str = "") -> Xml:
    """Say what a run adds to the text around it, for a character style."""
    mine, theirs = text(look, lang), text(around)
    return join(
        *(w(name) if name in _TOGGLES else value for name, value in mine.items() if theirs[name] != value)
    )


def border(side: str, line: Border | None) -> Xml:
    """Give one side of a box; `nil` where there is no line."""
    if line is None or line.width <= 0 or line.style in ("none", "hidden"):
        return w(side, val="nil")
    space = min(max(round(line.padding), 0), 31)
    style = _LINES.get(line.style, "single")
    return w(side, val=style, sz=eighths(line.width), space=space, color=line.color)


def shading(color: str | None) -> Xml:
    """Give a background; `auto` where there is none."""
    return w("shd", val="clear", color="auto", fill=color or "auto")


def _spacing(look: BlockLook) -> Xml:
    space = {"before": twips(look.space_before), "after": twips(look.space_after)}
    if look.line_height is None:
        return w("spacing", **space, line=240, lineRule="auto")
    return w("spacing", **space, line=twips(look.line_height), lineRule="exact")


def _indents(look: BlockLook) -> Xml:
    """Say indents in characters beside twips, so that they follow the size of the type.

    Word counts `leftChars` up to the first line, `left` up to the lines that hang.
    """
    hanging = max(-look.first_line, 0.0)
    first = max(look.first_line, 0.0)
    sides = {
        "leftChars": _characters(look.indent_left - hanging, look),
        "left": twips(look.indent_left),
        "rightChars": _characters(look.indent_right, look),
        "right": twips(look.indent_right),
    }
    if hanging:
        return w("ind", **sides, hangingChars=_characters(hanging, look), hanging=twips(hanging))
    return w("ind", **sides, firstLineChars=_characters(first, look), firstLine=twips(first))


def _characters(points: float, look: BlockLook) -> int:
    return round(points / look.text.size * 100) if look.text.size else 0


def _size(points: float) -> Xml:
    return join(w("sz", val=half_points(points)), w("szCs", val=half_points(points)))


def _language(lang: str) -> Xml:
    return w("lang", eastAsia=lang) if lang.startswith("zh") else w("lang", val=lang)
