"""What the writers of one Word file share: looks, styles, lists, notes, anchors.

A Press belongs to one run of `render`; a Story is one stream of text (the body, a
running head, the notes) with a part of its own, which holds its links and pictures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from docx.parts.story import StoryPart

from briefgen.document import (
    Block,
    Blocks,
    Container,
    Document,
    Heading,
    Link,
    Node,
    Paragraph,
    text_of,
)
from briefgen.errors import Place, Problem, Words
from briefgen.render.look import BlockLook, Looks
from briefgen.render.word.markup import Xml, join, w
from briefgen.render.word.numbering import Numbering
from briefgen.render.word.numerals import counted
from briefgen.render.word.properties import NOTHING
from briefgen.render.word.styles import Styles

Kind = Literal["body", "header", "footer", "note"]


@dataclass(frozen=True, slots=True)
class Story:
    """One stream of text, the part that holds it, and the addresses it already links to."""

    kind: Kind
    part: StoryPart
    links: dict[str, str] = field(default_factory=dict)


class Press:
    """The state of one run: everything that is counted or named across the document."""

    def __init__(self, document: Document, looks: Looks, note_part: StoryPart) -> None:
        self.document = document
        self.looks = looks
        self.note_story = Story("note", note_part)
        self.notes: list[Xml] = []
        self.problems: list[Problem] = []
        self.headings = tuple(node for node in document.walk() if isinstance(node, Heading))
        self._places = {id(heading): place for place, heading in enumerate(self.headings, 1)}
        self.numbering = Numbering(self.headings)
        self.styles = Styles(looks.root.text, normal_look(document, looks), looks.page.grid_pitch)
        self._anchors = anchors(document)
        self._opened: set[str] = set()
        self._marks = 0
        self._pictures = 0
        self._break_due = False
        self._prepare()

    def _prepare(self) -> None:
        """Give Word's own heading styles to numbered headings first; notes always have a style."""
        self.styles.paragraph("note", self.looks.note_text)
        ranked = sorted(self.headings, key=lambda h: (h.level, not self.numbering.is_automatic(h)))
        for heading in ranked:
            look, number = self.heading_look(heading), self.heading_number(heading)
            self.styles.paragraph(f"heading{heading.level}", look, number)

    def look(self, node: Node, fallback: BlockLook | None = None) -> BlockLook:
        """Give the look of a block; that of the box around it where it has none."""
        look = self.looks.nodes.get(id(node))
        return look if isinstance(look, BlockLook) else fallback or self.looks.root

    def caption_look(self, node: Node) -> BlockLook:
        """Give the look of the caption of a table or figure."""
        return self.looks.captions.get(id(node)) or replace(self.look(node), top=None, bottom=None)

    def heading_look(self, heading: Heading) -> BlockLook:
        """Give the look of a heading; beside numbered ones, the style of one without is called so."""
        look = self.look(heading)
        plain = heading.level in self.numbering.levels and not self.numbering.is_automatic(heading)
        return replace(look, style_name=f"標題{counted(heading.level)}無編號") if plain else look

    def heading_number(self, heading: Heading) -> Xml:
        """Give the `numPr` for the style of a heading: its level, or none where its level has numbers."""
        if self.numbering.is_automatic(heading):
            return self.numbering.heading(heading.level)
        return self.numbering.none() if heading.level in self.numbering.levels else NOTHING

    def mark(self, node: Node, content: Xml) -> Xml:
        """Put a bookmark around content, where the document links to the node's id."""
        id = _id_of(node)
        if id is None or id not in self._anchors or id in self._opened:
            return content
        self._opened.add(id)
        return self.bookmark(self._anchors[id], content)

    def bookmark(self, name: str, content: Xml) -> Xml:
        """Put a bookmark around content."""
        self._marks += 1
        start = w("bookmarkStart", id=self._marks, name=name)
        return join(start, content, w("bookmarkEnd", id=self._marks))

    def anchor(self, id: str) -> str | None:
        """Give the bookmark of an id, or None where no node has it."""
        return self._anchors.get(id)

    def contents_mark(self, heading: Heading) -> str:
        """Give the bookmark by which a table of contents finds a heading."""
        return f"_Toc{self._places[id(heading)]:08d}"

    def next_picture(self) -> int:
        """Count a picture."""
        self._pictures += 1
        return self._pictures

    def break_page(self) -> None:
        """Let the next paragraph begin a page."""
        self._break_due = True

    def take_break(self) -> bool:
        """Tell once whether the next paragraph begins a page."""
        due, self._break_due = self._break_due, False
        return due

    def fault(self, node: Node, what: Words, hint: Words | None = None) -> None:
        """Collect a problem at the place of a node."""
        place = getattr(getattr(node, "attrs", None), "place", None)
        self.problems.append(Problem(place or Place("docx"), what, hint))


def normal_look(document: Document, looks: Looks) -> BlockLook:
    """Give the look that most of the running text has: that is 內文."""
    weight: Counter[BlockLook] = Counter()
    for paragraph in _running_text(document.blocks):
        look = looks.nodes.get(id(paragraph))
        if isinstance(look, BlockLook) and look.style_name in ("", "內文"):
            weight[look] += len(text_of(paragraph.content))
    return weight.most_common(1)[0][0] if weight else looks.root


def anchors(document: Document) -> dict[str, str]:
    """Give a bookmark name to every id that some link of the document points to."""
    nodes = tuple(document.walk())
    wanted = {node.href[1:] for node in nodes if isinstance(node, Link) and node.href.startswith("#")}
    found: dict[str, str] = {}
    for node in nodes:
        id = _id_of(node)
        if id is None or id not in wanted or id in found:
            continue
        # Word takes 40 letters, digits and underscores, a letter first.
        name = re.sub(r"\W", "_", id)
        if len(name) > 40 or not name[0].isalpha() or name in found.values():
            name = f"{re.sub(r'^[^A-Za-z]+', '', name)[:30] or 'id'}_{len(found) + 1}"
        found[id] = name
    return found


def _id_of(node: Node) -> str | None:
    attrs = getattr(node, "attrs", None)
    return getattr(attrs, "id", None) or None


def _running_text(blocks: Blocks) -> Iterator[Paragraph]:
    for block in blocks:
        yield from _paragraphs(block)


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
    elif isinstance(block, Container) and block.tag == "section":
        yield from _running_text(block.blocks)
