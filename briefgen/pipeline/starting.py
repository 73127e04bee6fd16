"""Begin something of one's own: a workspace that builds at once, an audience that extends another, an edition.

The small workspace lies in `briefgen/starter/workspace`.  Its templates are those of the
project itself: `templates/` beside the package in a checkout, `briefgen/starter/templates`
where the package is installed (`setup.py` puts them there).  To give new workspaces
another audience: its name in AUDIENCES.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import briefgen
from briefgen import catalogue, rules
from briefgen.errors import OutputError, Place, Problem, RequestError, Words, did_you_mean, reason
from briefgen.model import DateWindow, When
from briefgen.pipeline.asking import GOOD_ID, listed, require_workspace
from briefgen.pipeline.extending import FILE, audience_ids
from briefgen.pipeline.outputs import refuse_name
from briefgen.whole import write_whole
from briefgen.zh.dates import when_words, window_words

if TYPE_CHECKING:
    from briefgen.rules.language import Theme

AUDIENCES = ("base", "research")
"""The folders of templates that a new workspace has."""
LONGEST_NAME = 40
RESERVED = frozenset(
    {"base", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)

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


def new_edition(root: Path, id: str, window: DateWindow | None = None, title: str | None = None) -> Path:
    """Write the file of a new edition: its window, and a heading for each theme; give its path in the workspace.

    Without a window it is the one that the id tells, as 2022-q1 does.  RequestError for an id
    that tells none, that cannot be used, or that is taken.
    """
    require_workspace(root)
    path = Path("seeds") / "editions" / f"{id}.md"
    refuse_name(id, path.as_posix())
    if (root / path).exists():
        what = Words("這一期已經有了，不會更動", "this edition is there already, and stays as it is")
        raise RequestError(Problem(Place(path.as_posix()), what, Words("請換一個代號", "choose another id")))
    window = window or _window_of(id)
    registers = catalogue.load(root).catalogue.registers
    themes = rules.parse(catalogue.read_tree(root / "seeds" / "themes.yaml", root), registers).themes
    write_whole(root / path, _edition(id, window, title, themes).encode())
    return path


def _window_of(id: str) -> DateWindow:
    try:
        return rules.parse_window(id)
    except RequestError as error:
        what = Words(f"由代號「{id}」看不出期間", f"the id {id!r} tells no window")
        hint = Words("請以 --quarter 指定，如 --quarter 2022Q1", "name one: --quarter 2022Q1")
        raise RequestError(Problem(Place("new-edition"), what, hint)) from error


def _edition(id: str, window: DateWindow, title: str | None, themes: Sequence[Theme]) -> str:
    settings = f"""\
---
id: {id}
title: {json.dumps(title or f"{_period(window)}外交情勢", ensure_ascii=False)}
# 涵蓋期間，首尾兩日都算。
window: {{first: {window.first}, last: {window.last}}}
# 印在文中的日期；{{今年}} 等說法由它算起。
date: {window.last}
# 以下可有可無，要用時去掉行首的 #。
# subject: 寫入檔案屬性的主旨
# authors:
#   - {{name: 外交組}}
# 每個要點後列出支持它的事件代號：
# key_points:
#   - text: 要點。
#     events: [事件代號]
# 規則沒有選入而要列入的事件（pins），或要剔除的（bans）：
# pins:
#   - {{event: 事件代號, theme: {themes[0].id if themes else "主題代號"}, reason: 理由}}
---
"""
    return settings + "".join(f"\n## {theme.title} {{#{theme.id}}}\n" for theme in themes)


def _period(window: DateWindow) -> str:
    """Name a window by its quarter, year or months where it is one, else by its days."""
    for form in (
        f"{window.first:%Y}",
        f"{window.first:%Y}-Q{(window.first.month + 2) // 3}",
        f"{window.first:%Y-%m}",
    ):
        when = When.parse(form)
        if (when.first, when.last) == (window.first, window.last):
            return when_words(when)
    return window_words(window)


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
    if not GOOD_ID.fullmatch(name) or name in RESERVED:
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
