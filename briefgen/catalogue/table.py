"""Turn the rows of spreadsheets into records that know their cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from briefgen.catalogue.cells import from_cell
from briefgen.catalogue.columns import (
    EVENT_OF_SOURCE,
    HASH,
    HEADERS,
    SOURCE_SHEET,
    TICK,
    Column,
    find_event_column,
    find_source_column,
)
from briefgen.catalogue.sheet import Sheet, filled, headers, ticked, unworked
from briefgen.clean import clean_tree, is_clean
from briefgen.errors import CatalogueError, Place, Problem, Words
from briefgen.faults.labels import LABELS
from briefgen.model import When
from briefgen.tree import Path as Steps
from briefgen.tree import Plain, Terms, Tree

CLOSE = 0.93  # ids share their dates and usual words, so that only a slip of the pen is close


@dataclass(slots=True)
class Row:
    """One record as it is read: its data, the cell of each part of it, and what the exporter noted."""

    place: Place
    record: dict[Any, Any] = field(default_factory=dict)
    cells: dict[Steps, Place] = field(default_factory=dict)
    hash: str | None = None
    ticked: bool = True


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

    tree = Tree([row.record for row in rows], locate, _terms(rows))
    return tree if all(_is_clean(row.record) for row in rows) else clean_tree(tree)


def _terms(rows: list[Row]) -> Terms:
    """Give the words of a sheet: a date is called by the column that it is in."""
    headers = dict(HEADERS, sources=SOURCE_SHEET[0])
    paths = {tuple(step for step in path if isinstance(step, str)) for row in rows for path in row.cells}
    for date in (("when",), ("sources", "date")):
        if (*date, "first") in paths or date not in paths:
            headers[".".join(date)] = HEADERS[".".join((*date, "first"))]
    sheet, key = SOURCE_SHEET[0], EVENT_OF_SOURCE[0]
    way = Words(
        f"請在工作表「{sheet}」加一列，「{key}」填這筆的代號",
        f"add a row to the sheet {sheet!r} with the id of this event as {key!r}",
    )
    if rows and rows[0].place.sheet is None:
        way = Words("請填「來源1・媒體」等欄", "fill in the columns sources.1.outlet and so on")
    return Terms(headers, LABELS, (), {"sources": way})


def _is_clean(value: Plain) -> bool:
    if isinstance(value, str):
        return is_clean(value)
    if isinstance(value, list):
        return all(map(_is_clean, value))
    return not isinstance(value, dict) or all(map(_is_clean, value.values()))


def _event_rows(sheet: Sheet, problems: list[Problem]) -> list[Row]:
    columns = headers(
        sheet,
        lambda text: find_event_column(text) or next((mark for mark in (HASH, TICK) if text in mark), None),
        problems,
    )
    found: list[Row] = []
    for number, cells in filled(sheet):
        row = Row(sheet.place(number, 0))
        for index, meaning in columns.items():
            cell = cells[index] if index < len(cells) else None
            if meaning is HASH:
                row.hash = str(cell) if cell else None
            elif meaning is TICK:
                row.ticked = ticked(cell, sheet.place(number, index), problems)
            elif meaning is not None:
                column, source = meaning
                path: Steps = column.path if source is None else ("sources", source - 1, *column.path)
                _put(row, path, from_cell(cell, column), sheet.place(number, index))
        if row.ticked:
            problems += unworked(sheet, number, columns)
        found.append(row)
    return found


def _add_sources(sheet: Sheet, rows: dict[str, Row], problems: list[Problem]) -> None:
    columns = headers(
        sheet,
        lambda text: find_source_column(text) or (EVENT_OF_SOURCE if text in EVENT_OF_SOURCE else None),
        problems,
        EVENT_OF_SOURCE,
    )
    key = next((index for index, meaning in columns.items() if meaning is EVENT_OF_SOURCE), None)
    if key is None:
        what = Words(f"缺少「{EVENT_OF_SOURCE[0]}」欄", f"the column {EVENT_OF_SOURCE[1]!r} is missing")
        problems.append(Problem(sheet.place(0, 0), what))
        return
    counts: dict[str, int] = {}
    for number, cells in filled(sheet):
        id = str(cells[key] or "").strip() if key < len(cells) else ""
        row = rows.get(id)
        if row is None:
            problems.append(_orphan(id, sheet.place(number, key), rows))
            continue
        position = counts.setdefault(id, 0)
        counts[id] += 1
        problems += unworked(sheet, number, columns) if row.ticked else ()
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
    hint = Words(
        "若改了事件的代號，請把這裡改成新的代號；若刪了事件，請一併刪去這列來源",
        "where the event has another id now, write it here too; where it was deleted, delete this source",
    )
    if close:
        hint = Words(
            f"是不是「{close[0]}」？若不是，{hint.zh}", f"did you mean {close[0]!r}? if not, {hint.en}"
        )
    return Problem(where, Words(f"事件表中已沒有「{id}」", f"no event {id!r} in the sheet of events"), hint)


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
