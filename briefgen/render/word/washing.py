"""Wash the content of a letterhead: only words, pictures, lines and page numbers stay.

`wash` changes a tree in place and notes what it took away.  Whatever depends on the file
it came from (colours and fonts of its theme, ids, revisions) is said outright or dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "STYLEREF", "TITLE", "SUBJECT", "KEYWORDS"})
"""Fields that say something of the brief itself."""
REACHING = frozenset(
    {"INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "EMBED", "DATABASE", "MACROBUTTON", "RD"}
)  # fmt: skip
"""Fields that read other files or run something."""
UNWRAPPED = {
    "ins": ("追蹤修訂", "tracked changes"),
    "moveTo": ("追蹤修訂", "tracked changes"),
    "hyperlink": ("超連結", "links"),
    "customXml": ("自訂 XML", "custom XML"),
    "smartTag": ("自訂 XML", "custom XML"),
    "sdtContent": ("", ""),
}
REMOVED = {
    **dict.fromkeys(("del", "moveFrom"), ("追蹤修訂", "tracked changes")),
    **dict.fromkeys(("commentRangeStart", "commentRangeEnd", "commentReference"), ("註解", "comments")),
    **dict.fromkeys(("object", "control"), ("內嵌物件", "embedded objects")),
    **dict.fromkeys(
        ("sdtPr", "sdtEndPr", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "numPr",
         "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "footnoteReference",
         "endnoteReference", "lastRenderedPageBreak", "customXmlPr", "smartTagPr"),
        ("", ""),
    ),
}  # fmt: skip
GRAPHICS = ("/picture", "/wordprocessingShape", "/wordprocessingGroup", "/wordprocessingCanvas")
FIRST_DRAWING = 90_001


@dataclass(slots=True)
class Washed:
    """What was taken away, in both languages, and fields that make the file be refused."""

    noted: list[tuple[str, str]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    drawings: int = FIRST_DRAWING

    def note(self, zh: str, en: str) -> None:
        """Remember that something was taken away."""
        if zh:
            self.noted.append((zh, en))


class Theme:
    """The fonts and colours that a file calls by the names of its theme."""

    def __init__(self, root: Element | None) -> None:
        self.fonts: dict[str, str] = {}
        self.colors: dict[str, str] = {}
        if root is None:
            return
        for kind in ("major", "minor"):
            for script, names in (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",)), ("cs", ("Bidi",))):
                for name in names:
                    self.fonts[kind + name] = _typeface(root.find(f".//{A}{kind}Font"), script)
        for color in root.findall(f".//{A}clrScheme/*"):
            value = color[0].get("lastClr") or color[0].get("val") if len(color) else None
            if value:
                self.colors[etree.QName(color).localname] = value
        for name, other in (("tx1", "dk1"), ("bg1", "lt1"), ("tx2", "dk2"), ("bg2", "lt2")):
            self.colors[name] = self.colors.get(other, "000000")

    def say_outright(self, root: Element) -> None:
        """Put names of fonts and colours where a tree calls them by the theme."""
        for fonts in root.iter(f"{W}rFonts"):
            for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
                called = fonts.get(f"{W}{'cstheme' if slot == 'cs' else f'{slot}Theme'}", "")
                if self.fonts.get(called):
                    fonts.set(f"{W}{slot}", self.fonts[called])
        for element in root.iter(f"{A}schemeClr"):
            element.tag = f"{A}srgbClr"
            element.set("val", self.colors.get(element.get("val", ""), "000000"))
        for element in root.iter():
            for name in [str(name) for name in element.attrib if _calls_theme(str(name))]:
                del element.attrib[name]


def wash(root: Element, pictures: frozenset[str], theme: Theme, washed: Washed) -> None:
    """Take away all that a running head or foot does not need; `pictures` are relations that stay."""
    _fields(root, washed)
    for element in list(root.iter()):
        if element is root or not isinstance(element.tag, str):
            continue
        name = etree.QName(element)
        if name.namespace == W[1:-1]:
            _wash_word(element, name.localname, washed)
        elif name.localname in ("hlinkClick", "hlinkHover", "OLEObject", "svgBlip"):
            remove(element)
    for drawing in list(root.iter(f"{W}drawing", f"{W}pict")):
        if not _stays(drawing, pictures):
            washed.note("無法使用的圖形", "unusable drawings")
            remove(drawing)
    _attributes(root, washed)
    theme.say_outright(root)


def _wash_word(element: Element, name: str, washed: Washed) -> None:
    if name in UNWRAPPED:
        washed.note(*UNWRAPPED[name])
        _unwrap(element)
    elif name == "sdt":
        _unwrap(element)
    elif name in REMOVED or name.endswith("Change"):
        washed.note(*REMOVED.get(name, ("追蹤修訂", "tracked changes")))
        remove(element)


def _fields(root: Element, washed: Washed) -> None:
    """Keep page numbers and the like; of other fields only what they show."""
    for element in list(root.iter(f"{W}fldSimple")):
        if not _field_stays(element.get(f"{W}instr", ""), washed):
            _unwrap(element)
    opened: list[tuple[list[Element], list[str]]] = []
    for element in list(root.iter(f"{W}fldChar", f"{W}instrText")):
        if element.tag == f"{W}instrText":
            if opened:
                opened[-1][0].append(element)
                opened[-1][1].append(element.text or "")
        elif element.get(f"{W}fldCharType") == "begin":
            opened.append(([element], []))
        elif opened:
            opened[-1][0].append(element)
            if element.get(f"{W}fldCharType") == "end":
                marks, words = opened.pop()
                if not _field_stays("".join(words), washed):
                    for mark in marks:
                        remove(mark)


def _field_stays(instruction: str, washed: Washed) -> bool:
    name = (instruction.split() or [""])[0].upper()
    if name in REACHING:
        washed.refused.add(name)
    elif name not in FIELDS:
        washed.note("功能變數", "fields")
    return name in FIELDS


def _stays(drawing: Element, pictures: frozenset[str]) -> bool:
    """A drawing stays when it is a picture or shape, and every relation of it is a picture."""
    relations = [str(v) for e in drawing.iter() for k, v in e.attrib.items() if str(k).startswith(R)]
    kinds = [data.get("uri", "") for data in drawing.iter(f"{A}graphicData")]
    return all(id in pictures for id in relations) and all(kind.endswith(GRAPHICS) for kind in kinds)


def _attributes(root: Element, washed: Washed) -> None:
    for element in root.iter():
        for name in [str(name) for name in element.attrib]:
            local = etree.QName(name).localname
            if local.startswith("rsid") or name.startswith(W14) or local in ("href", "relid"):
                del element.attrib[name]
    for element in root.iter(f"{WP}docPr"):
        element.set("id", str(washed.drawings))
        washed.drawings += 1


def _calls_theme(attribute: str) -> bool:
    return attribute.startswith(f"{W}theme") or attribute.endswith(("Theme", "}cstheme"))


def _typeface(fonts: Element | None, script: str) -> str:
    """Give a font of a theme; where it names none for Chinese, the one it has for Taiwan."""
    if fonts is None:
        return ""
    named = fonts.find(f"{A}{script}")
    face = named.get("typeface", "") if named is not None else ""
    if face or script != "ea":
        return face
    return next(
        (font.get("typeface", "") for font in fonts.iter(f"{A}font") if font.get("script") == "Hant"), ""
    )


def remove(element: Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        place = parent.index(element)
        parent[place : place + 1] = list(element)
