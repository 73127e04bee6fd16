"""Something of one's own: a workspace that builds at once, an audience in a few lines."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.cli import run
from tests.make import REPOSITORY

Briefgen = Callable[..., tuple[int, str, str]]
AUDIENCE_LINES = 12


@pytest.fixture
def briefgen(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Briefgen:
    """Run a command in an empty folder; give its exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def command(*words: str) -> tuple[int, str, str]:
        code = run(["--lang", "zh", *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


@pytest.fixture
def workspace(briefgen: Briefgen, tmp_path: Path) -> Path:
    briefgen("new", "mine")
    return tmp_path / "mine"


def styles(docx: Path) -> str:
    with zipfile.ZipFile(docx) as file:
        return file.read("word/styles.xml").decode()


def test_a_new_workspace_builds_at_once(briefgen: Briefgen, tmp_path: Path):
    made = briefgen("new", "mine")
    built = briefgen("-C", "mine", "build", "2024-q3")

    assert made[0] == 0
    assert "briefgen -C mine build 2024-q3" in made[1]
    assert (built[0], built[2]) == (0, "")
    written = {path.name for path in (tmp_path / "mine/out/2024-q3").iterdir()}
    assert {"2024-q3-research.docx", "2024-q3-research.pdf"} <= written


def test_a_new_workspace_has_nothing_to_complain_of(briefgen: Briefgen, workspace: Path):
    code, out, err = briefgen("-C", "mine", "check")

    assert (code, err) == (0, "")
    assert "錯誤 0 項，注意事項 0 項" in out


def test_every_event_of_a_new_workspace_is_printed(briefgen: Briefgen, workspace: Path):
    _, out, _ = briefgen("-C", "mine", "select", "2024-q3", "--as", "json")

    assert '"uncovered": []' in out


def test_an_empty_folder_is_filled(briefgen: Briefgen, tmp_path: Path):
    (tmp_path / "mine").mkdir()

    code, _, _ = briefgen("new", "mine")

    assert code == 0
    assert (tmp_path / "mine/seeds/themes.yaml").is_file()


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_what_is_there_is_never_touched(briefgen: Briefgen, tmp_path: Path, kind: str):
    here = tmp_path / "mine"
    if kind == "folder":
        here.mkdir()
        (here / "old.txt").write_text("舊")
    else:
        here.write_text("舊")

    code, _, err = briefgen("new", "mine")

    assert code == 2
    assert "不會更動" in err
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert (here / "old.txt" if kind == "folder" else here).read_text() == "舊"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(briefgen: Briefgen, tmp_path: Path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)

    code, _, err = briefgen("new", "locked/mine")

    assert code == 3
    assert "無法寫入" in err


def test_nothing_is_left_where_writing_fails(briefgen: Briefgen, tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")

    code, _, err = briefgen("new", "file/mine")

    assert code == 3
    assert "無法寫入" in err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_new_audience_prints_what_the_other_prints(briefgen: Briefgen, workspace: Path):
    made = briefgen("-C", "mine", "new-audience", "director", "--from", "research", "--title", "司長")
    for audience in ("research", "director"):
        briefgen("-C", "mine", "build", "2024-q3", "--format", "docx", "--audience", audience)

    out = workspace / "out/2024-q3"
    checked = briefgen("-C", "mine", "check")
    assert made[0] == 0
    assert checked[::2] == (0, "")
    assert styles(out / "2024-q3-director.docx") == styles(out / "2024-q3-research.docx")
    assert 'title: "司長"' in (workspace / "templates/director/audience.yaml").read_text("utf-8")


def test_one_colour_and_one_block_are_changed_in_twelve_lines(briefgen: Briefgen, workspace: Path):
    briefgen("-C", "mine", "new-audience", "director")
    folder = workspace / "templates/director"
    with (folder / "brief.css").open("a", encoding="utf-8") as sheet:
        sheet.write("h2 { color: #1f3864 }\n")
    with (folder / "brief.html.j2").open("a", encoding="utf-8") as template:
        template.write('{% block window %}\n<p class="window">本期：{{ window }}</p>\n{% endblock %}\n')

    code, _, err = briefgen("-C", "mine", "build", "2024-q3", "--audience", "director")

    lines = sum(len(path.read_text("utf-8").splitlines()) for path in folder.iterdir())
    docx = workspace / "out/2024-q3/2024-q3-director.docx"
    with zipfile.ZipFile(docx) as file:
        words = file.read("word/document.xml").decode()
    assert (code, err) == (0, "")
    assert lines <= AUDIENCE_LINES
    assert "1F3864" in styles(docx).upper()
    assert "本期：" in words
    assert "涵蓋期間" not in words


def test_an_audience_may_extend_one_that_extends(briefgen: Briefgen, workspace: Path):
    briefgen("-C", "mine", "new-audience", "one")
    briefgen("-C", "mine", "new-audience", "two", "--from", "one")
    (workspace / "templates/one/brief.css").write_text("h2 { color: #1f3864 } h3 { color: #aa0000 }")
    (workspace / "templates/two/brief.css").write_text("h2 { color: #00aa00 }")

    briefgen("-C", "mine", "build", "2024-q3", "--audience", "two", "--format", "docx")

    looks = styles(workspace / "out/2024-q3/2024-q3-two.docx").upper()
    assert "00AA00" in looks
    assert "1F3864" not in looks


def test_what_an_audience_writes_wins_over_what_it_extends(briefgen: Briefgen, workspace: Path):
    briefgen("-C", "mine", "new-audience", "republic")
    settings = workspace / "templates/republic/audience.yaml"
    settings.write_text(settings.read_text("utf-8") + "calendar: roc\n", "utf-8")

    briefgen("-C", "mine", "build", "2024-q3", "--audience", "republic", "--format", "docx")

    with zipfile.ZipFile(workspace / "out/2024-q3/2024-q3-republic.docx") as file:
        assert "民國113年" in file.read("word/document.xml").decode()


def test_a_template_that_is_not_there_comes_from_what_is_extended(briefgen: Briefgen, workspace: Path):
    briefgen("-C", "mine", "new-audience", "one")
    one = workspace / "templates/one/brief.html.j2"
    one.write_text(one.read_text("utf-8") + "{% block window %}<p>第一種</p>{% endblock %}", "utf-8")
    briefgen("-C", "mine", "new-audience", "two", "--from", "one")
    (workspace / "templates/two/brief.html.j2").unlink()

    briefgen("-C", "mine", "build", "2024-q3", "--audience", "two", "--format", "docx")

    with zipfile.ZipFile(workspace / "out/2024-q3/2024-q3-two.docx") as file:
        assert "第一種" in file.read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        ("director", "reserch", "是不是「research」？"),
        ("director", "../../etc", "沒有「../../etc」這個讀者範本"),
        ("../director", "research", "不能當讀者範本的名稱"),
        ("Director", "research", "不能當讀者範本的名稱"),
        ("base", "research", "不能當讀者範本的名稱"),
        ("con", "research", "不能當讀者範本的名稱"),
        ("-x-", "research", "不能當讀者範本的名稱"),
        ("x" * 41, "research", "不能當讀者範本的名稱"),
        ("research", "research", "已經有了"),
    ],
)
def test_a_bad_name_or_source_writes_nothing(
    briefgen: Briefgen, workspace: Path, name: str, source: str, said: str
):
    before = sorted(workspace.rglob("*"))

    code, _, err = briefgen("-C", "mine", "new-audience", "--from", source, "--", name)

    assert code == 2
    assert said in err
    assert sorted(workspace.rglob("*")) == before


@pytest.mark.parametrize(
    ("extended", "said"),
    [("reserch", "audience.yaml:4：沒有「reserch」這個讀者範本可以沿用；是不是「research」？"), ("director", "沿用成圈：director → director")],
)  # fmt: skip
def test_an_audience_that_extends_what_it_cannot_is_told(
    briefgen: Briefgen, workspace: Path, extended: str, said: str
):
    briefgen("-C", "mine", "new-audience", "director")
    settings = workspace / "templates/director/audience.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("extends: research", f"extends: {extended}"), "utf-8"
    )

    checked, built = (
        briefgen("-C", "mine", "check"),
        briefgen("-C", "mine", "build", "2024-q3", "--audience", "director"),
    )

    assert (checked[0], built[0]) == (1, 1)
    assert said in checked[2]
    assert said in built[2]


def test_an_audience_that_briefgen_ships_can_be_extended_in_any_workspace(
    briefgen: Briefgen, workspace: Path
):
    shutil.rmtree(workspace / "templates/research")

    code, out, _ = briefgen("-C", "mine", "new-audience", "director", "--from", "research")

    assert code == 0
    assert "templates/research/audience.yaml" in out
    assert briefgen("-C", "mine", "check")[0] == 0


@pytest.mark.slow
def test_the_installed_package_makes_the_same_workspace(tmp_path: Path):
    pytest.importorskip("setuptools", minversion="77")
    source, site = tmp_path / "source", tmp_path / "site"
    source.mkdir()
    for name in ("briefgen", "templates"):
        shutil.copytree(REPOSITORY / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(REPOSITORY / name, source)
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "-w", tmp_path, source], check=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    alone = {**os.environ, "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}

    for words in (["new", "mine"], ["-C", "mine", "build", "2024-q3", "--format", "docx"]):
        subprocess.run([sys.executable, "-m", "briefgen", *words], cwd=tmp_path, env=alone, check=True)

    for name in ("base", "research"):
        ours = {path.name: path.read_bytes() for path in (REPOSITORY / "templates" / name).iterdir()}
        assert {
            path.name: path.read_bytes() for path in (tmp_path / "mine/templates" / name).iterdir()
        } == ours


# ---- a new edition ------------------------------------------------------------------------


def test_a_new_edition_has_its_window_and_headings_and_is_valid(briefgen: Briefgen, workspace: Path):
    code, out, _ = briefgen("-C", "mine", "new-edition", "2024-q4")

    text = (workspace / "seeds/editions/2024-q4.md").read_text("utf-8")
    assert code == 0
    assert "seeds/editions/2024-q4.md" in out
    assert 'title: "2024年第4季外交情勢"' in text
    assert "window: {first: 2024-10-01, last: 2024-12-31}" in text
    assert "## 大國關係 {#major-powers}" in text
    assert briefgen("-C", "mine", "check")[0] == 0
    assert briefgen("-C", "mine", "build", "2024-q4", "--format", "docx")[0] == 0


@pytest.mark.parametrize(
    "words, said",
    [
        (["2024-q3"], "這一期已經有了"),
        (["special"], "看不出期間"),
        (["../x"], "不能作為檔名"),
    ],
)
def test_an_edition_that_cannot_be_made_is_refused(
    briefgen: Briefgen, workspace: Path, words: list[str], said: str
):
    code, _, err = briefgen("-C", "mine", "new-edition", *words)

    assert code == 2
    assert said in err


def test_the_window_of_an_edition_may_be_written_as_a_quarter(briefgen: Briefgen, workspace: Path):
    briefgen("-C", "mine", "new-edition", "special", "--quarter", "113Q3", "--title", "專題")
    path = workspace / "seeds/editions/special.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("window: {first: 2024-07-01, last: 2024-09-30}", "window: 2024Q3"), "utf-8")

    assert "window: {first: 2024-07-01" in text
    code, out, _ = briefgen("-C", "mine", "select", "special")
    assert (code, out[:26]) == (0, "期間：2024-07-01 至 2024-09-30")
