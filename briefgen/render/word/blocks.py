"""Write blocks: every paragraph gets the named style of its look, and nothing else.

To write a new kind of block: a case in `_block`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from briefgen.document import (
    Block,
    Blocks,
    Container,
    Figure,
    Heading,
    Inlines,
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
from briefgen.render.word.lists import list_of
from briefgen.render.word.markup import Xml, join
from briefgen.render.word.paragraphs import Setting, box_of, boxed, space, styled
from briefgen.render.word.press import Press, Story
from briefgen.render.word.properties import NOTHING
from briefgen.render.word.tables import table

_WIDEST = 63
_TOO_WIDE = (
    Words("表格超過 63 欄，Word 放不下", "Word cannot hold a table of more than 63 columns"),
    Words("請分成幾個表格", "split the table"),
)


def blocks(press: Press, story: Story, content: Blocks, setting: Setting) -> Xml:
    """Give the paragraphs and tables of some blocks, in their order."""
    return join(*(_block(press, story, block, setting) for block in content))


def _block(press: Press, story: Story, block: Block, setting: Setting) -> Xml:
    match block:
        case Heading():
            return _heading(press, story, block, setting)
        case Paragraph():
            return _paragraph(press, story, block, block.content, setting)
        case List():
            return _breaking(press, block, lambda: list_of(press, story, block, setting, blocks))
        case Table():
            return _breaking(press, block, lambda: _table(press, story, block, setting))
        case Figure():
            return _figure(press, story, block, setting)
        case Container():
            return _breaking(press, block, lambda: _container(press, story, block, setting))
        case Rule():
            return styled(press, "rule", _rule_look(press.look(block)), NOTHING)
        case PageBreak():
            press.break_page()
            return NOTHING
        case Toc():
            after = press.look(block).space_after
            return join(contents(press, block), space(press, after) if after else NOTHING)
        case _:
            assert_never(block)


def _heading(press: Press, story: Story, heading: Heading, setting: Setting) -> Xml:
    look = boxed(press.heading_look(heading), setting.box)
    runs = inlines(press, story, heading.content, look.text, heading.attrs.lang or setting.lang)
    if heading.label and not press.numbering.is_automatic(heading):
        runs = join(plain(heading.label), runs)
    marked = press.bookmark(press.contents_mark(heading), press.mark(heading, runs))
    role = f"heading{heading.level}"
    return styled(press, role, look, marked, press.heading_number(heading))


def _paragraph(
    press: Press, story: Story, node: Node, content: Inlines, setting: Setting, number: Xml = NOTHING
) -> Xml:
    look = boxed(press.look(node, setting.look), setting.box)
    lang = getattr(getattr(node, "attrs", None), "lang", None) or setting.lang
    runs = press.mark(node, inlines(press, story, content, look.text, lang))
    return styled(press, setting.role, look, runs, number)


def _container(press: Press, story: Story, block: Container, setting: Setting) -> Xml:
    box = box_of(press.look(block), setting)
    inside = replace(setting, box=box, lang=block.attrs.lang or setting.lang)
    return press.mark(block, blocks(press, story, block.blocks, inside))


def _breaking(press: Press, block: List | Table | Container, write: Callable[[], Xml]) -> Xml:
    """Write what has no paragraph of its own, with the page breaks around it."""
    look = press.look(block)
    if look.page_break_before:
        press.break_page()
    written = write()
    if look.page_break_after:
        press.break_page()
    return written


def _table(press: Press, story: Story, block: Table, setting: Setting) -> Xml:
    caption = NOTHING
    if block.caption:
        caption = _caption(press, story, block, block.caption, setting, before=True)

    def cell(content: Blocks, look: BlockLook, header: bool, lang: str | None) -> Xml:
        inside = Setting("head-cell" if header else "cell", look=_cell_text(look), lang=lang or setting.lang)
        return blocks(press, story, content or (Paragraph(()),), inside)

    grid = Grid.of(block)
    if grid.columns > _WIDEST:
        press.fault(block, *_TOO_WIDE)
    if not 1 <= grid.columns <= _WIDEST:
        return caption
    look = press.look(block)
    before = space(press, look.space_before, keep=True) if look.space_before and not caption else NOTHING
    written = press.mark(block, table(press, block, grid, cell))
    return join(caption or before, written, space(press, max(look.space_after, 1.0)))


def _cell_text(look: BlockLook) -> BlockLook:
    """Give the look of text that stands in a cell without a paragraph of its own."""
    bare = replace(look, top=None, right=None, bottom=None, left=None, background=None)
    return replace(bare, space_before=0.0, space_after=0.0, indent_left=0.0, indent_right=0.0)


def _figure(press: Press, story: Story, block: Figure, setting: Setting) -> Xml:
    # An exact pitch would cut the picture off.
    look = replace(press.look(block), line_height=None, first_line=0.0)
    if block.caption:
        look = replace(look, keep_with_next=True, space_after=0.0)
    shown = styled(press, "figure", look, press.mark(block, picture(press, story, block, look)))
    if not block.caption:
        return shown
    return join(shown, _caption(press, story, block, block.caption, setting, before=False))


def _caption(
    press: Press, story: Story, node: Table | Figure, content: Inlines, setting: Setting, *, before: bool
) -> Xml:
    look, around = press.caption_look(node), press.look(node)
    if before:
        space = max(look.space_before, around.space_before)
        look = replace(look, keep_with_next=True, space_before=space)
    else:
        space, keep = max(look.space_after, around.space_after), look.keep_with_next or around.keep_with_next
        look = replace(look, keep_with_next=keep, space_after=space)
    runs = inlines(press, story, content, look.text, node.attrs.lang or setting.lang)
    return styled(press, "caption", look, runs)


def _rule_look(look: BlockLook) -> BlockLook:
    """Draw a rule as the lower edge of an empty paragraph."""
    line = look.bottom or look.top
    return replace(look, top=None, left=None, right=None, bottom=line, first_line=0.0, line_height=1.0)
