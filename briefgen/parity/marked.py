"""Get the characters of a PDF by the marked content they stand in, as PDFium sees them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]


@dataclass(frozen=True, slots=True)
class Marked:
    """One piece of marked content: its words, its baseline and the size of its characters."""

    text: str
    baseline: float
    size: float


class NotPdf(Exception):
    """PDFium cannot open this."""


def marked(content: bytes) -> tuple[dict[int, Marked], ...]:
    """Give, for every page, the marked content by its number; -1 holds what has none.  Raises NotPdf."""
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        raise NotPdf
    try:
        return tuple(_page(document, number) for number in range(pdfium.FPDF_GetPageCount(document)))
    finally:
        pdfium.FPDF_CloseDocument(document)


def _page(document: pdfium.FPDF_DOCUMENT, number: int) -> dict[int, Marked]:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        raise NotPdf
    text = pdfium.FPDFText_LoadPage(page)
    found: dict[int, Marked] = {}
    for item in _objects(page):
        key = pdfium.FPDFPageObj_GetMarkedContentID(item)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        words = _words(item, text)
        if key in found:
            found[key] = Marked(found[key].text + words, found[key].baseline, found[key].size)
        else:
            found[key] = Marked(words, *_place(item))
    pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(page)
    return found


def _objects(page: pdfium.FPDF_PAGE) -> Iterator[pdfium.FPDF_PAGEOBJECT]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield pdfium.FPDFPage_GetObject(page, index)


def _words(item: pdfium.FPDF_PAGEOBJECT, text: pdfium.FPDF_TEXTPAGE) -> str:
    size = pdfium.FPDFTextObj_GetText(item, text, None, 0)
    buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
    pdfium.FPDFTextObj_GetText(item, text, buffer, size)
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")


def _place(item: pdfium.FPDF_PAGEOBJECT) -> tuple[float, float]:
    matrix = pdfium.FS_MATRIX()
    size = ctypes.c_float()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    pdfium.FPDFTextObj_GetFontSize(item, size)
    return matrix.f, size.value * abs(matrix.d)
