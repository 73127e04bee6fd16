"""Dates and sources as they stand in a text."""

from __future__ import annotations

import pytest

from briefgen.zh.dates_in_text import find_dates
from briefgen.zh.figures import number
from briefgen.zh.sources_in_text import find_groups, read_note


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("9月23日至10月8日", "range"), ("26至27日", "range"), ("11月16、17日", "days"), ("同日", "relative"), ("翌日", "relative"),
        ("過後三天", "relative"), ("10月下旬", "ten-days"), ("12月初", "ten-days"), ("一月份", "month"), ("1至8月", "months"),
        ("2021年底", "year-part"), ("第3季", "quarter"), ("上半年", "half-year"), ("前夕", "eve"), ("2023/9/10", "day"),
        ("17日起至19日", "range"), ("同日起至27日", "since"), ("翌日起到10月3日", "since"), ("最後一天", "edge"), ("開幕當天", "edge"),
    ],
)  # fmt: skip
def test_a_date_is_one_whole(text: str, form: str):
    found = list(find_dates(text))

    assert [(said.text, said.form) for said in found] == [(text, form)]


@pytest.mark.parametrize(
    "text",
    [
        "同日本外相",
        "每3個月",
        "10+1",
        "第26次",
        "日前",
        "星期日",
        "為期10天",
        "10日內",
        "32日",
        "一日工作訪問",
        "為期七日會談",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str):
    assert list(find_dates(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（人民網，2021.9.2、16）", [("人民網", ["2021-09-02", "2021-09-16"])]),
        ("(視訊出席開幕式，人民網，2021.10.15)", [("人民網", ["2021-10-15"])]),
        (
            "（自由時報，2021.9.17；青年日報，2021.9.22）",
            [("自由時報", ["2021-09-17"]), ("青年日報", ["2021-09-22"])],
        ),
        ("（人民網、新華社，2023/9/4）", [("人民網", ["2023-09-04"]), ("新華社", ["2023-09-04"])]),
        ("（2023年9月10日，中央社）", [("中央社", ["2023-09-10"])]),
        ("（中央社，112.9.2）", [("中央社", ["2023-09-02"])]),
        ("（《聯合報》，2023年9月2日，A3版）", [("聯合報", ["2023-09-02"])]),
        ("（新華社9月2日電）", [("新華社", ["2023-09-02"])]),
        ("（新華社北京2023年9月2日電）", [("新華社", ["2023-09-02"])]),
        ("（據中央社2023年9月2日報導）", [("中央社", ["2023-09-02"])]),
        ("（中央社，2023年9月2、3日）", [("中央社", ["2023-09-02", "2023-09-03"])]),
        ("（新華社，2023.9.2，中央社，2023.9.3）", [("新華社", ["2023-09-02"]), ("中央社", ["2023-09-03"])]),
        ("（新華社，2023.9.2、中央社，2023.9.3）", [("新華社", ["2023-09-02"]), ("中央社", ["2023-09-03"])]),
        (
            "（新華社，2023.9.2；中央社，9.3；10.4）",
            [("新華社", ["2023-09-02"]), ("中央社", ["2023-09-03"]), ("中央社", ["2023-10-04"])],
        ),
        (
            "（中央社，2023年9月2日；新華社，同年10月3日）",
            [("中央社", ["2023-09-02"]), ("新華社", ["2023-10-03"])],
        ),
        ("（新華社，２０２３．９．２）", [("新華社", ["2023-09-02"])]),
        (
            "(BBC, 2023. 9. 2; Reuters, 2023.9.3、 4)",
            [("BBC", ["2023-09-02"]), ("Reuters", ["2023-09-03", "2023-09-04"])],
        ),
        ("［中央社，2023.9.2。］", [("中央社", ["2023-09-02"])]),
        ("（中央社，民112.9.2）", [("中央社", ["2023-09-02"])]),
        ("（共同社，9.2）", [("共同社", ["2023-09-02"])]),
    ],
)
def test_sources_are_read_from_the_right(text: str, expected: list[tuple[str, list[str]]]):
    groups = list(find_groups(text, lambda name: name in ("新華社", "中央社"), 2023))

    assert [(c.outlet, [str(d) for d in c.dates]) for g in groups for c in g.cited] == expected


@pytest.mark.parametrize(
    "text",
    [
        "（CPTPP）",
        "（2023-2027）",
        "（9月2日）",
        "（民國112年9月2日）",
        "（Abdulla Shahid）",
        "（新華社，2023.2.30）",
    ],
)
def test_other_parentheses_are_no_sources(text: str):
    assert list(find_groups(text, lambda name: name == "新華社", 2023)) == []


def test_the_note_before_a_source_ends_where_the_outlet_begins():
    text = "稱（10月14日視訊出席，人民網，2021.10.15）。"

    group = next(find_groups(text, lambda name: False))

    assert text[group.start + 1 : group.note_end] == "10月14日視訊出席"


def test_a_footnote_names_its_outlets():
    found = read_note(
        "〈會談〉，《人民日報》，2023年12月29日，版1；〈評論〉，《中央社》，2024年1月10日。",
        lambda name: False,
    )

    assert [(c.outlet, str(c.dates[0])) for c in found] == [
        ("人民日報", "2023-12-29"),
        ("中央社", "2024-01-10"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中央社（2023.9.2）。", ["中央社 2023-09-02"]),
        ("外交部，〈聲明〉，2023年9月2日，<https://example.org>。", ["外交部 2023-09-02"]),
        ("Reuters, “A title, long,” September 2, 2023.", ["Reuters 2023-09-02"]),
        ("“A title,” Reuters, 2 Sept. 2023, https://example.org.", ["Reuters 2023-09-02"]),
        ("報導見〈會談，在北京〉，《人民日報》，2023年9月2日，版1。", ["人民日報 2023-09-02"]),
        ("同註3。", []),
    ],
)
def test_a_footnote_may_put_its_title_anywhere(text: str, expected: list[str]):
    found = read_note(text, lambda name: False)

    assert [f"{c.outlet} {c.dates[0]}" for c in found] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("廿三", 23), ("二○二三", 2023), ("一百一十二", 112), ("甲", None), ("", None)],
)
def test_numbers_are_read_as_texts_write_them(text: str, value: int | None):
    assert number(text) == value
