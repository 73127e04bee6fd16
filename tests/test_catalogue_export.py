"""What is exported reads back the same, and can do no harm in a spreadsheet program."""

from __future__ import annotations

import csv
import io
import pickle
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from briefgen.catalogue import read_tree
from briefgen.catalogue.cells import from_cell, to_cell
from briefgen.catalogue.columns import HEADERS, event_columns, source_columns
from briefgen.catalogue.csv_file import FORMULA_STARTS, guarded, unguarded
from briefgen.catalogue.exporting import EXPORTS, export
from briefgen.catalogue.plain import ORDER
from briefgen.convert import convert
from briefgen.errors import CatalogueError, OutputError, Problem, RequestError
from briefgen.faults.labels import LABELS
from briefgen.model import Catalogue, Event, Source, When
from tests.make import a_body, a_source, an_event, an_outlet, registers
from tests.sizes import times
from tests.strategies import CATALOGUES, TEXTS


def written(events: Iterable[Event], format: str) -> bytes:
    known = registers(an_outlet("人民網"), a_body("東南亞國家協會"))
    return export(Catalogue(events=tuple(events), registers=known), known, format)


def read_back(raw: bytes, format: str) -> list[Event]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"events.{format}"
        path.write_bytes(raw)
        tree = read_tree(path, Path(folder))
        return convert(tree, list[Event]) if tree.value else []


@pytest.mark.parametrize("format", ["yaml", "json", "jsonl", "csv"])
@given(events=CATALOGUES)
@settings(max_examples=times(40, 400), suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_every_event_reads_back_the_same_from_every_format(format: str, events: list[Event]):
    assert read_back(written(events, format), format) == events


@given(events=CATALOGUES)
@settings(max_examples=times(30, 300), suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_every_event_reads_back_the_same_from_a_workbook(events: list[Event]):
    assert read_back(written(events, "xlsx"), "xlsx") == events


@given(
    TEXTS, st.sampled_from([*event_columns(), *source_columns()]).filter(lambda c: c.kind in ("text", "list"))
)
def test_every_text_reads_back_from_its_cell(text: str, column):  # type: ignore[no-untyped-def]
    value = [text, "", text] if column.kind == "list" else text

    assert from_cell(to_cell(value, column), column) == value


@given(TEXTS)
def test_no_guarded_text_starts_a_formula(text: str):
    assert guarded(text)[0] not in FORMULA_STARTS
    assert unguarded(guarded(text)) == text


def test_no_cell_of_a_csv_starts_a_formula():
    event = an_event(
        title="=1+1", summary="@x", detail="＝x", actors=("+a",), sources=(a_source("-b", title="\tc"),)
    )

    cells = [
        cell for row in csv.reader(io.StringIO(written([event], "csv").decode("utf-8-sig"))) for cell in row
    ]

    assert not [cell for cell in cells if cell and cell[0] in FORMULA_STARTS]


def test_no_cell_of_a_workbook_is_a_formula():
    event = an_event(title="=1+1", summary="=cmd|x", actors=("=a",), sources=(a_source("=HYPERLINK(1)"),))

    book = load_workbook(io.BytesIO(written([event], "xlsx")))

    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n", "d"}


def test_a_workbook_helps_the_person_who_fills_it_in():
    book = load_workbook(io.BytesIO(written([an_event(when="2021-09-10")], "xlsx")))
    sheet = book["事件"]
    headers = {cell.value: cell for cell in sheet[1]}
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}

    assert sheet.freeze_panes == "B2"
    assert sheet[2][headers["開始日"].column - 1].value.date() == date(2021, 9, 10)
    assert "代號" in headers["代號"].comment.text or "穩定" in headers["代號"].comment.text
    assert '"無,提及,直接"' in lists
    assert any(formula.startswith("清單!$B") for formula in lists)
    assert sheet.column_dimensions[headers["核對碼"].column_letter].hidden
    assert book["清單"].sheet_state == "hidden"


def test_the_same_events_give_the_same_bytes():
    for format in EXPORTS:
        assert written([an_event()], format) == written([an_event()], format)


def test_every_field_has_a_chinese_header_and_every_choice_a_label():
    fields = {column.path[0] for column in event_columns()} | {"sources"}

    assert fields == set(Event.__struct_fields__) == set(ORDER)
    assert {column.path[0] for column in source_columns()} == set(Source.__struct_fields__)
    assert len(set(HEADERS.values())) == len(HEADERS)
    for labels in LABELS.values():
        assert len(set(labels.values())) == len(labels)


def test_a_text_too_long_for_a_cell_is_refused_with_its_cell():
    with pytest.raises(OutputError) as caught:
        written([an_event(detail="字" * 40_000)], "xlsx")

    assert caught.value.problems[0].where.sheet == "事件"


def test_an_unknown_format_is_a_wrong_request():
    with pytest.raises(RequestError) as caught:
        written([], "xslx")

    assert "xlsx" in caught.value.problems[0].say()


def test_exported_yaml_is_written_as_a_person_would():
    event = an_event(countries=("NO", "TW"), when="2021-Q3", sources=(a_source(url="https://example.org/a"),))

    text = written([event], "yaml").decode()

    assert text == (
        "- id: wang-hanoi\n"
        "  when: 2021-Q3\n"
        "  title: 王毅訪問越南\n"
        "  summary: 訪問越南，會晤越南外長。\n"
        "  actors: [王毅]\n"
        "  countries: ['NO', TW]\n"
        "  mode: visit\n"
        "  sources:\n"
        "    - {outlet: 人民網, date: 2021-09-11, url: 'https://example.org/a'}\n"
    )


# ---- tables that people made ------------------------------------------------------

HEAD = "代號,日期,標題,摘要,行為者,形式,來源1・媒體,sources.1.date,重要性\n"
GOOD = "a,2021-09,甲,乙,王毅,訪問,人民網,2021-09-11,4\n"


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(CatalogueError) as caught:
        read_back(text.encode(), "csv")
    return caught.value.problems


def test_headers_may_be_chinese_or_field_names():
    (event,) = read_back((HEAD + GOOD).encode(), "csv")

    assert event.when == When.parse("2021-09")
    assert (event.mode, event.importance) == ("visit", 4)
    assert event.sources == (Source(outlet="人民網", date=When.parse("2021-09-11")),)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_understood(separator: str):
    assert read_back((HEAD + GOOD).replace(",", separator).encode(), "csv")


@pytest.mark.parametrize(
    ("old", "new", "place", "word"),
    [
        ("標題", "標提", "events.csv:C1", "標提"),
        ("重要性", "標題", "events.csv:I1", "重複"),
        (",訪問,", ",訪門,", "events.csv:F2", "訪門"),
        (",4\n", ",9\n", "events.csv:I2", "1 至 5"),
        (",4\n", ",高\n", "events.csv:I2", "整數"),
        ("2021-09-11", "2021-02-30", "events.csv:H2", "2021-02-30"),
        (",2021-09,", ",去年,", "events.csv:B2", "去年"),
        (",王毅,", ",,", "events.csv:A2", "行為者"),
        ("4\n", '"4\n', "events.csv:2", "CSV"),
    ],
)
def test_a_mistake_in_a_table_is_told_with_its_cell(old: str, new: str, place: str, word: str):
    problem = problems_of((HEAD + GOOD).replace(old, new, 1))[0]

    assert str(problem.where) == place
    assert word in problem.what.zh


@pytest.mark.parametrize("day", ["2021/9/11", "2021.09.11", "2021年9月11日"])
def test_a_day_may_be_written_as_a_spreadsheet_shows_it(day: str):
    (event,) = read_back(
        (HEAD + GOOD).replace("2021-09-11", day).replace("2021-09,", f"{day},").encode(), "csv"
    )

    assert event.when == event.sources[0].date == When.parse("2021-09-11")


def test_a_choice_is_said_in_the_words_of_the_sheet():
    (problem,) = problems_of((HEAD + GOOD).replace(",訪問,", ",訪間,"))

    assert problem.what.zh == "「形式」沒有「訪間」這個值"
    assert problem.hint is not None
    assert "可用的值：通話、" in problem.hint.zh
    assert problem.hint.zh.endswith("是不是「訪問」？")


def test_a_deleted_sheet_of_sources_is_one_problem(tmp_path: Path):
    book = load_workbook(io.BytesIO(written([an_event("a"), an_event("b")], "xlsx")))
    del book["來源"]
    book.save(tmp_path / "a.xlsx")

    with pytest.raises(CatalogueError) as caught:
        read_tree(tmp_path / "a.xlsx", tmp_path)

    assert [problem.what.zh for problem in caught.value.problems] == ["缺少工作表「來源」"]


def test_a_source_without_its_event_has_no_far_fetched_suggestion(tmp_path: Path):
    book = load_workbook(
        io.BytesIO(written([an_event("2021-09-10-wang-hanoi"), an_event("2021-09-12-li-seoul")], "xlsx"))
    )
    book["事件"].delete_rows(2)
    book.save(tmp_path / "a.xlsx")

    with pytest.raises(CatalogueError) as caught:
        read_tree(tmp_path / "a.xlsx", tmp_path)

    (problem,) = caught.value.problems
    assert problem.what.zh == "事件表中已沒有「2021-09-10-wang-hanoi」"
    assert problem.hint is not None
    assert "是不是" not in problem.hint.zh


def test_a_mistake_in_a_workbook_is_told_with_sheet_and_cell(tmp_path: Path):
    book = load_workbook(io.BytesIO(written([an_event()], "xlsx")))
    columns = {cell.value: cell.column for cell in book["來源"][1]}
    book["來源"].cell(2, columns["網址"], "ftp://x")
    book["來源"].cell(3, 1, "nobody")
    book.save(tmp_path / "a.xlsx")

    with pytest.raises(CatalogueError) as unknown:
        read_tree(tmp_path / "a.xlsx", tmp_path)
    book["來源"].delete_rows(3)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(CatalogueError) as wrong:
        convert(read_tree(tmp_path / "a.xlsx", tmp_path), list[Event])

    assert str(unknown.value.problems[0].where) == "a.xlsx:來源!A3"
    assert (
        str(wrong.value.problems[0].where)
        == f"a.xlsx:來源!{book['來源'].cell(1, columns['網址']).column_letter}2"
    )


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"not a zip", written([an_event()], "xlsx")[:4000]])
def test_what_is_no_workbook_is_refused(raw: bytes):
    with pytest.raises(CatalogueError):
        read_back(raw, "xlsx")


def test_a_workbook_whose_cells_lie_far_apart_is_refused(tmp_path: Path):
    book = load_workbook(io.BytesIO(written([an_event()], "xlsx")))
    book["事件"]["XFD1048576"] = "x"
    book.save(tmp_path / "a.xlsx")

    with pytest.raises(CatalogueError) as caught:
        read_tree(tmp_path / "a.xlsx", tmp_path)

    assert "儲存格" in caught.value.problems[0].what.zh


def test_an_export_does_not_depend_on_how_the_events_have_come():
    event = an_event("xi-brics")
    carried = pickle.loads(pickle.dumps(event))
    told = msgspec.convert({**msgspec.to_builtins(event), "taiwan": "".join(("no", "ne"))}, Event)

    for format in ("csv", "json", "yaml"):
        assert written([carried], format) == written([told], format) == written([event], format)
