"""Read the registers: who and what is named, one file each under `seeds/`."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from briefgen.catalogue.readers import READERS, read_tree
from briefgen.catalogue.text_file import empty, relative
from briefgen.convert import convert
from briefgen.errors import CatalogueError, Place, Problem, Severity, Words
from briefgen.model import Body, Outlet, Person, Registers
from briefgen.names import ISO_COUNTRIES
from briefgen.tree import Tree

Entry = TypeVar("Entry", Person, Body, Outlet)
STEMS = ("people", "bodies", "outlets")


def read_registers(root: Path) -> Registers:
    """Read `people`, `bodies` and `outlets`; CatalogueError with the problems of all three.

    A register that is not there is empty.
    """
    problems: list[Problem] = []
    people = _read(root, STEMS[0], Person, problems)
    bodies = _read(root, STEMS[1], Body, problems)
    outlets = _read(root, STEMS[2], Outlet, problems)
    if problems:
        raise CatalogueError(*problems)
    return Registers(people=people, bodies=bodies, outlets=outlets)


def register_paths(root: Path) -> list[Path]:
    """Give the files of the registers that are there."""
    return [path for stem in STEMS if (path := _path(root, stem)) is not None]


def _path(root: Path, stem: str) -> Path | None:
    return next((p for ending in READERS if (p := root / "seeds" / f"{stem}{ending}").exists()), None)


def _read(root: Path, stem: str, kind: type[Entry], problems: list[Problem]) -> dict[str, Entry]:
    path = _path(root, stem)
    if path is None:
        return {}
    try:
        tree = read_tree(path, root)
        if tree.value is None:
            raise CatalogueError(empty(relative(path, root), Severity.ERROR))
        entries: list[Entry] = convert(tree, list[kind])  # type: ignore[valid-type]
    except CatalogueError as error:
        problems.extend(error.problems)
        return {}
    problems.extend(_twice(tree, entries))
    for index, entry in enumerate(entries):
        problems.extend(unknown_countries(tree.at(index), entry))
    return {entry.name: entry for entry in entries}


def _twice(tree: Tree, entries: list[Entry]) -> list[Problem]:
    first: dict[str, int] = {}
    found: list[Problem] = []
    for index, entry in enumerate(entries):
        before = first.setdefault(entry.name, index)
        if before != index:
            found.append(repeated(entry.name, tree.locate((index,)), tree.locate((before,))))
    return found


def repeated(name: str, where: Place, before: Place) -> Problem:
    """Say that a key was used before, and name both places."""
    return Problem(
        where,
        Words(f"「{name}」重複，先前已見於 {before}", f"{name!r} is there twice, first at {before}"),
        Words("請合併兩筆，或更改其中一個代號", "merge the two, or rename one"),
    )


def unknown_countries(tree: Tree, entry: Person | Body | Outlet) -> list[Problem]:
    """Give a Problem for each country code of an entry that ISO 3166 does not have."""
    found = []
    if entry.country is not None and entry.country not in ISO_COUNTRIES:
        found.append(no_country(tree.locate(("country",)), entry.country))
    if isinstance(entry, Body):
        found += [
            no_country(tree.locate(("members", i)), code)
            for i, code in enumerate(entry.members)
            if code not in ISO_COUNTRIES
        ]
    return found


def no_country(where: Place, code: str) -> Problem:
    """Say that a code names no country, and which one may be meant."""
    likely = {"UK": "GB", "EL": "GR", "ROC": "TW", "PRC": "CN", "SU": "RU", "JA": "JP", "KO": "KR"}.get(code)
    hint = Words(f"是不是「{likely}」？", f"did you mean {likely!r}?") if likely else None
    return Problem(
        where,
        Words(f"「{code}」不是 ISO 3166 的國家（地區）代碼", f"{code!r} is no country code of ISO 3166"),
        hint,
    )
