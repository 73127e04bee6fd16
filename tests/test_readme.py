"""The README says what is true: its commands run, its event is valid, its style arrives."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from briefgen.cli import run

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")


REPORT = "　　習近平9月9日與拜登通電話，就兩國關係交換意見（中共外交部，2021.9.10）。\n"


def write_report(path: Path) -> None:
    with pikepdf.new() as report:
        report.add_blank_page(page_size=(595, 842))
        report.save(path)


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands() -> Iterator[str]:
    for block in blocks("sh"):
        yield from (line for line in block.splitlines() if line.startswith("briefgen "))


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("seeds", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_of_the_readme_succeeds(workspace: Path):
    (workspace / "report.txt").write_text(REPORT, "utf-8")
    write_report(workspace / "report.pdf")

    codes = {command: run(shlex.split(command)[1:]) for command in commands()}

    assert len(codes) > 15
    assert set(codes.values()) == {0}, codes


def test_the_event_of_the_readme_is_valid_and_chosen(workspace: Path, capsys: pytest.CaptureFixture[str]):
    (workspace / "seeds/events/example.yaml").write_text(blocks("yaml")[0], "utf-8")

    assert run(["check"]) == 0
    assert run(["select", "2021-q4", "--why", "2021-12-28-example-call"]) == 0
    assert "✓" in capsys.readouterr().out


def test_the_style_of_the_readme_reaches_the_word_file(workspace: Path):
    import zipfile

    sheet = workspace / "templates/research/brief.css"
    sheet.write_text(sheet.read_text("utf-8") + blocks("css")[0], "utf-8")

    run(["build", "2021-q3", "--format", "docx"])

    with zipfile.ZipFile("out/2021-q3/2021-q3-research.docx") as file:
        assert b'"1F3864"' in file.read("word/styles.xml").upper()


def test_the_two_commands_and_the_pictures_of_the_readme_are_there():
    makefile = (PROJECT / "Makefile").read_text("utf-8")

    for target in [*re.findall(r"`make ([a-z-]+)`", README), "brief", "test"]:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README):
        assert (PROJECT / picture).is_file(), picture
