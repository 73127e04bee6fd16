"""Write a catalogue out in a form that reads back without loss.

To add a format: a function from events and registers to bytes, listed in EXPORTS.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from briefgen.catalogue.cells import to_cell
from briefgen.catalogue.columns import HASH, Column, event_columns, source_columns
from briefgen.catalogue.plain import fingerprint, plain_event, plain_record
from briefgen.errors import Place, Problem, RequestError, Words, did_you_mean
from briefgen.model import Catalogue, Event, Registers

Export = Callable[[Sequence[Event], Registers], bytes]


def export(catalogue: Catalogue, registers: Registers, format: str) -> bytes:
    """Give the events of a catalogue as a file of some format; RequestError where there is no such format.

    The registers fill the drop-downs of a workbook.  OutputError where a text is
    longer than a cell can hold.
    """
    if format not in EXPORTS:
        known = "、".join(EXPORTS)
        hint = did_you_mean(format, EXPORTS) or Words(
            f"可用的格式：{known}", f"known formats: {', '.join(EXPORTS)}"
        )
        raise RequestError(
            Problem(Place("--as"), Words(f"沒有「{format}」這種格式", f"no format {format!r}"), hint)
        )
    return EXPORTS[format](catalogue.events, registers)


def as_yaml(events: Sequence[Event], registers: Registers) -> bytes:
    """Give events as YAML, in the style of the files under `seeds/`."""
    from briefgen.catalogue.yaml_text import yaml_list

    return yaml_list([plain_event(event) for event in events]).encode()


def as_jsonl(events: Sequence[Event], registers: Registers) -> bytes:
    """Give events as JSON Lines, one a line."""
    return b"".join(msgspec.json.encode(plain_event(event)) + b"\n" for event in events)


def as_json(events: Sequence[Event], registers: Registers) -> bytes:
    """Give events as one JSON list."""
    return (
        msgspec.json.format(msgspec.json.encode([plain_event(event) for event in events]), indent=2) + b"\n"
    )


def as_csv(events: Sequence[Event], registers: Registers) -> bytes:
    """Give events as CSV for a spreadsheet program: UTF-8 with its mark, everything quoted, no formula."""
    import csv
    import io

    from briefgen.catalogue.csv_file import guarded

    count = max((len(event.sources) for event in events), default=1)
    columns: list[tuple[Column, int | None]] = [(column, None) for column in event_columns()]
    columns += [(column, number) for number in range(count) for column in source_columns()]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([*(_header(column, number) for column, number in columns), HASH[0]])
    for event in events:
        record = cells_of(event)
        texts = [record.get((number, column.path)) for column, number in columns]
        writer.writerow([*("" if text is None else guarded(str(text)) for text in texts), fingerprint(event)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def as_xlsx(events: Sequence[Event], registers: Registers) -> bytes:
    """Give events as a workbook to be edited."""
    from briefgen.catalogue.workbook import workbook

    return workbook(events, registers)


EXPORTS: dict[str, Export] = {
    "xlsx": as_xlsx,
    "csv": as_csv,
    "yaml": as_yaml,
    "json": as_json,
    "jsonl": as_jsonl,
}


def cells_of(event: Event) -> dict[tuple[int | None, tuple[str, ...]], object]:
    """Give the cells of an event by number of source (None for the event itself) and path of field."""
    record = plain_record(event)
    found: dict[tuple[int | None, tuple[str, ...]], object] = {
        (None, column.path): _cell(record, column) for column in event_columns()
    }
    for number, source in enumerate(record["sources"]):
        found |= {(number, column.path): _cell(source, column) for column in source_columns()}
    return found


def _cell(record: object, column: Column) -> object:
    value = record
    for step in column.path:
        value = value.get(step) if isinstance(value, dict) else None
    # The last day of a span of one day would only be repeated.
    if column.path[-1] == "last":
        parts = record[column.path[-2]] if isinstance(record, dict) and column.path[-2] in record else {}
        if value == parts.get("first"):
            value = None if "precision" not in parts else value
    return to_cell(value, column)  # type: ignore[arg-type]


def _header(column: Column, number: int | None) -> str:
    return column.header if number is None else f"來源{number + 1}・{column.header}"
