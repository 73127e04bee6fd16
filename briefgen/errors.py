"""What can go wrong, said to the person who can mend it.

A Problem says where, what, and what to do.  Verbs collect all the problems of
one kind and raise them together in one of the errors below; only `cli` prints.
"""

from __future__ import annotations

import errno
import re
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
        """Give the problem as one line, in which what a terminal would obey is spelt out."""
        text = (
            f"{_shortened(str(self.where))}{'：' if lang == 'zh' else ': '}{_shortened(self.what.say(lang))}"
        )
        if self.hint is not None:
            text += f"{'；' if lang == 'zh' else '; '}{_shortened(self.hint.say(lang))}"
        return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


# Controls, line ends, and marks that turn the direction of what follows: names of files may hold them.
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
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


def unreadable(file: str, error: OSError) -> Problem:
    """Say that a file cannot be read, in the same words wherever it is asked for."""
    if isinstance(error, FileNotFoundError):
        return Problem(Place(file), Words("找不到這個檔案", "no such file"))
    why = reason(error)
    return Problem(Place(file), Words(f"無法讀取（{why.zh}）", f"cannot be read ({why.en})"))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Give the known word most like this one, or None where none is close."""
    return next(iter(_nearest(word, known)), None)


def alike(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Give the known words most like this one: of a short Chinese word all that are equally near, at most three.

    One wrong character of two or three leaves several that are as near: nobody can say which was meant.

    >>> alike("新華杜", ["新華社", "新華網", "人民網"]), alike("titel", ["title", "tile"])
    (('新華網', '新華社'), ('title',))
    """
    near = _nearest(word, known)
    return near[:3] if _SHORT_HAN.fullmatch(word) else near[:1]


def did_you_mean(word: str, known: Iterable[str]) -> Words | None:
    """Suggest the nearest known word, or those that are equally near; None where none is close."""
    return meaning(alike(word, known))


def meaning(guesses: Iterable[str]) -> Words | None:
    """Ask whether one of some words was meant; None where there is none."""
    words = tuple(guesses)
    if not words:
        return None
    zh, en = "或".join(f"「{word}」" for word in words), " or ".join(map(repr, words))
    return Words(f"是不是{zh}？", f"did you mean {en}?")


_SHORT_HAN = re.compile(r"[\u3400-\u9fff]{2,3}")


def _nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Give the known words that are nearest and equally so: those of its length and first letter go before others."""
    from difflib import SequenceMatcher, get_close_matches

    close = get_close_matches(word, tuple(dict.fromkeys(known)), n=12, cutoff=0.6)
    ratio = {one: round(SequenceMatcher(None, one, word).ratio(), 6) for one in close}
    best = [one for one in close if ratio[one] == max(ratio.values())]
    best = [one for one in best if len(one) == len(word)] or best
    return tuple([one for one in best if one[:1] == word[:1]] or best)
