"""The sheets of a spreadsheet as they are read: cells with their places, headers, ticks and formulas."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from briefgen.catalogue.cells import Cell
from briefgen.catalogue.columns import (
    EVENT_OF_SOURCE,
    NO,
    TICK,
    USUAL,
    YES,
    event_columns,
    known_headers,
    source_columns,
)
from briefgen.errors import Place, Problem, Words, did_you_mean

MANY = 50  # nobody mends more headers before the next try


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet, the headers first; `name` is None in a file without sheets.

    `formulas` are the cells, by row and column from 0, that hold a formula.
    """

    file: str
    name: str | None
    rows: Sequence[Sequence[Cell]]
    formulas: frozenset[tuple[int, int]] = frozenset()

    def place(self, row: int, column: int) -> Place:
        """Give the place of a cell by its indexes, both from 0."""
        return Place(self.file, sheet=self.name, cell=f"{letters(column)}{row + 1}")


def letters(column: int) -> str:
    """Give the letters of a column by its index from 0: A, B, … AA."""
    text = ""
    while column >= 0:
        text = chr(65 + column % 26) + text
        column = column // 26 - 1
    return text


def headers(
    sheet: Sheet, find: Callable[[str], Any], problems: list[Problem], key: tuple[str, str] = TICK
) -> dict[int, Any]:
    """Give the meaning of each column that has a header, noting headers unknown or repeated."""
    found: dict[int, Any] = {}
    seen: set[str] = set()
    for index, cell in enumerate(sheet.rows[0] if sheet.rows else ()):
        text = str(cell or "").strip()
        if not text:
            continue
        if len(problems) >= MANY:
            break
        meaning = find(text)
        if meaning is None:
            what = Words(f"沒有「{text}」這一欄", f"unknown column {text!r}")
            problems.append(Problem(sheet.place(0, index), what, _meant(text, key)))
        elif text in seen:
            what = Words(f"「{text}」這一欄重複", f"the column {text!r} is there twice")
            problems.append(Problem(sheet.place(0, index), what))
        seen.add(text)
        found[index] = meaning
    return found


def filled(sheet: Sheet) -> list[tuple[int, Sequence[Cell]]]:
    """Give the rows below the headers in which something stands, with their numbers from 0."""
    return [
        (number, cells)
        for number, cells in enumerate(sheet.rows)
        if number and any(cell is not None and str(cell).strip() for cell in cells)
    ]


def ticked(cell: Cell, where: Place, problems: list[Problem]) -> bool:
    """Say whether a row is to be taken; what is neither yes nor no is a Problem."""
    text = f"{cell:g}" if isinstance(cell, float) else str("" if cell is None else cell)
    text = unicodedata.normalize("NFKC", text).strip().casefold()
    if text not in YES | NO:
        what = Words(
            f"「{TICK[0]}」看不懂「{cell}」：要不要採用這一列？", f"{TICK[1]}: is {cell!r} a yes or a no?"
        )
        hint = Words("要採用請填 ✓，不採用請留空", "write ✓ to take the row, or leave the cell empty")
        problems.append(Problem(where, what, hint))
    return text in YES


def unworked(sheet: Sheet, number: int, columns: Iterable[int]) -> Iterator[Problem]:
    """Give the cells of a row that are empty because they hold a formula that nobody has worked out."""
    row = sheet.rows[number]
    for index in columns:
        if (number, index) in sheet.formulas and (index >= len(row) or row[index] in (None, "")):
            yield Problem(
                sheet.place(number, index),
                Words(
                    "這格是公式，檔案裡沒有算出的值", "this cell holds a formula, and the file not its value"
                ),
                Words(
                    "請改填文字或日期；或以試算表程式開啟後存檔，再「選擇性貼上」只貼值",
                    "write the text or date itself, or open and save the file, and paste as values only",
                ),
            )


def _meant(header: str, key: tuple[str, str]) -> Words:
    """Say which column a header nobody knows may mean, or which there are."""
    columns = source_columns() if key is EVENT_OF_SOURCE else event_columns()
    there = {column.header for column in columns}
    if (usual := USUAL.get(header)) in there:
        return Words(f"是不是「{usual}」？", f"did you mean {usual!r}?")
    listed = "、".join(column.header for column in columns)
    return did_you_mean(header, known_headers()) or Words(
        f"不用的欄請刪去；可用的欄：{listed}", f"delete it, or use one of: {listed}"
    )
