"""Mend what WeasyPrint's pages leave open: bodies of list items, running heads and feet, empty links and strings.

Works on WeasyPrint's objects just before they are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]

PAGINATION = {"Type": "/Pagination"}


def mend(pdf: Any) -> None:
    """Give each list item a body, take out empty links, and make what no reader should hear an artifact."""
    elements = {
        item.reference: item
        for item in pdf.objects
        if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem"
    }
    root = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    for element in tuple(elements.values()):
        if element["S"] == "/LI":
            _give_body(pdf, element, elements)
        if element["S"] == "/Link" and not _says(element, elements):
            _take_out(pdf, root, element, elements)
    heard = set(_reachable(root["K"], elements))
    for reference, element in elements.items():
        if reference not in heard:
            _silence(pdf, root, element)


def without_empty_strings(pdf: Any) -> None:
    """Take the empty strings out of shown text: PDFium then loses the last shift of a line."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream):
            item.stream[:] = [
                part.replace(b"<>", b" ")
                if isinstance(part, bytes) and part[:1] == b"[" and part[-2:] == b"TJ"
                else part
                for part in item.stream
            ]


def _give_body(pdf: Any, item: Any, elements: dict[bytes, Any]) -> None:
    """Wrap the children of a list item that are neither label nor body."""
    loose = [kid for kid in item["K"] if kid in elements and elements[kid]["S"] not in ("/Lbl", "/LBody")]
    if not loose:
        return
    body = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(loose), "Pg": item["Pg"], "P": item.reference}
    )
    pdf.add_object(body)
    elements[body.reference] = body
    for kid in loose:
        elements[kid]["P"] = body.reference
    item["K"] = pydyf.Array([kid for kid in item["K"] if kid not in loose] + [body.reference])


def _says(element: Any, elements: dict[bytes, Any]) -> bool:
    """Tell whether anything on a page belongs to an element."""
    return any(
        isinstance(kid, int) or (kid in elements and _says(elements[kid], elements)) for kid in element["K"]
    )


def _take_out(pdf: Any, root: Any, link: Any, elements: dict[bytes, Any]) -> None:
    """Take a link without text out of the tree and off its page: the leader of a line that is full has no dot."""
    parent = elements.get(link["P"])
    if parent is not None:
        parent["K"].remove(link.reference)
    annotations = pdf.objects[_number(link["Pg"])]["Annots"]
    numbers = pdf.objects[_number(root["ParentTree"])]["Nums"]
    for kid in link["K"]:
        thing = pdf.objects[_number(kid)]
        if thing.get("Type") == "/OBJR":
            annotations.remove(thing["Obj"])
            at = numbers.index(link.reference)
            del numbers[at - 1 : at + 1]
            pdf.objects[_number(thing["Obj"])].clear()
            thing.clear()
    elements.pop(link.reference)
    link.clear()


def _reachable(kids: Any, elements: dict[bytes, Any]) -> Iterator[bytes]:
    """Give the references of the elements in the tree."""
    stack = list(kids)
    while stack:
        kid = stack.pop()
        if kid in elements:
            yield kid
            stack.extend(elements[kid]["K"])


def _silence(pdf: Any, root: Any, element: Any) -> None:
    """Make the marked content of an element that is in no tree an artifact of pagination."""
    numbers = [kid for kid in element["K"] if isinstance(kid, int)]
    page = pdf.objects[_number(element["Pg"])]
    operators = pdf.objects[_number(page["Contents"])].stream
    mapping = pdf.objects[_number(root["ParentTree"])]["Nums"][2 * page["StructParents"] + 1]
    for number in numbers:
        for at, operator in enumerate(operators):
            if isinstance(operator, pydyf.Dictionary) and operator.get("MCID") == number:
                operators[at - 1] = "/Artifact"
                operators[at] = pydyf.Dictionary(PAGINATION)
        mapping[number] = "null"
    element.clear()


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
