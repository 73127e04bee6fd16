"""Make a Text of plain text, Markdown, or a template: join lines, know headings and bullets.

Other kinds of file are read elsewhere, and their paragraphs handed over as a Text.
To know another form of heading: LABELS.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from briefgen.proof.notes import marks_of, with_calls
from briefgen.proof.text import COVER, Kind, Paragraph, Text, switches
from briefgen.zh.punctuation import CLOSING, OPENING, STOPS, is_wide

LABELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"[壹貳參叁肆伍陸柒捌玖拾]{1,3}、")),
    (2, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (3, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    (4, re.compile(r"\d{1,2}、(?!\d)")),
    (5, re.compile(r"[（(]\d{1,2}[）)]")),
)
BULLETS = "•●‧■◆▪◼"
_ENDS = tuple("。！？：；」』）)…")
_BULLET = re.compile(rf"[{BULLETS}\ue000-\uf8ff][ \u3000]*|[-*+][ ]+(?=\S)")
_PAGE = re.compile(r"[-–－]?\s*\d{1,3}\s*[-–－]?")
_SEPARATOR = re.compile(r"[-=_*─—]{3,}|\|?[-:| ]{5,}")


def read(source: str, file: str) -> Text:
    """Make a Text of a source; the end of the file's name says what it is (.md, .j2 and .html, else plain)."""
    marked = file.endswith((".md", ".markdown"))
    covered = cover(source, marked=marked, tags=marked or file.endswith((".j2", ".html", ".htm")))
    marks = marks_of(source) if marked else {}
    own = {line for line, found in marks.items() if any(begins for _, _, begins in found)}
    paragraphs = with_calls(_markdown(covered, own), marks) if marked else _plain(covered)
    rejoined = marked or _full_width(covered.split("\n")) > 0
    return Text(file, tuple(paragraphs), switches(source), () if rejoined else _broken(covered))


_COVERED = re.compile(
    r"\A---\n.*?\n---(?=\n)|<!--.*?-->|```.*?```|`[^`\n]+`|\]\([^)\n]*\)|\[\^[^\]\n]+\]:?|\[@[^\]\n]+\]"
    r"|\{#[\w.-]+\}|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|^\[[^\]\n]+\]: .*$",
    re.DOTALL | re.MULTILINE,
)
_TAGS = re.compile(
    r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<sup>.*?</sup>|<(?:style|script)\b.*?</(?:style|script)>"
    r"|</?[a-zA-Z][^<>]*>|&#?\w+;",
    re.DOTALL,
)
_ADDRESS = re.compile(
    r"<?\s*(?:https?://|www\.|[\w-]+\.[\w-]+\.[\w.-]+/)[\x21-\x7e]*\s*>?|[\w.+-]+@[\w-]+\.[\w.-]+"
)


def cover(source: str, *, marked: bool = False, tags: bool = False) -> str:
    """Cover what is not words, character for character; ends of lines stay."""
    for wanted, pattern in ((marked, _COVERED), (tags, _TAGS), (True, _ADDRESS)):
        if wanted:
            source = pattern.sub(lambda match: re.sub(r"[^\n]", COVER, match[0]), source)
    return source


@dataclass
class _Open:
    """A paragraph that is still being joined."""

    kind: Kind
    level: int = 0
    depth: int = 0
    text: str = ""
    starts: list[tuple[int, int, int]] = field(default_factory=list)
    width: int = 0

    def add(self, line: int, column: int, piece: str) -> None:
        if self.text and self.text[-1].isascii() and piece[0].isascii() and _apart(self.text[-1], piece[0]):
            self.text += " "
        self.starts.append((len(self.text), line, column))
        self.text += piece
        self.width = _width(piece) + column - 1

    def close(self) -> Paragraph:
        return Paragraph(self.text, self.kind, self.level, tuple(self.starts), depth=self.depth)


def _apart(left: str, right: str) -> bool:
    return right.isalpha() and (left.isalpha() or left in ",;&")


def _width(text: str) -> int:
    return sum(2 if is_wide(char) else 1 for char in text)


def heading_level(line: str) -> int:
    """Give the level of the number a line begins with, 0 where it has none."""
    return next((level for level, label in LABELS if label.match(line)), 0)


def _plain(source: str) -> list[Paragraph]:
    lines = source.split("\n")
    full = _full_width(lines)
    done: list[Paragraph] = []
    now: _Open | None = None
    for number, line in enumerate(lines, 1):
        piece = line.strip(" \u3000\t\r\f")
        if not piece or _PAGE.fullmatch(piece) or _SEPARATOR.fullmatch(piece) or set(piece) <= {COVER, " "}:
            continue
        column = line.index(piece[0]) + 1
        if now is not None and _continues(now, line, piece, full):
            now.add(number, column, piece)
            continue
        if now is not None:
            done.append(now.close())
        now = _begin(piece, full)
        skip = len(match[0]) if now.kind == "bullet" and (match := _BULLET.match(piece)) else 0
        now.add(number, column + skip, piece[skip:] or piece)
    return done if now is None else [*done, now.close()]


def _full_width(lines: Iterable[str]) -> int:
    """Give the width at which lines were broken, or 0 where every paragraph is one line."""
    wrapped = [
        w for line in lines if 30 < (w := _width(line.strip())) <= 120 and not line.rstrip().endswith(_ENDS)
    ]
    long = sum(_width(line.replace(COVER, "")) > 120 for line in lines)
    if len(wrapped) < 3 or long * 4 > len(wrapped):
        return 0
    common = sorted(wrapped)[len(wrapped) // 2]
    return common if sum(abs(w - common) <= 10 for w in wrapped) * 2 > len(wrapped) else 0


def _begin(piece: str, full: int) -> _Open:
    level = heading_level(piece)
    sentence = level == 3 and len(piece) > 16 and piece.endswith("。")
    if sentence or (
        level and (level > 3 or len(piece) > 60) and (piece.endswith("。") or "。" in piece[:-1])
    ):
        level = 0
    if level:
        return _Open("heading", level)
    if _BULLET.match(piece):
        return _Open("bullet")
    return _Open("body")


_WHOLE = re.compile(r"^[\x21-\x7eÀ-ɏ]*[，。、）]?")


def _continues(now: _Open, line: str, piece: str, full: int) -> bool:
    if not full or _BULLET.match(piece):
        return False
    # A Latin word that did not fit any more has made the line short.
    is_full = now.width + len(_WHOLE.findall(piece)[0]) >= full - 7
    if piece[0] in STOPS or piece[0] in CLOSING or now.text[-1] in OPENING:
        return True
    if heading_level(piece) and now.text.endswith((*_ENDS, "；")):
        return False
    if now.kind == "heading":
        tail = _width(piece) < full - 10 and not piece.endswith("。") and now.width >= full - 14
        return (is_full or tail) and not heading_level(piece)
    if len(now.starts) == 1 and not now.text.endswith(tuple("，、；。")):
        return is_full and not heading_level(piece)
    if now.text.endswith(tuple("。！？")):
        return is_full and not line.startswith((" ", "\u3000"))
    return not (heading_level(piece) and not is_full)


_HASHES = re.compile(r"(#{1,6})[ \t]+")


@dataclass(frozen=True, slots=True)
class _Begins:
    """What a line of Markdown begins: `new` a block, of a kind (None for nothing), after so many characters of mark.

    `depth` are the hashes of a heading.
    """

    new: bool
    kind: Kind | None
    skip: int = 0
    level: int = 0
    depth: int = 0


def _markdown(source: str, notes: Container[int]) -> list[Paragraph]:
    done: list[Paragraph] = []
    now: _Open | None = None
    for number, line in enumerate((*source.split("\n"), ""), 1):
        piece = line.strip(" \u3000\t\r")
        if not piece or (set(piece) <= {COVER} and number not in notes) or _SEPARATOR.fullmatch(piece):
            begins = _Begins(True, None)
        else:
            begins = _Begins(True, "note") if number in notes else _mark(piece, now)
        if begins.new and now is not None:
            done.append(now.close())
            now = None
        if begins.kind is None:
            continue
        now = now or _Open(begins.kind, begins.level, begins.depth)
        now.add(number, line.index(piece[0]) + 1 + begins.skip, piece[begins.skip :])
        if begins.kind in ("heading", "table"):
            done.append(now.close())
            now = None
    return [paragraph for paragraph in done if paragraph.text]


def _mark(piece: str, now: _Open | None) -> _Begins:
    """Tell what a line begins."""
    if hashes := _HASHES.match(piece):
        level = heading_level(piece[hashes.end() :])
        depth = len(hashes[1])
        return _Begins(True, "heading", hashes.end(), level or (1 if depth == 1 else 0), depth)
    if piece.startswith("|"):
        return _Begins(True, "table")
    if bullet := _BULLET.match(piece):
        return _Begins(True, "bullet", bullet.end())
    if piece.startswith("> "):
        return _Begins(now is None, "body", 2)
    if level := heading_level(piece):
        return _Begins(True, "body" if "。" in piece else "heading", 0, level)
    return _Begins(False, "body")


_NEVER_FIRST = (CLOSING - {")", "]", "}"}) | (STOPS - set(".,;:!?")) | {"—", "…"}
_NEVER_LAST = OPENING - {"(", "[", "{"}


def _broken(source: str) -> tuple[tuple[int, int, str], ...]:
    """Find the marks that a line must not begin or end with."""
    found: list[tuple[int, int, str]] = []
    for number, line in enumerate(source.split("\n"), 1):
        piece = line.strip()
        if len(piece) > 1 and piece[0] in _NEVER_FIRST:
            found.append((number, line.index(piece[0]) + 1, piece[0]))
        if len(piece) > 1 and piece[-1] in _NEVER_LAST:
            found.append((number, len(line.rstrip()), piece[-1]))
    return tuple(found)
