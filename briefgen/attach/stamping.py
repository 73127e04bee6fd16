"""Stamp a label on the upper right corner of a page, as an artifact that no reader hears twice."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Page, Pdf, Rectangle

RIGHT, TOP = 28.0, 12.0


class Stamps:
    """The stamps of one file; each label is drawn once."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf

    def put(self, page: Page, drawn: bytes) -> None:
        """Put a stamp, a PDF of one page no larger than its text, on a page that belongs to the file."""
        with pikepdf.open(io.BytesIO(drawn)) as source:
            box = source.pages[0].mediabox
            form = self.pdf.copy_foreign(source.pages[0].as_form_xobject())
        wide, high = float(box[2] - box[0]), float(box[3] - box[1])
        name = _resource(self.pdf, page, form)
        place = page.calc_form_xobject_placement(
            form,
            name,
            _corner(page, wide, high),
            allow_shrink=True,
            allow_expand=False,
            invert_transformations=True,
        )
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(b"\nQ\n/Artifact <</Type /Pagination>> BDC\n" + place + b"\nEMC\n")


def _resource(pdf: Pdf, page: Page, form: Any) -> Name:
    """Name a form in the resources of a page, which other pages may share."""
    resources = Dictionary(dict(page.obj.get("/Resources", Dictionary()).items()))
    forms = Dictionary(dict(resources.get("/XObject", Dictionary()).items()))
    name, count = Name("/Annex"), 1
    while name in forms:
        count += 1
        name = Name(f"/Annex{count}")
    forms[name] = form
    resources.XObject = forms
    page.obj.Resources = pdf.make_indirect(resources)
    return name


def _corner(page: Page, wide: float, high: float) -> Rectangle:
    """Give the rectangle that is the upper right corner when the page is seen turned."""
    left, bottom, right, top = (float(value) for value in page.cropbox)
    match int(page.obj.get("/Rotate", 0)) % 360:
        case 90:
            return Rectangle(left + TOP, top - RIGHT - wide, left + TOP + high, top - RIGHT)
        case 180:
            return Rectangle(left + RIGHT, bottom + TOP, left + RIGHT + wide, bottom + TOP + high)
        case 270:
            return Rectangle(right - TOP - high, bottom + RIGHT, right - TOP, bottom + RIGHT + wide)
        case _:
            return Rectangle(right - RIGHT - wide, top - TOP - high, right - RIGHT, top - TOP)
