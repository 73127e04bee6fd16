"""Write pictures: PNG and JPEG files of the audience's folder, and those the document holds itself.

Word shows no SVG everywhere: where the document names one, the PNG of the same name
beside it is taken; one that the document holds is drawn.
"""

from __future__ import annotations

import io
import struct
from pathlib import Path

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)

from briefgen.document import Figure
from briefgen.errors import Words
from briefgen.render.look import BlockLook
from briefgen.render.raster import content_of, png_of
from briefgen.render.word.markup import Xml, emu, tag, w
from briefgen.render.word.press import Press, Story

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_KINDS = ("image/png", "image/jpeg")
CSS_DPI = 96
"""A dot of a picture is a pixel of CSS, whatever resolution the file tells: so the PDF has it."""
_BROKEN = (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
    struct.error,
    ValueError,
)


def picture(press: Press, story: Story, figure: Figure, look: BlockLook) -> Xml:
    """Give the run that shows a picture, with its alternative text; a fault where there is none."""
    source = _source(press, figure)
    if source is None:
        press.fault(
            figure,
            Words(f"找不到圖片「{figure.src}」", f"no such picture: {figure.src!r}"),
            Words(
                "圖片須放在範本或期別自己的資料夾", "pictures live in the folder of the audience or edition"
            ),
        )
        return Xml("")
    try:
        relation, image = story.part.get_or_add_image(source)
        across, down = (image.horz_dpi, image.vert_dpi) if _is_drawn(figure) else (CSS_DPI, CSS_DPI)
        wide, high = image.px_width * 72 / across, image.px_height * 72 / down
        readable = image.content_type in _KINDS and wide > 0 and high > 0
    except (OSError, *_BROKEN):
        readable = False
    if not readable:
        press.fault(
            figure,
            Words(f"圖片「{figure.src}」無法放進 Word", f"Word cannot show the picture {figure.src!r}"),
            Words("請改用 PNG 或 JPEG 檔", "use a PNG or JPEG file"),
        )
        return Xml("")
    return _drawing(press.next_picture(), relation, figure.alt, _fit(press, look, wide, high))


def _is_drawn(figure: Figure) -> bool:
    """Tell whether what Word shows is drawn from vectors; its resolution then says how large it is."""
    return figure.src.startswith("data:image/svg+xml") or figure.src.lower().endswith(".svg")


def _source(press: Press, figure: Figure) -> str | io.BytesIO | None:
    """Give where the picture is: a file, or itself where the document holds it; an SVG is drawn."""
    if not figure.src.startswith("data:"):
        path = _path(press, figure)
        return None if path is None else str(path)
    try:
        kind, content = content_of(figure.src)
        drawn = png_of(content, press.looks.sheets) if kind == "image/svg+xml" else content
    except ValueError:
        return None
    return io.BytesIO(drawn)


def _path(press: Press, figure: Figure) -> Path | None:
    """Find the file inside the folder of pictures, and nowhere else."""
    folder = press.looks.assets
    if folder is None or "\0" in figure.src:
        return None
    path = (folder / figure.src).resolve()
    if path.suffix.lower() == ".svg":
        path = path.with_suffix(".png")
    return path if path.is_relative_to(folder.resolve()) and path.is_file() else None


def _fit(press: Press, look: BlockLook, wide: float, high: float) -> tuple[float, float]:
    """Give the size in points: the look's width or the picture's own, inside the margins."""
    page = press.looks.page
    room = page.width - page.left - page.right - look.indent_left - look.indent_right
    scale = min((look.width or wide) / wide, room / wide, (page.height - page.top - page.bottom) * 0.9 / high)
    return wide * scale, high * scale


def _drawing(number: int, relation: str, alt: str, size: tuple[float, float]) -> Xml:
    wide, high = max(emu(size[0]), 1), max(emu(size[1]), 1)
    named: dict[str, str | int] = {"id": number, "name": f"圖 {number}", "descr": alt}
    shape = tag(
        "pic:pic",
        tag("pic:nvPicPr", tag("pic:cNvPr", **named), tag("pic:cNvPicPr")),
        tag("pic:blipFill", tag("a:blip", **{"r:embed": relation}), tag("a:stretch", tag("a:fillRect"))),
        tag(
            "pic:spPr",
            tag("a:xfrm", tag("a:off", x=0, y=0), tag("a:ext", cx=wide, cy=high)),
            tag("a:prstGeom", tag("a:avLst"), prst="rect"),
        ),
    )
    inline = tag(
        "wp:inline",
        tag("wp:extent", cx=wide, cy=high),
        tag("wp:docPr", **named),
        tag("wp:cNvGraphicFramePr", tag("a:graphicFrameLocks", noChangeAspect=1)),
        tag("a:graphic", tag("a:graphicData", shape, uri=_PICTURE)),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )
    return w("r", w("drawing", inline))
