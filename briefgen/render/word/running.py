"""Put the running head and foot on the pages: the letterhead's where it has one, else the document's.

The line that says how secret a brief is stands on every page, whosever head it is;
so does the one with the page number where the letterhead counts no pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.parts.story import StoryPart
from lxml import etree

from briefgen.document import Block, Container, PageNumber, Paragraph, text_of, walk
from briefgen.render.look import BlockLook, Looks, PageLook, TextLook
from briefgen.render.word import package
from briefgen.render.word.blocks import blocks
from briefgen.render.word.borrowing import dress
from briefgen.render.word.letterhead import Letterhead, Picture, R, Running, RunningPart, W, Which
from briefgen.render.word.markup import Element, Xml, join, tag
from briefgen.render.word.paragraphs import Setting
from briefgen.render.word.press import Press, Story


def on_paper(looks: Looks, letterhead: Letterhead | None) -> Looks:
    """Give the looks on the paper of a letterhead: its size, its margins, its first page."""
    if letterhead is None:
        return looks
    page = _page(looks.page, letterhead)
    first = looks.first_page
    if first is not None:
        first = _page(first, letterhead)
    elif letterhead.title_page:
        first = page
    return replace(looks, page=page, first_page=first, nodes=dict(_widened(looks)))


def _widened(looks: Looks) -> Iterator[tuple[int, BlockLook | TextLook]]:
    """Give the looks of all nodes; what is as wide as our text becomes as wide as theirs."""
    measure = looks.page.width - looks.page.left - looks.page.right
    for node, look in looks.nodes.items():
        if isinstance(look, BlockLook) and look.width is not None and abs(look.width - measure) < 0.5:
            yield node, replace(look, width=None)
        else:
            yield node, look


class Heads:
    """The running heads and feet of one Word file."""

    def __init__(self, word: WordFile, press: Press, letterhead: Letterhead | None) -> None:
        self.word = word
        self.press = press
        self.letterhead = letterhead
        self.borrowed: dict[str, str] = {}
        self.pictures: dict[bytes, Part] = {}
        self.even = letterhead is not None and letterhead.even_pages
        if self.even:
            word.settings.odd_and_even_pages_header_footer = True

    def write(self) -> Xml:
        """Add every part, and give the references to them."""
        document = self.press.document
        return join(*self._kind("header", document.page_header), *self._kind("footer", document.page_footer))

    def _kind(self, kind: Running, own: Container | None) -> Iterator[Xml]:
        if self.letterhead is not None and self.letterhead.has(kind):
            yield from self._theirs(kind, own, self.letterhead)
        elif own is not None and own.blocks:
            yield from self._ours(kind, own)

    def _theirs(self, kind: Running, own: Container | None, letterhead: Letterhead) -> Iterator[Xml]:
        marks = tuple(block for block in own.blocks if self._is_mark(block)) if own else ()
        for which in self._whichs():
            running = letterhead.running.get((kind, which))
            if running is None and not marks:
                continue
            part, relation = package.add_running(self.word, kind)
            lines = marks
            if running is not None:
                self._fill(part, running, letterhead)
                if own is not None and not letterhead.counts(which):
                    lines = tuple(block for block in own.blocks if block in marks or _is_number(block))
            if own is not None and lines:
                self._append(part, kind, own, lines)
            yield _reference(kind, which, relation)

    def _ours(self, kind: Running, own: Container) -> Iterator[Xml]:
        pages = {"default": self.press.looks.page, "first": self.press.looks.first_page}
        pages["even"] = pages["default"]
        printed = [which for which in self._whichs() if _has(pages[which], kind)]
        if printed:
            part, relation = package.add_running(self.word, kind)
            self._append(part, kind, own, own.blocks)
            yield from (_reference(kind, which, relation) for which in printed)

    def _whichs(self) -> tuple[Which, ...]:
        first: tuple[Which, ...] = ("first",) if self.press.looks.first_page else ()
        return ("default", *first, *(("even",) if self.even else ()))

    def _append(self, part: StoryPart, kind: Running, own: Container, content: tuple[Block, ...]) -> None:
        setting = Setting(kind, look=self.press.look(own), lang=own.attrs.lang)
        package.fill(part, blocks(self.press, Story(kind, part), content, setting))

    def _fill(self, part: StoryPart, running: RunningPart, letterhead: Letterhead) -> None:
        """Give a part the letterhead's content, in its styles, with its pictures."""
        root: Element = parse_xml(etree.tostring(running.root))
        dress(root, self.word.styles.element, letterhead, self.borrowed)
        renamed = {
            id: part.relate_to(self._picture(picture), RELATIONSHIP_TYPE.IMAGE)
            for id, picture in running.pictures.items()
            if any(id in element.attrib.values() for element in root.iter())
        }
        for element in root.iter():
            for name, value in element.attrib.items():
                if str(name).startswith(R):
                    element.set(name, renamed[str(value)])
        if root[-1].tag == f"{W}tbl":
            etree.SubElement(root, f"{W}p")  # Word wants a paragraph after a table
        part._element = root  # python-docx has no other way to give a part its content

    def _picture(self, picture: Picture) -> Part:
        if picture.content not in self.pictures:
            name = PackURI(f"/word/media/letterhead{len(self.pictures) + 1}.{picture.suffix}")
            self.pictures[picture.content] = Part(name, picture.kind, picture.content, self.word.part.package)
        return self.pictures[picture.content]

    def _is_mark(self, block: Block) -> bool:
        """A line marks the brief when it is called so, or is one of the words that the file is filed under."""
        if not isinstance(block, Paragraph):
            return False
        words = text_of(block.content).strip().partition("（")[0]
        return "marking" in block.attrs.classes or words in self.press.document.meta.keywords


def _reference(kind: Running, which: Which, relation: str) -> Xml:
    return tag(f"w:{kind}Reference", **{"w:type": which, "r:id": relation})


def _is_number(block: Block) -> bool:
    """A line has the number of the page."""
    return any(isinstance(node, PageNumber) for node in walk(block))


def _has(page: PageLook | None, kind: Running) -> bool:
    return page is not None and (page.has_head if kind == "header" else page.has_foot)


def _page(page: PageLook, letterhead: Letterhead) -> PageLook:
    names = {
        "w": "width", "h": "height", "top": "top", "right": "right", "bottom": "bottom", "left": "left",
        "header": "head", "footer": "foot",
    }  # fmt: skip
    said = {ours: letterhead.page[theirs] / 20 for theirs, ours in names.items() if theirs in letterhead.page}
    return replace(page, **said)  # type: ignore[arg-type]
