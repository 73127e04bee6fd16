"""Put one Word file together, in the order in which its parts need each other."""

from __future__ import annotations

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE

from briefgen.document import Container, Document
from briefgen.errors import RenderError
from briefgen.render.look import Looks
from briefgen.render.word import package
from briefgen.render.word.blocks import blocks
from briefgen.render.word.markup import Xml, join, tag
from briefgen.render.word.paragraphs import Setting
from briefgen.render.word.press import Kind, Press, Story


def write(document: Document, looks: Looks) -> bytes:
    """Give a document as a Word file; RenderError with every problem of its pictures, notes and tables."""
    word = package.open_base()
    notes = package.own_part(word, RELATIONSHIP_TYPE.FOOTNOTES)
    fonts = package.own_part(word, RELATIONSHIP_TYPE.FONT_TABLE)
    press = Press(document, looks, notes)
    running = join(
        _running(word, press, "header", document.page_header),
        _running(word, press, "footer", document.page_footer),
    )
    body = blocks(press, Story("body", word.part), document.blocks, Setting())
    if press.problems:
        raise RenderError(*press.problems)
    package.set_body(word, body, looks, running)
    package.fill(notes, join(*press.notes))
    press.numbering.write(word.part.numbering_part.element)
    press.styles.write(word.styles.element)
    package.use_fonts(fonts, list(press.styles.fonts))
    package.set_properties(word, document.meta)
    return package.close(word)


def _running(word: WordFile, press: Press, kind: Kind, content: Container | None) -> Xml:
    """Add a running head or foot, and give the references to it; nothing where none is printed."""
    if content is None or not content.blocks:
        return Xml("")
    pages = {"default": press.looks.page, "first": press.looks.first_page}
    printed = [
        name
        for name, page in pages.items()
        if page is not None and (page.has_head if kind == "header" else page.has_foot)
    ]
    if not printed:
        return Xml("")
    part, relation = package.add_running(word, kind)
    setting = Setting(kind, look=press.look(content), lang=content.attrs.lang)
    package.fill(part, blocks(press, Story(kind, part), content.blocks, setting))
    name = f"w:{kind}Reference"
    return join(*(tag(name, **{"w:type": which, "r:id": relation}) for which in printed))
