"""How often the exhaustive tests repeat: the usual number, or that of a release (`pytest --size full`).

`conftest` sets SIZE before any test module is read.
"""

from __future__ import annotations

SIZE = "usual"
SIZES = ("usual", "full")


def times(usual: int, full: int) -> int:
    """Give how often to repeat."""
    return full if SIZE == "full" else usual
