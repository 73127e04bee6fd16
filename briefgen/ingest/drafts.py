"""An event as it is being read, and what is mended in it once the words after it are known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from briefgen.ingest.calendar import Meant
from briefgen.ingest.parties import Party
from briefgen.ingest.passages import Passage
from briefgen.model import When
from briefgen.zh.notation import Cited
from briefgen.zh.sources_in_text import Group


@dataclass(slots=True)
class Draft:
    """An event as it is being read; `clause` are the words that tell it, `told` where it stands."""

    passage: Passage
    meant: Meant
    date_text: str
    before: str
    clause: str
    sentence: str
    offset: int
    actors: tuple[Party, ...]
    carried: bool
    note: bool = False
    dated: bool = True
    key_point: bool = False
    separate: bool = False
    sources: list[tuple[str, When]] = field(default_factory=list)
    citations: list[str] = field(default_factory=list)


def mend_months(drafts: list[Draft], group: Group) -> None:
    """Move a day that was told without its month where its source shows another month.

    Of the events and dates of a group, as many on each side, the last event is far
    from any source in the month last told, and meets one in that of its source.
    """
    dates = [when.first for cited in group.cited for when in cited.dates]
    for draft in drafts:
        day = draft.meant.first
        if not re.fullmatch(r"\D?\d{1,2}日", draft.date_text) or draft.meant.first != draft.meant.last:
            continue
        near = [date for date in dates if 0 <= (date - day).days <= 10]
        exact = [date for date in dates if date.day in (day.day, day.day + 1) and date > day]
        if not near and exact:
            moved = exact[0].replace(day=day.day)
            draft.meant = replace(draft.meant, first=moved, last=moved, sure=False)


def sources_of(draft: Draft) -> tuple[Cited, ...]:
    """Give the sources of a draft by outlet, in the order they were printed."""
    dates: dict[str, list[When]] = {}
    for outlet, when in draft.sources:
        known = dates.setdefault(outlet, [])
        if when not in known:
            known.append(when)
    return tuple(Cited(outlet, tuple(own)) for outlet, own in dates.items())
