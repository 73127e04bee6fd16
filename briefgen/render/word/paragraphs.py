"""Write one paragraph: in the named style of its role and look, inside the box drawn around it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefgen.render.look import BlockLook
from briefgen.render.word.markup import Xml, w
from briefgen.render.word.press import Press
from briefgen.render.word.properties import NOTHING

_SIDES = ("top", "right", "bottom", "left", "background")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a block stands in: the role of its paragraphs, and the box drawn around them.

    `edges` are the spaces before and after a list whose items have none between them,
    `look` is that of paragraphs which have none of their own.
    """

    role: str = "body"
    box: BlockLook | None = None
    edges: tuple[float, float] | None = None
    look: BlockLook | None = None
    lang: str | None = None


def styled(
    press: Press, role: str, look: BlockLook, runs: Xml, number: Xml = NOTHING, *, close: bool = False
) -> Xml:
    """Give one paragraph in the style of its role and look; `number` and `close` belong to the style."""
    return w("p", w("pPr", w("pStyle", val=style_of(press, role, look, number, close=close))), runs)


def style_of(press: Press, role: str, look: BlockLook, number: Xml = NOTHING, *, close: bool = False) -> str:
    """Give the style of a paragraph that comes next, with the page break that is due."""
    if press.take_break():
        look = replace(look, page_break_before=True)
    if look.page_break_after:
        press.break_page()
    return press.styles.paragraph(role, look, number, close=close)


def box_of(look: BlockLook, setting: Setting) -> BlockLook | None:
    """Give the box a block draws around what is in it, or the one it stands in."""
    drawn = any(getattr(look, side) is not None for side in _SIDES)
    return look if drawn else setting.box


def boxed(look: BlockLook, box: BlockLook | None) -> BlockLook:
    """Draw the whole box around a paragraph that has none of its own; Word joins equal neighbours."""
    if box is None or any(getattr(look, side) not in (None, getattr(box, side)) for side in _SIDES):
        return look
    return replace(look, **{side: getattr(box, side) for side in _SIDES})


def space(press: Press, points: float, *, keep: bool = False) -> Xml:
    """Give an empty line of some height, for what cannot have space of its own; `keep` it with what follows."""
    root = press.looks.root
    plain = replace(root, space_before=0.0, space_after=0.0, first_line=0.0, keep_with_next=keep)
    return styled(press, "space", replace(plain, line_height=points), NOTHING)
