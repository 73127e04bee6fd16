"""Files that a brief may not take though they stand among its own: links out of the folder, pipes, devices.

A folder may be a link itself, as that of an audience which workspaces share; what lies
in it may not lead out again.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from briefgen.errors import Place, Problem, Words

HINT = Words("請把檔案本身放進這個資料夾", "put the file itself into this folder")


def is_foreign(path: Path, *homes: Path) -> bool:
    """Tell whether something is there that is no plain file of the folders named.

    That is a link out of all of them or to nothing, a folder, a pipe, a device.
    """
    try:
        there = path.resolve(strict=True)
    except (OSError, RuntimeError):  # A link to nothing or to itself, or a name that no system takes.
        with suppress(OSError):
            return path.is_symlink()
        return False
    return not there.is_file() or not any(there.is_relative_to(home.resolve()) for home in homes)


def own_files(folder: Path, pattern: str, *homes: Path) -> tuple[Path, ...]:
    """Give the plain files below a folder in order of name; a link may lead to it or to one of `homes`."""
    return tuple(path for path in sorted(folder.rglob(pattern)) if not is_foreign(path, folder, *homes))


def foreign_problem(where: Place, name: str) -> Problem:
    """Say that something is not read since it is no plain file of its folder."""
    what = Words(
        f"「{name}」不是這個資料夾裡的一般檔案（是連到外面或連不到檔案的連結，或是資料夾、管線），不予讀取",
        f"{name!r} is no plain file of this folder (a link out of it or to nothing, a folder or a pipe): not read",
    )
    return Problem(where, what, HINT)
