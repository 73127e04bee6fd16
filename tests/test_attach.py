"""Briefs attached to a PDF: pages, bookmarks, labels, links, tags, properties, files."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from briefgen import parity
from briefgen.render import pdf as writer
from briefgen.render.looks import look
from briefgen.render.pdf.stamp import stamp
from tests import validators
from tests.documents import BASE, a_document, h, p
from tests.documents import a_brief as a_document_of_every_kind
from tests.reports import a_pdf, a_report, by_libreoffice, joined, saved, word_bytes, words_of


def printed(*blocks) -> bytes:
    document = a_document(*blocks) if blocks else a_document_of_every_kind()
    return writer.render(document, look(document, (BASE,), BASE.parent))


@pytest.fixture(scope="module")
def brief() -> bytes:
    """A real brief: tagged, PDF/A-3a and PDF/UA-1."""
    return printed(h(1, "陸、", "外交"), h(2, "一、", "大國關係"), p("美中通話。"))


@pytest.fixture(scope="module")
def tagged() -> bytes:
    """A report with tags and the same claims."""
    return printed(h(1, "壹、", "前言"), p("本報告說明本季情勢。"))


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def test_the_pages_of_the_briefs_follow_those_of_the_report():
    result = joined(a_pdf("one", "two"), a_pdf("three"), a_pdf("four", "five"))

    assert words_of(result.data) == ["one", "two", "three", "four", "five"]
    assert result.pages == 5
    assert [(annex.label, annex.pages, annex.first) for annex in result.annexes] == [
        ("附件一", 1, 3),
        ("附件二", 2, 4),
    ]


def test_annexes_may_go_on_from_those_that_the_report_has():
    result = joined(a_pdf(), a_pdf(), a_pdf(), first=3)

    assert [annex.label for annex in result.annexes] == ["附件三", "附件四"]


def test_the_first_page_of_each_annex_is_stamped_with_its_label():
    result = joined(a_pdf("one"), a_pdf("two", "three"), a_pdf("four"), stamp=stamp)

    labels = [page.partition("附件")[2] for page in words_of(result.data)]
    assert labels == ["", "一", "", "二"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_stamp_stands_in_the_upper_right_corner_however_the_page_is_turned(turn: int):
    result = joined(a_pdf(), a_pdf("wide", size=(842, 595), rotate=turn))

    page = pypdfium2.PdfDocument(result.data)[1].render().to_pil().convert("L")
    black = page.point(lambda value: 255 * (value < 50)).getbbox()
    assert black is not None
    assert (page.width - black[2], black[1]) == (28, 12)
    assert (black[2] - black[0], black[3] - black[1]) == (60, 20)
    assert page.getpixel((page.width - 34, 16)) < 50


def test_bookmarks_of_an_annex_are_nested_under_its_label_and_title():
    report = a_pdf("one", bookmarks=("Chapter",))
    first = a_pdf("two", title="秋季簡報", bookmarks=("A", "B"))

    result = joined(report, first, a_pdf("three"))

    with opened(result.data) as pdf, pdf.open_outline() as outline:
        titles = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert titles == [("Chapter", []), ("附件一　秋季簡報", ["A", "B"]), ("附件二　brief-2", [])]


def test_a_bookmark_of_an_annex_leads_to_its_first_page():
    result = joined(a_pdf("one"), a_pdf("two"))

    with opened(result.data) as pdf:
        assert pdf.Root.Outlines.First.Dest[0].objgen == pdf.pages[1].objgen
        assert pdf.Root.PageMode == Name.UseOutlines


def test_page_labels_go_on():
    result = joined(a_pdf("one", "two", labels="R"), a_pdf("three", "four"), a_pdf("five", labels="x"))

    with opened(result.data) as pdf:
        assert [page.label for page in pdf.pages] == ["R1", "R2", "附件一-1", "附件一-2", "附件二-x1"]


def test_links_lead_where_they_led_though_both_parts_use_the_same_names():
    report = a_pdf("one", "two", dests={"start": 1})
    brief = a_pdf("three", "four", dests={"start": 1, "other": 0})

    result = joined(report, brief, brief)

    with opened(result.data) as pdf:
        dests = pikepdf.NameTree(pdf.Root.Names.Dests)
        leads = [
            [at.objgen for at in pdf.pages].index(dests[str(page.obj.Annots[0].Dest)][0].objgen)
            for page in pdf.pages
        ]
    assert leads == [1, 1, 2, 2, 4, 4]


def test_names_of_old_files_and_jumps_are_followed_too():
    with opened(a_pdf("three", "four")) as pdf:
        pdf.Root.Dests = Dictionary(start=Array([pdf.pages[1].obj, Name.Fit]))
        jump = Dictionary(S=Name.GoTo, D=Name.start)
        pdf.pages[0].obj.Annots = Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=jump)]
        )
        old = saved(pdf)

    result = joined(a_pdf("one", "two", dests={"start": 1}), old)

    with opened(result.data) as pdf:
        target = str(pdf.pages[2].obj.Annots[0].A.D)
        assert pikepdf.NameTree(pdf.Root.Names.Dests)[target][0].objgen == pdf.pages[3].objgen


def test_a_reader_of_tags_hears_the_report_and_then_the_annexes(tagged: bytes, brief: bytes):
    result = joined(tagged, brief, brief)

    parts = [part.text for part in parity.read_pdf(result.data).parts]
    annex = ["陸、外交", "一、大國關係", "美中通話。"]
    assert parts == ["壹、前言", "本報告說明本季情勢。", *annex, *annex]
    assert result.notes == ()


def test_every_page_finds_its_own_tags(tagged: bytes, brief: bytes):
    result = joined(tagged, brief, brief)

    with opened(result.data) as pdf:
        tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        owners = [
            {element.Pg.objgen for element in tree[page.obj.StructParents] if element is not None}
            for page in pdf.pages
        ]
        assert owners == [{page.objgen} for page in pdf.pages]
        assert pdf.Root.StructTreeRoot.ParentTreeNextKey == len(pdf.pages)


def test_annexes_are_parts_of_the_one_document(tagged: bytes, brief: bytes):
    result = joined(tagged, brief)

    with opened(result.data) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        part = document.K[-1]
        assert (document.S, part.S, str(part.T)) == (Name.Document, Name.Part, "附件一　陸、外交")
        assert part.P.objgen == document.objgen


def test_roles_and_ids_that_mean_something_else_get_new_names(tagged: bytes, brief: bytes):
    def with_role(data: bytes, standard: str) -> bytes:
        with opened(data) as pdf:
            root = pdf.Root.StructTreeRoot
            root.RoleMap = Dictionary(Lead=Name(standard))
            root.K[0].K[0].S = Name.Lead
            root.K[0].K[0].ID = String("first")
            root.IDTree = Dictionary(Names=[String("first"), root.K[0].K[0]])
            return saved(pdf)

    result = joined(with_role(tagged, "/H1"), with_role(brief, "/H2"))

    with opened(result.data) as pdf:
        root = pdf.Root.StructTreeRoot
        lead = root.K[0].K[-1].K[0]
        assert root.RoleMap[str(lead.S)] == Name.H2
        assert root.RoleMap.Lead == Name.H1
        assert pikepdf.NameTree(root.IDTree)["first-1"].objgen == lead.objgen


def test_tags_stay_where_they_are_and_the_result_does_not_claim_to_have_them_everywhere(
    tagged: bytes, brief: bytes
):
    for report, annex, untagged in (
        (a_pdf("one"), brief, "report.pdf"),
        (tagged, a_pdf("one"), "brief-1.pdf"),
    ):
        result = joined(report, annex)

        with opened(result.data) as pdf:
            assert len(list(pdf.Root.StructTreeRoot.K)) == 1
            assert "/MarkInfo" not in pdf.Root
        assert any(note.where.file == untagged and "標籤" in note.what.zh for note in result.notes)


def test_the_result_keeps_the_standards_that_all_parts_keep(tagged: bytes, brief: bytes):
    result = joined(tagged, brief)

    with opened(result.data) as pdf, pdf.open_metadata() as xmp:
        claims = (
            xmp["pdfaid:part"],
            xmp["pdfaid:conformance"],
            xmp["{http://www.aiim.org/pdfua/ns/id/}part"],
        )
    assert claims == ("3", "A", "1")


def test_the_result_claims_nothing_that_one_part_does_not_keep(tagged: bytes):
    result = joined(tagged, a_pdf())

    with opened(result.data) as pdf, pdf.open_metadata() as xmp:
        assert "pdfaid:part" not in xmp
        assert "{http://www.aiim.org/pdfua/ns/id/}part" not in xmp
    assert any("PDF/A、PDF/UA" in note.what.zh for note in result.notes)


def test_the_title_stays_and_keywords_and_dates_are_joined():
    report = a_pdf(title="季報", keywords="外交、印太", changed="D:20210101000000+08'00'")
    brief = a_pdf(title="簡報", keywords="印太, 臺海", changed="D:20211105000000+08'00'")

    result = joined(report, brief)

    with opened(result.data) as pdf, pdf.open_metadata() as xmp:
        info = pdf.docinfo
        assert (str(info["/Title"]), xmp["dc:title"]) == ("季報", "季報")
        assert str(info["/Keywords"]) == xmp["pdf:Keywords"] == "外交、印太、臺海"
        assert str(info["/ModDate"]) == "D:20211105000000+08'00'"
        assert xmp["xmp:ModifyDate"] == "2021-11-05T00:00:00+08:00"


def test_attached_files_are_kept_under_names_of_their_own():
    report = a_pdf(files={"selection.json": b"report"})
    brief = a_pdf(files={"selection.json": b"brief"})

    result = joined(report, brief, brief)

    with opened(result.data) as pdf:
        files = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
        assert files == {
            "selection.json": b"report",
            "附件一-selection.json": b"brief",
            "附件二-selection.json": b"brief",
        }
        assert [str(spec.UF) for spec in pdf.Root.AF] == list(files)


def test_what_a_layer_hides_stays_hidden():
    def hidden(data: bytes) -> bytes:
        with opened(data) as pdf:
            layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("draft")))
            pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
            pdf.pages[0].obj.Resources.Properties = Dictionary(L=layer)
            return saved(pdf)

    for report in (a_pdf(), hidden(a_pdf())):
        result = joined(report, hidden(a_pdf()))

        with opened(result.data) as pdf:
            off = {layer.objgen for layer in pdf.Root.OCProperties.D.OFF}
            assert pdf.pages[1].obj.Resources.Properties.L.objgen in off


def test_same_parts_same_bytes(tagged: bytes, brief: bytes):
    assert joined(tagged, brief, brief).data == joined(tagged, brief, brief).data
    assert stamp("附件一") == stamp("附件一")


def test_a_result_can_be_a_report_again():
    once = joined(a_pdf("one", dests={"a": 0}), a_pdf("two", dests={"a": 0})).data

    result = joined(once, a_pdf("three", dests={"a": 0}), first=2)

    assert words_of(result.data) == ["one", "two", "three"]
    with opened(result.data) as pdf:
        assert [page.label for page in pdf.pages] == ["1", "附件一-1", "附件二-1"]


@pytest.mark.slow
def test_two_independent_checkers_find_nothing_in_briefs_joined_to_a_brief(tagged: bytes, tmp_path: Path):
    file = tmp_path / "joined.pdf"
    file.write_bytes(joined(tagged, printed(), printed(), stamp=stamp).data)

    for check in (validators.pdf_a_and_ua, validators.outloud, validators.qpdf, validators.fonts):
        try:
            assert check(file) == []
        except validators.Absent as absent:
            pytest.skip(f"{absent} is not installed; make test-all installs it")


@pytest.mark.slow
def test_a_report_of_another_program_gets_no_new_fault(brief: bytes, tmp_path: Path):
    source = tmp_path / "report.docx"
    source.write_bytes(word_bytes(a_report()))
    options = '{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
    try:
        report = by_libreoffice(source, f"pdf:writer_pdf_Export:{options}")
        file = tmp_path / "joined.pdf"
        file.write_bytes(joined(report.read_bytes(), brief, stamp=stamp).data)
        assert validators.qpdf(file) == []
        faults = [{line.split(":")[0] for line in validators.outloud(each)} for each in (report, file)]
    except validators.Absent as absent:
        pytest.skip(f"{absent} is not installed; make test-all installs it")
    assert faults[1] <= faults[0]
