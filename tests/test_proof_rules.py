"""Rules have names by which they are switched off, and a name that is none is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen import proof
from briefgen.errors import Severity
from tests.make import registers

ROOM = Path(proof.__file__).parent


def found(source: str, file: str = "brief.md") -> tuple[proof.Finding, ...]:
    return proof.proof(proof.read(source, file), registers())


def test_every_rule_that_the_checks_speak_of_is_listed_and_no_other():
    source = "".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    groups = "characters|consistency|figures|grammar|marks|names|sources|structure|switch|time"

    spoken = set(re.findall(rf'"((?:{groups})\.[a-z-]+)"', source))

    assert spoken == {rule for rule in proof.RULES if not re.match("(?:slip|form|wording)\\.", rule)}


def test_an_unknown_rule_is_told_with_the_one_that_may_be_meant():
    words = proof.unknown_rule("marks.spcae")

    assert words is not None
    assert "marks.space" in words.zh
    assert proof.unknown_rule("marks.space") is None
    assert proof.unknown_rule("marks") is None
    assert proof.unknown_rule("spaces") is None


def test_a_comment_that_names_no_rule_is_a_warning_at_its_place():
    source = "各國。\n\n<!-- proof: off marks.space, slipp -->\n各國餞行多邊主義。\n"

    told = [one for one in found(source) if one.rule == "switch.unknown"]

    assert [(one.line, one.column, one.text, one.severity) for one in told] == [
        (3, 30, "slipp", Severity.WARNING)
    ]
    assert "餞行" in [one.text for one in found(source)]


def test_a_comment_that_switches_on_what_is_no_rule_is_told_too():
    assert [one.text for one in found("<!-- proof: on slipp -->\n各國。\n")] == ["slipp"]


def test_a_call_without_a_note_is_an_error_and_a_note_without_a_call_a_warning():
    source = "甲案通過。[^1]乙案擱置。[^7]\n\n[^1]: 中央社，2021.9.8。\n[^2]: 中央社，2021.9.9。\n"

    told = {
        one.text: (one.line, one.column, one.severity) for one in found(source) if one.category == "sources"
    }

    assert told == {"[^7]": (1, 15, Severity.ERROR), "[^2]": (4, 1, Severity.WARNING)}


def test_a_note_that_is_mentioned_and_not_there_is_found():
    source = "甲案通過（參見註5）。[^1]乙案擱置，見註1。\n\n[^1]: 中央社，2021.9.8。\n"

    [one] = [one for one in found(source) if one.rule == "structure.note"]

    assert (one.text, one.severity) == ("參見註5", Severity.ERROR)


def test_a_day_is_held_against_the_source_in_its_footnote():
    source = "甲9月22日訪問該國。[^1]\n\n[^1]: 中央社，2021.9.8。\n"

    assert "time.before-event" in [one.rule for one in found(source)]


def test_both_forms_of_tai_in_one_text_are_told():
    told = [
        (one.text, one.suggestion) for one in found("台灣與臺北，臺商訪台。") if one.rule == "consistency.tai"
    ]

    assert told == [("台灣", "臺灣"), ("台", "臺")]
    assert [one for one in found("臺灣的平台與舞台。") if one.rule == "consistency.tai"] == []


def test_a_country_one_character_off_is_an_error():
    told = {one.text: one.suggestion for one in found("立陶苑與馬爾第夫、阿富旱的代表與會。")}

    assert told == {"立陶苑": "立陶宛", "馬爾第夫": "馬爾地夫", "阿富旱": "阿富汗"}


def test_what_only_begins_like_a_country_is_no_error():
    source = "新加入的成員與聯合會代表參訪馬拉松、阿根廷與哈薩克外長，以色列人與俄羅斯族裔在科威特城。"

    assert [one for one in found(source) if one.rule.startswith("names.")] == []


def test_headings_of_one_kind_have_the_same_hashes():
    source = "# 陸、外交\n\n## 一、甲\n\n### （一）乙\n\n內文。\n\n#### （二）丙\n\n內文。\n\n## 二、丁\n\n### （一）戊\n"

    [one] = [one for one in found(source) if one.rule == "structure.level"]

    assert (one.line, one.text, one.suggestion) == (9, "####", "###")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("关系", "關係"), ("复杂", "複雜"), ("重复", "重複"), ("标准", "標準"), ("斗争", "鬥爭")],
)
def test_a_simplified_word_is_mended_whole(wrong: str, right: str):
    source = f"雙方{wrong}。\n"

    assert proof.fix(source, found(source, "a.txt")) == f"雙方{right}。\n"


def test_a_simplified_character_that_stands_for_several_is_left_to_a_person():
    [one] = [one for one in found("他发言。") if one.text == "发"]

    assert (one.suggestion, one.safe) == ("發", False)


def test_a_word_whose_first_character_stands_twice_is_found():
    told = [one.text for one in found("談談判破裂，穩穩定局勢。") if one.rule == "characters.doubled"]

    assert told == ["談談判", "穩穩定"]
    assert found("會談談判事宜，並簽簽署文件。")[0].text == "簽簽署"


def test_a_country_with_its_first_character_wrong_is_found():
    assert [(one.text, one.suggestion) for one in found("非律賓漁船。")] == [("非律賓", "菲律賓")]


def test_a_reason_of_the_lists_is_said_in_both_languages():
    [one] = [one for one in found("雙方簽署合同。") if one.text == "合同"]

    assert "合約" in one.why.zh
    assert one.why.en.isascii()


def test_a_mainland_term_is_right_inside_a_longer_word():
    told = {one.text for one in found("兩人均表示同意，水平線上另有彈道導彈。")}

    assert told.isdisjoint({"人均", "水平", "導彈"})


def test_one_mark_that_is_not_closed_gives_one_finding():
    source = "雙方宣布構建「新時代命運共同體，成為首例。9日關係提升為「全面夥伴」，並參與「倡議」建設。"

    told = [(one.rule, one.column) for one in found(source) if one.category == "marks"]

    assert told == [("marks.unpaired", 7)]


def test_the_inner_form_outside_is_a_warning():
    [one] = [one for one in found("『小院高牆』未見鬆動。") if one.rule == "marks.nesting"]

    assert (one.suggestion, one.severity) == ("「", Severity.WARNING)


def test_a_parenthesis_may_run_over_a_wrapped_line():
    source = (
        "6月13日至20日訪問紐西蘭、澳洲及馬來西亞。13日與紐西蘭總理盧克森（\n\n"
        "Christopher Luxon）會談，宣布將紐國列入單方面免簽國家；17日與澳洲總理艾班\n\n"
        "尼斯（Anthony Albanese）會談，同意改善兩軍溝通管道，避免海上意外；19日與馬\n\n"
        "來西亞總理安華（Anwar Ibrahim）會談，雙方簽署經貿合作計畫，並出席東海岸鐵\n\n"
        "路動工儀式。\n"
    )

    assert [one.rule for one in found(source, "a.txt") if one.category == "marks"] == []


def test_where_lines_were_wrapped_nobody_meant_their_ends():
    source = (Path(__file__).parent / "proof" / "clean-wrapped.txt").read_text("utf-8")

    assert "\n。" in source
    assert [one for one in found(source, "a.txt") if one.rule == "marks.line-edge"] == []


def test_a_source_of_another_month_than_all_its_events_is_told_once_and_there():
    source = "總理4月14日至16日訪問北京，16日舉行會談（中央社，2024.3.16）。"

    told = [(one.text, one.suggestion) for one in found(source) if one.category == "time"]

    assert told == [("2024.3.16", "2024.4.16")]


def test_a_weekday_is_held_against_the_year_of_its_footnote():
    source = "11月15日（星期四）舉行。[^1]\n\n[^1]: 新華社，2023年11月16日。\n"

    [one] = [one for one in found(source) if one.rule == "time.weekday"]

    assert one.suggestion == "11月15日（星期三）"


def test_an_office_of_nobody_in_the_registers_is_known_by_its_dates():
    wrong = "國防部長李尚福5月31日與會（中央社，2024.5.31）。"
    right = "國防部長李尚福5月31日與會（中央社，2023.5.31）。"

    assert [one.text for one in found(wrong) if one.rule == "names.office"] == ["國防部長李尚福"]
    assert [one for one in found(right) if one.rule == "names.office"] == []


def test_an_office_of_another_year_in_the_same_sentence_is_left_alone():
    source = "2021年英國首相強森曾訪問該國，首相蘇納克5月31日再訪（中央社，2024.5.31）。"

    assert [one for one in found(source) if one.rule == "names.office"] == []


def test_two_transliterations_in_one_office_are_told():
    source = "荷蘭首相呂特與會。\n\n荷蘭首相魯特則保持沉默。"

    [one] = [one for one in found(source) if one.rule == "names.two-forms"]

    assert (one.text, one.suggestion) == ("魯特", "呂特")


def test_figures_in_a_text_that_spells_its_days_are_told():
    source = "十一月十四日會談約3小時。\n\n十二月七日出訪，十月三十日返國。"

    [one] = [one for one in found(source) if one.rule == "consistency.numerals"]

    assert (one.text, one.suggestion) == ("3", "三")


def test_what_stands_twice_is_a_word_that_the_lists_do_not_have():
    assert "保謢" in [one.text for one in found("美軍的保謢。")]
    assert "保謢" not in [one.text for one in found("美軍的保謢。盟邦的保謢。")]


def test_a_pair_that_may_be_one_more_word_is_for_information():
    told = {
        one.text: one.severity
        for one in found("就臺海局是指責美方。政府仰賴保謢。")
        if one.rule == "slip.confusable"
    }

    assert told == {"局是": Severity.INFO, "保謢": Severity.WARNING}


def test_the_workspace_may_let_a_word_stand():
    allowed = proof.Wording(term="保謢")

    told = proof.proof(proof.read("美軍的保謢。", "a.md"), registers(), wording=[allowed])

    assert told == ()


def test_a_listed_slip_is_none_where_one_word_ends_and_the_next_begins():
    assert [one for one in found("期中選舉挫敗。") if one.category == "slip"] == []
    assert [one.text for one in found("採取舉挫。") if one.category == "slip"] == ["舉挫"]
