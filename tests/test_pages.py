"""The pages of every audience as they are printed: their grid, their pictures, and the one page of the minister.

A golden picture is the first page of a brief, small and grey; `--update-golden` draws it anew.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from briefgen.pipeline import Request, build
from briefgen.render import pdf, word
from briefgen.render.looks import look
from tests import validators
from tests.documents import BASE, Line, a_document, lines_of, p
from tests.make import REPOSITORY
from tests.reports import by_libreoffice
from tests.wordfile import WordFile

TEMPLATES = BASE.parent.parent
GRIDS = {
    "research": (35, 30),
    "analysis": (35, 30),
    "public": (35, 30),
    "forum": (30, 29),
    "journal": (33, 27),
}
FIRST_PAGES = {
    "research": "2021-q3",
    "analysis": "2021-q4-analysis",
    "forum": "2021-12-forum",
    "journal": "2021-q4-journal",
    "minister": "2021-q4",
    "public": "2021-q4",
}
PICTURES = Path(__file__).parent / "golden" / "pages"
DPI = 25
SMALL = 10_000
"""Bytes that a golden picture may have."""
ALIKE = 2.0
"""The mean difference of greys, of 255, that two machines may have."""


# ---- the grid --------------------------------------------------------------------


def sheets(audience: str) -> tuple[Path, ...]:
    own = TEMPLATES / audience / "brief.css"
    return (BASE, own) if own.is_file() else (BASE,)


def full_page(data: bytes) -> Counter[float]:
    """Give how many characters stand on each line of the second page."""
    with pypdfium2.PdfDocument(data) as opened:
        text = opened[1].get_textpage()
        boxes = [text.get_charbox(n, loose=True) for n in range(text.count_chars())]
        return Counter(round(bottom, 1) for left, bottom, right, _ in boxes if right > left)


@pytest.mark.parametrize("audience", GRIDS)
def test_a_page_of_the_pdf_has_its_lines_and_characters(audience: str):
    document = a_document(p("國" * 3500))

    lines = full_page(pdf.render(document, look(document, sheets(audience), TEMPLATES / audience)))

    assert (set(lines.values()), len(lines)) == ({GRIDS[audience][0]}, GRIDS[audience][1])


@pytest.mark.parametrize("audience", GRIDS)
def test_a_page_of_the_word_file_has_room_for_the_same(audience: str):
    document = a_document(p("國" * 3500))
    file = WordFile(word.render(document, look(document, sheets(audience), TEMPLATES / audience)))

    def points(path: str) -> float:
        return int(file.find(f"w:sectPr/{path}")[0]) / 20

    size = int(file.find("w:rPrDefault/w:rPr/w:sz/@w:val", "styles")[0]) / 2
    width = points("w:pgSz/@w:w") - points("w:pgMar/@w:left") - points("w:pgMar/@w:right")
    height = points("w:pgSz/@w:h") - points("w:pgMar/@w:top") - points("w:pgMar/@w:bottom")
    pitch = points("w:docGrid/@w:linePitch")

    assert (int(width / size), int(height / pitch)) == GRIDS[audience]
    assert file.find("w:docGrid/@w:type") == ["lines"]
    assert float(file.value("內文", "w:pPr/w:spacing/@w:line")[0]) / 20 == pitch


# ---- where pages end ---------------------------------------------------------------


def pages(data: bytes) -> list[str]:
    """Give the text of each page, without its spaces."""
    with pypdfium2.PdfDocument(data) as opened:
        return ["".join(page.get_textpage().get_text_range().split()) for page in opened]


@pytest.mark.parametrize(("edition", "heading"), [("2021-q3", "一、大國關係"), ("2021-q4", "二、多邊場合")])
def test_a_section_of_four_lines_begins_on_the_page_that_has_room_for_two(
    edition: str, heading: str, out: Path
):
    first, *_ = pages(printed(edition, "analysis", out))

    assert heading in first


def test_a_chronology_that_a_page_can_hold_is_not_parted(out: Path):
    *_, last = pages(printed("2021-q4", "analysis", out))

    assert "大事記日期事件來源11月16日" in last
    assert len(re.findall(r"遠景論壇|季報外交篇", last)) >= 15


def test_a_long_chronology_begins_below_the_text(out: Path):
    text = pages(printed("2021-q3", "analysis", out))

    assert "（外交組主稿）大事記日期事件來源" in text[1]


# ---- pictures ----------------------------------------------------------------------


def first_page(data: bytes) -> Image.Image:
    """Draw the first page of a PDF small, in sixteen greys."""
    with pypdfium2.PdfDocument(data) as opened:
        drawn = opened[0].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    return drawn.quantize(16)


def difference(one: Image.Image, other: Image.Image) -> float:
    if one.size != other.size:
        return 255.0
    return ImageStat.Stat(ImageChops.difference(one.convert("L"), other.convert("L"))).mean[0]


@cache
def printed(edition: str, audience: str, out: Path, root: Path = REPOSITORY) -> bytes:
    built = build(Request(root, edition, audience=audience, formats=("pdf",), out=out))
    return next(file.path.read_bytes() for file in built.files if file.path.suffix == ".pdf")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("out")


@pytest.mark.parametrize(("audience", "edition"), FIRST_PAGES.items())
def test_the_first_page_of_each_audience_looks_as_it_should(
    audience: str, edition: str, out: Path, request: pytest.FixtureRequest
):
    path = PICTURES / f"{edition}-{audience}.png"
    page = first_page(printed(edition, audience, out))
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        page.save(path, optimize=True)

    assert difference(page, Image.open(path)) < ALIKE
    assert path.stat().st_size < SMALL


@pytest.mark.parametrize(
    "css",
    [
        "@page { margin-left: 91pt }",
        "html { line-height: 24.5pt }",
        'html { font-family: "Times New Roman", "微軟正黑體" }',
    ],
)
def test_a_page_that_has_shifted_is_seen(css: str, tmp_path: Path):
    for name in ("seeds", "templates"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    with (tmp_path / "templates" / "forum" / "brief.css").open("a", encoding="utf-8") as sheet:
        sheet.write(css)

    shifted = first_page(printed("2021-12-forum", "forum", tmp_path / "out", tmp_path))

    assert difference(shifted, Image.open(PICTURES / "2021-12-forum-forum.png")) > ALIKE


# ---- the minister's page -----------------------------------------------------------


def entries(lines: list[Line]) -> list[int]:
    """Count the lines of each entry of the minister's lists; each ends with a full stop."""
    words = [line.text for line in lines]
    listed = words[words.index("一、涉臺事項") : words.index("其他重要日期")]
    marks = "".join("。" if text.endswith("。") else "-" for text in listed if text[1] != "、")
    return [len(found) for found in re.findall("-*。", marks)]


@pytest.mark.parametrize("edition", ["2021-q3", "2021-q4"])
def test_the_minister_has_one_page_and_no_entry_of_more_than_two_lines(edition: str, out: Path):
    data = printed(edition, "minister", out)

    counted = entries(lines_of(data))

    with pypdfium2.PdfDocument(data) as opened:
        assert len(opened) == 1
    assert len(counted) >= 6
    assert set(counted) <= {1, 2}


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["2021-q3", "2021-q4"])
def test_the_minister_has_one_page_in_word_too(edition: str, tmp_path: Path):
    built = build(Request(REPOSITORY, edition, audience="minister", formats=("docx",), out=tmp_path))

    assert pages_by_libreoffice(built.files[0].path) == 1


@pytest.mark.slow
def test_the_minister_has_one_page_however_much_is_asked_of_it(tmp_path: Path):
    for name in ("seeds", "templates"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    settings = tmp_path / "templates" / "minister" / "audience.yaml"
    settings.write_text(settings.read_text("utf-8").replace("digest: 10", "digest: 60"), "utf-8")

    built = build(Request(tmp_path, "2021-q3", audience="minister", out=tmp_path / "out"))

    word_file, pdf_file = sorted(built.files, key=lambda file: file.path.suffix)
    said = "".join(line.text for line in lines_of(pdf_file.path.read_bytes()))
    assert pdf_file.pages == 1
    assert pages_by_libreoffice(word_file.path) == 1
    assert re.search(r"另有\d+件未列", said)


def pages_by_libreoffice(file: Path) -> int:
    try:
        converted = by_libreoffice(file)
    except validators.Absent as absent:
        pytest.skip(f"{absent} is not installed; make test-all installs it")
    with pypdfium2.PdfDocument(converted) as opened:
        return len(opened)
