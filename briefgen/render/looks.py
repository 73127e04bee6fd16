"""Ask the cascade what everything looks like: stylesheets and a document in, Looks out.

The same HTML that becomes the PDF gets its computed styles from WeasyPrint, with
the medium `word`; here they become BlockLook, TextLook and PageLook.  This is
the only file that touches the inside of WeasyPrint's cascade.  To let a property
reach Word: a field in `look.py`, read here, and its name in `wordcss.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from briefgen.document import (
    Block,
    Cell,
    Container,
    Document,
    Figure,
    Inline,
    Item,
    Link,
    List,
    Node,
    Note,
    Row,
    Table,
    children,
)
from briefgen.errors import Problem, RenderError
from briefgen.render import asked, html, styles, weasy, wordcss
from briefgen.render.faces import FaceList
from briefgen.render.keeping import keep
from briefgen.render.look import BlockLook, Looks, PageLook, TextLook
from briefgen.render.sheets import read, shown


@weasy.silent()
def look(document: Document, sheets: tuple[Path, ...], folder: Path) -> Looks:
    """Give the looks of a document under some stylesheets, first to last.

    `folder` is the audience's; pictures and imports are read from it only.
    Raises RenderError for CSS that is not valid, for a font that no `@font-face`
    explains and for letters of no sensible size, each with file and line.
    """
    cascade = _Cascade(document, sheets, folder)
    page = cascade.page(index=1)
    first = cascade.page(index=0)
    reader = _Reader(cascade, page.width - page.left - page.right)
    nodes = reader.read(document)
    note = next((node for node in document.walk() if isinstance(node, Note)), None)
    root = reader.block(cascade.style_of("body"))
    call, text, marker = reader.notes(note, root)
    sizes = (look.text.size if isinstance(look, BlockLook) else look.size for look in nodes.values())
    if wrong := tuple(asked.problems(sheets, folder, cascade.faces, sizes, (page, first))):
        raise RenderError(*wrong)
    return Looks(
        page=replace(page, grid_pitch=root.line_height),
        root=root,
        note_call=call,
        note_text=text,
        note_marker=marker,
        nodes=nodes,
        faults=unexpressed(sheets, folder),
        document=document,
        first_page=replace(first, grid_pitch=root.line_height) if first != page else None,
        sheets=sheets,
        assets=folder,
        captions=reader.captions,
    )


def unexpressed(sheets: tuple[Path, ...], folder: Path) -> tuple[Problem, ...]:
    """Give what of the stylesheets Word cannot follow, as warnings."""
    return tuple(fault for path in sheets for fault in wordcss.faults(path, shown(path, folder)))


def _untold(faults: tuple[Problem, ...], problems: list[Problem]) -> Iterator[Problem]:
    """Leave out the properties that are told already: what nobody knows, Word need not."""
    told = {word for problem in problems for word in re.findall("[a-z-]+", problem.what.en)}
    yield from (fault for fault in faults if not told & {*fault.what.en.split()[3:]})


class _Cascade:
    """The computed styles of one document, by node and by page."""

    def __init__(self, document: Document, sheets: tuple[Path, ...], folder: Path) -> None:
        weasyprint = weasy.load()
        from weasyprint.css import get_all_computed_styles  # type: ignore[import-untyped]
        from weasyprint.css.counters import CounterStyle  # type: ignore[import-untyped]

        from briefgen.render.fetcher import Fetcher

        fetcher = Fetcher((folder, *(path.parent for path in sheets)))
        self.faces = FaceList()
        self.counters = CounterStyle()
        problems: list[Problem] = []
        parsed = []
        for path in sheets:
            with weasy.complaints(shown(path, folder)) as found:
                parsed.append(self._sheet(weasyprint, path, fetcher))
            problems += found
        with weasy.complaints(shown(sheets[-1], folder) if sheets else "brief.css") as found:
            self.html = weasyprint.HTML(
                string=html.render(document),
                base_url=folder.as_uri() + "/",
                url_fetcher=fetcher,
                media_type="word",
            )
            self.style_for = get_all_computed_styles(
                self.html,
                user_stylesheets=parsed,
                font_config=self.faces,
                counter_style=self.counters,
            )
        problems += found + fetcher.refused
        if problems:
            raise RenderError(*dict.fromkeys((*problems, *_untold(unexpressed(sheets, folder), problems))))
        self.elements = {
            int(n): element
            for element in self.html.etree_element.iter()
            if (n := element.get("data-n")) is not None
        }

    def _sheet(self, weasyprint: Any, path: Path, fetcher: object) -> object:
        return weasyprint.CSS(
            string=read(path),
            base_url=path.resolve().as_uri(),
            url_fetcher=fetcher,
            media_type="word",
            font_config=self.faces,
            counter_style=self.counters,
        )

    def style_of(self, tag: str) -> Any:
        """Give the computed style of the first element with a tag."""
        return self.style_for(next(self.html.etree_element.iter(tag)))

    def page(self, index: int) -> PageLook:
        """Give the look of the first page (index 0) or of the others."""
        from weasyprint.layout.page import (  # type: ignore[import-untyped]
            PageType,
            set_page_type_computed_styles,
        )

        kind = PageType(side="right", blank=False, name="", index=index, groups=())
        set_page_type_computed_styles(kind, self.html, self.style_for)
        style = self.style_for(kind)
        width, height = (styles.length(size, 0.0) for size in style["size"])
        top, right, bottom, left = (
            styles.length(style[f"margin_{side}"], height if side in ("top", "bottom") else width)
            for side in styles.SIDES
        )
        head = self._running(kind, "top", top)
        foot = self._running(kind, "bottom", bottom)
        return PageLook(
            width=width,
            height=height,
            top=top,
            right=right,
            bottom=bottom,
            left=left,
            head=round(top / 2 if head is None else head, 3),
            foot=round(bottom / 2 if foot is None else foot, 3),
            has_head=head is not None,
            has_foot=foot is not None,
        )

    def _running(self, kind: object, side: Literal["top", "bottom"], margin: float) -> float | None:
        """Give the distance of the running head or foot from the edge, or None where there is none."""
        for part in ("center", "left", "right"):
            style = self.style_for(kind, f"@{side}-{part}")
            if style is None or style["content"] in ("none", "normal", "inhibit"):
                continue
            other = "bottom" if side == "top" else "top"
            near, far = (styles.length(style[f"padding_{edge}"], margin) for edge in (side, other))
            tag = "header" if side == "top" else "footer"
            found = next((e for e in self.html.etree_element.iter(tag) if "page" in e.get("class", "")), None)
            height = styles.line_height(self.style_for(found) if found is not None else style) or 0.0
            free = margin - near - far - height
            share = {side: 0.0, other: 1.0}.get(style["vertical_align"], 0.5)
            return max(0.0, near + free * share)
        return None


class _Reader:
    """Turns computed styles into looks."""

    def __init__(self, cascade: _Cascade, measure: float) -> None:
        self.cascade = cascade
        self.measure = measure
        self.block = partial(styles.block, faces=cascade.faces, measure=measure)
        self.text = partial(styles.text, faces=cascade.faces)
        self.nodes: dict[int, BlockLook | TextLook] = {}
        self.captions: dict[int, BlockLook] = {}

    def read(self, document: Document) -> dict[int, BlockLook | TextLook]:
        """Give the looks of every node that has one, by its identity."""
        elements = self.cascade.elements
        self.styles = {
            id(node): (elements[n], self.cascade.style_for(elements[n]))
            for n, node in reversed(tuple(enumerate(document.walk())))
            if n in elements
        }
        for running in (document.page_header, document.page_footer):
            if running is not None:
                self.visit(running, styles.NOTHING)
        self.visit_all(document.blocks, styles.NOTHING)
        avoided = {
            node for node, (_, style) in self.styles.items() if style["break_before"] in styles.AVOIDED
        }
        keep(document, self.nodes, avoided)
        return self.nodes

    def visit_all(self, blocks: tuple[Block, ...], around: styles.Around) -> None:
        for position, block in enumerate(blocks):
            self.visit(block, around.at(position == 0, position == len(blocks) - 1))

    def visit(self, node: Node, around: styles.Around) -> None:
        """Read one block and what is in it."""
        if id(node) not in self.styles:
            return
        element, style = self.styles[id(node)]
        look = self.block(style, around=around)
        self.nodes[id(node)] = look
        match node:
            case Container():
                self.visit_all(node.blocks, styles.inside(style, look, around))
            case List():
                inside = styles.inside(style, look, around)
                for n, item in enumerate(node.items, 1):
                    self.item(item, n, style, inside.at(n == 1, n == len(node.items)))
            case Table():
                self.caption(node, element.find("caption"))
                for row in (*node.head, *node.body):
                    self.row(row)
            case Figure():
                self.nodes[id(node)] = replace(look, width=self.picture_width(element))
                self.caption(node, element.find("figcaption"))
            case _:
                self.inlines(children(node))

    def item(self, item: Item, n: int, list_style: Any, around: styles.Around) -> None:
        _, style = self.styles[id(item)]
        look = self.block(style, around=around)
        hang = styles.length(list_style["padding_left"], self.measure)
        marker = self.cascade.counters.render_marker(style["list_style_type"], n).strip()
        self.nodes[id(item)] = replace(look, first_line=-hang, marker=marker)
        self.visit_all(item.blocks, styles.inside(style, look, around))

    def caption(self, node: Table | Figure, element: Any) -> None:
        if element is not None:
            self.captions[id(node)] = self.block(self.cascade.style_for(element))
            self.inlines(node.caption)

    def row(self, row: Row) -> None:
        self.nodes[id(row)] = self.block(self.styles[id(row)][1])
        for cell in row.cells:
            self.cell(cell)

    def cell(self, cell: Cell) -> None:
        style = self.styles[id(cell)][1]
        top, right, bottom, left = (
            styles.length(style[f"padding_{side}"], self.measure) for side in styles.SIDES
        )
        look = self.block(style)
        self.nodes[id(cell)] = replace(
            look, space_before=top, indent_right=right, space_after=bottom, indent_left=left
        )
        self.visit_all(cell.blocks, styles.NOTHING)

    def inlines(self, content: tuple[Node, ...]) -> None:
        for node in content:
            if isinstance(node, Note):
                self.nodes[id(node)] = self.block(self.styles[id(node)][1])
            elif isinstance(node, Inline | Link):
                self.nodes[id(node)] = self.text(self.styles[id(node)][1])
            self.inlines(children(node))

    def picture_width(self, element: Any) -> float | None:
        style = self.cascade.style_for(element.find("img"))
        return None if style["width"] == "auto" else styles.length(style["width"], self.measure)

    def notes(self, note: Note | None, root: BlockLook) -> tuple[TextLook, BlockLook, TextLook]:
        """Give the looks of a note's call, text and marker; those of the body where there is no note."""
        if note is None:
            raised = replace(root.text, raised="super")
            return raised, root, raised
        element, style = self.styles[id(note)]
        call, marker = (
            self.text(self.cascade.style_for(element, part)) for part in ("footnote-call", "footnote-marker")
        )
        return call, self.block(style), marker
