"""What a PDF carries besides pages: attached files, layers, fields to fill in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from briefgen.attach.trees import as_array, brought, name_tree, names, text


class Belongings:
    """The attached files of the report, growing; layers are added at once."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.files = {_decoded(key): value for key, value in _embedded(pdf).items()}
        self.taken = {*self.files, *(_name(spec) for spec in self.files.values())}
        self.grew = False

    def join(self, brief: Pdf, label: str) -> None:
        """Take over the files and layers of an annex whose pages are copied."""
        associated = _specs(brief, as_array(brief.Root.get("/AF")))
        for number, spec in (associated | _specs(brief, _embedded(brief).values())).items():
            self._add(spec, label, is_associated=number in associated)
        self._layers(brief)

    def finish(self) -> None:
        """Write the names of the attached files."""
        if self.grew:
            if "/Names" not in self.pdf.Root:
                self.pdf.Root.Names = Dictionary()
            tree = name_tree({bytes(String(name)): spec for name, spec in self.files.items()})
            self.pdf.Root.Names.EmbeddedFiles = self.pdf.make_indirect(tree)

    def _add(self, spec: Any, label: str, *, is_associated: bool) -> None:
        copied = self.pdf.copy_foreign(spec)
        name = _name(spec) or label
        if name in self.taken:
            name = f"{label}-{name}"
            count = 2
            while name in self.taken:
                name, count = f"{label}-{count}-{_name(spec)}", count + 1
            copied.F = copied.UF = String(name)
        self.taken.add(name)
        self.files[name] = copied
        self.grew = True
        if is_associated:
            self.pdf.Root.AF = Array([*as_array(self.pdf.Root.get("/AF")), copied])

    def _layers(self, brief: Pdf) -> None:
        """Let what an annex hides stay hidden."""
        layers = brief.Root.get("/OCProperties")
        if not isinstance(layers, Dictionary):
            return
        copied = brought(self.pdf, brief, layers)
        mine = self.pdf.Root.get("/OCProperties")
        if not isinstance(mine, Dictionary):
            self.pdf.Root.OCProperties = copied
            return
        mine.OCGs = Array([*as_array(mine.get("/OCGs")), *as_array(copied.get("/OCGs"))])
        view, theirs = mine.get("/D", Dictionary()), copied.get("/D", Dictionary())
        for key in ("/ON", "/OFF", "/Order", "/Locked", "/AS", "/RBGroups"):
            if key in theirs:
                view[key] = Array([*as_array(view.get(key)), *as_array(theirs[key])])
        if theirs.get("/BaseState") == Name.OFF:
            on = {each.objgen for each in as_array(theirs.get("/ON"))}
            off = [each for each in as_array(copied.get("/OCGs")) if each.objgen not in on]
            view.OFF = Array([*as_array(view.get("/OFF")), *off])
        mine.D = view


def flatten_fields(brief: Pdf) -> bool:
    """Print the fields of an annex on its pages; say whether there were any."""
    form = brief.Root.get("/AcroForm")
    if not isinstance(form, Dictionary) or not as_array(form.get("/Fields")):
        return False
    brief.generate_appearance_streams()
    brief.flatten_annotations("all")
    return True


def _embedded(pdf: Pdf) -> dict[bytes, Any]:
    return names(pdf.Root.get("/Names", Dictionary()).get("/EmbeddedFiles"))


def _specs(pdf: Pdf, values: Iterable[Any]) -> dict[Any, Any]:
    """Give files by the number of their object, in order."""
    specs = [spec for spec in values if isinstance(spec, Dictionary)]
    indirect = [spec if spec.is_indirect else pdf.make_indirect(spec) for spec in specs]
    return {spec.objgen: spec for spec in indirect}


def _decoded(name: bytes) -> str:
    return str(String(name))


def _name(spec: Any) -> str:
    """Give the name of an attached file."""
    if not isinstance(spec, Dictionary):
        return ""
    return text(spec.get("/UF")) or text(spec.get("/F"))
