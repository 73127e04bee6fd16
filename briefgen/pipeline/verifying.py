"""Make a brief again from its manifest, in memory, and say what is no longer the same."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from briefgen.errors import BriefgenError, Place, Problem, RequestError, Severity, Words
from briefgen.model import DateWindow
from briefgen.pipeline import manifest
from briefgen.pipeline.asking import Request
from briefgen.pipeline.building import prepare
from briefgen.pipeline.outputs import left_behind


def verify_manifest(root: Path, path: Path) -> tuple[Problem, ...]:
    """Compare a manifest with the files beside it and with a brief made anew.

    Errors are files that differ; where only inputs changed, that is told as information; of files of
    the brief that the manifest does not tell of, there is a warning.
    RequestError where it is no manifest.
    """
    said = _read(path)
    request = _request(root, said, path)
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


def _read(path: Path) -> manifest.Manifest:
    """Read a manifest; RequestError where it is none."""
    try:
        said = json.loads(path.read_bytes()) if path.stat().st_size < 1 << 24 else None
    except (OSError, ValueError, RecursionError) as error:
        raise RequestError(_no_manifest(path)) from error
    if not isinstance(said, dict) or said.get("manifest") != manifest.FORM:
        raise RequestError(_no_manifest(path))
    return said


def _request(root: Path, said: manifest.Manifest, path: Path) -> Request:
    """Give the request that a manifest tells of; RequestError where it tells none."""
    try:
        asked = said["asked"]
        window = asked["window"] and DateWindow(*(date.fromisoformat(day) for day in asked["window"]))
        if not {*asked["formats"]} <= {"docx", "pdf"} or not isinstance(said["outputs"], dict):
            raise ValueError(asked["formats"])
        return Request(
            root,
            asked["edition"] and str(asked["edition"]),
            window or None,
            audience=str(asked["audience"]),
            formats=tuple(asked["formats"]),
            date=date.fromisoformat(asked["date"]) if asked["date"] else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RequestError(_no_manifest(path)) from error


def _beside(path: Path, said: manifest.Manifest) -> list[Problem]:
    """Give a Problem for each file that is not what the manifest says."""
    problems = []
    for name, print_ in said.get("outputs", {}).items():
        file = path.parent / Path(str(name)).name
        if not file.is_file():
            what = Words("檔案不見了", "the file is gone")
        elif manifest.digest(file.read_bytes()) != print_.get("sha256"):
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


def _no_manifest(path: Path) -> Problem:
    return Problem(
        Place(path.as_posix()),
        Words("不是簡報的清單檔", "is no manifest of a brief"),
        Words("請指定 build 寫出的 .manifest.json", "name the .manifest.json that build writes"),
    )
