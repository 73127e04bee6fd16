"""What one brief is made of, and how the room asks it things.

The noun of this room: `compose` makes a document of it, `overlooked` says what of it is
not printed.
"""

from __future__ import annotations

from pathlib import Path

from briefgen.compose.desk import Cite, Desk, Put
from briefgen.compose.viewing import events_of
from briefgen.model import Audience, Edition, Record, Registers
from briefgen.selection import Selection
from briefgen.tree import Prose


class Brief(Record, frozen=True):
    """Everything one brief is made of.

    `folder` is the audience's own folder of templates, `base` the folder of all
    of them; both lie in the workspace `root`.  `withheld` are the ids of events
    that this reader may not see: what cites them is not printed, and not named.
    `fewer` events are left out for want of room.
    `above` are the audiences this one extends, the nearest first.
    """

    selection: Selection
    edition: Edition
    audience: Audience
    registers: Registers
    folder: Path
    base: Path
    prose: Prose | None
    root: Path
    withheld: frozenset[str] = frozenset()
    fewer: int = 0
    above: tuple[str, ...] = ()


def desk_of(request: Brief, cite: Cite, put: Put) -> Desk:
    """Give what the prose of a brief is written with."""
    themes = [theme.id for theme in request.selection.themes]
    events, day = events_of(request.selection), request.edition.date
    return Desk(themes=themes, events=events, cite=cite, put=put, day=day, withheld=request.withheld)
