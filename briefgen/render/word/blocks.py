"""Write blocks: every paragraph gets the named style of its look, and nothing else.

To write a new kind of block: a case in `_block`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from briefgen.document import (
    Block,
    Blocks,
    Container,
    Figure,
    Heading,
    Inlines,
    Item,
    List,
    Node,
    PageBreak,
    Paragraph,
    Rule,
    Table,
    Toc,
)
from briefgen.errors import Words
from briefgen.render.look import BlockLook
from briefgen.render.word.contents import contents
from briefgen.render.word.figures import picture
from briefgen.render.word.grid import Grid
from briefgen.render.word.inlines import inlines, plain
from briefgen.render.word.markup import Xml, join, w
from briefgen.render.word.numbering import bullet_sign
from briefgen.render.word.press import Press, Story
from briefgen.render.word.properties import NOTHING
from briefgen.render.word.tables import table

_TOO_WIDE = (
    Words("表格超過 63 欄，Word 放不下", "Word cannot hold a table of more than 63 columns"),
    Words("請分成幾個表格", "split the table"),
)
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


def blocks(press: Press, story: Story, content: Blocks, setting: Setting | None = None) -> Xml:
    """Give the paragraphs and tables of some blocks, in their order."""
    inside = setting or Setting()
    return join(*(_block(press, story, block, inside) for block in content))


def _block(press: Press, story: Story, block: Block, setting: Setting) -> Xml:
    match block:
        case Heading():
            return _heading(press, story, block, setting)
        case Paragraph():
            return _paragraph(press, story, block, block.content, setting)
        case List():
            return _list(press, story, block, setting)
        case Table():
            return _table(press, story, block, setting)
        case Figure():
            return _figure(press, story, block, setting)
        case Container():
            return _container(press, story, block, setting)
        case Rule():
            return _styled(press, "rule", _rule_look(press.look(block)), NOTHING)
        case PageBreak():
            press.break_page()
            return NOTHING
        case Toc():
            after = press.look(block).space_after
            return join(contents(press, block), _space(press, after) if after else NOTHING)
        case _:
            assert_never(block)


def _heading(press: Press, story: Story, heading: Heading, setting: Setting) -> Xml:
    look = _boxed(press.heading_look(heading), setting.box)
    runs = inlines(press, story, heading.content, look.text, heading.attrs.lang or setting.lang)
    if heading.label and not press.numbering.is_automatic(heading):
        runs = join(plain(heading.label), runs)
    marked = press.bookmark(press.contents_mark(heading), press.mark(heading, runs))
    role = f"heading{heading.level}"
    return _styled(press, role, look, marked, press.heading_number(heading))


def _paragraph(
    press: Press, story: Story, node: Node, content: Inlines, setting: Setting, number: Xml = NOTHING
) -> Xml:
    look = _boxed(press.look(node, setting.look), setting.box)
    lang = getattr(getattr(node, "attrs", None), "lang", None) or setting.lang
    runs = press.mark(node, inlines(press, story, content, look.text, lang))
    return _styled(press, setting.role, look, runs, number)


def _styled(press: Press, role: str, look: BlockLook, runs: Xml, number: Xml = NOTHING) -> Xml:
    """Give one paragraph in the style of its role and look."""
    if press.take_break():
        look = replace(look, page_break_before=True)
    if look.page_break_after:
        press.break_page()
    style = press.styles.paragraph(role, look, number)
    return w("p", w("pPr", w("pStyle", val=style)), runs)


def _list(press: Press, story: Story, block: List, setting: Setting) -> Xml:
    setting = replace(setting, box=_box(press.look(block), setting), edges=_edges(press, block))
    marker = next((press.look(item).marker for item in block.items), "")
    counted = press.numbering.counted(marker) if block.ordered and block.items else NOTHING
    return press.mark(block, join(*(_item(press, story, item, counted, setting) for item in block.items)))


def _item(press: Press, story: Story, item: Item, counted: Xml, setting: Setting) -> Xml:
    """Give an item: its first paragraph carries the bullet or number, the rest stand under it."""
    outer = press.look(item)
    body = (
        item.blocks
        if item.blocks and isinstance(item.blocks[0], Paragraph)
        else (Paragraph(()), *item.blocks)
    )
    first, rest = body[0], body[1:]
    assert isinstance(first, Paragraph)
    look = _boxed(press.look(first, outer), setting.box)
    look = replace(look, first_line=_hang(look, outer), style_name=outer.style_name or look.style_name)
    runs = inlines(
        press, story, first.content, look.text, first.attrs.lang or item.attrs.lang or setting.lang
    )
    runs = press.mark(item, press.mark(first, runs))
    if setting.edges:
        look = replace(look, space_before=setting.edges[0], space_after=setting.edges[1])
    head = _listed(press, look, runs, outer.marker, counted, close=setting.edges is not None)
    under = replace(setting, role="continue", edges=None, look=outer, lang=item.attrs.lang or setting.lang)
    return join(head, blocks(press, story, rest, under))


def _listed(press: Press, look: BlockLook, runs: Xml, marker: str, counted: Xml, *, close: bool) -> Xml:
    """Give the first paragraph of an item.

    A bullet belongs to the style; which list a number counts in is no look and stands
    on the paragraph.
    """
    if press.take_break():
        look = replace(look, page_break_before=True)
    if counted:
        style = press.styles.paragraph("number", look, close=close)
    else:
        style = press.styles.paragraph("bullet", look, press.numbering.bullet(marker, look), close=close)
    return w("p", w("pPr", w("pStyle", val=style), counted), runs)


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


def _container(press: Press, story: Story, block: Container, setting: Setting) -> Xml:
    look = press.look(block)
    if look.page_break_before:
        press.break_page()
    inside = replace(setting, box=_box(look, setting), lang=block.attrs.lang or setting.lang)
    content = press.mark(block, blocks(press, story, block.blocks, inside))
    if look.page_break_after:
        press.break_page()
    return content


def _box(look: BlockLook, setting: Setting) -> BlockLook | None:
    drawn = any(getattr(look, side) is not None for side in _SIDES)
    return look if drawn else setting.box


def _boxed(look: BlockLook, box: BlockLook | None) -> BlockLook:
    """Draw the whole box around a paragraph that has none of its own; Word joins equal neighbours."""
    if box is None or any(getattr(look, side) not in (None, getattr(box, side)) for side in _SIDES):
        return look
    return replace(look, **{side: getattr(box, side) for side in _SIDES})


def _table(press: Press, story: Story, block: Table, setting: Setting) -> Xml:
    caption = NOTHING
    if block.caption:
        caption = _caption(press, story, block, block.caption, setting, before=True)

    def cell(content: Blocks, look: BlockLook, header: bool, lang: str | None) -> Xml:
        inside = Setting("head-cell" if header else "cell", look=_cell_text(look), lang=lang or setting.lang)
        return blocks(press, story, content or (Paragraph(()),), inside)

    grid = Grid.of(block)
    if grid.columns > 63:
        press.fault(block, *_TOO_WIDE)
        return caption
    written = press.mark(block, table(press, block, grid, cell))
    return join(caption, written, _space(press, max(press.look(block).space_after, 1.0)))


def _space(press: Press, points: float) -> Xml:
    """Give an empty line of some height, for what cannot have space of its own."""
    plain = replace(press.looks.root, space_before=0.0, space_after=0.0, first_line=0.0)
    return _styled(press, "space", replace(plain, line_height=points), NOTHING)


def _cell_text(look: BlockLook) -> BlockLook:
    """Give the look of text that stands in a cell without a paragraph of its own."""
    return replace(look, top=None, right=None, bottom=None, left=None, background=None)


def _figure(press: Press, story: Story, block: Figure, setting: Setting) -> Xml:
    # An exact pitch would cut the picture off.
    look = replace(press.look(block), line_height=None, first_line=0.0, keep_with_next=bool(block.caption))
    shown = _styled(press, "figure", look, press.mark(block, picture(press, story, block, look)))
    if not block.caption:
        return shown
    return join(shown, _caption(press, story, block, block.caption, setting, before=False))


def _caption(
    press: Press, story: Story, node: Table | Figure, content: Inlines, setting: Setting, *, before: bool
) -> Xml:
    look = press.caption_look(node)
    if before:
        space = max(look.space_before, press.look(node).space_before)
        look = replace(look, keep_with_next=True, space_before=space)
    runs = inlines(press, story, content, look.text, node.attrs.lang or setting.lang)
    return _styled(press, "caption", look, runs)


def _rule_look(look: BlockLook) -> BlockLook:
    """Draw a rule as the lower edge of an empty paragraph."""
    line = look.bottom or look.top
    return replace(look, top=None, left=None, right=None, bottom=line, first_line=0.0, line_height=1.0)
