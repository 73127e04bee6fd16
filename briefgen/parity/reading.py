"""What a file says, whatever its format: its parts in reading order, its notes, its running head and foot.

The text of a part has no looks and no line breaks.  A note's call stands in it as
`〔註3〕`.  Where a line ended between two Latin characters, only the PDF knows that
it ended and only Word knows whether a space was there: that place holds SOFT.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefgen.errors import ParityError, Place, Problem, Words, reason

Kind = Literal["h1", "h2", "h3", "h4", "h5", "h6", "p", "cell", "figure"]

SOFT = "\u2028"
"""A line end that may or may not stand for a space."""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, paragraph, list item, cell or picture, with its words.

    `joins` says that a page ended here, so that the next part may be the rest of this one.
    """

    kind: Kind
    text: str
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote with the number that is printed."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file says.  `running` is the text of head and foot, with # for every number.

    On a letterhead `running` is only what the brief itself has put there.
    """

    file: str
    parts: tuple[Part, ...]
    notes: tuple[Footnote, ...] = ()
    running: str = ""
    letterhead: bool = False

    @property
    def headings(self) -> tuple[Part, ...]:
        """Give the headings, in order."""
        return tuple(part for part in self.parts if part.kind.startswith("h"))

    @property
    def paragraphs(self) -> tuple[Part, ...]:
        """Give everything that is not a heading, in order."""
        return tuple(part for part in self.parts if not part.kind.startswith("h"))


def call(number: int) -> str:
    """Give the mark that stands in the text for the call of a note."""
    return f"〔註{number}〕"


# Invisible: soft hyphen, zero-width space, joiners, byte order mark; and the hyphen
# that hyphenation adds at a line end (U+2010, which our text never uses).
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u2010"))
# PDFium gives U+0002 or U+FFFE for a hyphen at a line end.
_HYPHENS = {0x02: "-", 0xFFFE: "-"}
_WIDE = (
    "[\u2e80-\u303f\u3040-\u30ff\u3100-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\u2014\u2018-\u201d\u2026\U00020000-\U0003ffff]"
)
_SPACES = re.compile(rf"[ \t\r\n\u00a0\u3000{SOFT}]+")
_BESIDE_WIDE = re.compile(rf"(?<={_WIDE})[ {SOFT}]|[ {SOFT}](?={_WIDE})")


def plain(text: str) -> str:
    """Give text as it is compared: visible characters, single spaces, none beside a Chinese character."""
    visible = unicodedata.normalize("NFC", text.translate(_HYPHENS).translate(_INVISIBLE))
    single = _SPACES.sub(lambda found: " " if found[0].strip(SOFT) else SOFT, visible)
    return _BESIDE_WIDE.sub("", single).strip(f" {SOFT}")


def without_numbers(text: str) -> str:
    """Give the text of a running head or foot, with # for every number."""
    return re.sub(r"[0-9#]+", "#", plain(text))


def contents(source: Path | bytes) -> tuple[str, bytes]:
    """Give the name and the bytes of a file; raises ParityError where it cannot be opened."""
    if isinstance(source, bytes):
        return "-", source
    try:
        return source.as_posix(), source.read_bytes()
    except OSError as error:
        raise unreadable(
            source.as_posix(),
            Words(f"無法開啟檔案（{reason(error).zh}）", f"cannot open the file ({reason(error).en})"),
        ) from error


def unreadable(file: str, what: Words) -> ParityError:
    """Make the error for a file that cannot be compared."""
    hint = Words("請確認路徑，或重新產出這個檔案。", "check the path, or build the file again")
    return ParityError(Problem(Place(file), what, hint))
