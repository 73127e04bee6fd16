"""Build one brief: every format asked for is written, or none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import Problem
from briefgen.pipeline.asking import Request, load_audience, require_workspace
from briefgen.pipeline.choosing import choose
from briefgen.pipeline.making import make
from briefgen.selection import Selection
from briefgen.whole import write_all


@dataclass(frozen=True, slots=True)
class Written:
    """One file that was written, with its pages where the format has them."""

    path: Path
    size: int
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: files, the selection behind them, notes printed, and warnings."""

    files: tuple[Written, ...]
    selection: Selection
    notes: int
    warnings: tuple[Problem, ...]


def build(request: Request) -> Built:
    """Make one brief in every format asked for, and write all of them or none."""
    require_workspace(request.root)
    audience = load_audience(request.root, request.audience)
    chosen = choose(request, audience)
    made = make(request.root, chosen, audience, request.formats or audience.formats)
    folder = (request.out or request.root / "out") / chosen.edition.id
    stem = f"{chosen.edition.id}-{audience.id}"
    files = {folder / f"{stem}.{name}": data for name, data in made.files.items()}
    write_all(files)
    return Built(
        tuple(
            Written(path, len(data), made.pages if path.suffix == ".pdf" else None)
            for path, data in files.items()
        ),
        chosen.selection,
        made.notes,
        (*chosen.warnings, *made.warnings),
    )
