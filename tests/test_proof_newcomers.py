"""What somebody who proofread for the first time missed, or was told wrongly."""

from __future__ import annotations

import pytest

from briefgen import proof
from briefgen.errors import Severity
from tests.make import an_outlet, registers
from tests.test_proof import found

REGISTERS = registers(an_outlet("中央社", "agency"))


def said(source: str) -> set[tuple[str, str]]:
    return {(one.text, one.suggestion) for one in found(source)}


@pytest.mark.parametrize("wrong", ["王義", "王义"])
def test_a_name_in_characters_of_the_same_sound_is_found(wrong: str):
    source = f"王毅9月9日出席會議。外交部長{wrong}表示支持。"

    assert (wrong, "王毅") in said(source)


def test_a_name_in_simplified_characters_is_told_whole_behind_its_office():
    assert ("王义", "王毅") in said("外交部長王义出席會議。")


def test_a_longer_name_is_not_held_against_a_shorter_one():
    assert ("王義", "王毅") not in said("王毅與學者會面，王義桅表示支持。")


def test_a_short_mainland_name_is_found_once_an_office_shows_it():
    source = "美國氣候特使克里表示支持。克里姆林宮、克里米亞未予評論。"

    assert [one.text for one in found(source) if one.suggestion == "柯瑞"] == ["克里"]


@pytest.mark.parametrize("wrong", ["奧巴馬", "奥巴馬", "奥巴马"])
def test_a_mainland_name_is_told_whole_in_any_characters(wrong: str):
    assert (wrong, "歐巴馬") in said(f"美國前總統{wrong}出席會議。")


def test_the_strait_is_written_as_the_island_is():
    assert ("台海", "臺海") in said("各方關切台海局勢。")


def test_a_sentence_whose_number_is_left_out_is_missed():
    first = "（一）中國大陸方面持續推動各項雙邊會談，並在多個場合重申立場。\n"
    rest = "（三）美國方面同時強化與盟友的合作，並在多個場合重申立場。\n（四）歐盟方面則發布印太戰略，並在多個場合重申立場。\n"

    assert [one.text for one in found(first + rest) if one.rule == "structure.number"] == ["（三）"]


def test_a_wrong_weekday_does_not_hide_a_source_that_is_too_old():
    source = "習近平9月9日（星期五）與拜登通話（中央社，2021.9.5）。"

    assert {"time.weekday", "time.before-event"} <= {one.rule for one in found(source)}


def test_the_day_of_a_source_in_words_is_no_event():
    source = "習近平9月9日與拜登通話（中央社，2021年9月9日）。他8月3日致詞（中央社，2021.8.3）。"

    assert [one for one in found(source) if one.severity is Severity.ERROR] == []


def test_the_months_of_a_chart_are_no_date():
    assert "figures.date" not in {one.rule for one in found("7月8月9月10月")}
    assert "figures.date" in {one.rule for one in found("他9月10月出席會議。")}


def test_an_office_that_begins_as_a_body_does_is_none():
    source = "中國大陸國務院總理李克強與中國大陸國務委員兼外交部長王毅出席會議。"

    assert "names.near" not in {one.rule for one in found(source)}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "歐盟發布印太戰略 (EU Strategy for Cooperation) 報告。",
            "歐盟發布印太戰略（EU Strategy for Cooperation）報告。",
        ),
        ("歐盟發布戰略 (EU) 報告。", "歐盟發布戰略（EU）報告。"),
        ("歐盟發布戰略 (EU）報告。", "歐盟發布戰略（EU）報告。"),
        ("他表示支持，,並將出席。。", "他表示支持，並將出席。"),
        ("他表示支持；；並將出席。", "他表示支持；並將出席。"),
    ],
)
def test_what_has_one_remedy_is_mended(before: str, after: str):
    assert proof.fix(before, proof.proof(proof.read(before, "brief.txt"), REGISTERS)) == after


def test_a_word_with_one_character_exchanged_or_turned_about_is_found_though_no_list_has_it():
    written = "外資信心不足，北京需要營照穩定的環境。發言人批評此舉脅威區域和平。代表處下達命今。"

    told = {one.text: one.suggestion for one in found(written) if one.rule == "slip.confusable"}

    assert told == {"營照": "營造", "脅威": "威脅", "命今": "命令"}


def test_a_line_that_goes_on_with_days_is_no_heading():
    written = "一、出訪\n\n王毅訪越南（中共外交部，2021.9.12、\n\n14、15）。\n"

    assert [one for one in found(written) if one.rule == "structure.number"] == []
