"""Write tables: rows that repeat, spans, widths, and one table style for each distinct look.

The first cell of head and body says how head and body look; only a cell that looks
different from those carries properties of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from briefgen.document import Blocks, Cell, Row, Table, Text, walk
from briefgen.render.look import BlockLook, Border
from briefgen.render.word.grid import Grid, GridRow, Slot
from briefgen.render.word.markup import Xml, join, twips, w
from briefgen.render.word.press import Press
from briefgen.render.word.properties import NOTHING, SIDES, border, shading

CellWriter = Callable[[Blocks, BlockLook, bool, str | None], Xml]
_VERTICAL = {"middle": "center", "bottom": "bottom"}


def table(press: Press, block: Table, grid: Grid, cell: CellWriter) -> Xml:
    """Give a table whose cells are written by `cell`."""
    look = press.look(block)
    head, body = _reference(press, block.head, look), _reference(press, block.body, look)
    style = press.styles.table(look.style_name, _style(look, head if block.head else body, body))
    widths = _widths(press, grid, look)
    properties = w(
        "tblPr",
        w("tblStyle", val=style),
        w("tblW", w=sum(widths), type="dxa"),
        w("tblLayout", type="fixed"),
        w(
            "tblLook",
            val="0620",
            firstRow=1 if block.head else 0,
            lastRow=0,
            firstColumn=0,
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        ),
    )
    columns = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    rows = []
    for index, row in enumerate(grid.rows):
        expected = head if row.header and index == 0 else body
        rows.append(_row(press, row, widths, expected, look, cell))
    return w("tbl", properties, columns, *rows)


def _row(
    press: Press, row: GridRow, widths: list[int], expected: BlockLook, around: BlockLook, cell: CellWriter
) -> Xml:
    marks = [w("cantSplit")] if press.look(row.row, around).keep_together else []
    marks += [w("tblHeader")] if row.header else []
    cells = []
    for slot in row.slots:
        look = press.look(slot.cell, around) if slot.cell is not None else expected
        width = sum(widths[slot.column : slot.column + slot.span])
        properties = w("tcPr", w("tcW", w=width, type="dxa"), _spans(slot), _own(look, expected))
        cells.append(w("tc", properties, _content(press, slot, look, cell)))
    return w("tr", w("trPr", *marks) if marks else NOTHING, *cells)


def _content(press: Press, slot: Slot, look: BlockLook, cell: CellWriter) -> Xml:
    if slot.cell is None or slot.merge == "continue":
        return cell((), look, False, None)
    content = cell(slot.cell.blocks, look, slot.cell.header, slot.cell.attrs.lang)
    if "<w:p>" not in content:
        content = join(content, cell((), look, slot.cell.header, None))
    return press.mark(slot.cell, content)


def _spans(slot: Slot) -> Xml:
    wide = w("gridSpan", val=slot.span) if slot.span > 1 else NOTHING
    merge = {"": NOTHING, "restart": w("vMerge", val="restart"), "continue": w("vMerge")}[slot.merge]
    return join(wide, merge)


def _own(look: BlockLook, expected: BlockLook) -> Xml:
    """Give what this cell has and its neighbours have not."""
    lines = NOTHING if _lines(look) == _lines(expected) else _borders("tcBorders", _lines(look))
    ground = NOTHING if look.background == expected.background else shading(look.background)
    height = NOTHING if look.vertical_align == expected.vertical_align else _vertical(look)
    return join(lines, ground, height)


def _style(table: BlockLook, head: BlockLook, body: BlockLook) -> Xml:
    """Give the properties of the table's style, the first row apart."""
    edges = {side: getattr(table, side) or line for side, line in _lines(body).items()}
    lines = [border(side, edges[side]) for side in SIDES]
    lines += [border("insideH", body.bottom or body.top), border("insideV", body.right or body.left)]
    # The look of a cell carries its padding as spaces and indents.
    room = {
        "top": body.space_before,
        "left": body.indent_left,
        "bottom": body.space_after,
        "right": body.indent_right,
    }
    properties = w(
        "tblPr",
        w("tblInd", w=twips(table.indent_left), type="dxa"),
        w("tblBorders", *lines),
        w("tblCellMar", *(w(side, w=twips(points), type="dxa") for side, points in room.items())),
    )
    first = w("tcPr", _borders("tcBorders", _lines(head)), shading(head.background), _vertical(head))
    all_cells = w("tcPr", shading(body.background), _vertical(body))
    return join(properties, all_cells, w("tblStylePr", first, type="firstRow"))


def _borders(name: str, lines: dict[str, Border | None]) -> Xml:
    return w(name, *(border(side, line) for side, line in lines.items()))


def _lines(look: BlockLook) -> dict[str, Border | None]:
    """Give the four sides without their padding, which is the table's."""
    sides = {side: getattr(look, side) for side in SIDES}
    return {side: replace(line, padding=0.0) if line else None for side, line in sides.items()}


def _vertical(look: BlockLook) -> Xml:
    return w("vAlign", val=_VERTICAL.get(look.vertical_align, "top"))


def _reference(press: Press, rows: tuple[Row, ...], otherwise: BlockLook) -> BlockLook:
    cells = (cell for row in rows for cell in row.cells)
    first = next(cells, None)
    return otherwise if first is None else press.look(first, otherwise)


def _widths(press: Press, grid: Grid, look: BlockLook) -> list[int]:
    """Share the measure out: widths of the stylesheet first, the rest by the length of the text."""
    page = press.looks.page
    room = page.width - page.left - page.right - look.indent_left - look.indent_right
    measure = min(look.width or room, room)
    fixed: dict[int, float] = {}
    weights = [2.0] * grid.columns
    for row in grid.rows:
        for slot in row.slots:
            if slot.cell is None or slot.span > 1 or slot.merge == "continue":
                continue
            own = press.look(slot.cell, look)
            if own.width:
                # CSS measures what is in the cell, Word the cell with its padding.
                fixed[slot.column] = own.width + own.indent_left + own.indent_right
            weights[slot.column] = max(weights[slot.column], _weight(slot.cell))
    loose = [column for column in range(grid.columns) if column not in fixed]
    rest = max(measure - sum(fixed.values()), 12.0 * len(loose))
    total = sum(weights[column] for column in loose) or 1.0
    shares = [fixed.get(column, rest * weights[column] / total) for column in range(grid.columns)]
    scale = measure / sum(shares) if shares else 1.0
    return [max(twips(share * scale), 20) for share in shares]


def _weight(cell: Cell) -> float:
    """Give how wide a cell wants to be: characters, Latin ones half, long texts less than in proportion."""
    text = "".join(node.text for node in walk(cell) if isinstance(node, Text))
    length = sum(0.5 if character.isascii() else 1.0 for character in text)
    return 2.0 + (length if length <= 12 else 12 + (length - 12) ** 0.5 * 2)
