"""What we print: a closed tree of blocks and inlines, before it has any looks.

A template's markup is parsed into a Document; the writers turn it into files.
A Note holds its content and has no number: its place in the text is its number.
Every node carries Attrs: classes for the stylesheet, an id, a language, and the
place in the template or seed that wrote it.

To add a kind of block: a dataclass here, its tag in `compose/markup.py`; the
type checker then names the writers to extend.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from briefgen.errors import Place


@dataclass(frozen=True, slots=True)
class Attrs:
    """What every node may carry."""

    classes: tuple[str, ...] = ()
    id: str | None = None
    lang: str | None = None
    place: Place | None = field(default=None, compare=False)


NO_ATTRS = Attrs()

# ---- inlines ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Characters, with no looks of their own."""

    text: str


@dataclass(frozen=True, slots=True)
class Inline:
    """A run of inlines with one tag: `strong`, `em`, `small`, `span`, `sup`, `sub`."""

    tag: Literal["strong", "em", "small", "span", "sup", "sub"]
    content: Inlines
    attrs: Attrs = NO_ATTRS


@dataclass(frozen=True, slots=True)
class Link:
    """A link: http, https, mailto, or `#id` inside the document."""

    href: str
    content: Inlines
    attrs: Attrs = NO_ATTRS


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, at the place of its call."""

    content: Inlines
    attrs: Attrs = NO_ATTRS


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number of the page; only in a running head or foot."""


@dataclass(frozen=True, slots=True)
class PageCount:
    """How many pages there are; only in a running head or foot."""


AnyInline = Text | Inline | Link | Break | Note | PageNumber | PageCount
Inlines = tuple[AnyInline, ...]

# ---- blocks -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 5; `label` is its number as printed (`陸、`, `（一）`) or empty."""

    level: int
    content: Inlines
    label: str = ""
    attrs: Attrs = NO_ATTRS


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    content: Inlines
    attrs: Attrs = NO_ATTRS


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    blocks: Blocks
    attrs: Attrs = NO_ATTRS


@dataclass(frozen=True, slots=True)
class List:
    """A list; an ordered one counts from 1."""

    items: tuple[Item, ...]
    ordered: bool = False
    attrs: Attrs = NO_ATTRS


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `header` for `th`."""

    blocks: Blocks
    header: bool = False
    colspan: int = 1
    rowspan: int = 1
    attrs: Attrs = NO_ATTRS


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    attrs: Attrs = NO_ATTRS


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the rows of `head` repeat on every page."""

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: Inlines = ()
    attrs: Attrs = NO_ATTRS


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with alternative text and, where there is one, a caption.

    `src` is a file name inside the audience's folder, or the picture itself as a
    `data:` address (base64).
    """

    src: str
    alt: str
    caption: Inlines = ()
    attrs: Attrs = NO_ATTRS


@dataclass(frozen=True, slots=True)
class Container:
    """Blocks with one tag around them: `section`, `aside`, `blockquote`, `header`, `footer`."""

    tag: Literal["section", "aside", "blockquote", "header", "footer"]
    blocks: Blocks
    attrs: Attrs = NO_ATTRS


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule."""

    attrs: Attrs = NO_ATTRS


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Toc:
    """A table of contents of the headings down to a level."""

    depth: int = 2
    attrs: Attrs = NO_ATTRS


Block = Heading | Paragraph | List | Table | Figure | Container | Rule | PageBreak | Toc
Blocks = tuple[Block, ...]
Node = Block | Item | Row | Cell | AnyInline


@dataclass(frozen=True, slots=True)
class Meta:
    """The properties of the document, for both files; the date is the text's own, never the clock's.

    `marking` is the level that its pages show, empty where they show none.
    """

    title: str
    date: date
    subject: str = ""
    keywords: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    lang: str = "zh-Hant-TW"
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF: its name (the ending tells its kind), what it is, its bytes."""

    name: str
    about: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """A whole brief.  `page_header` and `page_footer` are the running head and foot.

    Pages are numbered from `first_page`.  `attached` are the files that its PDF
    carries; Word has no place for them.
    """

    meta: Meta
    blocks: Blocks
    page_header: Container | None = None
    page_footer: Container | None = None
    first_page: int = 1
    attached: tuple[Attachment, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Give every node once, in reading order, parents before children.

        The running head and foot come first, then the blocks; a table's caption
        before its rows, a figure's caption with the figure, a note's content
        where it is called.
        """
        for running in (self.page_header, self.page_footer):
            if running is not None:
                yield from walk(running)
        for block in self.blocks:
            yield from walk(block)


def children(node: Node) -> tuple[Node, ...]:
    """Give the nodes directly inside a node, in reading order."""
    match node:
        case Inline() | Link() | Note() | Heading() | Paragraph():
            return node.content
        case Item() | Cell() | Container():
            return node.blocks
        case List():
            return node.items
        case Row():
            return node.cells
        case Table():
            return (*node.caption, *node.head, *node.body)
        case Figure():
            return node.caption
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """Give a node and everything inside it, in reading order."""
    yield node
    for child in children(node):
        yield from walk(child)


def text_of(content: Inlines) -> str:
    """Give the words of some inlines, without those of their notes."""
    parts: list[str] = []
    for inline in content:
        match inline:
            case Text():
                parts.append(inline.text)
            case Inline() | Link():
                parts.append(text_of(inline.content))
            case Break():
                parts.append("\n")
            case _:
                pass
    return "".join(parts)
