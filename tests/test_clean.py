"""What no page can show is taken out once, and told: once for each file, and never of a withheld event."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from briefgen import catalogue
from briefgen.catalogue import load
from briefgen.clean import clean
from briefgen.cli import run
from briefgen.errors import Problem, RenderError, Severity
from briefgen.model import Catalogue
from briefgen.render import sheets
from tests.make import a_workspace, an_event, registers
from tests.trust import EDITION, a_place, as_json, left, some_events

BAD = "\x07"
YAML = """
- id: low-1
  when: 2021-09-10
  title: {title}
  summary: 訪問越南，會晤外長。
  actors: [王毅]
  mode: visit
  sources: [{{outlet: 人民網, date: 2021-09-11}}]
"""


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x01", "\x0b", "\x1b", "\x7f", "\x80", "\x9f", "\ufdd0", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff",
     "\ud800", "\ufeff", "\u202a", "\u202e", "\u2066", "\u2069", "\U000e0041"],
)  # fmt: skip
def test_what_no_page_shows_and_what_turns_the_text_is_taken_out(character: str):
    text, (removed,) = clean(f"王\n毅{character}訪", "a.md")

    assert text == "王\n毅訪"
    assert (removed.character, removed.where.line, removed.where.column) == (character, 2, 2)


@pytest.mark.parametrize(
    "text", ["甲\t乙\n", "\u200d\u200b\u2060\xad", "俾", "𠀀\U000e0100", "\ue000", "שלום\u200f", "é\u0301"]
)
def test_what_a_page_shows_or_needs_stays(text: str):
    assert clean(text) == (text, ())


# ---- every reader ---------------------------------------------------------------------


def title_of(root: Path) -> str:
    (event,) = load(root).catalogue.events
    return event.title


def told(root: Path) -> list[Problem]:
    return [problem for problem in load(root).warnings if "清除" in problem.what.zh]


def exported(form: str) -> bytes:
    return catalogue.export(Catalogue((an_event(title="甲QQQ乙WWW丙"),), registers()), registers(), form)


def in_workbook(data: bytes, changes: dict[bytes, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            for old, new in changes.items():
                content = content.replace(old, new)
            target.writestr(name, content)
    return out.getvalue()


RECORD = as_json([an_event(title="甲X乙Y丙")])
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "YAML": ("e.yaml", lambda: YAML.format(title="甲\x07乙\u202e丙").encode()),
    "YAML with escapes": ("e.yaml", lambda: YAML.format(title='"甲\\a乙\\u202E丙"').encode()),
    "JSON": ("e.json", lambda: RECORD.replace("X", "\x07").replace("Y", "\u202e").encode()),
    "JSON with escapes": ("e.json", lambda: RECORD.replace("X", "\\u0007").replace("Y", "\\u202e").encode()),
    "JSON Lines": ("e.jsonl", lambda: RECORD[1:-1].replace("X", "\\u0007").replace("Y", "\u202e").encode()),
    "CSV": ("e.csv", lambda: exported("csv").replace(b"QQQ", b"\x07").replace(b"WWW", "\u202e".encode())),
    "XLSX": ("e.xlsx", lambda: in_workbook(exported("xlsx"), {b"QQQ": b"_x0007_", b"WWW": b"&#x202E;"})),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_events_is_read_without_them_and_one_warning_says_so_each_time(tmp_path: Path, name: str):
    file, data = FILES[name]
    root = a_workspace(tmp_path)
    (root / "seeds" / "events" / file).write_bytes(data())

    for _ in range(2):
        assert title_of(root) == "甲乙丙"
        (problem,) = told(root)
        assert problem.severity is Severity.WARNING
        assert problem.where.file == f"seeds/events/{file}"
        assert "清除了 2 個" in problem.what.zh
        assert "U+0007、U+202E" in problem.what.zh


def test_the_first_place_is_told(tmp_path: Path):
    text = YAML.format(title="甲") + YAML.format(title="乙\x07").replace("low-1", "low-2")
    root = a_workspace(tmp_path, files={"seeds/events/e.yaml": text})

    (problem,) = told(root)

    assert problem.where.line == 12


def test_files_put_together_with_their_byte_order_marks_are_read(tmp_path: Path):
    text = (
        YAML.format(title="甲").lstrip()
        + "\ufeff"
        + YAML.format(title="乙").lstrip().replace("low-1", "low-2")
    )
    root = a_workspace(tmp_path, files={"seeds/events/e.yaml": text})

    assert [event.title for event in load(root).catalogue.events] == ["甲", "乙"]


def test_a_comment_may_hold_what_it_likes(tmp_path: Path):
    root = a_workspace(tmp_path, files={"seeds/events/e.yaml": YAML.format(title="甲 # \x07")})

    assert title_of(root) == "甲"
    assert told(root) == []


def test_a_key_is_cleaned_too(tmp_path: Path):
    text = YAML.format(title="甲").replace("title:", "ti\x07tle:")
    root = a_workspace(tmp_path, files={"seeds/events/e.yaml": text})

    assert title_of(root) == "甲"


def test_a_zero_byte_is_still_no_text(tmp_path: Path):
    root = a_workspace(tmp_path, files={"seeds/events/e.yaml": YAML.format(title="甲\0")})

    with pytest.raises(catalogue.loading.CatalogueError) as caught:  # type: ignore[attr-defined]
        load(root)

    assert "不是文字檔" in caught.value.problems[0].what.zh


# ---- files without a level ------------------------------------------------------------


@pytest.fixture
def build(capsys: pytest.CaptureFixture[str]) -> Callable[[Path], tuple[dict[str, bytes], str]]:
    def command(root: Path) -> tuple[dict[str, bytes], str]:
        words = ["-C", str(root), "--lang", "zh", "build", "q3", "--audience", "reader"]
        assert run(words) == 0, capsys.readouterr().err
        return left(root / "out"), capsys.readouterr().err

    return command


def test_prose_templates_and_registers_are_cleaned_and_told_of_once_each(build, tmp_path: Path):
    person = json.dumps([{"name": "王毅", "country": "CN", "aliases": ["王X外長"]}], ensure_ascii=False)
    files = {
        "templates/reader/brief.html.j2": '{% extends "base/brief.html.j2" %}\n{# \x07 #}\n',
        "templates/reader/brief.css": 'p.window::before {\n  content: "※\x07\u202e";\n}\n',
        "seeds/people.json": person.replace("X", "\\u0007"),
    }
    edition = EDITION.replace("各國往來", "各\u202e國\x07往來")
    root = a_place(tmp_path, some_events(None), edition=edition, files=files)

    made, err = build(root)

    with zipfile.ZipFile(io.BytesIO(made["q3/q3-reader.docx"])) as word:
        assert "各國往來" in word.read("word/document.xml").decode()
    assert err.count("清除了") == 4
    assert "templates/reader/brief.css:2:14：清除了 2 個" in err
    assert "seeds/editions/q3.md:13:2：清除了 2 個" in err
    assert "templates/reader/brief.html.j2:2:4：清除了 1 個" in err
    assert "seeds/people.json:1：清除了 1 個" in err


def test_a_stylesheet_that_spells_one_out_is_refused_with_its_line(tmp_path: Path):
    sheet = tmp_path / "templates" / "reader" / "brief.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text('\ufeffp { color: red }\np::before { content: "甲\\00202E 乙\\\\7" }\n', "utf-8")

    with pytest.raises(RenderError) as refused:
        sheets.read(sheet)

    (problem,) = refused.value.problems
    assert problem.say() == "templates/reader/brief.css:2：寫出了不會顯示的控制字元（U+202E）；請刪去"


def test_a_stylesheet_may_spell_out_what_a_page_shows(tmp_path: Path):
    sheet = tmp_path / "brief.css"
    sheet.write_text('p::before { content: "\\7532 \\\\7\\A" }', "utf-8")

    assert sheets.read(sheet) == 'p::before { content: "\\7532 \\\\7\\A" }'


# ---- withheld -------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["yaml", "json", "escaped", "one file"])
def test_of_a_withheld_event_nothing_is_told(build, tmp_path: Path, form: str):
    high = an_event("birde-1", when="2021-09-05", marking="密", title="甲X乙")
    low = some_events(None)
    record = msgspec.to_builtins(high)
    record = {**record, "when": "2021-09-05", "sources": [{"outlet": "人民網", "date": "2021-09-06"}]}
    texts = {
        "yaml": ("h.yaml", json.dumps([record], ensure_ascii=False).replace("X", BAD)),
        "json": ("h.json", json.dumps([record], ensure_ascii=False).replace("X", BAD)),
        "escaped": ("h.json", json.dumps([record], ensure_ascii=False).replace("X", "\\u202e")),
        "one file": ("events.json", as_json([*low, high]).replace("X", BAD)),
    }
    name, text = texts[form]
    places = (
        a_place(tmp_path / "without", low),
        a_place(tmp_path / "with", low, files={f"seeds/events/{name}": text}),
    )

    without, with_it = (build(root) for root in places)

    assert with_it == without
    assert [problem.where.file for problem in load(places[1], clearance="密").warnings] == [
        f"seeds/events/{name}"
    ]
