"""Hostile templates, markup, stylesheets and pictures: each ends in a brief or in clear words, and gets nothing."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from briefgen.cli import run
from briefgen.render import weasy
from tests.hostile import read
from tests.trust import a_place, everything_in, left, squeezed

TEMPLATES, MARKUP, STYLES = read("templates.txt"), read("markup.txt"), read("styles.txt")
DRAWINGS = read("drawings.txt")


def some(names: Iterable[str], every: int = 4) -> list[object]:
    """Keep every fourth for the fast tests; the others, and what runs into its limits, are slow."""
    return [
        name if n % every == 0 and not name.endswith("!") else pytest.param(name, marks=pytest.mark.slow)
        for n, name in enumerate(names)
    ]


CANARY = "CanaryOutsideTheWorkspace"
# Enough for an honest brief of one event; what loops is stopped by it.
BOUNDS = "[limits]\nseconds = {seconds}\nmemory = 400\nanswer = 20\n"
MOST_SECONDS = 10.0


@pytest.fixture(scope="module", autouse=True)
def typesetter() -> None:
    """Load the typesetter once, so that every child has it."""
    weasy.load()


@pytest.fixture
def attempt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Build with some hostile files; whatever happens, no secret, no trace, no half file and no waiting."""
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY, "utf-8")
    (tmp_path / "secret.png").write_text(CANARY, "utf-8")
    root = a_place(tmp_path / "a" / "b", files={"seeds/events/e.yaml": EVENT})
    old = root / "out" / "q3" / "q3-reader.pdf"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")

    def do(files: dict[str, str | bytes], formats: str = "pdf,docx", seconds: float = 2) -> tuple[int, str]:
        (root / "briefgen.toml").write_text(BOUNDS.format(seconds=seconds), "utf-8")
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = content if isinstance(content, bytes) else content.replace("SECRET", str(secret)).encode()
            path.write_bytes(data)
        begun = os.times()
        code = run(
            ["-C", str(root), "--lang", "zh", "build", "q3", "--audience", "reader", "--format", formats]
        )
        ended = os.times()
        said = capsys.readouterr()
        made = left(root / "out")
        assert code in (0, 1), said.err
        assert "Traceback" not in said.err
        assert ended.children_user - begun.children_user < MOST_SECONDS
        assert CANARY not in said.out + said.err
        assert all(0 < len(line) < 1000 for line in said.err.splitlines())
        if code:
            assert said.err
            assert made == {"q3/q3-reader.pdf": b"old"}
        else:
            assert CANARY not in squeezed("".join(everything_in(*item) for item in made.items()))
        return code, said.err

    return do


EVENT = """
- id: low-1
  when: 2021-09-10
  title: 王毅訪問越南
  summary: 訪問越南，會晤越南外長。
  actors: [王毅]
  mode: visit
  sources: [{outlet: 人民網, date: 2021-09-11}]
"""


@pytest.mark.parametrize("name", some(TEMPLATES, every=8))
def test_a_hostile_template_gets_nothing(attempt, name: str):
    attempt({"templates/reader/brief.html.j2": TEMPLATES[name]})


@pytest.mark.parametrize("name", some(MARKUP))
def test_hostile_markup_gets_nothing(attempt, name: str):
    attempt({"templates/reader/brief.html.j2": MARKUP[name]})


@pytest.mark.parametrize("name", some(STYLES))
def test_a_hostile_stylesheet_gets_nothing(attempt, name: str):
    attempt({"templates/reader/brief.css": STYLES[name]})


# ---- pictures -----------------------------------------------------------------------


SHOWN = '<figure><img src="{}" alt="圖"/></figure>'


@pytest.mark.parametrize("name", some(DRAWINGS))
def test_a_hostile_drawing_is_refused(attempt, name: str):
    files = {
        "templates/reader/x.svg": DRAWINGS[name],
        "templates/reader/brief.html.j2": SHOWN.format("x.svg"),
    }

    code, said = attempt(files, formats="pdf")

    assert code == 1
    assert "x.svg" in said


def a_png(wide: int, high: int, rows: bytes = b"\0\0") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


PICTURES: dict[str, bytes] = {
    "a billion pixels": a_png(40_000, 40_000),
    "no pixels": a_png(0, 0),
    "a size beyond all": a_png(2**31 - 1, 2**31 - 1),
    "half a picture": a_png(9, 9)[:20],
    "a line that unpacks to a hundred million": a_png(60_000, 60_000, bytes(10_000_000)),
    "a jpeg beyond all": b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03" + bytes(64),
    "a jpeg of nothing": b"\xff\xd8\xff",
    "a fits file": b"SIMPLE  =                    T" + bytes(2880),
    "a postscript file": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n",
    "a gif": b"GIF89a" + bytes(20),
    "a tiff": b"II*\0" + bytes(20),
    "a web page": b"<!DOCTYPE html><html><script>x</script></html>",
    "a zip": b"PK\x03\x04" + bytes(30),
    "nothing": b"",
}  # fmt: skip


@pytest.mark.parametrize("name", some(PICTURES))
def test_a_hostile_picture_is_refused_whatever_its_name(attempt, name: str):
    files = {
        "templates/reader/x.png": PICTURES[name],
        "templates/reader/brief.html.j2": SHOWN.format("x.png"),
    }

    code, said = attempt(files, formats="pdf")

    assert code == 1
    assert "x.png" in said


def test_a_picture_that_is_a_link_out_of_the_workspace_is_not_followed(attempt, tmp_path: Path):
    link = tmp_path / "a" / "b" / "templates" / "reader" / "x.png"
    link.symlink_to(tmp_path / "secret.png")

    code, _ = attempt({"templates/reader/brief.html.j2": SHOWN.format("x.png")})

    assert code == 1


def test_an_honest_picture_is_printed(attempt):
    files = {
        "templates/reader/x.png": a_png(2, 2, b"\0\xff\xff" * 2),
        "templates/reader/brief.html.j2": SHOWN.format("x.png"),
    }

    code, said = attempt(files)

    assert (code, said) == (0, "")


def test_an_honest_drawing_is_printed(attempt):
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90pt" height="40pt"><defs><linearGradient id="g">'
        '<stop offset="0" stop-color="red"/></linearGradient><g id="r"><rect width="9" height="9" fill="url(#g)"/></g>'
        '</defs><style>rect { stroke: black }</style><use href="#r"/><use href="#r" x="20"/></svg>'
    )
    files = {"templates/reader/x.svg": drawing, "templates/reader/brief.html.j2": SHOWN.format("x.svg")}

    code, said = attempt(files, formats="pdf")

    assert (code, said) == (0, "")
