"""A selection and an edition become a document in the audience's words."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from briefgen.compose import Brief, compose, outline, warnings
from briefgen.document import Container, Document, Figure, Heading, List, Note, Paragraph, text_of, walk
from briefgen.errors import CatalogueError
from briefgen.model import Author, Chapter, Choice, KeyPoint, SectionPlan
from briefgen.pipeline import Request, choose, load_audience
from briefgen.selection import Group
from tests.make import (
    REPOSITORY,
    a_brief,
    a_decision,
    a_prose,
    a_source,
    a_theme_selection,
    an_audience,
    an_edition,
    an_event,
    an_outlet,
    registers,
    window,
)

BRICS = an_event(
    "xi-brics",
    when="2021-09-09",
    title="習近平出席金磚國家會晤",
    summary="以視訊出席金磚國家會晤，提出五項倡議。",
    actors=("習近平",),
    sources=(a_source("中共外交部", "2021-09-10"),),
)
SCO = an_event(
    "xi-sco",
    when="2021-09-17",
    title="習近平出席上合組織會議",
    summary="以視訊出席上合組織會議。",
    actors=("習近平",),
    sources=(a_source("中共外交部", "2021-09-17"),),
)
QUAD = an_event(
    "quad",
    when="2021-09-24",
    title="四方安全對話領袖峰會",
    summary="舉行領袖峰會。",
    actors=("美國", "日本", "印度"),
    sources=(a_source("中央社", "2021-09-25"),),
)


def paragraphs(document: Document, *classes: str) -> list[str]:
    """Give the words of the paragraphs, without notes; with classes, of those only."""
    return [
        text_of(node.content)
        for node in document.walk()
        if isinstance(node, Paragraph) and (not classes or node.attrs.classes == classes)
    ]


def notes(document: Document) -> list[str]:
    return [text_of(node.content) for node in document.walk() if isinstance(node, Note)]


def headings(document: Document) -> list[str]:
    return [node.label + text_of(node.content) for node in document.walk() if isinstance(node, Heading)]


def see_also(document: Document) -> list[str]:
    lists = (n for n in document.walk() if isinstance(n, List) and n.attrs.classes == ("see-also",))
    return [text_of(n.content) for one in lists for n in walk(one) if isinstance(n, Paragraph)]


def body(brief: Brief) -> list[str]:
    return [words for words in paragraphs(compose(brief)) if words.startswith(("習", "美", "王", "9月"))]


# ---- the frame --------------------------------------------------------------------


def test_a_chapter_is_numbered_by_the_edition():
    edition = an_edition(
        chapter=Chapter(ordinal=6, name="外交"), authors=(Author(name="甲"), Author(name="乙"))
    )

    document = compose(a_brief(BRICS, edition=edition))

    assert headings(document) == ["陸、外交", "一、大國關係"]
    assert paragraphs(document, "window") == ["涵蓋期間：2021年7月1日至10月31日"]
    assert paragraphs(document, "author") == ["（甲、乙主稿）"]


def test_a_window_without_an_edition_file_still_makes_a_brief():
    document = compose(a_brief(BRICS))

    assert headings(document) == ["2021年第3季外交情勢", "一、大國關係"]
    assert paragraphs(document, "author") == []


def test_the_properties_are_the_editions():
    edition = an_edition(subject="對外關係", keywords=("外交", "臺海"), authors=(Author(name="甲"),))

    meta = compose(a_brief(BRICS, edition=edition)).meta

    assert (meta.title, meta.date.isoformat()) == ("2021年第3季外交情勢", "2021-11-05")
    assert (meta.subject, meta.keywords, meta.authors) == ("對外關係", ("外交", "臺海"), ("甲",))
    assert meta.lang == "zh-Hant-TW"


def test_the_foot_of_the_page_counts_pages():
    document = compose(a_brief(BRICS))

    assert document.page_footer is not None
    assert "footer.page\n  p 第{page}頁，共{pages}頁" in outline(document)


def of_group(heading: str, *ids: str) -> Group:
    return Group(heading, tuple(a_decision(an_event(id, actors=(id,))) for id in ids))


def in_groups(*groups: Group) -> Brief:
    events = (decision.event for group in groups for decision in group.kept)
    return a_brief(themes=(a_theme_selection(*events, groups=groups),))


def test_sections_are_numbered_and_so_are_their_groups():
    groups = (of_group("與美國往來", "a", "b", "c"), of_group("與日本往來", "d", "e"))

    assert headings(compose(in_groups(*groups)))[1:] == [
        "一、大國關係",
        "（一）與美國往來",
        "（二）與日本往來",
    ]


def test_groups_of_one_event_stand_together_at_the_end():
    groups = (of_group("與英國往來", "a"), of_group("與美國往來", "b", "c", "d"), of_group("與日本往來", "e"))

    document = compose(in_groups(*groups))

    assert headings(document)[2:] == ["（一）與美國往來", "（二）其他"]
    assert [words[0] for words in paragraphs(document) if words[1:4] == "9月1"] == list("bcdae")


def test_countries_stand_in_the_same_order_in_every_edition():
    groups = (
        of_group("日本方面", "a", "b"),
        of_group("英國方面", "c", "d", "e"),
        of_group("美國方面", "f", "g"),
        of_group("法國方面", "h"),
        of_group("中國大陸方面", "i", "j"),
    )
    plan = SectionPlan(theme="major-powers", group_by="actor-country")

    document = compose(replace(in_groups(*groups), audience=an_audience(sections=(plan,))))

    assert headings(document)[2:] == [
        "（一）中國大陸方面",
        "（二）美國方面",
        "（三）英國方面",
        "（四）日本方面",
        "（五）其他國家與組織",
    ]


def test_a_section_of_few_events_has_no_headings():
    groups = (of_group("與美國往來", "a", "b"), of_group("與日本往來", "c", "d"))

    assert headings(compose(in_groups(*groups))) == ["2021年第3季外交情勢", "一、大國關係"]


def test_a_section_without_events_says_so():
    document = compose(a_brief(themes=(a_theme_selection(),)))

    assert "本期沒有相關事件。" in paragraphs(document)


def test_an_event_printed_before_is_referred_to():
    first = a_theme_selection(BRICS)
    second = a_theme_selection(id="taiwan", title="涉臺事項", see_also=(a_decision(BRICS),))

    document = compose(a_brief(themes=(first, second), audience=an_audience("major-powers", "taiwan")))

    assert see_also(document) == ["9月9日　習近平出席金磚國家會晤（見「大國關係」）"]


def test_an_audience_may_have_every_event_in_full_only_once():
    first = a_theme_selection(BRICS, SCO)
    second = a_theme_selection(BRICS, QUAD, id="taiwan", title="涉臺事項")
    audience = an_audience("major-powers", "taiwan", again="refer")

    document = compose(a_brief(themes=(first, second), audience=audience))

    assert see_also(document) == ["9月9日　習近平出席金磚國家會晤（見「大國關係」）"]
    assert len(notes(document)) == 3


def test_what_earlier_sections_print_is_listed_in_order_of_day_before_the_events():
    calls, forums = a_theme_selection(SCO), a_theme_selection(BRICS, id="multilateral", title="多邊場合")
    last = a_theme_selection(SCO, BRICS, QUAD, id="taiwan", title="涉臺事項")
    audience = an_audience("major-powers", "multilateral", "taiwan", again="refer")

    said = outline(compose(a_brief(themes=(calls, forums, last), audience=audience)))

    assert said.index("見「多邊場合」") < said.index("見「大國關係」") < said.index(QUAD.summary[:6])


def test_references_have_words_before_them():
    first, second = a_theme_selection(BRICS), a_theme_selection(BRICS, QUAD, id="taiwan", title="涉臺事項")
    audience = an_audience("major-powers", "taiwan", again="refer")

    document = compose(a_brief(themes=(first, second), audience=audience))

    assert paragraphs(document, "see-also") == ["另見他節："]


@pytest.mark.parametrize(("form", "referred"), [("paragraphs", 1), ("list", 1), ("table", 0)])
def test_what_an_earlier_section_has_only_in_a_table_is_told_in_full(form: str, referred: int):
    first, second = a_theme_selection(BRICS), a_theme_selection(BRICS, id="taiwan", title="涉臺事項")
    audience = an_audience("major-powers", "taiwan", again="refer", prose="sections")
    prose = a_prose(f"## 大國關係 {{#major-powers}}\n\n::: events theme=major-powers as={form} :::\n")

    document = compose(a_brief(themes=(first, second), audience=audience, prose=prose))

    assert len(see_also(document)) == referred
    assert outline(document).count("提出五項倡議") == 1


def test_a_section_whose_events_are_all_printed_before_only_refers_to_them():
    first, second = a_theme_selection(BRICS), a_theme_selection(BRICS, id="taiwan", title="涉臺事項")
    audience = an_audience("major-powers", "taiwan", again="refer")

    document = compose(a_brief(themes=(first, second), audience=audience))

    assert "本期沒有相關事件。" not in paragraphs(document)


def test_a_key_point_of_a_withheld_event_is_not_printed_and_not_named():
    points = (
        KeyPoint(text="習近平發言。", events=("xi-brics",)),
        KeyPoint(text="密議。", events=("xi-brics", "secret")),
    )
    brief = a_brief(BRICS, edition=an_edition(key_points=points), withheld=frozenset({"secret"}))

    said = outline(compose(brief))

    assert "習近平發言。" in said
    assert "密議" not in said
    assert "secret" not in said


def test_a_key_point_names_its_events_in_a_note():
    edition = an_edition(key_points=(KeyPoint(text="習近平連番發言。", events=("xi-brics", "xi-sco")),))

    document = compose(a_brief(BRICS, SCO, edition=edition))

    assert notes(document)[0] == (
        "習近平出席金磚國家會晤（中共外交部，2021年9月10日）；習近平出席上合組織會議（中共外交部，2021年9月17日）。"
    )


def test_a_key_point_may_cite_what_no_theme_kept():
    edition = an_edition(key_points=(KeyPoint(text="美日印會談。", events=("quad",)),))
    theme = a_theme_selection(BRICS, left_out=(a_decision(QUAD, kept=False),))

    document = compose(a_brief(themes=(theme,), edition=edition))

    assert notes(document)[0] == "四方安全對話領袖峰會（中央社，2021年9月25日）。"


def test_a_key_point_of_an_unknown_event_is_refused():
    edition = an_edition(key_points=(KeyPoint(text="習近平發言。", events=("xi-bricks", "no-such")),))

    with pytest.raises(CatalogueError) as refused:
        compose(a_brief(BRICS, edition=edition))

    assert [problem.say() for problem in refused.value.problems] == [
        "seeds/editions/2021-q3.md：要點引用的「xi-bricks」不是本期的事件；是不是「xi-brics」？",
        "seeds/editions/2021-q3.md：要點引用的「no-such」不是本期的事件",
    ]


def test_an_unknown_event_is_not_found_on_the_line_of_one_that_begins_so(tmp_path: Path):
    file = tmp_path / "seeds" / "editions" / "2021-q3.md"
    file.parent.mkdir(parents=True)
    file.write_text("events: [quad-summit]\nevents: [quad]\n", "utf-8")
    edition = an_edition(key_points=(KeyPoint(text="四國會談。", events=("quad",)),))

    with pytest.raises(CatalogueError) as refused:
        compose(a_brief(BRICS, edition=edition, root=tmp_path))

    assert str(refused.value.problems[0].where) == "seeds/editions/2021-q3.md:2"


def test_a_choice_for_a_section_that_is_not_there_is_told(tmp_path: Path):
    pin = Choice(event="xi-brics", reason="重要", theme="major-power")

    (warning,) = warnings(a_brief(BRICS, edition=an_edition(pins=(pin,)), root=tmp_path))

    assert warning.say() == (
        "seeds/editions/2021-q3.md：這份沒有「major-power」這一節，「xi-brics」沒有依指定列入；"
        "是不是「major-powers」？"
    )


# ---- events -------------------------------------------------------------------------


def test_events_of_one_actor_follow_one_another_in_one_paragraph():
    brief = a_brief(BRICS, QUAD, SCO)

    assert body(brief) == [
        "習近平9月9日以視訊出席金磚國家會晤，提出五項倡議。習近平17日以視訊出席上合組織會議。",
        "美國、日本與印度9月24日舉行領袖峰會。",
    ]


def test_a_subject_that_goes_on_is_left_out_where_no_note_number_comes_before_the_date():
    brief = a_brief(BRICS, SCO, audience=an_audience(citations="none"))

    assert body(brief) == ["習近平9月9日以視訊出席金磚國家會晤，提出五項倡議。17日以視訊出席上合組織會議。"]


def test_a_second_event_of_the_same_day_is_told_as_such():
    other = an_event("xi-call", when="2021-09-09", summary="與拜登通話。", actors=("習近平", "拜登"))

    assert body(a_brief(BRICS, other)) == [
        "習近平9月9日以視訊出席金磚國家會晤，提出五項倡議。習近平與拜登同日與拜登通話。"
    ]


def test_the_year_is_said_where_the_window_has_two():
    edition = an_edition(window=window("2021-09-01/2022-03-31"))
    later = an_event("xi-later", when="2022-01-05", summary="發表談話。", actors=("習近平",))

    assert body(a_brief(BRICS, later, edition=edition)) == [
        "習近平2021年9月9日以視訊出席金磚國家會晤，提出五項倡議。習近平2022年1月5日發表談話。"
    ]


def test_dates_follow_the_calendar_of_the_audience():
    edition = an_edition(window=window("2021-09-01/2022-03-31"))

    (said,) = body(a_brief(BRICS, edition=edition, audience=an_audience(calendar="both")))

    assert said.startswith("習近平民國110（2021）年9月9日")


@pytest.mark.parametrize(
    ("actors", "again"),
    [
        (("美國", "日本"), "雙方"),
        (("美國", "日本", "南韓"), "三方"),
        (("美國", "日本", "南韓", "印度"), "各方"),
    ],
)
def test_those_who_act_together_again_are_not_named_again(actors: tuple[str, ...], again: str):
    first = an_event("one", when="2021-09-16", summary="會談。", actors=actors)
    second = an_event("two", when="2021-09-17", summary="續談。", actors=actors)

    (said,) = body(a_brief(first, second))

    assert said.endswith(f"9月16日會談。{again}17日續談。")


def test_a_detail_stands_small_before_the_full_stop():
    detailed = an_event("xi", summary="出席會議。", actors=("習近平",), detail="會中採認宣言。")

    assert "習近平9月10日出席會議<small>（會中採認宣言）</small>。[[" in outline(compose(a_brief(detailed)))


def test_an_explanation_is_a_note_of_its_own_before_the_sources():
    explained = an_event("xi", summary="出席會議。", actors=("習近平",), notes=("包括五國。",))

    assert notes(compose(a_brief(explained))) == ["包括五國。", "人民網，2021年9月11日。"]


def test_the_words_of_an_event_are_never_markup():
    hostile = an_event("xi", summary="出席<p>&amp;會議{{ 7*7 }}\x00。", actors=("<b>甲</b>",))

    assert "<b>甲</b>9月10日出席<p>&amp;會議{{ 7*7 }}。" in paragraphs(compose(a_brief(hostile)))


def test_the_sources_of_a_duplicate_are_joined():
    twin = an_event("twin", sources=(a_source("聯合報", "2021-09-10"), BRICS.sources[0]))
    theme = a_theme_selection(BRICS, kept=(a_decision(BRICS, merged=(twin,)),))

    assert notes(compose(a_brief(themes=(theme,)))) == ["中共外交部，2021年9月10日；聯合報，2021年9月10日。"]


# ---- sources --------------------------------------------------------------------------


def test_every_kept_event_ends_with_its_own_source_note():
    document = compose(a_brief(BRICS, SCO, QUAD))

    assert notes(document) == [
        "中共外交部，2021年9月10日。",
        "中共外交部，2021年9月17日。",
        "中央社，2021年9月25日。",
    ]


def test_a_source_says_all_that_is_known_of_it():
    whole = a_source(
        "遠景論壇", "2021-12", title="情勢", author="李明", number="No. 94", page="3",
        url="https://example.org/a?b=1&c=2", accessed=window("2021-12-05").first,
    )  # fmt: skip

    (note,) = notes(compose(a_brief(an_event("xi", sources=(whole,)))))

    assert (
        note
        == "李明，〈情勢〉，《遠景論壇》，第94期，頁3，2021年12月，https://example.org/a?b=1&c=2（2021年12月5日查閱）。"
    )


def test_the_days_of_one_outlet_are_one_source_in_a_note():
    days = ("2021-09-12", "2021-09-14", "2021-10-01", "2022-01-05")
    sources = (a_source("新華社", "2021-09"), *(a_source("中共外交部", day) for day in days))

    (note,) = notes(compose(a_brief(an_event("xi", sources=sources))))

    assert note == "新華社，2021年9月；中共外交部，2021年9月12、14日、10月1日、2022年1月5日。"


def test_a_key_point_tells_two_authors_of_one_outlet_apart():
    sources = (a_source("季報", None, author="甲"), a_source("季報", None, author="乙"))
    point = KeyPoint(text="習近平發言。", events=("xi",))
    edition = an_edition(key_points=(point,))

    note, _ = notes(compose(a_brief(an_event("xi", sources=sources), edition=edition)))

    assert note == "王毅訪問越南（甲，季報；乙，季報）。"


def test_sources_in_the_text_are_one_group_for_neighbours_of_one_outlet():
    document = compose(a_brief(BRICS, SCO, QUAD, audience=an_audience(citations="inline")))

    assert notes(document) == []
    assert body(a_brief(BRICS, SCO, QUAD, audience=an_audience(citations="inline"))) == [
        "習近平9月9日以視訊出席金磚國家會晤，提出五項倡議。17日以視訊出席上合組織會議（中共外交部，2021.9.10、17）。",
        "美國、日本與印度9月24日舉行領袖峰會（中央社，2021.9.25）。",
    ]


def test_sources_may_stand_in_the_text_and_in_notes():
    document = compose(a_brief(QUAD, audience=an_audience(citations="both")))

    assert "（中央社，2021.9.25）" in paragraphs(document)[-1]
    assert notes(document) == ["中央社，2021年9月25日。"]


def test_an_audience_may_want_no_sources():
    document = compose(a_brief(QUAD, audience=an_audience(citations="none")))

    assert notes(document) == []
    assert paragraphs(document)[-1] == "美國、日本與印度9月24日舉行領袖峰會。"


def test_repeated_sources_are_shortened_only_where_the_audience_says_so():
    events = [
        an_event(f"e{n}", when=f"2021-09-0{n}", sources=(a_source(outlet),))
        for n, outlet in enumerate("甲甲乙甲", 1)
    ]

    long, short = (
        notes(compose(a_brief(*events, audience=an_audience(repeats=how)))) for how in ("full", "short")
    )

    assert long == [
        "甲，2021年9月11日。",
        "甲，2021年9月11日。",
        "乙，2021年9月11日。",
        "甲，2021年9月11日。",
    ]
    assert short == ["甲，2021年9月11日。", "同前註。", "乙，2021年9月11日。", "同註1。"]


def test_an_academic_note_has_titles_in_marks_and_the_address_in_brackets():
    article = a_source(
        "人民網", "2021-09-10", title="情勢", page="3", url="https://example.org/a",
        accessed=window("2021-12-05").first,
    )  # fmt: skip
    event = an_event("xi", sources=(article, a_source("中共外交部", "2021-09-10"), a_source("聯合報", None)))
    known = registers(
        an_outlet("人民網", "web"), an_outlet("中共外交部", "official"), an_outlet("聯合報", "newspaper")
    )

    report, academic = (
        notes(compose(a_brief(event, registers=known, audience=an_audience(style=style))))[0]
        for style in ("report", "academic")
    )

    assert report == (
        "〈情勢〉，《人民網》，頁3，2021年9月10日，https://example.org/a（2021年12月5日查閱）；"
        "中共外交部，2021年9月10日；聯合報。"
    )
    assert academic == (
        "〈情勢〉，《人民網》，2021年9月10日，頁3，<https://example.org/a>（檢索日期：2021年12月5日）；"
        "中共外交部，2021年9月10日；《聯合報》。"
    )


# ---- marking, appendices ------------------------------------------------------------------


def test_the_marking_and_its_condition_stand_in_the_head_of_every_page():
    edition = an_edition(marking="密", condition="本件於公布時解密")

    document = compose(a_brief(BRICS, edition=edition))

    assert outline(document).splitlines()[1:4] == [
        "header.page",
        "  p.marking 密（本件於公布時解密）",
        "  p 2021年第3季外交情勢",
    ]
    assert warnings(a_brief(BRICS, edition=edition)) == ()


def test_a_level_of_the_law_without_its_condition_is_told():
    (warning,) = warnings(a_brief(BRICS, edition=an_edition(marking="密")))

    assert warning.say() == (
        "seeds/editions/2021-q3.md：本件列為「密」，未寫解密條件或保密期限；請填 condition，如「本件於公布時解密」"
    )


def test_a_level_that_comes_from_the_events_is_told_with_its_audience():
    event = an_event("a", marking="密", topics=("金磚國家",))

    (warning,) = warnings(a_brief(event, edition=an_edition(marking="密")))

    assert warning.say().startswith(
        "seeds/editions/2021-q3.md：給「research」的這份因所收事件列為「密」，未寫解密條件或保密期限"
    )


def test_the_title_of_a_file_is_the_one_it_prints_where_that_says_more():
    plain = compose(a_brief(BRICS))
    summary = compose(
        a_brief(BRICS, audience=an_audience("minister"), folder=REPOSITORY / "templates/minister")
    )

    assert plain.meta.title == "2021年第3季外交情勢"
    assert summary.meta.title == "2021年第3季外交情勢摘要"


def test_any_audience_may_have_a_chronology():
    document = compose(a_brief(SCO, BRICS, audience=an_audience(chronology=True)))

    assert "h2 大事記" in outline(document)
    assert [line.strip() for line in outline(document).splitlines() if "tr p" in line] == [
        "tr p 9月9日 | p 習近平出席金磚國家會晤 | p 中共外交部，2021.9.10",
        "tr p 9月17日 | p 習近平出席上合組織會議 | p 中共外交部，2021.9.17",
    ]


def test_any_audience_may_have_plots():
    figures = [
        node
        for node in compose(
            a_brief(BRICS, SCO, QUAD, audience=an_audience(plots=("timeline", "themes")))
        ).walk()
        if isinstance(node, Figure)
    ]

    assert [figure.alt for figure in figures] == [
        "時間軸：大國關係3件，9月9日至9月24日。",
        "各主題逐月件數：大國關係7月0件、8月0件、9月3件、10月0件。",
    ]
    svg = b64decode(figures[1].src.partition(",")[2]).decode()
    assert ">3</text>" in svg
    assert "大國關係" in svg


def test_a_plot_of_nothing_is_still_a_plot():
    document = compose(a_brief(audience=an_audience(plots=("timeline", "themes"))))

    assert sum(isinstance(node, Figure) for node in document.walk()) == 2


# ---- whole briefs ------------------------------------------------------------------------


def test_the_same_brief_is_composed_the_same():
    assert compose(a_brief(BRICS, QUAD)) == compose(a_brief(BRICS, QUAD))


def test_every_node_of_a_document_is_a_thing_of_its_own():
    nodes = list(compose(a_brief(BRICS, SCO, QUAD)).walk())

    assert len({id(node) for node in nodes}) == len(nodes)


@pytest.mark.parametrize("edition", ["2021-q3", "2021-q4"])
def test_the_briefs_of_this_repository_read_as_they_should(edition: str, golden: Callable[[str, str], None]):
    audience = load_audience(REPOSITORY, "research")
    chosen = choose(Request(REPOSITORY, edition), audience)
    brief = a_brief(
        edition=chosen.edition,
        themes=chosen.selection.themes,
        audience=audience,
        registers=chosen.catalogue.registers,
        prose=chosen.prose,
    )

    document = compose(brief)

    golden(f"{edition}-research.txt", outline(document))
    cited = [node for node in document.walk() if isinstance(node, Note) and "source" in node.attrs.classes]
    assert len(cited) >= len(chosen.selection.kept)
    sections = [node for node in document.blocks if isinstance(node, Container)]
    assert [section.attrs.id for section in sections] == ["major-powers", "multilateral", "taiwan"]
