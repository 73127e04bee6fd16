"""Load the catalogue, let the rules choose, and show what they chose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from briefgen import catalogue, rules
from briefgen.errors import Lang, Place, Problem, RequestError, TemplateError, Words, did_you_mean
from briefgen.lines import line_of
from briefgen.model import Audience, Catalogue, DateWindow, Edition
from briefgen.pipeline import adapting, clearing, outlying
from briefgen.pipeline.asking import Request, asked_edition, listed, require_workspace
from briefgen.pipeline.cleaning import taken_out
from briefgen.pipeline.extending import above
from briefgen.selection import Selection
from briefgen.tree import cited_ids

_PLACED = re.compile(r":::[^:]*\btheme=([\w-]+)")


@dataclass(frozen=True, slots=True)
class Printed:
    """What a text that stands for the whole brief prints: events it cites, and themes it places."""

    cited: int
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A selection with all that a brief needs besides.

    `edition` is as this reader may see it, with the marking of the brief; `withheld` are
    ids which it cites and this reader does not see; `empty` says that nothing happened in
    the window, and is among the warnings.
    """

    selection: Selection
    edition: Edition
    prose: catalogue.Prose | None
    catalogue: Catalogue
    warnings: tuple[Problem, ...]
    withheld: frozenset[str] = frozenset()
    empty: tuple[Problem, ...] = ()
    printed: Printed | None = None


def choose(request: Request, audience: Audience | None = None) -> Chosen:
    """Load the catalogue and let the rules choose; RequestError, CatalogueError or RuleError.

    With an audience, its clearance and its sections count; without one, every theme is
    shown, to the clearance of the request.
    """
    require_workspace(request.root)
    edition, prose = asked_edition(request)
    settings = catalogue.read_settings(request.root)
    clearance = _clearance(request, audience, settings)
    loaded = adapting.load(request.root, edition, settings.calendar, clearance)
    chosen_by = adapting.edition_rules(request.root, edition, loaded.catalogue.registers)
    if audience is not None:
        _check_sections(request.root, audience, [theme.id for theme in chosen_by.themes])
    seen = {event.id: event for event in loaded.catalogue.events}
    sees_all = (clearance or settings.default) == settings.highest
    fit = edition if sees_all else clearing.cleared(edition, seen)
    selection = rules.select(
        loaded.catalogue,
        chosen_by,
        edition.window,
        plan=adapting.edition_plan(audience.sections, edition) if audience else None,
        pins=fit.pins,
        bans=fit.bans,
        calendar=settings.calendar,
    )
    if sees_all:
        doubts = clearing.unmet(request.root, edition, selection.unmet, seen)
        withheld = frozenset[str]()
    else:
        doubts = clearing.left_out(request.root, edition, seen)
        withheld = clearing.withheld(edition, prose, seen)
    marked = clearing.marked(request.root, fit, prose, selection, settings, clearance)
    names = (audience.id, *above(request.root, audience.id), "base") if audience else ()
    removed = taken_out(request.root, request.edition, names)
    empty = outlying.empty(request, selection, clearance)
    warnings = (*empty, *loaded.warnings, *removed, *doubts)
    return Chosen(
        selection,
        marked,
        prose,
        loaded.catalogue,
        warnings,
        withheld,
        empty,
        _printed(audience, prose, withheld),
    )


def _printed(
    audience: Audience | None, prose: catalogue.Prose | None, withheld: frozenset[str]
) -> Printed | None:
    if audience is None or audience.prose != "whole" or prose is None or not prose.text.strip():
        return None
    cited = frozenset(cited_ids(prose.text)) - withheld
    return Printed(len(cited), frozenset(_PLACED.findall(prose.text)))


def _clearance(request: Request, audience: Audience | None, settings: catalogue.Settings) -> str | None:
    """Give the level of the reader, or None where none is stated; RequestError or TemplateError for one unknown."""
    level = audience.clearance if audience else request.clearance
    if level is None or level in settings.markings:
        return level
    file = f"templates/{audience.id}/audience.yaml" if audience else "--clearance"
    where = Place(file, line_of("clearance:", request.root / file))
    known = Words(
        f"可用的密等：{'、'.join(settings.markings)}", f"known levels: {', '.join(settings.markings)}"
    )
    what = Words(f"沒有「{level}」這個密等", f"no marking {level!r}")
    error = TemplateError if audience else RequestError
    raise error(Problem(where, what, did_you_mean(level, settings.markings) or known))


def _check_sections(root: Path, audience: Audience, themes: Sequence[str]) -> None:
    """Refuse an audience with a section whose theme is not there; TemplateError."""
    file = f"templates/{audience.id}/audience.yaml"
    unknown = [section.theme for section in audience.sections if section.theme not in themes]
    if unknown:
        raise TemplateError(
            *(
                Problem(
                    Place(file, line_of(f"theme: {id}", root / file)),
                    Words(f"沒有「{id}」這個主題", f"there is no theme {id!r}"),
                    did_you_mean(id, themes) or listed(tuple(themes)),
                )
                for id in unknown
            )
        )


def parse_window(text: str, today: date, where: str = "--quarter") -> DateWindow:
    """Read a window in words (`2021Q3`, `110Q3`, `上一季`); RequestError where it is none."""
    return rules.parse_window(text, today=today, where=Place(where))


def only_theme(selection: Selection, theme: str) -> Selection:
    """Give a selection with one theme in it; RequestError with a suggestion where it has no such theme."""
    known = [found.id for found in selection.themes]
    if theme not in known:
        raise RequestError(
            Problem(
                Place("seeds/themes.yaml"),
                Words(f"沒有「{theme}」這個主題", f"there is no theme {theme!r}"),
                did_you_mean(theme, known) or listed(tuple(known)),
            )
        )
    return replace(selection, themes=(selection.theme(theme),))


def explain(request: Request, audience: Audience | None, selection: Selection, event: str, lang: Lang) -> str:
    """Say why each theme keeps an event or leaves it out, and where else the page has it.

    RequestError where there is no such event, or where the reader may not see it.
    """
    if not rules.explain.knows(selection, event):
        clearance = _clearance(request, audience, catalogue.read_settings(request.root))
        return outlying.outside(request.root, selection.window, event, clearance).say(lang) + "\n"
    listed = outlying.listed_by_date(selection, event, audience)
    text = rules.explain.why(selection, event, lang)
    return text if listed is None else f"{text}\n{listed.say(lang)}\n"


def selection_as(selection: Selection, form: str, lang: Lang) -> bytes:
    """Give a selection as a file in one of `rules.explain.FORMS`."""
    return rules.explain.FORMS[form](selection, lang)
