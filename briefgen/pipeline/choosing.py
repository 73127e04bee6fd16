"""Load the catalogue, let the rules choose, and show what they chose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from briefgen import catalogue, rules
from briefgen.errors import Lang, Place, Problem, RequestError, Words, did_you_mean
from briefgen.model import Audience, Catalogue, DateWindow, Edition
from briefgen.pipeline import adapting, clearing
from briefgen.pipeline.asking import Request, asked_edition, listed, require_workspace
from briefgen.selection import Selection


@dataclass(frozen=True, slots=True)
class Chosen:
    """A selection with all that a brief needs besides.

    `edition` is as this reader may see it, with the marking of the brief; `withheld` are
    ids which it cites and this reader does not see.
    """

    selection: Selection
    edition: Edition
    prose: catalogue.Prose | None
    catalogue: Catalogue
    warnings: tuple[Problem, ...]
    withheld: frozenset[str] = frozenset()


def choose(request: Request, audience: Audience | None = None) -> Chosen:
    """Load the catalogue and let the rules choose; RequestError, CatalogueError or RuleError.

    With an audience, its clearance and its sections count; without one, every theme is
    shown, to the clearance of the request.
    """
    require_workspace(request.root)
    edition, prose = asked_edition(request)
    settings = catalogue.read_settings(request.root)
    clearance = audience.clearance if audience else request.clearance
    loaded = adapting.load(request.root, edition, settings.calendar, clearance)
    seen = {event.id: event for event in loaded.catalogue.events}
    sees_all = (clearance or settings.default) == settings.highest
    fit = edition if sees_all else clearing.cleared(edition, seen)
    selection = rules.select(
        loaded.catalogue,
        adapting.edition_rules(request.root, edition, loaded.catalogue.registers),
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
    marked = clearing.marked(fit, prose, selection, settings, clearance)
    return Chosen(selection, marked, prose, loaded.catalogue, (*loaded.warnings, *doubts), withheld)


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


def explain(selection: Selection, event: str, lang: Lang) -> str:
    """Say why each theme keeps an event or leaves it out; RequestError where there is no such event."""
    return rules.explain.why(selection, event, lang)


def selection_as(selection: Selection, form: str, lang: Lang) -> bytes:
    """Give a selection as a file in one of `rules.explain.FORMS`."""
    return rules.explain.FORMS[form](selection, lang)
