"""Builders that fill in what a test does not care about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from briefgen.model import Body, Catalogue, DateWindow, Event, Outlet, Person, Registers, Source, When


def when(text: str | When) -> When:
    """Read a short form of a date."""
    return When.parse(text) if isinstance(text, str) else text


def window(text: str) -> DateWindow:
    """Read a short form of a window."""
    parsed = When.parse(text)
    return DateWindow(parsed.first, parsed.last)


def a_source(outlet: str = "人民網", date: str | When | None = "2021-09-11", **fields: Any) -> Source:
    return Source(outlet=outlet, date=None if date is None else when(date), **fields)


def an_event(id: str = "wang-hanoi", **fields: Any) -> Event:
    """Give an event; `when` may be a short form."""
    filled: dict[str, Any] = {
        "when": "2021-09-10",
        "title": "王毅訪問越南",
        "summary": "王毅訪問越南，會晤越南外長。",
        "actors": ("王毅",),
        "mode": "visit",
        "sources": (a_source(),),
    } | fields
    filled["when"] = when(filled["when"])
    return Event(id=id, **filled)


def a_person(name: str = "王毅", country: str = "CN", **fields: Any) -> Person:
    return Person(name=name, country=country, **fields)


def a_body(name: str = "東南亞國家協會", kind: Any = "organisation", **fields: Any) -> Body:
    return Body(name=name, kind=kind, **fields)


def an_outlet(name: str = "人民網", kind: Any = "newspaper", **fields: Any) -> Outlet:
    return Outlet(name=name, kind=kind, **fields)


def registers(*entries: Person | Body | Outlet) -> Registers:
    """Give the registers that hold some entries; without any, the names `an_event` uses."""
    entries = entries or (a_person(), an_outlet())
    return Registers(
        people={e.name: e for e in entries if isinstance(e, Person)},
        bodies={e.name: e for e in entries if isinstance(e, Body)},
        outlets={e.name: e for e in entries if isinstance(e, Outlet)},
    )


def a_catalogue(*events: Event, **fields: Any) -> Catalogue:
    return Catalogue(events=events, registers=fields.get("registers", registers()))


def a_workspace(root: Path, *events: Event, files: dict[str, str] | None = None) -> Path:
    """Write a workspace with some events, the usual registers, and any other files."""
    known = registers()
    seeds = root / "seeds"
    (seeds / "events").mkdir(parents=True, exist_ok=True)
    _write(seeds / "people.json", list(known.people.values()))
    _write(seeds / "outlets.json", list(known.outlets.values()))
    if events:
        _write(seeds / "events" / "events.json", list(events))
    for name, text in (files or {}).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def _write(path: Path, records: object) -> None:
    path.write_bytes(msgspec.json.encode(records))
