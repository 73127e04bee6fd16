"""Write a Document as a tagged PDF: PDF/A-3a and PDF/UA-1 in one file.

WeasyPrint sets the pages under the same stylesheets that gave the Looks; what it
warns of, a font that is not installed and a character without a glyph are errors.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from briefgen.document import Document
from briefgen.errors import Place, Problem, RenderError
from briefgen.render import asked, html, weasy
from briefgen.render.look import Dress, Looks
from briefgen.render.quick import quick
from briefgen.render.sheets import read, shown

VARIANT = "pdf/a-3a"


def render(document: Document, looks: Looks | Dress) -> bytes:
    """Give the PDF; raise RenderError for what cannot be set faithfully.

    Same document and stylesheets, same bytes.  Where characters have no glyph the
    error has them in `characters`.
    """
    weasy.load()
    with quick():
        return _Press(document, looks).data()


class _Press:
    """One document on its way to paper: fonts, stylesheets, pages, file."""

    def __init__(self, document: Document, looks: Looks | Dress) -> None:
        from weasyprint.css.counters import CounterStyle  # type: ignore[import-untyped]

        from briefgen.render.fetcher import Fetcher
        from briefgen.render.fonts import Fonts

        assert looks.assets is not None
        self.document = document
        self.sheets, self.folder = looks.sheets, looks.assets
        self.fonts, self.told = Fonts(), looks.fonts
        self.options = {"font_config": self.fonts, "counter_style": CounterStyle()}
        self.fetcher = Fetcher((self.folder, *(path.parent for path in self.sheets)))
        self.problems: list[Problem] = []

    def data(self) -> bytes:
        """Give the file."""
        from briefgen.render.fontfiles import fingerprint
        from briefgen.render.pdf import glyphs, metadata
        from briefgen.render.pdf.justify import justified
        from briefgen.render.pdf.notes import notes_kept, strayed

        sheets = [self.sheet(path) for path in self.sheets]
        self.told.update((name, fingerprint(path)) for name, path in sorted(self.fonts.files.items()))
        if self.fonts.missing:
            raise RenderError(*dict.fromkeys(self.fonts.missing))
        with justified(), notes_kept(), self.fonts.in_use(), weasy.complaints("PDF") as found:
            pages = self.page().render(stylesheets=sheets, pdf_variant=VARIANT, **self.options)
            finisher = metadata.finisher(self.document.meta, self.document.first_page)
            data = pages.write_pdf(
                pdf_variant=VARIANT, pdf_identifier=True, finisher=finisher, attachments=self.attachments()
            )
        glyphs.check(self.document, pages.fonts.values(), self.fonts.allowed, found)
        problems = [*self.problems, *found, *self.fetcher.refused, *strayed(pages.pages)]
        if problems:
            raise RenderError(*dict.fromkeys(problems))
        return bytes(data)

    def sheet(self, path: Path) -> object:
        """Read a stylesheet for print; its fonts are looked up meanwhile."""
        name = shown(path, self.folder)
        text = read(path)
        self.fonts.place, self.fonts.lines = Place(name), asked.lines_of_fonts(text)
        with weasy.complaints(name) as found:
            sheet = weasy.load().CSS(
                string=text,
                base_url=path.resolve().as_uri(),
                url_fetcher=self.fetcher,
                **self.options,
            )
        self.problems += found
        return sheet

    def attachments(self) -> list[Any]:
        """Give the files that travel in the PDF, dated like the brief."""
        day = self.document.meta.date
        stamp = datetime(day.year, day.month, day.day)
        return [
            weasy.load().Attachment(
                file_obj=BytesIO(one.data),
                name=one.name,
                description=one.about,
                created=stamp,
                modified=stamp,
                relationship="Data",
            )
            for one in sorted(self.document.attached, key=lambda one: one.name)
        ]

    def page(self) -> Any:
        """Give the document as WeasyPrint's HTML."""
        base = self.folder.resolve().as_uri() + "/"
        return weasy.load().HTML(string=html.render(self.document), base_url=base, url_fetcher=self.fetcher)


def count_pages(data: bytes) -> int:
    """Give the number of pages of a PDF."""
    import pypdfium2  # type: ignore[import-untyped]

    pdf = pypdfium2.PdfDocument(data)
    try:
        return len(pdf)
    finally:
        pdf.close()
