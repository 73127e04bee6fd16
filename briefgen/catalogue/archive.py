"""Keep events in a SQL database, and read from it the window and the markings asked for.

Any database that SQLAlchemy knows will do; `events = "sqlite:///archive.db"` or
`"postgresql+psycopg://…"` in `briefgen.toml` names it.  The whole event is in `record`
as JSON; the other columns are there for the query.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from briefgen.catalogue.event_files import Placed, own_problems, unknown_marking
from briefgen.catalogue.settings import Settings
from briefgen.catalogue.spans import reach, reaches
from briefgen.clean import clean_tree, is_clean, warning
from briefgen.convert import convert
from briefgen.errors import BriefgenError, CatalogueError, OutputError, Place, Problem, Words
from briefgen.model import Catalogue, DateWindow, Event
from briefgen.tree import Removed, Tree

EVENTS = sa.Table(
    "events",
    sa.MetaData(),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("first", sa.Date, nullable=False),
    sa.Column("last", sa.Date, nullable=False),
    sa.Column("reach", sa.Integer, nullable=False),
    sa.Column("marking", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Index("events_by_day", "reach", "first", "last"),
)
_CHUNK = 1000


class Archive:
    """The events in one database."""

    def __init__(self, url: str, root: Path, settings: Settings) -> None:
        self.root = root
        self.settings = settings
        self.warnings: list[Problem] = []
        try:
            self.url = sa.make_url(url)
        except sa.exc.ArgumentError as error:
            what = Words("events 不是資料庫網址", "`events` is not the URL of a database")
            hint = Words("如 sqlite:///archive.db", "such as sqlite:///archive.db")
            raise CatalogueError(Problem(Place("briefgen.toml"), what, hint)) from error

    @property
    def name(self) -> str:
        """Give the URL without its password."""
        return self.url.render_as_string(hide_password=True)

    def events(self, window: DateWindow | None, allowed: frozenset[str]) -> list[Placed]:
        """Give the events that may touch a window, or all, that have one of some markings.

        `warnings` then has what was taken out of them.  CatalogueError with every
        problem of the database and of what was read.
        """
        query = sa.select(EVENTS.c.id, EVENTS.c.marking, EVENTS.c.record)
        if window is not None:
            query = query.where(_overlap(window))
        # Not "in the allowed ones": a marking that nobody knows must be noticed.
        hidden = sorted(set(self.settings.markings) - allowed)
        with self._connected(CatalogueError, read=True) as connection:
            rows = connection.execute(query.where(EVENTS.c.marking.not_in(hidden))).all()
        if any(marking not in allowed for _, marking, _ in rows):
            raise CatalogueError(unknown_marking(Place(self.name), self.settings))
        return self._placed(rows)

    def holds(self, ids: list[str], allowed: frozenset[str]) -> list[str]:
        """Give those of some ids that a visible event of the archive has."""
        found: list[str] = []
        with self._connected(CatalogueError, read=True) as connection:
            for start in range(0, len(ids), _CHUNK):
                query = sa.select(EVENTS.c.id).where(
                    EVENTS.c.id.in_(ids[start : start + _CHUNK]), EVENTS.c.marking.in_(sorted(allowed))
                )
                found += connection.execute(query).scalars()
        return found

    def fill(self, catalogue: Catalogue) -> int:
        """Write the events of a catalogue, replacing those of the same id; give their number.  OutputError."""
        rows = [_row(event, self.settings) for event in catalogue.events]
        with self._connected(OutputError, read=False) as connection:
            EVENTS.metadata.create_all(connection)
            for start in range(0, len(rows), _CHUNK):
                chunk = rows[start : start + _CHUNK]
                connection.execute(sa.delete(EVENTS).where(EVENTS.c.id.in_([row["id"] for row in chunk])))
                connection.execute(sa.insert(EVENTS), chunk)
        return len(rows)

    def place(self, id: str) -> Place:
        """Give the place of an event."""
        return Place(self.name, sheet=EVENTS.name, cell=id)

    def _placed(self, rows: Any) -> list[Placed]:
        decode = msgspec.json.Decoder(Event).decode
        found: list[Placed] = []
        problems: list[Problem] = []
        removed: list[Removed] = []
        for id, marking, record in rows:
            place = self.place(id)
            try:
                event = decode(record)
            except (msgspec.MsgspecError, RecursionError):
                problems += _faults(record, place)
                continue
            # Escapes, or a whole record that is not clean: the rest cannot hold anything.
            if "\\u" in record or not is_clean(record):
                tree = clean_tree(Tree(msgspec.to_builtins(event, str_keys=True), lambda _, at=place: at))  # type: ignore[misc]
                if tree.removed:
                    removed += tree.removed
                    event = msgspec.convert(tree.value, Event, strict=False)
            if (event.marking or self.settings.default) != marking or event.id != id:
                problems.append(unknown_marking(place, self.settings))
                continue
            placed = Placed(event, lambda _, at=place: at)  # type: ignore[misc]
            problems += own_problems(placed)
            found.append(placed)
        if problems:
            raise CatalogueError(*problems)
        self.warnings = [warning(removed)] if removed else []
        return found

    @contextmanager
    def _connected(self, error: type[BriefgenError], read: bool) -> Iterator[sa.Connection]:
        """Give a connection whose work is done whole or not at all."""
        try:
            engine = self._engine(read)
            with engine.begin() as connection:
                yield connection
            engine.dispose()
        except (sa.exc.SQLAlchemyError, sqlite3.Error) as fault:
            reason = str(getattr(fault, "orig", None) or fault).splitlines()[0]
            what = Words(f"資料庫無法使用（{reason}）", f"the database cannot be used: {reason}")
            hint = Words(
                "請檢查 briefgen.toml 的 events 與資料庫", "check `events` in briefgen.toml and the database"
            )
            raise error(Problem(Place(self.name), what, hint)) from fault
        except ModuleNotFoundError as fault:
            what = Words(f"缺少資料庫驅動程式 {fault.name}", f"the driver {fault.name} is not installed")
            hint = Words(f"請執行 pip install {fault.name}", f"run pip install {fault.name}")
            raise error(Problem(Place(self.name), what, hint)) from fault

    def _engine(self, read: bool) -> sa.Engine:
        if self.url.get_backend_name() != "sqlite":
            return sa.create_engine(self.url, poolclass=sa.NullPool)
        path = self.root / (self.url.database or "")
        mode = "ro" if read else "rwc"
        address = f"file:{_escaped(path.as_posix())}?mode={mode}"

        def connect() -> sqlite3.Connection:
            # What others may have written is not trusted: no functions in schemas, no giant values.
            if path.exists() and not path.is_file():
                raise sqlite3.DatabaseError("not an ordinary file")
            connection = sqlite3.connect(address, uri=True)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 16 * 2**20)
            kind = connection.execute("SELECT type FROM sqlite_schema WHERE name = 'events'").fetchone()
            if kind is not None and kind[0] != "table":
                connection.close()
                raise sqlite3.DatabaseError("events is not a table")
            return connection

        return sa.create_engine("sqlite://", creator=connect, poolclass=sa.NullPool)


def _overlap(window: DateWindow) -> sa.ColumnElement[bool]:
    """Give the condition that an event may touch a window, in a form that an index answers."""
    table = EVENTS.c
    return sa.or_(
        *(
            sa.and_(
                table.reach == size,
                table.first.between(_days_before(window.first, size - 1), window.last),
                table.last >= window.first,
            )
            for size in reaches()
        )
    )


def _days_before(day: date, days: int) -> date:
    return day - timedelta(days=days) if day.toordinal() > days else date.min


def _row(event: Event, settings: Settings) -> dict[str, object]:
    return {
        "id": event.id,
        "first": event.when.first,
        "last": event.when.last,
        "reach": reach(event.when),
        "marking": event.marking or settings.default,
        "title": event.title,
        "record": msgspec.json.encode(event).decode(),
    }


def _faults(record: str, place: Place) -> tuple[Problem, ...]:
    """Say what is wrong with a record that msgspec refused."""
    try:
        convert(Tree(msgspec.json.decode(record), lambda _: place), Event)
    except CatalogueError as error:
        return error.problems
    except (msgspec.MsgspecError, RecursionError) as error:
        return (Problem(place, Words(f"record 不是 JSON（{error}）", f"`record` is not JSON: {error}")),)
    return (
        Problem(
            place, Words("record 的日期必須寫出 first 與 last", "`record` must spell out `first` and `last`")
        ),
    )


def _escaped(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
