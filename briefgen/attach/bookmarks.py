"""Bookmarks and page labels of annexes: nested under 附件一 and its title, numbered 附件一-1."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from briefgen.attach.trees import number_tree, numbers


def add_bookmark(pdf: Pdf, brief: Pdf, heading: str, page: Any) -> None:
    """Add a bookmark that leads to a page and holds the bookmarks of an annex."""
    item = _outline_of(pdf, brief)
    below = _shown(item)
    root = _root(pdf)
    item.Title = String(heading)
    item.Dest = Array([page.obj, Name.XYZ, None, float(page.cropbox[3]), None])
    item.Parent = root
    if below:
        item.Count = below
    last = root.get("/Last")
    if last is None:
        root.First = item
    else:
        last.Next = item
        item.Prev = last
    root.Last = item
    root.Count = _shown(root) + 1 + below if last is not None else 1 + below


def _outline_of(pdf: Pdf, brief: Pdf) -> Any:
    """Give the outline of an annex as a bookmark: its children know it as their parent already."""
    outline = brief.Root.get("/Outlines")
    if not isinstance(outline, Dictionary) or "/First" not in outline:
        return pdf.make_indirect(Dictionary())
    item = pdf.copy_foreign(outline if outline.is_indirect else brief.make_indirect(outline))
    for key in set(item.keys()) - {"/First", "/Last", "/Count"}:
        del item[key]
    return item


def _root(pdf: Pdf) -> Any:
    outline = pdf.Root.get("/Outlines")
    if isinstance(outline, Dictionary) and outline.is_indirect:
        return outline
    if "/PageMode" not in pdf.Root:
        pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.Outlines = pdf.make_indirect(
        outline if isinstance(outline, Dictionary) else Dictionary(Type=Name.Outlines)
    )
    return pdf.Root.Outlines


def _shown(item: Any) -> int:
    """Count the bookmarks that are seen below an outline when it is opened."""
    count = item.get("/Count", 0)
    if isinstance(count, int) and count > 0:
        return count
    total, child, seen = 0, item.get("/First"), set()
    while isinstance(child, Dictionary) and child.objgen not in seen:
        seen.add(child.objgen)
        total, child = total + 1, child.get("/Next")
    return total


class Labels:
    """The page labels of the report, growing; its own stay as they are."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.ranges = numbers(pdf.Root.get("/PageLabels"))
        self.ranges.setdefault(0, Dictionary(S=Name.D))

    def join(self, brief: Pdf, first: int, label: str) -> None:
        """Label the pages of an annex as it does itself, after its label: 附件一-1."""
        own = numbers(brief.Root.get("/PageLabels"))
        own.setdefault(0, Dictionary(S=Name.D))
        for start, style in own.items():
            if isinstance(style, Dictionary) and start < len(brief.pages):
                self.ranges[first + start] = _labelled(style, label)

    def finish(self) -> None:
        """Write the labels."""
        self.pdf.Root.PageLabels = self.pdf.make_indirect(number_tree(self.ranges))


def _labelled(style: Any, label: str) -> Dictionary:
    written = Dictionary(P=String(f"{label}-{style.get('/P', '')}"))
    for key in ("/S", "/St"):
        if key in style:
            written[key] = style[key]
    return written
