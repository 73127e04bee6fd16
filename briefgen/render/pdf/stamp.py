"""Draw a stamp such as 附件一: a PDF of one page, no larger than its text, in the house fonts.

It has no tags: whoever puts it on a page says what it is there.
"""

from __future__ import annotations

from html import escape

from briefgen.errors import Place, RenderError
from briefgen.render import weasy
from briefgen.render.quick import quick

SIZE = 14.0
PADDING = 4.0

_SHEET = """
@font-face {{ font-family: "標楷體"; src: local("TW-Kai") }}
@page {{ size: {wide}pt {high}pt; margin: 0 }}
html {{ font-family: "標楷體"; font-size: {size}pt; line-height: {line}pt; color: #000000 }}
body {{ margin: 0.5pt; border: 0.75pt solid #000000; text-align: center; white-space: nowrap; height: {line}pt }}
"""


def stamp(label: str) -> bytes:
    """Give the stamp for a label; RenderError where its font is not installed.

    Same label, same bytes.
    """
    library = weasy.load()
    from weasyprint.css.counters import CounterStyle  # type: ignore[import-untyped]

    from briefgen.render.fetcher import Fetcher
    from briefgen.render.fonts import Fonts

    fonts, fetcher = Fonts(), Fetcher(())
    fonts.place = Place("stamp")
    options = {"font_config": fonts, "counter_style": CounterStyle()}
    with quick(), fonts.in_use(), weasy.complaints("stamp") as found:
        sheet = library.CSS(string=_sheet(label), url_fetcher=fetcher, **options)
        page = library.HTML(
            string=f"<!DOCTYPE html><title>{escape(label)}</title><body>{escape(label)}", url_fetcher=fetcher
        )
        data = page.write_pdf(stylesheets=[sheet], pdf_variant="pdf/a-3u", **options)
    if problems := [*fonts.missing, *found]:
        raise RenderError(*dict.fromkeys(problems))
    return bytes(data)


def _sheet(label: str) -> str:
    line = SIZE + PADDING
    return _SHEET.format(wide=len(label) * SIZE + 2 * PADDING, high=line + 2.5, size=SIZE, line=line)
