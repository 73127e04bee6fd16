"""Every look is one named style, and nothing is formatted by hand."""

from __future__ import annotations

from dataclasses import replace

from briefgen.document import Attrs, Container, Heading, Inline
from briefgen.render.look import BlockLook, Border, TextLook
from tests.documents import a_brief, a_document, content, h, p, small
from tests.wordfile import BODY, TEXT, W, rendered

HEADING = BlockLook(
    TextLook("Arial", "微軟正黑體", 14.0, bold=True),
    23.0,
    indent_left=42.0,
    first_line=-42.0,
    align="left",
    keep_with_next=True,
)


def test_the_running_text_is_word_s_normal_style():
    file = rendered(a_document(p("甲乙丙")))

    assert file.paragraphs() == [("Normal", "甲乙丙")]
    assert file.value("內文", "w:name/@w:val") == ["Normal"]
    assert file.value("內文", "w:pPr/w:spacing/@w:line") == ["460"]
    assert file.value("內文", "w:pPr/w:spacing/@w:lineRule") == ["exact"]
    assert file.value("內文", "w:pPr/w:ind/@w:firstLineChars") == ["200"]
    assert file.value("內文", "w:pPr/w:ind/@w:firstLine") == ["520"]
    assert file.value("內文", "w:pPr/w:overflowPunct/@w:val") == ["0"]
    assert file.value("內文", "w:pPr/w:jc/@w:val") == ["both"]


def test_a_heading_is_word_s_own_and_hangs_by_characters():
    heading = h(3, "（一）", "美中會談")
    file = rendered(a_document(heading, p("甲")), (heading, HEADING))

    assert file.value("標題三", "w:name/@w:val") == ["heading 3"]
    assert file.value("標題三", "w:pPr/w:outlineLvl/@w:val") == ["2"]
    assert file.value("標題三", "w:pPr/w:ind/@w:hangingChars") == ["300"]
    assert file.value("標題三", "w:pPr/w:ind/@w:leftChars") == ["0"]
    assert file.value("標題三", "w:pPr/w:keepNext[not(@w:val)]") != []
    assert file.value("標題三", "w:rPr/w:rFonts/@w:eastAsia") == ["微軟正黑體"]
    assert file.value("標題三", "w:rPr/w:sz/@w:val") == ["28"]


def test_nothing_is_formatted_by_hand():
    file = rendered(a_brief())

    assert {child.tag for properties in file.find("w:p/w:pPr") for child in properties} == {f"{W}pStyle"}
    assert {child.tag for properties in file.find("w:r/w:rPr") for child in properties} == {f"{W}rStyle"}


def test_every_style_that_is_used_is_there():
    file = rendered(a_brief())

    known = set(file.find("w:style/@w:styleId", "styles"))
    for part in ("document", "footnotes", "header1", "footer1"):
        used = file.find("w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val", part)
        assert set(used) <= known
    assert set(file.find("w:basedOn/@w:val", "styles")) <= known


def test_equal_looks_are_one_style_and_others_are_named():
    first, second, third, fourth = p("甲甲甲"), p("乙"), p("丙"), p("丁")
    right = replace(BODY, align="right", style_name="主稿")
    wide = replace(BODY, line_height=30.0)
    file = rendered(a_document(first, second, third, fourth), (second, right), (third, wide), (fourth, wide))

    styles = [style for style, _ in file.paragraphs()]
    assert styles[2] == styles[3]
    assert file.value("主稿", "w:basedOn/@w:val") == ["Normal"]
    assert file.value("主稿", "w:pPr/*/@w:val") == ["right"]
    assert file.value("內文二", "w:pPr/w:spacing/@w:line") == ["600"]


def test_a_small_parenthesis_is_one_style_in_all_text_of_one_size():
    file = rendered(a_document(p("甲", small("（乙）")), p("丙", small("（丁）"))))

    assert file.find("w:rStyle/@w:val") == ["Small", "Small"]
    assert file.value("附註小字", "w:rPr/w:sz/@w:val") == ["21"]
    assert file.value("附註小字", "count(w:rPr/*)") == 2


def test_plain_words_in_a_bold_heading_toggle_the_bold_away():
    plain = Inline("span", content("平"))
    heading = Heading(1, (*content("粗"), plain))
    file = rendered(a_document(heading), (heading, HEADING), (plain, replace(HEADING.text, bold=False)))

    assert file.value("文字", "w:rPr/w:b[not(@w:val)]") != []


def test_a_line_or_background_reaches_what_is_inside_it():
    strong = Inline("strong", content("乙"))
    span = Inline("span", (*content("甲"), strong))
    underlined = replace(TEXT, underline=True)
    file = rendered(a_document(p(span)), (span, underlined), (strong, replace(TEXT, bold=True)))

    assert file.value("粗體", "w:rPr/w:u/@w:val") == ["single"]


def test_words_of_another_language_say_so():
    file = rendered(a_document(p("甲", Inline("span", content("Quad"), Attrs(lang="en")))))

    assert file.value("文字", "w:rPr/w:lang/@w:val") == ["en-GB"]


def test_a_box_is_drawn_around_all_its_paragraphs():
    line = Border(1.0, "solid", "336699", 4.0)
    first, last = p("甲"), p("乙")
    box = Container("aside", (first, last))
    file = rendered(
        a_document(box, p("丙丙丙丙")),
        (box, replace(BODY, top=line, right=line, bottom=line, left=line)),
        (first, replace(BODY, top=line, right=line, left=line)),
        (last, replace(BODY, right=line, bottom=line, left=line)),
    )

    styles = [style for style, _ in file.paragraphs()]
    assert styles[0] == styles[1]
    assert file.value("內文二", "w:pPr/w:pBdr/*/@w:color") == ["336699"] * 4
