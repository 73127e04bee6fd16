"""Write events as a workbook for people: Chinese headers, help, drop-downs, real dates, no formula.

The sources are on a sheet of their own.  A hidden column keeps what each event was when
it was written, so that `merge` knows who changed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from briefgen.catalogue.columns import (
    EVENT_OF_SOURCE,
    EVENT_SHEET,
    HASH,
    SOURCE_SHEET,
    TICK,
    Column,
    event_columns,
    source_columns,
)
from briefgen.catalogue.exporting import cells_of
from briefgen.catalogue.plain import fingerprint
from briefgen.catalogue.settings import MARKINGS
from briefgen.catalogue.sheet import letters
from briefgen.errors import OutputError, Place, Problem, Words
from briefgen.model import Event, Registers
from briefgen.still import still

LONGEST = 32_767
FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheet programs disagree on what a day is
_LISTS = "清單"
_HELP = {
    "list": "一行一項（Alt+Enter 換行）",
    "day": "日期，如 2021-09-10",
    "choice": "由清單選擇",
}
_WIDTHS = {
    "summary": 60,
    "title": 36,
    "id": 30,
    "detail": 40,
    "remark": 30,
    "quotes": 30,
    "notes": 30,
    "url": 30,
}
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def workbook(events: Sequence[Event], registers: Registers, *, candidates: bool = False) -> bytes:
    """Give the bytes of a workbook; the same events give the same bytes.  OutputError for a text too long.

    Candidates have a first column to tick: only the rows ticked there are imported.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = EVENT_SHEET[0]
    sources = book.create_sheet(SOURCE_SHEET[0])
    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    names = {
        "marking": _list(lists, 1, MARKINGS),
        "body": _list(lists, 2, sorted(registers.bodies)),
        "outlet": _list(lists, 3, sorted(registers.outlets)),
    }
    columns = event_columns()
    tick = (
        [Column(("tick",), TICK[0], "choice", "要採用的列選 ✓", labels=(("✓", "✓"),))] if candidates else []
    )
    check = Column(("hash",), HASH[0], "text", "匯入時用來核對，請勿更動")
    _head(sheet, [*tick, *columns, check], names, len(events))
    key = Column(("id",), EVENT_OF_SOURCE[0], "text", "事件表中的代號", required=True)
    _head(sources, [key, *source_columns()], names, sum(len(event.sources) for event in events))
    for number, event in enumerate(events, 2):
        cells = cells_of(event)
        known = None if candidates else fingerprint(event)
        _row(sheet, number, [*(None for _ in tick), *(cells[None, column.path] for column in columns), known])
        for at in range(len(event.sources)):
            _row(
                sources,
                sources.max_row + 1,
                [event.id, *(cells[at, column.path] for column in source_columns())],
            )
    sheet.column_dimensions[letters(len(tick) + len(columns))].hidden = True
    return still(book)


def _head(sheet: Worksheet, columns: Sequence[Column], names: dict[str, str], count: int) -> None:
    sheet.freeze_panes = "B2"
    for index, column in enumerate(columns):
        cell = sheet.cell(1, index + 1, column.header)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE6EE")
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        help = "；".join(part for part in (column.help, _HELP.get(column.kind, "")) if part)
        cell.comment = Comment(f"{column.field}{'（必填）' if column.required else ''}\n{help}", "briefgen")
        sheet.column_dimensions[letters(index)].width = _WIDTHS.get(column.path[-1], 16)
        rule = _rule(column, names, help)
        rule.add(f"{letters(index)}2:{letters(index)}{count + 1000}")
        sheet.add_data_validation(rule)


def _rule(column: Column, names: dict[str, str], help: str) -> DataValidation:
    """Give the drop-down of a column where it has one, and the message that helps to fill it in."""
    formula, strict = None, False
    if column.labels:
        formula, strict = '"' + ",".join(label for _, label in column.labels) + '"', True
    elif column.path[-1] in names:
        formula, strict = names[column.path[-1]], column.path[-1] == "marking"
    rule = DataValidation(type="list" if formula else None, formula1=formula, allow_blank=True)
    rule.showErrorMessage = strict
    rule.error = "請由清單選擇"
    rule.promptTitle, rule.prompt, rule.showInputMessage = column.header[:32], help[:255], bool(help)
    return rule


def _list(sheet: Worksheet, column: int, values: Iterable[str]) -> str:
    """Write a list of choices and give the formula that refers to it."""
    count = 0
    for count, value in enumerate(values, 1):
        _put(sheet, count, column, value)
    letter = letters(column - 1)
    return f"{_LISTS}!${letter}$1:${letter}${max(count, 1)}"


def _row(sheet: Worksheet, number: int, values: Iterable[object]) -> None:
    for index, value in enumerate(values, 1):
        if value is not None:
            _put(sheet, number, index, value)


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """Write one cell; a text is a text whatever it begins with."""
    if isinstance(value, date) and value < FIRST_DAY:
        value = value.isoformat()
    if not isinstance(value, str):
        cell = sheet.cell(row, column, value)
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        return
    text = _CODE.sub("_x005F_", value)
    if len(text) > LONGEST:
        where = Place("export.xlsx", sheet=sheet.title, cell=f"{letters(column - 1)}{row}")
        what = Words(
            f"文字有 {len(text)} 字，儲存格最多 {LONGEST} 字",
            f"{len(text)} characters do not fit a cell ({LONGEST})",
        )
        raise OutputError(
            Problem(where, what, Words("請改匯出 yaml 或 jsonl", "export yaml or jsonl instead"))
        )
    cell = sheet.cell(row, column, text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(vertical="top", wrap_text=len(text) > 20 or "\n" in text)
