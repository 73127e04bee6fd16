"""Looks come from the cascade: each property of the stylesheet reaches the look it belongs to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefgen.document import Document, Inline, Item
from briefgen.errors import RenderError
from briefgen.render.look import BlockLook, Border, Looks
from briefgen.render.looks import look
from tests.documents import BASE, a_brief, a_document, content, h, note, p, points, running, small

TITLE = h(1, "陸、", "外交")
BODY = p("內文")


def styled(tmp_path: Path, css: str, *blocks: Any, **fields: Any) -> Looks:
    """Look at a document under base.css and some more CSS."""
    folder = tmp_path / "templates" / "research"
    folder.mkdir(parents=True, exist_ok=True)
    sheet = folder / "brief.css"
    sheet.write_text(css, "utf-8")
    return look(a_document(*blocks, **fields), (BASE, sheet), folder)


def test_the_body_stands_on_the_grid_of_35_characters_in_30_lines():
    looks = look(a_brief(), (BASE,), BASE.parent)

    page, body = looks.page, looks.root
    assert (page.width, page.height) == (595.276, 841.89)
    assert (page.width - page.left - page.right) // body.text.size == 35
    assert (page.height - page.top - page.bottom) // 23 == 30
    assert page.grid_pitch == body.line_height == 23


def test_a_paragraph_has_its_own_fonts_for_latin_and_han():
    looks = look(a_document(BODY, TITLE), (BASE,), BASE.parent)

    body, title = looks.block(BODY), looks.block(TITLE)
    assert (body.text.latin, body.text.han) == ("Times New Roman", "標楷體")
    assert (title.text.latin, title.text.han, title.text.bold) == ("Arial", "微軟正黑體", True)


@pytest.mark.parametrize(
    ("css", "name", "value"),
    [
        ("p { line-height: 28pt }", "line_height", 28),
        ("p { line-height: 2 }", "line_height", 26),
        ("p { line-height: normal }", "line_height", None),
        ("p { text-indent: 3em }", "first_line", 39),
        ("p { margin: 6pt 0 9pt }", "space_before", 6),
        ("p { margin: 6pt 0 9pt }", "space_after", 9),
        ("p { margin-left: 1cm }", "indent_left", 28.346),
        ("p { padding-left: 3em; text-indent: -3em }", "first_line", -39),
        ("p { margin-right: 10% }", "indent_right", 45.508),
        ("p { text-align: center }", "align", "center"),
        ("p { border-top: 1pt solid #ff0000; padding-top: 2pt }", "top", Border(1, "solid", "FF0000", 2)),
        ("p { background: #eeeeee }", "background", "EEEEEE"),
        ("p { break-after: avoid }", "keep_with_next", True),
        ("p { break-inside: avoid }", "keep_together", True),
        ("p { break-before: page }", "page_break_before", True),
        ("p { break-after: page }", "page_break_after", True),
        ("p { orphans: 1; widows: 1 }", "widow_control", False),
        ('p { --word-style: "正文" }', "style_name", "正文"),
        ("@media word { p { text-indent: 0 } }", "first_line", 0),
        ("@media print { p { text-indent: 0 } }", "first_line", 26),
    ],
)
def test_a_property_of_a_block_reaches_its_look(tmp_path: Path, css: str, name: str, value: object):
    looks = styled(tmp_path, css, BODY)

    assert getattr(looks.block(BODY), name) == (pytest.approx(value) if isinstance(value, float) else value)


@pytest.mark.parametrize(
    ("css", "name", "value"),
    [
        ("small { font-size: 11pt }", "size", 11),
        ("small { color: #123456 }", "color", "123456"),
        ("small { background-color: yellow }", "background", "FFFF00"),
        ("small { text-decoration: underline }", "underline", True),
        ("small { text-decoration: line-through }", "strike", True),
        ("small { letter-spacing: 1pt }", "letter_spacing", 1),
        ("small { vertical-align: super }", "raised", "super"),
        ("small { vertical-align: sub }", "raised", "sub"),
        ("small { font-style: italic }", "italic", True),
        ("small { font-variant: small-caps }", "small_caps", True),
        ("", "style_name", "附註小字"),
    ],
)
def test_a_property_of_characters_reaches_their_look(tmp_path: Path, css: str, name: str, value: object):
    words = small("（來源）")
    looks = styled(tmp_path, css, p(words))

    assert getattr(looks.text(words), name) == value


def test_a_font_without_a_range_is_for_han_and_one_with_a_latin_range_for_latin(tmp_path: Path):
    css = (
        '@font-face { font-family: "Garamond"; src: local("Liberation Serif"); unicode-range: U+20-7F }'
        '@font-face { font-family: "新細明體"; src: local("Noto Serif CJK TC") }'
        'p { font-family: "Garamond", "新細明體" }'
    )
    looks = styled(tmp_path, css, BODY)

    assert (looks.block(BODY).text.latin, looks.block(BODY).text.han) == ("Garamond", "新細明體")


def test_boxes_around_a_paragraph_add_to_its_look(tmp_path: Path):
    from briefgen.document import Container

    first, last = p("甲"), p("乙")
    box = Container("aside", (first, last))
    css = "aside { margin: 10pt 20pt; border: 1pt solid black; padding: 5pt }"
    looks = styled(tmp_path, css, box)

    assert (looks.block(first).space_before, looks.block(first).space_after) == (10, 0)
    assert (looks.block(last).space_before, looks.block(last).space_after) == (0, 10)
    assert looks.block(first).indent_left == looks.block(first).indent_right == 26
    assert looks.block(first).top is not None
    assert looks.block(first).bottom is None
    assert looks.block(last).left == Border(1, "solid", "000000", 5)


def test_a_key_point_hangs_by_the_width_of_its_bullet(tmp_path: Path):
    key_points = points("甲", "乙")
    looks = styled(tmp_path, "", key_points)

    item = looks.block(key_points.items[0])
    assert isinstance(key_points.items[0], Item)
    assert (item.indent_left, item.first_line, item.marker, item.style_name) == (13, -13, "•", "重點")


def test_notes_have_looks_for_call_text_and_number():
    looks = look(a_brief(), (BASE,), BASE.parent)

    assert looks.note_call.raised == "super"
    assert (looks.note_text.text.size, looks.note_text.line_height) == (10, 15)
    assert looks.note_text.style_name == "註腳文字"


def test_a_footnote_inherits_nothing_from_where_it_is_called():
    called = note("註文")
    looks = look(a_document(p(Inline("strong", content("要", called)))), (BASE,), BASE.parent)

    assert isinstance(looks.nodes[id(called)], BlockLook)
    assert not looks.block(called).text.bold


def test_the_running_head_and_foot_stand_where_the_margin_boxes_put_them(tmp_path: Path):
    css = "@page { @top-center { padding-top: 20pt } @bottom-center { padding-bottom: 25pt } }"
    looks = styled(
        tmp_path, css, BODY, page_header=running("header", "首"), page_footer=running("footer", "尾")
    )

    assert (looks.page.head, looks.page.foot) == (20, 25)


def test_another_first_page_is_known(tmp_path: Path):
    looks = styled(tmp_path, "@page :first { margin-top: 5cm; @top-center { content: none } }", BODY)

    assert looks.first_page is not None
    assert looks.first_page.top == pytest.approx(141.73, abs=0.01)
    assert (looks.first_page.has_head, looks.page.has_head) == (False, True)


def test_css_that_word_cannot_express_is_reported_with_file_and_line(tmp_path: Path):
    looks = styled(tmp_path, "p { color: red }\np { transform: rotate(2deg) }", BODY)

    (fault,) = looks.faults
    assert str(fault.where) == "templates/research/brief.css:2"
    assert "transform" in fault.what.zh


def test_css_for_the_pdf_only_is_no_fault(tmp_path: Path):
    looks = styled(tmp_path, "@media print { p { transform: rotate(2deg) } }", BODY)

    assert looks.faults == ()


def test_the_base_stylesheet_has_no_faults():
    assert look(a_brief(), (BASE,), BASE.parent).faults == ()


@pytest.mark.parametrize("css", ["p { colour: red }", "p { color: rde }", "p { margin: 2 }"])
def test_css_that_is_not_css_is_an_error_with_file_and_line(tmp_path: Path, css: str):
    with pytest.raises(RenderError) as caught:
        styled(tmp_path, f"\n{css}", BODY)

    assert str(caught.value.problems[0].where).startswith("templates/research/brief.css:2")


@pytest.mark.parametrize(
    ("css", "line", "hint"),
    [
        ('\nh2 { font-family: "沒有這種字型" }', 2, "請改用「Arial」、"),
        ('\n\nh2 { font: bold 12pt "標揩體", "Arial" }', 3, "是不是「標楷體」？"),
        ("@media print {\n a:hover { font-family: Georgia } }", 2, "請改用「Arial」、"),
        ("@page {\n @top-left { font-family: Georgia } }", 2, "請改用「Arial」、"),
    ],
)
def test_a_font_that_no_face_explains_is_one_error(tmp_path: Path, css: str, line: int, hint: str):
    with pytest.raises(RenderError) as caught:
        styled(tmp_path, css, h(2, "一、", "標題"), BODY)

    (problem,) = caught.value.problems
    assert str(problem.where) == f"templates/research/brief.css:{line}"
    assert "但沒有 @font-face 說明 PDF 用哪個字型" in problem.what.zh
    assert problem.hint is not None
    assert problem.hint.zh.startswith(hint)


@pytest.mark.parametrize(
    "css",
    [
        'p { font-family: "Times New Roman", "標楷體", serif }',
        "p { font-family: inherit }",
        '@media word { p { font-family: "Cambria" } }',
        '@media print { @font-face { font-family: "甲"; src: local("TW-Kai") } p { font-family: "甲" } }',
    ],
)
def test_a_font_that_is_explained_or_never_reached_on_paper_is_no_error(tmp_path: Path, css: str):
    assert styled(tmp_path, css, BODY).faults == ()


@pytest.mark.parametrize("size", ["99999999pt", "0", "0.2mm", "100em", "2000%"])
def test_a_size_that_nobody_can_read_is_an_error_with_its_line(tmp_path: Path, size: str):
    with pytest.raises(RenderError) as caught:
        styled(tmp_path, f"\nh2 {{ font-size: {size} }}", h(2, "一、", "標題"), BODY)

    (problem,) = caught.value.problems
    assert str(problem.where) == "templates/research/brief.css:2"
    assert "超出 1–200pt" in problem.what.zh


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("p { letter-spacing: 5000pt }", "5000pt 太大"),
        ("p { word-spacing: 90em }", "90em 太大"),
        ("p { margin: 0 -100cm }", "-100cm 太大"),
        ("p { padding-left: 90in }", "90in 太大"),
        ("p { line-height: 300 }", "300 太大"),
        ("body { text-indent: 90cm }", "90cm 太大"),
        ("@page { margin: 20cm }", "只剩 0×0pt"),
        ("@page { size: 21cm 3cm }", "放不下文字"),
    ],
)
def test_a_gap_that_leaves_no_room_for_text_is_an_error_with_its_line(tmp_path: Path, css: str, said: str):
    with pytest.raises(RenderError) as caught:
        styled(tmp_path, f"\n{css}", h(2, "一、", "標題"), BODY)

    (problem,) = caught.value.problems
    assert str(problem.where) == "templates/research/brief.css:2"
    assert said in problem.what.zh


@pytest.mark.parametrize(
    "css",
    [
        "p { margin: 3cm 2em; letter-spacing: 0.5em; line-height: 2.5; text-indent: -2em }",
        "@page { margin: 5cm; @top-center { margin: 1cm } }",
    ],
)
def test_gaps_that_people_use_are_no_error(tmp_path: Path, css: str):
    styled(tmp_path, css, BODY)


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("h2 { colr: #12 }", "1:6：不認得的樣式屬性「colr」；是不是「color」？"),
        ("h2 { color: #12 }", "1:6：樣式屬性「color」的值「#12」寫法不對；"),
        ("h2 { color: }", "1:6：樣式屬性「color」沒有值"),
        ("h2:hoover { color: red }", "：看不懂的選擇器「h2:hoover」；"),
        ("h2 { color red }", "1:15：樣式表這裡不合語法；"),
        ("@medai print { p { color: red } }", "1:1：不認得的樣式規則「@medai」；是不是「media」？"),
        ("h2 { transition: 2s } h2 { grid-areas: a }", "是不是「grid-area」？"),
    ],
)
def test_a_slip_in_css_is_said_in_plain_words(tmp_path: Path, css: str, said: str):
    with pytest.raises(RenderError) as caught:
        styled(tmp_path, css, BODY)

    assert said in caught.value.problems[0].say()
    assert "排版程式回報" not in caught.value.problems[0].say()


def test_looks_belong_to_every_block_and_tagged_inline():
    document: Document = a_brief()
    looks = look(document, (BASE,), BASE.parent)

    from briefgen.document import Break, PageCount, PageNumber, Text

    plain = Text | Break | PageNumber | PageCount
    assert [
        node for node in document.walk() if not isinstance(node, plain) and id(node) not in looks.nodes
    ] == []
