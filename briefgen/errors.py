"""What can go wrong, said to the person who can mend it.

A Problem says where, what, and what to do.  Verbs collect all the problems of
one kind and raise them together in one of the errors below; only `cli` prints.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """One message in both languages, side by side so that neither is forgotten."""

    zh: str
    en: str

    def say(self, lang: Lang) -> str:
        """Give the message in one language."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something was written: a file with a line, or a sheet with a cell.

    `file` is relative to the workspace, with forward slashes.
    """

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None

    @property
    def order(self) -> tuple[str, str, int, int, str, int]:
        """Give the key that sorts places as a person reads them: A2 before B2 before A10."""
        letters = (self.cell or "").rstrip("0123456789")
        row = (self.cell or "")[len(letters) :]
        line = int(row) if row.isascii() and 0 < len(row) < 10 else self.line or 0
        return (self.file, self.sheet or "", line, len(letters), letters, self.column or 0)

    def __str__(self) -> str:
        if self.cell is not None:
            return f"{self.file}:{self.sheet}!{self.cell}" if self.sheet else f"{self.file}:{self.cell}"
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(parts)


class Severity(StrEnum):
    """How much a problem matters; only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, and what to do about it."""

    where: Place
    what: Words
    hint: Words | None = None
    severity: Severity = Severity.ERROR

    def say(self, lang: Lang = "zh") -> str:
        """Give the problem as one line."""
        text = f"{self.where}{'：' if lang == 'zh' else ': '}{_shortened(self.what.say(lang))}"
        if self.hint is None:
            return text
        joined = "；" if lang == "zh" else "; "
        return f"{text}{joined}{_shortened(self.hint.say(lang))}"


LONGEST = 400
"""Characters of one message; the middle of a longer one is left out."""


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 100]}……{text[-100:]}"


class BriefgenError(Exception):
    """Every error that briefgen raises; `exit_code` is what the shell gets."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(problem.say("en") for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[BriefgenError], tuple[Problem, ...], dict[str, object]]:
        """Travel between processes with the problems, which are what it is made of."""
        return type(self), self.problems, self.__dict__


class RequestError(BriefgenError):
    """The words of the command ask for something that is not there."""

    exit_code = 2


class CatalogueError(BriefgenError):
    """Something in `seeds/` cannot be read or is not valid."""


class RuleError(BriefgenError):
    """A theme in `themes.yaml` is not a rule."""


class TemplateError(BriefgenError):
    """A template or stylesheet cannot be used."""


class RenderError(BriefgenError):
    """The document cannot be set faithfully: a missing glyph, font or image."""


class ParityError(BriefgenError):
    """The Word file and the PDF do not say the same."""


class OutputError(BriefgenError):
    """A file cannot be written; what stood there before is untouched."""

    exit_code = 3


_REASONS = {
    errno.ENOENT: "沒有這個路徑",
    errno.ENOTDIR: "路徑中有一段是檔案，不是資料夾",
    errno.EISDIR: "那是資料夾，不是檔案",
    errno.EEXIST: "已有同名的檔案或資料夾",
    errno.EACCES: "沒有權限",
    errno.EPERM: "系統不允許",
    errno.EROFS: "磁碟是唯讀的",
    errno.ENOSPC: "磁碟已滿",
    errno.EFBIG: "檔案太大",
    errno.ENAMETOOLONG: "名稱太長",
    errno.ELOOP: "連結繞成一圈",
    errno.EBUSY: "另一個程式正在使用",
    errno.EMFILE: "同時開啟的檔案太多",
    errno.EIO: "磁碟讀寫失敗",
    getattr(errno, "EDQUOT", -1): "超出可用的配額",
}


def reason(error: OSError) -> Words:
    """Say why the system refused a file; where it is a rare cause, in the system's own words.

    >>> reason(OSError(errno.ENOTDIR, "Not a directory")).zh
    '路徑中有一段是檔案，不是資料夾'
    """
    told = error.strerror or str(error)
    return Words(_REASONS.get(error.errno or 0, told), told)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Give the known word most like this one, or None where none is close."""
    from difflib import get_close_matches

    found = get_close_matches(word, tuple(known), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> Words | None:
    """Suggest the nearest known word, or None where none is close."""
    guess = nearest(word, known)
    return None if guess is None else Words(f"是不是「{guess}」？", f"did you mean {guess!r}?")
