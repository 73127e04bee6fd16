"""How each part of a document looks: what `looks.py` reads from the cascade and the Word writer prints.

All lengths are points.  A Look is what CSS computed for one element; equal Looks
are one named style in Word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from briefgen.document import Document, Node
from briefgen.errors import Problem


@dataclass(frozen=True, slots=True)
class Border:
    """One side of a box; `style` is a CSS border style, `color` is RRGGBB."""

    width: float
    style: str
    color: str
    padding: float = 0.0


@dataclass(frozen=True, slots=True)
class TextLook:
    """How characters look.  `latin` and `han` are family names as the stylesheet wrote them.

    `style_name` is the value of `--word-style`, the name the character style has in Word.
    """

    latin: str
    han: str
    size: float
    bold: bool = False
    italic: bool = False
    color: str = "000000"
    background: str | None = None
    underline: bool = False
    strike: bool = False
    raised: Literal["", "super", "sub"] = ""
    letter_spacing: float = 0.0
    small_caps: bool = False
    style_name: str = ""


@dataclass(frozen=True, slots=True)
class BlockLook:
    """How a paragraph or box looks.

    `line_height` is an exact pitch, or None for `normal`.  `first_line` is negative for
    a hanging indent.  Indents and spaces include those of the boxes around the block.
    `style_name` is the value of `--word-style`, the name the style has in Word.
    A cell's padding is in its indents and spaces.  The `marker` of a list item is the
    bullet itself, or the CSS name of a counter (`decimal`); its `first_line` is the
    negative width of the marker.  The `width` of a figure is its picture's.
    """

    text: TextLook
    line_height: float | None
    space_before: float = 0.0
    space_after: float = 0.0
    indent_left: float = 0.0
    indent_right: float = 0.0
    first_line: float = 0.0
    align: Literal["left", "right", "center", "justify"] = "justify"
    top: Border | None = None
    right: Border | None = None
    bottom: Border | None = None
    left: Border | None = None
    background: str | None = None
    keep_with_next: bool = False
    keep_together: bool = False
    page_break_before: bool = False
    page_break_after: bool = False
    widow_control: bool = True
    width: float | None = None
    vertical_align: str = ""
    marker: str = ""
    style_name: str = ""


@dataclass(frozen=True, slots=True)
class PageLook:
    """The paper and its margins; `head` and `foot` are the distances of running head and foot from the edge.

    `grid_pitch` is the exact line pitch of the body, for Word's document grid.
    `has_head` and `has_foot` say whether the running head and foot are printed.
    """

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    head: float
    foot: float
    grid_pitch: float | None = None
    has_head: bool = True
    has_foot: bool = True


@dataclass(frozen=True, slots=True)
class Dress:
    """What a document is put in, before its looks are worked out; a PDF needs no more.

    `sheets` are the stylesheets, first to last, and `assets` is the folder that holds the pictures.
    `letterhead` is the Word file on which the Word file is printed.  `fonts` is filled by the
    writer of the PDF: the fonts that it found, each with the hash of its file.
    """

    sheets: tuple[Path, ...]
    assets: Path
    letterhead: Path | None = None
    fonts: dict[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of one document: of its page, of every node, and of the parts CSS makes.

    `nodes` is keyed by the node's identity (`id(node)`); a block maps to a BlockLook,
    an inline with a tag to a TextLook.  `note_call` is the look of `::footnote-call`,
    `note_text` of a note at the foot of the page, `note_marker` of `::footnote-marker`.
    `faults` says which CSS Word cannot express.  `captions` is keyed by the identity of
    the Table or Figure whose caption looks so.  `assets` is the folder that holds the pictures.
    `first_page` is the look of the first page where it is another.  `sheets` are the stylesheets
    that all this comes from.  `fonts` is filled by the writer of the PDF: the fonts that it
    found, each with the hash of its file.  `letterhead` is the Word file on which the Word file is printed.
    """

    page: PageLook
    root: BlockLook
    note_call: TextLook
    note_text: BlockLook
    note_marker: TextLook
    nodes: dict[int, BlockLook | TextLook] = field(default_factory=dict)
    faults: tuple[Problem, ...] = ()
    document: Document | None = None
    first_page: PageLook | None = None
    sheets: tuple[Path, ...] = ()
    assets: Path | None = None
    captions: dict[int, BlockLook] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict, compare=False)
    letterhead: Path | None = None

    def block(self, node: Node) -> BlockLook:
        """Give the look of a block, list item, row or cell."""
        look = self.nodes[id(node)]
        assert isinstance(look, BlockLook)
        return look

    def text(self, node: Node) -> TextLook:
        """Give the look of an inline that has a tag."""
        look = self.nodes[id(node)]
        return look.text if isinstance(look, BlockLook) else look
