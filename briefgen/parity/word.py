"""Read a Word file as what it is, zipped XML, without the library that wrote it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from posixpath import normpath

from lxml import etree

from briefgen.errors import Words
from briefgen.parity.numbering import Numbering, W, numbering
from briefgen.parity.reading import (
    Footnote,
    Kind,
    Part,
    Reading,
    call,
    contents,
    plain,
    unreadable,
    without_numbers,
)

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LETTERHEAD = "Letterhead"
"""How the ids of styles begin that a letterhead has brought."""
_LARGEST = 256 * 2**20
_HEADINGS: tuple[Kind, ...] = ("h1", "h2", "h3", "h4", "h5", "h6")


def read(source: Path | bytes) -> Reading:
    """Give the Reading of a Word file; raises ParityError where it is not one."""
    name, content = contents(source)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(member.file_size for member in package.infolist()) > _LARGEST:
                raise unreadable(name, Words("Word 檔解開後過大", "the Word file is too large when unpacked"))
            return _Word({member: package.read(member) for member in package.namelist()}).reading(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError) as error:
        raise unreadable(name, Words("不是 Word 檔（.docx）", "not a Word file (.docx)")) from error
    except (etree.XMLSyntaxError, ValueError) as error:
        raise unreadable(
            name, Words(f"Word 檔內容損壞：{error}", f"the Word file is broken: {error}")
        ) from error


class _Word:
    """The parts of one package, while it is read."""

    def __init__(self, members: dict[str, bytes]) -> None:
        self.members = members
        self.document = _parse(members["word/document.xml"])
        styles = members.get("word/styles.xml")
        self.styles = _Styles(None if styles is None else _parse(styles))
        self.numbers: Numbering = numbering(members.get("word/numbering.xml"))
        self.called: list[str] = []

    def reading(self, name: str) -> Reading:
        body = self.document.find(f"{W}body")
        parts = () if body is None else tuple(self.blocks(body))
        return Reading(name, parts, tuple(self.notes()), *self.running())

    def blocks(self, parent: etree._Element) -> Iterator[Part]:
        """Give the paragraphs, pictures and cells inside an element; a table of contents is left out."""
        fields = _Fields()
        for child in parent:
            if child.tag == f"{W}tbl":
                yield from self.cells(child)
            elif child.tag == f"{W}sdt":
                inner = child.find(f"{W}sdtContent")
                if inner is not None and child.find(f".//{W}docPartGallery") is None:
                    yield from self.blocks(inner)
            elif child.tag == f"{W}p":
                yield from self.paragraph(child, fields)

    def paragraph(self, paragraph: etree._Element, fields: _Fields) -> Iterator[Part]:
        was_contents = fields.in_contents
        text = "".join(self.words(paragraph, fields))
        for picture in paragraph.iter("{*}docPr"):
            yield Part("figure", plain(picture.get("descr", "")))
        kind, label = self.place(paragraph)
        if not (was_contents or fields.in_contents) and plain(text):
            yield Part(kind, plain(label + text))

    def place(self, paragraph: etree._Element) -> tuple[Kind, str]:
        """Give what a paragraph is, and the automatic number that it shows."""
        style = _val(paragraph, "pPr/pStyle") or self.styles.default
        number, level = self.styles.number(style)
        own = _val(paragraph, "pPr/numPr/numId")
        if own:
            number, level = own, _val(paragraph, "pPr/numPr/ilvl") or "0"
        outline = _val(paragraph, "pPr/outlineLvl") or self.styles.outline(style)
        kind = _HEADINGS[int(outline)] if outline and int(outline) < len(_HEADINGS) else "p"
        empty = not number or number == "0"
        return kind, "" if empty else self.numbers.label(number, int(level or "0"))

    def cells(self, table: etree._Element) -> Iterator[Part]:
        for row in table.iter(f"{W}tr"):
            for cell in row.iterfind(f"{W}tc"):
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                if merged is not None and merged.get(f"{W}val") != "restart":
                    continue
                yield Part("cell", plain("\n".join(part.text for part in self.blocks(cell))))

    def words(self, parent: etree._Element, fields: _Fields) -> Iterator[str]:
        """Give the text of a paragraph: runs, links and field results, with the calls of notes."""
        for node in parent.iter():
            tag = node.tag.removeprefix(W) if isinstance(node.tag, str) else ""
            if tag == "fldChar":
                yield from fields.mark(node.get(f"{W}fldCharType", ""))
            elif tag == "fldSimple" and fields.numbers:
                yield "#"
            elif tag == "instrText":
                fields.instruct(node.text or "")
            elif fields.hidden:
                continue
            elif tag == "t":
                yield node.text or ""
            elif tag in ("br", "cr", "tab", "ptab") and not _is_tab_stop(node):
                yield "\n"
            elif tag == "noBreakHyphen":
                yield "-"
            elif tag == "footnoteReference":
                self.called.append(node.get(f"{W}id", ""))
                yield call(len(self.called))

    def notes(self) -> Iterator[Footnote]:
        """Give the notes in the order of their calls; a call without a note gives an empty one."""
        content = self.members.get("word/footnotes.xml")
        notes = {} if content is None else {note.get(f"{W}id", ""): note for note in _parse(content)}
        for number, key in enumerate(tuple(self.called), 1):
            note = notes.get(key)
            text = (
                ""
                if note is None
                else "\n".join("".join(self.words(p, _Fields())) for p in note.iter(f"{W}p"))
            )
            yield Footnote(number, plain(text))

    def running(self) -> tuple[str, bool]:
        """Give the words of the ordinary running head and foot of the first section.

        Words of a letterhead are left out; the second value says that there were some.
        """
        section = next(self.document.iter(f"{W}sectPr"), None)
        if section is None:
            return "", False
        links = self.links()
        texts, foreign = [], False
        for kind in ("headerReference", "footerReference"):
            for link in section.iterfind(f"{W}{kind}"):
                member = links.get(link.get(f"{_R}id", ""))
                if link.get(f"{W}type") == "default" and member is not None:
                    root = _parse(self.members[member])
                    foreign |= _without_letterhead(root)
                    texts.append("".join(self.words(root, _Fields(numbers=True))))
        return without_numbers("\n".join(texts)), foreign

    def links(self) -> dict[str, str]:
        content = self.members.get("word/_rels/document.xml.rels")
        if content is None:
            return {}
        return {
            link.get("Id", ""): normpath(f"word/{link.get('Target', '')}").removeprefix("word//")
            for link in _parse(content)
        }


class _Fields:
    """Where we are in Word's fields: instructions are hidden, and so is the contents list.

    With `numbers`, the number of a page or of pages is printed as #.
    """

    def __init__(self, numbers: bool = False) -> None:
        self.stack: list[list[str]] = []
        self.numbers = numbers

    def mark(self, kind: str) -> Iterator[str]:
        if kind == "begin":
            self.stack.append(["", "instruction"])
        elif kind == "separate" and self.stack:
            self.stack[-1][1] = "result"
        elif kind == "end" and self.stack:
            words, _ = self.stack.pop()
            if self.numbers and words.split()[:1] in (["PAGE"], ["NUMPAGES"]):
                yield "#"

    def instruct(self, words: str) -> None:
        if self.stack:
            self.stack[-1][0] += words

    @property
    def in_contents(self) -> bool:
        return any(words.split()[:1] == ["TOC"] for words, _ in self.stack)

    @property
    def hidden(self) -> bool:
        return any(state == "instruction" for _, state in self.stack) or self.in_contents


class _Styles:
    """What paragraphs take from their styles, through what those are based on."""

    def __init__(self, root: etree._Element | None) -> None:
        found = () if root is None else root.iterfind(f"{W}style")
        self.styles = {style.get(f"{W}styleId", ""): style for style in found}
        self.default = next(
            (
                key
                for key, style in self.styles.items()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )

    def number(self, key: str) -> tuple[str, str]:
        """Give the list of a style and the level in it."""
        for style in self.chain(key):
            if number := _val(style, "pPr/numPr/numId"):
                return number, self.first(key, "pPr/numPr/ilvl")
        return "", "0"

    def outline(self, key: str) -> str:
        """Give the outline level of a style, from 0; built-in headings have theirs by name."""
        for style in self.chain(key):
            name = _val(style, "name").lower()
            if name.startswith("heading ") and name[8:].isdigit():
                return str(int(name[8:]) - 1)
        return self.first(key, "pPr/outlineLvl")

    def first(self, key: str, path: str) -> str:
        return next((value for style in self.chain(key) if (value := _val(style, path))), "")

    def chain(self, key: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while key in self.styles and key not in seen:
            seen.add(key)
            yield self.styles[key]
            key = _val(self.styles[key], "basedOn")


def _is_tab_stop(node: etree._Element) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == f"{W}tabs"


def _val(parent: etree._Element, path: str) -> str:
    found = parent.find("/".join(f"{W}{name}" for name in path.split("/")))
    return "" if found is None else found.get(f"{W}val", "")


def _without_letterhead(root: etree._Element) -> bool:
    """Empty the paragraphs that a letterhead brought, which have styles of its own; tell whether there were some."""
    found = False
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val", "").startswith(LETTERHEAD):
            paragraph[:] = []
            found = True
    return found


def _parse(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
