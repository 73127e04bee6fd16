"""Read events from CSV: the first line has the headers, one event a line.

The sources are columns with a number (`sources.1.outlet`, 來源1・媒體).  A text that a
spreadsheet program would take for a formula has a `'` in front, which is not part of it.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from briefgen.catalogue.sheet import Sheet
from briefgen.catalogue.table import Row, read_rows, tree_of
from briefgen.catalogue.text_file import few, read_text, relative
from briefgen.errors import CatalogueError, Place, Problem, Words
from briefgen.tree import Tree

FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")


def read(path: Path, root: Path) -> Tree:
    """Read one CSV file; CatalogueError with all its problems, each with its cell."""
    return tree_of(read_file(path, root), relative(path, root))


def read_file(path: Path, root: Path) -> list[Row]:
    """Read the rows of one CSV file; CatalogueError with all that is wrong with its headers."""
    text, file = read_text(path, root), relative(path, root)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    few(text, file, f"{delimiter}\n")
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows.extend([unguarded(cell) for cell in row] for row in reader)
    except csv.Error as error:
        what = Words(f"CSV 寫法有誤（{error}）", f"this is not CSV: {error}")
        raise CatalogueError(Problem(Place(file, reader.line_num), what)) from error
    return read_rows(Sheet(file, None, rows))


def guarded(text: str) -> str:
    """Put `'` before a text that a spreadsheet program would take for a formula."""
    return f"'{text}" if _is_doubtful(text) else text


def unguarded(text: str) -> str:
    """Take away the `'` that `guarded` put."""
    return text[1:] if text[:1] == "'" and _is_doubtful(text[1:]) else text


def _is_doubtful(text: str) -> bool:
    """Tell whether a text starts like a formula, some programs skipping blanks, or has a `'` of its own."""
    return bool(text) and (text[0] == "'" or text[0] in FORMULA_STARTS or text.lstrip()[:1] in FORMULA_STARTS)
