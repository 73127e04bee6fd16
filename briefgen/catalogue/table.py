"""Turn the rows of spreadsheets into records that know their cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from briefgen.catalogue.cells import Cell, from_cell
from briefgen.catalogue.columns import (
    EVENT_OF_SOURCE,
    HASH,
    HEADERS,
    TICK,
    Column,
    find_event_column,
    find_source_column,
    known_headers,
)
from briefgen.clean import clean_tree, is_clean
from briefgen.errors import CatalogueError, Place, Problem, Words, did_you_mean
from briefgen.faults.labels import LABELS
from briefgen.model import When
from briefgen.tree import Path as Steps
from briefgen.tree import Plain, Terms, Tree

CLOSE = 0.93  # ids share their dates and usual words, so that only a slip of the pen is close
MANY = 50  # nobody mends more headers before the next try


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet, the headers first; `name` is None in a file without sheets."""

    file: str
    name: str | None
    rows: Sequence[Sequence[Cell]]

    def place(self, row: int, column: int) -> Place:
        """Give the place of a cell by its indexes, both from 0."""
        return Place(self.file, sheet=self.name, cell=f"{letters(column)}{row + 1}")


@dataclass(slots=True)
class Row:
    """One record as it is read: its data, the cell of each part of it, and what the exporter noted."""

    place: Place
    record: dict[Any, Any] = field(default_factory=dict)
    cells: dict[Steps, Place] = field(default_factory=dict)
    hash: str | None = None
    ticked: bool = True


def letters(column: int) -> str:
    """Give the letters of a column by its index from 0: A, B, … AA."""
    text = ""
    while column >= 0:
        text = chr(65 + column % 26) + text
        column = column // 26 - 1
    return text


def read_rows(events: Sheet, sources: Sheet | None = None) -> list[Row]:
    """Read the records of a sheet of events, with their sources; CatalogueError for headers nobody knows."""
    problems: list[Problem] = []
    rows = _event_rows(events, problems)
    if sources is not None:
        _add_sources(sources, {str(row.record.get("id")): row for row in rows}, problems)
    rows = [row for row in rows if row.ticked]
    if problems:
        raise CatalogueError(*problems)
    for row in rows:
        row.record = _tidy(row)
    return rows


def tree_of(rows: list[Row], file: str) -> Tree:
    """Give rows as a list of records, with the way to their cells."""

    def locate(steps: Steps) -> Place:
        if not steps or not rows:
            return Place(file)
        row, rest = rows[int(steps[0])], tuple(steps[1:])
        while rest and rest not in row.cells:
            rest = rest[:-1]
        return row.cells.get(rest, row.place)

    tree = Tree([row.record for row in rows], locate, Terms(HEADERS, LABELS))
    return tree if all(_is_clean(row.record) for row in rows) else clean_tree(tree)


def _is_clean(value: Plain) -> bool:
    if isinstance(value, str):
        return is_clean(value)
    if isinstance(value, list):
        return all(map(_is_clean, value))
    return not isinstance(value, dict) or all(map(_is_clean, value.values()))


def _event_rows(sheet: Sheet, problems: list[Problem]) -> list[Row]:
    columns = _headers(
        sheet,
        lambda text: find_event_column(text) or next((mark for mark in (HASH, TICK) if text in mark), None),
        problems,
    )
    found: list[Row] = []
    for number, cells in _filled(sheet):
        row = Row(sheet.place(number, 0))
        for index, meaning in columns.items():
            cell = cells[index] if index < len(cells) else None
            if meaning is HASH:
                row.hash = str(cell) if cell else None
            elif meaning is TICK:
                row.ticked = bool(str(cell or "").strip())
            elif meaning is not None:
                column, source = meaning
                path: Steps = column.path if source is None else ("sources", source - 1, *column.path)
                _put(row, path, from_cell(cell, column), sheet.place(number, index))
        found.append(row)
    return found


def _add_sources(sheet: Sheet, rows: dict[str, Row], problems: list[Problem]) -> None:
    columns = _headers(
        sheet,
        lambda text: find_source_column(text) or (EVENT_OF_SOURCE if text in EVENT_OF_SOURCE else None),
        problems,
    )
    key = next((index for index, meaning in columns.items() if meaning is EVENT_OF_SOURCE), None)
    if key is None:
        what = Words(f"缺少「{EVENT_OF_SOURCE[0]}」欄", f"the column {EVENT_OF_SOURCE[1]!r} is missing")
        problems.append(Problem(sheet.place(0, 0), what))
        return
    counts: dict[str, int] = {}
    for number, cells in _filled(sheet):
        id = str(cells[key] or "").strip() if key < len(cells) else ""
        row = rows.get(id)
        if row is None:
            problems.append(_orphan(id, sheet.place(number, key), rows))
            continue
        position = counts.setdefault(id, 0)
        counts[id] += 1
        row.cells["sources", position] = sheet.place(number, key)
        for index, meaning in columns.items():
            if isinstance(meaning, Column) and index < len(cells):
                inner: Steps = ("sources", position, *meaning.path)
                _put(row, inner, from_cell(cells[index], meaning), sheet.place(number, index))


def _orphan(id: str, where: Place, known: dict[str, Row]) -> Problem:
    """Say that a source belongs to no event of the sheet."""
    if not id:
        what = Words(f"「{EVENT_OF_SOURCE[0]}」不可空白", f"{EVENT_OF_SOURCE[1]} must not be empty")
        return Problem(where, what, Words("請填事件表中的代號", "fill in the id of an event"))
    close = get_close_matches(id, known, n=1, cutoff=CLOSE)
    hint = Words("請一併刪去這列來源或補回事件", "delete this source too, or put the event back")
    if close:
        hint = Words(
            f"是不是「{close[0]}」？若不是，{hint.zh}", f"did you mean {close[0]!r}? if not, {hint.en}"
        )
    return Problem(where, Words(f"事件表中已沒有「{id}」", f"no event {id!r} in the sheet of events"), hint)


def _headers(sheet: Sheet, find: Callable[[str], Any], problems: list[Problem]) -> dict[int, Any]:
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
            problems.append(Problem(sheet.place(0, index), what, did_you_mean(text, known_headers())))
        elif text in seen:
            what = Words(f"「{text}」這一欄重複", f"the column {text!r} is there twice")
            problems.append(Problem(sheet.place(0, index), what))
        seen.add(text)
        found[index] = meaning
    return found


def _filled(sheet: Sheet) -> list[tuple[int, Sequence[Cell]]]:
    return [
        (number, cells)
        for number, cells in enumerate(sheet.rows)
        if number and any(cell is not None and str(cell).strip() for cell in cells)
    ]


def _put(row: Row, path: Steps, value: Plain, where: Place) -> None:
    """Put a value at a path, where a number stands for the position in a list of records."""
    row.cells[path] = where
    if value is None:
        return
    holder: dict[str | int, Any] = row.record
    for depth, step in enumerate(path[:-1], 1):
        row.cells.setdefault(path[:depth], where)
        inner = holder.setdefault(step, {})
        if not isinstance(inner, dict):
            # A date in one cell, and a part of it in another.
            inner = holder[step] = {"first": inner}
        holder = inner
    there = holder.get(path[-1])
    if isinstance(there, dict):
        there["first"] = value
    else:
        holder[path[-1]] = value


def _tidy(row: Row) -> dict[str, Any]:
    """Give a record as a file would have it: whole dates, and its sources as a list."""
    record = dict(row.record)
    if isinstance(record.get("when"), dict):
        record["when"] = _when(record["when"])
    if "sources" in record:
        numbered = record["sources"]
        order = sorted(numbered)
        sources = [dict(numbered[number]) for number in order]
        for source in sources:
            if isinstance(source.get("date"), dict):
                source["date"] = _when(source["date"])
        record["sources"] = sources
        _renumber(row, order)
    return record


def _renumber(row: Row, order: list[int]) -> None:
    """Close the gaps that empty numbered columns leave."""
    moved = {old: new for new, old in enumerate(order)}
    row.cells = {
        ("sources", moved[int(path[1])], *path[2:]) if path[0] == "sources" and len(path) > 1 else path: place
        for path, place in row.cells.items()
        if path[0] != "sources" or len(path) < 2 or path[1] in moved
    }


def _when(parts: dict[str, Any]) -> Plain:
    """Complete the parts of a date: a last day left out, or a short form in the cell of the first day."""
    text = str(parts.get("first", ""))
    try:
        short = When.parse(text)
    except ValueError:
        return text if set(parts) == {"first"} else parts
    if short.precision != "day" or short.first != short.last:
        if set(parts) == {"first"}:
            return text
        return {"first": f"{short.first}", "last": f"{short.last}", "precision": short.precision} | {
            name: value for name, value in parts.items() if name != "first"
        }
    if "last" in parts:
        return parts
    return parts | {"last": _end(short, parts.get("precision"))}


def _end(day: When, precision: Any) -> str:
    """Give the last day of the period of some precision that begins on a day, or the day itself."""
    try:
        period = When.parse(str(When(first=day.first, last=day.first, precision=precision or "day")))
    except (ValueError, TypeError):
        return str(day.first)
    return str(period.last if period.first == day.first else day.first)
