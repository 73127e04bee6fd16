"""Names of files: nothing is written outside, over an input, or under a name that a system keeps."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefgen.cli import run
from briefgen.errors import BriefgenError
from briefgen.pipeline.outputs import out_folder, refuse_clashes, refuse_name
from tests.trust import EDITION, a_place, left, some_events

HOSTILE = [
    "..", ".", "../x", "../../etc/passwd", "/etc/passwd", "a/b", "a\\b", "..\\x", "c:\\x", "c:x", "\\\\host\\share\\x",
    "file:///x", "%2e%2e%2fx", "..%2fx", "..%c0%afx", "~/x", "~root", "$HOME", "`id`", "$(id)", "a;b", "a|b", "a&b",
    "a>b", "a<b", "a*", "a?", "a\"b", "a'b", "a b", " a", "a ", "a\tb", "a\nb", "a\rb", "a\x00b", "\x00", "a\x1bb",
    "-rf", "--help", "-", "", "con", "nul", "prn", "aux", "com1", "lpt9", "con.txt", "aux.2021-q3", "a.", "a..", "a-",
    "CON", "A", "Q3", "é", "e\u0301", "\u202etxt.fdp", "\u200b", "\ufeffa", "ａ", "二〇二一", "a\ud800", "字" * 300, "a" * 300,
    "a" * 61, ".hidden", "..hidden", "a\u2028b", "a／b", "a．．b", "ſ", "ﬁ", "K", "💣",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_name_is_refused_where_files_are_named(name: str):
    with pytest.raises(BriefgenError) as caught:
        refuse_name(name, "seeds/editions/x.md")

    assert len(caught.value.problems[0].say()) < 400


@pytest.mark.parametrize(
    "name", ["2021-q3", "a", "2021-12-forum", "20210701-20211031", "v1.2", "a" * 60, "console", "com10"]
)
def test_an_honest_name_is_not_refused(name: str):
    refuse_name(name, "seeds/editions/x.md")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_place(tmp_path_factory.mktemp("deep") / "a" / "b", some_events(None))


@pytest.mark.parametrize(
    "name", [name for name in HOSTILE if "\0" not in name and "\ud800" not in name], ids=ascii
)
@pytest.mark.parametrize("option", ["edition", "audience"])
def test_a_hostile_name_on_the_command_line_writes_nothing(place: Path, capsys, name: str, option: str):
    words = [name, "--audience", "reader"] if option == "edition" else ["q3", f"--audience={name}"]
    before = left(place.parents[1])

    code = run(["-C", str(place), "--lang", "zh", "build", *words])

    assert code != 0 or name == "--help"
    assert "Traceback" not in capsys.readouterr().err
    assert {k: v for k, v in left(place.parents[1]).items() if ".briefgen" not in k} == {
        k: v for k, v in before.items() if ".briefgen" not in k
    }


@pytest.mark.parametrize(
    "name", ["con", "CON", "a.", "a b", "-x", "二", "a" * 100, "e\u0301", "\u202ea", "$(id)"], ids=ascii
)
def test_an_edition_with_a_hostile_name_is_not_built(tmp_path: Path, capsys, name: str):
    root = a_place(tmp_path, some_events(None), files={f"seeds/editions/{name}.md": EDITION})

    code = run(
        ["-C", str(root), "--lang", "zh", "build", "--audience", "reader", "--format", "docx", "--", name]
    )

    assert code in (1, 2)
    assert f"seeds/editions/{name}.md".replace("\u202e", "\\u202e") in capsys.readouterr().err
    assert left(root / "out") == {}


# ---- folders ------------------------------------------------------------------------


def test_an_output_folder_that_is_a_link_elsewhere_is_refused(tmp_path: Path):
    root = a_place(tmp_path / "place", some_events(None))
    (tmp_path / "elsewhere").mkdir()
    (root / "out").mkdir()
    (root / "out" / "q3").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(BriefgenError, match="leads out"):
        out_folder(root, None, "q3")


@pytest.mark.parametrize("out", ["seeds", "templates", "seeds/editions", "templates/../seeds", "link"])
def test_output_among_the_inputs_is_refused(tmp_path: Path, out: str):
    root = a_place(tmp_path, some_events(None))
    (root / "link").symlink_to(root / "seeds")

    with pytest.raises(BriefgenError, match="may not go into"):
        out_folder(root, root / out, "q3")


def test_an_old_output_that_is_a_link_is_replaced_and_not_followed(tmp_path: Path, capsys):
    root = a_place(tmp_path / "place", some_events(None))
    target = tmp_path / "important.txt"
    target.write_text("important")
    (root / "out" / "q3").mkdir(parents=True)
    (root / "out" / "q3" / "q3-reader.docx").symlink_to(target)

    code = run(["-C", str(root), "build", "q3", "--audience", "reader", "--format", "docx"])

    assert code == 0, capsys.readouterr().err
    assert target.read_text() == "important"
    assert not (root / "out" / "q3" / "q3-reader.docx").is_symlink()


def test_an_output_that_is_a_folder_is_said_to_be_unwritable(tmp_path: Path, capsys):
    root = a_place(tmp_path, some_events(None))
    (root / "out" / "q3" / "q3-reader.docx").mkdir(parents=True)

    code = run(["-C", str(root), "--lang", "zh", "build", "q3", "--audience", "reader", "--format", "docx"])

    assert code == 3
    assert "無法寫入" in capsys.readouterr().err
    assert left(root / "out") == {}


@pytest.mark.parametrize(
    "file",
    ["seeds/themes.yaml", "seeds/editions/q3.md", "templates/base/base.css", "seeds/../seeds/people.json"],
)
def test_a_selection_is_not_written_over_an_input(tmp_path: Path, capsys, file: str):
    root = a_place(tmp_path, some_events(None))
    before = (root / file).read_bytes()

    code = run(["-C", str(root), "--lang", "zh", "select", "q3", "--as", "json", "-o", str(root / file)])

    assert code == 2
    assert "不予覆寫" in capsys.readouterr().err
    assert (root / file).read_bytes() == before


def test_names_that_differ_in_case_only_clash():
    with pytest.raises(BriefgenError):
        refuse_clashes([Path("out/a.docx"), Path("out/A.docx")])


def test_finished_files_have_the_mode_that_the_user_wants(tmp_path: Path):
    from briefgen.whole import write_whole

    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "x", b"x")
    finally:
        os.umask(before)

    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o640
