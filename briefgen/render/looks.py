"""Ask the cascade what everything looks like: stylesheets and a document in, Looks out.

The same HTML that becomes the PDF gets its computed styles from WeasyPrint, with
the medium `word`; here they become BlockLook, TextLook and PageLook.  This is
the only file that touches the inside of WeasyPrint's cascade.  To let a property
reach Word: a field in `look.py`, read here, and its name in `wordcss.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from briefgen.errors import Place, Problem, RenderError
from briefgen.render import html, weasy, wordcss
from briefgen.render.look import BlockLook, Border, Looks, PageLook, TextLook

PX = 0.75
SIDES: tuple[Literal["top", "right", "bottom", "left"], ...] = ("top", "right", "bottom", "left")


def look(document: Document, sheets: tuple[Path, ...], folder: Path) -> Looks:
    """Give the looks of a document under some stylesheets, first to last.

    `folder` is the audience's; pictures and imports are read from it only.
    Raises RenderError for CSS that is not valid, with file and line.
    """
    cascade = _Cascade(document, sheets, folder)
    page = cascade.page(index=1)
    first = cascade.page(index=0)
    reader = _Reader(cascade, page.width - page.left - page.right)
    nodes = reader.read(document)
    note = next((node for node in document.walk() if isinstance(node, Note)), None)
    root = reader.block(cascade.style_of("body"))
    call, text, marker = reader.notes(note, root)
    return Looks(
        page=replace(page, grid_pitch=root.line_height),
        root=root,
        note_call=call,
        note_text=text,
        note_marker=marker,
        nodes=nodes,
        faults=tuple(fault for path in sheets for fault in wordcss.faults(path, shown(path, folder))),
        document=document,
        first_page=replace(first, grid_pitch=root.line_height) if first != page else None,
        sheets=sheets,
        assets=folder,
        captions=reader.captions,
    )


def shown(path: Path, folder: Path) -> str:
    """Give a stylesheet's name as people know it: from the workspace down."""
    for home in (folder.parent.parent, folder.parent, folder):
        if path.is_relative_to(home) and (home / "templates").is_dir():
            return path.relative_to(home).as_posix()
    return f"{path.parent.name}/{path.name}"


class _Cascade:
    """The computed styles of one document, by node and by page."""

    def __init__(self, document: Document, sheets: tuple[Path, ...], folder: Path) -> None:
        weasyprint = weasy.load()
        from weasyprint.css import get_all_computed_styles  # type: ignore[import-untyped]
        from weasyprint.css.counters import CounterStyle  # type: ignore[import-untyped]

        from briefgen.render.fetcher import Fetcher
        from briefgen.render.fonts import FaceList

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
            raise RenderError(*dict.fromkeys(problems))
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
        width, height = (_length(size, 0.0) for size in style["size"])
        top, right, bottom, left = (
            _length(style[f"margin_{side}"], height if side in ("top", "bottom") else width) for side in SIDES
        )
        head = self._running(kind, "top", top)
        foot = self._running(kind, "bottom", bottom)
        return PageLook(
            *(round(n, 3) for n in (width, height, top, right, bottom, left)),
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
            near, far = (_length(style[f"padding_{edge}"], margin) for edge in (side, other))
            tag = "header" if side == "top" else "footer"
            found = next((e for e in self.html.etree_element.iter(tag) if "page" in e.get("class", "")), None)
            height = _line_height(self.style_for(found) if found is not None else style) or 0.0
            free = margin - near - far - height
            share = {side: 0.0, other: 1.0}.get(style["vertical_align"], 0.5)
            return max(0.0, near + free * share)
        return None


@dataclass(frozen=True, slots=True)
class _Around:
    """What the boxes around a block add to it."""

    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    sides: tuple[tuple[str, Border], ...] = ()
    background: str | None = None

    def at(self, first: bool, last: bool) -> _Around:
        """Give what is left of it for a block that is first, last or in between."""
        kept = {"left", "right"} | ({"top"} if first else set()) | ({"bottom"} if last else set())
        return replace(
            self,
            before=self.before if first else 0.0,
            after=self.after if last else 0.0,
            sides=tuple((side, border) for side, border in self.sides if side in kept),
        )


class _Reader:
    """Turns computed styles into looks."""

    def __init__(self, cascade: _Cascade, measure: float) -> None:
        self.cascade = cascade
        self.measure = measure
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
                self.visit(running, _Around())
        self.visit_all(document.blocks, _Around())
        return self.nodes

    def visit_all(self, blocks: tuple[Block, ...], around: _Around) -> None:
        for position, block in enumerate(blocks):
            self.visit(block, around.at(position == 0, position == len(blocks) - 1))

    def visit(self, node: Node, around: _Around) -> None:
        """Read one block and what is in it."""
        if id(node) not in self.styles:
            return
        element, style = self.styles[id(node)]
        look = self.block(style, around)
        self.nodes[id(node)] = look
        match node:
            case Container():
                self.visit_all(node.blocks, self.inside(style, look, around))
            case List():
                inside = self.inside(style, look, around)
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

    def item(self, item: Item, n: int, list_style: Any, around: _Around) -> None:
        _, style = self.styles[id(item)]
        look = self.block(style, around)
        hang = _length(list_style["padding_left"], self.measure)
        marker = self.cascade.counters.render_marker(style["list_style_type"], n).strip()
        self.nodes[id(item)] = replace(look, first_line=-hang, marker=marker)
        self.visit_all(item.blocks, self.inside(style, look, around))

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
        top, right, bottom, left = (_length(style[f"padding_{side}"], self.measure) for side in SIDES)
        look = self.block(style)
        self.nodes[id(cell)] = replace(
            look, space_before=top, indent_right=right, space_after=bottom, indent_left=left
        )
        self.visit_all(cell.blocks, _Around())

    def inlines(self, content: tuple[Node, ...]) -> None:
        for node in content:
            if isinstance(node, Note):
                self.nodes[id(node)] = self.block(self.styles[id(node)][1])
            elif isinstance(node, Inline | Link):
                self.nodes[id(node)] = self.text(self.styles[id(node)][1])
            self.inlines(children(node))

    def picture_width(self, element: Any) -> float | None:
        style = self.cascade.style_for(element.find("img"))
        return None if style["width"] == "auto" else _length(style["width"], self.measure)

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

    def inside(self, style: Any, look: BlockLook, around: _Around) -> _Around:
        """Give what a box adds to the blocks inside it."""
        own = {side: border for side in SIDES if (border := _border(style, side)) is not None}
        return _Around(
            look.indent_left,
            look.indent_right,
            look.space_before,
            look.space_after,
            tuple({**dict(around.sides), **own}.items()),
            look.background,
        )

    def block(self, style: Any, around: _Around | None = None) -> BlockLook:
        """Give the look of a block with this style, inside boxes."""
        around = around or _Around()
        own = {side: _border(style, side) for side in SIDES}
        margin = {side: _length(style[f"margin_{side}"], self.measure) for side in SIDES}
        padding = {side: _length(style[f"padding_{side}"], self.measure) for side in SIDES}
        edge = {side: margin[side] + (b.width if (b := own[side]) else 0.0) + padding[side] for side in SIDES}
        sides = {side: own[side] or dict(around.sides).get(side) for side in SIDES}
        before = margin["top"] + (0.0 if own["top"] else padding["top"])
        after = margin["bottom"] + (0.0 if own["bottom"] else padding["bottom"])
        return BlockLook(
            text=replace(self.text(style), style_name="", background=None, raised=""),
            line_height=_line_height(style),
            space_before=round(max(before, around.before), 3),
            space_after=round(max(after, around.after), 3),
            indent_left=round(around.left + edge["left"], 3),
            indent_right=round(around.right + edge["right"], 3),
            first_line=_length(style["text_indent"], self.measure),
            align=_align(style),
            **sides,
            background=_color(style["background_color"], style) or around.background,
            **_breaks(style),
            width=None if style["width"] == "auto" else _length(style["width"], self.measure),
            vertical_align=str(style["vertical_align"]),
            style_name=_style_name(style),
        )

    def text(self, style: Any) -> TextLook:
        """Give the look of characters with this style."""
        faces, stack = self.cascade.faces, tuple(style["font_family"])
        raised = _raised(style)
        size = style.parent_style["font_size"] if raised else style["font_size"]
        spacing = style["letter_spacing"]
        lines = style["text_decoration_line"]
        return TextLook(
            latin=faces.latin(stack),
            han=faces.han(stack),
            size=round(size * PX, 3),
            bold=style["font_weight"] >= 600,
            italic=style["font_style"] != "normal",
            color=_color(style["color"], style) or "000000",
            background=_color(style["background_color"], style),
            underline="underline" in lines,
            strike="line-through" in lines,
            raised=raised,
            letter_spacing=0.0 if spacing == "normal" else round(spacing * PX, 3),
            small_caps=style["font_variant_caps"] in ("small-caps", "all-small-caps"),
            style_name=_style_name(style),
        )


def read(path: Path) -> str:
    """Give a stylesheet's text; raise RenderError where it cannot be read."""
    from briefgen.errors import Words

    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = Words(f"無法讀取樣式表：{error}", f"cannot read the stylesheet: {error}")
        raise RenderError(Problem(Place(path.name), what)) from error


def _length(value: Any, whole: float) -> float:
    """Give a computed length in points; a percentage is one of `whole`."""
    if isinstance(value, int | float):
        return round(value * PX, 3)
    if value == "auto" or not hasattr(value, "value"):
        return 0.0
    return round(whole * value.value / 100 if value.unit == "%" else value.value * PX, 3)


def _line_height(style: Any) -> float | None:
    """Give the exact pitch in points, or None for `normal`."""
    value = style["line_height"]
    if value == "normal":
        return None
    pixels = value * style["font_size"] if isinstance(value, int | float) else value.value
    return round(pixels * PX, 3)


def _color(value: Any, style: Any) -> str | None:
    """Give a colour as RRGGBB, or None where it is transparent."""
    if value == "currentcolor":
        value = style["color"]
    color = value.to("srgb")
    if color.alpha == 0:
        return None
    return "".join(f"{round(255 * min(1.0, max(0.0, part))):02X}" for part in color.coordinates)


def _border(style: Any, side: str) -> Border | None:
    """Give one side's border, or None where none is drawn."""
    line = style[f"border_{side}_style"]
    if line in ("none", "hidden") or not style[f"border_{side}_width"]:
        return None
    return Border(
        _length(style[f"border_{side}_width"], 0.0),
        line,
        _color(style[f"border_{side}_color"], style) or "000000",
        _length(style[f"padding_{side}"], 0.0),
    )


def _align(style: Any) -> Literal["left", "right", "center", "justify"]:
    value = style["text_align_all"]
    names: dict[str, Literal["left", "right", "center", "justify"]] = {
        "right": "right",
        "end": "right",
        "center": "center",
        "justify": "justify",
    }
    return names.get(value, "left")


def _breaks(style: Any) -> dict[str, bool]:
    """Give what a style says about page breaks."""
    forced = ("page", "left", "right", "recto", "verso", "always")
    return {
        "keep_with_next": style["break_after"] in ("avoid", "avoid-page"),
        "keep_together": style["break_inside"] in ("avoid", "avoid-page"),
        "page_break_before": style["break_before"] in forced,
        "page_break_after": style["break_after"] in forced,
        "widow_control": style["orphans"] > 1 or style["widows"] > 1,
    }


def _raised(style: Any) -> Literal["", "super", "sub"]:
    """Give whether inline text is raised or lowered; WeasyPrint computes a length from either."""
    shift = style["vertical_align"]
    if isinstance(shift, str) or shift == 0:
        return ""
    return "super" if shift > 0 else "sub"


def _style_name(style: Any) -> str:
    """Give the value of `--word-style` without its quotes, where the element has one of its own."""
    if "__word_style" not in style.cascaded:
        return ""
    tokens = style["__word_style"] or ()
    return "".join(getattr(token, "value", "") for token in tokens if token.type in ("string", "ident"))
