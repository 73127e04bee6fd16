"""Read Markdown: CommonMark with tables and footnotes.

Prose of paragraphs, headings and citations alone, which most editions are, is
read without the Markdown library, whose import costs more than all the rest of
composing; a property test holds the two to the same tokens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from briefgen.tree import cited_ids

if TYPE_CHECKING:
    from markdown_it.token import Token as Foreign


class Token(NamedTuple):
    """A block's opening, closing or inside, or one inline; named as markdown-it names them.

    `map` is the lines it stands on, from 0, the last not included.
    """

    type: str
    tag: str = ""
    content: str = ""
    map: tuple[int, ...] = ()
    children: tuple[Token, ...] = ()
    hidden: bool = False
    attrs: Mapping[str, object] = {}
    meta: Mapping[str, int] = {}


def tokens(text: str) -> Sequence[Token]:
    """Give the tokens of a text, blocks flat and inlines as children."""
    return plain_tokens(text) if is_plain(text) else markdown_tokens(text)


def markdown_tokens(text: str) -> Sequence[Token]:
    """Give the tokens of any Markdown."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["code", "lheading"])
    return tuple(_ours(token) for token in parser.use(footnote_plugin).parse(text))


def _ours(token: Foreign) -> Token:
    children = tuple(_ours(child) for child in token.children or ())
    lines = tuple(token.map or ())
    return Token(token.type, token.tag, token.content, lines, children, token.hidden, token.attrs, token.meta)


_SPECIAL = re.compile(
    r"[*_`<>|\\&!~\t\r\0]|\[(?!@)|\](?=[(:])|(?<!\{)#(?![# ])|# *$| $|^[ \u3000:=+-]|^\d+[.)]|^#(?!#{1,4} )",
    re.MULTILINE,
)
_HEADING = re.compile(r"(#{2,5}) +(.*)")


def is_plain(text: str) -> bool:
    """Tell whether a text has only paragraphs, headings of level 2 to 5, and citations."""
    return _SPECIAL.search(text) is None


def plain_tokens(text: str) -> list[Token]:
    """Give the tokens of a plain text."""
    found: list[Token] = []
    lines = text.split("\n")
    start = 0
    while start < len(lines):
        heading = _HEADING.fullmatch(lines[start])
        end = start + 1
        if heading:
            found += _block("heading", f"h{len(heading[1])}", heading[2].strip(), start, end)
        elif lines[start]:
            while end < len(lines) and lines[end] and not _HEADING.fullmatch(lines[end]):
                end += 1
            found += _block("paragraph", "p", "\n".join(lines[start:end]).strip(), start, end)
        start = end
    return found


def _block(name: str, tag: str, content: str, start: int, end: int) -> list[Token]:
    words: list[Token] = []
    for number, line in enumerate(content.split("\n")):
        if number:
            words.append(Token("softbreak", "br"))
        words.append(Token("text", content=line))
    return [
        Token(f"{name}_open", tag, map=(start, end)),
        Token("inline", content=content, map=(start, end), children=tuple(words)),
        Token(f"{name}_close", tag),
    ]


def without(withheld: frozenset[str], tokens: Sequence[Token]) -> Sequence[Token]:
    """Leave out the words that cite a withheld event."""
    if not withheld:
        return tokens
    silent = {n for n, token in enumerate(tokens) if withheld & {*cited_ids(token.content)}}
    around = {n + step for n in silent for step in (-1, 1) if tokens[n + step].type.startswith("paragraph")}
    return [
        token._replace(content="", children=()) if n in silent else token
        for n, token in enumerate(tokens)
        if n not in around
    ]


_DEFINED = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)


def lost_notes(text: str) -> list[tuple[str, int, bool]]:
    """Give the notes that the library leaves out without a word: name, line from 0, written before.

    These are the ones that no text calls, and every one of a name but the last.
    """
    found = [(one[1], text.count("\n", 0, one.start())) for one in _DEFINED.finditer(text)]
    lines = dict(found)
    called = set(re.findall(r"\[\^([^\]\s]+)\]", _DEFINED.sub("", text)))
    twice = [(name, line, True) for name, line in found if line != lines[name]]
    return twice + [(name, line, False) for name, line in lines.items() if name not in called]


def is_picture(token: Token) -> bool:
    """Tell whether a paragraph holds a picture and nothing else."""
    return len(token.children) == 1 and token.children[0].type == "image"


def notes_of(tokens: Sequence[Token]) -> dict[int, list[Token]]:
    """Give the inlines of each footnote; its paragraphs follow one another."""
    notes: dict[int, list[Token]] = {}
    open_note: int | None = None
    for token in tokens:
        if token.type == "footnote_open":
            open_note = token.meta["id"]
            notes[open_note] = []
        elif token.type == "footnote_close":
            open_note = None
        elif token.type == "inline" and open_note is not None:
            notes[open_note] += token.children
    return notes
