"""Files are written whole or the old ones stay."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefgen.errors import OutputError
from briefgen.whole import write_all, write_whole


def test_a_new_file_holds_what_was_written(tmp_path: Path):
    write_whole(tmp_path / "out" / "brief.pdf", b"new")

    assert (tmp_path / "out" / "brief.pdf").read_bytes() == b"new"


def test_a_second_writing_replaces_the_first_and_keeps_its_mode(tmp_path: Path):
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"old")
    path.chmod(0o640)

    write_whole(path, b"new")

    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_nothing_is_renamed_when_one_of_several_cannot_be_staged(tmp_path: Path):
    good = tmp_path / "a.docx"
    good.write_bytes(b"old")
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(OutputError) as caught:
        write_all({good: b"new", tmp_path / "file" / "b.pdf": b"new"})

    assert good.read_bytes() == b"old"
    assert "b.pdf" in caught.value.problems[0].say()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.docx", "file"]


def test_a_disk_error_on_the_way_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OutputError):
        write_whole(path, b"new")

    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["brief.pdf"]


def test_the_litter_of_a_killed_run_is_cleared_by_the_next_good_one(tmp_path: Path):
    dead = tmp_path / ".briefgen-999999999-0123456789ab.tmp"
    alive = tmp_path / f".briefgen-{os.getpid()}-0123456789ab.tmp"
    other = tmp_path / ".briefgen-notes.tmp"
    for path in (dead, alive, other):
        path.write_bytes(b"")

    write_whole(tmp_path / "brief.pdf", b"new")

    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["brief.pdf", alive.name, other.name])
