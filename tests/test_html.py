"""A Document as HTML: every node can be found again, and no line may break in the wrong place."""

from __future__ import annotations

import re

from briefgen.document import Cell, Link, PageCount, PageNumber, Row, Table, Text, Toc
from briefgen.render.html import MAY_BREAK, held_together, render
from tests.documents import a_brief, a_document, content, h, note, p, points, small


def test_every_element_carries_the_index_of_its_node():
    document = a_brief()

    page = render(document)

    tags = {int(n): tag for tag, n in re.findall(r'<(\w+) data-n="(\d+)"', page)}
    written = [n for n, node in enumerate(document.walk()) if not isinstance(node, Text)]
    assert sorted(tags) == written


def test_indexes_follow_the_order_of_the_walk():
    document = a_document(h(2, "一、", "題"), points("甲", "乙"), p("丙", note("丁")))

    page = render(document)

    assert re.findall(r'<(\w+) data-n="(\d+)"', page) == [
        ("h2", "0"),
        ("ul", "2"),
        ("li", "3"),
        ("p", "4"),
        ("li", "6"),
        ("p", "7"),
        ("p", "9"),
        ("span", "11"),
    ]


def test_a_page_number_keeps_its_distance_from_the_characters_beside_it():
    page = render(a_document(p("第", PageNumber(), "頁"), p(PageCount()), p("（", PageNumber(), "）")))

    spans = re.findall(r'class="page-\w+"([^>]*)>', page)

    assert spans == [" data-before data-after", "", ""]


def test_the_label_of_a_heading_is_printed_before_its_text():
    page = render(a_document(h(3, "（一）", "題")))

    assert '<span class="label">（一）</span>題</h3>' in page
    assert 'data-label="（一）題"' in page


def test_text_is_never_markup():
    page = render(a_document(p("<script>&")))

    assert "&lt;script&gt;&amp;" in page


def test_a_link_of_another_kind_than_web_and_mail_leads_nowhere():
    page = render(a_document(p(Link("javascript:alert(1)", content("這裡")))))

    assert "javascript" not in page
    assert "這裡" in page


def test_the_contents_list_the_headings_down_to_a_level():
    page = render(a_document(Toc(depth=2), h(1, "壹、", "甲"), h(2, "一、", "乙"), h(3, "（一）", "丙")))

    assert '<p class="toc-2"><a href="#h-3">一、乙</a></p>' in page
    assert "toc-3" not in page


def test_a_joiner_stands_before_all_that_must_not_start_a_line():
    held = held_together("美—日－韓～印……越‧寮")

    assert [held[held.index(mark) - 1] for mark in "—－～…‧"] == ["\u2060"] * 5


def test_a_number_of_a_date_stays_with_its_unit():
    page = render(a_document(p("2021年8月5日至９月3名")))

    assert "2021_年8_月5_日至９_月3名" in page.replace("\u2060", "_")


def test_a_table_of_many_columns_may_break_its_dates():
    wide, narrow = (
        Table((), (Row(tuple(Cell((p(f"{n}月{words}"),)) for n in range(columns))),))
        for columns, words in ((8, "甲"), (9, "乙"))
    )

    page = render(a_document(wide, narrow, p("9月丙")))

    assert [page.count(f"\u2060月{words}") for words in "甲乙丙"] == [8, 0, 1]


def test_a_long_address_may_break():
    held = held_together("見https://www.example.org/news?id=1。")

    assert f"org/{MAY_BREAK}news?{MAY_BREAK}id={MAY_BREAK}1。" in held


def test_a_bracket_in_another_element_than_the_mark_after_it_is_tight():
    page = render(a_document(p("事", small("（源）"), "。"), p("事", small("（源）"), "後")))

    assert page.count("data-tight>") == 1
    assert '<small data-n="2" data-tight>（源）</small>。' in page
