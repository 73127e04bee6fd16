"""What may be attached to what: refusals with a reason, and the marking of the result."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.attach import Attached, File
from briefgen.attach.parts import distinct
from briefgen.errors import BriefgenError, RequestError
from briefgen.render import pdf as writer
from briefgen.render import word as word_writer
from briefgen.render.looks import look
from tests.documents import BASE, a_document, p, running
from tests.reports import a_pdf, a_report, a_signed_pdf, joined, joined_word, saved, word_bytes

LOCK = pikepdf.Encryption
PLAIN = a_pdf("one", "two", files={"a.txt": b"text" * 50})
WORD = word_bytes(a_report())
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def with_bad_stream() -> bytes:
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        pdf.pages[0].obj.Contents.write(b"not deflated", filter=pikepdf.Name.FlateDecode)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


REFUSED = {
    "encrypted": (a_pdf(options={"encryption": LOCK(owner="o", user="u")}), "加密"),
    "locked": (a_pdf(options={"encryption": LOCK(owner="o", user="")}), "限制修改"),
    "signed": (a_signed_pdf(), "簽章"),
    "cut short": (PLAIN[: len(PLAIN) // 2], "損壞"),
    "without its end": (PLAIN[:-20], "損壞"),
    "with a bad stream": (with_bad_stream(), "損壞"),
    "a text": (b"hello", "不是 PDF"),
    "empty": (b"", "不是 PDF"),
    "a Word file": (WORD, "不是 PDF"),
}


@pytest.mark.parametrize("data, reason", REFUSED.values(), ids=REFUSED)
def test_a_pdf_that_cannot_be_joined_is_refused_with_a_reason(data: bytes, reason: str):
    for refused, name in (
        (lambda: joined(data, a_pdf()), "report.pdf"),
        (lambda: joined(a_pdf(), data), "brief-1.pdf"),
        (lambda: joined_word(WORD, data), "brief-1.pdf"),
    ):
        with pytest.raises(RequestError) as error:
            refused()

        (problem,) = error.value.problems
        assert problem.where.file == name
        assert reason in problem.what.zh


def test_a_linearised_pdf_is_taken():
    result = joined(a_pdf(options={"linearize": True}), a_pdf(options={"linearize": True}))

    assert result.pages == 2


def test_a_field_for_a_signature_that_nobody_signed_is_no_signature():
    with pikepdf.open(io.BytesIO(a_signed_pdf())) as pdf:
        del pdf.Root.AcroForm.Fields[0].V
        out = io.BytesIO()
        pdf.save(out)

    assert joined(out.getvalue(), a_pdf()).pages == 2


def test_nothing_and_too_much_cannot_be_attached():
    for briefs, first in (((), 1), ((PLAIN,), 100), ((PLAIN,), 0)):
        with pytest.raises(RequestError, match="annexes are numbered"):
            joined(PLAIN, *briefs, first=first)


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Change one part of a package; a part that is not there is added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            part = source.read(entry)
            target.writestr(zipfile.ZipInfo(entry), part.replace(old, new) if entry == name else part)
        if name not in source.namelist():
            target.writestr(zipfile.ZipInfo(name), new)
    return out.getvalue()


def a_sheet() -> bytes:
    main = b"wordprocessingml.document.main+xml"
    return changed(WORD, "[Content_Types].xml", main, b"spreadsheetml.sheet.main+xml")


SIGNATURE = (
    b'<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/'
    b'origin" Target="_xmlsignatures/origin.sigs"/></Relationships>'
)
PROTECTED = b'<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"
PLAIN_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ENTITY = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'
REFUSED_WORD = {
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "密碼"),
    "an old Word file": (OLE, "舊版"),
    "a PDF": (PLAIN, "不是 Word"),
    "a text": (b"hello", "不是 Word"),
    "cut short": (WORD[: len(WORD) // 2], "損壞"),
    "without a document": (changed(WORD, "word/document.xml", b"<w:body>", b"<w:body"), "損壞"),
    "a spreadsheet": (a_sheet(), "不是 Word"),
    "with macros": (changed(WORD, "[Content_Types].xml", PLAIN_MAIN, MACROS), "巨集"),
    "protected": (changed(WORD, "word/settings.xml", b"<w:zoom", PROTECTED + b"<w:zoom"), "限制編輯"),
    "signed": (changed(WORD, "_rels/.rels", b"</Relationships>", SIGNATURE), "簽章"),
    "strict": (
        changed(
            WORD,
            "_rels/.rels",
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
        ),
        "Strict",
    ),
}


@pytest.mark.parametrize("data, reason", REFUSED_WORD.values(), ids=REFUSED_WORD)
def test_a_word_file_that_cannot_be_changed_is_refused_with_a_reason(data: bytes, reason: str):
    with pytest.raises(RequestError) as error:
        joined_word(data, PLAIN)

    (problem,) = error.value.problems
    assert problem.where.file == "report.docx"
    assert reason in problem.what.zh


def test_a_word_file_with_entities_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            target.writestr(entry, ENTITY if entry == "word/document.xml" else source.read(entry))

    with pytest.raises(RequestError, match="damaged"):
        joined_word(out.getvalue(), PLAIN)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(PLAIN) - 1), st.binary(max_size=8))
def test_a_spoilt_pdf_is_joined_or_refused_and_never_breaks_the_program(at: int, noise: bytes):
    spoilt = PLAIN[:at] + noise + PLAIN[at + len(noise) :]

    for report, brief in ((spoilt, PLAIN), (PLAIN, spoilt)):
        try:
            assert isinstance(joined(report, brief), Attached)
        except BriefgenError as error:
            assert error.problems


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_spoilt_word_file_is_joined_or_refused_and_never_breaks_the_program(data: st.DataObject):
    spoilt = data.draw(spoilt_words())

    try:
        assert isinstance(joined_word(spoilt, a_pdf(size=(60, 60))), Attached)
    except BriefgenError as error:
        assert error.problems


@st.composite
def spoilt_words(draw: st.DrawFn) -> bytes:
    """Give a Word file with other bytes somewhere in it, or in one of its parts."""
    noise = draw(
        st.binary(max_size=8) | st.sampled_from([b"<", b"/>", b'"', b"w:sectPr", b"<w:p/>", b"=", b"#"])
    )
    with zipfile.ZipFile(io.BytesIO(WORD)) as source:
        name = draw(st.sampled_from([None, *source.namelist()]))
        whole = WORD if name is None else source.read(name)
    at = draw(st.integers(0, len(whole) - 1))
    spoilt = whole[:at] + noise + whole[at + draw(st.integers(0, 12)) :]
    return spoilt if name is None else changed(WORD, name, whole, spoilt)


# ---- markings --------------------------------------------------------------------


def test_the_result_is_marked_with_the_highest_of_its_parts():
    result = joined(a_pdf(marking="內部"), a_pdf(marking="機密"), a_pdf(keywords="外交、密"))

    assert result.marking == "機密"
    assert [annex.marking for annex in result.annexes] == ["機密", "密"]
    with pikepdf.open(io.BytesIO(result.data)) as pdf, pdf.open_metadata() as xmp:
        assert str(pdf.docinfo["/Marking"]) == "機密"
        assert xmp["{urn:briefgen:document:1.0/}Marking"] == "機密"
    assert any("提高為「機密」" in note.what.zh for note in result.notes)


def test_a_lower_brief_does_not_lower_a_report():
    result = joined(a_pdf(marking="極機密"), a_pdf(marking="公開"))

    assert (result.marking, result.notes) == ("極機密", ())


def test_parts_without_a_marking_make_none():
    result = joined(a_pdf(), a_pdf())

    assert (result.marking, result.notes) == (None, ())


def test_a_marking_that_is_no_level_is_refused():
    with pytest.raises(RequestError) as error:
        joined(a_pdf(), a_pdf(marking="機秘"))

    (problem,) = error.value.problems
    assert "機秘" in problem.what.zh
    assert problem.hint is not None


def test_a_printed_marking_counts():
    document = a_document(p("正文提到機密兩字不算。"), page_header=running("header", "密等：機　密"))
    printed = writer.render(document, look(document, (BASE,), BASE.parent))

    assert joined(a_pdf(), printed).marking == "機密"
    assert joined_word(WORD, printed).marking == "機密"


def test_what_a_brief_states_of_its_marking_counts_though_nothing_is_printed_and_no_keyword_says_it():
    unmarked = a_document(p("正文沒有密等。"))
    document = replace(unmarked, meta=replace(unmarked.meta, keywords=(), marking="機密"))
    looks = look(document, (BASE,), BASE.parent)
    plain = replace(document, meta=replace(document.meta, marking=""))

    pdf, word = writer.render(document, looks), word_writer.render(document, looks)

    assert joined(a_pdf(marking="內部"), pdf).marking == "機密"
    assert joined(pdf, a_pdf(marking="內部")).marking == "機密"
    assert joined_word(word, a_pdf(marking="內部")).marking == "機密"
    assert joined(a_pdf(), writer.render(plain, looks)).marking is None
    assert joined_word(word_writer.render(plain, looks), a_pdf()).marking is None


@pytest.mark.parametrize("place", ["info", "xmp"])
def test_either_of_the_two_properties_of_a_pdf_is_enough(place: str):
    document = a_document(p("正文沒有密等。"))
    document = replace(document, meta=replace(document.meta, keywords=(), marking="機密"))
    brief = writer.render(document, look(document, (BASE,), BASE.parent))
    with pikepdf.open(io.BytesIO(brief)) as pdf:
        if place == "info":
            del pdf.Root.Metadata
        else:
            del pdf.docinfo["/Marking"]
        half = saved(pdf)

    assert joined(a_pdf(), half).marking == "機密"


def test_a_word_report_tells_its_marking_by_its_head_or_properties():
    printed, keyword = docx.Document(), docx.Document()
    printed.sections[0].header.paragraphs[0].text = "【極機密】"
    keyword.core_properties.keywords = "外交；密"

    for document, marking in ((printed, "極機密"), (keyword, "密"), (docx.Document(), None)):
        assert joined_word(word_bytes(document), PLAIN).marking == marking


def test_the_marking_of_a_word_result_is_a_property_that_the_next_run_reads():
    once = joined_word(WORD, a_pdf(marking="機密"))
    again = joined_word(once.data, a_pdf(marking="密"), first=2)

    with zipfile.ZipFile(io.BytesIO(again.data)) as package:
        custom = package.read("docProps/custom.xml").decode()
    assert (once.marking, again.marking) == ("機密", "機密")
    assert custom.count("機密") == 1


def test_annexes_of_one_title_are_told_apart_by_their_files():
    files = tuple(File(f"out/{name}.pdf", b"") for name in ("q3-research", "q3-minister", "q4"))

    assert distinct(("情勢", "情勢", "另一份"), files) == (
        "情勢（q3-research）",
        "情勢（q3-minister）",
        "另一份",
    )
    assert distinct(("情勢", "情勢摘要", "另一份"), files) == ("情勢", "情勢摘要", "另一份")
