"""Read stylesheets, and name them as people know them."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from briefgen.clean import REMOVED, clean, spelling
from briefgen.errors import Place, Problem, RenderError, Words

_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\([0-9a-fA-F]{1,6})")


def shown(path: Path, folder: Path) -> str:
    """Give a stylesheet's name as people know it: from the workspace down."""
    for home in (folder.parent.parent, folder.parent, folder):
        if path.is_relative_to(home) and (home / "templates").is_dir():
            return path.relative_to(home).as_posix()
    return f"{path.parent.name}/{path.name}"


def read(path: Path) -> str:
    """Give a stylesheet's text without what no page can show.

    RenderError where it cannot be read, or spells such a character out in CSS (`\\202E`).
    """
    try:
        text = clean(path.read_text("utf-8-sig"))[0]
    except (OSError, UnicodeDecodeError) as error:
        what = Words(f"無法讀取樣式表：{error}", f"cannot read the stylesheet: {error}")
        raise RenderError(Problem(Place(path.name), what)) from error
    for found in _ESCAPE.finditer(text):
        code = int(found[1], 16)
        if code <= sys.maxunicode and REMOVED.match(chr(code)):
            line = text.count("\n", 0, found.start()) + 1
            raise RenderError(spelling(chr(code), Place(shown(path, path.parent), line)))
    return text
