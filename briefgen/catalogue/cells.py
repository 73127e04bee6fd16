"""Write a field into a cell and read it back, without loss.

A list has one item a line.  What a cell would lose (space at the ends, an empty text, a
carriage return) is written with a backslash: `\\s` `\\t` `\\n` `\\r` `\\0` `\\\\`.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from briefgen.catalogue.columns import Column
from briefgen.faults.wording import as_day
from briefgen.tree import Plain

Cell = None | str | int | float | bool | date | time

_SHOWN = {" ": r"\s", "\t": r"\t", "\n": r"\n", "\r": r"\r"}
_MEANT = {"s": " ", "t": "\t", "n": "\n", "r": "\r", "0": "", "\\": "\\"}
_EDGE = re.compile(r"\A[ \t\n]|[ \t\n]\Z")
_ESCAPE = re.compile(r"\\([stnr0\\])")


def to_cell(value: Plain, column: Column) -> str | int | date | None:
    """Give what a cell shows for the value of a field as plain data; None for an empty cell."""
    match column.kind:
        case _ if value is None:
            return None
        case "list":
            assert isinstance(value, list)
            return "\n".join(_hide(str(item)).replace("\n", r"\n") for item in value) or None
        case "day":
            return date.fromisoformat(str(value))
        case "number":
            return int(str(value))
        case "choice":
            return dict(column.labels)[str(value)]
        case _:
            return _hide(str(value))


def from_cell(cell: Cell, column: Column) -> Plain:
    """Give the plain data that a cell holds; None where it is empty.

    What is not of the column's kind is given as it stands, for validation to refuse.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip(" \t\n\r")):
        return None
    text = _text(cell)
    match column.kind:
        case "list":
            return [_seek(line) for line in text.split("\n") if line.strip(" \t")]
        case "number":
            return int(text) if re.fullmatch(r"[-+]?\d{1,15}", text) else text
        case "day":
            return as_day(text) or _seek(text)
        case "choice":
            return {label: value for value, label in column.labels}.get(text, text)
        case _:
            return _seek(text)


def _text(cell: Cell) -> str:
    match cell:
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
        case date():
            return cell.isoformat()
        case time():
            return f"{cell:%H:%M}"
        case _:
            return str(cell).strip(" \t\n\r")


def _hide(text: str) -> str:
    if not text:
        return r"\0"
    text = text.replace("\\", "\\\\").replace("\r", r"\r")
    return _EDGE.sub(lambda found: _SHOWN[found[0]], text) if len(text) > 1 else _SHOWN.get(text, text)


def _seek(text: str) -> str:
    return _ESCAPE.sub(lambda found: _MEANT[found[1]], text.strip(" \t\n"))
