"""Proofreading our own briefs, as they are built, says of nothing that it is wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from briefgen.cli import run

PROJECT = Path(__file__).parents[1]
SLOW = ("analysis", "forum", "journal", "minister", "public")


@pytest.mark.parametrize(
    "audience", ["research", *(pytest.param(name, marks=pytest.mark.slow) for name in SLOW)]
)
def test_a_brief_of_ours_has_no_errors(audience: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    for name in ("seeds", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    asked = ("build", "2021-q3", "--audience", audience, "--out", str(tmp_path / "out"))
    assert run(["-C", str(tmp_path), *asked]) == 0
    briefs = sorted(path for path in (tmp_path / "out").rglob("2021-q3*") if path.suffix in (".docx", ".pdf"))
    capsys.readouterr()

    run(["-C", str(tmp_path), "--lang", "en", "proof", *map(str, briefs), "--as", "jsonl"])

    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {path.suffix for path in briefs} == {".docx", ".pdf"}
    assert [one for one in found if one["severity"] == "error"] == []


def test_our_own_words_are_not_called_those_of_the_mainland(capsys: pytest.CaptureFixture[str]):
    seeds = sorted(map(str, (PROJECT / "seeds" / "events").glob("2021*.yaml")))

    run(["-C", str(PROJECT), "--lang", "en", "proof", *seeds, "--as", "jsonl"])

    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["text"] for one in found if one["rule"].startswith("wording.")] == []
