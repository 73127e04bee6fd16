"""Choose a reader by the ending of a file's name.

A reader takes a path and the workspace and gives a Tree, or raises CatalogueError
with all that is wrong.  To add a kind of file: write the reader in its own module,
list it in READERS.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from briefgen.catalogue.text_file import relative
from briefgen.errors import CatalogueError, Place, Problem, Words
from briefgen.tree import Tree

Reader = Callable[[Path, Path], Tree]


def _late(module: str, function: str) -> Reader:
    """Give a reader whose library is imported when the first file needs it."""

    def reader(path: Path, root: Path) -> Tree:
        read: Reader = getattr(import_module(f"briefgen.catalogue.{module}"), function)
        return read(path, root)

    return reader


READERS: dict[str, Reader] = {
    ".yaml": _late("yaml_file", "read"),
    ".yml": _late("yaml_file", "read"),
    ".json": _late("json_file", "read"),
    ".jsonl": _late("json_file", "read_lines"),
    ".csv": _late("csv_file", "read"),
    ".xlsx": _late("xlsx_file", "read"),
}


def read_tree(path: Path, root: Path) -> Tree:
    """Read a file of any known kind; Places are relative to `root`.

    CatalogueError where the file cannot be read, or its ending is of no known kind.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = "、".join(READERS)
        raise CatalogueError(
            Problem(
                Place(relative(path, root)),
                Words(f"不認得「{path.suffix}」這種檔案", f"unknown kind of file {path.suffix!r}"),
                Words(f"可用的副檔名：{known}", f"known endings: {', '.join(READERS)}"),
            )
        )
    return reader(path, root)
