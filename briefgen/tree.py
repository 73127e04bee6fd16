"""Plain data that remembers where each part of it was written.

Readers give Trees; `convert` turns one into a record of `model.py` and collects
every problem with its line or cell.  Lines are looked up only when something is
wrong, so that good files pay nothing for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from briefgen.errors import Place

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """Plain data from one file, and the way back to where it stands there.

    `locate(path)` gives the Place of the value at a path of keys and indexes,
    or of its nearest parent that is written down.
    """

    value: Plain
    locate: Callable[[Path], Place]

    def at(self, *path: str | int) -> Tree:
        """Give the part under a path."""
        value: Plain = self.value
        for step in path:
            value = value[step]  # type: ignore[index]
        return Tree(value, lambda rest: self.locate((*path, *rest)))

    @property
    def place(self) -> Place:
        """Where this part begins."""
        return self.locate(())


CITATION = re.compile(r"\[(@[^\]\[]+)\]([。！？]?)")
"""Events cited in prose, `[@id]` or `[@id; @other]`, and the mark that ends the sentence."""
_SEPARATOR = re.compile(r"[;,、；，\s]+")


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown that a person wrote, and the line where it begins."""

    text: str
    place: Place


def cited_ids(text: str) -> tuple[str, ...]:
    """Give the ids of the events that a piece of prose cites, in order.

    >>> cited_ids("會晤[@a; @b]。通話[@c]。")
    ('a', 'b', 'c')
    """
    return tuple(
        part.lstrip("@") for found in CITATION.finditer(text) for part in _SEPARATOR.split(found[1]) if part
    )
