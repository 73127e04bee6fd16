"""Write files whole, or leave the old ones as they were.

Every file goes to an exclusive temporary name in its own folder (mode 0600 until it
is done), is flushed to the disk and renamed over the old one; then the folder itself
is flushed.  Whatever stops the work half-way, a reader finds the old file or the new.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from briefgen.errors import OutputError, Place, Problem, Words, reason

_LITTER = re.compile(r"\.briefgen-(\d+)-[0-9a-f]{12}\.tmp")


def write_whole(path: Path, data: bytes) -> None:
    """Write one file whole; OutputError where it cannot be, the old file untouched."""
    write_all({path: data})


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write several files: all are staged before the first is renamed into place.

    OutputError with one Problem for the first file that cannot be written; those that
    were in place already are put back.  Temporary files that a killed run left in the
    same folders are cleared afterwards.
    """
    staged: dict[Path, Path] = {}
    old: dict[Path, Path | None] = {}
    try:
        for path, data in files.items():
            with _named(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                staged[path] = _stage(path, data)
        for path, temporary in staged.items():
            with _named(path):
                if len(files) > 1:
                    _keep(path, old)
                temporary.replace(path)
        _written.extend(files)
    except BaseException:
        _undo(staged, old)
        raise
    _remove(old.values())
    for folder in {path.parent for path in files}:
        _flush_folder(folder)
        _clear_litter(folder)


def written() -> int:
    """Give how many files this process has written so far: one that is stopped says so."""
    return len(_written)


_written: list[Path] = []


def _keep(path: Path, old: dict[Path, Path | None]) -> None:
    """Give the old file a second name, so that it can be put back; None where there is no old one."""
    second = _temporary(path)
    try:
        os.link(path, second)
        old[path] = second
    except FileNotFoundError:
        old[path] = None
    except OSError:  # A file system without links: nothing can be put back, so nothing will be.
        return


def _undo(staged: Mapping[Path, Path], old: Mapping[Path, Path | None]) -> None:
    """Put the old files back, and leave nothing of the new ones."""
    for path, second in old.items():
        with suppress(OSError):
            if second is not None:
                second.replace(path)
            elif not staged[path].exists():  # It was renamed into place, where nothing was.
                path.unlink()
    _remove(staged.values())
    _remove(old.values())


def _remove(paths: Iterable[Path | None]) -> None:
    for path in paths:
        if path is not None:
            with suppress(OSError):
                path.unlink(missing_ok=True)


_WAY = Words(
    "請確認資料夾可寫入、磁碟仍有空間，或指定其他資料夾",
    "check that the folder is writable and the disk has room, or choose another",
)
_FOLDER = Words("請指定另一個資料夾", "choose another folder")
_WAYS = {
    errno.ENOTDIR: _FOLDER,
    errno.ENOENT: _FOLDER,
    errno.EROFS: _FOLDER,
    errno.EISDIR: Words("請換一個檔名", "choose another name"),
    errno.ENAMETOOLONG: Words("請用較短的名稱", "choose a shorter name"),
    errno.ENOSPC: Words(
        "請清出空間，或指定其他磁碟上的資料夾", "make room, or choose a folder on another disk"
    ),
}


class _named:
    """Turn an OSError into a Problem that names the file and the way out."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            why = reason(error)
            mended = _WAYS.get(error.errno or 0, _WAY)
            raise OutputError(
                Problem(
                    Place(self.path.as_posix()),
                    Words(
                        f"無法寫入（{why.zh}），原有檔案未更動",
                        f"cannot be written ({why.en}); the old file is untouched",
                    ),
                    mended,
                )
            ) from error


def _stage(path: Path, data: bytes) -> Path:
    temporary = _temporary(path)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_final_mode(path))
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return temporary


def _temporary(path: Path) -> Path:
    return path.parent / f".briefgen-{os.getpid()}-{os.urandom(6).hex()}.tmp"


def _final_mode(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    umask = os.umask(0o077)
    os.umask(umask)
    return 0o666 & ~umask


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder; the rename is durable by itself.
        return
    # The files are in place; where the folder cannot be flushed, the system does so in its own time.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _clear_litter(folder: Path) -> None:
    with suppress(OSError):
        for entry in folder.iterdir():
            found = _LITTER.fullmatch(entry.name)
            if found and not _alive(int(found[1])):
                entry.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    if os.name == "nt":
        return True  # No cheap and safe test there: leave the file.
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
