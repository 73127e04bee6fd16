"""Begin something of one's own: a workspace that builds at once, an audience that extends another.

The small workspace lies in `briefgen/starter/workspace`.  Its templates are those of the
project itself: `templates/` beside the package in a checkout, `briefgen/starter/templates`
where the package is installed (`setup.py` puts them there).  To give new workspaces
another audience: its name in AUDIENCES.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import briefgen
from briefgen.errors import OutputError, Place, Problem, RequestError, Words, did_you_mean, reason
from briefgen.pipeline.asking import listed, require_workspace
from briefgen.pipeline.extending import FILE, audience_ids

AUDIENCES = ("base", "research")
"""The folders of templates that a new workspace has."""
LONGEST_NAME = 40
RESERVED = frozenset(
    {"base", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
_NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")

Files = Mapping[Path, bytes]


def new_workspace(folder: Path) -> tuple[Path, ...]:
    """Make a small complete workspace in a folder; give the files written, relative to it.

    RequestError where the folder has something in it, OutputError where it cannot be
    written; then nothing is left behind.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = Words("這裡已經有檔案，不會更動", "there is something here, and it stays as it is")
        hint = Words("請指定新的或空的資料夾", "name a new or an empty folder")
        raise RequestError(Problem(Place(folder.as_posix()), what, hint))
    files = dict(_files(_starter() / "workspace", Path()))
    for name in AUDIENCES:
        files |= _files(_shipped() / name, Path("templates") / name)
    _write_folder(folder, files)
    return tuple(sorted(files))


def new_audience(root: Path, name: str, source: str, title: str | None = None) -> tuple[Path, ...]:
    """Make an audience that extends another; give the files written, relative to the workspace.

    `source` is an audience of the workspace, or one that briefgen ships, which is then copied
    beside it.  RequestError for a name that cannot be used, or a source that is not there.
    """
    require_workspace(root)
    templates = root / "templates"
    _check_name(name, templates)
    known = tuple(dict.fromkeys((*audience_ids(root), *_shipped_audiences())))
    if source not in known:
        what = Words(f"沒有「{source}」這個讀者範本", f"there is no audience {source!r}")
        hint = did_you_mean(source, known) or listed(known)
        raise RequestError(Problem(Place(f"templates/{source}"), what, hint))
    written: list[Path] = []
    if source not in audience_ids(root):
        shipped = _files(_shipped() / source, Path())
        _write_folder(templates / source, shipped)
        written += (Path("templates") / source / path for path in shipped)
    own = _own_files(name, source, title or name)
    _write_folder(templates / name, own)
    return (*written, *(Path("templates") / name / path for path in own))


def _own_files(name: str, source: str, title: str) -> Files:
    settings = f"""\
# 沒有寫的設定都沿用 templates/{source}/audience.yaml。
id: {name}
title: {json.dumps(title, ensure_ascii=False)}
extends: {source}
"""
    template = f"""\
{{% extends "{source}/brief.html.j2" %}}
{{# 要改哪一段，就在這裡覆寫那個 block，如 {{% block window %}}…{{% endblock %}}；其餘沿用。 #}}
"""
    sheet = "/* 要改的樣式寫在這裡，如 h2 { color: #1f3864 }；其餘沿用。 */\n"
    texts = {FILE: settings, "brief.html.j2": template, "brief.css": sheet}
    return {Path(file): text.encode() for file, text in texts.items()}


def _check_name(name: str, templates: Path) -> None:
    where = Place(f"templates/{name}")
    if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME or name in RESERVED:
        what = Words(f"「{name}」不能當讀者範本的名稱", f"{name!r} cannot be the name of an audience")
        hint = Words(
            f"用小寫拉丁字母、數字與連字號，至多{LONGEST_NAME}字，如 minister-2",
            f"use small Latin letters, digits and hyphens, at most {LONGEST_NAME}, such as minister-2",
        )
        raise RequestError(Problem(Place("templates"), what, hint))
    if (templates / name).exists():
        what = Words("這個讀者範本已經有了，不會更動", "this audience is there already, and stays as it is")
        raise RequestError(Problem(where, what, Words("請換一個名稱", "choose another name")))


def _starter() -> Path:
    return Path(briefgen.__file__).parent / "starter"


def _shipped() -> Path:
    """Give the project's own templates, wherever briefgen is."""
    installed = _starter() / "templates"
    return installed if installed.is_dir() else Path(briefgen.__file__).parents[1] / "templates"


def _shipped_audiences() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in _shipped().glob(f"*/{FILE}")))


def _files(folder: Path, under: Path) -> Files:
    """Read every file of a folder, passing over what systems and tools leave there."""
    return {
        under / path.relative_to(folder): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part[0] in "._" for part in path.relative_to(folder).parts)
    }


def _write_folder(folder: Path, files: Files) -> None:
    """Write a whole folder under another name, then give it its own; OutputError."""
    staged = folder.parent / f".{folder.name}-{secrets.token_hex(6)}.tmp"
    try:
        for path, data in files.items():
            (staged / path).parent.mkdir(parents=True, exist_ok=True)
            (staged / path).write_bytes(data)
        if folder.is_dir():
            folder.rmdir()
        staged.rename(folder)
    except OSError as error:
        why = reason(error)
        what = Words(f"無法寫入（{why.zh}）", f"cannot be written ({why.en})")
        hint = Words(
            "請確認資料夾可寫入、磁碟仍有空間", "check that the folder is writable and the disk has room"
        )
        raise OutputError(Problem(Place(folder.as_posix()), what, hint)) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(staged)
