"""A Document becomes a Word file that a colleague can go on working with."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from briefgen.document import (
    Attrs,
    Break,
    Figure,
    Inline,
    Link,
    Note,
    PageBreak,
    PageNumber,
    Paragraph,
    Text,
    Toc,
)
from briefgen.errors import RenderError
from briefgen.render import word
from tests.documents import a_brief, a_document, content, h, note, p, running
from tests.wordfile import BODY, NS, WordFile, looks_of, rendered, text_of

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def test_a_note_is_a_real_footnote_where_it_is_called():
    file = rendered(a_document(p("甲", note("第一註"), "乙", note("第二註"), "。")))

    assert file.find("w:footnoteReference/@w:id") == ["1", "2"]
    assert file.find("w:footnote/@w:id", "footnotes") == ["-1", "0", "1", "2"]
    assert file.paragraphs("footnotes") == [("FootnoteText", " 第一註"), ("FootnoteText", " 第二註")]


def test_a_link_in_a_note_belongs_to_the_part_of_the_notes():
    link = Link("https://example.org/路?a=1&b=2", content("網頁"))
    file = rendered(a_document(p("甲", note("見", link, "。"))))

    rels = file.parts["word/_rels/footnotes.xml.rels"].decode()
    assert 'Target="https://example.org/%E8%B7%AF?a=1&amp;b=2"' in rels
    assert 'TargetMode="External"' in rels


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "#nowhere", ""])
def test_an_address_that_cannot_be_opened_leaves_the_words(href: str):
    file = rendered(a_document(p("見", Link(href, content("網頁")), "。")))

    assert file.find("w:hyperlink") == []
    assert file.paragraphs() == [("Normal", "見網頁。")]


def test_a_link_inside_the_document_leads_to_a_bookmark():
    file = rendered(
        a_document(
            p(Link("#2021-九月.甲", content("見下"))), p("甲", id="2021-九月.甲"), p("乙", id="unused")
        )
    )

    (anchor,) = file.find("w:hyperlink/@w:anchor")
    assert file.find("w:bookmarkStart/@w:name") == [anchor]
    assert anchor.isidentifier()


def test_the_running_foot_counts_pages():
    file = rendered(a_document(p("甲"), page_footer=running("footer", "第", PageNumber(), "頁")))

    assert file.find("w:fldSimple/@w:instr", "footer1") == [" PAGE "]
    assert file.find("w:footerReference") != []
    assert file.find("w:headerReference") == []


def test_a_first_page_without_a_head_has_none():
    document = a_document(p("甲"), page_header=running("header", "季報"))
    page = looks_of(document).page
    file = rendered(document, first_page=replace(page, has_head=False))

    assert file.find("w:titlePg") != []
    assert file.find("w:headerReference/@w:type") == ["default"]


def test_a_table_of_contents_is_a_field_filled_beforehand():
    file = rendered(a_document(Toc(2), h(1, "陸、", "外交"), h(2, "一、", "大國"), h(3, "（一）", "深處")))

    assert file.find("w:instrText")[0].text == ' TOC \\o "1-2" \\h \\z \\u '
    assert file.paragraphs()[:2] == [("TOC1", "陸、外交"), ("TOC2", "一、大國")]
    assert set(file.find("w:hyperlink/@w:anchor")) < set(file.find("w:bookmarkStart/@w:name"))
    assert file.find("w:updateFields", "settings") == []


def test_a_page_break_belongs_to_the_paragraph_after_it():
    file = rendered(a_document(p("甲"), PageBreak(), p("乙")))

    first, second = (style for style, _ in file.paragraphs())
    assert file.find(f"w:style[@w:styleId='{second}']/w:pPr/w:pageBreakBefore[not(@w:val)]", "styles")
    assert first == "Normal"
    assert file.find("w:br") == []


def test_a_picture_says_what_it_shows(tmp_path: Path):
    (tmp_path / "chart.png").write_bytes(PIXEL)
    file = rendered(a_document(Figure("chart.png", "大國關係十二則", content("圖一"))), assets=tmp_path)

    assert file.find("wp:docPr/@descr") == ["大國關係十二則"]
    assert file.parts["word/media/image1.png"] == PIXEL
    assert ("Caption", "圖一") in file.paragraphs()


def test_a_picture_is_as_large_as_in_the_pdf_whatever_resolution_it_tells(tmp_path: Path):
    Image.new("RGB", (96, 48)).save(tmp_path / "fine.png", dpi=(300, 300))
    file = rendered(a_document(Figure("fine.png", "細圖")), assets=tmp_path)

    assert file.find("wp:extent/@cx") == [str(72 * 12700)]


def test_the_space_after_a_picture_comes_after_its_caption(tmp_path: Path):
    (tmp_path / "chart.png").write_bytes(PIXEL)
    shown = Figure("chart.png", "大國關係十二則", content("圖一"))
    bare = Figure("chart.png", "大國關係十二則")
    look = replace(BODY, space_after=12.0)
    file = rendered(a_document(shown, bare), (shown, look), (bare, look), assets=tmp_path)

    spaces = [
        file.find(f"w:style[@w:styleId='{file.style_of(paragraph)}']/w:pPr/w:spacing/@w:after", "styles")[0]
        for paragraph in file.find("w:p")
    ]
    assert spaces == ["0", "240", "240"]


@pytest.mark.parametrize(
    "src", ["missing.png", "../secret.png", "/etc/passwd", "broken.png", "notes.txt", "\0"]
)
def test_a_picture_that_cannot_be_shown_is_named(src: str, tmp_path: Path):
    folder = tmp_path / "assets"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(PIXEL)
    (folder / "broken.png").write_bytes(PIXEL[:20])
    (folder / "notes.txt").write_text("文字", "utf-8")
    document = a_document(Figure(src, ""), Figure("also-missing.png", ""))

    with pytest.raises(RenderError) as caught:
        word.render(document, looks_of(document, assets=folder))
    assert len(caught.value.problems) == 2


def test_a_note_in_a_running_head_or_in_a_note_is_refused():
    document = a_document(p("甲", note("外", note("內"))), page_header=running("header", note("註")))

    with pytest.raises(RenderError) as caught:
        word.render(document, looks_of(document))
    assert len(caught.value.problems) == 2


def test_the_file_tells_its_title_and_nothing_of_a_machine():
    document = a_document(p("甲"))
    file = rendered(document)

    core = file.parts["docProps/core.xml"].decode()
    assert "<dc:title>陸、外交</dc:title>" in core
    assert "<dc:creator>王小明</dc:creator>" in core
    assert core.count("2021-10-31T00:00:00Z") == 2
    assert set(file.parts) == {
        "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml",
        "word/_rels/document.xml.rels", "word/document.xml", "word/fontTable.xml", "word/footnotes.xml",
        "word/numbering.xml", "word/settings.xml", "word/styles.xml", "word/theme/theme1.xml",
    }  # fmt: skip


def test_nothing_of_a_foreign_language_or_paper_is_left():
    file = rendered(a_brief())

    everything = b"".join(file.parts.values())
    assert not any(
        word in everything for word in (b"en-US", b"ja-JP", b"rsid", b"12240", b"Theme=", b"python-docx")
    )
    assert file.find("w:pgSz/@w:w") == ["11906"]
    assert file.find("w:lang/@w:eastAsia", "styles") == ["zh-TW"]


def test_the_marking_is_a_custom_property():
    document = a_document(p("甲"))
    file = rendered(replace(document, meta=replace(document.meta, marking="密<甲&乙>")))

    custom = etree.fromstring(file.parts["docProps/custom.xml"])
    assert [(each.get("name"), each.get("pid"), each.xpath("string()")) for each in custom] == [
        ("密等", "2", "密<甲&乙>")
    ]
    assert b"/docProps/custom.xml" in file.parts["[Content_Types].xml"]
    assert file.parts["_rels/.rels"].count(b"custom-properties") == 1


def test_a_document_without_authors_has_no_creator():
    document = a_document(p("甲"))
    file = rendered(replace(document, meta=replace(document.meta, authors=())))

    assert b"creator" not in file.parts["docProps/core.xml"]


def test_the_same_document_gives_the_same_bytes_on_another_machine():
    program = (
        "import sys; from tests.documents import a_brief; from tests.wordfile import looks_of;"
        "from briefgen.render import word; d = a_brief(); sys.stdout.buffer.write(word.render(d, looks_of(d)))"
    )
    places = [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Taipei"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C"},
    ]

    first, second = (
        subprocess.run(
            [sys.executable, "-c", program], env=os.environ | place, check=True, capture_output=True
        )
        for place in places
    )
    assert first.stdout == second.stdout
    assert WordFile(first.stdout).dates == {(1980, 1, 1, 0, 0, 0)}


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec=None), max_size=30))
def test_any_text_can_be_written(text: str):
    inline = Inline("small", (Text(text), Break()))
    document = a_document(
        Paragraph(
            (Text(text), inline, Note((Text(text),)), Link(text, (Text(text),))), Attrs(id=text or None)
        ),
        page_header=running("header", text),
    )
    document = replace(document, meta=replace(document.meta, title=text, authors=(text,)))

    file = rendered(document)
    assert len(file.find("w:footnoteReference")) == 1


def test_dashes_and_dots_of_chinese_text_are_set_as_chinese():
    file = rendered(a_document(p("他說：……不——是，Macron’s")))

    styled = [run for run in file.find("w:r") if run.xpath("w:rPr/w:rStyle", namespaces=NS)]
    assert [text_of(run) for run in styled] == ["……", "——"]
    assert file.value("全形標點", "w:rPr/w:rFonts/@w:hint") == ["eastAsia"]
