"""Tell whether the catalogue has an event already: same days, parties, body and kind."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.ingest.candidates import Candidate
from briefgen.model import Event
from briefgen.names import Names

_ALIKE = ({"meeting", "conference", "video"}, {"statement", "speech", "document"}, {"visit", "meeting"})
_ENOUGH = 3


def known_as(one: Candidate, events: Sequence[Event], names: Names) -> str | None:
    """Give the id of the event that a candidate is, or None.

    The days must be the same and one acting party shared; of body, kind, sources and
    further parties as much as tells it from others of that day.
    """
    scored = [(score, event.id) for event in events if (score := _likeness(one, event, names)) >= _ENOUGH]
    return max(scored)[1] if scored else None


def _likeness(one: Candidate, event: Event, names: Names) -> int:
    if (one.when.first, one.when.last) != (event.when.first, event.when.last):
        return 0
    acting = {names.canonical(name) for name in one.actors}
    others = {names.canonical(name) for name in one.counterparts}
    theirs = {names.canonical(name) for name in event.actors}
    if not acting & theirs and not (
        others & theirs and acting & {names.canonical(n) for n in event.counterparts}
    ):
        return 0
    score = 2
    if one.mode == event.mode:
        score += 2
    elif any({one.mode, event.mode} <= alike for alike in _ALIKE):
        score += 1
    if one.forum and event.body:
        score += 2 if names.canonical(one.forum) == event.body else -1
    elif not one.forum and not event.body and score > 2:
        score += 1
    met = {names.canonical(name) for name in event.counterparts}
    if others & met:
        score += 2
    elif others and met:
        score -= 2
    return score
