"""Open the base file, put the document into its parts, and close it the same on every machine.

`base/` is a Word file taken apart: A4, Chinese of Taiwan, no styles but Word's own
defaults, no author, nothing of any program.  python-docx opens the folder as it is.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.parts.hdrftr import FooterPart, HeaderPart
from docx.parts.story import StoryPart

from briefgen.document import Meta
from briefgen.marking import CUSTOM, CUSTOM_KIND, CUSTOM_TYPE, FORMAT, VALUES, WORD_PROPERTY
from briefgen.render.look import Looks
from briefgen.render.word.markup import Element, Xml, clean, parse, twips, w

_BASE = Path(__file__).parent / "base"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LONGEST = 255


def open_base() -> WordFile:
    """Open the base file."""
    return docx.Document(str(_BASE))


def own_part(word: WordFile, relation: str) -> StoryPart:
    """Give a part that python-docx does not know, as one that can be changed and can hold links."""
    relations = word.part.rels
    key, old = next((key, each.target_part) for key, each in relations.items() if each.reltype == relation)
    part = StoryPart(old.partname, old.content_type, parse_xml(old.blob), word.part.package)
    relations.add_relationship(relation, part, key)
    return part


def set_body(word: WordFile, content: Xml, looks: Looks, running: Xml) -> None:
    """Put the body in, then the page it is printed on; `running` are references to head and foot."""
    body = word.element.body
    body[:] = [*parse("body", content), _section(looks, running)]


def add_running(word: WordFile, kind: str) -> tuple[StoryPart, str]:
    """Add the part of a running head (`header`) or foot (`footer`), and give it with its relation."""
    maker, content_type, relation = {
        "header": (HeaderPart, CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER),
        "footer": (FooterPart, CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER),
    }[kind]
    package = word.part.package
    name = package.next_partname(f"/word/{kind}%d.xml")
    part = maker(name, content_type, parse({"header": "hdr", "footer": "ftr"}[kind]), package)
    return part, word.part.relate_to(part, relation)


def fill(part: StoryPart, content: Xml) -> None:
    """Append content to the root of a part."""
    part.element.extend(list(parse("part", content)))


def use_fonts(part: StoryPart, names: list[str]) -> None:
    """Keep in the font table what the styles use; a font it does not know is named only."""
    root = part.element
    known = {font.get(qn("w:name")): font for font in root}
    root[:] = [known[name] if name in known else parse("fonts", w("font", name=name))[0] for name in names]


def set_properties(word: WordFile, meta: Meta) -> None:
    """Say what the document is; the dates are the text's own."""
    properties = word.core_properties
    properties.title = _short(meta.title)
    properties.subject = _short(meta.subject)
    properties.keywords = _short("、".join(meta.keywords))
    properties.language = _short(meta.lang)
    if meta.authors:
        properties.author = _short("、".join(meta.authors))
    midnight = datetime.combine(meta.date, time(), UTC)
    properties.created = properties.modified = midnight
    if meta.marking:
        _mark(word, meta.marking)


def _mark(word: WordFile, marking: str) -> None:
    """State the marking as a custom property, where `attach` and Word's own dialogue find it."""
    content = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{CUSTOM}" xmlns:vt="{VALUES}">'
        f'<property fmtid="{FORMAT}" pid="2" name="{WORD_PROPERTY}">'
        f"<vt:lpwstr>{escape(_short(marking))}</vt:lpwstr></property></Properties>"
    ).encode()
    package = word.part.package
    package.relate_to(Part(PackURI("/docProps/custom.xml"), CUSTOM_TYPE, content, package), CUSTOM_KIND)


def close(word: WordFile) -> bytes:
    """Give the bytes of the file: parts in order of name, no clock, no machine."""
    written, closed = BytesIO(), BytesIO()
    word.save(written)
    with ZipFile(written) as parts, ZipFile(closed, "w", ZIP_DEFLATED) as sorted_parts:
        for name in sorted(parts.namelist()):
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            sorted_parts.writestr(entry, parts.read(name))
    return closed.getvalue()


def _section(looks: Looks, running: Xml) -> Element:
    page = looks.page
    wide, high = twips(page.width), twips(page.height)
    orient = {"orient": "landscape"} if wide > high else {}
    margins = {
        "top": page.top,
        "right": page.right,
        "bottom": page.bottom,
        "left": page.left,
        "header": page.head,
        "footer": page.foot,
    }
    first = looks.document.first_page if looks.document else 1
    grid = {"type": "lines", "linePitch": twips(page.grid_pitch)} if page.grid_pitch else {"linePitch": 360}
    return parse(
        "sectPr",
        running,
        w("pgSz", w=wide, h=high, **orient),
        w("pgMar", **{side: twips(room) for side, room in margins.items()}, gutter=0),
        w("pgNumType", start=first) if first != 1 else Xml(""),
        w("cols", space=720),
        w("titlePg") if looks.first_page else Xml(""),
        w("docGrid", **grid),
    )


def _short(text: str) -> str:
    return clean(text)[:_LONGEST]
