"""Put the events of a brief into its PDF, so that a file that travels far still says where it comes from.

What is enclosed is what this reader may see and the brief prints: never a remark of
the editors, never an event that was left out.
"""

from __future__ import annotations

import dataclasses
import json

from msgspec.structs import replace

from briefgen import catalogue
from briefgen.document import Attachment, Document
from briefgen.model import Audience, Catalogue, Edition, Event, Registers
from briefgen.selection import Selection


def enclosed(
    document: Document, selection: Selection, edition: Edition, audience: Audience, registers: Registers
) -> Document:
    """Give the document with its events attached as JSON and CSV, unless the audience wants none."""
    if not audience.attach_data:
        return document
    events = printed(selection)
    shown = Catalogue(events=events, registers=registers)
    stem = f"{edition.id}-{audience.id}"
    plain = {
        "edition": edition.id,
        "title": edition.title,
        "marking": edition.marking,
        "window": {"first": str(edition.window.first), "last": str(edition.window.last)},
        "themes": [
            {"id": theme.id, "title": theme.title, "events": [decision.event.id for decision in theme.kept]}
            for theme in selection.themes
        ],
        "events": json.loads(catalogue.export(shown, registers, "json")),
    }
    as_json = (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()
    attached = (
        Attachment(f"{stem}.json", "本文所收事件與來源（JSON）", as_json),
        Attachment(f"{stem}.csv", "本文所收事件與來源（CSV）", catalogue.export(shown, registers, "csv")),
    )
    return dataclasses.replace(document, attached=attached)


def printed(selection: Selection) -> tuple[Event, ...]:
    """Give the events that a selection prints, duplicates too, in order of day, without editors' remarks."""
    found: dict[str, Event] = {}
    for theme in selection.themes:
        for decision in theme.kept:
            for event in (decision.event, *decision.merged):
                found[event.id] = replace(event, remark=None)
    return tuple(sorted(found.values(), key=lambda event: (event.when.first, event.when.last, event.id)))
