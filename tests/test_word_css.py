"""Change the stylesheet, and the Word file follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.document import Block, Container, Document, Item, List
from briefgen.errors import RenderError, Severity
from briefgen.render import looks, word, wordcss
from tests.documents import BASE, a_document, a_table, h, note, p, points, running, small
from tests.wordfile import W, WordFile, text_of

CHANGES = [
    ("p { font-size: 16pt }", "內文", "w:rPr/w:sz/@w:val", "32"),
    ("p { color: #123456 }", "內文", "w:rPr/w:color/@w:val", "123456"),
    ("p { line-height: 30pt }", "內文", "w:pPr/w:spacing/@w:line", "600"),
    ("p { text-indent: 3em }", "內文", "w:pPr/w:ind/@w:firstLineChars", "300"),
    ("p { text-align: left }", "內文", "w:pPr/w:jc/@w:val", "left"),
    ("p { margin-bottom: 5pt }", "內文", "w:pPr/w:spacing/@w:after", "100"),
    ("p { letter-spacing: 1pt }", "內文", "w:rPr/w:spacing/@w:val", "20"),
    ("h3 { font-size: 17pt }", "標題三", "w:rPr/w:sz/@w:val", "34"),
    ("h3 { margin-top: 9pt }", "標題三", "w:pPr/w:spacing/@w:before", "180"),
    ("h3 { border-bottom: 1pt solid #ff0000 }", "標題三", "w:pPr/w:pBdr/w:bottom/@w:color", "FF0000"),
    ("h3 { background: #eeeeee }", "標題三", "w:pPr/w:shd/@w:fill", "EEEEEE"),
    ("small { font-size: 9pt }", "附註小字", "w:rPr/w:sz/@w:val", "18"),
    (".note { font-size: 9pt }", "註腳文字", "w:rPr/w:sz/@w:val", "18"),
    ("ul.key-points { padding-left: 2em }", "重點", "w:pPr/w:ind/@w:hanging", "520"),
    ("footer.page p { text-align: left }", "頁尾", "w:pPr/w:jc/@w:val", "left"),
]  # fmt: skip
PAGES = [
    ("@page { size: A5 }", "w:pgSz/@w:h", "11906"),
    ("@page { margin-left: 50pt }", "w:pgMar/@w:left", "1000"),
    ("html { line-height: 24pt }", "w:docGrid/@w:linePitch", "480"),
]


def a_sample() -> Document:
    return a_document(
        h(1, "陸、", "外交"),
        points("重點一。", "重點二。"),
        h(3, "（一）", "美中會談"),
        p("部長接見助卿", note("中央社。"), small("（附註）"), "，雙方就供應鏈與海上安全交換意見。"),
        a_table(),
        page_footer=running("footer", "頁尾"),
    )


def under(css: str, folder: Path) -> WordFile:
    """Write the sample under the base stylesheet and one rule more."""
    sheet = folder / "brief.css"
    sheet.write_text(css, "utf-8")
    document = a_sample()
    return WordFile(word.render(document, looks.look(document, (BASE, sheet), folder)))


@pytest.mark.parametrize(("css", "style", "path", "value"), CHANGES)
def test_a_style_follows_the_stylesheet(css: str, style: str, path: str, value: str, tmp_path: Path):
    before, after = under("", tmp_path), under(css, tmp_path)

    assert after.value(style, path) == [value]
    assert before.value(style, path) != [value]


@pytest.mark.parametrize(("css", "path", "value"), PAGES)
def test_the_page_follows_the_stylesheet(css: str, path: str, value: str, tmp_path: Path):
    assert under(css, tmp_path).find(path) == [value]


def test_fonts_are_the_stylesheet_s_for_both_scripts(tmp_path: Path):
    file = under('html { font-family: "Arial", "微軟正黑體" }', tmp_path)

    (fonts,) = file.find("w:rPrDefault/w:rPr/w:rFonts", "styles")
    assert sorted(set(fonts.attrib.values())) == ["Arial", "微軟正黑體"]
    assert set(file.find("w:font/@w:name", "fontTable")) == {"Arial", "微軟正黑體"} | set(
        file.find("w:rFonts/@w:*[local-name() != 'hint']", "styles")
    )


def test_what_word_cannot_follow_is_told_beside_what_nobody_knows(tmp_path: Path):
    with pytest.raises(RenderError) as caught:
        under("h2 { text-shadow: 1pt 1pt red; display: flex }", tmp_path)

    assert [(problem.what.en, problem.severity) for problem in caught.value.problems] == [
        ("unknown property 'text-shadow'", Severity.ERROR),
        ("Word cannot express h2 { display }", Severity.WARNING),
    ]


def test_pages_that_word_does_not_tell_apart_are_told(tmp_path: Path):
    sheet = tmp_path / "brief.css"
    sheet.write_text("@page :first { margin: 3cm }\n@page :left { margin: 4cm }", "utf-8")

    told = [(problem.where.line, problem.what.en) for problem in wordcss.faults(sheet, "brief.css")]

    assert told == [(2, "Word cannot express @page :left")]


@pytest.mark.parametrize(
    "before",
    [
        p("前段。"),
        List((Item((p("一點。"),)), Item((p("前段。"),)))),
        Container("section", (p("一段。"), p("前段。"))),
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_what_stands_before_an_avoided_break_keeps_with_the_next(before: Block, inside: bool, tmp_path: Path):
    author = p("主稿：王小明", classes=("author",))
    document = a_document(before, Container("section", (author,)) if inside else author)

    file = WordFile(word.render(document, looks.look(document, (BASE,), tmp_path)))

    keeping = {s.get(f"{W}styleId") for s in file.find("w:style[w:pPr/w:keepNext[not(@w:val)]]", "styles")}
    kept = [paragraph for paragraph in file.find("w:p") if file.style_of(paragraph) in keeping]
    kept += file.find("w:p[w:pPr/w:keepNext]")
    assert [text_of(paragraph) for paragraph in kept] == ["前段。"]
