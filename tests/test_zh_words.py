"""Numerals, dates, marks and source notation are words as Taiwan writes them."""

from __future__ import annotations

import doctest
from datetime import date as Day
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model import When
from briefgen.zh import dates, notation, numerals, punctuation, shortening
from briefgen.zh.dates import Told, enumerated, full_date, short_date, when_words, window_words, year_words
from briefgen.zh.notation import Cited, gathered, read_dates, read_group, write_dates, write_group
from briefgen.zh.punctuation import nest_quotes, open_marks
from briefgen.zh.shortening import shortened
from tests.make import when, window


@pytest.mark.parametrize("module", [dates, notation, numerals, punctuation, shortening])
def test_the_examples_in_the_docstrings_are_true(module: ModuleType):
    assert doctest.testmod(module).failed == 0


# ---- numerals -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "common", "formal"),
    [(1, "一", "壹"), (9, "九", "玖"), (10, "十", "拾"), (11, "十一", "拾壹"), (20, "二十", "貳拾"),
     (35, "三十五", "參拾伍"), (90, "九十", "玖拾"), (99, "九十九", "玖拾玖")],
)  # fmt: skip
def test_a_number_is_written_in_both_kinds_of_numerals(number: int, common: str, formal: str):
    assert numerals.common(number) == common
    assert numerals.formal(number) == formal


@pytest.mark.parametrize("number", [0, 100, -1])
def test_a_number_beyond_headings_is_refused(number: int):
    with pytest.raises(ValueError, match="1 to 99"):
        numerals.common(number)


def test_every_heading_number_is_different():
    assert len({numerals.common(number) for number in range(1, 100)}) == 99


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0"), (639442789, "6億3,944萬2,789"), (100000000, "1億"), (120003000, "1億2,000萬3,000"), (-20000, "－2萬")],
)  # fmt: skip
def test_large_numbers_have_yi_and_wan(number: int, words: str):
    assert numerals.myriads(number) == words


# ---- dates --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "roc", "both"),
    [
        (Day(1911, 12, 31), "民國前1年12月31日", "民國前1（1911）年12月31日"),
        (Day(1912, 1, 1), "民國1年1月1日", "民國1（1912）年1月1日"),
        (Day(2011, 1, 1), "民國100年1月1日", "民國100（2011）年1月1日"),
        (Day(2021, 9, 9), "民國110年9月9日", "民國110（2021）年9月9日"),
    ],
)
def test_a_day_is_written_in_the_republics_calendar(day: Day, roc: str, both: str):
    assert full_date(day, "roc") == roc
    assert full_date(day, "both") == both


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2021-09-09", "9月9日"),
        ("2021-08-22/2021-08-26", "8月22至26日"),
        ("2021-09-23/2021-10-08", "9月23日至10月8日"),
        ("2021-12-30/2022-01-02", "12月30日至2022年1月2日"),
        ("2021-11-D1", "11月上旬"),
        ("2021-11-D2", "11月中旬"),
        ("2021-11-D3", "11月下旬"),
        ("2021-11", "11月"),
        ("2021-Q3", "第3季"),
        ("2021-H2", "下半年"),
        ("2021", "2021年"),
    ],
)
def test_a_date_is_told_no_more_exactly_than_it_is_known(text: str, words: str):
    assert when_words(when(text), told=Told(2021)) == words


def test_a_date_says_its_year_where_it_is_not_told():
    assert when_words(when("2021-08-22/2021-08-26")) == "2021年8月22至26日"
    assert when_words(when("2021-Q3"), "roc") == "民國110年第3季"


def test_a_month_is_dropped_while_it_continues():
    told = Told(2021).after(when("2021-09-09"))

    assert when_words(when("2021-09-17"), told=told) == "17日"
    assert when_words(when("2021-10-01"), told=told) == "10月1日"
    assert when_words(when("2022-09-17"), told=told) == "2022年9月17日"


def test_a_range_into_the_next_month_is_told_by_its_end():
    told = Told(2021).after(when("2021-09-23/2021-10-08"))

    assert when_words(when("2021-10-12"), told=told) == "12日"


def test_a_quarter_tells_no_month():
    told = Told(2021).after(when("2021-Q3"))

    assert when_words(when("2021-09-12"), told=told) == "9月12日"


def test_a_period_with_words_of_its_own_keeps_them():
    end = When(first=Day(2021, 12, 1), last=Day(2021, 12, 31), precision="month", words="2021年底")

    assert when_words(end, told=Told(2021)) == "2021年底"


def test_several_days_repeat_the_month_only_when_it_changes():
    days = [Day(2021, 11, 16), Day(2021, 11, 17), Day(2021, 12, 1), Day(2022, 1, 3)]

    assert enumerated(days, told=Told(2021)) == "11月16、17日、12月1日、2022年1月3日"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2021-07-01/2021-10-31", "2021年7月1日至10月31日"),
        ("2021-11-01/2022-01-31", "2021年11月1日至2022年1月31日"),
        ("2021-09", "2021年9月1日至9月30日"),
        ("2021-09-09", "2021年9月9日"),
    ],
)
def test_a_window_says_its_year_once(text: str, words: str):
    assert window_words(window(text)) == words


def test_a_window_may_be_told_in_both_calendars():
    assert window_words(window("2021-Q3"), "both") == "民國110（2021）年7月1日至9月30日"


def test_a_short_date_has_points():
    assert short_date(Day(2021, 9, 9)) == "2021.9.9"
    assert short_date(Day(2021, 9, 9), "roc") == "110.9.9"


@given(st.integers(1, 9999))
def test_every_year_has_a_name_of_its_own(year: int):
    assert year_words(year, "both").count(str(year)) >= 1
    assert (year_words(year, "roc") == year_words(year + 1, "roc")) is False


# ---- source notation -----------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["2021.9.10、17、22", "2021.8.29、9.4、23、24、10.13", "2021.9.7、10.11", "2021.12.30、2022.1.3", "2021.8.5"],
)  # fmt: skip
def test_dates_are_read_and_written_the_same(text: str):
    found = read_dates(text)

    assert found is not None
    assert write_dates(found) == text


def test_a_source_without_its_day_is_written_as_far_as_it_is_known():
    assert write_dates([when("2021-12"), when("2021-12-05"), when("2022")]) == "2021.12、5、2022"


def test_two_outlets_stand_in_one_group():
    group = write_group([Cited("自由時報", (when("2021-09-17"),)), Cited("青年日報", (when("2021-09-22"),))])

    assert group == "自由時報，2021.9.17；青年日報，2021.9.22"
    assert read_group(f"（{group}）") == (
        "",
        (Cited("自由時報", (when("2021-09-17"),)), Cited("青年日報", (when("2021-09-22"),))),
    )


def test_a_group_is_read_from_the_right():
    note, cited = read_group("10月14日視訊出席開幕式，人\n 民網，2021.10.15") or ("", ())

    assert note == "10月14日視訊出席開幕式"
    assert cited == (Cited("人民網", (when("2021-10-15"),)),)


@pytest.mark.parametrize("text", ["Antony Blinken", "人權、新疆、西藏", "人民網，2021.13.40", ""])
def test_what_is_no_group_is_none(text: str):
    assert read_group(text) is None


def test_sources_of_one_outlet_are_gathered():
    items = [
        ("人民網", when("2021-09-02")),
        ("新華社", None),
        ("人民網", when("2021-09-16")),
        ("人民網", when("2021-09-02")),
    ]

    assert write_group(gathered(items)) == "人民網，2021.9.2、16；新華社"


# ---- marks ---------------------------------------------------------------------


def test_open_marks_are_those_not_yet_closed():
    assert open_marks("他說「雙方（美中）都在『戰略") == "「『"
    assert open_marks("「完」") == ""


def test_quotation_marks_go_one_level_down_inside_a_quotation():
    assert nest_quotes("兩國稱「零和」") == "「兩國稱『零和』」"


@pytest.mark.parametrize(
    ("sentence", "most", "kept"),
    [
        ("通電話，同意恢復對話，並成立小組", 40, "通電話，同意恢復對話，並成立小組"),
        ("通電話，同意恢復對話，並成立小組", 12, "通電話，同意恢復對話"),
        ("通電話，同意恢復對話，但未定日期", 12, "通電話"),
        ("通電話，雖有分歧，仍將再議", 10, "通電話"),
        ("通電話，王毅指出，問題在美方", 10, "通電話"),
        ("提出「合作，共贏」倡議，各方支持", 12, "提出「合作，共贏」倡議"),
        ("沒有逗號的一句很長很長的話", 5, "沒有逗號的一句很長很長的話"),
        ("第一個分句就已經太長了，後面再說", 5, "第一個分句就已經太長了"),
    ],
)
def test_a_sentence_is_shortened_where_it_says_nothing_else(sentence: str, most: float, kept: str):
    assert shortened(sentence, most) == kept
