"""Put the lines of one passage together, without the spaces that only typesetting needs.

Between Chinese characters, figures and full-width marks there is no space; between
Latin words there is one.  A Latin word that was broken with a hyphen is whole again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.ingest.passages import Piece

_CALL = re.compile(r"\[\^([\w-]{1,12})\]")
_SPACES = re.compile(r"[\s\u200b\ufeff\u00ad]+")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f.,&'’)\]]")

Offsets = tuple[tuple[int, int], ...]
Calls = tuple[tuple[int, str], ...]


def close_up(pieces: Sequence[Piece]) -> tuple[str, Offsets, Calls]:
    """Give the text of a passage, where its lines begin in it, and its note calls."""
    text = ""
    starts: list[tuple[int, int]] = []
    calls: list[tuple[int, str]] = []
    for piece in pieces:
        glued = _hyphenated(text, piece.text.strip())
        if glued:
            text = text[:-1]
        for index, part in enumerate(_CALL.split(piece.text.strip())):
            if index % 2:
                calls.append((len(text), part))
                continue
            if not glued and part and text:
                text += _between(text, part)
            glued = False
            if index == 0:
                starts.append((len(text), piece.line))
            text += _closed(part)
    return text, tuple(starts), tuple(calls)


def _hyphenated(before: str, after: str) -> bool:
    return bool(re.search(r"[A-Za-z]-$", before)) and bool(re.match(r"[a-z]", after))


def _between(before: str, after: str) -> str:
    latin = _WORD.match(before[-1]) and re.match(r"[A-Za-z\u00c0-\u024f(&]", after)
    return " " if latin else ""


def _closed(part: str) -> str:
    """Take out the spaces beside a character that is not Latin.

    >>> _closed("楊 8 月 24 日與 John  Kerry 在")
    '楊8月24日與John Kerry在'
    """
    return _SPACES.sub(_space, part)


def _space(found: re.Match[str]) -> str:
    text = found.string
    before = text[found.start() - 1] if found.start() else ""
    after = text[found.end()] if found.end() < len(text) else ""
    inside = bool(before) and bool(after) and before.isascii() and after.isascii()
    figures = before.isdigit() and after.isdigit()
    return " " if (inside or _latin(before, after)) and not figures else ""


def _latin(before: str, after: str) -> bool:
    return before.isalpha() and after.isalpha() and ord(before) < 0x250 and ord(after) < 0x250
