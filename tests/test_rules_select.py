"""What a selection keeps, leaves out, and says of it."""

import pytest

from briefgen.errors import RuleError
from briefgen.model import Catalogue, Choice, Event, SectionPlan
from briefgen.rules import Rules, select
from briefgen.selection import Cause, Decision, Selection
from tests.make import (
    a_body,
    a_catalogue,
    a_person,
    a_source,
    an_event,
    registers,
    some_rules,
    when,
    window,
)

QUARTER = window("2021-Q3")
TWO_THEMES = """
    powers: {title: 大國關係, why: 大國往來。, match: {countries: {any_of: [US, RU]}}}
    calls: {title: 通話, why: 通話。, match: {mode: call}}
"""


def chosen(events: tuple[Event, ...], text: str = TWO_THEMES, **asked: object) -> Selection:
    return select(a_catalogue(*events), some_rules(text), QUARTER, **asked)  # type: ignore[arg-type]


def decision(selection: Selection, theme: str, event: str) -> Decision:
    found = selection.theme(theme)
    return next(d for d in (*found.kept, *found.left_out) if d.event.id == event)


def test_every_event_is_kept_or_left_out_with_a_cause():
    events = (
        an_event("a", countries=("US",), mode="call"),
        an_event("b", countries=("VN",), title="另一事"),
        an_event("c", countries=("US",), when="2021-12-01"),
    )

    selection = chosen(events)

    assert [d.event.id for d in selection.theme("powers").kept] == ["a"]
    assert decision(selection, "powers", "b").cause is Cause.THEME
    assert decision(selection, "powers", "c").cause is Cause.DATE
    assert [event.id for event in selection.uncovered] == ["b"]


def test_reasons_are_sentences_in_both_languages():
    events = (
        an_event("a", countries=("US",), actors=("王毅",)),
        an_event("b", countries=("VN",)),
        an_event("c", countries=("US",), when="2021-11-16"),
    )

    selection = chosen(
        events,
        """powers:
            title: 大國關係
            why: 大國往來。
            match: {countries: {any_of: [US, RU]}, actors: 王毅}""",
    )

    assert decision(selection, "powers", "a").reason.zh == "符合「大國關係」：國家含美國；行為者含王毅"
    assert decision(selection, "powers", "b").reason.zh == "差一項：國家不含美國、俄羅斯"
    assert decision(selection, "powers", "c").reason.zh == "日期2021年11月16日不在期間內"
    assert (
        decision(selection, "powers", "a").reason.en
        == "fits '大國關係': countries include US; actors include 王毅"
    )


def test_a_near_miss_is_one_clause_short_and_has_something_else():
    text = "forums: {title: 多邊, why: 多邊。, match: {body: {exists: true}, importance: {at_least: 3}}}"
    events = (an_event("near", importance=4), an_event("far", importance=1, title="遠"))

    selection = chosen(events, text)

    assert [d.event.id for d in selection.theme("forums").near_misses] == ["near"]
    assert decision(selection, "forums", "near").reason.zh == "差一項：未涉及任何國際場合"
    assert (
        decision(selection, "forums", "far").reason.zh == "不符「多邊」：未涉及任何國際場合；重要性為1，未達3"
    )


def test_a_rule_of_one_clause_has_no_near_misses():
    selection = chosen((an_event("a", countries=("VN",)),))

    assert selection.theme("powers").near_misses == ()


def test_an_event_of_a_month_is_in_where_it_may_be_and_says_so():
    text = "all: {title: 全部, why: 全部。, match: {mode: visit}}"
    event = an_event(when="2021-Q3")

    selection = select(a_catalogue(event), some_rules(text), window("2021-09-10"))

    kept = selection.theme("all").kept
    assert len(kept) == 1
    assert "可能在期間內" in kept[0].reason.zh
    assert "may be in the window" in kept[0].reason.en


def test_the_calendar_of_the_window_is_a_setting():
    night = when("2021-09-30")
    there = an_event("night", when=type(night)(first=night.first, last=night.last, zone="America/New_York"))
    text = "all: {title: 全部, why: 全部。, match: {mode: visit}}"

    venue = select(a_catalogue(there), some_rules(text), window("2021-10"))
    taipei = select(a_catalogue(there), some_rules(text), window("2021-10"), calendar="taipei")

    assert venue.theme("all").kept == ()
    assert "臺北曆日" in taipei.theme("all").kept[0].reason.zh


def test_the_plan_orders_titles_and_limits_the_themes():
    events = tuple(
        an_event(f"e{n}", countries=("US",), title=f"第{n}事", mode="call", topics=(f"{n}",))
        for n in range(4)
    )
    plan = (SectionPlan(theme="calls", title="電話", limit=2), SectionPlan(theme="powers"))

    selection = chosen(events, plan=plan)

    assert [(t.id, t.title, len(t.kept)) for t in selection.themes] == [
        ("calls", "電話", 2),
        ("powers", "大國關係", 4),
    ]
    assert decision(selection, "calls", "e3").cause is Cause.LIMIT
    assert "2則的上限" in decision(selection, "calls", "e3").reason.zh


def test_a_plan_with_an_unknown_theme_is_refused():
    with pytest.raises(RuleError) as refused:
        chosen((an_event(),), plan=(SectionPlan(theme="power"),))

    assert "powers" in refused.value.problems[0].say()


def test_the_score_decides_who_stays_where_there_is_a_limit():
    text = """
        best:
          title: 要事
          why: 要事。
          match: {mode: visit}
          limit: 2
          score: {importance: 1, taiwan: 5}
    """
    events = (
        an_event("a", importance=5, topics=("甲",)),
        an_event("b", importance=2, taiwan="direct", topics=("乙",)),
        an_event("c", importance=3, topics=("丙",)),
    )

    selection = chosen(events, text)

    assert [d.event.id for d in selection.theme("best").kept] == ["a", "b"]
    assert "評分3，排第3；最後列入的「王毅訪問越南」（a）評分5" in decision(selection, "best", "c").reason.zh


def test_the_printing_order_is_that_of_the_theme():
    text = "all: {title: 全部, why: 全部。, match: {mode: visit}, order_by: [-importance, date]}"
    events = (
        an_event("late", when="2021-09-20", importance=5),
        an_event("low", when="2021-07-01", importance=1),
        an_event("early", when="2021-08-01", importance=5),
    )

    selection = chosen(events, text)

    assert [d.event.id for d in selection.theme("all").kept] == ["early", "late", "low"]


def test_an_exclusive_theme_refers_to_what_an_earlier_one_prints():
    text = """
        powers: {title: 大國關係, why: 大國往來。, match: {countries: US}}
        calls: {title: 通話, why: 通話。, match: {mode: call}, exclusive: true}
    """
    events = (
        an_event("both", countries=("US",), mode="call"),
        an_event("call", mode="call", countries=("VN",), topics=("越",)),
    )

    selection = chosen(events, text)

    calls = selection.theme("calls")
    assert [d.event.id for d in calls.kept] == ["call"]
    assert [d.event.id for d in calls.see_also] == ["both"]
    assert decision(selection, "calls", "both").reason.zh == "已列於「大國關係」，此處僅作參見"


def test_themes_group_what_they_keep_under_headings():
    text = """
        all:
          title: 全部
          why: 全部。
          match: {mode: visit}
          group_by: {by: counterpart-country, heading: "與{name}往來"}
    """
    events = (
        an_event("a", counterparts=("越南",), when="2021-07-02"),
        an_event("b", when="2021-07-03"),
        an_event("c", counterparts=("日本",), when="2021-07-04"),
        an_event("d", counterparts=("越南",), when="2021-07-05"),
    )

    selection = chosen(events, text)

    groups = [(group.heading, [d.event.id for d in group.kept]) for group in selection.theme("all").groups]
    assert groups == [("與越南往來", ["a", "d"]), ("與日本往來", ["c"]), ("其他", ["b"])]


def test_pins_and_bans_win_and_give_their_reason():
    events = (
        an_event("out", countries=("VN",), when="2021-12-01"),
        an_event("in", countries=("US",)),
    )
    pins = (Choice(event="out", reason="後續發展", theme="powers"),)
    bans = (Choice(event="in", reason="尚待查證"),)

    selection = chosen(events, pins=pins, bans=bans)

    assert [d.cause for d in selection.theme("powers").kept] == [Cause.PIN]
    assert decision(selection, "powers", "out").reason.zh == "編輯指定收錄：後續發展"
    assert decision(selection, "powers", "in").reason.zh == "編輯指定排除：尚待查證"
    assert selection.uncovered == ()


def test_a_pin_without_a_theme_works_where_the_rule_fits_or_in_the_first_theme():
    events = (an_event("call", mode="call", when="2021-12-01"), an_event("none", when="2021-12-02"))
    pins = (Choice(event="call", reason="重要"), Choice(event="none", reason="重要"))

    selection = chosen(events, pins=pins)

    assert [d.event.id for d in selection.theme("powers").kept] == ["none"]
    assert [d.event.id for d in selection.theme("calls").kept] == ["call"]


def test_a_pinned_event_is_not_dropped_by_the_limit():
    events = tuple(an_event(f"e{n}", mode="call", topics=(f"{n}",)) for n in range(3))
    pins = (Choice(event="e2", reason="重要", theme="calls"),)

    selection = chosen(events, pins=pins, plan=(SectionPlan(theme="calls", limit=1),))

    assert [d.event.id for d in selection.theme("calls").kept] == ["e2"]


def test_what_a_full_theme_left_out_is_told_the_last_event_that_had_room():
    events = tuple(an_event(f"e{n}", mode="call", topics=(f"{n}",)) for n in range(4))
    pins = tuple(Choice(event=id, reason="重要", theme="calls") for id in ("e2", "e3"))

    full = chosen(events, pins=pins, plan=(SectionPlan(theme="calls", limit=1),))
    plain = chosen(events, plan=(SectionPlan(theme="calls", limit=1),))

    assert decision(full, "calls", "e0").reason.en.endswith("number 3; the last with room is e3 (pinned)")
    assert decision(plain, "calls", "e2").reason.en.endswith("number 3; the last with room is e0")


def test_pins_and_bans_of_events_that_are_not_there_are_told():
    pins = (Choice(event="gone", reason="重要"),)

    selection = chosen((an_event(),), pins=pins)

    assert selection.unmet == pins


# ---- duplicates -------------------------------------------------------------

ONE = an_event("one", countries=("US",), summary="短。", sources=(a_source("人民網"),), topics=("經貿",))
SAME = an_event(
    "same",
    countries=("US",),
    summary="長得多的摘要。",
    sources=(a_source("人民網"), a_source("新華社")),
    topics=("經貿", "疫苗"),
    importance=4,
)


def test_records_of_one_occurrence_are_printed_as_one_and_reported():
    selection = chosen((ONE, SAME))

    powers = selection.theme("powers")
    assert [d.event.id for d in powers.kept] == ["same"]
    merged = powers.kept[0].event
    assert [source.outlet for source in merged.sources] == ["人民網", "新華社"]
    assert (merged.summary, merged.importance, merged.topics) == ("長得多的摘要。", 4, ("經貿", "疫苗"))
    assert powers.kept[0].merged == (ONE,)
    assert decision(selection, "powers", "one").cause is Cause.DUPLICATE
    assert selection.duplicates == ((SAME, ONE),)


@pytest.mark.parametrize(
    "fields",
    [
        {"when": "2021-09-11"},
        {"actors": ("李克強",)},
        {"mode": "call"},
        {"body": "東南亞國家協會"},
        {"topics": ("南海",)},
        {"place": "河內", "when": "2021-09-12"},
        {"when": "2021-09"},
    ],
)
def test_records_that_differ_in_substance_are_not_duplicates(fields: dict[str, object]):
    other = an_event(**({"id": "other", "countries": ("US",), "topics": ("經貿",)} | fields))

    assert chosen((ONE, other)).duplicates == ()


def test_a_day_told_in_washington_may_be_the_next_day_in_beijing():
    def told(id: str, day: str, zone: str) -> Event:
        parsed = when(day)
        return an_event(id, mode="call", when=type(parsed)(first=parsed.first, last=parsed.last, zone=zone))

    there, here = told("there", "2021-09-09", "America/New_York"), told("here", "2021-09-10", "Asia/Shanghai")
    later = told("later", "2021-09-11", "Asia/Shanghai")

    assert [{e.id for e in found} for found in chosen((there, here, later)).duplicates] == [{"there", "here"}]


def test_records_of_different_marking_are_reported_and_not_merged():
    secret = an_event(
        "secret", countries=("US",), topics=("經貿",), marking="密", summary="極長極長的機密摘要。"
    )

    selection = chosen((ONE, secret))

    assert len(selection.duplicates) == 1
    assert {d.event.summary for d in selection.theme("powers").kept} == {"短。", "極長極長的機密摘要。"}


def test_a_banned_record_is_not_merged_into_another():
    selection = chosen((ONE, SAME), bans=(Choice(event="same", reason="不實"),))

    assert selection.theme("powers").kept[0].event == ONE


def test_names_in_different_forms_are_one_party():
    known = registers(a_person("習近平", latin="Xi Jinping"), a_body())
    events = (an_event("a", actors=("習近平",)), an_event("b", actors=("Xi Jinping",)))

    selection = select(Catalogue(events, known), _rules_with(known), QUARTER)

    assert len(selection.duplicates) == 1


def _rules_with(known: object) -> Rules:
    return some_rules(TWO_THEMES, a_person("習近平", latin="Xi Jinping"))
