"""Old reports become candidates on the command line, and ticked candidates become events."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from briefgen.cli import run

PROJECT = Path(__file__).parents[1]
REPORTS = Path(__file__).parent / "ingest"
Run = Callable[..., int]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name in ("seeds", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    return tmp_path


def for_one_reader(workspace: Path) -> None:
    """Leave the seeds as they are, and of what a check composes only one reader's templates."""
    shutil.rmtree(workspace / "seeds" / "editions")
    for folder in (workspace / "templates").iterdir():
        if folder.is_dir() and folder.name not in ("base", "minister"):
            shutil.rmtree(folder)


@pytest.fixture
def briefgen(workspace: Path) -> Run:
    return lambda *words: run(["-C", str(workspace), "--lang", "zh", *words])


def test_a_report_becomes_one_object_a_line(briefgen: Run, capsys: pytest.CaptureFixture[str]):
    assert briefgen("ingest", str(REPORTS / "chronicle.txt"), "--as", "jsonl") == 0

    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    fields = {
        "start", "end", "precision", "date_text", "actors", "counterparts", "countries", "forum", "mode",
        "section", "themes", "sources", "citation_text", "passage", "line", "confidence",
    }  # fmt: skip
    assert len(found) > 20
    assert all(fields <= one.keys() for one in found)
    assert {theme for one in found for theme in one["themes"]} >= {"major-powers", "multilateral"}


def test_several_reports_keep_their_order_and_say_the_same_again(
    briefgen: Run, capsys: pytest.CaptureFixture[str]
):
    words = ("ingest", str(REPORTS / "review.txt"), str(REPORTS / "chronicle.txt"), "--as", "jsonl")

    assert briefgen(*words) == 0
    first = capsys.readouterr().out
    assert briefgen(*words) == 0

    assert capsys.readouterr().out == first
    files = [json.loads(line)["file"] for line in first.splitlines()]
    assert files == sorted(files, reverse=True)


def test_candidates_as_yaml_are_valid_seeds(
    briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]
):
    target = workspace / "seeds/events/candidates.yaml"
    for_one_reader(workspace)

    assert briefgen("ingest", str(REPORTS / "chronicle.txt"), "--as", "yaml", "-o", str(target)) == 0

    assert briefgen("check") == 1
    errors = [line for line in capsys.readouterr().err.splitlines() if line.startswith("錯誤")]
    assert errors
    assert all("尚待撰寫" in line or "尚待確認" in line for line in errors)


def test_only_the_ticked_rows_of_a_sheet_are_imported(
    briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]
):
    sheet = workspace / "candidates.xlsx"
    briefgen("ingest", str(REPORTS / "chronicle.txt"), "--as", "xlsx", "-o", str(sheet))
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[0]
    page["A2"].value = page["A4"].value = "✓"
    chosen = [page["B2"].value, page["B4"].value]
    book.save(sheet)
    capsys.readouterr()
    (summary,) = [cell.column_letter for cell in page[1] if cell.value == "摘要"]

    assert briefgen("import", str(sheet)) == 1
    unwritten = capsys.readouterr().err

    page[f"{summary}2"].value = page[f"{summary}4"].value = "訪問該國。"
    book.save(sheet)

    assert briefgen("import", str(sheet)) == 0
    assert f"{summary}2：摘要尚待撰寫" in unwritten
    assert f"{summary}4：摘要尚待撰寫" in unwritten

    out = capsys.readouterr().out
    assert [line.split()[-1] for line in out.splitlines() if "新增" in line] == chosen


def test_a_sheet_says_that_it_holds_only_what_is_new(
    briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]
):
    report = workspace / "report.txt"
    report.write_text("　　習近平9月9日與拜登通電話，討論兩國關係。9月10日發表演說。\n", "utf-8")

    briefgen(
        "ingest", str(report), "--period", "2021-08..2021-10", "--as", "xlsx", "-o", str(workspace / "c.xlsx")
    )

    assert "試算表只放新的 1 件；目錄已有的不列入" in capsys.readouterr().err


def test_a_period_settles_the_year(briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]):
    report = workspace / "report.txt"
    report.write_text("　　習近平9月9日與拜登通電話，討論兩國關係。\n", "utf-8")

    assert briefgen("ingest", str(report), "--period", "2021-08..2021-10", "--as", "jsonl") == 0

    (one,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (one["start"], one["actors"], one["known"]) == (
        "2021-09-09",
        ["習近平"],
        "2021-09-09-xi-biden-call",
    )


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]
):
    broken = workspace / "scan.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")

    assert briefgen("ingest", str(broken), str(REPORTS / "chronicle.txt"), "--as", "jsonl") == 1

    captured = capsys.readouterr()
    assert "scan.pdf" in captured.err
    assert "Traceback" not in captured.err
    assert len(captured.out.splitlines()) > 20
