"""Brief markup is read strictly, and every refusal names the line of the template."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from briefgen.compose.assembly import Body, assemble
from briefgen.compose.markup import read
from briefgen.document import (
    Break,
    Cell,
    Container,
    Figure,
    Heading,
    Inline,
    Item,
    Link,
    List,
    Note,
    PageBreak,
    PageCount,
    PageNumber,
    Paragraph,
    Row,
    Rule,
    Table,
    Text,
    Toc,
)
from briefgen.errors import Place, Problem, TemplateError


def blocks(markup: str) -> Body:
    return assemble(read(markup))


def only(markup: str) -> object:
    (block,) = blocks(markup).blocks
    return block


def refusals(markup: str) -> list[str]:
    with pytest.raises(TemplateError) as refused:
        blocks(markup)
    return [problem.say() for problem in refused.value.problems]


def refusal(markup: str) -> str:
    (said,) = refusals(markup)
    return said


# ---- what is read ---------------------------------------------------------------


def test_a_heading_keeps_its_number_apart():
    assert only('<h1 label="陸、">外交</h1>') == Heading(1, (Text("外交"),), "陸、")


def test_a_paragraph_holds_runs_links_breaks_and_notes():
    paragraph = only(
        "<p>甲<strong>乙</strong><em>丙</em><small>丁</small><sup>1</sup><sub>2</sub><br/>"
        '<a href="https://example.org/">戊</a><note>己</note></p>'
    )

    assert paragraph == Paragraph(
        (
            Text("甲"),
            Inline("strong", (Text("乙"),)),
            Inline("em", (Text("丙"),)),
            Inline("small", (Text("丁"),)),
            Inline("sup", (Text("1"),)),
            Inline("sub", (Text("2"),)),
            Break(),
            Link("https://example.org/", (Text("戊"),)),
            Note((Text("己"),)),
        )
    )


def test_bare_words_in_an_item_become_a_paragraph_beside_its_blocks():
    assert only("<ol><li>甲<ul><li><p>乙</p></li></ul></li></ol>") == List(
        (Item((Paragraph((Text("甲"),)), List((Item((Paragraph((Text("乙"),)),)),)))),), ordered=True
    )


def test_a_table_has_a_head_a_body_and_a_caption():
    table = only(
        '<table><caption>表一</caption><thead><tr><th colspan="2">日期</th></tr></thead>'
        "<tbody><tr><td>9日</td><td>通話</td></tr></tbody></table>"
    )

    assert table == Table(
        head=(Row((Cell((Paragraph((Text("日期"),)),), header=True, colspan=2),)),),
        body=(Row((Cell((Paragraph((Text("9日"),)),)), Cell((Paragraph((Text("通話"),)),)))),),
        caption=(Text("表一"),),
    )


def test_a_figure_has_a_picture_with_words_for_it():
    assert only('<figure><img src="a.png" alt="圖"/><figcaption>說明</figcaption></figure>') == Figure(
        "a.png", "圖", (Text("說明"),)
    )


def test_the_running_head_and_foot_are_taken_out_of_the_blocks():
    body = blocks(
        '<header class="page"><p>題</p></header><p>文</p>'
        '<footer class="page"><p><page-number/>／<page-count/></p></footer>'
    )

    assert body.blocks == (Paragraph((Text("文"),)),)
    assert body.page_header is not None and body.page_header.tag == "header"
    assert body.page_footer is not None
    assert body.page_footer.blocks == (Paragraph((PageNumber(), Text("／"), PageCount())),)


def test_rules_breaks_and_contents_are_blocks():
    section = only('<section id="a" class="x y" lang="en"><hr/><page-break/><toc depth="3"/></section>')

    assert isinstance(section, Container)
    assert section.blocks == (Rule(), PageBreak(), Toc(3))
    assert (section.attrs.id, section.attrs.classes, section.attrs.lang) == ("a", ("x", "y"), "en")


def test_a_span_that_says_nothing_is_dissolved():
    assert only('<p>甲<span day="2021-09-09">乙</span>丙</p>') == Paragraph((Text("甲乙丙"),))


def test_a_node_knows_where_it_was_written():
    paragraph = only('<p at="templates/a.j2:7">甲<note>乙</note></p>')

    assert isinstance(paragraph, Paragraph)
    assert paragraph.attrs.place == Place("templates/a.j2", 7)
    note = paragraph.content[1]
    assert isinstance(note, Note) and note.attrs.place == Place("templates/a.j2", 7)


def test_comments_are_left_out():
    assert only("<p>甲<!-- 註 -->乙</p>") == Paragraph((Text("甲乙"),))


# ---- white space ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("\n  習近平\n  出席\n", "習近平出席"),
        ("習近平 出席", "習近平出席"),
        ("the\n  Pacific", "the Pacific"),
        ("與\n  Quad", "與Quad"),
        ("Joe Biden", "Joe Biden"),
        ("甲\u3000乙", "甲\u3000乙"),
        ("甲\u00a0乙", "甲\u00a0乙"),
    ],
)
def test_white_space_is_what_a_chinese_text_wants(written: str, printed: str):
    assert only(f"<p>{written}</p>") == Paragraph((Text(printed),))


def test_white_space_is_closed_up_across_tags_but_not_across_notes():
    paragraph = only("<p>甲\n<strong>\n乙 </strong>\n丙<note>\n a\n b\n</note>\n丁</p>")

    assert paragraph == Paragraph(
        (
            Text("甲"),
            Inline("strong", (Text("乙"),)),
            Text("丙"),
            Note((Text("a b"),)),
            Text("丁"),
        )
    )


# ---- what is refused ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ('<sectoin at="t.j2:3"></sectoin>', "t.j2:3：沒有 <sectoin> 這個標記；是不是「section」？"),
        ('<p at="t.j2:3" clas="x">甲</p>', "t.j2:3：<p> 沒有「clas」屬性；是不是「class」？"),
        ('<p at="t.j2:3" style="color:red">甲</p>', "t.j2:3：<p> 沒有「style」屬性；可用的屬性：class、id、lang"),
        ('<p at="t.j2:3"><a href="javascript:x">甲</a></p>', "t.j2:3：<a> 的 href 不能是「javascript:x」；只可用 http、https、mailto 或文內的 #代號"),
        ('<figure at="t.j2:3"><img src="../a.png" alt=""/></figure>', "t.j2:3：<img> 的 src 不能是「../a.png」；請寫本讀者範本資料夾內的檔名"),
        ('<figure at="t.j2:3"><img src="a.png"/></figure>', "t.j2:3：<img> 缺少 alt 屬性"),
        ('<figure at="t.j2:3"></figure>', "t.j2:3：<figure> 裡應有一個 <img>"),
        ('<ul at="t.j2:3">甲</ul>', "t.j2:3：文字「甲」不能直接放在 <ul> 裡；請以 <p>…</p> 包起來"),
        ('<p at="t.j2:3"><note>甲<note at="t.j2:4">乙</note></note></p>', "t.j2:4：<note> 裡不能放 <note>；裡面可放：a、br、em、page-count、page-number、small、span、strong、sub、sup"),
        ('<p at="t.j2:3"><page-number/></p>', 't.j2:3：<page-number> 只能放在頁首或頁尾；請放進 <footer class="page">'),
        ('<p at="t.j2:1" id="a"/><p at="t.j2:3" id="a"/>', "t.j2:3：代號「a」重複，已見於 t.j2:1"),
        ('<p at="t.j2:3"/>甲', "t.j2:3：文字「甲」不能直接放在最外層裡；請以 <p>…</p> 包起來"),
        ('<header class="page"/><header at="t.j2:3" class="page"/>', "t.j2:3：頁首寫了兩次；只留一個"),
    ],
)  # fmt: skip
def test_what_is_not_in_the_vocabulary_is_refused(markup: str, said: str):
    assert refusal(markup) == said


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ('<section at="t.j2:1"><p at="t.j2:2">甲<?at t.j2:5?></section>', "t.j2:5：結束標記與開始標記不符；這裡應為 </p>，卻是 </section>"),
        ('<section at="t.j2:1"><p at="t.j2:2">甲<?at t.j2:2?></p>', "t.j2:1：<section> 沒有結束標記"),
        ('<p at="t.j2:2">甲<?at t.j2:2?></p><?at t.j2:4?></p>', "t.j2:4：多了一個 </p>"),
        ('<p at="t.j2:2">甲&nbsp;乙</p>', "t.j2:2：不認得的實體"),
        ('<p at="t.j2:2" class=x>甲</p>', "t.j2:2：屬性值應加引號"),
        ('<p at="t.j2:2" class="x" class="y">甲</p>', "t.j2:2：同一標記的屬性重複"),
    ],
)  # fmt: skip
def test_markup_that_is_not_well_formed_is_refused_with_its_line(markup: str, said: str):
    assert refusal(markup) == said


def test_all_refusals_come_together():
    said = refusals('<h6 at="t.j2:1"/><p at="t.j2:2" x="1"><ul at="t.j2:3"/></p>')

    assert [line.split("：")[0] for line in said] == ["t.j2:1", "t.j2:2", "t.j2:3"]


@pytest.mark.parametrize(
    "markup",
    [
        "<!DOCTYPE a [<!ENTITY b 'c'>]><p>&b;</p>",
        "<p>&#0;</p>",
        "<p xmlns:x='y' x:z='1'>甲</p>",
        "<x:p xmlns:x='y'>甲</x:p>",
        "</brief><brief>",
    ],
)
def test_no_trick_of_xml_is_let_in(markup: str):
    assert refusals(markup)


# ---- what holds for every text ---------------------------------------------------------


@given(st.text())
def test_words_never_become_markup(words: str):
    body = blocks(f"<p>x{escape(words)}x</p>")

    (paragraph,) = body.blocks
    assert isinstance(paragraph, Paragraph)
    assert all(isinstance(inline, Text) for inline in paragraph.content)


@given(st.text(alphabet="<>/&;\"'=p ab甲\n!-?[]"))
def test_any_text_is_read_or_refused(text: str):
    try:
        blocks(text)
    except TemplateError as error:
        assert all(isinstance(problem, Problem) for problem in error.problems)
