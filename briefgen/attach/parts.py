"""What comes in and what goes out: named files, annexes, and the report with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefgen.errors import Place, Problem, RequestError, Severity, Words
from briefgen.zh.numerals import common

Stamp = Callable[[str], bytes]
MOST = 99


class File(NamedTuple):
    """A file as it was read, with the name that messages call it by."""

    name: str
    data: bytes

    @property
    def stem(self) -> str:
        """Give the name without folders and suffix."""
        last = self.name.replace("\\", "/").rsplit("/", 1)[-1]
        return last.rpartition(".")[0] or last


@dataclass(frozen=True, slots=True)
class Annex:
    """One brief in the result; `first` is its first page there, from 1, where that is known.

    `marking` is the brief's own, None where it tells none.
    """

    label: str
    title: str
    pages: int
    first: int | None = None
    marking: str | None = None

    @property
    def heading(self) -> str:
        """Give the line that names the annex."""
        return f"{self.label}　{self.title}"


@dataclass(frozen=True, slots=True)
class Attached:
    """The report with its annexes; `pages` counts those of the PDF, None for Word.

    `marking` is the highest of the parts, None where no part tells one.  `notes` say
    what the result no longer has, or what a person should still do.
    """

    data: bytes
    annexes: tuple[Annex, ...]
    pages: int | None
    marking: str | None
    notes: tuple[Problem, ...]


def label(number: int) -> str:
    """Give the label of an annex.

    >>> label(1), label(12)
    ('附件一', '附件十二')
    """
    return f"附件{common(number)}"


def distinct(titles: Sequence[str], files: Sequence[File]) -> tuple[str, ...]:
    """Give the titles of annexes; those that are the same each with the name of its file."""
    several = {
        title
        for title in titles
        if len({f.stem for t, f in zip(titles, files, strict=True) if t == title}) > 1
    }
    return tuple(
        f"{title}（{file.stem}）" if title in several and title != file.stem else title
        for title, file in zip(titles, files, strict=True)
    )


def require_briefs(report: File, briefs: Sequence[File], first: int) -> None:
    """Refuse to attach nothing, or more than can be numbered."""
    if not briefs or first < 1 or first + len(briefs) - 1 > MOST:
        raise refusal(
            report.name,
            Words(
                f"附件號碼須在 1 至 {MOST} 之間，現有 {len(briefs)} 份，自第 {first} 號起",
                f"annexes are numbered 1 to {MOST}; here are {len(briefs)}, from {first}",
            ),
        )


def refusal(name: str, what: Words, hint: Words | None = None) -> RequestError:
    """Say why a file cannot be taken; it stays as it is."""
    return RequestError(Problem(Place(name), what, hint))


def remark(name: str, what: Words, hint: Words | None = None) -> Problem:
    """Say something about a file that stops nothing."""
    return Problem(Place(name), what, hint, Severity.WARNING)
