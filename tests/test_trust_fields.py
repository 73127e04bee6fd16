"""Hostile words in every field of events and editions are words: printed, and nothing else."""

from __future__ import annotations

import io
import json
import re
import socket
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree

from briefgen.clean import is_clean
from briefgen.cli import run
from briefgen.model import Event
from tests.hostile import read
from tests.make import a_source, an_event
from tests.trust import AUDIENCE, a_place, as_json, everything_in, left, squeezed

CANARY = "CanaryOutsideTheWorkspace"
LONGEST = 500
"""Characters of a field here; the attacks by size are tried elsewhere."""
INJECTED = (
    "{{ 7 * 7 }}{% raw %}", "]]></w:t></w:r>", "<!--", "--><script>alert(1)</script>", "=cmd|' /C calc'!A0", "%s%n{0}",
    "[@low-1][^1]", "<note>x</note>", "[x](javascript:alert(1))", "![x](file://SECRET)", "javascript:alert(1)",
    "file://SECRET", "\\\\host\\share\\x", "';DROP TABLE events;--", "$(id)`id`", "..\\..\\..\\x", "</dc:title><x/>",
    "(/etc/passwd) run) Tj ET", "/JS (app.alert(1))", "HYPERLINK \"file://SECRET\"", "{\\rtf1\\object}", "::: events theme=all :::",
)  # fmt: skip
TEXTS = [
    text
    for source in ("markup.txt", "styles.txt", "drawings.txt", "templates.txt")
    for text in (" ".join(body.split()) for body in read(source).values())
    if 0 < len(text) <= LONGEST and is_clean(text) and max(text) < "\U00010000"
] + list(INJECTED)
SETTINGS = "citations: both\nchronology: true\nstyle: academic\nplots: [themes, timeline]\n"
SAFE = ("http://", "https://", "mailto:", "#")
FIELDS = ("PAGE", "NUMPAGES", "TOC", "PAGEREF", "SECTIONPAGES", "HYPERLINK \\l", "REF", "NOTEREF", "STYLEREF")


def an_attack(number: int, text: str) -> Event:
    """Give an event that has some words in every field that takes words."""
    day = f"2021-{7 + number % 4:02}-{1 + number // 4 % 28:02}"
    source = a_source(
        f"媒{text}", day, title=f"篇{text}", author=f"著{text}", number=f"號{text}", page=f"頁{text}",
        url=f"https://example.org/{text}",
    )  # fmt: skip
    return an_event(
        f"low-{number}", when=day, title=f"題{number}題{text}", summary=f"摘{number}摘{text}。", actors=(f"人{text}",),
        counterparts=(f"對{text}",), body=f"會{text}", place=f"地{text}", topics=(f"議{text}",), detail=f"詳{text}",
        quotes=(f"引{text}",), notes=(f"釋{text}",), remark=f"備註{number}備註{text}", sources=(source,),
    )  # fmt: skip


Build = Callable[..., dict[str, bytes]]


@pytest.fixture
def build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Build]:
    """Build with hostile fields: no trace, no secret, no call, nothing active in what is left."""
    secret, called = tmp_path / "secret.txt", tmp_path / "called"
    secret.write_text(CANARY, "utf-8")

    def connect(self: socket.socket, address: object) -> None:
        called.write_text(str(address), "utf-8")
        raise OSError

    monkeypatch.setattr(socket.socket, "connect", connect)

    def do(events: list[Event], edition: str, **files: str) -> dict[str, bytes]:
        root = tmp_path / "a"
        told = {name.replace("__", "/").replace("_", "."): words for name, words in files.items()}
        told["templates/reader/audience.yaml"] = AUDIENCE + SETTINGS
        told["seeds/events/e.json"] = as_json(events).replace("SECRET", str(secret))
        a_place(root, files=told, edition=edition.replace("SECRET", str(secret)))
        code = run(["-C", str(root), "--lang", "zh", "build", "q3", "--audience", "reader"])
        said = capsys.readouterr()
        made = left(root / "out")
        assert code == 0, said.err
        assert CANARY not in said.out + said.err
        assert CANARY not in squeezed("".join(everything_in(*item) for item in made.items()))
        return made

    yield do
    assert not called.exists()


EDITION = """---
title: {text}
subject: {text}
keywords: [{text}]
series: {text}
issue: {text}
label: {text}
disclaimer: {text}
imprint: [{text}]
authors: [{{name: {text}, post: {text}}}]
window: {{first: 2021-07-01, last: 2021-10-31}}
date: 2021-11-05
chapter: {{ordinal: 6, name: {text}}}
key_points: [{{text: {text}, events: [low-0]}}]
---

## 大國關係 {{#all}}

{prose}
"""


def an_edition(text: str = "外交情勢", prose: str = "各國往來頻繁。") -> str:
    return EDITION.format(text=json.dumps(text, ensure_ascii=False), prose=prose)


def words_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = [name for name in package.namelist() if re.fullmatch(r"word/(document|footnotes)\.xml", name)]
        trees = [etree.fromstring(package.read(name)) for name in parts]
    return squeezed("".join(str(words) for tree in trees for words in tree.itertext()))


ACTIVE = ("/JS", "/JavaScript", "/Launch", "/OpenAction", "/AA", "/RichMedia", "/XFA")
ACTIONS = ("/Launch", "/JavaScript", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition")


def active_in_pdf(pdf: bytes) -> list[str]:
    """Give what a PDF would do when it is opened or clicked, but for safe links."""
    found: list[str] = []

    def look(item: Any, depth: int = 0) -> None:
        if isinstance(item, pikepdf.Array):
            for part in item:
                look(part, depth + 1)
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream) and not (depth and item.is_indirect):
            found.extend(key for key in ACTIVE if key in item)
            found.extend(str(item.S) for _ in "S" if "/S" in item and str(item.S) in ACTIONS)
            found.extend(str(item.URI) for _ in "U" if "/URI" in item and not str(item.URI).startswith(SAFE))
            for _, part in item.items():
                look(part, depth + 1)

    with pikepdf.open(io.BytesIO(pdf)) as file:
        for item in file.objects:
            look(item)
        assert sorted(name.rpartition(".")[2] for name in file.attachments) == ["csv", "json"]
    return found


def active_in_word(docx: bytes) -> list[str]:
    """Give what a Word file would fetch, run or compute when it is opened, but for safe links."""
    found = []
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            for node in etree.fromstring(package.read(name)).iter():
                tag = etree.QName(node).localname if isinstance(node.tag, str) else "?"
                if node.get("TargetMode") == "External" and not node.get("Target", "").startswith(SAFE):
                    found.append(node.get("Target", ""))
                if tag == "instrText" and not (node.text or "").strip().startswith(FIELDS):
                    found.append(node.text or "")
                if tag in ("altChunk", "object", "control", "subDoc", "attachedTemplate", "OLEObject", "?"):
                    found.append(tag)
    return found


def check(made: dict[str, bytes], texts: list[str]) -> None:
    (docx,) = (data for name, data in made.items() if name.endswith(".docx"))
    (pdf,) = (data for name, data in made.items() if name.endswith(".pdf"))
    assert active_in_word(docx) == []
    assert active_in_pdf(pdf) == []
    words = words_of(docx)
    for number, text in enumerate(texts):
        plain = squeezed(text)
        if "SECRET" not in plain:
            assert f"摘{number}摘{plain}" in words, text
            assert f"題{number}題{plain}" in words, text
        assert f"備註{number}備註" not in words
    assert not any("備註0備註".encode() in data for data in made.values())


def test_hostile_words_in_every_field_of_an_event_are_only_words(build: Build):
    texts = [*TEXTS[: -len(INJECTED) : 27], *INJECTED]

    made = build([an_attack(number, text) for number, text in enumerate(texts)], an_edition())

    check(made, texts)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_all_hostile_words_in_every_field_of_an_event_are_only_words(build: Build, part: int):
    texts = TEXTS[part::8]

    made = build([an_attack(number, text) for number, text in enumerate(texts)], an_edition())

    check(made, texts)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>{{ 7 * 7 }}\"'&]]>",
        "=cmd|' /C calc'!A0 /JS (app.alert(1)) <!--",
        "..\\..\\x <img src='file://SECRET'/> </dc:title><x:y/>",
    ],
)
def test_hostile_words_in_every_field_of_an_edition_are_only_words(build: Build, text: str):
    made = build([an_attack(0, "事件")], an_edition(text, prose=f"評{text}述。"))

    check(made, ["事件"])
    words = words_of(made["q3/q3-reader.docx"])
    if "SECRET" not in text:
        assert f"評{squeezed(text)}述" in words


def test_the_eyes_of_these_tests_are_open():
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        link = pikepdf.Dictionary(A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="file:///etc/passwd"))
        pdf.pages[0].Annots = pikepdf.Array([link])
        for name in ("a.csv", "a.json"):
            pdf.attachments[name] = b"x"
        out = io.BytesIO()
        pdf.save(out)
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as package:
        package.writestr("x.rels", '<r><x TargetMode="External" Target="file:///x"/></r>')
        package.writestr("x.xml", "<r><instrText> DDEAUTO x</instrText><altChunk/></r>")

    assert set(active_in_pdf(out.getvalue())) == {"/JS", "/OpenAction", "/JavaScript", "file:///etc/passwd"}
    assert active_in_word(word.getvalue()) == ["file:///x", " DDEAUTO x", "altChunk"]
