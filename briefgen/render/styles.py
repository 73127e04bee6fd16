"""Turn one computed style of WeasyPrint into a look.

A style is WeasyPrint's mapping from property to computed value; lengths in it are
CSS pixels.  `looks.py` knows which style belongs to which node.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from briefgen.render.faces import BOLD, FaceList
from briefgen.render.look import BlockLook, Border, TextLook

PX = 0.75
FORCED = ("page", "left", "right", "recto", "verso", "always")
AVOIDED = ("avoid", "avoid-page")
SMALL_CAPS = ("small-caps", "all-small-caps")
SIDES: tuple[Literal["top", "right", "bottom", "left"], ...] = ("top", "right", "bottom", "left")


@dataclass(frozen=True, slots=True)
class Around:
    """What the boxes around a block add to it."""

    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    sides: tuple[tuple[str, Border], ...] = ()
    background: str | None = None

    def at(self, first: bool, last: bool) -> Around:
        """Give what is left of it for a block that is first, last or in between."""
        kept = {"left", "right"} | ({"top"} if first else set()) | ({"bottom"} if last else set())
        return replace(
            self,
            before=self.before if first else 0.0,
            after=self.after if last else 0.0,
            sides=tuple((side, border) for side, border in self.sides if side in kept),
        )


NOTHING = Around()


def block(style: Any, faces: FaceList, measure: float, around: Around = NOTHING) -> BlockLook:
    """Give the look of a block with this style, inside boxes; a percentage is one of `measure`."""
    own = {side: border(style, side) for side in SIDES}
    margin = {side: length(style[f"margin_{side}"], measure) for side in SIDES}
    padding = {side: length(style[f"padding_{side}"], measure) for side in SIDES}
    outer = dict(around.sides)
    before, after = (margin[side] + (0.0 if own[side] else padding[side]) for side in ("top", "bottom"))
    left, right = (margin[side] + padding[side] + _width(own[side]) for side in ("left", "right"))
    return BlockLook(
        text=replace(text(style, faces), style_name="", background=None, raised=""),
        line_height=line_height(style),
        space_before=round(max(before, around.before), 3),
        space_after=round(max(after, around.after), 3),
        indent_left=round(around.left + left, 3),
        indent_right=round(around.right + right, 3),
        first_line=length(style["text_indent"], measure),
        align=_align(style),
        top=own["top"] or outer.get("top"),
        right=own["right"] or outer.get("right"),
        bottom=own["bottom"] or outer.get("bottom"),
        left=own["left"] or outer.get("left"),
        background=_color(style["background_color"], style) or around.background,
        keep_with_next=style["break_after"] in AVOIDED,
        keep_together=style["break_inside"] in AVOIDED,
        page_break_before=style["break_before"] in FORCED,
        page_break_after=style["break_after"] in FORCED,
        widow_control=style["orphans"] > 1 or style["widows"] > 1,
        width=None if style["width"] == "auto" else length(style["width"], measure),
        vertical_align=str(style["vertical_align"]),
        style_name=_style_name(style),
    )


def inside(style: Any, look: BlockLook, around: Around) -> Around:
    """Give what a box adds to the blocks inside it."""
    own = {side: found for side in SIDES if (found := border(style, side)) is not None}
    return Around(
        look.indent_left,
        look.indent_right,
        look.space_before,
        look.space_after,
        tuple((dict(around.sides) | own).items()),
        look.background,
    )


def text(style: Any, faces: FaceList) -> TextLook:
    """Give the look of characters with this style."""
    stack = tuple(style["font_family"])
    raised = _raised(style)
    size = style.parent_style["font_size"] if raised else style["font_size"]
    spacing = style["letter_spacing"]
    lines = style["text_decoration_line"]
    return TextLook(
        latin=faces.latin(stack),
        han=faces.han(stack),
        size=round(size * PX, 3),
        bold=style["font_weight"] >= BOLD,
        italic=style["font_style"] != "normal",
        color=_color(style["color"], style) or "000000",
        background=_color(style["background_color"], style),
        underline="underline" in lines,
        strike="line-through" in lines,
        raised=raised,
        letter_spacing=0.0 if spacing == "normal" else round(spacing * PX, 3),
        small_caps=style["font_variant_caps"] in SMALL_CAPS,
        style_name=_style_name(style),
    )


def length(value: Any, whole: float) -> float:
    """Give a computed length in points; a percentage is one of `whole`, and `auto` nothing."""
    if isinstance(value, int | float):
        return round(value * PX, 3)
    if value == "auto" or not hasattr(value, "value"):
        return 0.0
    return float(round(whole * value.value / 100 if value.unit == "%" else value.value * PX, 3))


def line_height(style: Any) -> float | None:
    """Give the exact pitch in points, or None for `normal`."""
    value = style["line_height"]
    if value == "normal":
        return None
    pixels = value * style["font_size"] if isinstance(value, int | float) else value.value
    return float(round(pixels * PX, 3))


def border(style: Any, side: str) -> Border | None:
    """Give one side's border, or None where none is drawn."""
    line = style[f"border_{side}_style"]
    if line in ("none", "hidden") or not style[f"border_{side}_width"]:
        return None
    return Border(
        length(style[f"border_{side}_width"], 0.0),
        line,
        _color(style[f"border_{side}_color"], style) or "000000",
        length(style[f"padding_{side}"], 0.0),
    )


def _width(side: Border | None) -> float:
    return side.width if side else 0.0


def _color(value: Any, style: Any) -> str | None:
    """Give a colour as RRGGBB, or None where it is transparent."""
    if value == "currentcolor":
        value = style["color"]
    color = value.to("srgb")
    if color.alpha == 0:
        return None
    return "".join(f"{round(255 * min(1.0, max(0.0, part))):02X}" for part in color.coordinates)


def _align(style: Any) -> Literal["left", "right", "center", "justify"]:
    match style["text_align_all"]:
        case "right" | "end":
            return "right"
        case "center":
            return "center"
        case "justify":
            return "justify"
        case _:
            return "left"


def _raised(style: Any) -> Literal["", "super", "sub"]:
    """Give whether inline text is raised or lowered; WeasyPrint computes a length from either."""
    shift = style["vertical_align"]
    if isinstance(shift, str) or shift == 0:
        return ""
    return "super" if shift > 0 else "sub"


def _style_name(style: Any) -> str:
    """Give the value of `--word-style` without its quotes, where the element has one of its own."""
    if "__word_style" not in style.cascaded:
        return ""
    tokens = style["__word_style"] or ()
    return "".join(getattr(token, "value", "") for token in tokens if token.type in ("string", "ident"))
