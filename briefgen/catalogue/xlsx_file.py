"""Read events from XLSX: a sheet 事件 (or the first), and a sheet 來源 for their sources.

A workbook is a zip of XML from anywhere: its true size and the extent of its cells are
looked at before anything unpacks it.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from pathlib import Path

from briefgen.catalogue.cells import Cell
from briefgen.catalogue.columns import EVENT_SHEET, SOURCE_SHEET
from briefgen.catalogue.sheet import Sheet
from briefgen.catalogue.table import Row, read_rows, tree_of
from briefgen.catalogue.text_file import read_bytes, relative
from briefgen.errors import CatalogueError, Place, Problem, Words
from briefgen.tree import Tree

UNPACKED = 200 * 1024 * 1024
CELLS = 6_000_000
_PIECE = 2**20
_FORMULA = re.compile(rb'<c\s[^<>]*?\br="([A-Z]+)(\d{1,9})"[^<>/]*>\s*<f[\s>/]')
_BOOK = ("workbook.xml", "_rels/workbook.xml.rels")
_SHEET, _LINK = re.compile(r"<sheet\s([^>]*)>"), re.compile(r"<Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_CELL = re.compile(rb'<c\s[^<>]*?\br="([A-Z]+)(\d+)"')


def read(path: Path, root: Path) -> Tree:
    """Read one workbook; CatalogueError with all its problems, each with sheet and cell."""
    return tree_of(read_file(path, root), relative(path, root))


def read_file(path: Path, root: Path) -> list[Row]:
    """Read the rows of one workbook; CatalogueError with all that is wrong with its headers."""
    raw, file = read_bytes(path, root), relative(path, root)
    sheets = _sheets(raw, file, _inspect(raw, file))
    events = next((sheets[name] for name in sheets if name.lower() in EVENT_SHEET), None)
    events = events or next(iter(sheets.values()))
    sources = next((sheets[name] for name in sheets if name.lower() in SOURCE_SHEET), None)
    rows = read_rows(events, sources if sources is not events else None)
    if sources is None and rows and not any("sources" in row.record for row in rows):
        name = SOURCE_SHEET[0]
        what = Words(f"缺少工作表「{name}」", f"the sheet {name!r} is missing")
        hint = Words(
            "每筆事件至少要有一則來源；請補回這個工作表", "each event needs a source: put the sheet back"
        )
        raise CatalogueError(Problem(Place(file), what, hint))
    return rows


def _inspect(raw: bytes, file: str) -> dict[str, frozenset[tuple[int, int]]]:
    """Refuse what is no workbook, or would fill the memory; give the cells of each sheet that hold a formula."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            members = package.infolist()
            if sum(member.file_size for member in members) > UNPACKED or len(members) > 5000:
                raise CatalogueError(_too_big(file))
            formulas: dict[str, frozenset[tuple[int, int]]] = {}
            for member in members:
                if member.filename.startswith("xl/worksheets/"):
                    extent, calculated = _extent(package, member)
                    if extent > CELLS:
                        raise CatalogueError(_too_big(file))
                    if calculated:
                        formulas[member.filename] = calculated
            return {name: formulas[part] for name, part in _parts(package).items() if part in formulas}
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise CatalogueError(_no_workbook(file)) from error


def _extent(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[int, frozenset[tuple[int, int]]]:
    """Give the number of cells of the rectangle that a sheet's cells span, and which of them hold a formula."""
    rows = columns = 0
    rest = b""
    formulas: set[tuple[int, int]] = set()
    with package.open(member) as stream:
        while piece := stream.read(_PIECE):
            for found in _CELL.finditer(rest + piece):
                columns = max(columns, _column(found[1]))
                rows = max(rows, int(found[2]))
            for found in _FORMULA.finditer(rest + piece):
                formulas.add((int(found[2]) - 1, _column(found[1]) - 1))
            rest = piece[-200:]  # a cell may lie across two pieces
    return rows * columns, frozenset(formulas)


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Give the member of the package that each sheet is in, by the sheet's name."""
    try:
        book, links = (package.read(f"xl/{name}").decode("utf-8") for name in _BOOK)
    except (KeyError, UnicodeDecodeError):
        return {}
    targets = {
        one["Id"]: one["Target"].removeprefix("/xl/")
        for one in map(_attributes, _LINK.findall(links))
        if {"Id", "Target"} <= set(one)
    }
    return {
        html.unescape(one["name"]): f"xl/{targets[one['r:id']]}"
        for one in map(_attributes, _SHEET.findall(book))
        if "name" in one and one.get("r:id") in targets
    }


def _attributes(text: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(text))


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


def _sheets(raw: bytes, file: str, formulas: dict[str, frozenset[tuple[int, int]]]) -> dict[str, Sheet]:
    import python_calamine

    try:
        book = python_calamine.load_workbook(io.BytesIO(raw))
        found = {
            name: Sheet(file, name, _from_top(book.get_sheet_by_name(name)), formulas.get(name, frozenset()))
            for name in book.sheet_names
        }
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise CatalogueError(_no_workbook(file)) from error
    if not found:
        raise CatalogueError(_no_workbook(file))
    return found


def _from_top(sheet: object) -> list[list[Cell]]:
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    return rows


def _no_workbook(file: str) -> Problem:
    return Problem(
        Place(file),
        Words("不是可讀的 XLSX 活頁簿", "is no XLSX workbook that can be read"),
        Words("請以試算表程式另存為 .xlsx", "save it again as .xlsx"),
    )


def _too_big(file: str) -> Problem:
    return Problem(
        Place(file),
        Words(
            "活頁簿解開後太大，或儲存格範圍太廣",
            "the workbook is too large when unpacked, or its cells lie too far apart",
        ),
        Words("請刪去用不到的列與欄再存檔", "delete unused rows and columns and save it again"),
    )
