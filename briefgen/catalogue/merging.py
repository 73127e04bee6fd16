"""Bring a spreadsheet that a colleague edited back into the files under `seeds/events/`.

The sheet says what each event was when it was exported.  Changed only in the sheet: the
event's record is changed, with its comments.  Changed only in the files: nothing is
done.  Changed in both: a conflict, and nothing at all is merged.  An event that is not
in the sheet is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefgen.catalogue import csv_file, xlsx_file
from briefgen.catalogue.checking import check
from briefgen.catalogue.columns import HEADERS
from briefgen.catalogue.event_files import Placed, event_paths, own_problems, read_events
from briefgen.catalogue.likeness import like
from briefgen.catalogue.plain import fingerprint, in_order, plain_event
from briefgen.catalogue.registers import read_registers, repeated
from briefgen.catalogue.salvaging import salvage
from briefgen.catalogue.settings import Settings, read_settings
from briefgen.catalogue.splicing import Splice, splice
from briefgen.catalogue.table import Row, tree_of
from briefgen.catalogue.text_file import relative
from briefgen.clean import warning
from briefgen.convert import convert
from briefgen.errors import CatalogueError, Place, Problem, RequestError, Severity, Words
from briefgen.model import Event, Registers
from briefgen.names import Names
from briefgen.tree import Tree

SHEETS = {".xlsx": xlsx_file.read_file, ".csv": csv_file.read_file}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an event, by its Chinese name, as it was and as it becomes."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one event: `before` is None where it is new."""

    before: Event | None
    after: Event
    file: str
    where: Place

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """Give the fields that differ, in reading order."""
        old = plain_event(self.before) if self.before is not None else {}
        new = plain_event(self.after)
        names = sorted({name for name in (*old, *new) if old.get(name) != new.get(name)}, key=in_order)
        return tuple(
            FieldChange(HEADERS.get(name, "來源"), _said(old.get(name)), _said(new.get(name)))
            for name in names
        )


@dataclass(frozen=True, slots=True)
class Merge:
    """The changes a spreadsheet brings, and the files as they become; nothing is written yet."""

    changes: tuple[Change, ...]
    files: dict[Path, bytes] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Held:
    """An event as the files have it now."""

    placed: Placed
    path: Path
    position: int


def merge(root: Path, file: Path) -> Merge:
    """Compare an edited spreadsheet with the event files, and give the files as they become.

    RequestError where the file is no spreadsheet; CatalogueError with every mistake in
    it and every event that was changed on both sides.
    """
    if file.suffix.lower() not in SHEETS:
        what = Words("只能匯入 .xlsx 或 .csv", "only .xlsx and .csv can be imported")
        raise RequestError(Problem(Place(relative(file, root)), what))
    settings = read_settings(root)
    rows = SHEETS[file.suffix.lower()](file, root)
    tree = tree_of(rows, relative(file, root))
    registers = read_registers(root)
    edited = _edited(tree, settings, registers)
    held = _held(root, settings)
    doubts = check(edited, registers)
    problems = [problem for problem in doubts if problem.severity is Severity.ERROR]
    changes = list(_changes(edited, rows, held, root, problems))
    if problems:
        raise CatalogueError(*problems)
    warnings = tuple(problem for problem in doubts if problem.severity is not Severity.ERROR)
    warnings += tuple(_alike(changes, edited, held, Names(registers), settings))
    if tree.removed:
        warnings = (warning(tree.removed), *warnings)
    return Merge(tuple(changes), _files(changes, held, root, settings), warnings)


def _edited(tree: Tree, settings: Settings, registers: Registers) -> list[Placed]:
    """Give the events of the sheet; CatalogueError with all that is wrong with them."""
    try:
        events = convert(tree, list[Event])
    except CatalogueError as error:
        rows = range(len(tree.value) if isinstance(tree.value, list) else 0)
        salvaged = list(salvage(tree, rows))
        own = [problem for one in salvaged for problem in one.problems]
        doubts = check((one.placed for one in salvaged), registers)
        raise CatalogueError(*dict.fromkeys((*error.problems, *own, *doubts))) from error
    placed = [
        Placed(event, lambda steps, at=index: tree.locate((at, *steps)))  # type: ignore[misc]
        for index, event in enumerate(events)
    ]
    problems = [problem for one in placed for problem in own_problems(one)]
    first: dict[str, Placed] = {}
    for one in placed:
        if one.event.marking is not None and one.event.marking not in settings.markings:
            what = Words("密等（marking）不在已定的等級之中", "the marking is no known level")
            problems.append(Problem(one.locate(("marking",)), what))
        before = first.setdefault(one.event.id, one)
        if before is not one:
            problems.append(repeated(one.event.id, one.locate(("id",)), before.locate(("id",))))
    if problems:
        raise CatalogueError(*problems)
    return placed


def _held(root: Path, settings: Settings) -> dict[str, _Held]:
    found: dict[str, _Held] = {}
    for path in event_paths(root):
        events = read_events(path, root, settings, settings.allowed(settings.highest))
        for placed, position in zip(events.placed(), events.positions, strict=True):
            found[placed.event.id] = _Held(placed, path, position)
    return found


def _changes(
    edited: list[Placed], rows: list[Row], held: dict[str, _Held], root: Path, problems: list[Problem]
) -> Iterable[Change]:
    # A row that was copied to make a new event brings the hash of another along.
    known = {fingerprint(one.placed.event) for one in held.values()}
    for one, row in zip(edited, rows, strict=True):
        event, now = one.event, held.get(one.event.id)
        exported = row.hash
        if now is None:
            if exported is None or exported in known:
                path = _home(event, held, root)
                yield Change(None, event, relative(path, root), one.locate(()))
            elif fingerprint(event) != exported:
                problems.append(_conflict(one, Words("已從檔案中刪去", "has been deleted from the files")))
        elif event == now.placed.event or fingerprint(event) == exported:
            continue
        elif fingerprint(now.placed.event) == exported:
            if now.path.suffix.lower() not in (".yaml", ".yml"):
                what = Words("只能改寫 YAML 檔", "only YAML files can be changed")
                problems.append(
                    Problem(now.placed.locate(()), what, Words("請直接修改該檔", "edit that file itself"))
                )
            yield Change(now.placed.event, event, relative(now.path, root), now.placed.locate(()))
        else:
            where = now.placed.locate(())
            problems.append(_conflict(one, Words(f"在 {where} 也改過", f"was changed at {where} too")))


def _alike(
    changes: list[Change], edited: list[Placed], held: dict[str, _Held], names: Names, settings: Settings
) -> Iterable[Problem]:
    """Give a notice for each new event that is like one of the catalogue; one above the default is not named."""
    open_to_all = settings.allowed(None)
    known = [
        one.placed.event
        for one in held.values()
        if (one.placed.event.marking or settings.default) in open_to_all
    ]
    new = {change.after.id for change in changes if change.before is None}
    for one in edited:
        if one.event.id in new and (other := like(one.event, known, names)):
            what = Words(
                f"與目錄中的「{other.id}」（{other.when}，{other.title}）相近",
                f"this is like {other.id!r} of the catalogue ({other.when}, {other.title})",
            )
            hint = Words(
                "若是同一件，請不要併入這一列，或改用該代號",
                "where it is the same, leave the row out, or give it that id",
            )
            yield Problem(one.locate(("id",)), what, hint, Severity.WARNING)


def _conflict(one: Placed, why: Words) -> Problem:
    id = one.event.id
    return Problem(
        one.locate(("id",)),
        Words(
            f"事件「{id}」在試算表與檔案兩邊都有更動：{why.zh}",
            f"the event {id!r} changed on both sides: it {why.en}",
        ),
        Words(
            "請重新匯出試算表，再改一次；或手動合併",
            "export it again and repeat the change, or merge by hand",
        ),
    )


def _home(event: Event, held: dict[str, _Held], root: Path) -> Path:
    """Give the file for a new event: the one that has the event nearest in time."""
    yaml = [one for one in held.values() if one.path.suffix.lower() in (".yaml", ".yml")]
    day = event.when.first
    nearest = min(
        yaml, key=lambda one: (abs((one.placed.event.when.first - day).days), one.path), default=None
    )
    return nearest.path if nearest else root / "seeds" / "events" / "imported.yaml"


def _files(
    changes: list[Change], held: dict[str, _Held], root: Path, settings: Settings
) -> dict[Path, bytes]:
    """Give each changed file as it becomes."""
    by_path: dict[Path, list[Splice]] = {}
    for change in changes:
        now = held.get(change.after.id)
        position = now.position if now is not None else None
        by_path.setdefault(root / change.file, []).append(Splice(change.before, change.after, position))
    days = {
        path: {one.position: one.placed.event.when.first for one in held.values() if one.path == path}
        for path in by_path
    }
    return {path: splice(path, root, splices, days[path]).encode() for path, splices in by_path.items()}


def _said(value: Any) -> str:
    match value:
        case None:
            return ""
        case list():
            return "；".join(_said(item) for item in value)
        case dict():
            return "，".join(_said(item) for item in value.values())
        case _:
            return str(value)
