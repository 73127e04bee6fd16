"""Briefs attached to a Word report: what was there is untouched, what is added is whole."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from briefgen.render import looks, word
from tests import validators
from tests.documents import BASE, a_brief
from tests.reports import A4, a_pdf, a_report, by_libreoffice, joined_word, word_bytes, words_of

LYING = (842, 595)
TOUCHED = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def body_of(data: bytes):
    return docx.Document(io.BytesIO(data)).element.body


def one_of_ours() -> bytes:
    """A Word brief as a report: notes, head and foot, a total of pages."""
    document = a_brief()
    return word.render(document, looks.look(document, (BASE,), BASE.parent))


REPORTS = {"theirs": word_bytes(a_report()), "ours": one_of_ours(), "empty": word_bytes(docx.Document())}


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_every_other_part_of_the_report_is_the_same_byte_for_byte(report: bytes):
    before = parts_of(report)

    after = parts_of(joined_word(report, a_pdf("one")).data)

    assert list(after)[: len(before)] == list(before)
    assert {name for name in before if after[name] != before[name]} == TOUCHED
    assert {re.sub(r"\d*\.\w+$", "", name) for name in after.keys() - before.keys()} == {
        "word/annex-footer",
        "word/annex-header",
        "word/media/annex",
    }


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_what_the_report_says_comes_first_and_keeps_its_last_section(report: bytes):
    before = body_of(report)

    after = body_of(joined_word(report, a_pdf("one")).data)

    plain = [etree.tostring(block, method="c14n", exclusive=True) for block in before]
    assert [
        etree.tostring(block, method="c14n", exclusive=True) for block in after[: len(before) - 1]
    ] == plain[:-1]
    sections = [etree.tostring(each, method="c14n", exclusive=True) for each in after.iter(qn("w:sectPr"))]
    assert plain[-1] in sections


def test_a_list_names_the_annexes_and_leads_to_them():
    result = joined_word(REPORTS["theirs"], a_pdf("one", "two", title="秋季簡報"), a_pdf(marking="密"))

    document = docx.Document(io.BytesIO(result.data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    at = texts.index("附件一覽")
    assert texts[at : at + 3] == ["附件一覽", "附件一　秋季簡報（2頁）", "附件二　brief-2（1頁，密）"]
    anchors = [link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))]
    assert anchors == marks == ["annex_1", "annex_2"]


def test_each_page_is_a_picture_with_its_words_and_a_caption():
    result = joined_word(REPORTS["theirs"], a_pdf("one", "two", title="簡報"), a_pdf("three"))

    document = docx.Document(io.BytesIO(result.data))
    captions = [each.text for each in document.paragraphs if each.text.endswith("頁")]
    alternatives = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert captions == ["附件一　簡報　第1頁", "附件一　簡報　第2頁", "附件二　brief-2　第1頁"]
    assert alternatives == ["附件一第1頁：one", "附件一第2頁：two", "附件二第1頁：three"]


def test_a_picture_is_the_page_at_print_resolution():
    result = joined_word(REPORTS["theirs"], a_pdf("one"))

    parts = parts_of(result.data)
    (name,) = [name for name in parts if name.startswith("word/media/annex")]
    picture = Image.open(io.BytesIO(parts[name]))
    assert picture.size == (1653, 2339)
    assert round(picture.info["dpi"][0]) == 200


def test_annex_pages_have_their_own_paper_and_no_head_or_foot():
    result = joined_word(REPORTS["theirs"], a_pdf("one"), a_pdf("two", size=LYING))

    *_, own, first, second = docx.Document(io.BytesIO(result.data)).sections
    assert [(round(each.page_width.pt), round(each.page_height.pt)) for each in (first, second)] == [
        A4,
        LYING,
    ]
    assert own.header.paragraphs[0].text == "外交部內部報告"
    for section in (first, second):
        for furniture in (section.header, section.footer, section.even_page_header, section.even_page_footer):
            assert [each.text for each in furniture.paragraphs] == [""]


def test_pages_of_other_sizes_in_one_brief_are_sections_of_their_own():
    brief = a_pdf("one", size=A4)
    lying = a_pdf("two", size=LYING)
    with pikepdf.open(io.BytesIO(brief)) as pdf, pikepdf.open(io.BytesIO(lying)) as other:
        pdf.pages.extend(other.pages)
        out = io.BytesIO()
        pdf.save(out)

    result = joined_word(REPORTS["empty"], out.getvalue())

    sizes = [round(each.page_width.pt) for each in docx.Document(io.BytesIO(result.data)).sections]
    assert sizes[-2:] == [595, 842]


@pytest.mark.parametrize("size, paper", [((10, 10), (144, 144)), ((20, 5000), (144, 1584))])
def test_a_page_of_a_strange_size_is_shown_on_paper_that_word_knows(size: tuple[int, int], paper: object):
    document = docx.Document(io.BytesIO(joined_word(REPORTS["empty"], a_pdf("one", size=size)).data))

    section = document.sections[-1]
    (shape,) = document.inline_shapes
    assert (section.page_width.pt, section.page_height.pt) == paper
    assert 0 < shape.width < section.page_width
    assert 0 < shape.height < section.page_height


def test_numbers_and_names_stay_apart_when_annexes_are_added_twice():
    once = joined_word(REPORTS["ours"], a_pdf("one")).data

    twice = joined_word(once, a_pdf("two"), first=2).data

    body = body_of(twice)
    for path in ("//wp:docPr/@id", "//w:bookmarkStart/@w:id", "//w:bookmarkStart/@w:name"):
        values = body.xpath(path)
        assert len(values) == len(set(values))
    names = zipfile.ZipFile(io.BytesIO(twice)).namelist()
    assert len(names) == len(set(names))


def test_a_report_without_a_last_section_is_taken():
    document = docx.Document()
    document.element.body.remove(document.element.body[-1])

    result = joined_word(word_bytes(document), a_pdf("one"))

    assert len(docx.Document(io.BytesIO(result.data)).sections) == 2


def test_what_the_annexes_change_in_the_report_is_said():
    document = docx.Document()
    run = document.add_paragraph().add_run()
    run._r.append(run._r.makeelement(qn("w:endnoteReference"), {qn("w:id"): "1"}))
    document.add_paragraph("NUMPAGES")

    notes = [note.what.zh for note in joined_word(word_bytes(document), a_pdf("one")).notes]

    assert [("總頁數" in note, "章節附註" in note) for note in notes] == [(True, False), (False, True)]


def test_a_page_without_words_is_said():
    (note,) = joined_word(REPORTS["empty"], a_pdf(" ")).notes

    assert "沒有可讀出的文字" in note.what.zh


def test_same_parts_same_bytes():
    result = joined_word(REPORTS["ours"], a_pdf("one"))

    assert joined_word(REPORTS["ours"], a_pdf("one")).data == result.data


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("attached")
    found = {}
    for name, report in REPORTS.items():
        found[name] = folder / f"{name}.docx"
        brief = a_pdf("one", "two", marking="機密")
        found[name].write_bytes(joined_word(report, brief, a_pdf("three", size=LYING)).data)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("check", [validators.open_xml_sdk, validators.openxml_audit])
@pytest.mark.parametrize("name", REPORTS)
def test_no_validator_has_anything_to_say(
    check: Callable[[Path], list[str]], name: str, files: dict[str, Path]
):
    plain = files[name].with_name(f"{name}-before.docx")
    plain.write_bytes(REPORTS[name])
    try:
        assert check(files[name]) == check(plain)
    except validators.Absent as absent:
        pytest.skip(f"{absent} is not installed; make test-all installs it")


@pytest.mark.slow
@pytest.mark.parametrize("name", REPORTS)
def test_libreoffice_shows_each_annex_page_on_one_page(name: str, files: dict[str, Path]):
    try:
        pages = words_of(by_libreoffice(files[name]).read_bytes())
    except validators.Absent as absent:
        pytest.skip(f"{absent} is not installed; make test-all installs it")

    captions = [page.replace("\u3000", " ") for page in pages[-3:]]
    assert [caption.split()[0] for caption in captions] == ["附件一", "附件一", "附件二"]
    assert "附件一覽" in pages[-4]
