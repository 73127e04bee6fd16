"""Reports of other people, made small: PDF and Word files to attach briefs to."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from briefgen.attach import Attached, File, to_docx, to_pdf
from tests import validators

LEVELS = ("公開", "內部", "密", "機密", "極機密", "絕對機密")
A4 = (595, 842)


def saved(pdf: Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, static_id=not options.get("encryption"), **options)
    return out.getvalue()


def a_pdf(*words: str, size: tuple[int, int] = A4, **fields: Any) -> bytes:
    """Give a PDF without tags, one page for each of some Latin words.

    `title`, `keywords`, `changed`, `marking`; `dests` names pages, and each page links to
    the first of them; `labels` is the prefix of its page labels; `bookmarks` are
    titles; `files` are attached files by name; `rotate` turns every page.
    """
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for text in words or ("report",):
        page = pdf.add_blank_page(page_size=size)
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.obj.Contents = Stream(pdf, f"BT /F1 20 Tf 72 700 Td ({text}) Tj ET".encode())
        if "rotate" in fields:
            page.obj.Rotate = fields["rotate"]
    _properties(pdf, fields)
    _places(pdf, fields)
    if "files" in fields:
        specs = []
        for name, data in fields["files"].items():
            embedded = pdf.make_indirect(
                Dictionary(
                    Type=Name.Filespec,
                    F=String(name),
                    UF=String(name),
                    AFRelationship=Name.Data,
                    EF=Dictionary(F=Stream(pdf, data, Type=Name.EmbeddedFile)),
                )
            )
            specs += [String(name), embedded]
        _names(pdf).EmbeddedFiles = Dictionary(Names=Array(specs))
        pdf.Root.AF = Array(specs[1::2])
    return saved(pdf, **fields.get("options", {}))


def _properties(pdf: Pdf, fields: dict[str, Any]) -> None:
    keys = {"title": "/Title", "keywords": "/Keywords", "changed": "/ModDate", "marking": "/Marking"}
    for field, key in keys.items():
        if field in fields:
            pdf.docinfo[key] = String(fields[field])


def _places(pdf: Pdf, fields: dict[str, Any]) -> None:
    dests = fields.get("dests", {})
    if dests:
        pairs = [(String(name), Array([pdf.pages[at].obj, Name.Fit])) for name, at in sorted(dests.items())]
        _names(pdf).Dests = Dictionary(Names=Array([each for pair in pairs for each in pair]))
        for page in pdf.pages:
            link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[72, 690, 200, 720], Dest=pairs[0][0])
            page.obj.Annots = Array([link])
    if "labels" in fields:
        pdf.Root.PageLabels = Dictionary(Nums=[0, Dictionary(S=Name.D, P=String(fields["labels"]))])
    if "bookmarks" in fields:
        with pdf.open_outline() as outline:
            outline.root += [pikepdf.OutlineItem(title, 0) for title in fields["bookmarks"]]


def _names(pdf: Pdf) -> Any:
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    return pdf.Root.Names


def a_signed_pdf() -> bytes:
    """Give a PDF with a field that holds a signature."""
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        value = Dictionary(
            Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=[0, 10, 20, 10], Contents=b"00"
        )
        field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("Signature"), V=value))
        pdf.Root.AcroForm = Dictionary(SigFlags=3, Fields=Array([field]))
        return saved(pdf)


def a_block(label: str) -> bytes:
    """Give a stamp that is a black rectangle; its label is its only word."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(60, 20))
    page.obj.Contents = Stream(pdf, b"0 g 0 0 60 20 re f")
    return saved(pdf)


def joined(report: bytes, *briefs: bytes, **fields: Any) -> Attached:
    """Attach to a PDF, with a stamp that needs no font."""
    filled: dict[str, Any] = {"levels": LEVELS, "stamp": a_block} | fields
    names = (File(f"brief-{n}.pdf", data) for n, data in enumerate(briefs, 1))
    return to_pdf(File("report.pdf", report), tuple(names), **filled)


def joined_word(report: bytes, *briefs: bytes, **fields: Any) -> Attached:
    """Attach to a Word file."""
    filled: dict[str, Any] = {"levels": LEVELS, "stamp": a_block} | fields
    names = (File(f"brief-{n}.pdf", data) for n, data in enumerate(briefs, 1))
    return to_docx(File("report.docx", report), tuple(names), **filled)


def words_of(data: bytes) -> list[str]:
    """Give the words of every page of a PDF."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded().strip() for page in pdf]
    finally:
        pdf.close()


def a_report(*words: str) -> Any:
    """Give a Word document with a head, a foot, a list, a table and two sections, the last one lying."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "外交部內部報告"
    document.sections[0].footer.paragraphs[0].text = "頁尾"
    document.add_heading("壹、前言", 1)
    for text in words or ("本報告說明本季情勢。",):
        document.add_paragraph(text)
    document.add_paragraph("第一點", style="List Number")
    document.add_section()
    document.sections[-1].page_width, document.sections[-1].page_height = (
        document.sections[0].page_height,
        document.sections[0].page_width,
    )
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "表格在最後"
    return document


def word_bytes(document: Any) -> bytes:
    out, timeless = io.BytesIO(), io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return timeless.getvalue()


def by_libreoffice(file: Path, form: str = "pdf") -> Path:
    """Turn a file into another kind beside it; Absent where there is no LibreOffice."""
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    command = [validators._program("soffice"), profile, "--headless", "--convert-to", form, "--outdir"]
    subprocess.run([*command, file.parent, file], check=True, capture_output=True, timeout=300)
    return file.with_suffix(f".{form.partition(':')[0]}")
