"""Builders that fill in what a test does not care about."""

from __future__ import annotations

from datetime import date as Day
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import msgspec

from briefgen.catalogue.yaml_file import parse as parse_yaml
from briefgen.compose import Brief
from briefgen.errors import Place, Words
from briefgen.model import (
    Audience,
    Body,
    Catalogue,
    DateWindow,
    Edition,
    Event,
    Outlet,
    Person,
    Registers,
    SectionPlan,
    Source,
    When,
)
from briefgen.rules import Rules, parse
from briefgen.selection import Cause, Decision, Selection, ThemeSelection
from briefgen.tree import Prose

REPOSITORY = Path(__file__).parent.parent


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
        "summary": "訪問越南，會晤越南外長。",
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


def an_edition(id: str = "2021-q3", **fields: Any) -> Edition:
    filled: dict[str, Any] = {
        "title": "2021年第3季外交情勢",
        "window": window("2021-07-01/2021-10-31"),
        "date": Day(2021, 11, 5),
    } | fields
    return Edition(id=id, **filled)


def an_audience(*themes: str, **fields: Any) -> Audience:
    plan = tuple(SectionPlan(theme=theme) for theme in themes or ("major-powers",))
    filled: dict[str, Any] = {"id": "research", "title": "研究單位", "sections": plan} | fields
    return Audience(**filled)


def a_decision(event: Event, kept: bool = True, **fields: Any) -> Decision:
    cause = Cause.MATCH if kept else Cause.THEME
    return Decision(event, kept, cause, Words("理由", "a reason"), **fields)


def a_theme_selection(
    *events: Event, id: str = "major-powers", title: str = "大國關係", **fields: Any
) -> ThemeSelection:
    """Give a theme that kept some events, in the order given."""
    kept = tuple(a_decision(event) for event in events)
    filled: dict[str, Any] = {"why": "大國往來。", "kept": kept, "left_out": ()} | fields
    return ThemeSelection(id, title, **filled)


def a_brief(*events: Event, **fields: Any) -> Brief:
    """Give what a brief of some events is made of, with the templates of this repository."""
    edition = fields.pop("edition", an_edition())
    themes = fields.pop("themes", (a_theme_selection(*events),))
    root = fields.get("root", REPOSITORY)
    filled: dict[str, Any] = {
        "selection": Selection(edition.window, themes),
        "edition": edition,
        "audience": an_audience(),
        "registers": registers(),
        "folder": root / "templates" / "research",
        "base": root / "templates",
        "prose": None,
        "root": root,
    } | fields
    return Brief(**filled)


def a_prose(text: str, line: int = 10) -> Prose:
    return Prose(text, Place("seeds/editions/2021-q3.md", line))


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


def some_rules(text: str, *entries: Person | Body | Outlet) -> Rules:
    """Read themes written as YAML; without `version` they are the entries of `themes`."""
    if not text.lstrip().startswith("version"):
        text = "version: 1\nthemes:\n" + indent(dedent(text).strip("\n"), "  ")
    return parse(parse_yaml(text, "seeds/themes.yaml"), registers(*entries))


def one_rule(match: str, *entries: Person | Body | Outlet) -> Rules:
    """Read one rule, written as YAML in one line, as the theme `only`."""
    return some_rules(f"only: {{title: 主題, why: 試, match: {match}}}", *entries)
