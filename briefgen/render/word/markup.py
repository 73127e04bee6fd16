"""Write WordprocessingML as text that cannot be ill-formed.

`w` and `tag` make one element and escape its attributes, `words` escapes text; both give
Xml, and nothing else may.  Lengths come in as points and leave in Word's units.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NewType

from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

Xml = NewType("Xml", str)
Element = BaseOxmlElement

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
# What XML 1.0 cannot hold: control characters, halves of pairs, noncharacters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Word breaks lines by its own lists; the joiner that other writers need has no glyph in 標楷體.
_JOINER = "\u2060"
_BLANKS = re.compile(r"[ \t\n\r]+")
_SPECIAL = re.compile(f'[&<>"]|{_FORBIDDEN.pattern}')
_NAMED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def w(name: str, /, *content: Xml, **attributes: str | int) -> Xml:
    """Give one element whose name and attributes are of the `w` namespace.

    >>> w("ind", left=480, hanging=480)
    '<w:ind w:left="480" w:hanging="480"/>'
    """
    return _element(f"w:{name}", "w:", content, attributes)


def tag(name: str, /, *content: Xml, **attributes: str | int) -> Xml:
    """Give one element, its name and attributes written as they are to stand.

    >>> tag("a:off", x=0, y=0)
    '<a:off x="0" y="0"/>'
    """
    return _element(name, "", content, attributes)


def _element(name: str, space: str, content: tuple[Xml, ...], attributes: Mapping[str, str | int]) -> Xml:
    listed = ""
    for key, value in attributes.items():
        listed += f' {space}{key}="{value if isinstance(value, int) else escape(value)}"'
    if not content:
        return Xml(f"<{name}{listed}/>")
    return Xml(f"<{name}{listed}>{''.join(content)}</{name}>")


def on_off(name: str, on: bool) -> Xml:
    """Give a property that is either on or off, and says which."""
    return w(name) if on else w(name, val=0)


def join(*parts: Xml) -> Xml:
    """Put elements one after the other."""
    return Xml("".join(parts))


def words(text: str) -> Xml:
    """Give the `w:t` of some text; blanks are one space, as in the other outputs."""
    shown = escape(_BLANKS.sub(" ", text.replace(_JOINER, "")))
    return Xml(f'<w:t xml:space="preserve">{shown}</w:t>')


def escape(text: str) -> str:
    """Make text safe between tags and quotes."""
    return clean(text).translate(_NAMED) if _SPECIAL.search(text) else text


def clean(text: str) -> str:
    """Put U+FFFD where a character cannot stand in XML."""
    return _FORBIDDEN.sub("\ufffd", text)


def parse(name: str, *content: Xml) -> Element:
    """Give some Xml as one element that python-docx can hold."""
    source = f"<w:{name} {NAMESPACES}>{''.join(content)}</w:{name}>"
    element: Element = parse_xml(source.encode())
    return element


def twips(points: float) -> int:
    """Twentieths of a point, for indents, spaces and pitches."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Halves of a point, for sizes of type."""
    return round(points * 2)


def eighths(points: float) -> int:
    """Eighths of a point, for lines; Word draws 2 to 96 of them."""
    return min(max(round(points * 8), 2), 96)


def emu(points: float) -> int:
    """English metric units, for pictures."""
    return round(points * 12700)
