"""Give records as plain data, as a person would write them in a file."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

import msgspec

from briefgen.model import Event, When

# The order in which the fields of an event are read best; a field not listed comes before `remark`.
ORDER = (
    "id", "when", "title", "summary", "actors", "counterparts", "countries", "body", "session", "mode", "place",
    "topics", "taiwan", "importance", "marking", "detail", "quotes", "notes", "remark", "sources",
)  # fmt: skip


def in_order(name: str) -> int:
    """Give the rank of a field of an event in reading order."""
    return ORDER.index(name) if name in ORDER else ORDER.index("remark")


def plain_record(record: msgspec.Struct) -> dict[str, Any]:
    """Give what a record says beyond its defaults.

    msgspec leaves out what *is* the default, so its bytes change with the way a record
    has come: read, copied or sent to another process. Here what equals it is left out.
    """
    values = ((name, getattr(record, name), default) for name, default in _defaults(type(record)))
    return {name: _plain(value) for name, value, default in values if value != default}


def _plain(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return plain_record(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return msgspec.to_builtins(value)


@cache
def _defaults(kind: type[msgspec.Struct]) -> tuple[tuple[str, Any], ...]:
    fields = msgspec.structs.fields(kind)
    made = (field.default_factory for field in fields)
    return tuple(
        (field.name, field.default if factory is msgspec.NODEFAULT else factory())
        for field, factory in zip(fields, made, strict=True)
    )


def plain_event(event: Event) -> dict[str, Any]:
    """Give an event as dicts, lists and texts, with dates in their short form where that says it all."""
    record = plain_record(event)
    record["when"] = plain_when(event.when)
    for written, source in zip(record["sources"], event.sources, strict=True):
        if source.date is not None:
            written["date"] = plain_when(source.date)
    return {name: record[name] for name in sorted(record, key=in_order)}


def plain_when(when: When) -> str | dict[str, Any]:
    """Give the short form of a date, or its parts where the short form loses something."""
    if short_says_all(when):
        return str(when)
    return plain_record(when)


def short_says_all(when: When) -> bool:
    """Reading the short form of a date gives it back."""
    try:
        return When.parse(str(when)) == when
    except ValueError:
        return False


def fingerprint(event: Event) -> str:
    """Give a short hash of all an event says, to know later whether it was changed."""
    return hashlib.blake2b(msgspec.json.encode(plain_record(event)), digest_size=12).hexdigest()
