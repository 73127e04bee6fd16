"""Put one Word file together, in the order in which its parts need each other."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE

from briefgen.document import Document
from briefgen.errors import RenderError
from briefgen.render.look import Looks
from briefgen.render.word import package
from briefgen.render.word.blocks import blocks
from briefgen.render.word.borrowing import fonts_of, win
from briefgen.render.word.letterhead import read
from briefgen.render.word.markup import join
from briefgen.render.word.paragraphs import Setting
from briefgen.render.word.press import Press, Story
from briefgen.render.word.running import Heads, on_paper


def write(document: Document, looks: Looks) -> bytes:
    """Give a document as a Word file.

    RenderError with every problem of its pictures, notes and tables, or of its letterhead.
    """
    letterhead = read(looks.letterhead) if looks.letterhead else None
    looks = on_paper(looks, letterhead)
    word = package.open_base()
    notes = package.own_part(word, RELATIONSHIP_TYPE.FOOTNOTES)
    fonts = package.own_part(word, RELATIONSHIP_TYPE.FONT_TABLE)
    press = Press(document, looks, notes)
    running = Heads(word, press, letterhead).write()
    body = blocks(press, Story("body", word.part), document.blocks, Setting())
    if press.problems:
        raise RenderError(*press.problems)
    package.set_body(word, body, looks, running)
    package.fill(notes, join(*press.notes))
    press.numbering.write(word.part.numbering_part.element)
    press.styles.write(word.styles.element)
    if letterhead is not None:
        win(word.styles.element, letterhead)
    named = dict.fromkeys((*press.styles.fonts, *fonts_of(word.styles.element)))
    package.use_fonts(fonts, list(named))
    package.set_properties(word, document.meta)
    return package.close(word)
