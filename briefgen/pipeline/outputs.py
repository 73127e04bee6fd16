"""Decide where the files of a brief go, and refuse names and folders that could do harm.

Names are made of an edition's and an audience's ids and nothing else; they are checked
again here, where files are written, whatever was checked before.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from pathlib import Path

from briefgen.errors import OutputError, Place, Problem, RequestError, Severity, Words

_GOOD = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_MOST = 60
"""Letters of an id: two of them and an ending fit any file system."""
# Windows keeps these for itself, with any ending.
_KEPT = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
_INPUTS = ("seeds", "templates")


def out_folder(root: Path, out: Path | None, edition: str) -> Path:
    """Give the folder of an edition's briefs; RequestError or OutputError where it may not be written to."""
    base = out or root / "out"
    refuse_name(edition, f"seeds/editions/{edition}.md")
    folder = base / edition
    if not folder.resolve().is_relative_to(base.resolve()):
        raise OutputError(_leads_away(folder))
    refuse_inputs(root, folder)
    return folder


def refuse_name(id: str, file: str) -> None:
    """Refuse an id that is no name of a file on every system; RequestError."""
    if _GOOD.fullmatch(id) and len(id) <= _MOST and id.split(".")[0] not in _KEPT:
        return
    raise RequestError(
        Problem(
            Place(file),
            Words(f"「{_shown(id)}」不能作為檔名", f"{_shown(id)!r} cannot be the name of a file"),
            Words(
                f"請用小寫拉丁字母、數字、連字號與句點，以字母或數字開頭與結尾，最多 {_MOST} 字，並避開 con、nul 等系統保留字",
                f"use lower-case Latin letters, digits, hyphens and dots, beginning and ending with a letter or "
                f"digit, at most {_MOST}, and none of the names that systems keep, such as con or nul",
            ),
        )
    )


def refuse_inputs(root: Path, path: Path) -> None:
    """Refuse to write where the seeds and templates are; RequestError."""
    for name in _INPUTS:
        if path.resolve().is_relative_to((root / name).resolve()):
            what = Words(
                f"輸出不能放進 {name} 資料夾，以免覆寫資料",
                f"output may not go into {name}: it could replace what briefs are made of",
            )
            hint = Words("請以 --out 指定其他資料夾", "choose another folder with --out")
            raise RequestError(Problem(Place(path.as_posix()), what, hint))


def require_folder(path: Path) -> None:
    """Refuse a file whose folder is not there, which may be misspelt; OutputError."""
    if not path.parent.is_dir():
        folder = path.parent.as_posix()
        what = Words(f"沒有「{folder}」這個資料夾", f"there is no folder {folder!r}")
        hint = Words("請先建立資料夾，或改正 -o 的路徑", "make it first, or correct the path of -o")
        raise OutputError(Problem(Place(path.as_posix()), what, hint))


def left_behind(folder: Path, stem: str, written: Container[str]) -> tuple[Problem, ...]:
    """Warn of each file of a brief that is of another build than those `written`, which may say other things."""
    what = Words(
        "這是先前產製的檔案，不是這次的，內容可能不同",
        "this file is of an earlier build and may say something else",
    )
    hint = Words(
        "請刪去，或不加 --format 重新產製各種格式", "delete it, or build every format again without --format"
    )
    names = (f"{stem}.{form}" for form in ("docx", "pdf"))
    return tuple(
        Problem(Place((folder / name).as_posix()), what, hint, Severity.WARNING)
        for name in names
        if name not in written and (folder / name).exists()
    )


def refuse_clashes(paths: Iterable[Path]) -> None:
    """Refuse names that one file system or another takes for the same; OutputError."""
    seen: dict[str, Path] = {}
    for path in paths:
        before = seen.setdefault(path.as_posix().casefold(), path)
        if before is not path:
            what = Words(f"與 {before.name} 的檔名相衝突", f"has the same name as {before.name}")
            raise OutputError(Problem(Place(path.as_posix()), what))


def _leads_away(folder: Path) -> Problem:
    return Problem(
        Place(folder.as_posix()),
        Words(
            "這個資料夾是通往輸出資料夾之外的連結，不予寫入",
            "this folder is a link that leads out of the output folder: nothing is written",
        ),
        Words("請移除連結", "remove the link"),
    )


def _shown(id: str) -> str:
    return id if len(id) <= _MOST else f"{id[:_MOST]}…"
