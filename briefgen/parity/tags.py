"""The structure tree of a PDF as plain Python: tags, and the marked content in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pikepdf

from briefgen.parity.marked import Marked
from briefgen.parity.reading import without_numbers


class Leaf(NamedTuple):
    """One piece of marked content, with its page (from 0)."""

    page: int
    piece: Marked


class Tag(NamedTuple):
    """An element of the tree; `page` is that of its first content."""

    name: str
    page: int
    alt: str
    kids: tuple[Tag | Leaf, ...]

    def leaves(self) -> Iterator[Leaf]:
        """Give the marked content of a tag and of all that is in it, in order."""
        for kid in self.kids:
            if isinstance(kid, Leaf):
                yield kid
            else:
                yield from kid.leaves()

    def words(self) -> str:
        """Give the words of a tag, as they are printed."""
        return "".join(leaf.piece.text for leaf in self.leaves())


class Tree:
    """The tags of a file; `running` is what no tag holds."""

    def __init__(self, pages: dict[tuple[int, int], int], pieces: tuple[dict[int, Marked], ...]) -> None:
        self.pages = pages
        self.pieces = pieces
        self.seen: set[tuple[int, int]] = set()

    def grow(self, node: pikepdf.Object) -> Iterator[Tag | Leaf]:
        """Turn an element of the tree, and everything in it, into tags and leaves."""
        if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
            return
        page = self._page(node, 0)
        kids = tuple(self.below(node, page))
        first = next((kid.page for kid in kids), page)
        yield Tag(str(node.S)[1:], first, str(node.get("/Alt", "")), kids)

    def below(self, node: pikepdf.Object, page: int = 0) -> Iterator[Tag | Leaf]:
        """Give the children of an element: other elements, and marked content by page and number."""
        kids = node.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else () if kids is None else (kids,):
            if not isinstance(kid, pikepdf.Dictionary):
                yield from self._leaf(page, kid)
            elif "/MCID" in kid:
                yield from self._leaf(self._page(kid, page), kid.MCID)
            else:
                yield from self.grow(kid)

    def _page(self, node: pikepdf.Object, otherwise: int) -> int:
        page = node.get("/Pg")
        return self.pages.get(page.objgen, otherwise) if isinstance(page, pikepdf.Dictionary) else otherwise

    def _leaf(self, page: int, number: object) -> Iterator[Leaf]:
        """Give the marked content of a number; anything else is no content."""
        if not isinstance(number, int):
            return
        self.seen.add((page, number))
        piece = self.pieces[page].get(number) if page < len(self.pieces) else None
        if piece is not None:
            yield Leaf(page, piece)

    def running(self) -> str:
        """Give what is printed on the second page (or the only one) outside of every tag."""
        page = min(1, len(self.pieces) - 1)
        words = [piece.text for key, piece in self.pieces[page].items() if (page, key) not in self.seen]
        return without_numbers("\n".join(words))
