"""Keep what was read from the event files in a derived SQLite file, so that a brief pays for its window only.

There is one index for each set of markings a reader may see, so an index never holds
what its reader may not.  A file whose content changed is read again, alone; deleting
an index costs nothing but time.  A file is known by its content's hash, and looked at
only when its size or times changed.  Where the cache cannot be written the index
lives in memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import msgspec

from briefgen.catalogue.event_files import FileEvents, Placed, event_paths, levels, read_events
from briefgen.catalogue.index_file import connect, content_hash, index_path, opened, settled, signature_of
from briefgen.catalogue.readers import read_tree
from briefgen.catalogue.registers import read_registers, register_paths, repeated
from briefgen.catalogue.salvaging import Salvaged, salvage
from briefgen.catalogue.settings import Settings
from briefgen.catalogue.spans import reach, reaches
from briefgen.catalogue.text_file import empty, relative, uncollected
from briefgen.clean import warning
from briefgen.errors import CatalogueError, Place, Problem, Severity
from briefgen.model import DateWindow, Event, Registers
from briefgen.tree import Path as Steps
from briefgen.tree import Tree

Done = TypeVar("Done")
MANY = 1000  # problems of one file
_ROWS = (".csv", ".jsonl")
"""Kinds of files whose list of records is never written as an empty one."""


def with_index(
    root: Path, settings: Settings, allowed: frozenset[str], work: Callable[[Index], Done]
) -> Done:
    """Give what some work makes of the index for a set of markings.

    Where the index is damaged or cannot be used, it is thrown away and the work is
    done again with one in memory.
    """
    path = index_path(root, settings, allowed)
    try:
        with closing(opened(path)) as database:
            return work(Index(database, root, settings, allowed, path))
    except (sqlite3.DatabaseError, msgspec.MsgspecError):
        with suppress(OSError):
            path.unlink()
        with closing(connect(":memory:")) as database:
            return work(Index(database, root, settings, allowed, path))


class Index:
    """The events of a workspace that one set of markings may see."""

    def __init__(
        self,
        database: sqlite3.Connection,
        root: Path,
        settings: Settings,
        allowed: frozenset[str],
        path: Path,
    ) -> None:
        self.database = database
        self.path = path
        self.root = root
        self.settings = settings
        self.allowed = allowed

    def refresh(self) -> list[Problem]:
        """Read what changed since the last time; give the problems of files that could not be read.

        Such a file has no events in the index until it is mended.  An empty one, and one
        out of which characters were taken, is a warning, each time anew.
        """
        known = {
            row[0]: row[1:]
            for row in self.database.execute("SELECT name, number, hash, signature FROM files")
        }
        problems: list[Problem] = []
        paths = {relative(path, self.root): path for path in event_paths(self.root)}
        changed = [(name, path) for name, path in paths.items() if not self._fresh(path, known.get(name))]
        gone = [known[name][0] for name in known if name not in paths]
        if not changed and not gone:
            return []
        with self.database:
            self.database.execute("BEGIN IMMEDIATE")
            self._forget(gone + [known[name][0] for name, _ in changed if name in known])
            for name, path in changed:
                with uncollected():
                    problems += self._read(name, path)
            problems += self._repeated()
        return problems

    def events(self, window: DateWindow | None) -> list[Placed]:
        """Give the events that may touch a window, or all, in order of first day, last day and id."""
        decode = msgspec.msgpack.Decoder(Event).decode
        where, values = ("1", []) if window is None else _overlap(window)
        query = f"SELECT record, file, position FROM events WHERE {where} ORDER BY first, last, id"
        return [
            Placed(decode(record), self._locator(file, position))
            for record, file, position in self.database.execute(query, values)
        ]

    def salvaged(self) -> Iterator[Salvaged]:
        """Give the visible events of files that are not in the index, as far as they can be read."""
        known = {name for (name,) in self.database.execute("SELECT name FROM files")}
        for path in event_paths(self.root):
            if relative(path, self.root) in known:
                continue
            with suppress(CatalogueError):
                tree = read_tree(path, self.root)
                if isinstance(tree.value, list):
                    visible, _ = levels(tree, tree.value, self.settings, self.allowed)
                    yield from salvage(tree, visible)

    def registers(self) -> Registers:
        """Give the registers, read again where one of their files changed; CatalogueError."""
        paths = register_paths(self.root)
        signature = "|".join(f"{path.name}/{signature_of(path)}" for path in paths)
        known = self.database.execute("SELECT hash, signature, record FROM registers").fetchone()
        decode = msgspec.msgpack.Decoder(Registers).decode
        if known and known[1] == signature and all(settled(path, self.path) for path in paths):
            return decode(known[2])
        try:
            content = b"".join(content_hash(path, self.root) for path in paths)
        except CatalogueError:
            return read_registers(self.root)
        found = decode(known[2]) if known and known[0] == content else read_registers(self.root)
        with self.database:
            self.database.execute("BEGIN IMMEDIATE")
            self.database.execute("DELETE FROM registers")
            row = (content, signature, msgspec.msgpack.encode(found))
            self.database.execute("INSERT INTO registers VALUES (?, ?, ?)", row)
        return found

    # ---- keeping up ---------------------------------------------------------------

    def _fresh(self, path: Path, known: tuple[int, bytes, str] | None) -> bool:
        """The file is what it was when it was read."""
        if known is None:
            return False
        number, content, signature = known
        now = signature_of(path)
        if now is not None and now == signature and settled(path, self.path):
            return True
        with suppress(CatalogueError):
            if content_hash(path, self.root) == content and now is not None:
                with self.database:
                    update = "UPDATE files SET signature = ?, looks = looks + 1 WHERE number = ?"
                    self.database.execute(update, (now, number))
                return True
        return False

    def _forget(self, numbers: list[int]) -> None:
        for number in numbers:
            self.database.execute("DELETE FROM events WHERE file = ?", (number,))
            self.database.execute("DELETE FROM files WHERE number = ?", (number,))

    def _read(self, name: str, path: Path) -> list[Problem]:
        """Read one file into the index, or give its problems and leave it out."""
        try:
            signature, content = signature_of(path), content_hash(path, self.root)
            found = read_events(path, self.root, self.settings, self.allowed)
        except CatalogueError as error:
            return list(error.problems)
        if found.tree.value is None or (found.tree.value == [] and path.suffix.lower() in _ROWS):
            return [empty(name, Severity.WARNING)]
        # What was taken out is told each time, so such a file is never known as it is.
        row = (name, b"", "") if found.removed else (name, content, signature)
        number = self.database.execute(
            "INSERT INTO files (name, hash, signature) VALUES (?, ?, ?)", row
        ).lastrowid
        assert number is not None
        self.database.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", _rows(number, found))
        return [warning(found.removed)] if found.removed else []

    def _repeated(self) -> list[Problem]:
        """Give a Problem for each event whose id another has, naming both places, and forget its file.

        The first by name of file and position has the id, so that the same is said whatever was read
        before; a copy mostly has the longer name.
        """
        query = """SELECT events.id, files.number, files.name, events.position FROM events
            JOIN files ON files.number = events.file
            WHERE events.id IN (SELECT id FROM events GROUP BY id HAVING COUNT(*) > 1)
            ORDER BY LENGTH(files.name), files.name, events.position LIMIT ?"""
        first: dict[str, tuple[int, int]] = {}
        problems: list[Problem] = []
        wrong: dict[int, None] = {}
        for id, file, _, position in self.database.execute(query, (2 * MANY,)).fetchall():
            before = first.setdefault(id, (file, position))
            if before != (file, position):
                wrong[file] = None
                where, known = (self._locator(*one)(("id",)) for one in ((file, position), before))
                problems.append(repeated(id, where, known))
        self._forget(list(wrong))
        return problems[:MANY]

    # ---- places -------------------------------------------------------------------

    def _locator(self, file: int, position: int) -> Callable[[Steps], Place]:
        return lambda steps: self._tree(file).locate((position, *steps))

    def _tree(self, file: int) -> Tree:
        if file not in self._trees:
            (name,) = self.database.execute("SELECT name FROM files WHERE number = ?", (file,)).fetchone()
            self._trees[file] = read_tree(self.root / name, self.root)
        return self._trees[file]

    @cached_property
    def _trees(self) -> dict[int, Tree]:
        return {}


def _rows(number: int, found: FileEvents) -> Iterable[tuple[object, ...]]:
    encode = msgspec.msgpack.Encoder().encode
    for position, event in zip(found.positions, found.events, strict=True):
        when = event.when
        span = (when.first.toordinal(), when.last.toordinal(), reach(when))
        yield (number, position, event.id, *span, encode(event))


def _overlap(window: DateWindow) -> tuple[str, list[int]]:
    """Give the condition that an event may touch a window, in a form that an index answers."""
    first, last = window.first.toordinal(), window.last.toordinal()
    parts, values = [], []
    for size in reaches():
        parts.append("(reach = ? AND first BETWEEN ? AND ? AND last >= ?)")
        values += [size, first - size + 1, last, first]
    return " OR ".join(parts), values
