"""Load the catalogue, let the rules choose, and show what they chose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from briefgen import catalogue, rules
from briefgen.errors import CatalogueError, Lang, Place, Problem, RequestError, Words, did_you_mean
from briefgen.model import Audience, Catalogue, DateWindow, Edition
from briefgen.pipeline.asking import Request, asked_edition, listed, require_workspace
from briefgen.selection import Selection
from briefgen.tree import cited_ids


@dataclass(frozen=True, slots=True)
class Chosen:
    """A selection with all that a brief needs besides.

    `withheld` are ids which the edition cites and this reader may not see.
    """

    selection: Selection
    edition: Edition
    prose: catalogue.Prose | None
    catalogue: Catalogue
    warnings: tuple[Problem, ...]
    withheld: frozenset[str] = frozenset()


def choose(request: Request, audience: Audience | None = None) -> Chosen:
    """Load the catalogue and let the rules choose; RequestError, CatalogueError or RuleError.

    With an audience, its clearance and its sections count; without one, every theme is shown.
    """
    require_workspace(request.root)
    edition, prose = asked_edition(request)
    clearance = audience.clearance if audience else None
    loaded = catalogue.load(request.root, window=edition.window, clearance=clearance)
    tree = catalogue.read_tree(request.root / "seeds" / "themes.yaml", request.root)
    selection = rules.select(
        loaded.catalogue,
        rules.parse(tree, loaded.catalogue.registers),
        edition.window,
        plan=audience.sections if audience else None,
        pins=edition.pins,
        bans=edition.bans,
    )
    unseen = _cited(edition, prose) - {event.id for event in loaded.catalogue.events}
    withheld = _withheld(request.root, edition.window, unseen) if audience and unseen else frozenset[str]()
    return Chosen(selection, edition, prose, loaded.catalogue, loaded.warnings, withheld)


def _cited(edition: Edition, prose: catalogue.Prose | None) -> frozenset[str]:
    points = (id for point in edition.key_points for id in point.events)
    return frozenset((*points, *(cited_ids(prose.text) if prose else ())))


def _withheld(root: Path, window: DateWindow, unseen: frozenset[str]) -> frozenset[str]:
    """Give those of some ids that are events of the window all the same: above the reader's level."""
    highest = catalogue.read_settings(root).highest
    try:
        loaded = catalogue.load(root, window=window, clearance=highest)
    except CatalogueError:
        return unseen
    return unseen & {event.id for event in loaded.catalogue.events}


def parse_window(text: str, today: date) -> DateWindow:
    """Read a window in words (`2021Q3`, `110Q3`, `上一季`); RequestError where it is none."""
    return rules.parse_window(text, today=today)


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
