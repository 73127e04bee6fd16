"""Find where chosen events stand: for a message that has to name the file and the line of an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefgen.catalogue.event_files import Placed, event_paths, read_events
from briefgen.catalogue.settings import read_settings
from briefgen.errors import CatalogueError
from briefgen.model import Event


def placed(root: Path, events: Iterable[Event]) -> Iterator[Placed]:
    """Give those of some events that stand in a file, each with the way to its places.

    Files are read again, and of them only the levels that these events have; those of a database are not found.
    """
    wanted = {event.id: event for event in events}
    settings = read_settings(root)
    allowed = frozenset(event.marking or settings.default for event in wanted.values())
    for path in event_paths(root):
        try:
            found = read_events(path, root, settings, allowed)
        except CatalogueError:  # Changed since it was loaded.
            continue
        yield from (one for one in found.placed() if wanted.get(one.event.id) == one.event)
