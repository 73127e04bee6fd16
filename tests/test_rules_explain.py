"""A selection in every form in which people look at it."""

import csv
import io
import json

import openpyxl
import pytest
from lxml import html

from briefgen.errors import RequestError
from briefgen.rules import explain, select
from briefgen.selection import Selection
from tests.make import a_catalogue, an_event, some_rules, window

RULES = """
    powers:
      title: 大國關係
      why: 大國往來。
      match: {all: [{countries: {any_of: [US, RU]}}, {none: [{mode: letter}]}]}
    calls: {title: 通話, why: 通話。, match: {mode: call}}
"""


def a_selection() -> Selection:
    events = (
        an_event("a", countries=("US",), title="=1+1<script>alert(1)</script>"),
        an_event("b", countries=("VN",), when="2021-08-01"),
        an_event("c", countries=("US",), when="2021-12-01"),
    )
    return select(a_catalogue(*events), some_rules(RULES), window("2021-Q3"))


def test_the_objects_have_the_fields_that_are_promised():
    plain = explain.as_json(a_selection())

    assert plain["window"] == {"first": "2021-07-01", "last": "2021-09-30"}
    themes = json.loads(json.dumps(plain))["themes"]
    assert [theme["id"] for theme in themes] == ["powers", "calls"]
    kept = themes[0]["kept"][0]
    assert {"id", "first", "last", "title", "actors", "reason"} <= kept.keys()
    assert kept["id"] == "a"
    assert [event["id"] for event in themes[0]["left_out"]] == ["b", "c"]
    assert [event["id"] for event in json.loads(json.dumps(plain))["uncovered"]] == ["b"]


def test_why_prints_the_rule_as_a_tree_with_what_was_seen():
    text = explain.why(a_selection(), "a")

    assert text.splitlines()[2:9] == [
        "✓ 大國關係（powers）：列入",
        "  符合「大國關係」：國家含美國",
        "  大國往來。",
        "  ✓ 以下各項都成立",
        "    ✓ 國家含美國（US）",
        "    ✓ 沒有應排除的情形",
        "      ✗ 形式不是信函（訪問）",
    ]
    assert "✗ 通話（calls）：不列入" in text


def test_why_is_there_in_english():
    text = explain.why(a_selection(), "b", "en")

    assert "✗ 大國關係（powers）: left out" in text
    assert "✗ countries do not include US, RU (VN)" in text
    assert "in the window, in no theme" in text


def test_why_of_an_event_outside_the_window_still_shows_the_rule():
    text = explain.why(a_selection(), "c")

    assert "日期2021年12月1日不在期間內" in text
    assert "✓ 國家含美國（US）" in text


def test_why_of_an_unknown_event_is_refused():
    with pytest.raises(RequestError) as refused:
        explain.why(a_selection(), "aa")

    assert "aa" in refused.value.problems[0].what.zh


def test_the_csv_has_a_row_for_each_theme_and_event_and_no_formula():
    text = explain.FORMS["csv"](a_selection(), "zh").decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:3] == ["主題", "結果", "緣由"]
    assert len(rows) == 1 + 2 * 3 + 1
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_the_spreadsheet_has_days_and_no_formula():
    book = openpyxl.load_workbook(io.BytesIO(explain.FORMS["xlsx"](a_selection(), "zh")))

    sheet = book["選材"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert sheet["F2"].is_date
    assert sheet.freeze_panes == "A2"
    assert book["則數"]["A2"].value == "大國關係"


def test_the_page_is_self_contained_and_every_word_is_escaped():
    text = explain.as_html(a_selection())

    page = html.fromstring(text)
    assert page.xpath("//script | //link | //img | //@src | //@href | //@onload") == []
    assert "url(" not in text
    assert "http:" not in text and "https:" not in text
    assert "=1+1<script>alert(1)</script>" in page.text_content()
    assert [rect.get("height") for rect in page.xpath("//svg/rect[title]")] == ["120", "0"]


@pytest.mark.parametrize("form", sorted(explain.FORMS))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_selection_gives_the_same_bytes(form: str, lang: str):
    one, other = (explain.FORMS[form](a_selection(), lang) for _ in range(2))  # type: ignore[arg-type]

    assert one == other


@pytest.mark.parametrize("form", sorted(explain.FORMS))
def test_a_selection_of_nothing_has_every_form(form: str):
    nothing = select(a_catalogue(), some_rules(RULES), window("2021-Q3"))

    assert explain.FORMS[form](nothing, "zh")
