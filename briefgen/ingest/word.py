"""Read the text of a Word file: paragraphs, headings, lists, tables and footnotes.

Only the parts that hold text are opened.  A deleted text is not read, an inserted
one is.  The line of a passage is the number of its paragraph.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from briefgen.errors import Words
from briefgen.ingest.passages import Kind, Piece
from briefgen.ingest.unreadable import Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST = 64 * 1024 * 1024


def pieces(content: bytes) -> Iterator[Piece]:
    """Give the paragraphs of a Word file, then its notes; Unreadable where it is none."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            body = _part(package, "word/document.xml")
            styles = _part(package, "word/styles.xml")
            notes = [(p, _part(package, f"word/{p}notes.xml")) for p in ("foot", "end")]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, RuntimeError) as error:
        raise _no_word_file() from error
    if body is None:
        raise _no_word_file()
    yield from _body(body, _heading_levels(styles))
    for prefix, part in notes:
        yield from _notes(part, prefix)


def _part(package: zipfile.ZipFile, name: str) -> etree._Element | None:
    if name not in package.namelist():
        return None
    if package.getinfo(name).file_size > _MOST:
        raise Unreadable(
            Words("檔案內文過大", "the text of the file is too large"),
            Words("請分成數檔", "split it into several files"),
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(package.read(name), parser)


def _body(body: etree._Element, levels: dict[str, int]) -> Iterator[Piece]:
    number = 0
    for node in body.iter(f"{_W}p", f"{_W}tr"):
        if node.tag == f"{_W}tr":
            number += 1
            cells = ("".join(_text(p) for p in cell.iter(f"{_W}p")) for cell in node.iter(f"{_W}tc"))
            yield Piece("｜".join(cells), number, "table", whole=True)
        elif next(node.iterancestors(f"{_W}tc"), None) is None:
            number += 1
            kind, level = _kind(node, levels)
            yield Piece(_text(node), number, kind, level=level, whole=True)


def _kind(paragraph: etree._Element, levels: dict[str, int]) -> tuple[Kind | None, int]:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = "" if style is None else style.get(f"{_W}val", "")
    if name in levels:
        return "heading", levels[name]
    numbered = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    return ("bullet", 0) if numbered else (None, 0)


def _heading_levels(styles: etree._Element | None) -> dict[str, int]:
    levels: dict[str, int] = {}
    for style in () if styles is None else styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        called = "" if name is None else name.get(f"{_W}val", "")
        found = re.fullmatch(r"(?:heading|標題)\s*(\d)", called, re.IGNORECASE)
        if found:
            levels[style.get(f"{_W}styleId", "")] = int(found[1])
        elif called.lower() == "title":
            levels[style.get(f"{_W}styleId", "")] = 1
    return levels


def _text(paragraph: etree._Element) -> str:
    parts: list[str] = []
    for node in paragraph.iter(
        f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}footnoteReference", f"{_W}endnoteReference"
    ):
        match str(node.tag).removeprefix(_W):
            case "t":
                parts.append(node.text or "")
            case "footnoteReference" | "endnoteReference" as kind:
                parts.append(f"[^{kind.removesuffix('noteReference')}{node.get(f'{_W}id')}]")
            case _:
                # A tab of the paragraph's own settings is no text.
                above = node.getparent()
                parts.append(" " if above is not None and above.tag == f"{_W}r" else "")
    return "".join(parts)


def _notes(part: etree._Element | None, prefix: str) -> Iterator[Piece]:
    for node in () if part is None else part.iter(f"{_W}{prefix}note"):
        text = "".join(_text(p) for p in node.iter(f"{_W}p")).strip()
        if text and node.get(f"{_W}type") is None:
            label = f"{prefix}{node.get(f'{_W}id')}"
            yield Piece(text, 0, "note", label=label, whole=True)


def _no_word_file() -> Unreadable:
    return Unreadable(
        Words("不是 Word（.docx）檔，或已加密、損壞", "this is no Word file, or it is encrypted or damaged"),
        Words("請用 Word 開啟後另存為 .docx", "open it in Word and save it as .docx"),
    )
