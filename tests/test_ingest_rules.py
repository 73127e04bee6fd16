"""General rules of reading: journeys, shared predicates, points of reference, footnotes that explain."""

from __future__ import annotations

import pytest

from briefgen.ingest import Candidate, propose
from briefgen.ingest.joining import join
from briefgen.ingest.plain import markdown_pieces, pieces
from tests.make import a_person, an_outlet, registers, window

KNOWN = registers(
    a_person("習近平", "CN"), a_person("王毅", "CN"), a_person("拜登", "US"), an_outlet("新華社", "agency"), an_outlet("中央社", "agency")
)  # fmt: skip


def told(text: str, read=pieces) -> tuple[Candidate, ...]:
    return propose(join("report", read(text.encode())), KNOWN, period=window("2023"))


def days(text: str) -> list[str]:
    return [str(one.when) for one in told(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王毅9月9日率團訪問越南，12日返國。", ["2023-09-09/2023-09-12"]),
        ("王毅9月9日率團抵達越南，訪問至12日。", ["2023-09-09/2023-09-12"]),
        ("王毅自9月9日起訪問越南、寮國，9月12日結束行程。", ["2023-09-09/2023-09-12"]),
        (
            "王毅9月9日訪問越南，10日會見越南總理；12日返國。",
            ["2023-09-09/2023-09-12", "2023-09-10"],
        ),
        ("王毅9月9日抵達越南主持外長會，12日返國。", ["2023-09-09", "2023-09-12"]),
    ],
)
def test_a_journey_is_one_event_from_departure_to_return(text: str, expected: list[str]):
    assert days(text) == expected


def test_several_subjects_with_days_share_one_predicate():
    found = told("國安顧問歐某6月24日、局長瑞某7月7日及部長巴某7月16日先後發表演說。")

    assert [(str(one.when), one.actors, one.mode) for one in found] == [
        ("2023-06-24", ("歐某",), "speech"),
        ("2023-07-07", ("瑞某",), "speech"),
        ("2023-07-16", ("巴某",), "speech"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "冬季運動會舉行期間（2月4日至20日），各國未派官員出席。",
        "兩軍6月15日在河谷爆發流血衝突後，兩國關係急凍。",
        "兩國元首11月視訊峰會後，雙方關係回穩。",
        "雙方落實7月會談的共識。",
    ],
)
def test_a_point_of_reference_is_no_event(text: str):
    assert days(text) == []


def test_what_takes_effect_later_does_not_move_the_days_after_it():
    assert days("拜登8月6日下令禁止交易，45天後生效。次日，王毅發表聲明。") == ["2023-08-06", "2023-08-07"]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("北京8月10日制裁11名議員。", ("中國",)),
        ("正在德國訪問的王毅8月31日發表聲明。", ("王毅",)),
        ("聯合國安理會2月25日表決通過決議。", ("聯合國安理會",)),
        ("國防部長魏鳳和已於9月4日會見印度防長。", ("魏鳳和",)),
    ],
)
def test_the_subject_is_who_acts(text: str, actors: tuple[str, ...]):
    assert [one.actors for one in told(text)] == [actors]


def test_a_footnote_that_explains_tells_events_of_its_own():
    text = "王毅9月9日訪問越南。[^1]拜登9月12日發表演說。\n\n[^1]: 習近平8月20日在北京會見越南總理，提出合作構想。新華社，2023.9.10。\n"

    found = {
        str(one.when): (one.actors, [cited.outlet for cited in one.sources])
        for one in told(text, markdown_pieces)
    }

    assert found == {
        "2023-09-09": (("王毅",), ["新華社"]),
        "2023-08-20": (("習近平",), []),
        "2023-09-12": (("拜登",), []),
    }


def test_several_dates_of_a_footnote_are_shared_out_over_the_events_before_it():
    text = "王毅9月9日訪問越南，11日訪問寮國，14日訪問泰國。[^1]\n\n[^1]: 新華社，2023.9.9、12；中央社，2023.9.14。\n"

    found = [[f"{c.outlet}@{d}" for c in one.sources for d in c.dates] for one in told(text, markdown_pieces)]

    assert found == [["新華社@2023-09-09"], ["新華社@2023-09-12"], ["中央社@2023-09-14"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("執委會早於3月12日發布對中戰略文件。", ["2023-03-12"]),
        ("王毅仍按原定計畫於9月9至10日赴越南談判。", ["2023-09-09/2023-09-10"]),
        ("王毅計畫於9月9日訪問越南。", []),
        ("王毅9月9日訪問越南。一週後，拜登發表演說。", ["2023-09-09", "2023-09-16"]),
        ("拜登9月13日宣布，加徵的關稅自當月27日生效。", ["2023-09-13"]),
        ("王毅9月9日訪問越南，12日離境前會見越南總理。", ["2023-09-09/2023-09-12", "2023-09-12"]),
    ],
)
def test_plans_effects_and_weeks_are_told_from_events(text: str, expected: list[str]):
    assert days(text) == expected
