"""Every brief of every audience says the same in Word and PDF, and what is planted in one is found."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from briefgen.parity import read_docx, read_pdf, verify
from briefgen.pipeline import Request, build
from briefgen.pipeline.pressing import load

ROOT = Path(__file__).parent.parent
AUDIENCES = sorted(path.parent.name for path in (ROOT / "templates").glob("*/audience.yaml"))
EDITIONS = sorted(path.stem for path in (ROOT / "seeds" / "editions").glob("*.md"))


# Each audience on the common edition, and each special edition on its own audience, in every run.
OFTEN = {
    *((audience, "2021-q3") for audience in AUDIENCES),
    ("research", "2021-q4"),
    ("analysis", "2021-q4-analysis"),
    ("forum", "2021-12-forum"),
    ("journal", "2021-q4-journal"),
}
PAIRS = [
    pytest.param(audience, edition, marks=() if (audience, edition) in OFTEN else pytest.mark.slow)
    for audience in AUDIENCES
    for edition in EDITIONS
]
Builder = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """Build a brief the first time it is asked for; give its path without the ending."""
    out = tmp_path_factory.mktemp("out")
    load()

    @cache
    def build_once(audience: str, edition: str) -> Path:
        build(Request(ROOT, edition, audience=audience, formats=("docx", "pdf"), out=out))
        return out / edition / f"{edition}-{audience}"

    return build_once


@pytest.fixture
def brief(built: Builder) -> Path:
    return built("research", "2021-q3")


@pytest.mark.parametrize(("audience", "edition"), PAIRS)
def test_both_files_of_a_brief_say_the_same(audience: str, edition: str, built: Builder):
    path = built(audience, edition)

    problems = verify(path.with_suffix(".docx"), path.with_suffix(".pdf"))

    assert [problem.say("en") for problem in problems] == []


def test_what_is_read_is_not_empty(brief: Path):
    for reading in (read_docx(brief.with_suffix(".docx")), read_pdf(brief.with_suffix(".pdf"))):
        assert reading.headings[0].kind == "h1"
        assert len(reading.paragraphs) > 20
        assert len(reading.notes) > 40
        assert "頁" in reading.running


def changed(brief: Path, folder: Path, part: str, change: Callable[[str], str]) -> Path:
    """Copy a Word file with one of its parts changed."""
    copy = folder / "changed.docx"
    with zipfile.ZipFile(brief.with_suffix(".docx")) as whole, zipfile.ZipFile(copy, "w") as package:
        for name in whole.namelist():
            content = whole.read(name)
            if name == f"word/{part}.xml":
                before = content.decode()
                assert change(before) != before
                content = change(before).encode()
            package.writestr(name, content)
    return copy


def one_character(xml: str) -> str:
    return xml.replace("阿富汗", "阿富漢", 1)


def one_note_less(xml: str) -> str:
    return re.sub(r"<w:footnoteReference [^>]*/>", "", xml, count=1)


def two_paragraphs_swapped(xml: str) -> str:
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL)
    long = [paragraph for paragraph in paragraphs if len(paragraph) > 600]
    first, second = long[-2:]
    return xml.replace(first, "\0").replace(second, first).replace("\0", second)


def one_level(xml: str) -> str:
    style = re.findall(r'w:pStyle w:val="([^"]*1)"', xml)[0]
    return xml.replace(f'w:val="{style}"', f'w:val="{style[:-1]}2"', 1)


def one_note(xml: str) -> str:
    return xml.replace("中央社", "中時社", 1)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("document", one_character),
        ("document", one_note_less),
        ("document", two_paragraphs_swapped),
        ("document", one_level),
        ("footnotes", one_note),
    ],
)
def test_a_planted_difference_is_found(part: str, change: Callable[[str], str], brief: Path, tmp_path: Path):
    copy = changed(brief, tmp_path, part, change)

    problems = verify(copy, brief.with_suffix(".pdf"))

    assert problems
    assert all(problem.what.zh and problem.what.en for problem in problems)
