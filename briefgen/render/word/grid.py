"""Lay the cells of a table on a grid: what HTML leaves to the reader, Word wants said.

A cell that spans rows stands in each of them; a row that is short is filled up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from briefgen.document import Cell, Row, Table

_WIDEST = 64


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a row: its cell (None where the row is short), its first column, its width."""

    cell: Cell | None
    column: int
    span: int = 1
    merge: Literal["", "restart", "continue"] = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with every column filled."""

    row: Row
    header: bool
    slots: tuple[Slot, ...]

    @property
    def columns(self) -> int:
        """How many columns the row has."""
        return sum(slot.span for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table, head first, all of the same number of columns."""

    rows: tuple[GridRow, ...]
    columns: int

    @classmethod
    def of(cls, table: Table) -> Grid:
        """Lay out a table; a span beyond the end of head or body ends there."""
        rows = [*_section(table.head, True), *_section(table.body, False)]
        columns = max((row.columns for row in rows), default=0)
        return cls(tuple(_filled(row, columns) for row in rows), columns)


def _section(rows: tuple[Row, ...], header: bool) -> list[GridRow]:
    laid: list[GridRow] = []
    hanging: dict[int, tuple[Slot, int]] = {}
    for index, row in enumerate(rows):
        slots, hanging = _lay(row, hanging, len(rows) - index)
        laid.append(GridRow(row, header, tuple(slots)))
    return laid


def _lay(
    row: Row, hanging: dict[int, tuple[Slot, int]], left: int
) -> tuple[list[Slot], dict[int, tuple[Slot, int]]]:
    """Lay one row; `hanging` are cells from above and in how many more rows they stand."""
    slots: list[Slot] = []
    after: dict[int, tuple[Slot, int]] = {}
    cells, column = list(row.cells), 0
    while cells or any(start >= column for start in hanging):
        if column in hanging:
            above, more = hanging[column]
            slot, below = replace(above, merge="continue"), more - 1
        elif cells:
            cell = cells.pop(0)
            room = min((start - column for start in hanging if start > column), default=_WIDEST)
            below = min(max(cell.rowspan, 1), left) - 1
            slot = Slot(cell, column, min(max(cell.colspan, 1), room), "restart" if below else "")
        else:
            slot, below = Slot(None, column), 0
        if below:
            after[column] = (slot, below)
        slots.append(slot)
        column += slot.span
    return slots, after


def _filled(row: GridRow, columns: int) -> GridRow:
    missing = tuple(Slot(None, column) for column in range(row.columns, columns))
    return GridRow(row.row, row.header, row.slots + missing)
