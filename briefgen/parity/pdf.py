"""Read a tagged PDF as a screen reader does: its structure tree in order, with the words of each tag.

The tree comes through qpdf, the characters through PDFium.  What is in no tag is the
running head and foot.  A note is a `Note` tag; where the writer left the tags of
WeasyPrint as they are, it is a child of the footnote area, which begins with its number.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf

from briefgen.errors import Words
from briefgen.parity.marked import NotPdf, marked
from briefgen.parity.reading import (
    SOFT,
    Footnote,
    Kind,
    Part,
    Reading,
    call,
    contents,
    plain,
    unreadable,
)
from briefgen.parity.tags import Leaf, Tag, Tree


def read(source: Path | bytes) -> Reading:
    """Give the Reading of a PDF; raises ParityError where it is none, or has no tags."""
    name, content = contents(source)
    try:
        with pikepdf.open(io.BytesIO(content)) as file:
            pieces = marked(content)
            tree = Tree({page.obj.objgen: number for number, page in enumerate(file.pages)}, pieces)
            root = file.Root.get("/StructTreeRoot")
            if not isinstance(root, pikepdf.Dictionary) or "/K" not in root:
                raise unreadable(
                    name, Words("PDF 沒有標籤，無法讀出段落", "the PDF has no tags to read paragraphs by")
                )
            document = list(tree.below(root))
    except (pikepdf.PdfError, NotPdf, UnicodeDecodeError) as error:
        raise unreadable(name, Words("不是 PDF 檔，或已損壞", "not a PDF, or a broken one")) from error
    except RecursionError as error:
        raise unreadable(
            name, Words("PDF 的標籤層次過深", "the tags of the PDF are nested too deep")
        ) from error
    return _Reader().reading(name, document, tree.running())


_HEADINGS: dict[str, Kind] = {"H1": "h1", "H2": "h2", "H3": "h3", "H4": "h4", "H5": "h5", "H6": "h6"}
_INSIDE_A_LINE = frozenset(
    {"Span", "NonStruct", "Link", "Reference", "Em", "Strong", "Quote", "Code", "Annot"}
)
_LEFT_OUT = frozenset({"TOC", "TOCI", "Artifact"})
_NUMBER = re.compile(r"\s*[\[〔（(]?註?([0-9]+)[\]〕）).．、]?\s*")


class _Reader:
    """Collects parts and notes while it walks the tags."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.pages: list[tuple[int, int]] = []
        self.notes: dict[int, str] = {}
        self.calls = 0
        self.text = ""
        self.last: Leaf | None = None
        self.span: tuple[int, int] | None = None
        self.label = ""
        self.in_cell = False

    def reading(self, name: str, document: Iterable[Tag | Leaf], running: str) -> Reading:
        top = list(document)
        while len(top) == 1 and isinstance(top[0], Tag) and top[0].name in ("Document", "Part"):
            top = list(top[0].kids)
        for node in top:
            if isinstance(node, Tag) and self.is_area(node):
                self.area(node)
            else:
                self.walk(node)
                self.flush("p")
        notes = tuple(Footnote(number, plain(text)) for number, text in self.notes.items())
        return Reading(name, tuple(self.joined()), notes, running)

    def walk(self, node: Tag | Leaf) -> None:
        """Take the words of a tag into the part that it makes, or belongs to."""
        if isinstance(node, Leaf):
            self.take(node)
        elif node.name in _LEFT_OUT:
            return
        elif node.name == "Note":
            self.note(node)
        elif node.name == "Figure":
            self.flush("p")
            self.parts.append(Part("figure", plain(node.alt)))
            self.pages.append((node.page, node.page))
        elif node.name == "Lbl":
            self.label = node.words() if any(char.isalnum() for char in node.words()) else ""
        elif node.name in _INSIDE_A_LINE:
            if not self.is_call(node):
                self.each(node)
        elif node.name in ("TD", "TH"):
            self.cell(node)
        elif node.name == "Table":
            self.table(node)
        else:
            self.block(node)

    def each(self, node: Tag) -> None:
        if _is_contents(node):
            return
        for kid in node.kids:
            self.walk(kid)

    def block(self, node: Tag) -> None:
        if self.in_cell:
            self.text += "\n"
            self.each(node)
            self.text += "\n"
            return
        self.flush("p")
        self.each(node)
        self.flush(_HEADINGS.get(node.name, "p"))

    def cell(self, node: Tag) -> None:
        self.flush("p")
        self.in_cell = True
        self.each(node)
        self.in_cell = False
        self.flush("cell", node.page)

    def table(self, node: Tag) -> None:
        """Read a table; one that goes on from the page before repeats its head, which is read once."""
        self.flush("p")
        for kid in node.kids:
            if isinstance(kid, Tag) and kid.name == "THead" and self.repeats(kid):
                continue
            self.walk(kid)
        self.flush("p")

    def repeats(self, head: Tag) -> bool:
        cells = [
            plain(cell.words())
            for row in head.kids
            if isinstance(row, Tag)
            for cell in row.kids
            if isinstance(cell, Tag)
        ]
        known = [part.text for part in self.parts if part.kind == "cell"]
        before = self.parts[-1].kind if self.parts else "p"
        width = len(cells)
        heads = any(known[at : at + width] == cells for at in range(len(known)))
        return before == "cell" and self.pages[-1][1] < head.page and heads

    # ---- words, calls and notes ------------------------------------------------

    def take(self, leaf: Leaf) -> None:
        if self.last is not None and self.text and _is_lower(leaf, self.last):
            self.text += SOFT
        self.text += leaf.piece.text
        self.last = leaf
        self.span = (self.span[0] if self.span else leaf.page, leaf.page)

    def is_call(self, node: Tag) -> bool:
        """Whether a tag is the call of a note: a number above those before, set small."""
        found = _NUMBER.fullmatch(plain(node.words()))
        leaf = next(node.leaves(), None)
        if found is None or leaf is None or int(found[1]) <= self.calls:
            return False
        before = self.last if self.text and node.name != "Reference" else None
        if before is not None and leaf.piece.size > 0.9 * before.piece.size:
            return False
        self.calls = int(found[1])
        self.text += call(self.calls)
        self.span = (self.span[0] if self.span else leaf.page, leaf.page)
        return True

    def is_area(self, node: Tag) -> bool:
        """Whether a tag is the footnote area of a page: its first child begins with the number of a new note."""
        first = node.kids[0] if node.kids else None
        return (
            node.name in ("NonStruct", "Div")
            and isinstance(first, Tag)
            and _marker(first) > max(self.notes, default=0)
        )

    def area(self, node: Tag) -> None:
        for kid in node.kids:
            if isinstance(kid, Tag):
                self.note(kid)

    def note(self, node: Tag) -> None:
        """Read a note, or the rest of one that began on the page before."""
        number = _marker(node)
        held = (self.text, self.last, self.span, self.label)
        self.text, self.last, self.span = "", None, None
        for kid in node.kids[1:] if number else node.kids:
            self.walk(kid)
        text, (self.text, self.last, self.span, self.label) = self.text, held
        key = number or len(self.notes)
        self.notes[key] = self.notes.get(key, "") + text

    # ---- parts -------------------------------------------------------------------

    def flush(self, kind: Kind, page: int = 0) -> None:
        text, span = plain(self.label + self.text), self.span or (page, page)
        if not self.text and kind != "cell":
            return
        self.text, self.label, self.last, self.span = "", "", None, None
        if text or kind == "cell":
            self.parts.append(Part(kind, text))
            self.pages.append(span)

    def joined(self) -> Iterator[Part]:
        """Mark the parts after which a page ends in the middle of the tags."""
        following = [*self.pages[1:], (0, 0)][: len(self.pages)]
        for part, (_, last), (first, _) in zip(self.parts, self.pages, following, strict=True):
            yield Part(part.kind, part.text, joins=first > last)


def _marker(node: Tag) -> int:
    """Give the number that a note begins with, or 0."""
    first = node.kids[0] if node.kids else None
    found = _NUMBER.fullmatch(plain(first.words())) if isinstance(first, Tag) else None
    return int(found[1]) if found else 0


def _is_contents(node: Tag) -> bool:
    """Whether a tag is a table of contents: paragraphs that are links and nothing else."""
    return bool(node.kids) and all(
        isinstance(kid, Tag)
        and kid.name == "P"
        and bool(kid.kids)
        and all(isinstance(inner, Tag) and inner.name == "Link" for inner in kid.kids)
        for kid in node.kids
    )


def _is_lower(leaf: Leaf, before: Leaf) -> bool:
    """Whether a line ended between two leaves."""
    drop = before.piece.baseline - leaf.piece.baseline
    return leaf.page != before.page or abs(drop) > 0.7 * max(leaf.piece.size, before.piece.size)
