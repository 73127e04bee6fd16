"""The same inputs give the same bytes, whatever surrounds them; and a manifest proves it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from briefgen.cli import run
from briefgen.pipeline import Request, build, verify_manifest
from briefgen.whole import write_whole
from tests.trust import Ran, a_place, left, program, some_events

FAKETIME = next(iter(Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), None)
OTHER_CLOCK = {} if FAKETIME is None else {"LD_PRELOAD": str(FAKETIME), "FAKETIME": "+400d"}
SURROUNDINGS: dict[str, dict[str, str]] = {
    "hash seed": {"PYTHONHASHSEED": "4711"},
    "zone": {"TZ": "Pacific/Kiritimati"},
    "locale": {"LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8"},
    "umask": {"UMASK": "0077"},
    "home": {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent", "USER": "somebody", "LOGNAME": "somebody"},
    "clock": OTHER_CLOCK,
    "folder": {"FOLDER": "/"},
    "one core": {"CORES": "0"},
}  # fmt: skip


def built_in(root: Path, surroundings: Mapping[str, str]) -> Ran:
    """Build the brief of a workspace in some surroundings."""
    env = {name: value for name, value in surroundings.items() if name not in ("UMASK", "FOLDER", "CORES")}
    # The shell sets what the environment cannot.
    before = ["sh", "-c", 'umask "$1"; cd "$2"; shift 2; exec "$@"', "sh", surroundings.get("UMASK", "0022")]
    before.append(surroundings.get("FOLDER", str(root)))
    if "CORES" in surroundings and shutil.which("taskset"):
        before += ["taskset", "-c", surroundings["CORES"]]
    place = {
        "PYTHONPATH": os.pathsep.join((str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")))
    }
    shutil.rmtree(root / "out", ignore_errors=True)
    return program(root, "build", "q3", "--audience", "reader", env={**place, **env}, before=before)


def test_everything_changed_at_once_changes_no_byte(tmp_path: Path):
    root = a_place(tmp_path, some_events(*[None] * 4))
    every = {name: value for change in SURROUNDINGS.values() for name, value in change.items()}

    plain, changed = built_in(root, {}), built_in(root, every)

    assert plain.code == 0, plain.err
    assert sorted(plain.files) == ["q3/q3-reader.docx", "q3/q3-reader.manifest.json", "q3/q3-reader.pdf"]
    assert changed.files == plain.files


@pytest.mark.slow
def test_eight_surroundings_change_no_byte(tmp_path: Path):
    root = a_place(tmp_path, some_events(*[None] * 12))
    plain = built_in(root, {})

    differing = [name for name, change in SURROUNDINGS.items() if built_in(root, change) != plain]

    assert plain.code == 0, plain.err
    assert differing == []


def test_a_workspace_somewhere_else_gives_the_same_files(tmp_path: Path):
    places = [a_place(tmp_path / name, some_events(None)) for name in ("here", "很遠 的 地方")]

    for root in places:
        build(Request(root, "q3", audience="reader"))

    assert left(places[0] / "out") == left(places[1] / "out")


# ---- manifests ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with its brief built."""
    root = a_place(tmp_path_factory.mktemp("made"), some_events(None, "密"))
    build(Request(root, "q3", audience="reader", formats=("docx",)))
    return root


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(made, tmp_path / "place")
    return tmp_path / "place"


def said_of(root: Path) -> list[str]:
    return [problem.say() for problem in verify_manifest(root, root / "out/q3/q3-reader.manifest.json")]


def test_a_manifest_tells_what_went_in_and_what_came_out(made: Path):
    manifest = json.loads((made / "out/q3/q3-reader.manifest.json").read_text("utf-8"))

    assert {
        "catalogue",
        "registers",
        "seeds/themes.yaml",
        "seeds/editions/q3.md",
        "templates/base/base.css",
    } <= manifest["inputs"].keys()
    assert {"briefgen", "weasyprint", "python-docx", "python", "zlib"} <= manifest["versions"].keys()
    assert [*manifest["outputs"]] == ["q3-reader.docx"]


def test_the_manifest_of_a_pdf_names_the_fonts(tmp_path: Path):
    root = a_place(tmp_path, some_events(None))

    build(Request(root, "q3", audience="reader", formats=("pdf",)))

    fonts = json.loads((root / "out/q3/q3-reader.manifest.json").read_text("utf-8"))["fonts"]
    assert "TW-Kai" in fonts
    assert all(len(print_) == 64 for print_ in fonts.values())


def test_a_brief_made_again_is_the_same(place: Path):
    assert said_of(place) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("templates/base/base.css", "13pt", "14pt", "templates/base/base.css 已變更"),
        ("seeds/events/events.json", "第1次", "第一次", "期間內的事件 已變更"),
        ("seeds/editions/q3.md", "頻繁", "密切", "seeds/editions/q3.md 已變更"),
    ],
)  # fmt: skip
def test_verify_says_which_input_changed(place: Path, file: str, old: str, new: str, named: str):
    path = place / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")

    (said,) = said_of(place)

    assert "q3-reader.docx 與原檔不同" in said
    assert named in said


def test_verify_sees_a_file_that_was_changed_afterwards(place: Path):
    write_whole(place / "out/q3/q3-reader.docx", b"other")

    (said,) = said_of(place)

    assert "q3-reader.docx：檔案已不是產製時的樣子" in said


def test_a_higher_event_is_not_in_the_manifest(place: Path):
    events = json.loads((place / "seeds/events/events.json").read_text("utf-8"))
    path = place / "seeds/events/events.json"
    path.write_text(json.dumps([event for event in events if event.get("marking") != "密"]), "utf-8")

    assert said_of(place) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"manifest": 1}',
        '{"manifest": 1, "asked": {"formats": ["exe"]}}',
        "[" * 9999,
        "\ufeff",
        "PK",
    ],
)
def test_what_is_no_manifest_is_refused(made: Path, tmp_path: Path, capsys, text: str):
    path = tmp_path / "some.manifest.json"
    path.write_text(text, "utf-8")

    code = run(["-C", str(made), "--lang", "zh", "verify", str(path)])

    assert code == 2
    assert "不是簡報的清單檔" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("inputs", None), ("fonts", 3), ("versions", {"briefgen": 1}), ("outputs", {}), ("outputs", []),
        ("outputs", {"../../secret": {"sha256": ""}}), ("outputs", {"..": {"sha256": ""}}), ("outputs", {"a.pdf": ""}),
        ("asked", None), ("formats", []), ("formats", ["exe"]), ("formats", "pdf"), ("edition", None), ("edition", 5),
        ("edition", ""), ("window", "2021"), ("window", ["2021-07-01"]), ("date", "today"), ("audience", None),
    ],
)  # fmt: skip
def test_a_manifest_that_was_tampered_with_is_none(
    made: Path, tmp_path: Path, capsys, part: str, value: object
):
    said = json.loads((made / "out/q3/q3-reader.manifest.json").read_bytes())
    (said if part in said else said["asked"])[part] = value
    path = tmp_path / "some.manifest.json"
    path.write_text(json.dumps(said), "utf-8")

    code = run(["-C", str(made), "--lang", "zh", "verify", str(path)])

    assert code == 2
    assert "不是簡報的清單檔" in capsys.readouterr().err


# ---- many briefs ---------------------------------------------------------------------


def test_a_run_of_many_says_what_was_built_and_what_failed(tmp_path: Path, capsys):
    root = a_place(tmp_path, some_events(None), files={"seeds/editions/q4.md": "---\ntitle: 3\n---\n"})

    code = run(["-C", str(root), "--lang", "zh", "build", "--all", "--format", "docx"])

    said = capsys.readouterr()
    assert code == 1
    assert "seeds/editions/q4.md" in said.err
    assert "產製 1 份，失敗 1 份" in said.out
    briefs = json.loads((root / "out" / "run.manifest.json").read_text("utf-8"))["briefs"]
    assert [(brief["edition"], brief["audience"], brief["state"]) for brief in briefs] == [
        ("q3", "reader", "built")
    ]
    assert [*briefs[0]["outputs"]] == ["q3/q3-reader.docx"]
