"""Write a table of contents: a real field, filled with the headings beforehand.

Word counts pages only when it lays out; a field marked dirty, or `updateFields` in the
settings, makes it ask the reader a question at every opening.  So the entries are
there from the start as links, without page numbers, and a person who presses F9 gets
Word's own table with them.
"""

from __future__ import annotations

from dataclasses import replace

from briefgen.document import Heading, Toc, text_of
from briefgen.render.look import BlockLook
from briefgen.render.word.inlines import plain
from briefgen.render.word.markup import Xml, join, tag, twips, w
from briefgen.render.word.press import Press


def contents(press: Press, toc: Toc) -> Xml:
    """Give the paragraphs of the field, one for each heading down to the depth."""
    look = press.look(toc)
    depth = min(max(toc.depth, 1), 5)
    listed = [heading for heading in press.headings if heading.level <= depth and text_of(heading.content)]
    entries = [_entry(press, heading) for heading in listed] or [Xml("")]
    styles = [_style(press, look, heading.level) for heading in listed] or [_style(press, look, 1)]
    begin = join(
        _char("begin"),
        w("r", tag("w:instrText", Xml(f' TOC \\o "1-{depth}" \\h \\z \\u '), **{"xml:space": "preserve"})),
        _char("separate"),
    )
    entries[0] = join(begin, entries[0])
    entries[-1] = join(entries[-1], _char("end"))
    paragraphs = [
        w("p", w("pPr", w("pStyle", val=style)), entry) for style, entry in zip(styles, entries, strict=True)
    ]
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    return w("sdt", w("sdtPr", gallery), w("sdtContent", *paragraphs))


def _entry(press: Press, heading: Heading) -> Xml:
    shown = heading.label + text_of(heading.content).replace("\n", " ")
    return w("hyperlink", plain(shown), anchor=press.contents_mark(heading), history=1)


def _style(press: Press, look: BlockLook, level: int) -> str:
    """Give the style of a level: two characters further in each, page numbers at the margin."""
    page = press.looks.page
    edge = page.width - page.left - page.right - look.indent_right
    tabs = w("tabs", w("tab", val="right", leader="dot", pos=twips(edge)))
    indent = look.indent_left + 2 * look.text.size * (level - 1)
    level_look = replace(
        look,
        indent_left=indent,
        first_line=0.0,
        align="left",
        space_before=0.0,
        space_after=0.0,
        page_break_before=press.take_break(),
    )
    return press.styles.paragraph(f"toc{level}", level_look, tabs=tabs)


def _char(kind: str) -> Xml:
    return w("r", w("fldChar", fldCharType=kind))
