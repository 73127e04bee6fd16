"""Say beside a brief what it was made of: hashes of everything that went in and came out.

`made_of` gives the manifest of a brief, `differences` what is not the same in two.  A
manifest has no time, no machine and no path outside the workspace in it, and of the
catalogue only the events that the reader may see: the same brief has the same manifest.
To add an input: a line in `_inputs`.
"""

from __future__ import annotations

import hashlib
import json
import platform
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from briefgen.errors import Words
from briefgen.model import Audience, Edition
from briefgen.pipeline.extending import above

if TYPE_CHECKING:
    from briefgen.pipeline.asking import Request
    from briefgen.pipeline.choosing import Chosen

ENDING = ".manifest.json"
FORM = 1
Manifest = dict[str, Any]


def made_of(
    request: Request,
    audience: Audience,
    chosen: Chosen,
    tools: Mapping[str, Mapping[str, str]],
    files: Mapping[str, bytes],
) -> Manifest:
    """Give the manifest of a brief: what was asked, what went in, the tools, and the files by name."""
    return {
        "manifest": FORM,
        "asked": _asked(request, audience, tuple(name.rpartition(".")[2] for name in files)),
        "marking": chosen.edition.marking,
        "inputs": dict(_inputs(request.root, audience, chosen)),
        "fonts": dict(tools.get("fonts", {})),
        "versions": dict(tools.get("versions", {})),
        "outputs": {name: {"bytes": len(data), "sha256": digest(data)} for name, data in files.items()},
    }


def encoded(manifest: Manifest) -> bytes:
    """Give a manifest as a file."""
    return (json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def digest(data: bytes) -> str:
    """Give the SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def versions(names: tuple[str, ...]) -> dict[str, str]:
    """Give the versions of what makes the bytes: ourselves, Python, zlib and some libraries."""
    from importlib.metadata import version

    found = {name: version(name) for name in ("briefgen", *names)}
    return {**found, "python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}


def differences(before: Manifest, after: Manifest) -> tuple[Words, ...]:
    """Say each input, font and version that is not what it was."""
    return tuple(
        words
        for part in ("inputs", "fonts", "versions")
        for words in _changes(part, before.get(part, {}), after.get(part, {}))
    )


def _changes(part: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Words]:
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        shown = _SHOWN.get(name, name)
        if part == "versions":
            yield Words(f"{name} 由 {old} 改為 {new}", f"{name} went from {old} to {new}")
        elif old is None:
            yield Words(f"多了 {shown}", f"{name} is new")
        elif new is None:
            yield Words(f"少了 {shown}", f"{name} is gone")
        else:
            yield Words(f"{shown} 已變更", f"{name} has changed")


_SHOWN = {"catalogue": "期間內的事件", "registers": "登錄（人物、機構、媒體）"}


def _asked(request: Request, audience: Audience, formats: tuple[str, ...]) -> dict[str, object]:
    window = request.window
    return {
        "edition": request.edition,
        "window": None if window is None else [str(window.first), str(window.last)],
        "date": None if request.date is None else str(request.date),
        "audience": audience.id,
        "formats": list(formats),
    }


def _inputs(root: Path, audience: Audience, chosen: Chosen) -> Iterator[tuple[str, str]]:
    """Give everything a brief is made of, by name, with its hash."""
    yield "catalogue", digest(msgspec.json.encode(chosen.catalogue.events))
    yield "registers", digest(msgspec.json.encode(chosen.catalogue.registers))
    for path in _files(root, audience, chosen.edition):
        yield path.relative_to(root).as_posix(), digest(path.read_bytes())


def _files(root: Path, audience: Audience, edition: Edition) -> Iterator[Path]:
    seeds, templates = root / "seeds", root / "templates"
    single = (root / "briefgen.toml", seeds / "themes.yaml", seeds / "editions" / f"{edition.id}.md")
    yield from (path for path in single if path.is_file())
    folders = (
        seeds / "editions" / edition.id,
        *(templates / name for name in ("base", *above(root, audience.id), audience.id)),
    )
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name[0] not in ".~")
