"""Open a Word file as a bag of parts, without any program's idea of what it is.

Sizes are bounded before anything is unpacked; XML is parsed without entities.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

Element = etree._Element

MOST_BYTES = 60_000_000
MOST_PARTS = 1000


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of one part to another, or to something outside."""

    kind: str
    target: str
    outside: bool


class Bag:
    """The parts of one file, by name."""

    def __init__(self, path: Path) -> None:
        """Read them; ValueError for too many, BadZipFile and the like for what is no such file."""
        with ZipFile(path) as file:
            entries = [entry for entry in file.infolist() if not entry.is_dir()]
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise ValueError("too large")
            self.parts = {entry.filename: file.read(entry) for entry in entries}

    def xml(self, name: str) -> Element:
        """Parse a part; entities and document types are refused."""
        content = self.parts[name]
        if b"<!DOCTYPE" in content:
            raise ValueError("document type")
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))

    def part_of(self, source: str, kind: str) -> str | None:
        """Name the part to which another has a relation of some kind."""
        found = (relation.target for relation in self.relations(source).values() if relation.kind == kind)
        return next((name for name in found if name in self.parts), None)

    def relations(self, source: str) -> dict[str, Relation]:
        """Give the relations of a part by id."""
        folder, name = posixpath.split(source)
        file = posixpath.join(folder, "_rels", f"{name}.rels")
        if file not in self.parts:
            return {}
        return {
            each.get("Id", ""): Relation(
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/"),
                each.get("TargetMode") == "External",
            )
            for each in self.xml(file)
            if isinstance(each.tag, str)
        }
