"""Write inlines: runs with character styles, links, notes, fields.

A run's style says only what it adds to the text around it, so that a small
parenthesis is one style in every paragraph that looks the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import assert_never
from urllib.parse import quote, urlsplit

from docx.opc.constants import RELATIONSHIP_TYPE

from briefgen.document import (
    AnyInline,
    Break,
    Inline,
    Inlines,
    Link,
    Note,
    PageCount,
    PageNumber,
    Text,
)
from briefgen.errors import Words
from briefgen.render.look import TextLook
from briefgen.render.word.markup import Xml, clean, join, w, words
from briefgen.render.word.press import Press, Story

_SCHEMES = ("http", "https", "mailto")
_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_MARKS = "\u2014\u2015\u2018\u2019\u201c\u201d\u2025\u2026\u2027\u00b7"
# Marks of both scripts are Chinese next to Chinese: 「……」, 三——四, 卡爾·馬克思.
_CHINESE_MARKS = re.compile(f"(?<=[{_HAN}])[{_MARKS}]+|[{_MARKS}]+(?=[{_HAN}])")


@dataclass(frozen=True, slots=True)
class Around:
    """What a run stands in: the text of its paragraph, its own look, tag and language."""

    paragraph: TextLook
    look: TextLook
    tag: str = "span"
    lang: str = ""


def inlines(
    press: Press, story: Story, content: Inlines, paragraph: TextLook, lang: str | None = None
) -> Xml:
    """Give the runs of a paragraph whose text looks like `paragraph`."""
    around = Around(paragraph, paragraph, lang=word_language(lang))
    return _all(press, story, content, around)


def plain(text: str) -> Xml:
    """Give a run that has no look of its own."""
    return w("r", words(text))


def field(instruction: str, shown: str, style: str = "") -> Xml:
    """Give a field that Word counts, with what to show until then."""
    return w("fldSimple", _run(style, words(shown)), instr=f" {instruction} ")


def word_language(lang: str | None) -> str:
    """Give Word's tag of a language; empty for the Chinese of Taiwan, which is the document's.

    >>> word_language("zh-Hant-TW"), word_language("en")
    ('', 'en-GB')
    """
    if not lang or lang.lower() in ("zh", "zh-tw", "zh-hant", "zh-hant-tw"):
        return ""
    known = {
        "en": "en-GB",
        "ja": "ja-JP",
        "fr": "fr-FR",
        "de": "de-DE",
        "zh-hans": "zh-CN",
        "zh-hans-cn": "zh-CN",
    }
    return known.get(lang.lower(), lang)


def _all(press: Press, story: Story, content: Inlines, around: Around) -> Xml:
    return join(*(_inline(press, story, inline, around) for inline in content))


def _inline(press: Press, story: Story, inline: AnyInline, around: Around) -> Xml:
    match inline:
        case Text():
            return _text(press, inline.text, around)
        case Inline():
            inside = _inside(press, inline, inline.tag, inline.attrs.lang, around)
            return press.mark(inline, _all(press, story, inline.content, inside))
        case Link():
            return _link(press, story, inline, around)
        case Break():
            return w("r", w("br"))
        case Note():
            return _note(press, story, inline, around)
        case PageNumber():
            return field("PAGE", "1", _style(press, around))
        case PageCount():
            return field("NUMPAGES", "1", _style(press, around))
        case _:
            assert_never(inline)


def _text(press: Press, text: str, around: Around) -> Xml:
    """Give the runs of some text; marks shared by both scripts are set as Chinese next to Chinese."""
    style = _style(press, around)
    runs, end = [], 0
    for found in _CHINESE_MARKS.finditer(text):
        if found.start() > end:
            runs.append(_run(style, words(text[end : found.start()])))
        runs.append(_run(press.styles.marks(style), words(found[0])))
        end = found.end()
    if end < len(text):
        runs.append(_run(style, words(text[end:])))
    return join(*runs)


def _link(press: Press, story: Story, link: Link, around: Around) -> Xml:
    content = _all(press, story, link.content, _inside(press, link, "a", link.attrs.lang, around))
    if link.href.startswith("#"):
        anchor = press.anchor(link.href[1:])
        linked = w("hyperlink", content, anchor=anchor, history=1) if anchor else content
        return press.mark(link, linked)
    address = safe_address(link.href)
    if address is None:
        return press.mark(link, content)
    if address not in story.links:
        relation = story.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        story.links[address] = relation
    linked = Xml(f'<w:hyperlink r:id="{story.links[address]}" w:history="1">{content}</w:hyperlink>')
    return press.mark(link, linked)


def safe_address(href: str) -> str | None:
    """Give an address that Word can open, percent-encoded, or None where it is none."""
    try:
        parts = urlsplit(clean(href).strip())
        host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in _SCHEMES or (parts.scheme != "mailto" and not parts.hostname):
        return None
    return quote(parts._replace(netloc=host).geturl(), safe="%:/?#@!$&'()*+,;=~")


def _note(press: Press, story: Story, note: Note, around: Around) -> Xml:
    if story.kind != "body":
        press.fault(
            note,
            Words(
                "頁首、頁尾與註腳裡不能再有註腳",
                "there can be no note in a running head or foot or in a note",
            ),
            Words("請把註腳移到正文", "move the note into the text"),
        )
        return Xml("")
    number = len(press.notes) + 1
    press.notes.append(Xml(""))
    press.notes[number - 1] = _note_text(press, note, number)
    call = press.styles.character("note-call", press.looks.note_call, around.paragraph)
    return press.mark(note, _run(call, w("footnoteReference", id=number)))


def _note_text(press: Press, note: Note, number: int) -> Xml:
    look = press.looks.note_text
    style = press.styles.paragraph("note", look)
    marker = press.styles.character("note-marker", press.looks.note_marker, look.text)
    content = inlines(press, press.note_story, note.content, look.text, note.attrs.lang)
    start = join(_run(marker, w("footnoteRef")), plain(" "))
    return w("footnote", w("p", w("pPr", w("pStyle", val=style)), start, content), id=number)


def _inside(press: Press, inline: Inline | Link, tag: str, lang: str | None, around: Around) -> Around:
    """Go into a tag; lines, backgrounds and raising reach everything inside it, as on the page."""
    outer = around.look
    look = press.looks.nodes.get(id(inline), outer)
    if not isinstance(look, TextLook):
        look = look.text
    look = replace(
        look,
        underline=look.underline or outer.underline,
        strike=look.strike or outer.strike,
        background=look.background or outer.background,
        raised=look.raised or outer.raised,
    )
    # A tag that changes nothing leaves the name to the one around it.
    tag = around.tag if look == outer and around.tag != "span" else tag
    return Around(around.paragraph, look, tag, word_language(lang) or around.lang)


def _style(press: Press, around: Around) -> str:
    return press.styles.character(around.tag, around.look, around.paragraph, around.lang)


def _run(style: str, content: Xml) -> Xml:
    if not style:
        return w("r", content)
    return w("r", w("rPr", w("rStyle", val=style)), content)
