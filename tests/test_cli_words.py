"""The words of a command: shared options, the workspace around, and help in one language."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.cli import run
from briefgen.cli.shape import COMMANDS

PROJECT = Path(__file__).parents[1]
Briefgen = Callable[..., tuple[int, str, str]]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A copy of our own seeds and templates, to be spoilt."""
    for name in ("seeds", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def briefgen(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Briefgen:
    """Run a command as it is written; give its exit code, output and errors."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def command(*words: str) -> tuple[int, str, str]:
        code = run(words)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def test_the_workspace_and_the_language_may_be_named_after_the_command(briefgen: Briefgen, workspace: Path):
    before = briefgen("-C", str(workspace), "--lang", "en", "select", "2021-q3")
    after = briefgen("select", "2021-q3", "--lang", "en", "-C", str(workspace))

    assert before == after
    assert before[0] == 0
    assert before[1].startswith("window: 2021-07-01 to 2021-10-31")


def test_a_command_finds_the_workspace_it_stands_in(
    briefgen: Briefgen, workspace: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(workspace / "seeds" / "events")

    code, out, _ = briefgen("build", "2021-q3", "--format", "docx")

    assert code == 0
    assert "已寫入 ../../out/2021-q3/2021-q3-research.docx" in out
    assert (workspace / "out/2021-q3/2021-q3-research.docx").is_file()


def test_a_new_workspace_is_made_here_and_not_in_the_one_around(
    briefgen: Briefgen, workspace: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(workspace / "seeds" / "events")

    code, _, _ = briefgen("new", "mine")

    assert code == 0
    assert (workspace / "seeds/events/mine/seeds").is_dir()


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_has_no_english_in_it(briefgen: Briefgen, name: str):
    code, out, _ = briefgen(*filter(None, [name]), "--help")

    assert code == 0
    assert not re.search(
        r"OPTIONS|ARGS|COMMAND|default|required|RANGE|FILE|DIR\b|NAME|INTEGER|PATH|TEXT", out
    )


def test_without_words_help_is_shown_and_nothing_is_wrong(briefgen: Briefgen):
    code, out, err = briefgen()

    assert (code, err) == (0, "")
    assert out.startswith("用法：briefgen [選項] 指令 [參數]…")


@pytest.mark.parametrize(
    "words, zh, en",
    [
        (["build", "2021-q3", "2021-q4"], "多了「2021-q4」", "'2021-q4' is one too many"),
        (["check", "--lang", "fr"], "「fr」不在 zh、en 之中", "'fr' is none of zh, en"),
        (["select", "2021-q3", "--as", "jsn"], "是不是「json」？", "did you mean 'json'?"),
        (["build", "--quarter"], "--quarter 之後要寫值", "--quarter wants a value"),
        (["build", "--all=yes"], "--all 之後不寫值", "--all takes no value"),
        (["build", "--formt", "pdf"], "是不是 --format？", "did you mean --format?"),
        (["attach", "a.pdf", "--to", "b.pdf", "-o", "c.pdf", "--first", "0"], "不是 1 至 99 的整數", "from 1 to 99"),
        (["proof", "no.txt"], "no.txt：找不到這個檔案", "no.txt: no such file"),
        (["ingest", "no.txt"], "no.txt：找不到這個檔案", "no.txt: no such file"),
        (["attach", "a.pdf", "--to", "no.pdf", "-o", "c.pdf"], "no.pdf：找不到這個檔案", "no.pdf: no such file"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_command_is_said_in_one_language(
    briefgen: Briefgen, workspace: Path, words: list[str], zh: str, en: str
):
    chinese = briefgen("-C", str(workspace), *words)
    english = briefgen("-C", str(workspace), "--lang", "en", *words)

    assert chinese[0] in (1, 2)
    assert zh in chinese[2]
    if "--lang" not in words:
        assert en in english[2]


@pytest.mark.parametrize("words", [("select", "2021-q3"), ("export",)])
def test_a_workbook_is_never_printed(briefgen: Briefgen, workspace: Path, words: tuple[str, ...]):
    code, out, err = briefgen("-C", str(workspace), *words, "--as", "xlsx")

    assert (code, out) == (2, "")
    assert "-o" in err


def test_a_folder_that_is_not_there_is_not_made_for_a_misspelt_file(briefgen: Briefgen, workspace: Path):
    output = workspace / "nodir" / "events.xlsx"

    code, _, err = briefgen("-C", str(workspace), "export", "--as", "xlsx", "-o", str(output))

    assert code == 3
    assert "這個資料夾" in err
    assert not output.parent.exists()


def test_one_is_not_many_in_english(briefgen: Briefgen, workspace: Path):
    _, out, _ = briefgen("-C", str(workspace), "--lang", "en", "build", "2021-q3", "--audience", "minister")

    assert "1 page)" in out


@pytest.mark.parametrize("name", ["2021-q3.md", "seeds/editions/2021-q3.md"])
def test_the_file_of_an_edition_names_it(briefgen: Briefgen, workspace: Path, name: str):
    code, out, _ = briefgen("-C", str(workspace), "select", name)

    assert code == 0
    assert out.startswith("期間：2021-07-01 至 2021-10-31")


@pytest.mark.parametrize(
    "name, ways",
    [
        ("2022-q1", ("是不是「2021-q4」？", "--quarter 2022Q1", "briefgen new-edition 2022-q1")),
        ("110Q3", ("--quarter 110Q3",)),
        ("2021-q33", ("是不是「2021-q3」？",)),
    ],
)
def test_an_edition_that_is_not_there_comes_with_the_ways_to_have_it(
    briefgen: Briefgen, workspace: Path, name: str, ways: tuple[str, ...]
):
    code, _, err = briefgen("-C", str(workspace), "build", name)

    assert code == 2
    assert all(way in err for way in ways), err


@pytest.mark.parametrize("first, last", [("2021/07/01", "2021/7/31"), ("民國110年7月1日", "110.7.31")])
def test_a_day_may_be_written_with_other_marks(briefgen: Briefgen, workspace: Path, first: str, last: str):
    code, out, _ = briefgen("-C", str(workspace), "select", "--from", first, "--to", last)

    assert code == 0
    assert out.startswith("期間：2021-07-01 至 2021-07-31")


@pytest.mark.parametrize("day", ["2021-07", "7/1", "今年", "x"])
def test_what_is_no_day_is_refused(briefgen: Briefgen, workspace: Path, day: str):
    code, _, err = briefgen("-C", str(workspace), "select", "--from", day, "--to", "2021-07-31")

    assert code == 2
    assert f"「{day}」不是日期" in err


def test_a_file_of_an_earlier_build_is_told_by_build_and_verify(briefgen: Briefgen, workspace: Path):
    folder = workspace / "out/2021-q3"
    manifest = folder / "2021-q3-research.manifest.json"
    briefgen("-C", str(workspace), "build", "2021-q3", "--format", "docx")

    built = briefgen("-C", str(workspace), "build", "2021-q3", "--format", "pdf")
    verified = briefgen("-C", str(workspace), "verify", str(manifest))

    assert built[0] == verified[0] == 0
    assert "2021-q3-research.docx：這是先前產製的檔案" in built[2]
    assert "2021-q3-research.docx：這是先前產製的檔案" in verified[2]
    assert (folder / "2021-q3-research.docx").is_file()


def test_a_text_that_stands_for_the_brief_is_said_to_cite_events(briefgen: Briefgen, workspace: Path):
    _, out, _ = briefgen("-C", str(workspace), "build", "2021-12-forum", "--format", "docx")

    assert "內文引用 8 件事件" in out
    assert "選入" not in out


def test_one_file_of_a_brief_cannot_be_compared_alone(briefgen: Briefgen):
    code, _, err = briefgen("verify", "x.pdf")

    assert code == 2
    assert "請同時給 .docx" in err
