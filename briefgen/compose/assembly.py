"""Make the blocks of a Document from a checked tree of brief markup.

To add a kind of block: its case in `_block`, its tag in `vocabulary.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, cast

from briefgen.compose.markup import Element, place_of
from briefgen.compose.vocabulary import BLOCKS, CONTAINERS, HEADINGS, ROOT, RUNS
from briefgen.document import (
    AnyInline,
    Attrs,
    Block,
    Blocks,
    Break,
    Cell,
    Container,
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
)
from briefgen.errors import Problem, TemplateError, Words
from briefgen.model import Record


class Body(Record, frozen=True):
    """The blocks of a document, with the running head and foot taken out of them."""

    blocks: Blocks
    page_header: Container | None = None
    page_footer: Container | None = None


def assemble(root: Element) -> Body:
    """Make blocks of a checked tree; TemplateError where it has two running heads or feet."""
    running: dict[str, Element] = {}
    blocks: list[Block] = []
    for element in root:
        if element.tag in ("header", "footer") and "page" in element.get("class", "").split():
            if element.tag in running:
                raise TemplateError(_second_running(element))
            running[element.tag] = element
        else:
            blocks.append(_block(element))
    made = {tag: cast(Container, _block(element)) for tag, element in running.items()}
    return Body(tuple(blocks), made.get("header"), made.get("footer"))


def _second_running(element: Element) -> Problem:
    name = {"header": "頁首", "footer": "頁尾"}[str(element.tag)]
    what = Words(f"{name}寫了兩次", f'there are two <{element.tag} class="page">')
    return Problem(place_of(element), what, Words("只留一個", "keep one"))


def _block(element: Element) -> Block:
    tag, attrs = str(element.tag), _attrs(element)
    if tag in HEADINGS:
        return Heading(int(tag[1]), _inlines(element), element.get("label", ""), attrs)
    if tag in CONTAINERS:
        return Container(cast(_ContainerTag, tag), _blocks(element), attrs)
    match tag:
        case "p":
            return Paragraph(_inlines(element), attrs)
        case "ul" | "ol":
            items = tuple(Item(_mixed(item), _attrs(item)) for item in element)
            return List(items, tag == "ol", attrs)
        case "table":
            return _table(element, attrs)
        case "figure":
            return _figure(element, attrs)
        case "hr":
            return Rule(attrs)
        case "page-break":
            return PageBreak()
        case "toc":
            return Toc(int(element.get("depth", "2")), attrs)
        case _:
            raise AssertionError(f"<{tag}> passed the vocabulary and is no block")


_ContainerTag = Literal["section", "aside", "blockquote", "header", "footer"]
_RunTag = Literal["strong", "em", "small", "span", "sup", "sub"]


def _blocks(element: Element) -> Blocks:
    return tuple(_block(child) for child in element)


def _table(element: Element, attrs: Attrs) -> Table:
    head: list[Row] = []
    body: list[Row] = []
    caption: Inlines = ()
    for child in element:
        if child.tag == "caption":
            caption = _inlines(child)
        elif child.tag == "tr":
            body.append(_row(child))
        else:
            (head if child.tag == "thead" else body).extend(_row(row) for row in child)
    return Table(tuple(head), tuple(body), caption, attrs)


def _row(element: Element) -> Row:
    return Row(tuple(_cell(cell) for cell in element), _attrs(element))


def _cell(element: Element) -> Cell:
    columns, rows = (int(element.get(key, "1")) for key in ("colspan", "rowspan"))
    return Cell(_mixed(element), element.tag == "th", columns, rows, _attrs(element))


def _figure(element: Element, attrs: Attrs) -> Figure:
    images = element.findall("img")
    if len(images) != 1:
        what = Words("<figure> 裡應有一個 <img>", "a <figure> holds one <img>")
        raise TemplateError(Problem(place_of(element), what))
    caption = element.find("figcaption")
    words = () if caption is None else _inlines(caption)
    return Figure(images[0].get("src", ""), images[0].get("alt", ""), words, attrs)


def _mixed(element: Element) -> Blocks:
    """Give the blocks of a list item or cell; bare words become a paragraph."""
    blocks: list[Block] = []
    run: list[AnyInline] = _text(element.text)
    for child in element:
        if child.tag in BLOCKS:
            blocks += _paragraph(run)
            blocks.append(_block(child))
            run = []
        else:
            run += _inline(child)
        run += _text(child.tail)
    return (*blocks, *_paragraph(run))


def _paragraph(run: list[AnyInline]) -> Iterator[Paragraph]:
    if run:
        yield Paragraph(_merged(run))


def _inlines(element: Element) -> Inlines:
    run = _text(element.text)
    for child in element:
        run += _inline(child)
        run += _text(child.tail)
    return _merged(run)


def _inline(element: Element) -> list[AnyInline]:
    tag, attrs = str(element.tag), _attrs(element)
    if tag == "span" and not (attrs.classes or attrs.id or attrs.lang):
        return list(_inlines(element))
    if tag in RUNS:
        return [Inline(cast(_RunTag, tag), _inlines(element), attrs)]
    match tag:
        case "a":
            return [Link(element.get("href", ""), _inlines(element), attrs)]
        case "note":
            return [Note(_inlines(element), attrs)]
        case "br":
            return [Break()]
        case "page-number":
            return [PageNumber()]
        case "page-count":
            return [PageCount()]
        case _:
            raise AssertionError(f"<{tag}> passed the vocabulary and is no inline")


def _text(text: str | None) -> list[AnyInline]:
    return [Text(text)] if text else []


def _merged(run: Iterable[AnyInline]) -> Inlines:
    """Join neighbouring texts into one."""
    merged: list[AnyInline] = []
    for inline in run:
        last = merged[-1] if merged else None
        if isinstance(inline, Text) and isinstance(last, Text):
            merged[-1] = Text(last.text + inline.text)
        else:
            merged.append(inline)
    return tuple(merged)


def _attrs(element: Element) -> Attrs:
    assert element.tag != ROOT
    classes = tuple(element.get("class", "").split())
    return Attrs(classes, element.get("id"), element.get("lang"), place_of(element))
