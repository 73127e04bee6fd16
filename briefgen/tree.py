"""Plain data that remembers where each part of it was written.

Readers give Trees; `convert` turns one into a record of `model.py` and collects
every problem with its line or cell.  Lines are looked up only when something is
wrong, so that good files pay nothing for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from briefgen.errors import Place, Words

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the writer of a file calls its fields and values, where that is not what the records call them.

    `headers` has the fields by their path without indexes (`sources.date.first`),
    `labels` the values by the last name of the path (`mode`); `path` is where in the record we are.
    `ways` say how to add a field that is missing and is no single cell.
    """

    headers: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    path: tuple[str, ...] = ()
    ways: Mapping[str, Words] = field(default_factory=dict)

    def under(self, path: Path) -> Terms:
        """Give the terms for the part under a path."""
        names = (step for step in path if isinstance(step, str))
        return Terms(self.headers, self.labels, (*self.path, *names), self.ways)

    def header(self, name: str) -> str:
        """Give what the field of that name is called here, or the name itself."""
        return self.headers.get(".".join((*self.path, name)), name)

    def way(self, name: str) -> Words | None:
        """Say how to add the field of that name, where it is no single cell."""
        return self.ways.get(".".join((*self.path, name)))

    def value(self, value: str) -> str:
        """Give what a value of the field at `path` is called, or the value itself."""
        return self.labels.get(self.path[-1] if self.path else "", {}).get(value, value)


@dataclass(frozen=True, slots=True)
class Removed:
    """A character that was taken out of a text, where it was, and in which record of a list."""

    character: str
    where: Place
    record: int | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """Plain data from one file, and the way back to where it stands there.

    `locate(path)` gives the Place of the value at a path of keys and indexes,
    or of its nearest parent that is written down.  `terms` are the words of a spreadsheet;
    `removed` are the characters that `clean` took out.
    """

    value: Plain
    locate: Callable[[Path], Place]
    terms: Terms | None = None
    removed: tuple[Removed, ...] = ()

    def at(self, *path: str | int) -> Tree:
        """Give the part under a path."""
        value: Plain = self.value
        for step in path:
            value = value[step]  # type: ignore[index]
        terms = self.terms and self.terms.under(path)
        return Tree(value, lambda rest: self.locate((*path, *rest)), terms)

    def called(self, name: str) -> str:
        """Give what the writer of the file calls a field of this part."""
        return self.terms.header(name) if self.terms else name

    @property
    def place(self) -> Place:
        """Where this part begins."""
        return self.locate(())


CITATION = re.compile(r"\[(@[^\]\[]+)\]([。！？；，、：]?)")
"""Events cited in prose, `[@id]` or `[@id; @other]`, and the mark behind it: a number follows the mark."""
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
