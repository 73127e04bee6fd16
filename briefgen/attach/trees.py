"""Walk through a PDF: its dictionaries, and its trees of names and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

K = TypeVar("K")


def dictionaries(pdf: Pdf) -> Iterator[Any]:
    """Give every dictionary of a file once, those inside others too, and those of streams."""
    for item in pdf.objects:
        stack = [item]
        while stack:
            node = stack.pop()
            if isinstance(node, Array):
                stack += _direct(node)
            elif isinstance(node, Dictionary | Stream):
                yield node
                stack += _direct(node[key] for key in node.keys())  # noqa: SIM118


def _direct(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if isinstance(value, Object) and not value.is_indirect]


def as_array(value: Any) -> list[Any]:
    """Give the members of an array; one thing alone is an array of one, nothing is empty."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def text(value: Any) -> str:
    """Give a text string; what is none is empty."""
    return str(value).replace("\x00", "").strip() if isinstance(value, String) else ""


def numbers(tree: Any) -> dict[int, Any]:
    """Read a tree of numbers."""
    return {int(key): value for key, value in _entries(tree, "/Nums") if not isinstance(key, Object)}


def names(tree: Any) -> dict[bytes, Any]:
    """Read a tree of names; the names are as they are written."""
    return {bytes(key): value for key, value in _entries(tree, "/Names") if isinstance(key, String)}


def number_tree(entries: Mapping[int, Any]) -> Dictionary:
    """Write a tree of numbers."""
    return _tree(entries, "/Nums", int)


def name_tree(entries: Mapping[bytes, Any]) -> Dictionary:
    """Write a tree of names."""
    return _tree(entries, "/Names", String)


def _entries(tree: Any, key: str) -> Iterator[tuple[Any, Any]]:
    stack, seen = [tree], set()
    while stack:
        node = stack.pop()
        if not isinstance(node, Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        leaves = as_array(node.get(key))
        yield from zip(leaves[::2], leaves[1::2], strict=False)
        stack += reversed(as_array(node.get("/Kids")))


def _tree(entries: Mapping[K, Any], key: str, written: Callable[[K], Any]) -> Dictionary:
    flat: list[Any] = []
    for name in sorted(entries):  # type: ignore[type-var]
        flat += (written(name), entries[name])
    return Dictionary({key: Array(flat)})


def brought(pdf: Pdf, source: Pdf, value: Any) -> Any:
    """Copy a value of another file, and all that it refers to."""
    if not isinstance(value, Object) or isinstance(value, Name | String):
        return value
    return pdf.copy_foreign(value if value.is_indirect else source.make_indirect(value))
