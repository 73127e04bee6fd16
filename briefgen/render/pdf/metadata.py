"""Say in the PDF what it is: title, authors, dates, language, and the standards it keeps.

WeasyPrint's file claims PDF/A-3a; here the claim of PDF/UA-1 joins it in one XMP
packet that agrees with the information dictionary, before the file is written.
Dates are the brief's own, never the clock's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

import pydyf  # type: ignore[import-untyped]

from briefgen.document import Meta
from briefgen.marking import NAMESPACE, PROPERTY, SCHEMA
from briefgen.render.pdf import numbers, tags

PRODUCER = "briefgen"
ZONE = "+08:00"

# PDF/A-3 allows a schema of its own in XMP only where it is described.
SCHEMAS = """
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>{more}</rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def finisher(meta: Meta, first_page: int = 1) -> Callable[[Any, Any], None]:
    """Give what WeasyPrint calls on its PDF just before writing it; pages are labelled from `first_page`."""

    def finish(document: Any, pdf: Any) -> None:
        tags.mend(pdf)
        tags.without_empty_strings(pdf)
        numbers.check(pdf.objects)
        _info(pdf, meta)
        if "AF" in pdf.catalog:  # WeasyPrint lists each attachment twice.
            pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
        packet = pydyf.Stream([xmp(meta).encode()], {"Type": "/Metadata", "Subtype": "/XML"})
        pdf.add_object(packet)
        pdf.catalog["Metadata"] = packet.reference
        pdf.catalog["Lang"] = pydyf.String(meta.lang)
        pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        pdf.catalog["PageMode"] = "/UseOutlines"
        label = {"S": "/D"} if first_page == 1 else {"S": "/D", "St": first_page}
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary(label)])})

    return finish


def _info(pdf: Any, meta: Meta) -> None:
    """Fill the information dictionary; what is empty is left out."""
    stamp = f"D:{meta.date:%Y%m%d}000000{ZONE.replace(':', chr(39))}'"
    pdf.info.clear()
    values = {
        "Title": meta.title,
        "Author": "、".join(meta.authors),
        "Subject": meta.subject,
        "Keywords": "、".join(meta.keywords),
        "Creator": PRODUCER,
        "Producer": PRODUCER,
        "CreationDate": stamp,
        "ModDate": stamp,
        PROPERTY: meta.marking,
    }
    pdf.info.update({key: pydyf.String(value) for key, value in values.items() if value})


def xmp(meta: Meta) -> str:
    """Give the XMP packet."""
    stamp = f"{meta.date:%Y-%m-%d}T00:00:00{ZONE}"
    parts = [
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        f"<dc:title>{_alternative(meta.title)}</dc:title>",
        f"<dc:language><rdf:Bag><rdf:li>{escape(meta.lang)}</rdf:li></rdf:Bag></dc:language>",
        f"<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>",
        f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>",
    ]
    if meta.authors:
        # One text, since the information dictionary has one.
        names = f"<rdf:li>{escape('、'.join(meta.authors))}</rdf:li>"
        parts.append(f"<dc:creator><rdf:Seq>{names}</rdf:Seq></dc:creator>")
    if meta.subject:
        parts.append(f"<dc:description>{_alternative(meta.subject)}</dc:description>")
    if meta.keywords:
        parts.append(f"<pdf:Keywords>{escape('、'.join(meta.keywords))}</pdf:Keywords>")
        words = "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in meta.keywords)
        parts.append(f"<dc:subject><rdf:Bag>{words}</rdf:Bag></dc:subject>")
    if meta.marking:
        marked = f'briefgen:{PROPERTY} xmlns:briefgen="{NAMESPACE}"'
        parts.append(f"<{marked}>{escape(meta.marking)}</briefgen:{PROPERTY}>")
    schemas = SCHEMAS.format(more=SCHEMA if meta.marking else "")
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\n'
        + "\n".join(parts)
        + f'\n</rdf:Description>{schemas}\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
    )


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'
