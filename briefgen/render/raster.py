"""Turn a vector picture into a PNG, for Word, which does not show SVG everywhere.

The picture is set by the same press and stylesheets as the brief, so that its words
have the brief's fonts.
"""

from __future__ import annotations

import io
import re
from base64 import b64decode, b64encode
from pathlib import Path

from briefgen.render import sheets as stylesheets
from briefgen.render import weasy

DPI = 200
_SIZE = re.compile(r'<svg[^>]*?\bwidth="([\d.]+)pt"[^>]*?\bheight="([\d.]+)pt"')
_FACE = re.compile(r"@font-face\s*\{[^}]*\}")


def content_of(address: str) -> tuple[str, bytes]:
    """Give the kind and the bytes of a `data:` address; ValueError where it is none."""
    head, comma, body = address.partition(",")
    if not (head.startswith("data:") and head.endswith(";base64") and comma):
        raise ValueError("no data address")
    return head[5:-7], b64decode(body, validate=True)


def png_of(svg: bytes, sheets: tuple[Path, ...]) -> bytes:
    """Draw an SVG that gives its size in points; ValueError where it gives none."""
    found = _SIZE.search(svg.decode())
    if found is None:
        raise ValueError("an SVG without a size in points")
    width, height = found.groups()
    faces = "".join(face for sheet in sheets for face in _FACE.findall(stylesheets.read(sheet)))
    page = f"@page {{ size: {width}pt {height}pt; margin: 0 }} body {{ margin: 0 }} img {{ display: block }}"
    source = f"data:image/svg+xml;base64,{b64encode(svg).decode()}"
    markup = f'<html lang="zh-Hant-TW"><style>{faces}{page}</style><body><img src="{source}"></body></html>'
    weasyprint = weasy.load()
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

    from briefgen.render.fetcher import Fetcher

    fonts = FontConfiguration()
    try:
        pdf = weasyprint.HTML(string=markup, url_fetcher=Fetcher()).write_pdf(font_config=fonts)
    finally:
        fonts.__del__()  # Its folder of fonts would outlive a process that ends without ceremony.
    return _drawn(pdf)


def _drawn(pdf: bytes) -> bytes:
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[0].render(scale=DPI / 72).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    image.convert("P", palette=1, colors=64).save(out, "PNG", dpi=(DPI, DPI), optimize=True)
    return out.getvalue()
