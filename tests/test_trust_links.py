"""A file of an audience or an edition that is a link out of its folder is refused in one clear line."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.cli import run
from tests.test_word import PIXEL
from tests.trust import EDITION, a_place, left, program, some_events

SHOWN = (
    '{% extends "base/brief.html.j2" %}\n'
    '{% block title %}<figure><img src="a.png" alt="圖"/></figure>{% endblock %}\n'
)
READER = "templates/reader"


@pytest.fixture
def builds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[str]]]:
    """Build with a file that is a link to another; give the exit code and the lines of both build and check."""

    def do(name: str, target: Path, files: dict[str, str]) -> tuple[int, list[str]]:
        root = a_place(tmp_path / "place", some_events(None), files=files)
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to(target)
        first = ["-C", str(root), "--lang", "zh"]
        code = run([*first, "build", "q3", "--audience", "reader"])
        said = capsys.readouterr().err.splitlines()
        run([*first, "check"])
        assert set(said) <= set(capsys.readouterr().err.splitlines()) or name.startswith("seeds")
        assert code == 0 or left(root / "out") == {}
        return code, said

    return do


@pytest.mark.parametrize("broken", [False, True], ids=["there", "to nothing"])
@pytest.mark.parametrize("name", ["brief.css", "audience.yaml", "brief.html.j2", "base.docx"])
def test_no_file_of_an_audience_is_read_through_a_link(builds, tmp_path: Path, name: str, broken: bool):
    if broken and name == "audience.yaml":
        pytest.skip("an audience without its file is none")
    secret = tmp_path / name
    if not broken:
        secret.write_text("id: reader\ntitle: CANARY\n", "utf-8")

    code, said = builds(f"{READER}/{name}", secret, {})

    (line,) = said
    assert code == 1
    assert line.startswith(f"錯誤：{READER}/{name}：「{name}」不是這個資料夾裡的一般檔案")
    assert "CANARY" not in line


@pytest.mark.parametrize(
    ("name", "files", "where"),
    [
        (f"{READER}/a.png", {f"{READER}/brief.html.j2": SHOWN}, f"{READER}/brief.html.j2:2"),
        (
            "seeds/editions/q3/a.png",
            {"seeds/editions/q3.md": EDITION + "\n![圖](a.png)\n"},
            "seeds/editions/q3.md:15",
        ),
    ],
)
def test_no_picture_is_read_through_a_link(builds, tmp_path: Path, name: str, files, where: str):
    (tmp_path / "secret.png").write_bytes(PIXEL)

    code, said = builds(name, tmp_path / "secret.png", files)

    assert code == 1
    assert f"錯誤：{where}：「a.png」不是這個資料夾裡的一般檔案" in said[0]


@pytest.mark.parametrize("name", ["none.png", "a" * 300 + ".png"])
def test_a_picture_that_is_not_there_is_told_by_build_and_check(tmp_path: Path, capsys, name: str):
    root = a_place(
        tmp_path, some_events(None), files={"seeds/editions/q3.md": EDITION + f"\n![圖]({name})\n"}
    )

    for words in (("build", "q3", "--audience", "reader"), ("check",)):
        assert run(["-C", str(root), "--lang", "zh", *words]) == 1
        assert f"錯誤：seeds/editions/q3.md:15：找不到圖片「{name[:99]}" in capsys.readouterr().err


def test_a_link_inside_the_templates_is_followed(builds):
    code, said = builds(f"{READER}/brief.css", Path(os.pardir) / "base" / "base.css", {})

    assert (code, said) == (0, [])


@pytest.mark.parametrize(
    "name",
    [
        "brief.css",
        "part.j2",
        *(
            pytest.param(name, marks=pytest.mark.slow)
            for name in ("brief.html.j2", "audience.yaml", "base.docx", "a.png")
        ),
    ],
)
def test_a_pipe_among_the_templates_holds_nothing_up(tmp_path: Path, name: str):
    root = a_place(tmp_path, some_events(None))
    (root / READER / name).unlink(missing_ok=True)
    os.mkfifo(root / READER / name)

    for words in (("check",), ("build", "q3", "--audience", "reader")):
        assert program(root, *words, timeout=30).code in (0, 1, 2)
