"""Hostile templates, markup and stylesheets as text, to be read by name."""

from __future__ import annotations

import re
from pathlib import Path

_REPEATED = re.compile(r"<<(.+?)\*(\d+)>>")


def read(file: str) -> dict[str, str]:
    """Give the parts of a file by the name over each; `<<x*3>>` is `xxx`, with `#N` in it the number of each."""
    text = (Path(__file__).parent / file).read_text("utf-8")
    parts = text.split("\n=== ")[1:]
    found = {
        name: _REPEATED.sub(_repeated, body) for name, _, body in (part.partition("\n") for part in parts)
    }
    assert len(found) == len(parts), "two of one name"
    return found


def _repeated(found: re.Match[str]) -> str:
    return "".join(found[1].replace("#N", str(n)) for n in range(int(found[2])))
