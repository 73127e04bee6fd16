"""The JSON Schemas accept what briefgen accepts, and find the usual mistakes while one types."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from jsonschema import Draft7Validator, FormatChecker

from briefgen.catalogue import edition_ids, read_tree
from briefgen.catalogue.yaml_file import parse
from briefgen.cli import run
from briefgen.pipeline.schemas import FILES, SHORT_DATE, group_names, schemas
from briefgen.rules import themes_schema
from briefgen.rules.schema import ATTRIBUTES
from briefgen.rules.themes import ATTRIBUTES as READ_ATTRIBUTES
from tests.make import REPOSITORY

SCHEMAS = schemas(group_names(REPOSITORY))


def faults(schema: Any, value: Any) -> list[str]:
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema, format_checker=FormatChecker(("date",)))
    return [error.json_path for error in validator.iter_errors(value)]


def front_matter(path: Path) -> Any:
    return parse(path.read_text("utf-8").split("---\n")[1], path.name).value


def a_theme(match: Any, **attributes: Any) -> dict[str, Any]:
    theme = {"title": "大國關係", "why": "大國往來。", "match": match, **attributes}
    return {"version": 1, "groups": {"p5": ["US", "CN"]}, "themes": {"powers": theme}}


@pytest.mark.parametrize("name", [name for name, file in FILES.items() if file.files])
def test_what_the_project_has_is_valid(name: str):
    paths = [path for pattern in FILES[name].files for path in REPOSITORY.glob(pattern)]

    found = {path.name: faults(SCHEMAS[name], read_tree(path, REPOSITORY).value) for path in paths}

    assert paths
    assert found == {path.name: [] for path in paths}


def test_an_audience_that_extends_another_may_leave_out_the_rest():
    assert faults(SCHEMAS["audience"], {"id": "mine", "extends": "research"}) == []
    assert faults(SCHEMAS["audience"], {"id": "mine", "extends": "research", "colour": "red"})
    assert faults(SCHEMAS["audience"], {"id": "mine", "title": "司長"})


def test_the_front_matter_of_every_edition_is_valid():
    for id in edition_ids(REPOSITORY):
        value = front_matter(REPOSITORY / "seeds" / "editions" / f"{id}.md")

        assert faults(SCHEMAS["edition"], value) == [], id


@pytest.mark.parametrize("name", [name for name, file in FILES.items() if file.kind is not None])
def test_a_schema_has_the_keys_that_are_read(name: str):
    kind = FILES[name].kind
    record = get_args(kind)[0] if get_args(kind) else kind
    read = {field.name for field in msgspec.structs.fields(record)}

    known = set(SCHEMAS[name]["definitions"][record.__name__]["properties"])

    assert known == read | ({"themes"} if name == "edition" else set())


def test_an_edition_may_have_themes_of_its_own():
    text = (REPOSITORY / "seeds/editions/2021-q4.md").read_text("utf-8").split("---\n")[1]
    theme = {"trade": {"title": "經貿", "why": "經貿往來。", "match": {"topics": "經貿"}}}
    value = parse(text, "2021-q4.md").value | {"themes": theme}

    assert faults(SCHEMAS["edition"], value) == []
    theme["trade"]["mach"] = theme["trade"].pop("match")
    assert faults(SCHEMAS["edition"], value)


def test_what_an_editor_shows_is_chinese():
    def descriptions(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            if isinstance(part.get("description"), str):
                yield part["description"]
            for each in part.values():
                yield from descriptions(each)
        elif isinstance(part, list):
            for each in part:
                yield from descriptions(each)

    assert [said for said in descriptions(list(SCHEMAS.values())) if not re.search("[一-鿿]", said)] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("when", "2021-13-01"),
        ("when", "昨天"),
        ("when", "2021-Q5"),
        ("when", {"first": "2021-09-10", "last": "soon"}),
        ("mode", "vist"),
        ("countries", ["usa"]),
        ("importance", 6),
        ("importance", "高"),
        ("actors", []),
        ("sources", [{"outlet": "新華社", "url": "新華網"}]),
        ("sumary", "多了一個欄位"),
        ("id", "2021 09 10"),
    ],
)
def test_a_usual_mistake_in_an_event_is_found(field: str, value: Any):
    event = {
        "id": "2021-09-10-call", "when": "2021-09-10", "title": "通話", "summary": "通話。",
        "actors": ["習近平"], "mode": "call", "sources": [{"outlet": "新華社", "date": "2021-09-10"}],
    }  # fmt: skip

    assert faults(SCHEMAS["events"], [event]) == []
    assert faults(SCHEMAS["events"], [{**event, field: value}])


@pytest.mark.parametrize("text", ["2021Q3", "110Q3", "2021-q3", "110-H2"])
def test_a_window_may_be_a_quarter_of_either_calendar(text: str):
    window = {"id": "q", "title": "題", "window": text, "date": "2021-10-01"}

    assert faults(SCHEMAS["edition"], window) == []


@pytest.mark.parametrize(
    "text", ["2021", "2021-09", "2021-09-D2", "2021-Q3", "2021-H2", "2021-09-10", "2021-09-10/2021-09-15"]
)
def test_every_short_form_of_a_date_is_known_to_the_schema(text: str):
    assert faults({"type": "string", "pattern": SHORT_DATE}, text) == []


@pytest.mark.parametrize(
    "match",
    [
        {"countries": {"any_of": ["US", "$p5", "日本"]}},
        {"countries": {"any_of": "p5"}},
        {"mode": "visit"},
        {"topics": ["南海", "臺海"]},
        {"importance": {"at_least": 2, "at_most": 4}},
        {"taiwan": {"between": ["mentioned", "direct"]}},
        {"all": [{"any": {"mode": "call", "place": "北京"}}, {"none": [{"theme": "taiwan"}]}]},
        {"when": {"after": "110Q3"}},
        {"when": 2021},
        {"text": {"contains": ["一中", "臺海"]}},
        {"title": {"matches": "會(談|晤)"}},
        {"actors": {"same_party_as": "counterparts"}},
        {"body": {"exists": False}},
    ],
)
def test_a_rule_of_the_language_is_valid(match: Any):
    assert faults(themes_schema(["p5"]), a_theme(match)) == []


@pytest.mark.parametrize(
    "match",
    [
        {},
        {"country": {"any_of": ["US"]}},
        {"countries": {"anyof": ["US"]}},
        {"countries": {"any_of": ["USA"]}},
        {"countries": {"any_of": "p6"}},
        {"mode": "vist"},
        {"importance": {"at_least": 7}},
        {"importance": {"contains": "高"}},
        {"title": {"is": "會談"}},
        {"when": {"at_least": 3}},
        {"body": {"exists": "no"}},
        {"all": []},
        {"sources.outlet": {"same_party_as": "actors"}},
    ],
)
def test_a_rule_outside_the_language_is_found(match: Any):
    assert faults(themes_schema(["p5"]), a_theme(match))


@pytest.mark.parametrize(
    "attributes",
    [{"limit": 0}, {"order_by": "dates"}, {"score": {"size": 1}}, {"group_by": {"by": "actor", "heading": "x"}}, {"tilte": "x"}],
)  # fmt: skip
def test_a_wrong_attribute_of_a_theme_is_found(attributes: dict[str, Any]):
    assert faults(themes_schema(), a_theme({"mode": "visit"}, **attributes))


def test_every_attribute_of_a_theme_is_in_the_schema():
    assert ATTRIBUTES.keys() == READ_ATTRIBUTES.keys()


def test_the_command_writes_every_schema_and_prints_the_settings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    for name in ("seeds", "templates"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)

    code = run(["-C", str(tmp_path), "--lang", "zh", "schema"])

    out = capsys.readouterr().out
    settings = json.loads(out[out.index("{") : out.rindex("}") + 1])
    folder = tmp_path / ".briefgen" / "schemas"
    assert code == 0
    assert {path.name for path in folder.iterdir()} == {f"{name}.schema.json" for name in FILES}
    for way, patterns in settings["yaml.schemas"].items():
        assert (tmp_path / way).is_file()
        assert any(path for pattern in patterns for path in tmp_path.glob(pattern))


def test_the_schemas_may_go_to_another_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code = run(["-C", str(REPOSITORY), "schema", "-o", str(tmp_path / "schemas")])

    assert code == 0
    assert (tmp_path / "schemas" / "events.schema.json").is_file()
    assert "events.schema.json" in capsys.readouterr().out
