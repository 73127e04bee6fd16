"""Write what is added to a Word file: the list of annexes, captions, pictures, sections.

Nothing has a style of its own: what is added looks like the report's plain text, with
its own spacing, so that a report needs no style that it does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from briefgen.attach.package import MAIN, OFFICE

W = MAIN
NAMESPACES = {
    "w": W,
    "r": OFFICE,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
TWIPS, EMU = 20, 12_700
MARGIN, CAPTION, SLACK = 18.0, 16.0, 4.0
NARROWEST, WIDEST = 144.0, 1584.0

_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN = (
    '<w:spacing w:before="0" w:beforeAutospacing="0" w:after="0" w:afterAutospacing="0" {line}/>'
    '<w:ind w:leftChars="0" w:left="0" w:rightChars="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/>'
)
_SMALL = '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'


def elements(xml: str) -> list[etree._Element]:
    """Read a piece of XML as the elements in it."""
    return list(etree.fromstring(f"<x {_DECLARED}>{xml}</x>"))


def contents_heading() -> str:
    """Write the heading of the list, on a page of its own."""
    return (
        '<w:p><w:pPr><w:keepNext/><w:pageBreakBefore/><w:spacing w:after="240"/><w:jc w:val="center"/>'
        '<w:outlineLvl w:val="0"/></w:pPr><w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t>附件一覽</w:t></w:r></w:p>'
    )


def contents_line(text: str, anchor: str) -> str:
    """Write one line of the list, which leads to its annex."""
    run = f'<w:r><w:t xml:space="preserve">{clean(text)}</w:t></w:r>'
    return f'<w:p><w:pPr/><w:hyperlink w:anchor={quoteattr(anchor)} w:history="1">{run}</w:hyperlink></w:p>'


def caption(text: str, *, breaks: bool, anchor: tuple[str, int] | None) -> str:
    """Write the line above a page; the first of an annex is a target and an entry of the navigation."""
    start = end = level = ""
    if anchor is not None:
        name, number = anchor
        start = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>'
        end = f'<w:bookmarkEnd w:id="{number}"/>'
        level = '<w:outlineLvl w:val="0"/>'
    line = f'w:line="{round(CAPTION * TWIPS)}" w:lineRule="exact"'
    properties = (
        f'<w:keepNext/>{"<w:pageBreakBefore/>" if breaks else ""}<w:snapToGrid w:val="0"/>'
        f'{_PLAIN.format(line=line)}<w:jc w:val="right"/>{level}'
    )
    size = '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>'
    run = f'<w:r>{size}<w:t xml:space="preserve">{clean(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{start}{run}{end}</w:p>"


def picture(relation: str, number: int, name: str, words: str, page: tuple[float, float]) -> str:
    """Write a page as a picture, as large as its section allows; the paragraph ends with its `pPr` first."""
    room = paper(page)
    scale = min((room[0] - 2 * MARGIN) / page[0], (room[1] - 2 * MARGIN - CAPTION - SLACK) / page[1])
    wide, high = (max(round(side * scale * EMU), 1) for side in page)
    named = f'id="{number}" name={quoteattr(name)} descr={quoteattr(_UNWRITABLE.sub("", words))}'
    line = 'w:line="240" w:lineRule="auto"'
    properties = f'<w:snapToGrid w:val="0"/>{_PLAIN.format(line=line)}<w:jc w:val="center"/>{_SMALL}'
    drawing = (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/><wp:docPr {named}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        f'<a:graphicData uri="{NAMESPACES["pic"]}"><pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect">'
        "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
    )
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{_SMALL}<w:drawing>{drawing}</w:drawing></w:r></w:p>"


def section(page: tuple[float, float], furniture: Iterable[tuple[str, str, str]]) -> str:
    """Write the section of pages of one size; `furniture` is head or foot, which pages, and its relation."""
    wide, high = (round(side * TWIPS) for side in paper(page))
    lying = ' w:orient="landscape"' if wide > high else ""
    margin, near = round(MARGIN * TWIPS), round(MARGIN * TWIPS / 2)
    sides = " ".join(f'w:{side}="{margin}"' for side in ("top", "right", "bottom", "left"))
    references = "".join(
        f'<w:{kind}Reference w:type="{which}" r:id="{relation}"/>' for kind, which, relation in furniture
    )
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{wide}" w:h="{high}"{lying}/>'
        f'<w:pgMar {sides} w:header="{near}" w:footer="{near}" w:gutter="0"/>'
        f'<w:cols w:space="720"/></w:sectPr>'
    )


def paper(page: tuple[float, float]) -> tuple[float, float]:
    """Give the paper for a page in points: its own size, as far as Word knows such paper."""
    wide, high = (min(max(side, NARROWEST), WIDEST) for side in page)
    return wide, high


def empty_furniture(kind: str) -> bytes:
    """Give an empty head (`hdr`) or foot (`ftr`) that takes no room."""
    line = _PLAIN.format(line='w:line="20" w:lineRule="exact"')
    paragraph = f"<w:p><w:pPr>{line}{_SMALL}</w:pPr></w:p>"
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{kind} xmlns:w="{W}">{paragraph}</w:{kind}>'
    ).encode()


def clean(text: str) -> str:
    """Escape a text; what XML cannot hold is left out."""
    return escape(_UNWRITABLE.sub("", text))
