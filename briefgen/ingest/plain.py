"""Read plain text and Markdown line by line.

Plain text in UTF-8, UTF-16 or Big5.  Markdown is read by its marks at the head of
lines; emphasis, links and comments lose theirs.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from briefgen.errors import Words
from briefgen.ingest.passages import Piece
from briefgen.ingest.unreadable import Unreadable

_LABEL = r"(?P<label>[\w-]{1,12})"
_NOTE = re.compile(
    rf"(?:\[\^{_LABEL}\]:|<sup>(?P<sup>\w{{1,4}})</sup>(?=\s*\S)|[註注](?P<zh>\d{{1,3}})[：:])\s*"
)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def text_of(content: bytes) -> str:
    """Decode the bytes of a text file; Unreadable where it is in none of the usual codes."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codes = ["utf-16"]
    else:
        codes = ["utf-8-sig", "cp950", "big5hkscs", "gb18030"]
    for code in codes:
        try:
            text = content.decode(code)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(
        Words("不是文字檔", "this is no text file"),
        Words("請另存為 UTF-8 文字檔", "save it as text in UTF-8"),
    )


def pieces(content: bytes) -> Iterator[Piece]:
    """Give every line of a text; a form feed begins a page."""
    page = 1
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text_of(content)), 1):
        page += line.count("\f")
        yield piece_of_line(line.replace("\f", ""), number, page)


def piece_of_line(line: str, number: int, page: int = 1) -> Piece:
    """Give one line, with its note calls marked, and what it says of its own kind."""
    note = _NOTE.match(line.strip())
    if note:
        label = note["label"] or note["sup"] or note["zh"]
        return Piece(marked(line.strip()[note.end() :]), number, "note", label=label, page=page)
    heading = re.match(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$", line)
    if heading:
        level = len(heading[1])
        return Piece(marked(heading[2]), number, "heading", level=level, whole=True, page=page)
    return Piece(marked(line), number, page=page)


def marked(text: str) -> str:
    """Write the calls of notes in one way: `[^label]`."""
    text = re.sub(r"<sup>(\w{1,4})</sup>", r"[^\1]", text)
    text = re.sub(r"[（(][註注]\s*(\d{1,3})[）)]", r"[^\1]", text)
    return re.sub(r"(?<=[^\d\sA-Za-z])[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: f"[^{m[0].translate(_SUPERSCRIPT)}]", text)


def markdown_pieces(content: bytes) -> Iterator[Piece]:
    """Give every line of a Markdown file without front matter, code and marks of emphasis."""
    lines = text_of(content).splitlines()
    skip = _front_matter(lines)
    fence = False
    for number, line in enumerate(lines, 1):
        if re.match(r"\s*(```|~~~)", line):
            fence = not fence
            continue
        if number <= skip or fence:
            continue
        if re.fullmatch(r"\s*\|?[\s|:-]*-{3,}[\s|:-]*|\s*([*_])\s*(\1\s*){2,}", line):
            yield Piece("", number)
        elif re.match(r"\s*\|.*\|\s*$", line):
            cells = [_bare(cell.strip()) for cell in line.strip().strip("|").split("|")]
            yield Piece(marked("｜".join(cells)), number, "table", whole=True)
        else:
            yield _markdown_line(line, number)


def _markdown_line(line: str, number: int) -> Piece:
    piece = piece_of_line(_bare(re.sub(r"^\s{0,3}>\s?", "", line)), number)
    bullet = re.match(r"\s*[-*+]\s+(.*)", piece.text)
    if bullet and piece.kind is None:
        return Piece(bullet[1], number, "bullet")
    return piece


def _bare(text: str) -> str:
    text = re.sub(r"<!--.*?-->|</?(?:br|b|i|u|em|strong|span|div|p|a)\b[^>]*>", "", text)
    text = re.sub(r"!?\[([^\]^][^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"(\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1", r"\2", text)


def _front_matter(lines: list[str]) -> int:
    if lines and lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:60]):
        return next(i for i, line in enumerate(lines[1:], 2) if line.strip() == "---")
    return 0
