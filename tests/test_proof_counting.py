"""Proofreading compares numbers with what they count, and offices and persons with those that are known."""

from __future__ import annotations

import pytest

from briefgen.errors import Severity
from briefgen.model import Registers
from briefgen.proof import Finding, proof, read


def found(source: str) -> tuple[Finding, ...]:
    return proof(read(source, "seeds/report.txt"), Registers())


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("提出擴大開放、深化合作、維護多邊、加強人文、完善治理等4點主張。", "4"),
        ("訪問越南、柬埔寨、寮國及泰國等3國。", "3"),
        ("此次人事有三項特點：一是年齡下降；二是舊部增多；三是女性減少；四是技術官僚抬頭。", "四"),
        ("共機合計30架次，其中18日14架次、19日15架次。", "15架次"),
        ("雙方簽署3項備忘錄，包括體育交流及教育交流2項。", "3"),
        ("先後走訪南京、武漢、長沙、重慶、長沙及上海。", "長沙"),
    ],
)
def test_a_number_that_is_not_that_of_what_it_counts_is_found(source: str, wrong: str):
    counted = [
        one.text for one in found(source) if one.rule in ("figures.count", "figures.sum", "figures.twice")
    ]

    assert counted == [wrong]


@pytest.mark.parametrize(
    "source",
    [
        "提出擴大開放、深化合作等5點主張。",
        "訪問越南、柬埔寨及寮國3國。",
        "此次人事有三項特點：一是年齡下降；二是舊部增多；三是女性減少。",
        "共機合計33架次，其中18日14架次、19日19架次。",
        "與東協、日本、韓國等22國共同發表聲明。",
        "會議有兩大重點，一是氣候，二是能源。",
    ],
)
def test_a_number_that_may_be_right_is_left_alone(source: str):
    assert [one for one in found(source) if one.rule.startswith("figures")] == []


def test_a_known_person_with_one_character_of_the_same_sound_is_found():
    told = {one.text: one.suggestion for one in found("國防部長魏風和致詞，陸委會發言人梁文杰回應。")}

    assert told["魏風和"] == "魏鳳和"
    assert told["梁文杰"] == "梁文傑"


def test_a_source_older_than_all_that_its_paragraph_tells_is_found():
    source = "習近平9月14日訪問哈薩克，15日赴烏茲別克（新華網，2022.9.14、15）。會議期間另與多國領袖會談（新華社，2022.9.6）。"

    assert [one.text for one in found(source) if one.rule == "time.before-event"] == ["2022.9.6"]


def test_a_term_that_is_prolonged_into_the_future_is_no_event():
    source = "商務部4月12日公告調查，必要時可延長至2024年1月12日（中國新聞網，2023.4.12）。"

    assert [one for one in found(source) if one.rule == "time.before-event"] == []


def test_marks_before_what_is_said_and_around_a_source_are_checked():
    source = "發言人4月11日表示；中方反對。（新華網，2024.4.11）。雙方會談（新華網，2024.4.11,4.12）。"

    told = {one.rule: one.text for one in found(source) if one.category == "marks"}

    assert told == {"marks.wrong": "表示；", "marks.twice": "。", "marks.half-width": ","}


@pytest.mark.parametrize(
    "source",
    [
        "阮富仲10月30日至11月1日訪陸，31日與習近平會談（新華社，2022.10.31）。",
        "李強5月25日啟程，會議為108年12月以來首度召開。李強26日與會（中央社，2024.5.25、26）。",
        "川普8月1日宣布自9月1日起加徵關稅，5日人民幣破七（新華社，2019.8.1、5）。",
        "習12月3日訪巴拿馬，為兩國2017年6月建交後首訪，4日轉抵里斯本（新華社，2018.12.3、4）。",
        "7月1日前一週，王毅6月29日出席會議（新華社，2021.6.30）。",
        "川普簽署行政命令，1月11日起生效（路透社，2020.11.13）。",
    ],
)
def test_a_day_named_in_passing_neither_lends_its_month_nor_needs_a_source(source: str):
    assert [one.text for one in found(source) if one.category == "time"] == []


def test_a_day_before_an_earlier_one_is_no_sure_error():
    source = "習近平11月15日啟程，21日返抵北京。16日發表演說（新華社，2018.11.18）。"

    told = [one for one in found(source) if one.rule == "time.before-event"]

    assert [one.severity for one in told] == [Severity.WARNING]


def test_the_end_of_a_name_and_the_next_word_make_no_slip_and_no_country():
    source = "白宮官員與外交部副部長謝鋒會談，另與印尼總統佐科威會晤。"

    assert [one for one in found(source) if one.severity is Severity.ERROR] == []
