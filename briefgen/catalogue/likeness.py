"""Notice a new event that may be one which the catalogue has already, told a day off.

The same day is `ingest`'s to notice.  Reports differ by a day where the place's calendar does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from briefgen.model import Event
from briefgen.names import Names

_DAY = timedelta(days=1)
_ALIKE = ({"meeting", "conference", "video"}, {"statement", "speech", "document"}, {"visit", "meeting"})


def like(event: Event, known: Iterable[Event], names: Names) -> Event | None:
    """Give the known event that is most like another: a day off at most, of the same forum or the same parties."""
    near = [one for one in known if _near(event, one) and _same_occasion(event, one, names)]
    return min(near, key=lambda one: (abs(one.when.first - event.when.first), one.id), default=None)


def _near(event: Event, other: Event) -> bool:
    ends = (event.when.first - other.when.first, event.when.last - other.when.last)
    return all(abs(apart) <= _DAY for apart in ends)


def _same_occasion(event: Event, other: Event, names: Names) -> bool:
    mine, theirs = _parties(event, names), _parties(other, names)
    if event.body and other.body:
        same = names.canonical(event.body) == names.canonical(other.body)
        return same and not mine.isdisjoint(theirs)
    alike = event.mode == other.mode or any({event.mode, other.mode} <= kinds for kinds in _ALIKE)
    return alike and (mine == theirs or len(mine & theirs) > 1)


def _parties(event: Event, names: Names) -> frozenset[str]:
    return frozenset(names.canonical(name) for name in (*event.actors, *event.counterparts))
