"""Make room: which events a brief of few pages prints, lists by date, or only counts.

Sections have what the rules kept under their limits.  Of the events those limits left
out, the most important are a digest.  Where the page is still too short, `fewer` takes
from the digest first and from the sections last, the least important before the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import Event, Record
from briefgen.selection import Cause, Decision, Selection, ThemeSelection


class Room(Record, frozen=True):
    """What there is room for: a selection, a digest, and how many events neither has."""

    selection: Selection
    digest: tuple[Event, ...]
    unlisted: int


def room(selection: Selection, digest: int, fewer: int = 0) -> Room:
    """Share out the events that the themes took; without limits nothing is left for the digest."""
    limited = _limited(selection)
    listed = limited[: max(0, min(digest, len(limited)) - fewer)]
    short = max(0, fewer - min(digest, len(limited)))
    dropped = _least(selection, short)
    kept = (
        replace(selection, themes=tuple(_without(theme, dropped) for theme in selection.themes))
        if dropped
        else selection
    )
    return Room(selection=kept, digest=tuple(listed), unlisted=len(limited) - len(listed) + len(dropped))


def most_fewer(selection: Selection, digest: int) -> int:
    """Give how many events can be left out before the brief has only one."""
    return min(digest, len(_limited(selection))) + max(0, len(selection.kept) - 1)


def foremost(decisions: Sequence[Decision], limit: int | None) -> tuple[Decision, ...]:
    """Give the most important of some decisions, in the order they had; all of them without a limit."""
    if limit is None:
        return tuple(decisions)
    chosen = sorted(decisions, key=lambda decision: _weight(decision.event))[:limit]
    return tuple(decision for decision in decisions if decision in chosen)


def _limited(selection: Selection) -> list[Event]:
    """Give the events that only limits left out, the most important first."""
    kept = {event.id for event in selection.kept}
    found = {
        decision.event.id: decision.event
        for theme in selection.themes
        for decision in theme.left_out
        if decision.cause is Cause.LIMIT and decision.event.id not in kept
    }
    return sorted(found.values(), key=_weight)


def _least(selection: Selection, count: int) -> frozenset[str]:
    ranked = sorted(selection.kept, key=_weight)
    return frozenset(event.id for event in ranked[len(ranked) - count :]) if count else frozenset()


def _weight(event: Event) -> tuple[int, int, str]:
    relevance = ("none", "mentioned", "direct").index(event.taiwan)
    return (-event.importance, -relevance, event.when.first.isoformat() + event.id)


def _without(theme: ThemeSelection, dropped: frozenset[str]) -> ThemeSelection:
    def stays(decision: Decision) -> bool:
        return decision.event.id not in dropped

    return replace(
        theme,
        kept=tuple(filter(stays, theme.kept)),
        groups=tuple(replace(group, kept=tuple(filter(stays, group.kept))) for group in theme.groups),
    )
