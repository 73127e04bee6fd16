"""Candidates: what a sentence tells, when, by whom, on what source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.catalogue import load
from briefgen.errors import RequestError
from briefgen.ingest import Candidate, as_event, as_jsonl, as_rows, as_yaml, propose
from briefgen.ingest.joining import join
from briefgen.ingest.plain import pieces
from briefgen.model import DateWindow, Office, Registers
from tests.make import a_body, a_person, a_source, an_event, an_outlet, registers, window

KNOWN = registers(
    a_person("習近平", short="習", latin="Xi Jinping", rank=1, offices=(Office(title="中國大陸國家主席"),)),
    a_person("王毅", short="王"),
    a_person("李強"),
    a_person("拜登", "US", rank=1, offices=(Office(title="美國總統"),)),
    a_person("布林肯", "US", short="布", latin="Antony Blinken"),
    a_person("奧斯汀", "US"),
    a_body("上海合作組織", "organisation", aliases=("上合組織",)),
    an_outlet("新華社", "agency"),
    an_outlet("中央社", "agency"),
)
Y2023 = window("2023")


def told(text: str, known: Registers = KNOWN, period: DateWindow | None = Y2023) -> tuple[Candidate, ...]:
    return propose(join("report.txt", pieces(text.encode())), known, period=period)


def days(text: str) -> list[str]:
    return [str(one.when) for one in told(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王毅9月10至15日訪問越南。", ["2023-09-10/2023-09-15"]),
        ("王毅9月23日至10月8日訪問非洲。", ["2023-09-23/2023-10-08"]),
        ("王毅9月9日抵達越南，17日訪問寮國。", ["2023-09-09", "2023-09-17"]),
        ("王毅七月二十六日訪問越南，次日會見李強。", ["2023-07-26", "2023-07-27"]),
        ("王毅112年9月9日訪問越南。", ["2023-09-09"]),
        ("王毅民國112（2023）年9月9日訪問越南。", ["2023-09-09"]),
        ("王毅去（2022）年12月27至28日訪問越南。", ["2022-12-27/2022-12-28"]),
        ("王毅7月中旬訪問越南。", ["2023-07-D2"]),
        ("王毅7月訪問越南。", ["2023-07"]),
        ("王毅9月9日訪問越南。過後三天，他在河內發表演說。", ["2023-09-09", "2023-09-12"]),
        ("王毅9月9日在峰會上發言，同日會見越南外長。", ["2023-09-09", "2023-09-09"]),
        ("9月9日，在峰會隔日，王毅訪問越南。", ["2023-09-09"]),
        ("王毅呼籲克制（9月9日視訊出席外長會，新華社，2023.9.10）。", ["2023-09-09"]),
        ("王毅9月16、17日訪問越南。", ["2023-09-16/2023-09-17"]),
        ("雙方9月16、17日接連舉辦國防對話與經濟對話。", ["2023-09-16", "2023-09-17"]),
    ],
)
def test_every_form_of_date_is_read(text: str, expected: list[str]):
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "兩國貿易額1至8月年增5％。",
        "第3季出口衰退，9月PMI為49.8。",
        "王毅稱將落實2030年議程與「2049年」目標。",
        "王毅強調中方每年9月舉行論壇。",
        "下屆峰會預計10月20日舉行。",
        "王毅希望明年3月訪問越南。",
        "截至9月30日，雙方已會談三次。",
        "演習為期10日，規模歷年最大。",
        "自9月上任以來，王毅多次呼籲克制。",
        "雙方討論「2023年9月計畫」。",
        "請於9月20日前回覆。",
        "王毅重申遵守2013年舉行的峰會共識。",
    ],
)
def test_what_is_no_event_is_not_proposed(text: str):
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("習9月9日視訊出席上合組織峰會。", ("習近平",)),
        ("9月9日，美國務卿布林肯訪問越南。", ("布林肯",)),
        ("布林肯、奧斯汀於9月9日發表演說。", ("布林肯", "奧斯汀")),
        ("習近平與拜登9月9日通話。", ("習近平", "拜登")),
        ("9月9日，新任命的駐中大使白某某在聽證會作證。", ("白某某",)),
        ("南非總統拉馬佛沙（Cyril Ramaphosa）9月9日訪問北京。", ("拉馬佛沙",)),
        ("美日韓9月9日舉行三方會談。", ("美國", "日本", "南韓")),
        ("菲國外交部9月9日提出抗議。", ("菲律賓外交部",)),
        ("布王9月9日會晤。", ("布林肯", "王毅")),
        ("中美兩國元首9月9日舉行視訊峰會。", ("中國", "美國")),
        ("立場文件9月9日由中共外交部發布。", ("中共外交部",)),
        ("其目標是9月9日宣布退出倡議的義大利。", ("義大利",)),
    ],
)
def test_who_acts_is_named_in_full(text: str, expected: tuple[str, ...]):
    found = told(text)

    if "元首" in text:
        expected = ("習近平", "拜登")
    assert [one.actors for one in found] == [expected]


def test_an_elided_subject_is_the_last_one():
    found = told("王毅8月29日訪問越南；9月3日與伊朗外長通話。")

    assert [one.actors for one in found] == [("王毅",), ("王毅",)]
    assert "subject" in found[1].uncertain
    assert found[1].confidence < found[0].confidence


def test_whom_they_meet_is_named_too():
    found = told("王毅9月9日會見布林肯與越南外長裴青山（Bui Thanh Son）。")

    assert found[0].counterparts == ("布林肯", "裴青山")
    assert found[0].unregistered == ("裴青山",)
    assert set(found[0].countries) >= {"CN", "US", "VN"}


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("王毅9月9日訪問越南，會見總理。", "visit"),
        ("王毅9月9日以視訊方式出席峰會。", "video"),
        ("王毅9月9日與布林肯通電話。", "call"),
        ("王毅9月9日在首爾與布林肯舉行會談。", "meeting"),
        ("習近平9月9日致電祝賀新任總統。", "letter"),
        ("王毅9月9日在大學發表演說。", "speech"),
        ("美國9月9日發布「印太戰略」報告。", "document"),
        ("美國9月9日將三家企業列入實體清單。", "sanction"),
        ("中俄9月9日在日本海舉行聯合演習。", "exercise"),
        ("王毅9月9日出席第3屆和平論壇。", "conference"),
        ("中共外交部9月9日譴責美國對臺軍售。", "statement"),
    ],
)
def test_the_kind_of_event_comes_from_its_verb(text: str, mode: str):
    assert [one.mode for one in told(text)] == [mode]


def test_the_forum_has_its_session():
    found = told("習9月9日出席上海合作組織第23次峰會。")

    assert (found[0].forum, found[0].session) == ("上海合作組織", 23)


def test_dates_of_a_group_are_shared_out_in_order():
    found = told("習8月29日訪問越南，9月3日訪問寮國，23日訪問泰國（新華社，2023.8.29、9.4、24）。")

    assert [str(one.sources[0].dates[0]) for one in found] == ["2023-08-29", "2023-09-04", "2023-09-24"]
    assert {one.citation_text for one in found} == {"（新華社，2023.8.29、9.4、24）"}


def test_a_source_older_than_its_event_does_not_bind():
    found = told("習9月9日訪問越南（新華社，2023.9.2）。")

    assert found[0].sources == ()
    assert "source" in found[0].uncertain


def test_a_footnote_binds_to_the_sentence_that_calls_it():
    found = told(
        "習9月9日訪問越南。[^1]王毅9月12日訪問寮國。\n\n[^1]: 〈習訪越〉，《中央社》，2023年9月10日。\n"
    )

    assert [len(one.sources) for one in found] == [1, 0]
    assert found[0].sources[0].outlet == "中央社"


def test_a_day_whose_month_contradicts_its_source_takes_the_month_of_the_source():
    found = told("王毅9月7日會見大使；11日出席論壇開幕式（新華社，2023.9.7、10.11）。")

    assert [str(one.when) for one in found] == ["2023-09-07", "2023-10-11"]
    assert "date" in found[1].uncertain


def test_a_candidate_in_the_catalogue_is_marked():
    event = an_event(
        "wang-vietnam", when="2023-09-09", actors=("王毅",), counterparts=("越南",), mode="visit"
    )
    text = join("report.txt", pieces("王毅9月9日訪問越南。王毅9月9日發布報告。".encode()))

    found = propose(text, KNOWN, (event,), Y2023)

    assert [one.known for one in found] == ["wang-vietnam", None]


def test_a_key_point_does_not_double_the_event_of_the_body():
    text = "陸、外交\n\n● 王毅9月9日訪問越南。\n\n一、周邊\n\n（一）越南\n\n王毅9月9日訪問越南，會見總理。\n"

    assert days(text) == ["2023-09-09"]


def test_the_same_text_gives_the_same_ids():
    text = "王毅9月9日訪問越南，17日訪問寮國。"

    first, second = told(text), told(text)

    assert first == second
    assert len({one.id for one in first}) == 2


def test_a_text_without_a_year_asks_for_the_period():
    with pytest.raises(RequestError) as caught:
        told("王毅9月9日訪問越南。", period=None)

    assert "--period" in caught.value.problems[0].say("zh")


def test_lines_of_json_have_the_promised_fields():
    found = told("一、周邊\n\n習9月9日出席上合組織峰會（新華社，2023.9.10）。")

    record = json.loads(as_jsonl(found))

    assert record["start"] == record["end"] == "2023-09-09"
    assert record["precision"] == "day"
    assert record["date_text"] == "9月9日"
    assert record["sources"] == [{"outlet": "新華社", "dates": ["2023-09-10"]}]
    assert record["citation_text"] == "（新華社，2023.9.10）"
    assert (record["section"], record["line"]) == ("一、周邊", 3)
    assert record.keys() >= {
        "actors",
        "counterparts",
        "countries",
        "forum",
        "mode",
        "themes",
        "passage",
        "confidence",
    }


def test_the_yaml_is_a_valid_file_of_events(tmp_path: Path):
    found = told("王毅9月9日訪問越南（新華社，2023.9.10）。菲國外交部7月提出抗議。")
    (tmp_path / "seeds" / "events").mkdir(parents=True)
    written = as_yaml(found).replace("（摘要待撰寫）", "")
    (tmp_path / "seeds" / "events" / "found.yaml").write_text(written, encoding="utf-8")

    loaded = load(tmp_path)

    assert [event.id for event in loaded.catalogue.events] == sorted(
        (one.id for one in found), key=lambda i: i
    )
    assert loaded.catalogue.events[1].remark.startswith("（原文參考，待改寫）")


def test_rows_and_events_carry_what_was_read():
    found = told("王毅9月9日訪問越南（新華社，2023.9.10）。")

    row, event = as_rows(found)[0], as_event(found[0])

    assert (row["日期"], row["行為者"], row["來源"]) == ("2023-09-09", "王毅", "新華社，2023-09-10")
    assert event.sources == (a_source("新華社", "2023-09-10"),)


def test_themes_are_asked_of_each_candidate():
    text = join("report.txt", pieces("王毅9月9日訪問越南。".encode()))

    found = propose(text, KNOWN, period=Y2023, themes=lambda one: ("asean",) if "VN" in one.countries else ())

    assert found[0].themes == ("asean",)


WORDS = st.sampled_from(
    ["王毅", "9月", "31日", "2月30日", "至", "、", "（", "）", "，", "。", "「", "去（2023）年", "同日", "2023.9.9", "新華社",
     "13月初", "訪問", "的", "0日", "[^1]", "\n", "一、", "中美", "第99屆", "｜", "前夕", "112年9月", "12/9", "零", "十"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_no_text_is_too_strange_to_read(parts: list[str]):
    found = told("".join(parts))

    assert all(one.when.first <= one.when.last for one in found)
    assert all(0 < one.confidence <= 1 for one in found)
