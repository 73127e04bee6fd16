"""Write a Document as the HTML that is set as PDF and whose computed styles are the looks.

Every tagged node carries `data-n`, its index in `document.walk()`.  Looks are
the stylesheets'; what is here besides the markup is structure (running head and
foot, notes, counters, bookmarks) and the characters that keep a line from
breaking in the wrong place.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from itertools import zip_longest
from typing import assert_never

from briefgen.document import (
    AnyInline,
    Attrs,
    Block,
    Blocks,
    Break,
    Cell,
    Container,
    Document,
    Figure,
    Heading,
    Inline,
    Inlines,
    Item,
    Link,
    List,
    Note,
    PageBreak,
    PageCount,
    PageNumber,
    Paragraph,
    Row,
    Rule,
    Table,
    Text,
    Toc,
    text_of,
    walk,
)

STRUCTURE = """
header.page { position: running(page-header) }
footer.page { position: running(page-footer) }
.note { float: footnote }
.note::footnote-call { content: "\\2060" counter(footnote) }
.page-number::before { content: counter(page) }
.page-count::before { content: counter(pages) }
[data-before] { margin-left: 0.25em }
[data-after] { margin-right: 0.25em }
.page-break { break-after: page }
img { image-rendering: crisp-edges }
h1, h2, h3, h4, h5 { bookmark-label: attr(data-label) }
[data-tight] { margin-right: -0.5em }
nav.toc a::after { content: leader(".") target-counter(attr(href), page) }
"""
SAFE = re.compile(r"(?:https?:|mailto:|#)", re.IGNORECASE)
# Dashes, connectors, interpuncts and ellipses never start a line; a word joiner holds them.
# None stands inside `——`, which some fonts draw as one glyph.
HELD = re.compile(r"(?<![—―─…⋯⸺])([—―－─～〜–‧·・／…⸺⋯])")
# A closing bracket and a mark after it take half a square less, also where the one is in another element.
TIGHT = re.compile(r"[）」』》〉］｝〕】]\n[，。、；：）」』》〉］｝〕】]")
# A number and its unit of a date stay in one line, but not in tables of more than COLUMNS, which would grow too wide.
DATED = re.compile(r"(?<=[0-9０-９])(?=[年月日])")
COLUMNS = 8
# A row whose longest cell, shared out over the columns, has more characters may break: it could pass the page.
LONG = 400
# A page number stands as far from Han characters beside it as other figures do.
HAN = re.compile(r"[\u3400-\u9fff]")
URL = re.compile(r"https?://[!-~]+")
URL_BREAK = re.compile(r"(?<=[/?&=._\-#])(?=[^/\s])")
JOINER, MAY_BREAK = "\u2060", "\u200b"


def render(document: Document) -> str:
    """Give the whole page as HTML, without its stylesheets."""
    return _Page(document).html()


def held_together(text: str) -> str:
    """Put a word joiner before what must not start a line, and let addresses break.

    >>> held_together("美國——日本").replace(JOINER, "_")
    '美國_——日本'
    """
    text = URL.sub(lambda found: URL_BREAK.sub(MAY_BREAK, found[0]), text)
    return HELD.sub(rf"{JOINER}\1", text)


class _Page:
    """Writes nodes in the order of `document.walk()`, so that counting them gives `data-n`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.parts: list[str] = []
        self.n = -1
        self.narrow = False
        self.headings = [(n, node) for n, node in enumerate(document.walk()) if isinstance(node, Heading)]

    def html(self) -> str:
        meta = self.document.meta
        self.write(f'<!DOCTYPE html><html lang="{_quoted(meta.lang)}"><head><meta charset="utf-8">')
        self.write(
            f"<title>{escape(meta.title)}</title><style>{STRUCTURE}{self.first_page}</style></head><body>"
        )
        for running in (self.document.page_header, self.document.page_footer):
            if running is not None:
                self.container(running)
        self.blocks(self.document.blocks)
        self.write("</body></html>")
        return "".join(self.parts)

    @property
    def first_page(self) -> str:
        """The rule that numbers pages from the document's first one."""
        first = self.document.first_page
        return "" if first == 1 else f"@page :first {{ counter-reset: page {first} }}"

    def write(self, markup: str) -> None:
        self.parts.append(markup)

    def open(self, tag: str, attrs: Attrs | None = None, more: str = "") -> None:
        """Begin an element that is a node of the document."""
        self.n += 1
        self.write(f'<{tag} data-n="{self.n}"{_attributes(attrs)}{more}>')

    def blocks(self, blocks: Blocks) -> None:
        for block in blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                self.heading(block)
            case Paragraph():
                self.around("p", block.attrs, block.content)
            case List():
                self.list(block)
            case Table():
                self.table(block)
            case Figure():
                self.figure(block)
            case Container():
                self.container(block)
            case Rule():
                self.open("hr", block.attrs)
            case PageBreak():
                self.open("div", None, ' class="page-break"')
                self.write("</div>")
            case Toc():
                self.toc(block)
            case _:
                assert_never(block)

    def around(self, tag: str, attrs: Attrs, content: Inlines, more: str = "") -> None:
        self.open(tag, attrs, more)
        self.inlines(content)
        self.write(f"</{tag}>")

    def heading(self, heading: Heading) -> None:
        tag = f"h{heading.level}"
        label = _quoted(heading.label + text_of(heading.content).replace("\n", " "))
        more = f' data-label="{label}"'
        if heading.attrs.id is None:
            more += f' id="h-{self.n + 1}"'
        self.open(tag, heading.attrs, more)
        if heading.label:
            self.write(f'<span class="label">{escape(held_together(heading.label))}</span>')
        self.inlines(heading.content)
        self.write(f"</{tag}>")

    def list(self, block: List) -> None:
        tag = "ol" if block.ordered else "ul"
        self.open(tag, block.attrs)
        for item in block.items:
            self.item(item)
        self.write(f"</{tag}>")

    def item(self, item: Item) -> None:
        self.open("li", item.attrs)
        self.blocks(item.blocks)
        self.write("</li>")

    def table(self, table: Table) -> None:
        rows = (*table.head, *table.body)
        self.narrow = any(sum(cell.colspan for cell in row.cells) > COLUMNS for row in rows)
        self.open("table", table.attrs)
        if table.caption:
            self.write("<caption>")
            self.inlines(table.caption)
            self.write("</caption>")
        for tag, rows in (("thead", table.head), ("tbody", table.body)):
            if rows:
                self.write(f"<{tag}>")
                for row in rows:
                    self.row(row, "col" if tag == "thead" else "row")
                self.write(f"</{tag}>")
        self.write("</table>")
        self.narrow = False

    def row(self, row: Row, scope: str) -> None:
        long = ("long",) if max(map(_length, row.cells), default=0) * len(row.cells) > LONG else ()
        self.open("tr", replace(row.attrs, classes=row.attrs.classes + long))
        for cell in row.cells:
            self.cell(cell, scope)
        self.write("</tr>")

    def cell(self, cell: Cell, scope: str) -> None:
        tag = "th" if cell.header else "td"
        more = f' scope="{scope}"' if cell.header else ""
        more += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
        more += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
        self.open(tag, cell.attrs, more)
        self.blocks(cell.blocks)
        self.write(f"</{tag}>")

    def figure(self, figure: Figure) -> None:
        self.open("figure", figure.attrs)
        self.write(f'<img src="{_quoted(figure.src)}" alt="{_quoted(figure.alt)}">')
        if figure.caption:
            self.write("<figcaption>")
            self.inlines(figure.caption)
            self.write("</figcaption>")
        self.write("</figure>")

    def container(self, container: Container) -> None:
        self.open(container.tag, container.attrs)
        self.blocks(container.blocks)
        self.write(f"</{container.tag}>")

    def toc(self, toc: Toc) -> None:
        classes = " ".join(("toc", *toc.attrs.classes))
        self.open("nav", Attrs(id=toc.attrs.id, lang=toc.attrs.lang), f' class="{_quoted(classes)}"')
        for n, heading in self.headings:
            if heading.level <= toc.depth:
                target = _quoted(heading.attrs.id or f"h-{n}")
                words = escape(held_together(heading.label + text_of(heading.content)))
                self.write(f'<p class="toc-{heading.level}"><a href="#{target}">{words}</a></p>')
        self.write("</nav>")

    def inlines(self, content: Inlines) -> None:
        before = ""
        for inline, after in zip_longest(content, content[1:]):
            ends, begins = text_of((inline,))[-1:], text_of((after,))[:1] if after else ""
            spacing = " data-tight" if TIGHT.fullmatch(f"{ends}\n{begins}") else ""
            if isinstance(inline, PageNumber | PageCount):
                spacing = " data-before" * bool(HAN.match(before)) + " data-after" * bool(HAN.match(begins))
            self.inline(inline, spacing)
            before = ends

    def inline(self, inline: AnyInline, spacing: str) -> None:
        match inline:
            case Text():
                self.n += 1
                held = held_together(inline.text)
                self.write(escape(held if self.narrow else DATED.sub(JOINER, held)))
            case Inline():
                self.around(inline.tag, inline.attrs, inline.content, spacing)
            case Link():
                safe = SAFE.match(inline.href) is not None
                more = (f' href="{_quoted(inline.href)}"' if safe else "") + spacing
                self.around("a", inline.attrs, inline.content, more)
            case Break():
                self.open("br")
            case Note():
                classes = " ".join(("note", *inline.attrs.classes))
                attrs = Attrs(id=inline.attrs.id, lang=inline.attrs.lang)
                self.around("span", attrs, inline.content, f' class="{_quoted(classes)}"')
            case PageNumber():
                self.open("span", None, f' class="page-number"{spacing}')
                self.write("</span>")
            case PageCount():
                self.open("span", None, f' class="page-count"{spacing}')
                self.write("</span>")
            case _:
                assert_never(inline)


def _attributes(attrs: Attrs | None) -> str:
    """Write class, id and language."""
    if attrs is None:
        return ""
    parts = (("class", " ".join(attrs.classes)), ("id", attrs.id), ("lang", attrs.lang))
    return "".join(f' {name}="{_quoted(value)}"' for name, value in parts if value)


def _quoted(value: str) -> str:
    return escape(value, quote=True)


def _length(cell: Cell) -> int:
    return sum(len(node.text) for node in walk(cell) if isinstance(node, Text))
