"""Make, open and throw away the files of the index, and tell whether a file has changed."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from briefgen.catalogue.settings import Settings
from briefgen.catalogue.text_file import read_bytes
from briefgen.model import Body, Event, Outlet, Person, Source

VERSION = 5
# Times of files are no finer than this on some file systems.
GRAIN = 2_000_000_000
_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    number INTEGER PRIMARY KEY, name TEXT UNIQUE, hash BLOB, signature TEXT, looks INTEGER DEFAULT 0);
CREATE TABLE IF NOT EXISTS events (
    file INTEGER, position INTEGER, id TEXT, first INTEGER, last INTEGER, reach INTEGER, record BLOB,
    PRIMARY KEY (file, position)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS registers (hash BLOB, signature TEXT, record BLOB);
CREATE INDEX IF NOT EXISTS by_day ON events (reach, first, last);
CREATE INDEX IF NOT EXISTS by_id ON events (id);
"""


def index_path(root: Path, settings: Settings, allowed: frozenset[str]) -> Path:
    """Give the file of the index for a set of markings; another shape of records is another file."""
    shape = [kind.__struct_fields__ for kind in (Event, Source, Person, Body, Outlet)]
    what = (VERSION, shape, settings.default, settings.markings, sorted(allowed))
    key = hashlib.blake2b(repr(what).encode(), digest_size=8).hexdigest()
    return settings.cache_folder(root) / f"events-{key}.sqlite"


def opened(path: Path) -> sqlite3.Connection:
    """Open an index, in memory where none can be written."""
    with suppress(OSError):
        _make_folder(path.parent)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        return connect(str(path))
    return connect(":memory:")


def connect(name: str) -> sqlite3.Connection:
    """Open a database with the tables of the index; sqlite3.DatabaseError where it is none."""
    database = sqlite3.connect(name, timeout=10, isolation_level=None)
    try:
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA trusted_schema = OFF")
        if not database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'by_id'").fetchone():
            database.executescript(_SCHEMA)
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database


def _make_folder(folder: Path) -> None:
    """Make the folder of the cache, private and out of version control, unless it is there."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True)
        (folder / ".gitignore").write_text("*\n", encoding="ascii")


def signature_of(path: Path) -> str | None:
    """Give what changes whenever a file does, without reading it; None where there is no such file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return f"{status.st_size}/{status.st_mtime_ns}/{status.st_ctime_ns}/{status.st_ino}"


def settled(path: Path, index: Path) -> bool:
    """A file had been at rest for a while when the index was last written, so that its times can be trusted."""
    try:
        file, written = path.stat(), index.stat().st_mtime_ns
    except OSError:
        return False
    return max(file.st_mtime_ns, file.st_ctime_ns) < written - GRAIN


def content_hash(path: Path, root: Path) -> bytes:
    """Give the hash of a file's content; CatalogueError where it cannot be read."""
    return hashlib.blake2b(read_bytes(path, root), digest_size=20).digest()
