"""Read one file as text, or say why it is not one.

Every reader of text goes through here: an ordinary file, of a reasonable size, in
UTF-8.  What no page can show is taken out by the readers, which know whose it is.
"""

from __future__ import annotations

import gc
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.errors import CatalogueError, Place, Problem, Severity, Words, reason

LIMIT = 96 * 1024 * 1024
VALUES = 6_000_000  # in one file: with LIMIT, half a gigabyte of memory at the worst
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\f\r\x1a\x1b"))


def relative(path: Path, root: Path) -> str:
    """Give a file's name as Places write it: relative to the workspace, forward slashes."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def read_bytes(path: Path, root: Path, limit: int = LIMIT) -> bytes:
    """Read a whole ordinary file; CatalogueError where it is missing, special or over `limit` bytes."""
    file = relative(path, root)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise CatalogueError(_folder(file))
        if not stat.S_ISREG(status.st_mode):
            raise CatalogueError(
                Problem(Place(file), Words("不是一般檔案，無法讀取", "is not an ordinary file"))
            )
        if status.st_size > limit:
            raise CatalogueError(_too_big(file, status.st_size, limit))
        return path.read_bytes()
    except OSError as error:
        raise CatalogueError(_unreadable(file, error)) from error


def read_text(path: Path, root: Path) -> str:
    """Read a file in UTF-8 with line ends as `\\n`; CatalogueError names the line of a bad byte."""
    return decode(read_bytes(path, root), relative(path, root))


def decode(raw: bytes, file: str) -> str:
    """Turn the bytes of a file into text; CatalogueError names the line of a bad byte."""
    if _is_binary(raw):
        what = Words("這不是文字檔", "this is not a text file")
        hint = Words("請確認檔名；若是文字，請另存為 UTF-8 編碼", "check the name; save a text in UTF-8")
        raise CatalogueError(Problem(Place(file, 1), what, hint))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CatalogueError(
            Problem(
                Place(file, line),
                Words("檔案不是 UTF-8 編碼", "the file is not in UTF-8"),
                Words("請另存為 UTF-8 編碼", "save it as UTF-8"),
            )
        ) from error
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _is_binary(raw: bytes) -> bool:
    """The bytes are no text in any usual encoding: a zero byte, or many control characters at the start."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16, which is told as such
        return False
    start = raw[:4096]
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return b"\0" in raw or (controls > 5 and controls * 20 > len(start))


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the cyclic collector off while a tree grows: it holds no cycles, and walking it costs more than it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _too_many(file: str) -> Problem:
    """Say that a file holds more than VALUES values."""
    return Problem(
        Place(file),
        Words(f"檔案裡的值多於 {VALUES} 個", f"the file holds more than {VALUES} values"),
        Words("請拆成數個檔案，或改用資料庫", "split it, or keep the archive in SQL"),
    )


def few(text: str, file: str, marks: str) -> str:
    """Give a text back; CatalogueError where so many marks part its values that they are more than VALUES."""
    if sum(map(text.count, marks)) > VALUES:
        raise CatalogueError(_too_many(file))
    return text


def _too_big(file: str, size: int, limit: int) -> Problem:
    return Problem(
        Place(file),
        Words(
            f"檔案有 {size // 2**20} MB，超過上限 {limit // 2**20} MB",
            f"is {size // 2**20} MB, over the limit of {limit // 2**20} MB",
        ),
        Words("請拆成數個檔案，或改用資料庫", "split it, or keep the archive in SQL"),
    )


def empty(file: str, severity: Severity) -> Problem:
    """Say that a file holds nothing."""
    hint = Words("請補上內容，或刪去這個檔案", "fill it in or delete it")
    if file.endswith((".yaml", ".yml", ".json")):
        hint = Words(f"{hint.zh}；確實沒有內容請寫 []", f"{hint.en}; write [] to mean none")
    return Problem(Place(file), Words("檔案是空的", "the file is empty"), hint, severity)


def _folder(file: str) -> Problem:
    what = Words("這是資料夾，應為檔案", "is a folder and should be a file")
    return Problem(Place(file), what, Words("請移走或改名", "move or rename it"))


def _unreadable(file: str, error: OSError) -> Problem:
    match error:
        case FileNotFoundError():
            what = Words("找不到這個檔案", "no such file")
        case PermissionError():
            what = Words("沒有讀取權限", "permission denied")
        case IsADirectoryError():
            return _folder(file)
        case _:
            why = reason(error)
            what = Words(f"無法讀取（{why.zh}）", f"cannot be read ({why.en})")
    return Problem(Place(file), what)
