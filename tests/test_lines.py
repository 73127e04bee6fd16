"""A message finds the line that it is about."""

from __future__ import annotations

from pathlib import Path

from briefgen.lines import line_of


def test_an_id_is_not_found_inside_a_longer_one(tmp_path: Path):
    path = tmp_path / "q3.md"
    path.write_text("pins: 2021-09-10-wang-visit\n[@x-2021-09-10-wang] [@2021-09-10-wang]\n", "utf-8")

    assert line_of("2021-09-10-wang", path) == 2


def test_a_file_that_is_not_there_has_no_line(tmp_path: Path):
    assert line_of("marking:", tmp_path / "q3.md") is None
