"""Every audience of this repository is made for both quarters, out of the same base."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest

from briefgen.compose import Brief, compose, outline, shorter
from briefgen.document import (
    Container,
    Document,
    Figure,
    Heading,
    List,
    Note,
    Paragraph,
    Table,
    text_of,
    walk,
)
from briefgen.pipeline import Request, audience_ids, choose, load_audience
from tests.make import REPOSITORY, a_brief

QUARTERS = ("2021-q3", "2021-q4")
OWN = {"analysis": "2021-q4-analysis", "forum": "2021-12-forum", "journal": "2021-q4-journal"}


@cache
def brief(edition: str, audience: str) -> Brief:
    """Give what a brief of this repository is made of."""
    wanted = load_audience(REPOSITORY, audience)
    chosen = choose(Request(REPOSITORY, edition), wanted)
    return a_brief(
        edition=chosen.edition,
        themes=chosen.selection.themes,
        audience=wanted,
        registers=chosen.catalogue.registers,
        prose=chosen.prose,
        folder=REPOSITORY / "templates" / audience,
    )


@cache
def made(edition: str, audience: str) -> Document:
    return compose(brief(edition, audience))


def headings(document: Document, level: int) -> list[str]:
    found = (node for node in document.walk() if isinstance(node, Heading) and node.level == level)
    return [node.label + text_of(node.content) for node in found]


def with_class(document: Document, name: str) -> list[str]:
    return [
        text_of(node.content)
        for node in document.walk()
        if isinstance(node, Paragraph) and name in node.attrs.classes
    ]


def test_the_audiences_are_those_that_ship():
    assert {"analysis", "forum", "journal", "minister", "public", "research"} <= {*audience_ids(REPOSITORY)}


@pytest.mark.parametrize("edition", QUARTERS)
@pytest.mark.parametrize("audience", ["analysis", "forum", "journal", "minister", "public"])
def test_each_reads_as_it_should(edition: str, audience: str, golden: Callable[[str, str], None]):
    golden(f"{edition}-{audience}.txt", outline(made(edition, audience)))


@pytest.mark.parametrize(("audience", "edition"), OWN.items())
def test_each_edition_of_its_own_kind_reads_as_it_should(
    audience: str, edition: str, golden: Callable[[str, str], None]
):
    golden(f"{edition}-as-{audience}.txt", outline(made(edition, audience)))


@pytest.mark.parametrize("edition", QUARTERS)
@pytest.mark.parametrize("audience", ["research", "public", "analysis", "journal"])
def test_no_sentence_begins_with_figures_after_a_note_number(edition: str, audience: str):
    said = outline(made(edition, audience))

    assert re.findall(r"\]\]\d.{0,10}", said) == []


# ---- each kind has its own anatomy ------------------------------------------------------


def test_an_analysis_is_led_by_prose_and_ends_with_a_chronology():
    document = made("2021-q4-analysis", "analysis")

    assert headings(document, 2) == [
        "一、美中關係：有護欄的競爭",
        "二、多邊場合：名單與平臺之爭",
        "三、涉臺事項：一得一失之間",
        "大事記",
    ]
    assert headings(document, 3)[:2] == ["（一）峰會訂出的是程序，不是答案", "（二）小幅讓步集中在低政治領域"]
    assert with_class(document, "author") == ["（張維中、許若琳主稿）"]
    kinds = {node.attrs.classes[0] for node in document.walk() if isinstance(node, Note)}
    assert kinds == {"grounds", "source", "explain"}


def test_a_forum_article_has_picture_lead_byline_and_imprint():
    document = made("2021-12-forum", "forum")

    (picture,) = (node for node in document.walk() if isinstance(node, Figure))
    assert picture.src.startswith("data:image/png;base64,")
    assert "圖片來源：本刊繪製" in text_of(picture.caption)
    assert all(not heading.startswith(("一、", "壹、")) for heading in headings(document, 2))
    assert with_class(document, "byline") == ["林予安"]
    assert with_class(document, "disclaimer") == ["編按：本文僅代表作者個人意見，不代表本刊立場。"]
    assert "今（2021）年11月的美中視訊峰會" in outline(document)


def test_a_journal_article_numbers_formally_and_declares_short_names():
    document = made("2021-q4-journal", "journal")
    said = outline(document)

    assert headings(document, 2)[0] == "壹、名單就是政策"
    assert headings(document, 2)[-1] == "伍、結論"
    assert document.first_page == 31
    assert said.count("（下稱大陸）") == 1
    assert "對大陸而言，被排除並不意外" in said
    assert "同前註。" in said


def test_an_article_puts_events_where_the_prose_says():
    (table,) = (node for node in made("2021-q4-journal", "journal").walk() if isinstance(node, Table))

    assert table.attrs.classes == ("chronology",)
    assert len(table.body) == 8


@pytest.mark.parametrize("edition", QUARTERS)
def test_the_minister_reads_of_taiwan_first_and_what_is_left_out(edition: str):
    document = made(edition, "minister")

    assert headings(document, 2)[0] == "一、涉臺事項"
    assert not any(isinstance(node, Note) for node in document.walk())


def test_a_brief_is_made_shorter_event_by_event_down_to_one():
    request: Brief | None = brief("2021-q3", "minister")
    counts = []

    while request is not None:
        said = outline(compose(request))
        counts.append(int(found[1]) if (found := re.search(r"另有(\d+)件未列", said)) else 0)
        request = shorter(request)

    assert counts == list(range(counts[0], counts[0] + len(counts)))


@pytest.mark.parametrize("edition", [*QUARTERS, *OWN.values()])
def test_the_public_reads_no_assessment(edition: str):
    said = outline(made(edition, "public"))
    prose = brief(edition, "public").prose

    assert prose is not None
    sentences = [s for s in re.split(r"[。\n\[]", prose.text) if len(s) > 12 and not s.startswith(("#", ":"))]
    assert [sentence for sentence in sentences if sentence in said] == []
    assert [point.text for point in brief(edition, "public").edition.key_points if point.text in said] == []


def test_plots_say_their_figures_in_words():
    plots = [node for node in made("2021-q3", "public").walk() if isinstance(node, Figure)]

    assert plots[0].src.startswith("data:image/svg+xml;base64,")
    assert plots[0].alt.startswith("各主題逐月件數：涉臺事項7月1件、8月0件")
    assert plots[1].alt.startswith("時間軸：涉臺事項10件，7月21日至10月31日")


def test_the_timeline_says_what_happened_on_the_days_it_names():
    plots = [node for node in made("2021-q3", "public").walk() if isinstance(node, Figure)]

    legend = text_of(plots[1].caption)

    assert legend.startswith("事件時間軸\n點愈大者愈重要。9.9　習近平與拜登第二度通話；")


@pytest.mark.parametrize("edition", ["2021-q3", "2021-q4"])
def test_what_concerns_taiwan_comes_first_for_the_public_and_is_told_there(edition: str):
    sections = (node for node in made(edition, "public").walk() if isinstance(node, Container))
    taiwan = next(section for section in sections if section.tag == "section")

    assert taiwan.attrs.id == "taiwan"
    assert [node for node in walk(taiwan) if isinstance(node, List)] == []
