"""Look at a picture before anything decodes it: PNG, JPEG or an SVG that runs and fetches nothing.

The kind is told by the first bytes, never by a name.  To allow a kind: a line in `fault`.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from lxml import etree

from briefgen.errors import Words

MOST_BYTES = 30_000_000
MOST_PIXELS = 50_000_000
MOST_ELEMENTS = 50_000
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_SIZED = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_ACTIVE = frozenset(
    {
        "script",
        "foreignObject",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "handler",
        "listener",
        "set",
        "animate",
    }
)
_ADDRESS = re.compile(r"url\s*\(\s*[\"']?\s*(?!#|[\"'\s])", re.IGNORECASE)
_MANY = Words("SVG 的圖形太多，或互相引用", "the SVG draws too much, or refers to itself")
_KIND = Words("只能用 PNG、JPEG 或 SVG 圖片", "pictures are PNG, JPEG or SVG")


def fault(data: bytes) -> Words | None:
    """Say why a picture may not be used, or give None."""
    if len(data) > MOST_BYTES:
        return Words(
            f"圖檔超過 {MOST_BYTES // 1_000_000} MB",
            f"the picture has more than {MOST_BYTES // 1_000_000} MB",
        )
    if data.startswith((_PNG, _JPEG)):
        wide, high = size(data)
        if not 0 < wide * high <= MOST_PIXELS:
            most = MOST_PIXELS // 1_000_000
            return Words(
                f"圖片尺寸 {wide}×{high} 不在 1 至 {most} 百萬像素之間",
                f"{wide} by {high} is not between 1 and {most} million pixels",
            )
        return None
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return _svg_fault(data)
    return _KIND


def size(data: bytes) -> tuple[int, int]:
    """Give the width and height that a PNG or JPEG says it has; zeros where it says nothing."""
    if data.startswith(_PNG):
        return struct.unpack(">II", data[16:24]) if len(data) >= 24 else (0, 0)
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _SIZED:
            high, wide = struct.unpack(">HH", data[at + 5 : at + 9])
            return wide, high
        at += 1 if marker == 0xFF else 2 + length
    return 0, 0


def _svg_fault(data: bytes) -> Words | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return Words("SVG 寫法有誤", "the SVG is not well-formed")
    if b"<!DOCTYPE" in etree.tostring(root.getroottree()) or b"<!ENTITY" in data:
        return Words("SVG 不得宣告 DOCTYPE 或實體", "an SVG may not declare a document type or entities")
    if etree.QName(root).localname != "svg":
        return _KIND
    return next(_of_elements(root), None) or _too_many(root)


def _of_elements(root: etree._Element) -> Iterator[Words]:
    """Give what is wrong with single elements."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            if isinstance(element, etree._ProcessingInstruction | etree._Entity):
                yield Words(
                    "SVG 不得含有處理指令或實體", "an SVG may not have processing instructions or entities"
                )
            continue
        name = etree.QName(element).localname
        if name in _ACTIVE:
            yield Words(f"SVG 不得含有 <{name}>", f"an SVG may not have <{name}>")
        if name == "style" and _fetches("".join(str(words) for words in element.itertext())):
            yield _fetching(name)
        for key, value in element.attrib.items():
            yield from _of_attribute(etree.QName(key).localname, str(value))


def _of_attribute(name: str, value: str) -> Iterator[Words]:
    if name.lower().startswith("on"):
        yield Words(f"SVG 不得含有 {name}", f"an SVG may not have {name}")
    elif name in ("href", "src"):
        if not value.strip().startswith(("#", "data:image/png;", "data:image/jpeg;")):
            yield _fetching(name)
    elif name in ("base", "base64") or _fetches(value):
        yield _fetching(name)


def _fetches(css: str) -> bool:
    # An escape could spell any of the words below, and no honest drawing needs one.
    return "\\" in css or "@import" in css.lower() or _ADDRESS.search(css) is not None


def _fetching(name: str) -> Words:
    return Words(f"SVG 的 {name} 引用了圖外的資料", f"{name} of the SVG refers to something outside it")


def _too_many(root: etree._Element) -> Words | None:
    """Refuse drawings that grow when each `use` is drawn, or that draw themselves."""
    everything = list(root.iter())  # Held, since lxml makes an element anew each time, with another identity.
    if len(everything) > MOST_ELEMENTS:
        return _MANY
    named = {str(element.get("id")): element for element in everything if element.get("id")}
    known: dict[int, int] = {}

    def drawn(element: etree._Element, under: frozenset[int]) -> int:
        """Count the elements that are drawn for one; far beyond the limit where it draws itself."""
        if id(element) in under or len(under) > 200:
            return MOST_ELEMENTS + 1
        if id(element) in known:
            return known[id(element)]
        inside = under | {id(element)}
        count = 1 + sum(drawn(child, inside) for child in element if isinstance(child.tag, str))
        used = named.get(_target(element))
        if used is not None and count <= MOST_ELEMENTS:
            count += drawn(used, inside)
        known[id(element)] = min(count, MOST_ELEMENTS + 1)
        return known[id(element)]

    return _MANY if drawn(root, frozenset()) > MOST_ELEMENTS else None


def _target(element: etree._Element) -> str:
    if etree.QName(element).localname != "use":
        return ""
    hrefs = (str(value) for key, value in element.attrib.items() if etree.QName(key).localname == "href")
    return next(hrefs, "").strip().removeprefix("#")
