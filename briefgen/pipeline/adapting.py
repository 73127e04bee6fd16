"""What an edition and the workspace change of the choice: own themes, limits, pinned events, the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec

from briefgen import catalogue, rules
from briefgen.errors import Place, Problem, RuleError, Words, did_you_mean
from briefgen.model import Catalogue, DateWindow, Edition, Registers, SectionPlan


def edition_rules(root: Path, edition: Edition, registers: Registers) -> rules.Rules:
    """Read the themes of the workspace, and over them those and the limits of the edition; RuleError."""
    tree = catalogue.read_tree(root / "seeds" / "themes.yaml", root)
    parsed = rules.parse(tree, registers)
    own = catalogue.edition_themes(root, edition.id)
    if own is not None:
        parsed = rules.with_themes(parsed, own)
    _known(edition, [theme.id for theme in parsed.themes])
    limited = tuple(
        replace(theme, limit=edition.limits.get(theme.id, theme.limit)) for theme in parsed.themes
    )
    return replace(parsed, themes=limited)


def edition_plan(sections: Sequence[SectionPlan], edition: Edition) -> tuple[SectionPlan, ...]:
    """Give the sections of an audience with the limits that the edition sets, which win."""
    return tuple(
        msgspec.structs.replace(section, limit=edition.limits.get(section.theme, section.limit))
        for section in sections
    )


def load(root: Path, edition: Edition, calendar: str, clearance: str | None) -> catalogue.Loaded:
    """Load what the edition chooses from: its window, and pinned events wherever they lie.

    A calendar other than the venue's may shift an event by a day, so a day more is read at both ends.
    """
    window = edition.window
    if calendar != "venue":
        day = timedelta(days=1)
        window = DateWindow(window.first - day, window.last + day)
    loaded = catalogue.load(root, window=window, clearance=clearance)
    ids = {event.id for event in loaded.catalogue.events}
    missing = {pin.event for pin in edition.pins} - ids
    if not missing:
        return loaded
    whole = catalogue.load(root, clearance=clearance).catalogue.events
    pinned = [event for event in whole if event.id in missing]
    if not pinned:
        return loaded
    events = sorted(
        (*loaded.catalogue.events, *pinned), key=lambda event: (event.when.first, event.when.last, event.id)
    )
    return replace(loaded, catalogue=Catalogue(tuple(events), loaded.catalogue.registers))


def _known(edition: Edition, themes: list[str]) -> None:
    problems = [
        Problem(
            Place(f"seeds/editions/{edition.id}.md"),
            Words(f"limits 裡的「{id}」不是任何主題", f"{id!r} in limits is no theme"),
            did_you_mean(id, themes),
        )
        for id in edition.limits
        if id not in themes
    ]
    if problems:
        raise RuleError(*problems)
