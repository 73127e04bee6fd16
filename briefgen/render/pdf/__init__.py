"""Write a Document as a tagged PDF: PDF/A-3a and PDF/UA-1 in one file.

WeasyPrint sets the pages under the same stylesheets that gave the Looks; what it
warns of, a font that is not installed and a character without a glyph are errors.
"""

from __future__ import annotations

from briefgen.document import Document
from briefgen.errors import Place, Problem, RenderError
from briefgen.render import html, weasy
from briefgen.render.look import Looks
from briefgen.render.sheets import read, shown

VARIANT = "pdf/a-3a"


def render(document: Document, looks: Looks) -> bytes:
    """Give the PDF; raise RenderError for what cannot be set faithfully.

    Same document and stylesheets, same bytes.  Where characters have no glyph the
    error has them in `characters`.
    """
    weasyprint = weasy.load()
    from briefgen.render.fetcher import Fetcher
    from briefgen.render.fonts import Fonts
    from briefgen.render.pdf import glyphs, metadata
    from briefgen.render.pdf.justify import justified
    from briefgen.render.pdf.notes import notes_kept, strayed

    assert looks.assets is not None
    fonts = Fonts()
    fetcher = Fetcher((looks.assets, *(path.parent for path in looks.sheets)))
    options = {"font_config": fonts, "url_fetcher": fetcher, "media_type": "print"}
    problems: list[Problem] = []
    parsed = []
    for path in looks.sheets:
        name = shown(path, looks.assets)
        fonts.place = Place(name)
        with weasy.complaints(name) as found:
            base = path.resolve().as_uri()
            parsed.append(weasyprint.CSS(string=read(path), base_url=base, **options))
        problems += found
    if fonts.missing:
        raise RenderError(*dict.fromkeys(fonts.missing))
    with weasy.quick(), justified(), notes_kept(), fonts.in_use(), weasy.complaints("PDF") as found:
        page = weasyprint.HTML(
            string=html.render(document),
            base_url=looks.assets.resolve().as_uri() + "/",
            url_fetcher=fetcher,
        )
        pages = page.render(stylesheets=parsed, font_config=fonts, pdf_variant=VARIANT)
        data = pages.write_pdf(
            pdf_variant=VARIANT, pdf_identifier=True, finisher=metadata.finisher(document.meta)
        )
    glyphs.check(document, pages.fonts.values(), fonts.allowed, found)
    problems += [*found, *fetcher.refused, *strayed(pages.pages)]
    if problems:
        raise RenderError(*dict.fromkeys(problems))
    return bytes(data)


def count_pages(data: bytes) -> int:
    """Give the number of pages of a PDF."""
    import pypdfium2  # type: ignore[import-untyped]

    pdf = pypdfium2.PdfDocument(data)
    try:
        return len(pdf)
    finally:
        pdf.close()
