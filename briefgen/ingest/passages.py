"""What a file holds once it is read: passages in order, each with its place in the file.

Readers give Pieces (one line or one paragraph as the file has it); `joining` makes
Passages of them.  To add a kind of passage: a word in Kind, and what `propose`
does with it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["heading", "paragraph", "bullet", "note", "table"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One line or paragraph as the file has it.

    `kind` is None where the file does not say (plain text).  `whole` tells that the
    piece is not a part of a wrapped paragraph.  `label` names a footnote; calls of
    notes stand in the text as `[^label]`.
    """

    text: str
    line: int
    kind: Kind | None = None
    level: int = 0
    label: str | None = None
    whole: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, heading, bullet, note or table row, in one line without needless spaces.

    `starts` pairs offsets in the text with lines of the file; `calls` pairs offsets
    with labels of notes; `section` holds the headings above, the highest first.
    """

    text: str
    kind: Kind
    starts: tuple[tuple[int, int], ...]
    level: int = 0
    label: str | None = None
    calls: tuple[tuple[int, str], ...] = ()
    section: tuple[str, ...] = ()

    def line_at(self, offset: int) -> int:
        """Give the line of the file where a character of the text stands."""
        index = bisect_right([start for start, _ in self.starts], offset) - 1
        return self.starts[max(index, 0)][1]


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of one file, in order; footnotes by their labels."""

    name: str
    passages: tuple[Passage, ...]
    notes: dict[str, Passage] = field(default_factory=dict)
