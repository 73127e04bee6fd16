"""Keep a block with the one before it, where the stylesheet avoids a break between them.

CSS says so of the second block (`break-before: avoid`), Word of the first (`keepNext`).
"""

from __future__ import annotations

from collections.abc import Container as Collection
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from briefgen.document import Container, Document, Heading, Item, List, Node, Paragraph, Row, Table, walk
from briefgen.render.look import BlockLook, TextLook

_BODY, _NAME = "內文", "內文接下段"


def keep(document: Document, nodes: dict[int, BlockLook | TextLook], avoided: Collection[int]) -> None:
    """Let what stands before an avoided break keep with the next, in `nodes`.

    `avoided` holds the identities of the nodes before which no page should break.
    """
    for before, after in _neighbours(document):
        if not _avoids(after, avoided):
            continue
        for node in _last(before):
            look = nodes.get(id(node))
            if isinstance(look, BlockLook) and not look.keep_with_next:
                name = _NAME if look.style_name in ("", _BODY) else look.style_name
                nodes[id(node)] = replace(look, keep_with_next=True, style_name=name)


def _neighbours(document: Document) -> Iterator[tuple[Node, Node]]:
    yield from pairwise(document.blocks)
    for node in document.walk():
        match node:
            case Container() | Item():
                yield from pairwise(node.blocks)
            case List():
                yield from pairwise(node.items)
            case Table():
                yield from pairwise((*node.head, *node.body))


def _avoids(node: Node, avoided: Collection[int]) -> bool:
    """Tell whether no page should break before a node, or before the first thing in it."""
    if id(node) in avoided:
        return True
    return isinstance(node, Container) and bool(node.blocks) and _avoids(node.blocks[0], avoided)


def _last(node: Node) -> Iterator[Node]:
    """Give the paragraphs at the end of a node; of a row, those of every cell."""
    match node:
        case Paragraph() | Heading():
            yield node
        case Container() | Item():
            yield from _last(node.blocks[-1]) if node.blocks else ()
        case List():
            yield from _last(node.items[-1]) if node.items else ()
        case Row():
            yield from (inner for inner in walk(node) if isinstance(inner, Paragraph))
        case _:
            pass
