"""Read and change the XMP packet of a PDF; what is not asked for stays as it is."""

from __future__ import annotations

from lxml import etree

from briefgen.marking import NAMESPACE, PROPERTY, SCHEMA

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"
PREFIXES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "briefgen": NAMESPACE,
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
_EMPTY = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}"/></x:xmpmeta>'.encode()
_OPEN = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'


class Packet:
    """One packet; properties are named with their prefix, as `dc:title`."""

    def __init__(self, data: bytes = b"") -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_pis=True, recover=False)
        try:
            self.tree = etree.fromstring(data.strip() or _EMPTY, parser)
        except etree.XMLSyntaxError:
            self.tree = etree.fromstring(_EMPTY, parser)
        found = next(self.tree.iter(f"{{{RDF}}}RDF"), None)
        self.rdf = found if found is not None else etree.SubElement(self.tree, f"{{{RDF}}}RDF")

    def get(self, name: str) -> str:
        """Give a property as one text; empty where there is none."""
        for description in self._descriptions():
            if (value := description.get(_named(name))) is not None:
                return value.strip()
            found = description.find(_named(name))
            if found is not None:
                return str(found.xpath("string()")).strip()
        return ""

    def items(self, name: str) -> tuple[str, ...]:
        """Give the members of a property that is a list."""
        return tuple(
            str(item.xpath("string()")).strip()
            for description in self._descriptions()
            for found in description.findall(_named(name))
            for item in found.iter(f"{{{RDF}}}li")
        )

    def drop(self, name: str) -> None:
        """Take a property away."""
        for description in self._descriptions():
            if _named(name) in description.attrib:
                del description.attrib[_named(name)]
            for found in description.findall(_named(name)):
                description.remove(found)

    def put(self, name: str, value: str) -> None:
        """Set a property that is one text."""
        self.drop(name)
        self._new(name).text = value

    def put_all(self, name: str, kind: str, values: tuple[str, ...]) -> None:
        """Set a property that is a list: `Bag`, `Seq`, or `Alt` of languages."""
        self.drop(name)
        box = etree.SubElement(self._new(name), f"{{{RDF}}}{kind}")
        for value in values:
            item = etree.SubElement(box, f"{{{RDF}}}li")
            item.text = value
            if kind == "Alt":
                item.set(f"{{{XML}}}lang", "x-default")

    def mark(self, marking: str) -> None:
        """Set the marking, described as PDF/A wants it."""
        self.put(f"briefgen:{PROPERTY}", marking)
        if any((each.text or "") == NAMESPACE for each in self.tree.iter(_named("pdfaSchema:namespaceURI"))):
            return
        schema = etree.fromstring(SCHEMA)
        box = self.rdf.find(f".//{_named('pdfaExtension:schemas')}/{{{RDF}}}Bag")
        if box is None:
            box = etree.SubElement(self._new("pdfaExtension:schemas"), f"{{{RDF}}}Bag")
        box.append(schema)

    def data(self) -> bytes:
        """Give the packet."""
        return _OPEN + etree.tostring(self.tree, encoding="UTF-8") + b'\n<?xpacket end="w"?>'

    def _descriptions(self) -> list[etree._Element]:
        return self.rdf.findall(f"{{{RDF}}}Description")

    def _new(self, name: str) -> etree._Element:
        prefix = name.partition(":")[0]
        for description in self._descriptions():
            if description.nsmap.get(prefix) == PREFIXES[prefix]:
                return etree.SubElement(description, _named(name))
        description = etree.SubElement(self.rdf, f"{{{RDF}}}Description", nsmap={prefix: PREFIXES[prefix]})
        description.set(f"{{{RDF}}}about", "")
        return etree.SubElement(description, _named(name))


def _named(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{PREFIXES[prefix]}}}{local}"
