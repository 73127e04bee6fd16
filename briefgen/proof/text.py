"""The text that is proofread: paragraphs that know where each character was written.

A hard-wrapped paragraph is one string again, and `Paragraph.place` still gives the
line and column of any of its characters.  What is not words (code, links, tags) is
covered with `COVER`, one for each character, so that offsets stay true.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

Kind = Literal["heading", "body", "bullet", "note", "table"]

COVER = "\ufffc"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, heading, bullet or note.

    `level` is a heading's, 0 where it is not known.  `starts` are the pieces it was
    joined from: (offset in `text`, line, column), lines and columns counted from 1.
    `calls` are the footnotes it calls, (offset, label); `label` is a note's own.
    `depth` are the hashes of a heading in Markdown.
    """

    text: str
    kind: Kind = "body"
    level: int = 0
    starts: tuple[tuple[int, int, int], ...] = ((0, 1, 1),)
    calls: tuple[tuple[int, str], ...] = ()
    label: str | None = None
    depth: int = 0

    def place(self, offset: int) -> tuple[int, int]:
        """Give the line and column of a character."""
        start, line, column = self.starts[max(bisect_right(self._offsets, offset) - 1, 0)]
        return line, column + offset - start

    def unbroken(self, first: int, end: int) -> bool:
        """The characters from first up to end stand on one line of the source."""
        return bisect_right(self._offsets, first) == bisect_right(self._offsets, max(end - 1, first))

    @cached_property
    def _offsets(self) -> list[int]:
        return [offset for offset, _, _ in self.starts]

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """The spans inside 「」『』《》〈〉“”, outermost, without their marks."""
        return tuple(_spans(self.text, _QUOTES))

    @cached_property
    def bracketed(self) -> tuple[tuple[int, int], ...]:
        """The spans inside parentheses, outermost, without their marks."""
        return tuple(_spans(self.text, _BRACKETS))

    def is_quoted(self, first: int, end: int) -> bool:
        """These characters stand inside quotation marks or a title."""
        return any(start <= first and end <= stop for start, stop in self.quoted)

    def is_bracketed(self, first: int, end: int) -> bool:
        """These characters stand inside parentheses."""
        return any(start <= first and end <= stop for start, stop in self.bracketed)


@dataclass(frozen=True, slots=True)
class Switch:
    """A rule that a comment turns off from one line to another, both included.

    `line` and `column` are where the comment names it; `last` is before `first` where it turns nothing off.
    """

    rule: str
    first: int
    last: int
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Text:
    """One text to proofread: its file, relative to the workspace, and its paragraphs in order.

    `broken` are marks that a line of the source begins or ends with and must not: (line, column, mark);
    none where lines were wrapped, as nobody meant them to end where they do.
    """

    file: str
    paragraphs: tuple[Paragraph, ...]
    switches: tuple[Switch, ...] = ()
    broken: tuple[tuple[int, int, str], ...] = field(default=())

    @cached_property
    def whole(self) -> str:
        """All its words, one paragraph a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @cached_property
    def notes(self) -> dict[str, Paragraph]:
        """Its footnotes, by their labels."""
        return {paragraph.label: paragraph for paragraph in self.paragraphs if paragraph.label is not None}

    def prose(self) -> Iterator[Paragraph]:
        """Give the paragraphs that are no headings."""
        return (paragraph for paragraph in self.paragraphs if paragraph.kind != "heading")

    def switched_off(self, rule: str, line: int) -> bool:
        """A comment turns this rule off on this line."""
        return any(s.first <= line <= s.last and matches(rule, s.rule) for s in self.switches)


def matches(rule: str, name: str) -> bool:
    """A rule goes by a name: its own, or that of its group (`marks` for `marks.mixed-pair`)."""
    return name in ("all", rule) or rule.startswith(f"{name}.")


_COMMENT = re.compile(r"(?:<!--|#\}?|\{#)\s*proof:\s*(on|off)\b[ \t]*([^\n]*?)\s*(?:-->|#\}|$)", re.M)
_END = 10**9


def switches(source: str) -> tuple[Switch, ...]:
    """Read `<!-- proof: off RULE… -->` and `# proof: off RULE…` in a source.

    Alone on its line it holds until `proof: on`, or to the end; after other words it holds for its line.
    """
    found: list[Switch] = []
    running: dict[str, Switch] = {}
    for match in _COMMENT.finditer(source):
        line = source.count("\n", 0, match.start()) + 1
        start = source.rfind("\n", 0, match.start()) + 1
        behind = bool(source[start : match.start()].strip())
        for rule, offset in _ruled(match):
            one = Switch(rule, line, line if behind else _END, line, offset - start + 1)
            if behind:
                found.append(one)
            elif match[1] == "off":
                running.setdefault(rule, one)
            elif rule == "all":
                found += (replace(other, last=line) for other in running.values())
                running.clear()
            else:
                found.append(
                    replace(running.pop(rule), last=line) if rule in running else replace(one, last=0)
                )
    return (*found, *running.values())


def _ruled(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Give the rules that a comment names, with their offsets; `all` where it names none."""
    named = [
        (one[0], one.start()) for one in re.finditer(r"[^\s,]+", match.string[match.start(2) : match.end(2)])
    ]
    yield from ((rule, match.start(2) + at) for rule, at in named or [("all", 0)])


_QUOTES = {"「": "」", "『": "』", "《": "》", "〈": "〉", "“": "”"}
_BRACKETS = {"（": "）", "(": ")"}


def _spans(text: str, pairs: dict[str, str]) -> Iterator[tuple[int, int]]:
    stack: list[tuple[str, int]] = []
    closers = set(pairs.values()) | ({"）", ")"} if "（" in pairs else set())
    for offset, char in enumerate(text):
        if char in pairs:
            stack.append((char, offset))
        elif char in closers and stack and _closes(stack[-1][0], char, pairs):
            _, start = stack.pop()
            if not stack:
                yield start + 1, offset


def _closes(opening: str, closing: str, pairs: dict[str, str]) -> bool:
    return pairs[opening] == closing or (opening in _BRACKETS and closing in _BRACKETS.values())
