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
