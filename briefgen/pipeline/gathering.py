"""Find the files that are to be proofread, and read them into Texts, several side by side.

To read a further kind of file where a folder is named: its ending in KINDS.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefgen import catalogue, proof
from briefgen.convert import convert
from briefgen.errors import BriefgenError, CatalogueError, Place, Problem, RequestError, Words, unreadable
from briefgen.model import DateWindow, Event, Registers
from briefgen.proof import Finding, Text, Wording
from briefgen.tree import Tree

# What is read as it is written, line and column kept, and can be mended; the rest goes through `ingest`.
SOURCES = frozenset({".txt", ".text", ".md", ".markdown", ".j2"})
RECORDS = frozenset({".yaml", ".yml"})
# What a folder is searched for; of a brief that is there in several forms, the first is read.
KINDS = (".md", ".markdown", ".txt", ".text", ".docx", ".html", ".htm", ".pdf")
# Bytes of text from which reading side by side pays; a Word file or PDF counts as so many.
_WORTH_IT, _HEAVY = 300_000, 100_000


@dataclass(frozen=True, slots=True)
class Known:
    """What every file is read with."""

    registers: Registers
    window: DateWindow | None
    off: tuple[str, ...]
    wording: tuple[Wording, ...]


Result = tuple[tuple[Text, ...], tuple[Finding, ...]] | BriefgenError


def readable(paths: Sequence[Path]) -> list[Path]:
    """Give files as they are, and for a folder those of KINDS below it."""
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        brief: dict[Path, Path] = {}
        for one in sorted(path.rglob("*"), key=lambda one: (one.parent, one.stem, _rank(one), one.name)):
            if _rank(one) < len(KINDS) and one.is_file() and not one.name.startswith((".", "~$")):
                brief.setdefault(one.with_suffix(""), one)
        found += brief.values()
    return list(dict.fromkeys(found))


def _rank(path: Path) -> int:
    suffix = path.suffix.lower()
    return KINDS.index(suffix) if suffix in KINDS else len(KINDS)


def read_all(files: Sequence[Path], known: Known) -> Iterator[tuple[Path, Result]]:
    """Read and proofread files, side by side where that is worth the start of further processes."""
    workers = min(len(files), os.cpu_count() or 1)
    if workers <= 1 or sum(map(_weight, files)) < _WORTH_IT:
        for path in files:
            yield path, _proof(path, known)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(_proof, path, known) for path in files]
        for path, future in zip(files, futures, strict=True):
            yield path, future.result()


def _weight(path: Path) -> int:
    try:
        size = path.stat().st_size
    except OSError:
        return 0
    return size if path.suffix.lower() in SOURCES | RECORDS else _HEAVY


def _proof(path: Path, known: Known) -> Result:
    try:
        texts = tuple(texts_of(path, str(path)))
    except BriefgenError as error:
        return error
    knowledge = proof.Knowledge(known.registers, known.window, known.wording)
    found = (proof.proof_knowing(text, knowledge, off=known.off) for text in texts)
    return texts, tuple(one for findings in found for one in findings)


def texts_of(path: Path, name: str) -> Iterator[Text]:
    """Give the texts of a file, called `name` in what is found: one, or one for each of its events."""
    suffix = path.suffix.lower()
    if suffix in RECORDS:
        yield from events_of(path, path.parent, name)
    elif suffix in SOURCES:
        yield proof.read(_source(path, name), name)
    else:
        from briefgen import ingest  # takes as long to import as ten pages to proofread

        read = ingest.read(path, name)
        yield proof.of_passages(name, (*read.passages, *read.notes.values()))


def events_of(
    path: Path, root: Path, name: str | None = None, seen: Container[Event] | None = None
) -> Iterator[Text]:
    """Give a text for each event of a file; nothing where the file holds none.

    With `seen`, only those of them that are in it, and nothing is raised of what cannot be read.
    """
    try:
        tree = catalogue.read_tree(path, root)
        source = path.read_text(encoding="utf-8")
    except CatalogueError:
        if seen is None:
            raise
        return
    for index, event in _events(tree, strict=seen is None):
        if seen is not None and event not in seen:
            continue
        text = proof.of_event(event, tree.at(index).locate, source)
        yield text if name is None else Text(name, text.paragraphs, text.switches)


def _events(tree: Tree, *, strict: bool) -> Iterator[tuple[int, Event]]:
    """Give the events of a list with their positions, or where not strict those that are events."""
    if not isinstance(tree.value, list):
        return
    try:
        yield from enumerate(convert(tree, list[Event]))
        return
    except CatalogueError:
        if strict:
            raise
    for index in range(len(tree.value)):
        with suppress(CatalogueError):
            yield index, convert(tree.at(index), Event)


def _source(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RequestError(unreadable(name, error)) from error
    except UnicodeDecodeError as error:
        what = Words("不是 UTF-8 編碼的文字", "this is not text in UTF-8")
        hint = Words("請另存為 UTF-8", "save it as UTF-8")
        raise RequestError(Problem(Place(name), what, hint)) from error


def wording_of(root: Path) -> tuple[Wording, ...]:
    """Give what the workspace itself says of words."""
    path = root / "seeds" / "wording.yaml"
    if not path.is_file():
        return ()
    return tuple(convert(catalogue.read_tree(path, root), list[Wording]))
