"""Hand the catalogue to a spreadsheet or a database, and take a colleague's sheet back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefgen import catalogue
from briefgen.catalogue.exporting import EXPORTS
from briefgen.catalogue.merging import Merge
from briefgen.errors import Place, Problem, RequestError, Words
from briefgen.model import DateWindow
from briefgen.pipeline.asking import require_workspace
from briefgen.whole import write_all

FORMATS = tuple(EXPORTS)


@dataclass(frozen=True, slots=True)
class Exported:
    """The file of an export, how many events it holds, and what the catalogue warns of."""

    data: bytes
    events: int
    warnings: tuple[Problem, ...]


def export_events(root: Path, form: str, window: DateWindow | None, clearance: str | None) -> Exported:
    """Give the events of a window, or all, that a clearance may read, in one of FORMATS."""
    require_workspace(root)
    loaded = catalogue.load(root, window=window, clearance=clearance)
    data = catalogue.export(loaded.catalogue, loaded.catalogue.registers, form)
    return Exported(data, len(loaded.catalogue.events), loaded.warnings)


def fill_archive(root: Path, url: str, window: DateWindow | None, clearance: str | None) -> int:
    """Write the same events into a SQL database, replacing those of the same id; give their number."""
    require_workspace(root)
    settings = catalogue.read_settings(root)
    if settings.events is not None and settings.events == url:
        what = Words("這就是事件目前所在的資料庫", "this is the database that the events are in already")
        raise RequestError(Problem(Place("briefgen.toml"), what, Words("請指定另一個", "name another one")))
    loaded = catalogue.load(root, window=window, clearance=clearance)
    return catalogue.export_sql(loaded.catalogue, url, root)


def import_sheet(root: Path, file: Path, *, dry_run: bool) -> Merge:
    """Merge an edited spreadsheet into `seeds/events/`; all files are written, or none.

    RequestError or CatalogueError where the sheet cannot be taken; then nothing is written.
    """
    require_workspace(root)
    merged = catalogue.merge(root, file)
    if merged.files and not dry_run:
        write_all(merged.files)
    return merged
