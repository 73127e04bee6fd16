"""Write lists: signs belong to the style, numbers to Word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from briefgen.document import Blocks, Item, List, Paragraph
from briefgen.render.look import BlockLook
from briefgen.render.word.inlines import inlines
from briefgen.render.word.markup import Xml, join, w
from briefgen.render.word.numbering import bullet_sign
from briefgen.render.word.paragraphs import Setting, box_of, boxed, style_of
from briefgen.render.word.press import Press, Story
from briefgen.render.word.properties import NOTHING

BlockWriter = Callable[[Press, Story, Blocks, Setting], Xml]


def list_of(press: Press, story: Story, block: List, setting: Setting, rest: BlockWriter) -> Xml:
    """Give the items of a list; `rest` writes what stands in an item under its first paragraph."""
    setting = replace(setting, box=box_of(press.look(block), setting), edges=_edges(press, block))
    marker = next((press.look(item).marker for item in block.items), "")
    counted = press.numbering.counted(marker) if block.ordered and block.items else NOTHING
    return press.mark(
        block, join(*(_item(press, story, item, counted, setting, rest) for item in block.items))
    )


def _item(press: Press, story: Story, item: Item, counted: Xml, setting: Setting, rest: BlockWriter) -> Xml:
    """Give an item: its first paragraph carries the bullet or number, the rest stand under it."""
    outer = press.look(item)
    first, under = Paragraph(()), item.blocks
    if under and isinstance(under[0], Paragraph):
        first, under = under[0], under[1:]
    look = boxed(press.look(first, outer), setting.box)
    look = replace(look, first_line=_hang(look, outer), style_name=outer.style_name or look.style_name)
    lang = item.attrs.lang or setting.lang
    runs = inlines(press, story, first.content, look.text, first.attrs.lang or lang)
    runs = press.mark(item, press.mark(first, runs))
    keep = w("keepNext") if look.keep_with_next else NOTHING
    breaks = w("pageBreakBefore") if press.take_break() or look.page_break_before else NOTHING
    look = replace(look, keep_with_next=False, page_break_before=False)
    if setting.edges:
        look = replace(look, space_before=setting.edges[0], space_after=setting.edges[1])
    role = "number" if counted else "bullet"
    sign = NOTHING if counted else press.numbering.bullet(outer.marker, look)
    style = style_of(press, role, look, sign, close=setting.edges is not None)
    # Three things are said of the paragraph, not of its style: which list a number counts in, that the
    # first item begins a page, and that the last keeps with what follows; Word drops the space only
    # between items of one style, and LibreOffice shows the bullets of one style only.
    head = w("p", w("pPr", w("pStyle", val=style), keep, breaks, counted), runs)
    inside = replace(setting, role="continue", edges=None, look=outer, lang=lang)
    return join(head, rest(press, story, under, inside))


def _edges(press: Press, block: List) -> tuple[float, float] | None:
    """Give the spaces around a list of single paragraphs, where it has none inside.

    They can then be in one style for all items, which Word drops between its like.
    """
    if not all(len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph) for item in block.items):
        return None
    looks = [press.look(item.blocks[0], press.look(item)) for item in block.items]
    inner = [look.space_after for look in looks[:-1]] + [look.space_before for look in looks[1:]]
    return (looks[0].space_before, looks[-1].space_after) if looks and not any(inner) else None


def _hang(look: BlockLook, item: BlockLook) -> float:
    """Give the first-line indent of an item: its sign hangs in the space left of the text."""
    if item.first_line < 0 or not item.marker:
        return item.first_line
    wide = look.text.size * max(len(bullet_sign(item.marker)), 1)
    return -min(look.indent_left, wide)
