"""The command line: what it prints, writes and returns."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.cli import run

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A copy of our own seeds and templates, to be spoilt."""
    for name in ("seeds", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def small(workspace: Path) -> Path:
    """The same with one audience and one edition."""
    for name in ("analysis", "forum", "journal", "minister", "public"):
        shutil.rmtree(workspace / "templates" / name)
    for edition in (workspace / "seeds" / "editions").glob("*.md"):
        if edition.stem != "2021-q4":
            edition.unlink()
    return workspace


@pytest.fixture
def briefgen(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Run a command in the workspace; give its exit code, output and errors."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def command(*words: str) -> tuple[int, str, str]:
        code = run(["-C", str(workspace), *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def test_a_build_writes_word_and_pdf_and_says_what_it_did(briefgen, workspace: Path):
    code, out, err = briefgen("build", "2021-q3")

    folder = workspace / "out" / "2021-q3"
    assert (code, err) == (0, "")
    assert sorted(path.name for path in folder.iterdir()) == [
        "2021-q3-research.docx",
        "2021-q3-research.manifest.json",
        "2021-q3-research.pdf",
    ]
    assert "2021-q3-research.pdf" in out
    assert "頁" in out
    assert "大國關係：選入 25 件，未選入 28 件" in out
    assert "註腳" in out


def test_an_edition_is_built_for_the_audience_it_is_written_for(briefgen, workspace: Path):
    own = briefgen("build", "2021-12-forum", "--format", "docx")
    asked = briefgen("build", "2021-12-forum", "--format", "docx", "--audience", "journal")

    assert (own[0], asked[0]) == (0, 0)
    assert sorted(path.name for path in (workspace / "out" / "2021-12-forum").glob("*.docx")) == [
        "2021-12-forum-forum.docx",
        "2021-12-forum-journal.docx",
    ]


@pytest.mark.parametrize("words", [("build", "2021-12-forum"), ("check",), ("build", "--all")])
def test_an_edition_for_no_audience_is_named_with_its_line(briefgen, workspace: Path, words: tuple[str, ...]):
    for edition in (workspace / "seeds" / "editions").glob("*.md"):
        text = edition.read_text("utf-8")
        edition.write_text(text.replace("kind: forum", "kind: forums"), encoding="utf-8")
        if edition.stem != "2021-12-forum":
            edition.unlink()

    code, out, err = briefgen(*words)

    assert code == 1
    assert (
        "seeds/editions/2021-12-forum.md:4：kind「forums」不是 templates/ 裡的讀者範本；是不是「forum」？"
        in out + err
    )


def test_a_window_needs_no_edition(briefgen, workspace: Path):
    code, _, _ = briefgen(
        "build",
        "--from",
        "2021-08-01",
        "--to",
        "2021-08-31",
        "--format",
        "docx",
        "--out",
        str(workspace / "elsewhere"),
    )

    assert code == 0
    assert sorted(path.name for path in (workspace / "elsewhere").rglob("*.*")) == [
        "20210801-20210831-research.docx",
        "20210801-20210831-research.manifest.json",
    ]


def test_a_quarter_in_the_roc_calendar_is_the_same_window(briefgen):
    _, common, _ = briefgen("select", "--quarter", "2021Q3", "--as", "json")
    _, republic, _ = briefgen("select", "--quarter", "110Q3", "--as", "json")

    assert json.loads(common) == json.loads(republic)
    assert json.loads(common)["window"] == {"first": "2021-07-01", "last": "2021-09-30"}


def test_a_selection_as_json_has_each_theme_with_kept_and_left_out(briefgen):
    _, out, _ = briefgen("select", "2021-q3", "--as", "json")

    selection = json.loads(out)
    assert [theme["id"] for theme in selection["themes"]] == ["major-powers", "multilateral", "taiwan"]
    first = selection["themes"][0]["kept"][0]
    assert {"id", "first", "last", "title", "actors", "reason"} <= first.keys()
    assert {event["id"] for event in selection["uncovered"]} == {
        "2021-09-10-wang-pham-binh-minh",
        "2021-09-12-hun-sen-wang",
        "2021-09-14-lee-wang",
        "2021-09-15-wang-chung-eui-yong",
        "2021-09-15-wang-moon",
    }


def test_one_theme_can_be_shown_alone(briefgen):
    _, out, _ = briefgen("select", "2021-q3", "--theme", "taiwan", "--as", "json")

    assert [theme["id"] for theme in json.loads(out)["themes"]] == ["taiwan"]


def test_why_prints_the_tree_of_the_rule(briefgen):
    code, out, _ = briefgen("select", "2021-q3", "--why", "2021-09-15-aukus")

    assert code == 0
    assert "✓" in out
    assert "✗" in out
    assert "大國關係" in out


def test_a_selection_can_be_written_to_a_file(briefgen, workspace: Path):
    path = workspace / "why.json"

    code, out, _ = briefgen("select", "2021-q3", "--as", "json", "-o", str(path))

    assert code == 0
    assert json.loads(path.read_text(encoding="utf-8"))["themes"]
    assert "why.json" in out


def test_our_own_seeds_and_templates_have_no_errors(briefgen):
    code, out, _ = briefgen("check")

    assert code == 0
    assert "錯誤 0 項，注意事項 0 項" in out


def test_verify_says_that_the_two_files_agree(briefgen, workspace: Path):
    briefgen("build", "2021-q4")
    stem = workspace / "out" / "2021-q4" / "2021-q4-research"

    code, out, _ = briefgen("verify", f"{stem}.docx", f"{stem}.pdf")

    assert code == 0
    assert "逐字相同" in out


def test_verify_fails_on_files_that_differ(briefgen, workspace: Path):
    briefgen("build", "2021-q4")
    briefgen("build", "2021-q3", "--format", "docx")

    code, _, err = briefgen(
        "verify",
        str(workspace / "out/2021-q3/2021-q3-research.docx"),
        str(workspace / "out/2021-q4/2021-q4-research.pdf"),
    )

    assert code == 1
    assert "錯誤：" in err


SPOILS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "unknown field": ("seeds/events/2021-q4.yaml", "  title:", "  titel:", ("2021-q4.yaml:", "titel", "title")),
    "impossible date": ("seeds/events/2021-q4.yaml", "  when: 2021-12-05", "  when: 2021-12-35", ("2021-q4.yaml:", "2021-12-35")),
    "duplicate id": ("seeds/events/2021-q4.yaml", "- id: 2021-12-05-mfa-us-democracy-report", "- id: 2021-12-03-xi-china-celac", ("2021-q4.yaml:",)),
    "unknown operator": ("seeds/themes.yaml", "{any_of: [CN]}", "{any_off: [CN]}", ("themes.yaml:", "any_off", "any_of")),
    "unknown theme field": ("seeds/themes.yaml", "countries: {any_of: [CN]}", "country: {any_of: [CN]}", ("themes.yaml:", "country", "countries")),
    "template syntax": ("templates/research/brief.html.j2", "{% extends", "{% extend", ("brief.html.j2:1",)),
    "undefined variable": ("templates/base/brief.html.j2", "{{", "{{ nowhere }}{{", ("brief.html.j2:", "nowhere")),
    "unknown tag": ("templates/base/brief.html.j2", "<p", "<para", ("brief.html.j2:", "para")),
    "missing font": ("templates/base/base.css", 'local("TW-Kai")', 'local("No Such Kai")', ("No Such Kai",)),
}  # fmt: skip


@pytest.mark.parametrize("fault", SPOILS)
def test_bad_input_is_one_clear_line_and_the_old_files_stay(briefgen, workspace: Path, fault: str):
    file, good, bad, said = SPOILS[fault]
    old = workspace / "out" / "2021-q4"
    old.mkdir(parents=True)
    for name in ("2021-q4-research.docx", "2021-q4-research.pdf"):
        (old / name).write_bytes(b"old")
    path = workspace / file
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")

    code, _, err = briefgen("build", "2021-q4")

    assert code == 1
    assert "Traceback" not in err
    assert any(all(word in line for word in said) for line in err.splitlines()), err
    assert {path.name: path.read_bytes() for path in old.iterdir()} == {
        "2021-q4-research.docx": b"old",
        "2021-q4-research.pdf": b"old",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("build", "2021-q33"), "2021-q3"),
        (("build", "2021-q3", "--audience", "reserch"), "research"),
        (("build", "2021-q3", "--format", "odt"), "docx"),
        (("build", "--from", "2021-08-01"), "--to"),
        (("build", "--from", "2021-08-01", "--to", "2021-07-01"), "早於"),
        (("build", "--from", "8月1日", "--to", "2021-07-01"), "不是日期"),
        (("build",), "期別"),
        (("select", "2021-q3", "--theme", "taiwna"), "taiwan"),
        (("select", "2021-q3", "--why", "2021-09-15-auku"), "2021-09-15-aukus"),
        (("biuld",), "build"),
        (("build", "2021-q3", "--odience", "research"), "--audience"),
        (("verify", "no.docx", "no.pdf"), "no.docx"),
    ],
)
def test_a_request_for_what_is_not_there_says_what_there_is(briefgen, words: tuple[str, ...], said: str):
    code, _, err = briefgen(*words)

    assert code != 0
    assert said in err
    assert "Traceback" not in err


def test_a_folder_without_seeds_is_no_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code = run(["-C", str(tmp_path), "--lang", "zh", "build", "2021-q3"])

    assert code == 2
    assert "不是 briefgen 工作區" in capsys.readouterr().err


def test_an_english_locale_gives_english(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    code = run(["-C", str(tmp_path), "build", "2021-q3"])

    assert code == 2
    assert "no briefgen workspace" in capsys.readouterr().err


def test_lang_wins_over_the_locale(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")

    run(["--lang=zh", "--help"])

    assert "用法：" in capsys.readouterr().out


def test_check_tells_of_a_font_that_is_not_there_with_its_line_and_where_to_get_it(briefgen, small: Path):
    sheet = small / "templates" / "base" / "base.css"
    text = sheet.read_text("utf-8")
    line = next(n for n, words in enumerate(text.split("\n"), 1) if 'local("TW-Kai")' in words)
    sheet.write_text(text.replace('local("TW-Kai")', 'local("TW-Gone")'), "utf-8")

    code, _, err = briefgen("check")

    assert code == 1
    assert f"templates/base/base.css:{line}：找不到" in err
    assert "TW-Gone" in err
    assert "apt install fonts-cns11643-kai" in err


def test_check_reads_on_where_an_event_is_wrong(briefgen, small: Path):
    events = """\
- {id: x-1, when: 2021-12-28, title: 甲, summary: 會晤。, actors: [王義], mode: cal, sources: [{outlet: 新華杜}]}
- {id: x-2, when: 2021-12-28, title: "甲,乙", summary: 會晤。, actors: [王毅], mode: call, sources: [{outlet: 新華社}]}
"""
    (small / "seeds/events/x.yaml").write_text(events, "utf-8")

    code, _, err = briefgen("check")

    assert code == 1
    for words in ("「cal」", "「王義」", "「新華杜」", "marks.half-width"):
        assert words in err


def test_check_tells_every_problem_at_once(briefgen, small: Path):
    spoil(small / "seeds/events/2021-q4.yaml", "  title:", "  titel:")
    spoil(small / "seeds/themes.yaml", "any_of: [CN]", "any_off: [CN]")
    spoil(small / "seeds/editions/2021-q4.md", "title:", "titel:")
    spoil(small / "templates/base/brief.html.j2", "<p", "<para")
    with (small / "templates/research/brief.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\nh2 { colr: red }\n")

    code, _, err = briefgen("check")

    assert code == 1
    for file in (
        "seeds/events/2021-q4.yaml",
        "seeds/themes.yaml",
        "seeds/editions/2021-q4.md",
        "templates/base/brief.html.j2",
        "templates/research/brief.css",
    ):
        assert file in err


def spoil(path: Path, good: str, bad: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")
