"""See a PDF as a reader does: the words of its pages, and their pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

from briefgen.attach.parts import File, refusal
from briefgen.errors import Words

DPI = 200
FRONT = 3
MOST_PIXELS = 40_000_000
_GREYS = 16


@contextmanager
def pages_of(file: File) -> Iterator[Any]:
    """Open a PDF for reading; RequestError where it cannot be."""
    try:
        pdf = pypdfium2.PdfDocument(file.data)
    except pypdfium2.PdfiumError as error:
        raise refusal(file.name, Words("PDF 無法讀取", "the PDF cannot be read")) from error
    try:
        yield pdf
    except pypdfium2.PdfiumError as error:
        raise refusal(file.name, Words("PDF 的頁面無法讀取", "a page of the PDF cannot be read")) from error
    finally:
        pdf.close()


def lines(file: File) -> tuple[str, ...]:
    """Give the lines of the first pages, where markings are printed."""
    with pages_of(file) as pdf:
        return tuple(
            line for number in range(min(len(pdf), FRONT)) for line in words(pdf[number]).splitlines()
        )


def words(page: Any) -> str:
    """Give the words of a page, line by line."""
    text = page.get_textpage()
    try:
        return str(text.get_text_bounded()).replace("\r\n", "\n").replace("\x02", "").replace("\ufffe", "")
    finally:
        text.close()


def picture(page: Any) -> tuple[str, bytes]:
    """Give a page at print resolution as `png` or `jpeg`, whichever is smaller."""
    wide, high = page.get_size()
    scale = min(DPI / 72, (MOST_PIXELS / (wide * high)) ** 0.5)
    image = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
    grey = image.convert("L")
    is_grey = Image.merge("RGB", (grey, grey, grey)).tobytes() == image.tobytes()
    if is_grey:
        flat = grey.point([round(value * (_GREYS - 1) / 255) for value in range(256)])
        flat.putpalette([round(step * 255 / (_GREYS - 1)) for step in range(_GREYS) for _ in range(3)])
        plain, rich = flat, grey
    else:
        plain, rich = image, image
    drawn = {
        "png": _saved(plain, "PNG", compress_level=6),
        "jpeg": _saved(rich, "JPEG", quality=88, optimize=True),
    }
    return min(drawn.items(), key=lambda item: len(item[1]))


def _saved(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, dpi=(DPI, DPI), **options)
    return out.getvalue()
