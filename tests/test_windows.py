import contextlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.errors import RequestError
from briefgen.model import DateWindow, When
from briefgen.rules.windows import falls_in, parse_window, span

TODAY = date(2021, 11, 20)


def days(first: str, last: str) -> DateWindow:
    return DateWindow(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-09-10", "2021-09-10", "2021-09-10"),
        ("2021/9/10", "2021-09-10", "2021-09-10"),
        ("2021.9.10", "2021-09-10", "2021-09-10"),
        ("2021年9月10日", "2021-09-10", "2021-09-10"),
        ("民國110年9月10日", "2021-09-10", "2021-09-10"),
        ("110.9.10", "2021-09-10", "2021-09-10"),
        ("2021-09", "2021-09-01", "2021-09-30"),
        ("2021年2月", "2021-02-01", "2021-02-28"),
        ("民國110年九月", "2021-09-01", "2021-09-30"),
        ("2021年11月中旬", "2021-11-11", "2021-11-20"),
        ("2021-11-D3", "2021-11-21", "2021-11-30"),
        ("2021Q3", "2021-07-01", "2021-09-30"),
        ("2021-Q3", "2021-07-01", "2021-09-30"),
        ("２０２１ｑ３", "2021-07-01", "2021-09-30"),
        ("110Q3", "2021-07-01", "2021-09-30"),
        ("民國110年第3季", "2021-07-01", "2021-09-30"),
        ("民國 110 年第三季", "2021-07-01", "2021-09-30"),
        ("2021年第四季", "2021-10-01", "2021-12-31"),
        ("2021-H2", "2021-07-01", "2021-12-31"),
        ("2021年上半年", "2021-01-01", "2021-06-30"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("民國110年", "2021-01-01", "2021-12-31"),
        ("民國元年", "1912-01-01", "1912-12-31"),
        ("二〇二一年", "2021-01-01", "2021-12-31"),
        ("2021-07-01/2021-10-31", "2021-07-01", "2021-10-31"),
        ("2021-07..2021-10", "2021-07-01", "2021-10-31"),
        ("2021-07 to 2021-10", "2021-07-01", "2021-10-31"),
        ("2021Q3~2021Q4", "2021-07-01", "2021-12-31"),
        ("民國110年7月至10月", "2021-07-01", "2021-10-31"),
        ("民國110年7月至民國111年1月", "2021-07-01", "2022-01-31"),
        ("2021年8月22至26日", "2021-08-22", "2021-08-26"),
        ("2021年9月23日至10月8日", "2021-09-23", "2021-10-08"),
        ("上一季", "2021-07-01", "2021-09-30"),
        ("the quarter before", "2021-07-01", "2021-09-30"),
        ("本季", "2021-10-01", "2021-12-31"),
        ("上個月", "2021-10-01", "2021-10-31"),
        ("Last  Month", "2021-10-01", "2021-10-31"),
        ("去年", "2020-01-01", "2020-12-31"),
    ],
)
def test_a_window_is_read_in_every_usual_form(text: str, first: str, last: str):
    assert parse_window(text, today=TODAY) == days(first, last)


def test_the_quarter_before_the_first_one_is_in_the_year_before():
    assert parse_window("上一季", today=date(2022, 2, 1)) == days("2021-10-01", "2021-12-31")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "明天見",
        "2021Q5",
        "2021-13",
        "2021-02-30",
        "2021H3",
        "Q3",
        "10月",
        "2021-10..2021-07",
        "2021..2022..2023",
        "0",
    ],
)
def test_what_is_no_window_is_refused_in_words(text: str):
    with pytest.raises(RequestError) as refused:
        parse_window(text, today=TODAY)

    assert text in refused.value.problems[0].what.zh
    assert refused.value.problems[0].hint is not None


def test_a_relative_window_needs_a_day_to_count_from():
    with pytest.raises(RequestError) as refused:
        parse_window("上一季")

    assert "基準日" in refused.value.problems[0].what.zh


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_a_window_or_refused(text: str):
    with contextlib.suppress(RequestError):
        assert parse_window(text, today=TODAY).first <= parse_window(text, today=TODAY).last


@settings(deadline=None)
@given(st.dates(min_value=date(1912, 1, 1), max_value=date(2900, 12, 31)))
def test_a_day_of_the_republic_is_the_same_day(day: date):
    text = f"民國{day.year - 1911}年{day.month}月{day.day}日"

    assert parse_window(text) == DateWindow(day, day)


def when(text: str, zone: str | None = None, time: str | None = None) -> When:
    parsed = When.parse(text)
    return When(first=parsed.first, last=parsed.last, precision=parsed.precision, zone=zone, time=time)


def test_a_day_in_washington_is_two_days_in_taipei():
    event = when("2021-11-15", "America/New_York")

    assert span(event, "taipei") == days("2021-11-15", "2021-11-16")
    assert span(event, "venue") == days("2021-11-15", "2021-11-15")


def test_a_time_in_washington_is_one_day_in_beijing():
    assert span(when("2021-11-15", "America/New_York", "19:45"), "beijing") == days(
        "2021-11-16", "2021-11-16"
    )


def test_without_a_zone_a_day_stays_as_it_is_told():
    assert span(when("2021-11-15"), "taipei") == days("2021-11-15", "2021-11-15")


def test_a_month_stays_a_month_on_every_calendar():
    assert span(when("2021-11", "America/New_York"), "taipei") == days("2021-11-01", "2021-11-30")


def test_an_event_that_touches_the_window_by_one_day_falls_in_it():
    assert falls_in(when("2021-10-30/2021-11-03"), days("2021-11-03", "2021-11-30"))
    assert not falls_in(when("2021-10-30/2021-11-02"), days("2021-11-03", "2021-11-30"))


def test_the_calendar_decides_at_the_edge_of_the_window():
    october_night = when("2021-10-31", "America/New_York", "22:00")
    november = days("2021-11-01", "2021-11-30")

    assert not falls_in(october_night, november)
    assert falls_in(october_night, november, "taipei")
