"""Keep links inside an annex working: named destinations whose names the report uses get new ones."""

from __future__ import annotations

from typing import Any

from pikepdf import Dictionary, Name, Pdf, String

from briefgen.attach.trees import brought, dictionaries, name_tree, names


class Destinations:
    """The named destinations of the report, growing."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.known = names(pdf.Root.get("/Names", Dictionary()).get("/Dests"))
        self.old = {str(key)[1:].encode() for key in pdf.Root.get("/Dests", Dictionary())}
        self.grew = False

    def make_room(self, brief: Pdf, number: int) -> dict[bytes, Any]:
        """Rename the clashing destinations of an annex and give all of them by their new names."""
        own = names(brief.Root.get("/Names", Dictionary()).get("/Dests"))
        own |= {str(key)[1:].encode(): value for key, value in brief.Root.get("/Dests", Dictionary()).items()}
        taken = self.known.keys() | self.old
        new: dict[bytes, bytes] = {}
        for name in own:
            fresh, count = name, number
            while fresh in taken:
                fresh, count = name + f"-{count}".encode(), count + 1
            new[name] = fresh
            taken = taken | {fresh}
        for node in dictionaries(brief) if own else ():
            if node.get("/S") == Name.GoTo:
                _lead(node, "/D", new)
            elif "/Dest" in node and (node.get("/Subtype") == Name.Link or "/Title" in node):
                _lead(node, "/Dest", new)
        return {new[name]: value for name, value in own.items()}

    def join(self, brief: Pdf, own: dict[bytes, Any]) -> None:
        """Add the destinations of an annex whose pages are copied."""
        self.known |= {name: brought(self.pdf, brief, value) for name, value in own.items()}
        self.grew = self.grew or bool(own)

    def finish(self) -> None:
        """Write the names."""
        if self.grew:
            if "/Names" not in self.pdf.Root:
                self.pdf.Root.Names = Dictionary()
            self.pdf.Root.Names.Dests = self.pdf.make_indirect(name_tree(self.known))


def _lead(node: Any, key: str, new: dict[bytes, bytes]) -> None:
    """Let a link lead to the new name."""
    value = node.get(key)
    if isinstance(value, Name):
        name = str(value)[1:].encode()
    elif isinstance(value, String):
        name = bytes(value)
    else:
        return
    if name in new:
        node[key] = String(new[name])
