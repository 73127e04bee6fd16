"""Proofreading finds what embarrasses, says where, and leaves alone what only looks wrong."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from briefgen import proof
from briefgen.errors import Severity
from briefgen.model import DateWindow, Office, Registers
from tests.make import a_body, a_person, an_outlet, registers

DATA = Path(__file__).parent / "proof"
PEOPLE = registers(
    a_person("習近平", "CN", latin="Xi Jinping", well_known=True),
    a_person("王毅", "CN", well_known=True),
    a_person(
        "布林肯", "US", latin="Antony Blinken", offices=(Office(title="美國國務卿", first=date(2021, 1, 26)),)
    ),
    an_outlet("人民網"),
    an_outlet("中央社", "agency"),
    a_body("太平洋島國論壇", latin="Pacific Islands Forum"),
)


def found(
    source: str, known: Registers = PEOPLE, file: str = "brief.txt", **options
) -> tuple[proof.Finding, ...]:
    return proof.proof(proof.read(source, file), known, **options)


def rules(source: str, **options) -> set[str]:
    return {one.rule for one in found(source, **options)}


def rows(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("sentence", rows("right.txt"))
def test_what_only_looks_wrong_is_no_error(sentence: str):
    errors = [one for one in found(sentence) if one.severity is Severity.ERROR]

    assert errors == []


@pytest.mark.parametrize("row", rows("slips.tsv"))
def test_a_planted_slip_is_found(row: str):
    sentence, wrong, right = row.split("\t")

    hits = [one for one in found(sentence) if one.text == wrong]

    assert hits
    assert right == "-" or hits[0].suggestion == right


def test_a_day_without_a_month_is_held_against_its_source():
    source = "韓正9月7日會見外賓；11日出席開幕式，發表談話（人民網，2021.9.7、10.11）。"

    [one] = [one for one in found(source) if one.rule == "time.month"]

    assert (one.text, one.suggestion, one.severity) == ("11日", "10月11日", Severity.ERROR)


def test_an_event_after_its_source_is_an_error():
    assert "time.before-event" in rules("他9月22日訪問該國（中央社，2021.9.8）。")


def test_a_source_more_than_a_week_late_is_a_warning():
    [one] = [one for one in found("他8月19日與會（人民網，2021.9.8）。") if one.rule == "time.late-source"]

    assert (one.text, one.severity) == ("2021.9.8", Severity.WARNING)


def test_sources_of_several_events_belong_to_them_in_order():
    source = "他9月9日與會，17日再度與會，21日演說（中央社，2021.9.10、17、22）。9月16、17日續談，18日返國（中央社，2021.9.18）。"

    assert not any(rule.startswith("time.") for rule in rules(source))


def test_a_weekday_must_fit_the_day():
    [one] = [one for one in found("2021年9月9日（星期五）舉行。") if one.rule == "time.weekday"]

    assert one.suggestion == "9月9日（星期四）"


def test_an_event_outside_the_window_is_told():
    window = DateWindow(date(2021, 7, 1), date(2021, 9, 30))

    assert "time.outside" in rules("他12月22日訪問該國（中央社，2021.12.23）。", window=window)


def test_a_mainland_term_may_stand_in_quotation_marks():
    assert "wording.mainland" in rules("雙方推動高質量發展。")
    assert "wording.mainland" not in rules("雙方推動「高質量發展」。")
    assert "wording.mainland" not in rules("國務院公布《數字經濟發展規劃》。")


def test_the_workspace_adds_words_and_allows_others():
    own = [proof.Wording(term="中方", write="陸方"), proof.Wording(term="視頻")]

    texts = [one.text for one in found("中方以視頻與會。", wording=own)]

    assert texts == ["中方"]


def test_a_latin_name_near_a_registered_one_is_an_error():
    [one] = [one for one in found("國務卿布林肯（Antony Blinkin）與會。") if one.rule == "names.latin"]

    assert (one.suggestion, one.severity) == ("Antony Blinken", Severity.ERROR)


def test_a_second_gloss_is_a_warning():
    source = "布林肯（Antony Blinken）與會。\n\n布林肯（Antony Blinken）返國。"

    [one] = [one for one in found(source) if one.rule == "names.second-gloss"]

    assert one.line == 3


def test_an_office_not_yet_held_is_told():
    source = "國務卿布林肯9月3日與會（中央社，2020.9.3）。"

    assert "names.office" in rules(source)


def test_headings_count_on():
    source = "一、甲案\n\n內文。\n\n三、乙案\n\n內文。\n"

    [one] = [one for one in found(source) if one.rule == "structure.number"]

    assert (one.line, one.suggestion) == (5, "二、")


def test_one_text_has_one_form():
    [one] = [one for one in found("臺灣與平臺，臺灣與臺商，另有平台一處。") if one.rule == "consistency.form"]

    assert (one.text, one.suggestion) == ("平台", "平臺")


def test_several_texts_have_one_form():
    texts = [proof.read("南韓、南韓與會。", "a.txt"), proof.read("韓國缺席。", "b.txt")]

    [one] = proof.proof_across(texts, PEOPLE)

    assert (one.file, one.text) == ("b.txt", "韓國")


def test_a_wrapped_line_is_read_on_and_keeps_its_place():
    wrapped = (
        "　　外交部長在記者會上說明各項措施的進度與國際社會的反應，\n並強調各國應餞行真正的多邊主義，\n"
        "維護以規則為基礎的國際秩序與區域的和平穩定，共同承擔責任，\n以及落實各項承諾的具體作法與期程。\n"
    )

    [one] = [one for one in found(wrapped) if one.text == "餞行"]

    assert (one.line, one.column) == (2, 7)


def test_a_sentence_broken_inside_a_word_is_still_found():
    lines = [
        "外交部長在記者會上說明各項措施的進度並強調各國都要遵守供",
        "應鍊的各項規範與國際社會的期待以及相關協定的各項具體內容及",
        "執行的進度與方法也要向國際社會說明清楚並接受各國的監督與檢",
        "驗。",
    ]

    [one] = [one for one in found("\n".join(lines)) if one.text == "供應鍊"]

    assert (one.line, one.column, one.safe) == (1, 28, False)


def test_a_comment_switches_a_rule_off():
    source = "<!-- proof: off slip -->\n各國餞行多邊主義。\n<!-- proof: on slip -->\n\n各國餞行多邊主義。\n"

    lines = [one.line for one in found(source, file="brief.md") if one.text == "餞行"]

    assert lines == [5]


def test_a_comment_behind_words_holds_for_its_line():
    switches = proof.switches("title: 甲 # proof: off marks.space, slip\ntitle: 乙\n")

    assert [(one.rule, one.first, one.last) for one in switches] == [("marks.space", 1, 1), ("slip", 1, 1)]


@pytest.mark.parametrize("name", ["slips", "slip", "slip.look-alike"])
def test_a_check_a_group_and_a_rule_can_be_left_out(name: str):
    assert found("各國餞行多邊主義。", off={name}) == ()


def test_only_safe_suggestions_are_put_in():
    source = "兩國(一）同意續談,並餞行多邊主義。\n"

    mended = proof.fix(source, found(source))

    assert mended == "兩國（一）同意續談，並餞行多邊主義。\n"
    assert proof.diff(source, mended, "a.txt").splitlines()[-2:] == [
        f"-{source.rstrip()}",
        f"+{mended.rstrip()}",
    ]


def test_what_is_mended_has_nothing_left_to_mend():
    source = "\n".join(row.split("\t")[0] for row in rows("slips.tsv"))

    once = proof.fix(source, found(source))

    assert proof.fix(once, found(once)) == once


def test_a_finding_is_printed_with_all_its_fields():
    [line] = proof.as_jsonl(found("各國餞行多邊主義。")).splitlines()

    assert list(json.loads(line)) == [
        "file", "line", "column", "text", "suggestion", "category", "severity", "rule", "why",
    ]  # fmt: skip


def test_code_links_and_front_matter_are_not_read():
    source = "---\ntitle: 餞行多邊主義\n---\n\n`視頻` 與 [官網](https://a.b/視頻) 及 https://a.b/c,d 說明。\n"

    assert found(source, file="note.md") == ()


def test_every_rule_is_in_a_group():
    source = "\n".join(row.split("\t")[0] for row in rows("slips.tsv"))

    assert all(one.rule.startswith(f"{one.category}.") for one in found(source))
