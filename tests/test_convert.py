"""Plain data becomes records, or all that is wrong with it is said at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.catalogue.yaml_file import parse
from briefgen.convert import convert
from briefgen.errors import CatalogueError, Place, Problem, TemplateError
from briefgen.faults import faults
from briefgen.model import Audience, DateWindow, Edition, Event, Person, Source, When
from briefgen.tree import Tree

EVENT = """\
id: wang-hanoi
when: 2021-09-10/2021-09-12
title: 王毅訪問越南
summary: 王毅訪問越南。
actors: [王毅]
mode: visit
sources:
  - outlet: 人民網
    date: 2021-09
"""


def problems_of(text: str, kind: Any = Event) -> tuple[Problem, ...]:
    with pytest.raises(CatalogueError) as caught:
        convert(parse(text, "a.yaml"), kind)
    return caught.value.problems


def only_problem(text: str, kind: Any = Event) -> Problem:
    problems = problems_of(text, kind)
    assert len(problems) == 1, [problem.say() for problem in problems]
    return problems[0]


def test_a_short_date_is_read_wherever_a_date_with_precision_stands():
    event = convert(parse(EVENT, "a.yaml"), Event)

    assert event.when == When(first=date(2021, 9, 10), last=date(2021, 9, 12))
    assert event.sources[0].date == When(first=date(2021, 9, 1), last=date(2021, 9, 30), precision="month")


def test_a_year_that_yaml_reads_as_a_number_is_a_date():
    assert convert(parse("outlet: a\ndate: 2021", "a.yaml"), Source).date == When.parse("2021")


def test_a_window_has_a_short_form_too():
    text = "id: 2021-q3\ntitle: 外交\nwindow: 2021-Q3\ndate: 2021-10-31\n"

    assert convert(parse(text, "a.yaml"), Edition).window == DateWindow(date(2021, 7, 1), date(2021, 9, 30))


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "hint"),
    [
        ("title:", "titel:", 3, "titel", "title"),
        ("mode: visit", "mode: vist", 6, "vist", "visit"),
        ("mode: visit", "mode: 會晤", 6, "會晤", "meeting"),
        ("mode: visit", "mode: true", 6, "true", "visit"),
        ("wang-hanoi", "Wang Hanoi", 1, "Wang Hanoi", "小寫"),
        ("[王毅]", "王毅", 5, "清單", "[甲]"),
        ("[王毅]", "[]", 5, "至少", "行為者"),
        ("[王毅]", "[3]", 5, "文字", "引號"),
        ("王毅訪問越南\nsummary", "2021\nsummary", 3, "數字 2021", "引號"),
        ("2021-09-10/2021-09-12", "2021-02-30", 2, "2021-02-30", "月份"),
        ("2021-09-10/2021-09-12", "2021/9/10", 2, "2021/9/10", "2021-09-10"),
        ("2021-09-10/2021-09-12", "2021/07", 2, "2021/07", "寫成 2021-07"),
        ("2021-09-10/2021-09-12", "2021/07/01-2021/07/03", 2, "2021/07", "寫成 2021-07-01/2021-07-03"),
        ("2021-09-10/2021-09-12", "2021年12月28日至30日", 2, "2021年", "寫成 2021-12-28/2021-12-30"),
        ("2021-09-10/2021-09-12", "2021年12月下旬", 2, "下旬", "寫成 2021-12-D3"),
        ("2021-09-10/2021-09-12", "2021年第四季", 2, "第四季", "寫成 2021-Q4"),
        ("2021-09-10/2021-09-12", "改天", 2, "改天", "2021-09-D3（下旬）"),
        ("mode: visit", "mode: 通話", 6, "通話", "請寫 call（通話）"),
        ("mode: visit", "mode: 通信", 6, "通信", "visit（訪問）；是不是 call（通話）？"),
        ("mode: visit", "mode: visit\ncountries: [中國]", 7, "中國", "請寫代碼 CN"),
        ("mode: visit", "mode: visit\ncountries: [台灣]", 7, "台灣", "請寫代碼 TW"),
        ("mode: visit", "mode: visit\ncountries: [瑞典]", 7, "瑞典", "請寫代碼 SE"),
        ("mode: visit", "mode: visit\ncountries: [us]", 7, "us", "請寫代碼 US"),
        ("mode: visit", "mode: visit\ncountries: [CN，US]", 7, "CN，US", "半形逗號隔開：[CN, US]"),
        ("mode: visit", "mode: visit\ncountries: [中國、美國]", 7, "中國、美國", "半形逗號隔開：[CN, US]"),
        (
            "    date: 2021-09\n",
            "    url: www.cna.com.tw/x\n",
            9,
            "www",
            "https:// 開頭，如 https://www.cna.com.tw/x",
        ),
        ("2021-09-10/2021-09-12", "113-07-04", 2, "113-07-04", "寫成 2024-07-04"),
        ("2021-09-10/2021-09-12", "113/7/4", 2, "113/7/4", "寫成 2024-07-04"),
        ("2021-09-10/2021-09-12", "民國113年7月4日", 2, "民國113年", "寫成 2024-07-04"),
        ("2021-09-10/2021-09-12", "中華民國 99 年 7 月", 2, "99", "寫成 2010-07"),
        ("2021-09-10/2021-09-12", "113-07-04/113-07-08", 2, "113", "寫成 2024-07-04/2024-07-08"),
        ("2021-09-10/2021-09-12", "1130704", 2, "1130704", "寫成 2024-07-04"),
        ("2021-09-10/2021-09-12", "{first: 113-07-04, last: 2024-07-05}", 2, "113", "寫成 2024-07-04"),
        ("2021-09-10/2021-09-12", "113-13-04", 2, "113-13-04", "2021-Q3"),
        ("2021-09-10/2021-09-12", "去年底", 2, "去年底", "2021-Q3"),
        ("2021-09-10/2021-09-12", "2021-09-12/2021-09-10", 2, "早於", None),
        ("2021-09-10/2021-09-12", "{first: 2021-09-12, last: 2021-09-10}", 2, "早於", None),
        ("2021-09-10/2021-09-12", "{first: 2021-02-30, last: 2021-03-10}", 2, "2021-02-30", "月份"),
        ("    date: 2021-09", "    date: 2021-13", 9, "2021-13", None),
        ("    date: 2021-09", "    dat: 2021-09", 9, "dat", "date"),
        ("    date: 2021-09", "    url: ftp://x", 9, "ftp://x", "網址"),
        ("mode: visit", "mode: visit\nimportance: 9", 7, "1 至 5", None),
        ("mode: visit", "mode: visit\nimportance: high", 7, "整數", "重要性"),
        ("mode: visit", "mode: visit\nsession: 0", 7, "不小於 1", None),
        ("mode: visit", "mode: visit\ncountries: [usa]", 7, "usa", "ISO"),
        ("title: 王毅訪問越南", 'title: ""', 3, "空白", "標題"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_way_out(
    old: str, new: str, line: int, what: str, hint: str | None
):
    problem = only_problem(
        EVENT.replace(old, new, 1) if old != "title:" else EVENT.replace(old, new + " x\ntitle:", 1)
    )

    assert problem.where == Place("a.yaml", line)
    assert what in problem.what.zh
    assert hint is None or (problem.hint is not None and hint in problem.hint.zh)


def test_a_missing_field_is_told_at_the_record():
    problem = only_problem(EVENT.split("sources:")[0])

    assert problem.where.line == 1
    assert "sources" in problem.what.zh


def test_all_mistakes_of_a_record_are_told_together():
    text = (
        EVENT.replace("visit", "vist").replace("date: 2021-09", "date: 2021-02-30").replace("[王毅]", "王毅")
    )

    assert [problem.where.line for problem in problems_of(text)] == [5, 6, 9]


def test_mistakes_in_a_list_of_records_have_their_own_lines():
    found = problems_of(
        "- {name: 甲, country: TW}\n- {name: 乙}\n- {name: 丙, country: tw}\n- 丁\n", list[Person]
    )

    assert [problem.where.line for problem in found] == [2, 3, 4]


def test_the_caller_chooses_the_error():
    with pytest.raises(TemplateError):
        convert(parse("id: x", "audience.yaml"), Audience, error=TemplateError)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10) | st.floats(allow_nan=False) | st.text(max_size=5)
    | st.sampled_from(["2021-09-10", "2021-02-30", "visit", "2021-Q3", "2021-09-12/2021-09-10", "US"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["outlet", "date", "first", "last", "precision", "url", "x"]), inner, max_size=4
    ),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from([*Event.__struct_fields__, "x"]), VALUES, max_size=8))
def test_what_msgspec_refuses_has_faults_and_what_it_accepts_has_none(fields: dict[str, Any]):
    good: dict[str, Any] = {
        "id": "a",
        "when": "2021-09-10",
        "title": "甲",
        "summary": "乙",
        "actors": ["丙"],
        "mode": "visit",
        "sources": [{"outlet": "丁"}],
    }
    tree = Tree(good | fields, lambda _: Place("a.yaml"))

    try:
        convert(tree, Event)
    except CatalogueError as error:
        assert error.problems == faults(tree, Event)
    else:
        assert not faults(tree, Event)
