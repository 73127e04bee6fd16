"""Find the line that a message is about, where only its words are known."""

from __future__ import annotations

import re
from pathlib import Path


def names(line: str, words: str) -> bool:
    """Tell whether a line has some words; an id not as a part of a longer one."""
    edge = "[A-Za-z0-9.-]" if words.isascii() else r"\n"
    return re.search(f"(?<!{edge}){re.escape(words)}(?!{edge})", line) is not None


def line_of(words: str, path: Path) -> int | None:
    """Give the first line of a file that names some words, or None."""
    if not path.is_file():
        return None
    lines = path.read_text("utf-8").split("\n")
    return next((number for number, line in enumerate(lines, 1) if names(line, words)), None)
