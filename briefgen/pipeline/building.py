"""Build one brief: every format asked for is written, or none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.contained import Child
from briefgen.errors import Problem
from briefgen.pipeline.asking import Request, asked_audience, asked_edition, load_audience, require_workspace
from briefgen.pipeline.choosing import Chosen, Printed, choose
from briefgen.pipeline.making import make
from briefgen.pipeline.manifest import ENDING, Manifest, encoded, made_of
from briefgen.pipeline.outputs import left_behind, out_folder, refuse_clashes, refuse_name
from briefgen.pipeline.typesetting import Made
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
    """What a build did: files, the selection behind them, notes printed, and warnings.

    `printed` says what a text of the analyst's own prints of the catalogue; None where the
    sections print what they kept.
    """

    files: tuple[Written, ...]
    selection: Selection
    notes: int
    warnings: tuple[Problem, ...]
    printed: Printed | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A brief in memory: its files by name, its manifest, and what else is known of it."""

    files: dict[str, bytes]
    manifest: Manifest
    chosen: Chosen
    made: Made

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Give what is doubtful in it."""
        return (*self.chosen.warnings, *self.made.warnings)


def prepare(request: Request, press: Child[Made] | None = None) -> Prepared:
    """Make one brief in every format asked for, and write nothing."""
    require_workspace(request.root)
    audience = load_audience(request.root, asked_audience(request))
    chosen = choose(request, audience)
    made = make(request.root, chosen, audience, request.formats or audience.formats, press)
    stem = f"{chosen.edition.id}-{audience.id}"
    files = {f"{stem}.{name}": data for name, data in made.files.items()}
    manifest = made_of(request, audience, chosen, made.tools, files)
    return Prepared({**files, f"{stem}{ENDING}": encoded(manifest)}, manifest, chosen, made)


def build(request: Request, press: Child[Made] | None = None) -> Built:
    """Make one brief in every format asked for; write all of them and their manifest, or none.

    A `press` that waits for its work (`pressing.press`) is used, and ended.
    """
    require_workspace(request.root)
    edition, _ = asked_edition(request)
    folder = out_folder(request.root, request.out, edition.id)
    audience = asked_audience(request)
    refuse_name(audience, f"templates/{audience}")
    prepared = prepare(replace(request, audience=audience), press)
    files = {folder / name: data for name, data in prepared.files.items()}
    refuse_clashes(files)
    write_all(files)
    return Built(
        tuple(
            Written(path, len(data), prepared.made.pages if path.suffix == ".pdf" else None)
            for path, data in files.items()
            if not path.name.endswith(ENDING)
        ),
        prepared.chosen.selection,
        prepared.made.notes,
        (*prepared.warnings, *left_behind(folder, f"{edition.id}-{audience}", prepared.files)),
        prepared.chosen.printed,
    )
