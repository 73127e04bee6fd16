"""The index is a copy that is always true, holds nothing above the clearance, and may be lost."""

from __future__ import annotations

import os
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.catalogue import event_files, index, index_file, load
from briefgen.catalogue.spans import reach, reaches
from briefgen.errors import CatalogueError
from briefgen.model import DateWindow, When
from tests.make import a_workspace, an_event

DAYS = st.dates(date(2019, 1, 1), date(2023, 12, 31))


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are really read, as they are."""
    names: list[str] = []
    real = event_files.read_events

    def reading(path: Path, *rest: object) -> event_files.FileEvents:
        names.append(path.name)
        return real(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(index, "read_events", reading)
    return names


def write(root: Path, name: str, *events: object, age: int = 60) -> None:
    """Write an event file as if some seconds ago."""
    import msgspec

    path = root / "seeds" / "events" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.encode(events))
    then = path.stat().st_mtime - age
    os.utime(path, (then, then))


def ids(root: Path, **request: object) -> list[str]:
    return [event.id for event in load(root, **request).catalogue.events]  # type: ignore[arg-type]


def test_an_unchanged_file_is_read_once(tmp_path: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(index_file, "GRAIN", -(10**18))
    write(tmp_path, "a.json", an_event("a"))
    write(tmp_path, "b.json", an_event("b"))

    assert ids(tmp_path) == ids(tmp_path) == ["a", "b"]

    assert readings == ["a.json", "b.json"]


def test_a_file_too_young_to_trust_its_times_is_known_by_its_content(tmp_path: Path, readings: list[str]):
    write(tmp_path, "a.json", an_event("a"))

    assert ids(tmp_path) == ids(tmp_path)

    assert readings == ["a.json"]


def test_a_changed_file_is_read_again_alone(tmp_path: Path, readings: list[str]):
    write(tmp_path, "a.json", an_event("a"))
    write(tmp_path, "b.json", an_event("b"))
    ids(tmp_path)
    write(tmp_path, "b.json", an_event("c"))

    assert ids(tmp_path) == ["a", "c"]
    assert readings == ["a.json", "b.json", "b.json"]


def test_a_removed_file_takes_its_events_along(tmp_path: Path):
    write(tmp_path, "a.json", an_event("a"))
    write(tmp_path, "b.json", an_event("b"))
    ids(tmp_path)
    (tmp_path / "seeds/events/a.json").unlink()

    assert ids(tmp_path) == ["b"]


def test_a_broken_file_is_refused_every_time_and_then_mended(tmp_path: Path):
    write(tmp_path, "a.json", an_event("a"))
    write(tmp_path, "b.json", {"id": "b"})

    for _ in range(2):
        with pytest.raises(CatalogueError):
            load(tmp_path)
    write(tmp_path, "b.json", an_event("b"))

    assert ids(tmp_path) == ["a", "b"]


def test_an_id_repeated_in_a_changed_file_is_refused_every_time(tmp_path: Path):
    write(tmp_path, "a.json", an_event("a"))
    write(tmp_path, "b.json", an_event("b"))
    ids(tmp_path)
    write(tmp_path, "a.json", an_event("x"), an_event("b"), an_event("b"))

    told = []
    for _ in range(2):
        with pytest.raises(CatalogueError) as caught:
            load(tmp_path)
        told.append([(problem.where.file, problem.what.zh) for problem in caught.value.problems])

    said = "「b」重複，先前已見於 seeds/events/a.json:1"
    assert told == [[("seeds/events/a.json", said), ("seeds/events/b.json", said)]] * 2


def test_a_copy_of_a_file_is_told_as_the_copy_whichever_was_read_first(tmp_path: Path):
    write(tmp_path, "q4.json", an_event("a"))
    ids(tmp_path)
    write(tmp_path, "q4 - 複製.json", an_event("a"))

    for _ in range(2):
        with pytest.raises(CatalogueError) as caught:
            load(tmp_path)
        shutil.rmtree(tmp_path / ".briefgen")

        assert [problem.where.file for problem in caught.value.problems] == ["seeds/events/q4 - 複製.json"]


@pytest.mark.parametrize("name", ["a.json~", "a.json.bak", ".#a.json", "#a.json#", "~$a.xlsx", ".a.json.swp"])
def test_what_editors_leave_beside_a_file_is_passed_over(tmp_path: Path, name: str):
    write(tmp_path, "a.json", an_event("a"))
    (tmp_path / "seeds/events" / name).write_bytes(b"\x00\x01")

    assert ids(tmp_path) == ["a"]


def test_deleting_or_damaging_the_index_costs_nothing_but_time(tmp_path: Path):
    write(tmp_path, "a.json", an_event("a"))
    ids(tmp_path)
    (found,) = (tmp_path / ".briefgen").glob("*.sqlite")

    for damage in (b"", b"not a database at all" * 100, found.read_bytes()[:5000] + b"\xff" * 4000):
        found.write_bytes(damage)
        assert ids(tmp_path) == ["a"]
    found.unlink(missing_ok=True)

    assert ids(tmp_path) == ["a"]


def test_where_the_cache_cannot_be_written_the_events_are_read_all_the_same(tmp_path: Path):
    write(tmp_path, "a.json", an_event("a"))
    (tmp_path / ".briefgen").write_text("a file where the folder should be")

    assert ids(tmp_path) == ["a"]


def test_the_cache_of_a_lower_reader_holds_nothing_of_higher_events(tmp_path: Path):
    root = a_workspace(tmp_path, an_event("a"), an_event("b", marking="密", title="canary-7f3a"))

    ids(root)
    low = b"".join(path.read_bytes() for path in (root / ".briefgen").iterdir())
    ids(root, clearance="密")
    high = b"".join(path.read_bytes() for path in (root / ".briefgen").iterdir())

    assert b"canary-7f3a" not in low
    assert b"canary-7f3a" in high


def test_only_the_owner_reads_the_cache(tmp_path: Path):
    ids(a_workspace(tmp_path, an_event()))

    (found,) = (tmp_path / ".briefgen").glob("*.sqlite")

    assert found.stat().st_mode & 0o077 == 0
    assert (tmp_path / ".briefgen").stat().st_mode & 0o077 == 0


def test_the_place_of_a_doubt_is_found_through_the_index(tmp_path: Path):
    text = "# 註\n- {id: a, when: 2021-09-10, title: 甲, summary: 乙, mode: visit, actors: [無名氏], sources: [{outlet: 人民網}]}\n"
    root = a_workspace(tmp_path, files={"seeds/events/a.yaml": text})

    places = [str(load(root).warnings[0].where) for _ in range(2)]

    assert places == ["seeds/events/a.yaml:2"] * 2


@given(st.lists(st.tuples(DAYS, st.integers(0, 900)), min_size=1, max_size=12), DAYS, st.integers(0, 200))
def test_the_index_finds_exactly_what_overlaps_a_window(
    spans: list[tuple[date, int]], first: date, days: int
):
    window = DateWindow(first, first + timedelta(days=days))
    whens = [When(first=day, last=day + timedelta(days=length)) for day, length in spans]
    database = index_file.connect(":memory:")
    rows = [
        (1, n, str(n), w.first.toordinal(), w.last.toordinal(), reach(w), b"") for n, w in enumerate(whens)
    ]
    database.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    where, values = index._overlap(window)

    found = {row[0] for row in database.execute(f"SELECT position FROM events WHERE {where}", values)}
    database.close()

    assert found == {number for number, when in enumerate(whens) if when.overlaps(window)}


def test_every_span_of_the_calendar_has_a_reach():
    assert reach(When(first=date.min, last=date.max)) in reaches()
