"""Show a selection as a spreadsheet: one sheet for what was decided, one for the count."""

from __future__ import annotations

from datetime import date

from briefgen.errors import Lang, Words
from briefgen.rules.explain import rows
from briefgen.selection import Selection
from briefgen.still import still

_SHEETS = (Words("選材", "selection"), Words("則數", "counts"))
_COUNTS = (
    Words("主題", "theme"),
    Words("列入", "kept"),
    Words("未列入", "left out"),
    Words("差一項", "near misses"),
)
_WIDTHS = (14, 9, 12, 8, 34, 12, 12, 44, 30, 70)
LONGEST = 32_767
_DAYS = frozenset((5, 6))


def as_xlsx(selection: Selection, lang: Lang = "zh") -> bytes:
    """Give the bytes of the spreadsheet; no cell is a formula, days are real dates."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(_SHEETS[0].say(lang))
    for number, row in enumerate(rows(selection, lang), start=1):
        for column, text in enumerate(row):
            cell = sheet.cell(number, column + 1)
            if number > 1 and column in _DAYS:
                cell.value = date.fromisoformat(text)
                cell.number_format = "yyyy-mm-dd"
            elif text:
                cell.value = _plain(text)
                cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=column >= 7)
            cell.font = Font(bold=number == 1)
    for column, width in enumerate(_WIDTHS):
        sheet.column_dimensions[chr(ord("A") + column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    counts = book.create_sheet(_SHEETS[1].say(lang))
    counts.append([words.say(lang) for words in _COUNTS])
    for theme in selection.themes:
        counts.append([None, len(theme.kept), len(theme.left_out), len(theme.near_misses)])
        cell = counts.cell(counts.max_row, 1, _plain(theme.title))
        cell.data_type = "s"
    return still(book)


def _plain(text: str) -> str:
    """Give a text without the characters that a spreadsheet cannot hold, cut to what a cell takes."""
    return "".join(c for c in text if c in "\t\n\r" or (ord(c) >= 32 and ord(c) not in (0xFFFE, 0xFFFF)))[
        :LONGEST
    ]
