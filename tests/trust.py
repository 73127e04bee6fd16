"""Small workspaces to be built for real, and eyes that see everything a build left behind."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pypdfium2

from briefgen.model import Event
from tests.make import REPOSITORY, a_source, a_workspace, an_event

THEMES = """version: 1
themes:
  all:
    title: 大國關係
    why: 全部
    match: {importance: {at_least: 1}}
"""
EDITION = """---
title: 2021年第3季外交情勢
window: {first: 2021-07-01, last: 2021-10-31}
date: 2021-11-05
chapter: {ordinal: 6, name: 外交}
key_points:
  - text: 王毅訪問越南。
    events: [low-1]
---

## 大國關係 {#all}

各國往來頻繁[@low-1]。
"""
AUDIENCE = """id: reader
title: 讀者
sections:
  - theme: all
"""
LEVELS = ("公開", "內部", "密", "機密", "極機密", "絕對機密")
SECONDS = re.compile(r"\d+\.\d\d(?= 秒| s)")


def some_events(*markings: str | None, first: int = 1) -> list[Event]:
    """Give events of some markings, `low-1`, `low-2`, …, one a day."""
    return [
        an_event(
            f"low-{n}", when=f"2021-09-{n:02}", marking=marking, title=f"王毅訪問越南之{n}",
            summary=f"第{n}次訪問越南，會晤外長。", sources=(a_source(date=f"2021-09-{n:02}"),),
        )
        for n, marking in enumerate(markings, first)
    ]  # fmt: skip


def a_place(
    root: Path,
    events: Iterable[Event] = (),
    *,
    clearance: str | None = None,
    edition: str = EDITION,
    files: Mapping[str, str] = {},
) -> Path:
    """Write a workspace with the base templates, one audience `reader` and one edition `q3`."""
    audience = AUDIENCE + (f"clearance: {clearance}\n" if clearance else "")
    written = {
        "seeds/themes.yaml": THEMES,
        "seeds/editions/q3.md": edition,
        "templates/reader/audience.yaml": audience,
        "templates/reader/brief.html.j2": '{% extends "base/brief.html.j2" %}\n',
        "templates/reader/brief.css": "",
    }
    a_workspace(root, *events, files={**written, **files})
    shutil.copytree(REPOSITORY / "templates" / "base", root / "templates" / "base", dirs_exist_ok=True)
    return root


@dataclass(frozen=True)
class Ran:
    """What one run of the command line said and left."""

    code: int
    out: str
    err: str
    files: dict[str, bytes] = field(default_factory=dict)


def program(
    root: Path, *words: str, env: Mapping[str, str] = {}, timeout: float = 120, before: Iterable[str] = ()
) -> Ran:
    """Run the command line as a process of its own, in an environment without a locale."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    done = subprocess.run(
        [*before, sys.executable, "-m", "briefgen", "-C", str(root), *words],
        capture_output=True, text=True, timeout=timeout, env={**plain, **env}, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return Ran(done.returncode, said(done.stdout, root), said(done.stderr, root), left(root / "out"))


def said(text: str, root: Path) -> str:
    """Give output without what may differ: the folder and the seconds."""
    return SECONDS.sub("0.00", text.replace(str(root), "."))


def left(folder: Path) -> dict[str, bytes]:
    """Give every file under a folder, hidden ones too, by its relative name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def everything_in(name: str, data: bytes) -> str:
    """Give all that a file says anywhere: text, metadata, attachments, streams, names, raw bytes."""
    parts = [name, data.decode("latin-1"), data.decode("utf-8", "ignore")]
    if name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts += [everything_in(member, package.read(member)) for member in package.namelist()]
    if name.endswith(".pdf"):
        parts += _of_pdf(data)
    return "\n".join(parts)


def _of_pdf(data: bytes) -> Iterable[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            yield page.get_textpage().get_text_bounded()
    finally:
        document.close()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                try:
                    raw = item.read_bytes()
                except pikepdf.PdfError:
                    raw = item.read_raw_bytes()
                yield raw.decode("utf-8", "ignore")
                yield raw.decode("utf-16-be", "ignore")
            yield from _strings(item)
        yield from (f"{key} {value}" for key, value in pdf.docinfo.items())


def _strings(item: Any, depth: int = 0) -> Iterable[str]:
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif depth < 20 and not (isinstance(item, pikepdf.Object) and item.is_indirect and depth):
        if isinstance(item, pikepdf.Array):
            for part in item:
                yield from _strings(part, depth + 1)
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            for _, part in item.items():
                yield from _strings(part, depth + 1)


def as_json(records: object) -> str:
    return msgspec.json.encode(records).decode()


def squeezed(text: str) -> str:
    """Give a text without the line ends and joiners that pages put into words."""
    return re.sub(r"[\s\u2060\u200b\u00ad]", "", text)


__all__ = [
    "LEVELS",
    "Ran",
    "a_place",
    "as_json",
    "everything_in",
    "left",
    "program",
    "said",
    "some_events",
    "squeezed",
]
