"""Let the styles of a letterhead win by their names, and bring along what its head and foot need.

A style of ours that the letterhead has by name or alias takes over what the letterhead
says of it, property by property; the rest stays as the stylesheet wants it.  The
running head and foot keep their own styles whole, under names of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy

from lxml import etree

from briefgen.render.word.letterhead import Letterhead, W
from briefgen.render.word.markup import NAMESPACES
from briefgen.render.word.washing import remove

Element = etree._Element
Properties = dict[str, Element]

PARAGRAPH = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct",
    "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
    "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
)  # fmt: skip
RUN = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
    "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
    "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
    "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
"""The order in which the schema wants properties."""
KEPT_OURS = frozenset(
    {"pStyle", "rStyle", "numPr", "outlineLvl", "framePr", "lang", "noProof", "vanish", "fitText"}
)
"""What a letterhead does not say of a style of ours: numbers, levels and language are the brief's."""
JOINED = frozenset({"rFonts", "spacing"})
"""Properties of several attributes, of which a style may say some."""
DEFAULTS = (
    f'<w:rPr {NAMESPACES}><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:color w:val="auto"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>'
)
"""What Word prints where a file says nothing."""
_LEVELS = str.maketrans("12345", "一二三四五")


def win(ours: Element, letterhead: Letterhead) -> None:
    """Let the letterhead's styles win over those of ours that have their names."""
    if letterhead.styles is None:
        return
    theirs = _Sheet(letterhead)
    for style in ours.findall(f"{W}style"):
        kind = style.get(f"{W}type", "")
        found = next(
            (theirs.named[kind, name] for name in _names(style) if (kind, name) in theirs.named), None
        )
        if found is None or kind not in ("paragraph", "character"):
            continue
        for name, order in (("pPr", PARAGRAPH), ("rPr", RUN)):
            said = {key: value for key, value in theirs.said(found, name).items() if key not in KEPT_OURS}
            if said:
                _put(style, name, _over(_properties(style, name), said), order)


def dress(root: Element, ours: Element, letterhead: Letterhead, borrowed: dict[str, str]) -> None:
    """Give the content of a running head or foot its own styles, added to ours.

    `borrowed` maps the ids of the letterhead's styles to ours, over all parts.
    """
    if letterhead.styles is None:
        return
    theirs = _Sheet(letterhead)
    for paragraph in root.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.SubElement(paragraph, f"{W}pPr")
            paragraph.insert(0, properties)
        if properties.find(f"{W}pStyle") is None and theirs.default:
            style = etree.Element(f"{W}pStyle")
            style.set(f"{W}val", theirs.default)
            properties.insert(0, style)
    for reference in list(root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")):
        id = reference.get(f"{W}val", "")
        if id in theirs.styles:
            reference.set(f"{W}val", _borrow(id, ours, theirs, borrowed))
        else:
            remove(reference)


def fonts_of(styles: Element) -> Iterator[str]:
    """Give the fonts that some styles name."""
    for fonts in styles.iter(f"{W}rFonts"):
        yield from (str(value) for key, value in fonts.attrib.items() if not str(key).endswith("hint"))


class _Sheet:
    """The styles of a letterhead, by id and by name."""

    def __init__(self, letterhead: Letterhead) -> None:
        assert letterhead.styles is not None
        self.root = letterhead.styles
        letterhead.theme.say_outright(self.root)
        self.styles = {style.get(f"{W}styleId", ""): style for style in self.root.findall(f"{W}style")}
        self.named = {
            (style.get(f"{W}type", ""), name): id
            for id, style in self.styles.items()
            for name in _names(style)
        }
        paragraphs = (id for id, style in self.styles.items() if style.get(f"{W}type") == "paragraph")
        self.default = next(
            (id for id in paragraphs if self.styles[id].get(f"{W}default") in ("1", "true")), ""
        )

    def chain(self, id: str) -> list[str]:
        """Give a style and those it is based on, the nearest first."""
        found: list[str] = []
        while id in self.styles and id not in found:
            found.append(id)
            id = _value(self.styles[id], "basedOn")
        return found

    def said(self, id: str, name: str) -> Properties:
        """Give what a style says, with the styles it is based on but not what every text says."""
        said: Properties = {}
        for each in reversed(self.chain(id)):
            if each == id or each != self.default:
                said = _over(said, _properties(self.styles[each], name))
        return said

    def defaults(self, name: str) -> Properties:
        """Give what the file says of every text."""
        said = self.root.find(f"{W}docDefaults/{W}{name}Default/{W}{name}")
        given = {} if said is None else _by_name(said)
        return _over(_by_name(etree.fromstring(DEFAULTS)), given) if name == "rPr" else given


def _borrow(id: str, ours: Element, theirs: _Sheet, borrowed: dict[str, str]) -> str:
    """Copy a style and those it is based on; give its id among ours."""
    if id in borrowed:
        return borrowed[id]
    style = theirs.styles[id]
    kind, base = style.get(f"{W}type", "paragraph"), _value(style, "basedOn")
    built_in = {"character": "DefaultParagraphFont", "table": "TableNormal"}.get(kind)
    if built_in and style.get(f"{W}default") in ("1", "true"):
        return built_in
    new = borrowed[id] = f"Letterhead{len(borrowed) + 1}"
    copy = etree.SubElement(ours, f"{W}style", {f"{W}type": kind, f"{W}customStyle": "1", f"{W}styleId": new})
    _child(copy, "name", f"信頭 {_value(style, 'name')}")
    if base in theirs.styles:
        _child(copy, "basedOn", _borrow(base, ours, theirs, borrowed))
    elif built_in:
        _child(copy, "basedOn", built_in)
    _child(copy, "uiPriority", "99")
    etree.SubElement(copy, f"{W}semiHidden")
    for name, order in (("pPr", PARAGRAPH), ("rPr", RUN)):
        said = _properties(style, name)
        if kind == "paragraph" and base not in theirs.styles:
            said = _over(theirs.defaults(name), said)
        for other in ("numPr", "lang"):
            said.pop(other, None)
        if said:
            _put(copy, name, said, order)
    for name in ("tblPr", "trPr", "tcPr", "tblStylePr"):
        copy.extend([deepcopy(part) for part in style.findall(f"{W}{name}")])
    return new


def _names(style: Element) -> Iterator[str]:
    """Give the names of a style as they are compared: `Heading 1`, `標題 1`, `標題一`."""
    for text in (_value(style, "name"), *_value(style, "aliases").split(",")):
        name = re.sub(r"\s+", "", text).casefold()
        if name:
            yield name.translate(_LEVELS) if name.startswith("標題") else name


def _properties(style: Element, name: str) -> Properties:
    found = style.find(f"{W}{name}")
    return {} if found is None else _by_name(found)


def _by_name(properties: Element) -> Properties:
    named = {
        etree.QName(e).localname: e for e in properties if isinstance(e.tag, str) and e.tag.startswith(W)
    }
    return {name: deepcopy(e) for name, e in named.items() if not name.endswith("Change")}


def _over(base: Mapping[str, Element], said: Mapping[str, Element]) -> Properties:
    """Lay properties over others; where one has several attributes, one by one."""
    merged = {**base, **said}
    for name in JOINED & base.keys() & said.keys():
        merged[name] = deepcopy(base[name])
        merged[name].attrib.update(said[name].attrib)
    return merged


def _put(style: Element, name: str, properties: Properties, order: Iterable[str]) -> None:
    """Write the properties of a style, in the order of the schema."""
    old = style.find(f"{W}{name}")
    new = etree.Element(f"{W}{name}")
    new.extend([deepcopy(properties[key]) for key in order if key in properties])
    if old is not None:
        style.replace(old, new)
    elif name == "pPr" and (run := style.find(f"{W}rPr")) is not None:
        run.addprevious(new)
    else:
        style.append(new)


def _value(style: Element, name: str) -> str:
    child = style.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def _child(parent: Element, name: str, value: str) -> None:
    etree.SubElement(parent, f"{W}{name}").set(f"{W}val", value)
