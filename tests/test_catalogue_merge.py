"""A colleague's spreadsheet comes back into the files, and nobody's work is lost."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import load_workbook

from briefgen.catalogue import candidates_sheet, load, read_settings
from briefgen.catalogue.exporting import export
from briefgen.catalogue.merging import Merge, merge
from briefgen.catalogue.plain import plain_event
from briefgen.catalogue.splicing import Splice, splice
from briefgen.catalogue.yaml_file import parse
from briefgen.catalogue.yaml_text import yaml_list
from briefgen.convert import convert
from briefgen.errors import CatalogueError, Problem, RequestError
from briefgen.model import Event
from tests.make import a_source, a_workspace, an_event, registers
from tests.strategies import EVENTS

FILE = """\
# 第三季事件，依日期排列。

- id: first   # 代號
  # 日期待查
  when: 2021-07-01
  title: "第一件"  # 暫定
  summary: 甲。
  actors: [王毅]
  mode: visit
  sources:
    # 紙本
    - {outlet: 人民網, date: 2021-07-02}

# 以下九月

- id: second
  when: 2021-09-10
  title: 第二件
  summary: >-
    乙
    丙。
  actors:   [王毅]
  mode: meeting
  sources:
    - outlet: 人民網
      date: 2021-09-11
# 檔尾
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_workspace(tmp_path, files={"seeds/events/q3.yaml": FILE})


def exported(root: Path, edit: Any = lambda sheet, columns: None) -> Path:
    """Export the events of a workspace, let somebody edit the sheet, and give the file."""
    catalogue = load(root, clearance=read_settings(root).highest).catalogue
    book = load_workbook(io.BytesIO(export(catalogue, catalogue.registers, "xlsx")))
    for name in ("事件", "來源"):
        edit(book[name], {cell.value: cell.column for cell in book[name][1]})
    path = root / "edited.xlsx"
    book.save(path)
    return path


def setting(row: int, **fields: object) -> Any:
    """An edit that fills in cells of one row of the sheet of events."""

    def edit(sheet: Any, columns: dict[str, int]) -> None:
        if sheet.title == "事件":
            for header, value in fields.items():
                sheet.cell(row, columns[header], value)

    return edit


def text_of(merged: Merge) -> str:
    (raw,) = merged.files.values()
    return raw.decode()


def test_an_unedited_sheet_changes_nothing(root: Path):
    merged = merge(root, exported(root))

    assert (merged.changes, merged.files, merged.warnings) == ((), {}, ())


def test_an_edited_field_is_changed_in_its_line_alone(root: Path):
    merged = merge(root, exported(root, setting(2, 標題="改過的標題")))

    assert text_of(merged) == FILE.replace('"第一件"  #', '"改過的標題" #')


def test_a_change_says_which_fields_become_what(root: Path):
    merged = merge(root, exported(root, setting(3, 標題="新題", 地點="河內", 形式="視訊")))

    (change,) = merged.changes
    assert str(change.where) == "seeds/events/q3.yaml:16"
    assert [(one.name, one.before, one.after) for one in change.fields] == [
        ("標題", "第二件", "新題"),
        ("形式", "meeting", "video"),
        ("地點", "", "河內"),
    ]


def test_a_new_field_stands_in_its_usual_place(root: Path):
    text = text_of(merge(root, exported(root, setting(2, 地點="河內", 國家="NO\nTW"))))

    record = text[text.index("- id: first") : text.index("# 以下九月")]
    assert [line.split(":")[0].strip() for line in record.splitlines() if line.startswith("  ") and ":" in line] == [
        "when", "title", "summary", "actors", "countries", "mode", "place", "sources", "- {outlet",
    ]  # fmt: skip
    assert "# 日期待查" in record
    assert "# 紙本" in record


def test_a_changed_source_keeps_the_comments_around_it(root: Path):
    def edit(sheet: Any, columns: dict[str, int]) -> None:
        if sheet.title == "來源":
            sheet.cell(2, columns["篇名"], "篇名甲")

    text = text_of(merge(root, exported(root, edit)))

    assert "    # 紙本\n    - {outlet: 人民網, date: 2021-07-02, title: 篇名甲}\n" in text


def test_a_changed_day_is_written_without_quotes(root: Path):
    from datetime import date

    text = text_of(merge(root, exported(root, setting(3, 開始日=date(2021, 9, 9)))))

    assert "  when: 2021-09-09\n" in text


def test_a_new_event_is_put_where_its_day_belongs(root: Path):
    def edit(sheet: Any, columns: dict[str, int]) -> None:
        if sheet.title == "事件":
            new = {
                "代號": "new",
                "開始日": "2021-08-01",
                "標題": "新",
                "摘要": "新。",
                "行為者": "王毅",
                "形式": "訪問",
            }
            for header, value in new.items():
                sheet.cell(4, columns[header], value)
        else:
            sheet.cell(4, columns["事件代號"], "new")
            sheet.cell(4, columns["媒體"], "人民網")

    text = text_of(merge(root, exported(root, edit)))

    assert [event["id"] for event in parse(text, "a").value] == ["first", "new", "second"]  # type: ignore[union-attr,index,call-overload]
    assert text.startswith(FILE.split("\n# 以下九月")[0])
    assert text.endswith(FILE[FILE.index("\n# 以下九月") :])


def test_a_copied_row_with_a_new_id_is_a_new_event(root: Path):
    def edit(sheet: Any, columns: dict[str, int]) -> None:
        for source in list(sheet.iter_rows(min_row=2, max_row=2, values_only=True)):
            sheet.append(source)
            sheet.cell(sheet.max_row, 1, "copy")

    (change,) = merge(root, exported(root, edit)).changes

    assert (change.before, change.after.id) == (None, "copy")


def test_an_event_that_is_not_in_the_sheet_is_left_alone(root: Path):
    def edit(sheet: Any, columns: dict[str, int]) -> None:
        sheet.delete_rows(2)

    assert merge(root, exported(root, edit)).files == {}


def test_a_change_in_the_files_alone_is_kept(root: Path):
    path = exported(root)
    (root / "seeds/events/q3.yaml").write_text(FILE.replace("第一件", "我改的"), encoding="utf-8")

    assert merge(root, path).changes == ()


def test_the_same_change_on_both_sides_is_no_conflict(root: Path):
    path = exported(root, setting(2, 標題="同"))
    (root / "seeds/events/q3.yaml").write_text(FILE.replace("第一件", "同"), encoding="utf-8")

    assert merge(root, path).changes == ()


def test_changes_on_both_sides_are_refused_with_both_places(root: Path):
    path = exported(root, setting(2, 標題="他改的"))
    (root / "seeds/events/q3.yaml").write_text(FILE.replace("第一件", "我改的"), encoding="utf-8")

    with pytest.raises(CatalogueError) as caught:
        merge(root, path)

    (problem,) = caught.value.problems
    assert str(problem.where) == "edited.xlsx:事件!A2"
    assert "seeds/events/q3.yaml:3" in problem.what.zh


def test_an_event_deleted_here_and_changed_there_is_a_conflict(root: Path):
    path = exported(root, setting(2, 標題="他改的"))
    (root / "seeds/events/q3.yaml").write_text(FILE[FILE.index("- id: second") :], encoding="utf-8")

    with pytest.raises(CatalogueError) as caught:
        merge(root, path)

    assert "刪去" in caught.value.problems[0].what.zh


def test_mistakes_in_the_sheet_are_told_with_their_cells(root: Path):
    with pytest.raises(CatalogueError) as caught:
        merge(root, exported(root, setting(2, 重要性=9, 密等="最高")))

    assert caught.value.problems[0].where.cell is not None


def test_an_unknown_name_in_the_sheet_is_a_warning(root: Path):
    assert "王義毅" in merge(root, exported(root, setting(2, 對方="王義毅"))).warnings[0].what.zh


def test_only_spreadsheets_are_imported(root: Path):
    with pytest.raises(RequestError):
        merge(root, root / "seeds/events/q3.yaml")


def test_an_event_in_json_is_not_changed_by_line(tmp_path: Path):
    from tests.make import an_event

    root = a_workspace(tmp_path, an_event("a"))

    with pytest.raises(CatalogueError) as caught:
        merge(root, exported(root, setting(2, 標題="新")))

    assert "YAML" in caught.value.problems[0].what.zh


@given(
    st.lists(EVENTS, min_size=2, max_size=3, unique_by=lambda event: event.id),
    EVENTS,
    st.integers(0, 1),
    st.sampled_from(["", "# 註解\n"]),
)
@settings(
    max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)
def test_any_event_may_become_any_other_and_the_rest_stays(
    tmp_path_factory: pytest.TempPathFactory, events: list[Event], other: Event, at: int, comment: str
):
    import msgspec

    folder = tmp_path_factory.mktemp("a")
    changed = msgspec.structs.replace(other, id=events[at].id)
    records = [yaml_list([plain_event(event)]) for event in events]
    (folder / "a.yaml").write_text(comment + comment.join(records), encoding="utf-8", newline="")

    text = splice(folder / "a.yaml", folder, [Splice(events[at], changed, at)], {})

    wanted = [changed if index == at else event for index, event in enumerate(events)]
    assert convert(parse(text, "a.yaml"), list[Event]) == wanted
    for index, record in enumerate(records):
        assert index == at or record in text


# ---- candidates -------------------------------------------------------------------


def candidates(root: Path, *events: Event, ticks: tuple[object, ...] = ("✓",), edit: Any = None) -> Path:
    """Write a sheet of candidates, tick its rows so, let somebody edit it, and give the file."""
    book = load_workbook(io.BytesIO(candidates_sheet(events, registers())))
    for row, tick in enumerate(ticks, 2):
        book["事件"].cell(row, 1, tick)
    if edit is not None:
        for sheet in (book["事件"], book["來源"]):
            edit(sheet, {cell.value: cell.column for cell in sheet[1]})
    path = root / "candidates.xlsx"
    book.save(path)
    return path


def refused(root: Path, path: Path) -> tuple[Problem, ...]:
    with pytest.raises(CatalogueError) as caught:
        merge(root, path)
    return caught.value.problems


NEW = an_event(
    "new", when="2021-09-20", title="訪問泰國", actors=("布林肯",), sources=(a_source(date="2021-09-21"),)
)


@pytest.mark.parametrize("tick", ["✓", "v", "V", "Ｖ", "是", "Y", "yes", 1, 1.0, "1", True, "TRUE", "採用"])
def test_a_row_is_taken_where_the_tick_says_yes(root: Path, tick: object):
    merged = merge(root, candidates(root, NEW, ticks=(tick,)))

    assert [change.after.id for change in merged.changes] == ["new"]


@pytest.mark.parametrize(
    "tick", [None, "", " ", "否", "N", "no", "不採用", 0, 0.0, "0", False, "FALSE", "✗", "已有"]
)
def test_a_row_is_left_where_the_tick_says_no(root: Path, tick: object):
    assert merge(root, candidates(root, NEW, ticks=(tick,))).changes == ()


def test_a_tick_that_says_neither_is_refused_with_its_cell_and_what_to_write(root: Path):
    (problem,) = refused(root, candidates(root, NEW, ticks=("我要",)))

    assert problem.where.cell == "A2"
    assert "「我要」" in problem.what.zh
    assert problem.hint is not None
    assert "✓" in problem.hint.zh


def test_a_candidate_whose_summary_nobody_has_written_is_refused_with_its_cell(root: Path):
    event = replace(NEW, summary="（摘要待撰寫）訪問泰國。")

    (problem,) = refused(root, candidates(root, event))

    assert (problem.where.sheet, problem.where.cell) == ("事件", "J2")
    assert "摘要尚待撰寫" in problem.what.zh


@pytest.mark.parametrize(
    ("event", "alike"),
    [
        (an_event("new", when="2021-09-09", mode="meeting"), "second"),
        (an_event("new", when="2021-09-11", mode="visit"), "second"),
        (an_event("new", when="2021-09-12", mode="meeting"), None),
        (an_event("new", when="2021-09-11", mode="sanction"), None),
        (an_event("new", when="2021-09-11", mode="meeting", actors=("布林肯",)), None),
    ],
)
def test_a_new_event_a_day_off_one_of_the_catalogue_is_noticed(root: Path, event: Event, alike: str | None):
    event = replace(event, sources=(a_source(date="2021-09-12"),))

    merged = merge(root, candidates(root, event))

    said = [problem.what.zh for problem in merged.warnings if "相近" in problem.what.zh]
    assert [f"目錄中的「{alike}」" in text for text in said] == ([True] if alike else [])


# ---- the words of the sheet -------------------------------------------------------


def test_an_event_without_a_source_is_told_which_row_to_add(root: Path):
    def edit(sheet: Any, columns: dict[str, int]) -> None:
        if sheet.title == "來源":
            sheet.delete_rows(2)

    (problem,) = refused(root, exported(root, edit))

    assert "缺少必填欄位「來源」" in problem.what.zh
    assert problem.hint is not None
    assert "工作表「來源」加一列，「事件代號」" in problem.hint.zh


def test_a_date_is_called_by_the_column_it_is_in(root: Path):
    def edit(sheet: Any, columns: dict[str, int]) -> None:
        if sheet.title == "來源":
            sheet.cell(2, columns["刊出日"], "上週")

    problems = (
        refused(root, candidates(root, NEW, edit=edit)),
        refused(root, exported(root, setting(2, 開始日="昨天"))),
    )

    assert ["「刊出日」" in problems[0][0].what.zh, "「開始日」" in problems[1][0].what.zh] == [True, True]


@pytest.mark.parametrize(
    ("sheet", "header", "meant"),
    [("事件", "題目", "標題"), ("事件", "備註", "編輯備註"), ("來源", "連結", "網址")],
)
def test_a_header_in_other_words_is_told_the_usual_one(root: Path, sheet: str, header: str, meant: str):
    def edit(page: Any, columns: dict[str, int]) -> None:
        if page.title == sheet:
            page.cell(1, columns[meant], header)

    problem = refused(root, exported(root, edit))[0]

    assert f"沒有「{header}」這一欄" in problem.what.zh
    assert problem.hint is not None
    assert f"「{meant}」" in problem.hint.zh


def test_a_source_whose_event_has_another_id_now_is_told_of_renaming(root: Path):
    problem = refused(root, exported(root, setting(2, 代號="renamed")))[0]

    assert "已沒有「first」" in problem.what.zh
    assert problem.hint is not None
    assert "改了事件的代號" in problem.hint.zh


def test_a_cell_with_a_formula_and_no_value_is_told_as_such(root: Path):
    (problem,) = refused(root, exported(root, setting(2, 標題='="第"&"一件"')))

    assert (problem.where.sheet, problem.where.cell) == ("事件", "H2")
    assert "公式" in problem.what.zh


def test_several_in_one_cell_are_told_to_be_one_a_line(root: Path):
    problems = refused(root, exported(root, setting(2, 國家="US、RU", 行為者="拜登、普丁")))

    assert ["Alt+Enter" in str(problem.hint and problem.hint.zh) for problem in problems[:2]] == [True, True]
