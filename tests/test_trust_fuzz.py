"""Any text, any mutation of the files: a brief or clear words, never a trace, a hang or a leftover."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from briefgen.clean import UNPRINTABLE
from briefgen.cli import run
from briefgen.compose import compose
from briefgen.errors import RenderError
from briefgen.render import FORMATS, weasy
from briefgen.render.looks import look
from tests.make import REPOSITORY, a_brief, a_source, an_event
from tests.sizes import times
from tests.test_trust_mistakes import EVENTS, MISTAKES, OUTLETS, PEOPLE, E
from tests.trust import EDITION, a_place, left, some_events, squeezed

FAST = settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[*HealthCheck])
LONG = settings(max_examples=times(500, 2000), deadline=None, suppress_health_check=[*HealthCheck])

# ---- text ---------------------------------------------------------------------------

RARE = [
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2EBE0),
    (0x30000, 0x323AF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
]
ODD = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u200c\u200d\u2060\ufeff\u00ad\u2028\u2029\u0085"
ODD += "\u0301\u0323\u20dd\ufe0f\U000e0100\ue000\U000f0000\U0010fffd\u0000"[:-1] + "<>&\"'{}%#\\$`|ﷺ‮﷽𒐫"
LETTERS = (
    st.characters(exclude_categories=("Cs",))
    | st.sampled_from(ODD)
    | st.one_of(*(st.integers(first, last).map(chr) for first, last in RARE))
    | st.sampled_from("王毅訪問越南，（）「」。Aa1 ")
)
TEXTS = st.text(LETTERS.filter(lambda letter: not UNPRINTABLE.match(letter)), min_size=1, max_size=40)


def through(text: str) -> None:
    """Print a text as the words of an event; what no font has is named, all else is there as it was."""
    event = an_event(title=f"王{text}毅", summary=f"甲{text}乙。", detail=text.strip() or "丙", place=text)
    brief = a_brief(event)
    document = compose(brief)
    looks = look(document, (REPOSITORY / "templates/base/base.css",), brief.folder)
    word = zipfile.ZipFile(io.BytesIO(FORMATS["docx"](document, looks)))
    words = "".join(str(t) for t in etree.fromstring(word.read("word/document.xml")).itertext())
    assert squeezed(f"甲{text}乙") in squeezed(words) or squeezed(text) in squeezed(words)
    try:
        assert FORMATS["pdf"](document, looks).startswith(b"%PDF")
    except RenderError as error:
        assert error.problems
        assert getattr(error, "characters", frozenset()) <= set(text)


@FAST
@given(TEXTS)
def test_any_text_is_printed_or_its_missing_characters_are_named(text: str):
    weasy.load()
    through(text)


@pytest.mark.slow
@LONG
@given(TEXTS)
def test_many_texts_are_printed_or_their_missing_characters_are_named(text: str):
    through(text)


@pytest.mark.slow
@pytest.mark.parametrize("plane", range(17))
def test_every_plane_goes_through(plane: int):
    letters = [chr(plane << 16 | low) for low in range(0, 0x10000, 257)]
    through("".join(letter for letter in letters if not UNPRINTABLE.match(letter)) or "甲")


INJECTED = ["<script>alert(1)</script>", "{{ 7 * 7 }}", "{% raw %}", "]]>", "&amp;&lt;", "<p>甲</p>", "</w:t>", "=1+1", "<!--", "%s{0}", "[@low-1]", "<note>乙</note>", "javascript:x"]  # fmt: skip


def test_markup_in_an_event_is_only_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    from briefgen.pipeline import Request, build

    events = [
        an_event(
            f"low-{n}",
            when=f"2021-09-{n + 1:02}",
            title=f"標題{text}",
            summary=f"內容{text}。",
            detail=text,
            notes=(text,),
            sources=(a_source(date=None),),
        )
        for n, text in enumerate(INJECTED)
    ]
    root = a_place(tmp_path, events)

    built = build(Request(root, "q3", audience="reader"))

    word = zipfile.ZipFile(built.files[0].path)
    printed = "".join(
        str(t)
        for name in ("document", "footnotes")
        for t in etree.fromstring(word.read(f"word/{name}.xml")).itertext()
    )
    assert all(f"內容{text}" in printed for text in INJECTED)
    assert "49" not in printed


# ---- mutations ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    files = {
        E: EVENTS,
        "seeds/people.yaml": PEOPLE,
        "seeds/outlets.yaml": OUTLETS,
        "briefgen.toml": "[limits]\nseconds = 4\n",
    }
    root = a_place(tmp_path_factory.mktemp("model"), edition=EDITION, files=files)
    for name in ("people.json", "outlets.json"):
        (root / "seeds" / name).unlink()
    yield root


FILES = sorted({file for file, _, _ in MISTAKES.values()} | {"templates/base/brief.html.j2", "templates/base/base.css", "templates/base/macros.html.j2"})  # fmt: skip
PIECES = ["\n", " ", "\t", ":", "-", "- ", "[", "]", "{", "}", "{{", "}}", "{%", "%}", "<", ">", "</", "&", '"', "'", "#", "*", "|", "\\", "\0", "\ufffe", "0", "9" * 30, "null", "~", "!!x ", "--- \n", "王", "é", "\U00020000", "((((", ")" , ";", "@import", "url(x)", "-1", "1e9", "calc(", "/*", "{# ", "..", "/", "%", "$"]  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.sampled_from(["cut", "put", "double", "swap", "end"]), st.floats(0, 1), st.floats(0, 0.1), st.sampled_from(PIECES)),
    min_size=1, max_size=4,
)  # fmt: skip


def changed(text: str, changes: list[tuple[str, float, float, str]]) -> str:
    for kind, at, length, piece in changes:
        start = int(at * len(text))
        stop = min(len(text), start + 1 + int(length * len(text)))
        match kind:
            case "cut":
                text = text[:start] + text[stop:]
            case "put":
                text = text[:start] + piece + text[start:]
            case "double":
                text = text[:stop] + text[start:]
            case "swap":
                text = text[:start] + text[start:stop][::-1] + text[stop:]
            case _:
                text = text[:start]
    return text


def attempt(model: Path, file: str, changes: list[tuple[str, float, float, str]]) -> None:
    """Build from a workspace with one changed file, and put it back."""
    path, said = model / file, io.StringIO()
    good = path.read_bytes()
    shutil.rmtree(model / "out", ignore_errors=True)
    try:
        path.write_text(changed(good.decode(), changes), "utf-8")
        with redirect_stdout(said), redirect_stderr(said):
            code = run(["-C", str(model), "build", "q3", "--audience", "reader", "--format", "docx"])
    finally:
        path.write_bytes(good)
    assert code in (0, 1, 2), said.getvalue()
    assert "Traceback" not in said.getvalue()
    assert code == 0 or (said.getvalue() and left(model / "out") == {})


@settings(FAST, max_examples=25)
@given(st.sampled_from(FILES), CHANGES)
def test_a_mutated_file_is_a_brief_or_clear_words(
    model: Path, file: str, changes: list[tuple[str, float, float, str]]
):
    attempt(model, file, changes)


@pytest.mark.slow
@settings(LONG, max_examples=times(2000, 5000))
@given(st.sampled_from(FILES), CHANGES)
def test_mutated_files_are_briefs_or_clear_words(
    model: Path, file: str, changes: list[tuple[str, float, float, str]]
):
    attempt(model, file, changes)


# ---- the network --------------------------------------------------------------------


@pytest.mark.slow
def test_a_build_makes_no_network_call(tmp_path: Path):
    from tests.trust import program

    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    root, log = a_place(tmp_path / "place", some_events(None)), tmp_path / "log"

    done = program(
        root,
        "build",
        "q3",
        "--audience",
        "reader",
        before=["strace", "-f", "-o", str(log), "-e", "trace=%network"],
    )

    assert done.code == 0, done.err
    calls = [
        line for line in log.read_text("utf-8", "replace").splitlines() if "(" in line and "---" not in line
    ]
    assert [line for line in calls if "AF_UNIX" not in line and "socketpair" not in line] == []


@pytest.mark.slow
def test_a_build_needs_no_network(tmp_path: Path):
    from tests.trust import program

    if subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode:
        pytest.skip("no right to leave the network")
    root = a_place(tmp_path, some_events(None))

    done = program(root, "build", "q3", "--audience", "reader", before=["unshare", "-n"])

    assert done.code == 0, done.err
    assert list((root / "out" / "q3").iterdir())
