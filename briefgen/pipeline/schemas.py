"""JSON Schemas of everything a person writes, so that an editor completes and checks while typing.

The records come from `model.py`, the language of the themes from the tables of
`rules`; short forms of dates and windows are added to both.  To describe another kind
of file: a line in FILES.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from briefgen import catalogue, rules
from briefgen.errors import BriefgenError
from briefgen.model import Audience, Body, Edition, Event, Outlet, Person
from briefgen.pipeline.asking import require_workspace
from briefgen.rules.schema import DRAFT, Schema
from briefgen.tree import Plain
from briefgen.whole import write_all

FOLDER = Path(".briefgen") / "schemas"
ENDING = ".schema.json"

_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
SHORT_WINDOW = r"^\d{3,4}-?([Qq][1-4]|[Hh][12])$"
SHORT_DATE = rf"^({_DAY}(/{_DAY})?|\d{{4}}(-((0[1-9]|1[0-2])(-D[123])?|Q[1-4]|H[12]))?)$"
"""The short form of a date, a span or a longer period."""


@dataclass(frozen=True, slots=True)
class Described:
    """One kind of file: its title, the type of its content, and where it lies in a workspace.

    The fields `optional` may be left out of the file; all may be, where it has the field `unless`.
    """

    title: str
    kind: object
    files: tuple[str, ...]
    optional: tuple[str, ...] = ()
    unless: str = ""


FILES: dict[str, Described] = {
    "events": Described("事件（seeds/events/）", list[Event], ("seeds/events/**/*.yaml", "seeds/events/**/*.yml")),
    "people": Described("人物登錄（seeds/people.yaml）", list[Person], ("seeds/people.yaml",)),
    "bodies": Described("組織與場合登錄（seeds/bodies.yaml）", list[Body], ("seeds/bodies.yaml",)),
    "outlets": Described("媒體登錄（seeds/outlets.yaml）", list[Outlet], ("seeds/outlets.yaml",)),
    "themes": Described("選材規則（seeds/themes.yaml）", None, ("seeds/themes.yaml",)),
    "edition": Described("期別檔頭（seeds/editions/*.md）", Edition, (), ("id",)),
    "audience": Described("讀者範本（templates/<讀者>/audience.yaml）", Audience, ("templates/*/audience.yaml",), unless="extends"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WrittenSchemas:
    """The files written, and the settings that switch them on in VS Code."""

    files: tuple[Path, ...]
    settings: str


def write_schemas(root: Path, folder: Path | None = None) -> WrittenSchemas:
    """Write the schemas of a workspace to a folder (`.briefgen/schemas` in it where none is named).

    RequestError where `root` is no workspace, OutputError where the folder cannot be written.
    """
    require_workspace(root)
    folder = folder or root / FOLDER
    files = {
        folder / f"{name}{ENDING}": (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()
        for name, schema in schemas(group_names(root)).items()
    }
    write_all(files)
    return WrittenSchemas(tuple(files), vscode_settings(root, folder))


def schemas(groups: tuple[str, ...] = ()) -> dict[str, Schema]:
    """Give the schema of each kind of file by its name; `groups` are the groups of the themes."""
    return {
        name: rules.themes_schema(groups) if described.kind is None else _of_records(described)
        for name, described in FILES.items()
        if name != "edition"
    } | {"edition": _with_themes(_of_records(FILES["edition"]), groups)}


def group_names(root: Path) -> tuple[str, ...]:
    """Name the groups of a workspace's themes; none where that file cannot be read."""
    try:
        tree = catalogue.read_tree(root / "seeds" / "themes.yaml", root)
    except BriefgenError:
        return ()
    groups = tree.value.get("groups") if isinstance(tree.value, dict) else None
    return tuple(map(str, groups)) if isinstance(groups, dict) else ()


def vscode_settings(root: Path, folder: Path) -> str:
    """Give what belongs into `.vscode/settings.json`, as text."""
    way = Path(os.path.relpath(folder, root)).as_posix()
    way = way if way.startswith("..") else f"./{way}"
    mapping = {
        f"{way}/{name}{ENDING}": list(described.files) for name, described in FILES.items() if described.files
    }
    return json.dumps({"yaml.schemas": mapping}, ensure_ascii=False, indent=2)


def _of_records(described: Described) -> Schema:
    (top,), definitions = msgspec.json.schema_components(
        [described.kind], ref_template="#/definitions/{name}"
    )
    named = {name: _plainly(part) for name, part in definitions.items()}
    for name, words in _SHORT.items():
        if name in named:
            more: list[Plain] = [{"type": "string", "pattern": SHORT_WINDOW}] if name == "DateWindow" else []
            named[name] = {"description": words, "anyOf": [*_SHORT_FORMS, *more, named[name]]}
    if described.optional or described.unless:
        record = named[str(top["$ref"]).rpartition("/")[2]]
        required = record.pop("required")
        assert isinstance(required, list)
        record |= _required([name for name in required if name not in described.optional], described.unless)
    return {"$schema": DRAFT, "title": f"briefgen {described.title}", **top, "definitions": {**named}}


def _with_themes(schema: Schema, groups: tuple[str, ...]) -> Schema:
    """Let the front matter of an edition have themes of its own, in the language of the rules."""
    language = rules.themes_schema(groups)
    properties, rule_parts, parts = language["properties"], language["definitions"], schema["definitions"]
    assert isinstance(properties, dict) and isinstance(rule_parts, dict) and isinstance(parts, dict)
    edition = parts["Edition"]
    assert isinstance(edition, dict) and isinstance(edition["properties"], dict)
    themes = properties["themes"]
    assert isinstance(themes, dict)
    own: Schema = {**themes, "description": "只用於本期的主題，寫法同選材規則"}
    edition = {**edition, "properties": {**edition["properties"], "themes": own}}
    return {**schema, "definitions": {**rule_parts, **parts, "Edition": edition}}


def _required(names: list[Plain], unless: str) -> Schema:
    """Want some fields, or none of them where a certain other field is written."""
    if not unless:
        return {"required": names}
    return {"anyOf": [{"required": [unless]}, {"required": names}]}


_SHORT = {
    "When": "日期或期間：2021-09-10、2021-09-10/2021-09-15、2021-09、2021-09-D1（上旬）、2021-Q3、2021-H2、2021",
    "DateWindow": "期間：2021-Q3、110Q3、2021-07-01/2021-10-31，或 {first: …, last: …}",
}
_SHORT_FORMS: list[Plain] = [
    {"type": "string", "pattern": SHORT_DATE},
    {"type": "integer", "minimum": 1000, "maximum": 9999},
]


def _plainly(definition: Schema) -> Schema:
    """Say what a field means where an editor looks for it, and leave out what is for programmers."""
    fields = definition.get("properties")
    assert isinstance(fields, dict)
    shown: Schema = {name: _described(part) for name, part in fields.items()}
    kept = {key: part for key, part in definition.items() if key != "description"}
    return {**kept, "properties": shown}


def _described(field: Plain) -> Plain:
    """Lift the description of the value out of `value or nothing`."""
    assert isinstance(field, dict)
    ways = field.get("anyOf")
    if isinstance(ways, list) and isinstance(ways[0], dict) and "description" in ways[0]:
        return {"description": ways[0]["description"], **field}
    return field
