"""Events go out to spreadsheets and databases from the command line, and come back."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from briefgen.cli import export as export_command
from briefgen.cli import run
from briefgen.pipeline import exchanging

PROJECT = Path(__file__).parents[1]
Run = Callable[..., int]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name in ("seeds", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def briefgen(workspace: Path) -> Run:
    return lambda *words: run(["-C", str(workspace), "--lang", "zh", *words])


def test_the_formats_of_the_help_are_those_of_the_program():
    assert export_command.FORMATS == exchanging.FORMATS


def test_a_sheet_comes_back_as_one_changed_field_with_its_comments(
    briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]
):
    sheet = workspace / "events.xlsx"
    events = workspace / "seeds/events/2021-q4.yaml"
    before = events.read_text("utf-8")
    assert briefgen("export", "--as", "xlsx", "-o", str(sheet)) == 0
    edit(sheet, "2021-12-05-mfa-us-democracy-report", "重要性", 5)

    assert briefgen("import", str(sheet)) == 0

    after = events.read_text("utf-8")
    changed = [
        (old, new) for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new
    ]
    assert [new for _, new in changed] == ["  importance: 5"]
    assert "2021-12-05-mfa-us-democracy-report" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "begins"), [("e.xlsx", b"PK"), ("e.CSV", b"\xef\xbb\xbf"), ("e.yml", b"- id:")]
)
def test_the_name_of_the_file_says_the_format(briefgen: Run, workspace: Path, name: str, begins: bytes):
    assert briefgen("export", "-o", str(workspace / name)) == 0

    assert (workspace / name).read_bytes().startswith(begins)


@pytest.mark.parametrize("words", [(), ("-o", "events"), ("-o", "events.docx")])
def test_a_name_that_says_no_format_is_told_the_formats(
    briefgen: Run, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
):
    assert briefgen("export", *words) == 2

    assert "--as" in capsys.readouterr().err


def test_a_dry_run_writes_nothing(briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]):
    sheet = workspace / "events.xlsx"
    events = workspace / "seeds/events/2021-q4.yaml"
    before = events.read_bytes()
    briefgen("export", "--as", "xlsx", "-o", str(sheet))
    edit(sheet, "2021-12-05-mfa-us-democracy-report", "重要性", 5)

    assert briefgen("import", "--dry-run", str(sheet)) == 0

    assert events.read_bytes() == before
    assert "未寫入" in capsys.readouterr().out


def test_an_unchanged_sheet_changes_nothing(
    briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]
):
    sheet = workspace / "events.csv"
    briefgen("export", "--as", "csv", "-o", str(sheet))

    assert briefgen("import", str(sheet)) == 0

    assert "沒有改動" in capsys.readouterr().out


def test_an_archive_in_sql_gives_the_same_selection_as_the_files(
    briefgen: Run, workspace: Path, capsys: pytest.CaptureFixture[str]
):
    briefgen("select", "2021-q3", "--as", "json")
    from_files = capsys.readouterr().out
    assert briefgen("export", "--as", "sql", "sqlite:///archive.db") == 0
    shutil.rmtree(workspace / "seeds/events")
    (workspace / "briefgen.toml").write_text('events = "sqlite:///archive.db"\n', "utf-8")
    capsys.readouterr()

    assert briefgen("select", "2021-q3", "--as", "json") == 0

    assert json.loads(capsys.readouterr().out) == json.loads(from_files)


def test_a_window_limits_what_is_exported(briefgen: Run, capsys: pytest.CaptureFixture[str]):
    assert briefgen("export", "--as", "jsonl", "--from", "2021-12-01", "--to", "2021-12-31") == 0

    days = [json.loads(line)["when"] for line in capsys.readouterr().out.splitlines()]
    assert len(days) == 7


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "html"])
def test_a_selection_can_be_sent_in_every_form(briefgen: Run, workspace: Path, form: str):
    path = workspace / f"selection.{form}"

    assert briefgen("select", "2021-q3", "--as", form, "-o", str(path)) == 0

    data = path.read_bytes()
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        text = "".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    else:
        text = data.decode("utf-8-sig")
    assert "2021-09-15-aukus" in text
    if form == "html":
        assert "<script" not in text
        assert "http://" not in text.replace("http://www.w3.org/", "")


@pytest.mark.parametrize(
    "words",
    [
        ("export", "--as", "sql"),
        ("export", "--as", "csv", "sqlite:///x.db"),
        ("export", "--as", "csv", "--clearance", "機秘"),
        ("import", "no.xlsx"),
        ("import", "seeds/themes.yaml"),
    ],
)
def test_a_wrong_exchange_is_one_clear_line(
    briefgen: Run, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
):
    assert briefgen(*words) in (1, 2)

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("錯誤：")


def edit(sheet: Path, event: str, header: str, value: object) -> None:
    """Change one cell as a colleague would."""
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[0]
    headers = [cell.value for cell in page[1]]
    row = next(row for row in page.iter_rows(min_row=2) if event in [cell.value for cell in row])
    row[headers.index(header)].value = value
    book.save(sheet)
