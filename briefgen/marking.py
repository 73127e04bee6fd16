"""How a file states its marking where no page shows it, so that another program can ask.

A PDF states it in the information dictionary (`Marking`) and in XMP, as a property of our
own namespace; a Word file by a custom property (密等).  `render` writes them and `attach`
reads them; both take the words from here.
"""

from __future__ import annotations

NAMESPACE = "urn:briefgen:document:1.0/"
PROPERTY = "Marking"
WORD_PROPERTY = "密等"
WORD_PROPERTIES = (WORD_PROPERTY, "機密等級", PROPERTY)
"""The names by which a Word file may state a marking; ours first."""

# PDF/A allows a property of our own in XMP only where it is described.
SCHEMA = f"""<rdf:li xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 rdf:parseType="Resource">
<pdfaSchema:schema>briefgen</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>briefgen</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{PROPERTY}</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>external</pdfaProperty:category>
<pdfaProperty:description>Security marking of the document</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"""
"""The description of the property, a member of the Bag of `pdfaExtension:schemas`."""

CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
CUSTOM_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that Word shows as a person's own; its numbers begin at 2."""
