"""Read the text of a web page: headings, paragraphs, lists and tables, no scripts or menus."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from briefgen.errors import Words
from briefgen.ingest.passages import Piece
from briefgen.ingest.plain import marked
from briefgen.ingest.unreadable import Unreadable

_LEFT_OUT = {"script", "style", "noscript", "nav", "template", "svg", "form", "button", "head"}
_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "blockquote", "figcaption", "caption", "pre",
           "div", "section", "article", "main", "body", "td", "th", "dd", "dt", "aside", "header", "footer"}  # fmt: skip
_NOTE_ID = re.compile(r"(?:fn|footnote|note|ftn|_ftn)[-_:]?(\w{1,6})$", re.IGNORECASE)


def pieces(content: bytes) -> Iterator[Piece]:
    """Give the blocks of a page in order; Unreadable where there is none."""
    try:
        root = html.document_fromstring(content, parser=_parser(content))
    except (etree.ParserError, ValueError) as error:
        raise Unreadable(
            Words("網頁裡沒有內容", "there is nothing in this page"),
            Words("請另存完整的網頁", "save the whole page"),
        ) from error
    for block in root.iter():
        if isinstance(block.tag, str) and block.tag in _BLOCKS and not _within(block, _LEFT_OUT):
            text = _table_row(block) if block.tag == "tr" else _own_text(block)
            if text.strip() and not _within(block, {"tr"}):
                yield _piece(block, text)


def _parser(content: bytes) -> html.HTMLParser:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return html.HTMLParser(no_network=True)
    return html.HTMLParser(no_network=True, encoding="utf-8")


def _piece(block: html.HtmlElement, text: str) -> Piece:
    line = block.sourceline or 0
    note = _NOTE_ID.match(block.get("id", ""))
    if note:
        return Piece(marked(text), line, "note", label=note[1], whole=True)
    if re.fullmatch(r"h[1-6]", block.tag):
        return Piece(marked(text), line, "heading", level=int(block.tag[1]), whole=True)
    kind = {"li": "bullet", "tr": "table"}.get(block.tag)
    return Piece(marked(text), line, kind, whole=True)  # type: ignore[arg-type]


def _within(block: html.HtmlElement, tags: set[str]) -> bool:
    return block.tag in tags - {"tr"} or any(a.tag in tags for a in block.iterancestors())


def _own_text(block: html.HtmlElement) -> str:
    """Give the text of a block without that of the blocks inside it."""
    parts = [block.text or ""]
    for child in block:
        if isinstance(child.tag, str) and child.tag not in _BLOCKS | _LEFT_OUT:
            call = child.tag == "sup" and re.fullmatch(r"\W*(\w{1,4})\W*", child.text_content())
            parts.append(f"[^{call[1]}]" if call else _own_text(child))
            if child.tag == "br":
                parts.append(" ")
        parts.append(child.tail or "")
    return "".join(parts)


def _table_row(row: html.HtmlElement) -> str:
    return "｜".join(" ".join(cell.text_content().split()) for cell in row if cell.tag in ("td", "th"))
