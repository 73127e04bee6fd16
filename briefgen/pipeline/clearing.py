"""Keep from a reader what an edition says of events above the reader's level, and mark the brief.

A reader who may not see everything is never told whether an event is withheld or does
not exist: what cites it is left out, and the warning is the same for both and quotes
neither.  So a lower brief is the same whatever the higher events are, and no higher
index is ever opened for it.  Whoever sees every level is told of misspelt ids.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from pathlib import Path

from msgspec.structs import replace

from briefgen.catalogue import Prose, Settings
from briefgen.clean import clean
from briefgen.document import Document, Text, walk
from briefgen.errors import (
    CatalogueError,
    Place,
    Problem,
    Severity,
    TemplateError,
    Words,
    did_you_mean,
)
from briefgen.lines import line_of, names
from briefgen.model import Audience, Choice, Edition, Event
from briefgen.selection import Selection
from briefgen.tree import cited_ids


def cleared(edition: Edition, seen: Collection[str]) -> Edition:
    """Give the edition without pins, bans and key points that name events outside `seen`."""
    return replace(
        edition,
        key_points=tuple(point for point in edition.key_points if all(id in seen for id in point.events)),
        pins=tuple(pin for pin in edition.pins if pin.event in seen),
        bans=tuple(ban for ban in edition.bans if ban.event in seen),
    )


def withheld(edition: Edition, prose: Prose | None, seen: Collection[str]) -> frozenset[str]:
    """Give the ids that key points and prose cite and the reader does not see."""
    return frozenset(id for id in _cited(edition, prose) if id not in seen)


def left_out(root: Path, edition: Edition, seen: Collection[str]) -> tuple[Problem, ...]:
    """Warn of each line of the edition's file that names an event outside `seen`, without quoting it."""
    file = f"seeds/editions/{edition.id}.md"
    path = root / file
    if not path.is_file():
        return ()
    what = Words(
        "此處引用的事件不在本期，或不在此讀者可見的範圍，相關文字未印出",
        "an event named here is not of this window, or not for this reader; what rests on it is not printed",
    )
    hint = Words(
        "若代號有誤，請執行 briefgen check 核對", "if the id is misspelt, briefgen check will say so"
    )
    named = {*_cited(edition, None), *(choice.event for choice in (*edition.pins, *edition.bans))}
    return tuple(
        Problem(Place(file, number), what, hint, Severity.WARNING)
        for number, line in enumerate(clean(path.read_text("utf-8"))[0].split("\n"), 1)
        if any(id not in seen for id in cited_ids(line))
        or any(names(line, id) for id in named if id not in seen)
    )


def unmet(
    root: Path, edition: Edition, choices: Collection[Choice], seen: Collection[str]
) -> tuple[Problem, ...]:
    """Warn, for whoever sees everything, of pins and bans whose event is not in the window."""
    return tuple(
        Problem(
            Place(
                f"seeds/editions/{edition.id}.md",
                line_of(choice.event, root / f"seeds/editions/{edition.id}.md"),
            ),
            Words(
                f"指定收錄或排除的「{choice.event}」不是本期的事件",
                f"{choice.event!r}, pinned or banned, is no event of the window",
            ),
            did_you_mean(choice.event, seen),
            Severity.WARNING,
        )
        for choice in choices
    )


def marked(
    root: Path,
    edition: Edition,
    prose: Prose | None,
    selection: Selection,
    settings: Settings,
    clearance: str | None,
) -> Edition:
    """Give the edition with the marking of its brief: the highest of its events', never less than its own.

    None where nothing in it is above the default and the edition states nothing.
    CatalogueError for a marking that is no level, or is above a clearance that the audience states.
    """
    levels = settings.markings
    if edition.marking is not None and edition.marking not in levels:
        raise CatalogueError(_unknown(root, edition, settings))
    if (
        edition.marking is not None
        and clearance is not None
        and levels.index(edition.marking) > levels.index(clearance)
    ):
        raise CatalogueError(_above(edition, clearance))
    events = _printed(edition, prose, selection)
    level = max(
        (edition.marking or settings.default, *(event.marking or settings.default for event in events)),
        key=levels.index,
    )
    return replace(edition, marking=None if edition.marking is None and level == settings.default else level)


def stamped(document: Document, edition: Edition, audience: Audience) -> Document:
    """Give the document with its marking among the properties; TemplateError where its pages would not show it."""
    marking = edition.marking
    if marking is None:
        return document
    running = (document.page_header, document.page_footer)
    texts = (
        node.text for part in running if part is not None for node in walk(part) if isinstance(node, Text)
    )
    if not any(marking in text for text in texts):
        raise TemplateError(_unmarked(marking, audience))
    meta = document.meta
    keywords = meta.keywords if marking in meta.keywords else (*meta.keywords, marking)
    return dataclasses.replace(document, meta=dataclasses.replace(meta, keywords=keywords, marking=marking))


def _cited(edition: Edition, prose: Prose | None) -> Iterator[str]:
    for point in edition.key_points:
        yield from point.events
    if prose is not None:
        yield from cited_ids(prose.text)


def _printed(edition: Edition, prose: Prose | None, selection: Selection) -> Iterator[Event]:
    """Give every event that leaves something in the brief."""
    cited = frozenset(_cited(edition, prose))
    for theme in selection.themes:
        for decision in (*theme.kept, *theme.see_also):
            yield decision.event
            yield from decision.merged
        yield from (decision.event for decision in theme.left_out if decision.event.id in cited)
    yield from (event for event in selection.uncovered if event.id in cited)


def _unknown(root: Path, edition: Edition, settings: Settings) -> Problem:
    file = f"seeds/editions/{edition.id}.md"
    return Problem(
        Place(file, line_of("marking:", root / file)),
        Words(f"密等（marking）「{edition.marking}」不在已定的等級之中", f"no marking {edition.marking!r}"),
        did_you_mean(edition.marking or "", settings.markings)
        or Words(
            f"可用的密等：{'、'.join(settings.markings)}", f"known levels: {', '.join(settings.markings)}"
        ),
    )


def _unmarked(marking: str, audience: Audience) -> Problem:
    return Problem(
        Place(f"templates/{audience.id}/brief.html.j2"),
        Words(
            f"頁首與頁尾都沒有印出密等「{marking}」，不予產製",
            f"neither running head nor foot shows the marking {marking!r}: no brief is made",
        ),
        Words("請在 page_header 寫入 {{ marking }}", "write {{ marking }} into page_header"),
    )


def _above(edition: Edition, clearance: str) -> Problem:
    return Problem(
        Place(f"seeds/editions/{edition.id}.md"),
        Words(
            f"本期密等「{edition.marking}」高於此讀者可閱的「{clearance}」，不予產製",
            f"the edition is marked {edition.marking!r}, above the reader's {clearance!r}: no brief is made",
        ),
        Words("請改用密等相當的讀者範本", "choose an audience that may read it"),
    )
