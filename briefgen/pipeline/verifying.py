"""Make a brief again from its manifest, in memory, and say what is no longer the same."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from briefgen.errors import BriefgenError, Place, Problem, RequestError, Severity, Words
from briefgen.model import DateWindow
from briefgen.pipeline import manifest
from briefgen.pipeline.asking import Request
from briefgen.pipeline.building import prepare
from briefgen.pipeline.outputs import left_behind

MOST_BYTES = 1 << 24
Day = date
_Name = Annotated[str, msgspec.Meta(pattern=r"^[^/\\\x00]*[^./\\\x00]$")]
_WAY = Words("請指定 build 寫出的 .manifest.json", "name the .manifest.json that build writes")


def verify_manifest(root: Path, path: Path) -> tuple[Problem, ...]:
    """Compare a manifest with the files beside it and with a brief made anew.

    Errors are files that differ; where only inputs changed, that is told as information; of files of
    the brief that the manifest does not tell of, there is a warning.
    RequestError where it is no manifest, or not there.
    """
    said, asked = _read(path)
    request = _request(root, asked)
    problems = _beside(path, said)
    try:
        again = prepare(request).manifest
    except BriefgenError as error:
        return (*problems, *error.problems)
    changed = manifest.differences(said, again)
    outputs = again["outputs"]
    for name, print_ in said["outputs"].items():
        if outputs.get(name) != print_:
            problems.append(_not_the_same(path, name, changed))
    stem = path.name.removesuffix(manifest.ENDING)
    beside = left_behind(path.parent, stem, said["outputs"])
    if not problems:
        problems += [Problem(Place(path.as_posix()), words, None, Severity.INFO) for words in changed]
    return (*problems, *beside)


class _Asked(msgspec.Struct):
    """What a manifest says was asked for."""

    audience: str
    formats: Annotated[tuple[Literal["docx", "pdf"], ...], msgspec.Meta(min_length=1)]
    edition: Annotated[str, msgspec.Meta(min_length=1)] | None
    window: tuple[date, date] | None
    date: Day | None


class _Output(msgspec.Struct):
    sha256: str


class _Form(msgspec.Struct):
    """What a manifest must look like to be verified; more may stand in it."""

    manifest: Literal[1]
    asked: _Asked
    inputs: dict[str, str]
    fonts: dict[str, str]
    versions: dict[str, str]
    outputs: Annotated[dict[_Name, _Output], msgspec.Meta(min_length=1)]


def _read(path: Path) -> tuple[manifest.Manifest, _Asked]:
    """Read a manifest; RequestError where it is none."""
    if not path.exists():
        what = Words("找不到檔案", "no such file")
        raise RequestError(Problem(Place(path.as_posix()), what, _WAY))
    try:
        data = path.read_bytes() if path.is_file() and path.stat().st_size < MOST_BYTES else b""
        asked = msgspec.json.decode(data, type=_Form).asked
        if asked.edition is None and asked.window is None:
            raise ValueError("asks for nothing")
        return json.loads(data), asked
    except (OSError, ValueError, RecursionError) as error:  # What msgspec raises is a ValueError.
        what = Words("不是簡報的清單檔", "is no manifest of a brief")
        raise RequestError(Problem(Place(path.as_posix()), what, _WAY)) from error


def _request(root: Path, asked: _Asked) -> Request:
    """Give the request that a manifest tells of."""
    window = asked.window and DateWindow(*asked.window)
    return Request(
        root, asked.edition, window, audience=asked.audience, formats=asked.formats, date=asked.date
    )


def _beside(path: Path, said: manifest.Manifest) -> list[Problem]:
    """Give a Problem for each file that is not what the manifest says."""
    problems = []
    for name, print_ in said["outputs"].items():
        file = path.parent / name
        if not file.is_file():
            what = Words("檔案不見了", "the file is gone")
        elif manifest.digest(file.read_bytes()) != print_["sha256"]:
            what = Words("檔案已不是產製時的樣子", "the file is not what was made")
        else:
            continue
        hint = Words("請重新產製，或換回原檔", "build it again, or put the first one back")
        problems.append(Problem(Place(file.as_posix()), what, hint))
    return problems


def _not_the_same(path: Path, name: str, changed: tuple[Words, ...]) -> Problem:
    hint = Words(
        "；".join(words.zh for words in changed) or "產製所用的資料都沒有變，可能是系統函式庫不同",
        "; ".join(words.en for words in changed)
        or "nothing that went in has changed: perhaps a system library",
    )
    what = Words(f"重新產製的 {name} 與原檔不同", f"{name} made again is not the same")
    return Problem(Place(path.as_posix()), what, hint)
