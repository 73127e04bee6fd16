"""The catalogue holds what a reader may see, checked and in order."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from briefgen.catalogue import edition_ids, load, read_edition, read_settings, read_tree
from briefgen.errors import CatalogueError, Place, Problem, RequestError, Severity
from tests.make import REPOSITORY, a_source, a_workspace, an_event, window

ONE = """\
- id: {id}
  when: 2021-09-10
  title: 王毅訪問越南
  summary: 訪問越南。
  actors: [王毅]
  mode: visit
  sources: [{{outlet: 人民網, date: 2021-09-11}}]
"""


def problems_of(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(CatalogueError) as caught:
        load(root)
    return caught.value.problems


def warnings_of(root: Path) -> tuple[Problem, ...]:
    return load(root).warnings


def test_events_come_in_order_of_first_day_last_day_and_id(tmp_path: Path):
    root = a_workspace(
        tmp_path,
        an_event("c", when="2021-09-10"),
        an_event("a", when="2021-09-10"),
        an_event("b", when="2021-09-09"),
        an_event("d", when="2021-09-10/2021-09-11"),
    )

    assert [event.id for event in load(root).catalogue.events] == ["b", "a", "c", "d"]


def test_an_empty_workspace_has_an_empty_catalogue(tmp_path: Path):
    assert load(tmp_path).catalogue.events == ()


def test_a_window_keeps_what_may_touch_it_by_one_day(tmp_path: Path):
    root = a_workspace(
        tmp_path,
        an_event("before", when="2021-06-29/2021-06-30"),
        an_event("touching", when="2021-06-30/2021-07-01"),
        an_event("some-month", when="2021-09", sources=(a_source(date="2021-09"),)),
        an_event("after", when="2021-10-01", sources=(a_source(date=None),)),
    )

    kept = load(root, window=window("2021-Q3")).catalogue.events

    assert [event.id for event in kept] == ["touching", "some-month"]


def test_two_events_of_one_id_are_refused_with_both_places(tmp_path: Path):
    files = {"seeds/events/a.yaml": ONE.format(id="x"), "seeds/events/b.yaml": "\n" + ONE.format(id="x")}

    (problem,) = problems_of(a_workspace(tmp_path, files=files))

    assert problem.where == Place("seeds/events/b.yaml", 2)
    assert "seeds/events/a.yaml:1" in problem.what.zh


def test_of_a_record_with_a_mistake_the_rest_is_checked_too(tmp_path: Path):
    wrong = ONE.format(id="x").replace("visit", "vist").replace("[王毅]", "[3, 王義]") + ONE.format(
        id="y"
    ).replace("date: 2021-09-11", "date: 2021-08-01")

    problems = problems_of(a_workspace(tmp_path, files={"seeds/events/a.yaml": wrong}))

    assert [(problem.where.line, problem.severity) for problem in problems] == [
        (5, Severity.ERROR),
        (5, Severity.WARNING),
        (6, Severity.ERROR),
        (14, Severity.ERROR),
    ]


def test_of_a_withheld_record_with_a_mistake_nothing_is_checked(tmp_path: Path):
    secret = ONE.format(id="x").replace("visit", "vist").replace("王毅]", "王義]") + "  marking: 密\n"
    wrong = ONE.format(id="Y")

    problems = problems_of(a_workspace(tmp_path, files={"seeds/events/a.yaml": secret + wrong}))

    assert [problem.where.line for problem in problems] == [9]


def test_the_problems_of_all_files_are_told_together(tmp_path: Path):
    files = {
        "seeds/events/a.yaml": ONE.format(id="A A"),
        "seeds/events/b.yaml": "a: [",
        "seeds/events/c.txt": "",
        "seeds/bodies.yaml": "- {name: 甲, kind: forums}\n",
    }

    found = [problem.where.file for problem in problems_of(a_workspace(tmp_path, files=files))]

    assert found == ["seeds/bodies.yaml", "seeds/events/a.yaml", "seeds/events/b.yaml", "seeds/events/c.txt"]


def test_a_name_that_no_register_has_is_a_warning_with_the_nearest_name(tmp_path: Path):
    event = an_event(actors=("王義毅",), body="某某論壇", sources=(a_source("人民日報網"),))

    found = warnings_of(a_workspace(tmp_path, event))

    assert [problem.severity for problem in found] == [Severity.WARNING] * 3
    assert "王毅" in found[0].say()
    assert "bodies.yaml" in found[1].say()
    assert "是不是「人民網」" in found[2].say()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("王義", "「王毅」"),
        ("正毅", "「王毅」"),
        ("薩爾瓦多爾", "「薩爾瓦多」"),
        ("汪義", None),
        ("蘇利文", None),
    ],
)
def test_a_misspelt_name_has_a_suggestion_but_no_person_becomes_a_country(
    tmp_path: Path, written: str, meant: str | None
):
    (warning,) = warnings_of(a_workspace(tmp_path, an_event(actors=(written,))))

    assert warning.hint is not None
    assert f"是不是{meant}？" in warning.hint.zh if meant else "是不是" not in warning.hint.zh


@pytest.mark.parametrize(
    "name", ["王毅", "美國", "美", "US", "臺灣", "台灣", "歐盟", "聯合國", "中國大陸", "紐西蘭"]
)
def test_people_and_countries_are_known_names(tmp_path: Path, name: str):
    assert warnings_of(a_workspace(tmp_path, an_event(actors=(name,)))) == ()


@pytest.mark.parametrize("text", ["", "\n", "# 待補\n", "---\n"])
def test_an_empty_event_file_is_a_warning_every_time(tmp_path: Path, text: str):
    root = a_workspace(tmp_path, an_event("a"), files={"seeds/events/empty.yaml": text})

    first, second = warnings_of(root), warnings_of(root)

    assert [problem.say() for problem in first] == [problem.say() for problem in second]
    assert first[0].where.file == "seeds/events/empty.yaml"
    assert first[0].what.zh == "檔案是空的"


@pytest.mark.parametrize(
    ("name", "text"), [("e.csv", ""), ("e.csv", "代號,日期,標題\n"), ("e.jsonl", "\n"), ("e.json", " ")]
)
def test_an_empty_file_of_any_kind_is_a_warning(tmp_path: Path, name: str, text: str):
    root = a_workspace(tmp_path, an_event("a"), files={f"seeds/events/{name}": text})

    (warning,) = load(root).warnings

    assert warning.severity is Severity.WARNING
    assert warning.say().startswith(f"seeds/events/{name}：檔案是空的；請補上內容，或刪去這個檔案")


@pytest.mark.parametrize("header", ["日期,日期精度", "日期精度,日期", "開始日,日期精度"])
def test_the_precision_of_a_day_in_a_table_counts_wherever_it_stands(tmp_path: Path, header: str):
    cells = {"日期": "2021-09-01", "開始日": "2021-09-01", "日期精度": "月"}
    date = ",".join(cells[name] for name in header.split(","))
    text = f"代號,{header},標題,摘要,行為者,形式,來源1・媒體,來源1・刊出日期\np,{date},題,出席會議。,王毅,演說,人民網,2021-09-30\n"
    root = a_workspace(tmp_path, files={"seeds/events/p.csv": text})

    (event,) = load(root).catalogue.events

    assert str(event.when) == "2021-09"


def test_an_empty_register_is_refused_and_an_empty_list_is_not(tmp_path: Path):
    root = a_workspace(tmp_path, files={"seeds/bodies.yaml": "[]\n"})
    assert warnings_of(root) == ()

    (root / "seeds/bodies.yaml").write_text("# 待補\n", encoding="utf-8")
    (problem,) = problems_of(root)

    assert (problem.where.file, problem.what.zh) == ("seeds/bodies.yaml", "檔案是空的")


def test_a_folder_where_a_file_should_be_is_named(tmp_path: Path):
    root = a_workspace(tmp_path, an_event("a"))
    for name in ("seeds/bodies.yaml", "seeds/events/x.yaml"):
        (root / name).mkdir()

    found = problems_of(root)

    assert [problem.where.file for problem in found] == ["seeds/bodies.yaml", "seeds/events/x.yaml"]
    assert all("資料夾" in problem.what.zh for problem in found)


@pytest.mark.parametrize("digits", ["9" * 30, "-" + "9" * 30, str(2**63), "0x" + "f" * 30, "9" * 5000])
def test_a_number_beyond_64_bits_is_refused_with_its_line(tmp_path: Path, digits: str):
    text = ONE.format(id="x") + f"  session: {digits}\n"

    (problem,) = problems_of(a_workspace(tmp_path, files={"seeds/events/a.yaml": text}))

    assert problem.where == Place("seeds/events/a.yaml", 8)
    assert "「session」" in problem.what.zh
    assert "範圍" in problem.what.zh


def test_a_number_in_json_beyond_64_bits_is_refused(tmp_path: Path):
    (tmp_path / "a.json").write_text('[{"session": ' + "9" * 30 + "}]")

    with pytest.raises(CatalogueError) as caught:
        read_tree(tmp_path / "a.json", tmp_path)

    assert "範圍" in caught.value.problems[0].what.zh


def test_a_placeholder_that_nobody_replaced_is_refused(tmp_path: Path):
    event = an_event(summary="（摘要待撰寫）王毅訪問越南。", actors=("（待確認）",))

    found = [problem.what.zh for problem in problems_of(a_workspace(tmp_path, event))]

    assert found == ["摘要尚待撰寫", "行為者尚待確認"]


def test_a_country_code_that_iso_does_not_have_is_refused(tmp_path: Path):
    (problem,) = problems_of(a_workspace(tmp_path, an_event(countries=("UK",))))

    assert "UK" in problem.what.zh
    assert problem.hint is not None
    assert "GB" in problem.hint.zh


def test_a_source_older_than_its_event_is_refused_unless_a_remark_explains(tmp_path: Path):
    old = (a_source(date="2021-09-08"),)

    refused = problems_of(a_workspace(tmp_path / "a", an_event(sources=old)))
    warned = warnings_of(a_workspace(tmp_path / "b", an_event(sources=old, remark="預告")))

    assert "早於" in refused[0].what.zh
    assert "早於" in warned[0].what.zh


@pytest.mark.parametrize(
    ("event", "source"), [("2021-09-10", "2021-09-09"), ("2021-09", "2021-08-31"), ("2021-09-10", "2021-08")]
)
def test_a_day_of_difference_and_vague_dates_are_no_contradiction(tmp_path: Path, event: str, source: str):
    assert not warnings_of(a_workspace(tmp_path, an_event(when=event, sources=(a_source(date=source),))))


def test_news_more_than_a_week_late_is_a_warning(tmp_path: Path):
    (found,) = warnings_of(a_workspace(tmp_path, an_event(sources=(a_source(date="2021-10-01"),))))

    assert found.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("when", "day"), [("2021-12-D3", "2021-12-17"), ("2021-09", "2021-08-20"), ("2021", "2020-12-30")]
)
def test_a_source_older_than_the_first_day_of_a_vague_date_is_refused(tmp_path: Path, when: str, day: str):
    (problem,) = problems_of(a_workspace(tmp_path, an_event(when=when, sources=(a_source(date=day),))))

    assert f"來源日期 {day} 早於事件日期 {when}" in problem.what.zh


@pytest.mark.parametrize("day", ["2021-09-01", "2021-10-01"])
def test_a_remark_that_speaks_of_the_day_of_the_source_settles_it(tmp_path: Path, day: str):
    event = an_event(sources=(a_source(date=day),), remark="報導是回顧，來源日期因此不同。")

    assert warnings_of(a_workspace(tmp_path, event)) == ()


def test_a_source_given_twice_is_a_warning_and_two_articles_of_a_day_are_none(tmp_path: Path):
    twice = an_event(sources=(a_source(), a_source(url="https://a.example")))
    two = an_event(sources=(a_source(title="甲"), a_source(title="乙")))

    (warning,) = warnings_of(a_workspace(tmp_path / "a", twice))

    assert "這則來源重複" in warning.what.zh
    assert warnings_of(a_workspace(tmp_path / "b", two)) == ()


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        ("王毅9月10日與越南外長會晤。", "王毅9月10日"),
        ("王毅訪問越南。", "王毅"),
        ("中國大陸外長王毅訪問越南。", "中國大陸外長王毅"),
        ("王與越南外長會晤。", "王"),
        ("9月10日與越南外長會晤。", "9月10日"),
        ("2021年9月10日訪問越南。", "2021年9月10日"),
        ("10日訪問越南。", "10日"),
    ],
)
def test_a_summary_that_begins_with_actor_or_day_is_a_warning(tmp_path: Path, summary: str, said: str):
    event = an_event(summary=summary)
    people = "- {name: 王毅, country: CN, short: 王}\n"

    (warning,) = warnings_of(a_workspace(tmp_path, event, files={"seeds/people.yaml": people}))

    assert f"以「{said}」開頭" in warning.what.zh


@pytest.mark.parametrize(
    "summary",
    [
        "訪問越南，與王毅同行。",
        "會見王毅。",
        "9月8日抵達後訪問越南。",
        "王室接待。",
        "10日內訪問三國。",
        "與越南外長9月10日會晤。",
    ],
)
def test_a_summary_that_begins_with_something_else_is_none(tmp_path: Path, summary: str):
    assert warnings_of(a_workspace(tmp_path, an_event(summary=summary))) == ()


@pytest.mark.parametrize("place", [".", "briefgen/starter/workspace"])
def test_our_own_seeds_raise_no_doubt(tmp_path: Path, place: str):
    shutil.copytree(REPOSITORY / place / "seeds", tmp_path / "seeds")

    assert [problem.say() for problem in load(tmp_path).warnings] == []


def test_people_written_as_one_are_refused(tmp_path: Path):
    (problem,) = problems_of(a_workspace(tmp_path, an_event(actors=("王毅、拜登",))))

    assert "「王毅、拜登」寫成了一項" in problem.what.zh
    assert problem.hint is not None
    assert "[王毅, 拜登]" in problem.hint.zh


def test_a_reader_without_clearance_sees_what_is_public(tmp_path: Path):
    root = a_workspace(tmp_path, an_event("a"), an_event("b", marking="密"), an_event("c", marking="公開"))

    assert [event.id for event in load(root).catalogue.events] == ["a", "c"]
    assert [event.id for event in load(root, clearance="密").catalogue.events] == ["a", "b", "c"]


def test_what_is_above_the_clearance_is_not_even_validated(tmp_path: Path):
    secret = ONE.format(id="secret").replace("visit", "vist") + "  marking: 機密\n" + ONE.format(id="open")
    root = a_workspace(tmp_path, files={"seeds/events/a.yaml": secret})

    assert [event.id for event in load(root).catalogue.events] == ["open"]
    with pytest.raises(CatalogueError):
        load(root, clearance="機密")


def test_a_secret_event_of_the_same_id_is_not_betrayed(tmp_path: Path):
    files = {"seeds/events/a.yaml": ONE.format(id="x") + "  marking: 密\n" + ONE.format(id="x")}

    assert len(load(a_workspace(tmp_path, files=files)).catalogue.events) == 1


def test_an_unknown_marking_is_refused_without_quoting_the_event(tmp_path: Path):
    files = {"seeds/events/a.yaml": ONE.format(id="canary") + "  marking: canary密\n"}

    (problem,) = problems_of(a_workspace(tmp_path, files=files))

    assert problem.where == Place("seeds/events/a.yaml", 1)
    assert "canary" not in problem.say("zh") + problem.say("en")


def test_a_workspace_sets_its_own_markings(tmp_path: Path):
    toml = 'markings = ["open", "closed"]\ndefault_marking = "closed"\n'
    root = a_workspace(tmp_path, an_event("a"), an_event("b", marking="open"), files={"briefgen.toml": toml})

    assert [event.id for event in load(root, clearance="open").catalogue.events] == ["b"]
    assert read_settings(root).highest == "closed"


def test_an_unknown_clearance_is_a_wrong_request(tmp_path: Path):
    with pytest.raises(RequestError) as caught:
        load(a_workspace(tmp_path), clearance="絕對機蜜")

    assert "絕對機密" in caught.value.problems[0].say()


@pytest.mark.parametrize(
    "text", ["markings = 3", "makings = []", "markings = [", "markings = []", 'default_marking = "x"']
)
def test_a_wrong_setting_is_refused(tmp_path: Path, text: str):
    (problem, *_) = problems_of(a_workspace(tmp_path, files={"briefgen.toml": text}))

    assert problem.where.file == "briefgen.toml"


# ---- editions -------------------------------------------------------------------

EDITION = "---\ntitle: 外交\nwindow: 2021-Q3\ndate: 2021-10-31\n---\n\n# 一\n"


def test_an_edition_is_front_matter_and_prose_that_knows_its_line(tmp_path: Path):
    root = a_workspace(tmp_path, files={"seeds/editions/2021-q3.md": EDITION})

    edition, prose = read_edition(root, "2021-q3")

    assert (edition.id, edition.window.last) == ("2021-q3", date(2021, 9, 30))
    assert prose.text == "\n# 一\n"
    assert prose.place == Place("seeds/editions/2021-q3.md", 6)
    assert edition_ids(root) == ("2021-q3",)


def test_an_unknown_edition_is_a_wrong_request_with_the_nearest_one(tmp_path: Path):
    root = a_workspace(tmp_path, files={"seeds/editions/2021-q3.md": EDITION})

    with pytest.raises(RequestError) as caught:
        read_edition(root, "2021-q2")

    assert "2021-q3" in caught.value.problems[0].say()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("title: 外交\n", "titel: 外交\n", 2),
        ("2021-Q3", "2021-Q5", 3),
        ("title: 外交", "id: other\ntitle: 外交", 2),
        ("---\ntitle", "title", 1),
    ],
)
def test_a_mistake_in_the_front_matter_has_its_line(tmp_path: Path, old: str, new: str, line: int):
    root = a_workspace(tmp_path, files={"seeds/editions/2021-q3.md": EDITION.replace(old, new, 1)})

    with pytest.raises(CatalogueError) as caught:
        read_edition(root, "2021-q3")

    assert caught.value.problems[0].where.line == line


# ---- JSON and JSON Lines ----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "line", "word"),
    [
        ("a.json", '[\n {"id": "A A"}\n]', 2, "A A"),
        ("a.json", "[\n1,\n", 3, "JSON"),
        ("a.json", '[{"id": 1, "id": 2}]', 1, "重複"),
        ("a.json", '[{"id": NaN}]', 1, "NaN"),
        ("a.json", "[" * 60 + "]" * 60, 1, "巢狀"),
        ("a.json", "[" * 100_000, 1, "巢狀"),
        ("a.json", "[" + "9" * 5000 + "]", 1, "數字"),
        ("a.jsonl", '\n{"id": "a"}\n', 2, "缺少"),
        ("a.jsonl", "{}\n{\n", 2, "JSON"),
    ],
)
def test_json_is_as_strict_as_yaml_and_has_lines(tmp_path: Path, name: str, text: str, line: int, word: str):
    root = a_workspace(tmp_path, files={f"seeds/events/{name}": text})

    found = problems_of(root)

    assert found[0].where.line == line
    assert any(word in problem.what.zh for problem in found)


def test_a_tree_of_any_kind_can_be_read(tmp_path: Path):
    root = a_workspace(tmp_path, files={"seeds/themes.yaml": "version: 1\n"})

    assert read_tree(root / "seeds/themes.yaml", root).value == {"version": 1}


def test_places_are_sorted_by_row_and_then_by_column():
    cells = ["A10", "AA2", "B2", "A2", "A1"]

    found = sorted(
        (Place("a.xlsx", sheet="事件", cell=cell) for cell in cells), key=lambda place: place.order
    )

    assert [place.cell for place in found] == ["A1", "A2", "B2", "AA2", "A10"]
