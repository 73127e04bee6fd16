"""Read and write the marking of a Word file."""

from __future__ import annotations

from lxml import etree

from briefgen.attach import marking as markings
from briefgen.attach.package import OFFICE, Package, texts
from briefgen.attach.wordxml import W
from briefgen.marking import (
    CUSTOM,
    CUSTOM_KIND,
    CUSTOM_TYPE,
    FORMAT,
    VALUES,
    WORD_PROPERTIES,
    WORD_PROPERTY,
)

CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
CORE_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
FRONT = 40

_NONE = f'<Properties xmlns="{CUSTOM}" xmlns:vt="{VALUES}"/>'


def marking_of(package: Package, document: etree._Element, levels: tuple[str, ...]) -> str | None:
    """Give the marking that a Word file tells, or None; its heads, feet and first lines count."""
    parts = package.related("").values()
    stated = [
        str(each.xpath("string()"))
        for kind, name in parts
        if kind == CUSTOM_KIND and name in package.parts
        for each in package.tree(name)
        if each.get("name") in WORD_PROPERTIES
    ]
    keywords = [
        text
        for kind, name in parts
        if kind == CORE_KIND and name in package.parts
        for tag in ("keywords", "category", "contentStatus")
        for text in texts(package.tree(name), f"{{{CORE}}}{tag}")
    ]
    lines = list(_lines(document)[:FRONT])
    for kind, name in package.related(package.main).values():
        if kind in (f"{OFFICE}/header", f"{OFFICE}/footer") and name in package.parts:
            lines += _lines(package.tree(name))
    return markings.marking_of(package.file, levels, stated, keywords, lines)


def mark(package: Package, marking: str) -> None:
    """Set the marking as a custom property of the file."""
    found = [name for kind, name in package.related("").values() if kind == CUSTOM_KIND]
    if found and found[0] in package.parts:
        name, root = found[0], package.tree(found[0])
    else:
        name = package.fresh("docProps/custom{}.xml").replace("custom1.", "custom.", 1)
        root = etree.fromstring(_NONE)
        package.relate("", CUSTOM_KIND, name)
        package.declare(name, CUSTOM_TYPE)
    for each in root:
        if each.get("name") in WORD_PROPERTIES:
            root.remove(each)
    number = max([1, *(int(pid) for each in root if (pid := each.get("pid", "")).isdecimal())]) + 1
    new = etree.SubElement(
        root,
        f"{{{CUSTOM}}}property",
        {"fmtid": FORMAT, "pid": str(number), "name": WORD_PROPERTY},
    )
    etree.SubElement(new, f"{{{VALUES}}}lpwstr").text = marking
    package.put(name, root)


def _lines(root: etree._Element) -> tuple[str, ...]:
    return tuple(
        "".join(text.text or "" for text in paragraph.iter(f"{{{W}}}t"))
        for paragraph in root.iter(f"{{{W}}}p")
    )
