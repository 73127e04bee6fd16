"""`briefgen attach`: what it writes and says, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.cli import run
from tests.reports import a_pdf, a_report, word_bytes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no workspace, with two reports and a brief."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "report.pdf").write_bytes(a_pdf("report"))
    (tmp_path / "report.docx").write_bytes(word_bytes(a_report()))
    (tmp_path / "brief.pdf").write_bytes(a_pdf("one", "two", title="秋季簡報", marking="密"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_pdf_is_written_with_its_annexes_and_the_report_stays(folder: Path, capsys):
    (folder / "out").mkdir()
    before = (folder / "report.pdf").read_bytes()

    code = run(["attach", "brief.pdf", "brief.pdf", "--to", "report.pdf", "-o", "out/joined.pdf"])

    out, err = capsys.readouterr()
    assert code == 0
    assert "已寫入 out/joined.pdf" in out
    assert "附件一　秋季簡報：2 頁，自第 2 頁起" in out
    assert "附件二　秋季簡報：2 頁，自第 4 頁起" in out
    assert "密等：密" in out
    assert "提高為「密」" in err
    assert (folder / "report.pdf").read_bytes() == before
    assert (folder / "out" / "joined.pdf").read_bytes().startswith(b"%PDF")


def test_a_word_file_is_written_and_its_growth_is_said(folder: Path, capsys):
    code = run(["attach", "brief.pdf", "--to", "report.docx", "-o", "joined.docx", "--first", "3"])

    out, _ = capsys.readouterr()
    assert code == 0
    assert "較原報告 +" in out
    assert "附件三　秋季簡報：2 頁" in out
    assert (folder / "joined.docx").is_file()


@pytest.mark.parametrize(
    "words, code, reason",
    [
        (["brief.pdf", "--to", "report.pdf", "-o", "report.pdf"], 3, "相同"),
        (["brief.pdf", "--to", "report.pdf", "-o", "brief.pdf"], 3, "相同"),
        (["brief.pdf", "--to", "report.docx", "-o", "joined.pdf"], 3, ".docx 結尾"),
        (["none.pdf", "--to", "report.pdf", "-o", "joined.pdf"], 2, "none.pdf：找不到這個檔案"),
        (["brief.pdf", "--to", "report.odt", "-o", "joined.odt"], 2, "報告須為 .pdf、.docx"),
        (["report.docx", "--to", "report.pdf", "-o", "joined.pdf"], 2, "不是 PDF"),
        (["brief.pdf", "-o", "joined.pdf"], 2, "--to"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_and_changes_nothing(
    words: list[str], code: int, reason: str, folder: Path, capsys
):
    before = {path: path.read_bytes() for path in folder.iterdir()}

    assert run(["attach", *words]) == code

    assert reason in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_the_levels_are_those_of_the_workspace(folder: Path, capsys):
    (folder / "briefgen.toml").write_text('markings = ["公開", "限閱"]', encoding="utf-8")

    code = run(["attach", "brief.pdf", "--to", "report.pdf", "-o", "joined.pdf"])

    assert code == 2
    assert "密等「密」不在已定的等級之中；可用的密等：公開、限閱" in capsys.readouterr().err
