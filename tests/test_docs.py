"""The documentation says what is true: it is generated from the code, and its commands run."""

from __future__ import annotations

import re
import runpy
import shlex
from pathlib import Path

import pytest

from briefgen.cli import run
from tests.make import REPOSITORY

DOCS = REPOSITORY / "docs"
STEP = re.compile(
    r"```sh\n(?P<commands>.*?)```|在 `(?P<file>[^`]+)` 最後加上：\n\n```\w+\n(?P<text>.*?)```", re.DOTALL
)
SMALL = 150_000
"""Bytes a picture may have."""


def test_the_reference_is_what_the_code_says():
    written = (DOCS / "reference.md").read_text("utf-8")

    generated = runpy.run_path(str(DOCS / "generate.py"))["reference"]()

    assert written == generated, "run: python docs/generate.py"


def test_every_filter_macro_and_block_is_told_in_chinese():
    for line in (DOCS / "reference.md").read_text("utf-8").splitlines():
        if line.startswith("| `"):
            assert line.count("|") >= 3, line


def test_the_tutorial_can_be_followed_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    checked: list[str] = []

    for step in STEP.finditer((DOCS / "tutorial.md").read_text("utf-8")):
        if step["file"]:
            with Path(step["file"]).open("a", encoding="utf-8") as file:
                file.write("\n" + step["text"])
        for command in (step["commands"] or "").splitlines():
            program, *words = shlex.split(command)
            if program == "cd":
                monkeypatch.chdir(words[0])
            else:
                assert program == "briefgen"
                assert run(["--lang", "zh", *words]) == 0, command
                checked.append(capsys.readouterr().err)

    assert [said for said in checked if said] == [said for said in checked if "庫列巴" in said]
    assert len([said for said in checked if said]) == 1
    assert sorted(path.name for path in Path("out/2024-q3").glob("*.docx")) == [
        "2024-q3-director.docx",
        "2024-q3-research.docx",
    ]


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_links_and_pictures_of_a_page_are_there_and_small(page: Path):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        if "://" not in target:
            path = page.parent / target
            assert path.is_file(), target
            assert path.suffix != ".png" or path.stat().st_size < SMALL, target
