"""Texts are proofread from the command line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.cli import run

PROJECT = Path(__file__).parents[1]
Run = Callable[..., int]

WRONG = """一、中國外交

　　美國國務卿布林肯（Anthony Blinken）9月9日出席峰會峰會，呼籲餞行多邊主義，並談及人工智能（中央社，2021.9.10）。

(二）其他
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name in ("seeds", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    (tmp_path / "report.txt").write_text(WRONG, "utf-8")
    return tmp_path


@pytest.fixture
def briefgen(workspace: Path) -> Run:
    return lambda *words: run(["-C", str(workspace), "--lang", "zh", *words])


def test_each_slip_is_found_at_its_line_and_column(
    briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]
):
    code = briefgen("proof", str(workspace / "report.txt"), "--as", "jsonl")

    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 1
    assert {("峰會峰會", 3), ("餞行", 3), ("Anthony Blinken", 3), ("人工智能", 3)} <= {
        (one["text"], one["line"]) for one in found
    }
    assert all(
        set(one) == {"file", "line", "column", "text", "suggestion", "category", "severity", "rule", "why"}
        for one in found
    )
    lines = WRONG.splitlines()
    assert all(lines[one["line"] - 1].startswith(one["text"], one["column"] - 1) for one in found)


def test_a_rule_can_be_switched_off(briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]):
    briefgen("proof", str(workspace / "report.txt"), "--as", "jsonl", "--off", "wording")

    assert "人工智能" not in [json.loads(line)["text"] for line in capsys.readouterr().out.splitlines()]


def test_the_words_of_the_workspace_count(briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]):
    (workspace / "seeds/wording.yaml").write_text(
        "- {term: 多邊主義, write: 多邊合作, why: 本會用語}\n- {term: 人工智能}\n", "utf-8"
    )

    briefgen("proof", str(workspace / "report.txt"), "--as", "jsonl")

    found = {one["text"]: one["suggestion"] for one in map(json.loads, capsys.readouterr().out.splitlines())}
    assert found.get("多邊主義") == "多邊合作"
    assert "人工智能" not in found


def test_fix_mends_what_is_safe_and_shows_it(
    briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]
):
    report = workspace / "report.txt"

    briefgen("proof", str(report), "--fix")

    out = capsys.readouterr().out
    assert report.read_text("utf-8") != WRONG
    assert "（二）其他" in report.read_text("utf-8")
    assert "-(二）其他" in out
    assert "+（二）其他" in out


def test_a_word_file_is_proofread_too(briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]):
    briefgen("build", "2021-q4", "--format", "docx")

    code = briefgen("proof", str(workspace / "out/2021-q4/2021-q4-research.docx"))

    assert code == 0
    assert "錯誤 0 項" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_one_line(briefgen: Run, capsys: pytest.CaptureFixture[str]):
    assert briefgen("proof", "nowhere.txt") == 1

    assert capsys.readouterr().err.startswith("錯誤：nowhere.txt：")


def test_a_rule_that_is_not_there_is_refused(
    briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]
):
    code = briefgen("proof", str(workspace / "report.txt"), "--off", "marks.spcae")

    told = capsys.readouterr()
    assert code == 2
    assert told.out == ""
    assert "是不是「marks.space」" in told.err
    assert len(told.err.strip().splitlines()) == 1


def test_a_text_is_compared_with_all_texts_of_a_folder(
    briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]
):
    folder = workspace / "old/deep"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("南韓外長與南韓總統。\n", "utf-8")
    (folder / "manifest.json").write_text("{}", "utf-8")
    (workspace / "new.txt").write_text("韓國外長。\n", "utf-8")

    briefgen("proof", str(workspace / "new.txt"), "--against", str(workspace / "old"), "--as", "jsonl")

    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["text"], one["suggestion"]) for one in found] == [("韓國", "南韓")]


def test_a_brief_that_is_there_twice_counts_once(workspace: Path):
    from briefgen.pipeline.gathering import readable

    for name in ("a.pdf", "a.docx", "b.pdf", "c.json"):
        (workspace / "out").mkdir(exist_ok=True)
        (workspace / "out" / name).touch()

    assert [path.name for path in readable([workspace / "out"])] == ["a.docx", "b.pdf"]


def test_several_texts_are_compared_with_each_other(
    briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]
):
    (workspace / "a.txt").write_text("南韓外長與南韓總統。\n", "utf-8")
    (workspace / "b.txt").write_text("韓國外長。\n", "utf-8")

    briefgen("proof", str(workspace / "a.txt"), str(workspace / "b.txt"), "--as", "jsonl")

    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(Path(one["file"]).name, one["text"]) for one in found] == [("b.txt", "韓國")]


def test_fix_keeps_the_ends_of_lines_and_the_mark_at_the_head(briefgen: Run, workspace: Path):
    report = workspace / "windows.txt"
    report.write_bytes("\ufeff兩國(一）同意續談。\r\n兩國同意。\r\n".encode())

    briefgen("proof", str(report), "--fix")

    assert report.read_bytes() == "\ufeff兩國（一）同意續談。\r\n兩國同意。\r\n".encode()


def test_fix_refuses_what_is_no_text(briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]):
    import docx

    document = docx.Document()
    document.add_paragraph("兩國(一）同意續談。")
    document.save(str(workspace / "report.docx"))
    before = (workspace / "report.docx").read_bytes()

    code = briefgen("proof", str(workspace / "report.docx"), "--fix")

    assert code == 1
    assert "--fix" in capsys.readouterr().err
    assert (workspace / "report.docx").read_bytes() == before
