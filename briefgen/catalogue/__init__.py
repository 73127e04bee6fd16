"""Read seeds into a checked catalogue, and write them out for other tools.

`load` gives the events of a window that a clearance may see; `read_edition` an
issue of the brief; `read_tree` any file with its places, for other rooms to parse.
`export` and `export_sql` write events out, `merge` brings an edited spreadsheet back.
To add a kind of file: a reader listed in `readers.READERS`, a writer in `exporting.EXPORTS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.catalogue.editions import edition_ids, edition_themes, read_edition
from briefgen.catalogue.loading import Loaded, load, readable
from briefgen.catalogue.readers import READERS, read_tree
from briefgen.catalogue.settings import Settings, read_settings
from briefgen.model import Catalogue, Event, Registers
from briefgen.tree import Prose

if TYPE_CHECKING:
    from briefgen.catalogue.event_files import Placed
    from briefgen.catalogue.merging import Merge

__all__ = [
    "READERS",
    "Loaded",
    "Prose",
    "Settings",
    "candidates_sheet",
    "edition_ids",
    "edition_themes",
    "export",
    "export_sql",
    "load",
    "merge",
    "placed",
    "read_edition",
    "read_settings",
    "read_tree",
    "readable",
]


def export(catalogue: Catalogue, registers: Registers, format: str) -> bytes:
    """Give the events of a catalogue as a file: xlsx, csv, yaml, json or jsonl.

    RequestError for another format; OutputError where a text does not fit a cell.
    """
    from briefgen.catalogue.exporting import export as write

    return write(catalogue, registers, format)


def candidates_sheet(events: Sequence[Event], registers: Registers) -> bytes:
    """Give candidate events as a workbook with a column to tick, which `merge` takes back."""
    from briefgen.catalogue.workbook import workbook

    return workbook(events, registers, candidates=True)


def export_sql(catalogue: Catalogue, url: str, root: Path) -> int:
    """Write the events of a catalogue into a database, and give their number.

    Events of the same id are replaced.  A SQLite file is relative to `root`.
    CatalogueError for a URL that is none; OutputError where it cannot be written.
    """
    from briefgen.catalogue.archive import Archive

    return Archive(url, root, read_settings(root)).fill(catalogue)


def placed(root: Path, events: Iterable[Event]) -> Iterator[Placed]:
    """Give those of some events that stand in a file, each with the way to the places of its fields."""
    from briefgen.catalogue.finding import placed as find

    return find(root, events)


def merge(root: Path, file: Path) -> Merge:
    """Compare an edited spreadsheet with the event files; nothing is written.

    The Merge has the changes to show and the bytes of the files as they become.
    RequestError where the file is no spreadsheet; CatalogueError with every mistake
    and every event that was changed on both sides.
    """
    from briefgen.catalogue.merging import merge as compare

    return compare(root, file)
