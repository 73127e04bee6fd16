"""Join the tags of an annex to those of the report.

`Tags` is the report's tree.  Before the pages of an annex are copied, `make_room` moves
its numbers and names out of the way; afterwards `join` hangs its tree into the
report's as one `Part`.  What has no tags stays as it is.
"""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from briefgen.attach.trees import as_array, dictionaries, name_tree, names, number_tree, numbers

_KEYS = ("/StructParent", "/StructParents")


def is_tagged(pdf: Pdf) -> bool:
    """Whether a file has a tree of tags."""
    root = pdf.Root.get("/StructTreeRoot")
    return isinstance(root, Dictionary) and "/K" in root


class Tags:
    """The tags of the report, growing."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.whole = is_tagged(pdf)
        if not self.whole:
            _strip(pdf)
        tree = pdf.Root.get("/StructTreeRoot", Dictionary()) if self.whole else Dictionary()
        self.parents = numbers(tree.get("/ParentTree"))
        self.ids = names(tree.get("/IDTree"))
        self.roles = dict(tree.get("/RoleMap", Dictionary()).items())
        self.classes = dict(tree.get("/ClassMap", Dictionary()).items())
        self.next = max([-1, *self.parents, int(tree.get("/ParentTreeNextKey", 0)) - 1]) + 1

    def make_room(self, brief: Pdf, number: int) -> None:
        """Change the numbers and names of an annex that the report uses already."""
        if not is_tagged(brief):
            self.whole = False
            _strip(brief)
            return
        tree = brief.Root.StructTreeRoot
        roles = _clashing(self.roles, tree.get("/RoleMap"), number)
        classes = _clashing(self.classes, tree.get("/ClassMap"), number)
        ids = names(tree.get("/IDTree"))
        clash = not self.ids.keys().isdisjoint(ids)
        for node in dictionaries(brief):
            for key in _KEYS:
                if isinstance(node.get(key), int):
                    node[key] = int(node[key]) + self.next
            if isinstance(node, Stream):
                continue
            if "/P" in node and "/S" in node:
                _rename(node, "/S", roles)
                _rename(node, "/C", classes)
                if clash and "/ID" in node:
                    node.ID = _numbered(node.ID, number)
            if clash and isinstance(node.get("/Headers"), Array):
                node.Headers = Array([_numbered(each, number) for each in node.Headers])
        _rename_keys(tree.get("/RoleMap"), roles)
        _rename_keys(tree.get("/ClassMap"), classes)
        if clash:
            tree.IDTree = name_tree({bytes(_numbered(String(key), number)): ids[key] for key in ids})

    def join(self, brief: Pdf, title: str) -> None:
        """Hang the tags of an annex, whose pages are copied, behind those of the report."""
        if not is_tagged(brief):
            return
        tree = self.pdf.copy_foreign(_indirect(brief))
        above = self._top()
        part = self._part(tree, title)
        part.P = above
        lang = brief.Root.get("/Lang")
        if isinstance(lang, String) and "/Lang" not in part and lang != self.pdf.Root.get("/Lang"):
            part.Lang = String(str(lang))
        above.K = Array([*as_array(above.get("/K")), part])
        parents = numbers(tree.get("/ParentTree"))
        self.parents |= {key + self.next: value for key, value in parents.items()}
        self.next = max([self.next - 1, *self.parents]) + 1
        self.ids |= names(tree.get("/IDTree"))
        self.roles |= dict(tree.get("/RoleMap", Dictionary()).items())
        self.classes |= dict(tree.get("/ClassMap", Dictionary()).items())
        root = self.pdf.Root.StructTreeRoot
        if "/Namespaces" in tree:
            root.Namespaces = Array([*as_array(root.get("/Namespaces")), *tree.Namespaces])

    def finish(self) -> None:
        """Write the trees, and whether every page has tags."""
        if not is_tagged(self.pdf):
            return
        root = self.pdf.Root.StructTreeRoot
        root.ParentTree = self.pdf.make_indirect(number_tree(self.parents))
        root.ParentTreeNextKey = self.next
        if self.ids:
            root.IDTree = self.pdf.make_indirect(name_tree(self.ids))
        for key, entries in (("/RoleMap", self.roles), ("/ClassMap", self.classes)):
            if entries:
                root[key] = Dictionary(entries)
        marks = self.pdf.Root.get("/MarkInfo")
        if self.whole:
            self.pdf.Root.MarkInfo = _marked(marks)
        elif "/MarkInfo" in self.pdf.Root:
            # A reader that trusts the tags would pass over the pages that have none.
            del self.pdf.Root.MarkInfo

    def _top(self) -> Any:
        """Give what holds the parts: the only Document of the report, else the root."""
        if not is_tagged(self.pdf):
            self.pdf.Root.StructTreeRoot = self.pdf.make_indirect(
                Dictionary(Type=Name.StructTreeRoot, K=Array())
            )
        root = self.pdf.Root.StructTreeRoot
        kids = as_array(root.K)
        if len(kids) == 1 and isinstance(kids[0], Dictionary):
            role = kids[0].get("/S")
            if role == Name.Document or self.roles.get(str(role)) == Name.Document:
                return kids[0]
        return root

    def _part(self, tree: Any, title: str) -> Any:
        """Give the annex as one element: its own Document, or a new one around what it has."""
        kids = as_array(tree.get("/K"))
        if len(kids) == 1 and isinstance(kids[0], Dictionary) and kids[0].get("/S") == Name.Document:
            part = kids[0]
            part.S = Name.Part
        else:
            part = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part, K=Array(kids)))
            for kid in kids:
                if isinstance(kid, Dictionary):
                    kid.P = part
        part.T = String(title)
        return part


def _marked(marks: Any) -> Dictionary:
    kept = dict(marks.items()) if isinstance(marks, Dictionary) else {}
    return Dictionary(kept | {"/Marked": True})


def _indirect(brief: Pdf) -> Object:
    root: Object = brief.Root.StructTreeRoot
    if not root.is_indirect:
        brief.Root.StructTreeRoot = root = brief.make_indirect(root)
    return root


def _strip(pdf: Pdf) -> None:
    """Take away numbers that lead to no tree, lest they lead into the tree of another part."""
    for node in dictionaries(pdf):
        for key in _KEYS:
            if key in node:
                del node[key]
    if "/StructTreeRoot" in pdf.Root:
        del pdf.Root.StructTreeRoot


def _clashing(known: dict[str, Any], wanted: Any, number: int) -> dict[str, str]:
    """Give new names for those that mean something else in the report."""
    if not isinstance(wanted, Dictionary):
        return {}
    return {
        key: f"{key}-{number}"
        for key, value in wanted.items()
        if key in known and (isinstance(value, Dictionary | Array) or value != known[key])
    }


def _rename(node: Any, key: str, new: dict[str, str]) -> None:
    value = node.get(key)
    if isinstance(value, Name) and str(value) in new:
        node[key] = Name(new[str(value)])


def _rename_keys(node: Any, new: dict[str, str]) -> None:
    for old, name in new.items():
        node[name] = node[old]
        del node[old]


def _numbered(value: Any, number: int) -> String:
    return String(bytes(value) + f"-{number}".encode())
