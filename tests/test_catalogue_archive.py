"""Events in SQL: the window and the markings are asked of the database."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from briefgen.catalogue import Settings, load
from briefgen.catalogue.archive import Archive
from briefgen.errors import BriefgenError, CatalogueError, OutputError
from briefgen.model import Event, When
from tests.make import a_catalogue, a_workspace, an_event, window


def archive(url: str, root: Path) -> Archive:
    return Archive(url, root, Settings())


def a_workspace_with(url: str, root: Path, *events: Event) -> Path:
    a_workspace(root, files={"briefgen.toml": f'events = "{url}"\n'})
    archive(url, root).fill(a_catalogue(*events))
    return root


def ids(root: Path, **request: object) -> list[str]:
    return [event.id for event in load(root, **request).catalogue.events]  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server of our own on loopback, with the URL of an empty database."""
    binaries = [*Path("/usr/lib/postgresql").glob("*/bin"), *(Path(p) for p in os.get_exec_path())]
    initdb = next((folder / "initdb" for folder in binaries if (folder / "initdb").exists()), None)
    if initdb is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    user = None
    if os.getuid() == 0:
        try:
            user = pwd.getpwnam("postgres").pw_name
        except KeyError:
            pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
    folder = Path(tempfile.mkdtemp(prefix="briefgen-pg-"))
    if user:
        shutil.chown(folder, user)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    quiet = {"check": True, "capture_output": True, "cwd": folder, "timeout": 120}
    try:
        subprocess.run(
            [initdb, "-D", folder / "data", "-U", "briefgen", "-A", "trust", "-E", "UTF8", "--no-sync"],
            user=user,
            **quiet,
        )  # type: ignore[call-overload]
        control = initdb.with_name("pg_ctl")
        log = folder / "log"
        subprocess.run(
            [control, "-D", folder / "data", "-l", log, "-w", "-o", options, "start"], user=user, **quiet
        )  # type: ignore[call-overload]
        try:
            yield f"postgresql+psycopg://briefgen@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([control, "-D", folder / "data", "-m", "immediate", "stop"], user=user, **quiet)  # type: ignore[call-overload]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database of each kind."""
    if request.param == "sqlite":
        return "sqlite:///archive.db"
    server: str = request.getfixturevalue("server")
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text("DROP TABLE IF EXISTS events"))
    return server


def test_what_is_filled_in_is_loaded_the_same(url: str, tmp_path: Path):
    events = [
        an_event("a", when="2021-Q3", detail="臺灣\n'=1"),
        an_event("b", when="2021-09-10/2021-09-12", countries=("NO",)),
    ]

    root = a_workspace_with(url, tmp_path, *events)

    assert sorted(load(root).catalogue.events, key=lambda event: event.id) == events


def test_filling_again_replaces_what_has_the_same_id(url: str, tmp_path: Path):
    root = a_workspace_with(url, tmp_path, an_event("a"), an_event("b"))

    archive(url, root).fill(a_catalogue(an_event("b", title="新")))

    assert [event.title for event in load(root).catalogue.events] == ["王毅訪問越南", "新"]


def test_the_window_is_asked_of_the_database(url: str, tmp_path: Path):
    days = [date(2021, 6, 1) + timedelta(days=7 * n) for n in range(30)]
    spans = [When(first=day, last=day + timedelta(days=n * n)) for n, day in enumerate(days)]
    events = [
        an_event(f"e{n:02}", when=when, sources=(an_event().sources[0],), remark="x")
        for n, when in enumerate(spans)
    ]
    root = a_workspace_with(url, tmp_path, *events)
    quarter = window("2021-Q3")

    assert ids(root, window=quarter) == [event.id for event in events if event.when.overlaps(quarter)]


def test_the_clearance_is_asked_of_the_database(url: str, tmp_path: Path):
    root = a_workspace_with(url, tmp_path, an_event("a"), an_event("b", marking="密"))

    assert ids(root) == ["a"]
    assert ids(root, clearance="密") == ["a", "b"]


def test_events_of_files_and_of_the_archive_come_together_in_order(url: str, tmp_path: Path):
    root = a_workspace_with(url, tmp_path, an_event("b", when="2021-09-10"))

    a_workspace(root, an_event("a", when="2021-09-09"), an_event("c", when="2021-09-11"))

    assert ids(root) == ["a", "b", "c"]


def test_an_id_in_a_file_and_in_the_archive_is_refused_with_both_places(url: str, tmp_path: Path):
    root = a_workspace_with(url, tmp_path, an_event("a", when="2020-01-01", sources=an_event().sources))
    a_workspace(root, an_event("a"))

    with pytest.raises(CatalogueError) as caught:
        load(root, window=window("2021-Q3"))

    (problem,) = caught.value.problems
    assert problem.where.file == "seeds/events/events.json"
    assert "events!a" in problem.what.zh


def change(url: str, root: Path, statement: str) -> None:
    engine = archive(url, root)._engine(read=False)
    with engine.begin() as connection:
        connection.execute(sa.text(statement))


@pytest.mark.parametrize("marking", ["canary", ""])
def test_an_unknown_marking_in_the_archive_is_refused_without_quoting(url: str, tmp_path: Path, marking: str):
    root = a_workspace_with(url, tmp_path, an_event("secret-a"), an_event("b"))
    change(url, root, f"UPDATE events SET marking = '{marking}' WHERE id = 'secret-a'")

    with pytest.raises(CatalogueError) as caught:
        load(root)

    assert "secret" not in str(caught.value)
    assert "canary" not in str(caught.value)


def test_a_row_marked_lower_than_its_record_is_refused(url: str, tmp_path: Path):
    root = a_workspace_with(url, tmp_path, an_event("a", marking="密", title="canary"))
    change(url, root, "UPDATE events SET marking = '公開'")

    with pytest.raises(CatalogueError) as caught:
        load(root)

    assert "canary" not in str(caught.value)


def test_a_broken_record_is_told_with_its_place(url: str, tmp_path: Path):
    root = a_workspace_with(url, tmp_path, an_event("a"), an_event("b"))
    change(url, root, "UPDATE events SET record = '{}' WHERE id = 'a'")
    change(url, root, "UPDATE events SET record = 'x' WHERE id = 'b'")

    with pytest.raises(CatalogueError) as caught:
        load(root)

    assert {problem.where.cell for problem in caught.value.problems} == {"a", "b"}


@pytest.mark.parametrize(
    "wrong",
    [
        "sqlite:///none.db",
        "sqlite:///seeds",
        "nonsense",
        "nosuch://x",
        "postgresql+psycopg://u:secret-pw@127.0.0.1:1/x",
    ],
)
def test_a_database_that_is_not_there_is_refused_in_words(wrong: str, tmp_path: Path):
    root = a_workspace(tmp_path, files={"briefgen.toml": f'events = "{wrong}"\n'})

    with pytest.raises(CatalogueError) as caught:
        load(root)

    assert "secret-pw" not in str(caught.value)


def test_a_database_that_cannot_be_written_is_an_output_error(tmp_path: Path):
    with pytest.raises(OutputError):
        archive("sqlite:///no/such/folder/archive.db", tmp_path).fill(a_catalogue(an_event()))


def test_a_view_is_not_taken_for_the_table(tmp_path: Path):
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS id FROM n"
    connection = sqlite3.connect(tmp_path / "archive.db")
    connection.execute(f"CREATE VIEW events AS {endless}")
    connection.close()
    root = a_workspace(tmp_path, files={"briefgen.toml": 'events = "sqlite:///archive.db"\n'})

    with pytest.raises(BriefgenError):
        load(root)
