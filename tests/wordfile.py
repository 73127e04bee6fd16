"""Looks made by hand, and a Word file read back: elements by a short path, text as a person sees it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

from lxml import etree

from briefgen.document import Break, Document, Inline, Link, Note, PageBreak, PageCount, PageNumber, Text
from briefgen.render import word
from briefgen.render.look import BlockLook, Looks, PageLook, TextLook

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "r": "http://schemas.openxmlformats.org/package/2006/relationships",
}
TEXT = TextLook("Times New Roman", "標楷體", 13.0)
BODY = BlockLook(TEXT, 23.0, first_line=26.0)
W = f"{{{NS['w']}}}"


class WordFile:
    """A Word file, taken apart."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
            self.dates = {entry.date_time for entry in package.infolist()}

    def find(self, path: str, part: str = "document") -> list[Any]:
        """Give elements or values: `w:p/w:pPr`, `w:ind/@w:left`."""
        return list(etree.fromstring(self.parts[f"word/{part}.xml"]).xpath(f".//{path}", namespaces=NS))

    def paragraphs(self, part: str = "document") -> list[tuple[str, str]]:
        """Give the style id and the text of every paragraph that has any."""
        found = [(self.style_of(p), text_of(p)) for p in self.find("w:p", part)]
        return [(style, text) for style, text in found if text]

    def style_of(self, paragraph: Any) -> str:
        return str(paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))

    def style(self, name: str) -> Any:
        """Give the style with a name or alias."""
        (style,) = self.find(f"w:style[w:name/@w:val='{name}' or w:aliases/@w:val='{name}']", "styles")
        return style

    def value(self, style: str, path: str) -> Any:
        """Give what a style says: `w:pPr/w:ind/@w:left`."""
        return self.style(style).xpath(path, namespaces=NS)


def text_of(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def looks_of(document: Document, block: BlockLook | None = None, **fields: Any) -> Looks:
    """Give looks made by hand: A4, 13 pt on a pitch of 23 pt, every block the same.

    `fields` are fields of Looks; `nodes` there comes on top of the blocks' own.
    """
    text, same = TEXT, block or BODY
    small = replace(text, size=10.5)
    tags = {"small": small, "strong": replace(text, bold=True), "sup": replace(text, raised="super")}
    nodes: dict[int, BlockLook | TextLook] = {}
    for node in document.walk():
        if isinstance(node, Inline):
            nodes[id(node)] = tags.get(node.tag, text)
        elif not isinstance(node, Text | Break | Note | PageNumber | PageCount | Link | PageBreak):
            nodes[id(node)] = same
    filled: dict[str, Any] = {
        "page": PageLook(595.28, 841.89, 75.9, 70.1, 75.9, 70.1, 36.0, 36.0, 23.0),
        "root": BlockLook(text, 23.0),
        "note_call": replace(text, raised="super"),
        "note_text": BlockLook(replace(text, size=10.0), 15.0),
        "note_marker": replace(text, size=10.0, raised="super"),
        "document": document,
    } | fields
    return Looks(**filled | {"nodes": nodes | fields.get("nodes", {})})


def rendered(document: Document, *looked: tuple[Any, Any], **fields: Any) -> WordFile:
    """Write a document; `looked` are nodes with looks of their own."""
    nodes = {id(node): look for node, look in looked}
    return WordFile(word.render(document, looks_of(document, nodes=nodes, **fields)))
