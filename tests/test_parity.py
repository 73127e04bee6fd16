"""A Word file and a PDF are read back by strangers to the writers, and every difference is told."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import ParityError
from briefgen.parity import Footnote, Part, Reading, compare, read_docx, read_pdf, verify
from briefgen.parity.reading import SOFT, plain

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="k"><w:name w:val="重點"/><w:basedOn w:val="a"/>
<w:pPr><w:numPr><w:numId w:val="8"/></w:numPr></w:pPr></w:style></w:styles>"""
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="6"/>
<w:numFmt w:val="ideographLegalTraditional"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="taiwaneseCountingThousand"/><w:lvlText w:val="%2、"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
</w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="h" Type="header" Target="header1.xml"/>'
    '<Relationship Id="f" Type="footer" Target="footer1.xml"/></Relationships>'
)
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="h"/>'
    '<w:footerReference w:type="default" r:id="f"/></w:sectPr>'
)
PAGE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def p(text: str, style: str = "a") -> str:
    """A paragraph; `#1` in the text calls the note with the id 1."""
    pieces = text.split("#")
    runs = f"<w:r><w:t>{pieces[0]}</w:t></w:r>"
    for piece in pieces[1:]:
        runs += f'<w:r><w:footnoteReference w:id="{piece[0]}"/></w:r><w:r><w:t>{piece[1:]}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in cells)}</w:tr>"


LONG = "美方表示，" * 400 + "談話結束。"
BODY = (
    p("外交", "1"),
    p("要點甲，見 APEC 文件。", "k"),
    p("大國關係", "2"),
    p("美國國務卿 Antony Blinken 與中國大陸外交部長會談#1，雙方同意續談#2。"),
    p("多邊場合", "2"),
    p(LONG),
    p("第二場會談在羅馬舉行#3。"),
    f"<w:tbl>{row('日期', '事件')}{row('7月1日', '慶祝大會')}</w:tbl>",
)
NOTES = ("中共外交部，2021.7.26。", "同註1，頁2。", "Xinhua, 31 Oct. 2021.")
HTML = f"""<html lang="zh-Hant-TW"><head><title>陸、外交</title><style>
@page {{ size: A4; margin: 25mm; @top-center {{ content: "季報" }} @bottom-center {{ content: "第" counter(page) "頁" }} }}
body {{ font: 13pt/23pt "Liberation Serif", "TW-Kai"; text-align: justify }}
.note {{ float: footnote; font-size: 9pt }} .note::footnote-call {{ content: "\\2060" counter(footnote) }}
</style></head><body><h1>陸、外交</h1><ul><li>要點甲，見 APEC 文件。</li></ul>
<section><h2>一、大國關係</h2><p>美國國務卿 Antony Blinken 與中國大陸外交部長會談<span class="note">{NOTES[0]}</span>，雙方同意<em>續談</em><span
class="note">{NOTES[1]}</span>。</p></section>
<section><h2>二、多邊場合</h2><p>{LONG}</p><p>第二場會談在羅馬舉行<span class="note">{NOTES[2]}</span>。</p></section>
<table><thead><tr><th>日期</th><th>事件</th></tr></thead><tbody><tr><td>7月1日</td><td><p>慶祝大會</p></td></tr></tbody></table>
</body></html>"""


def a_docx(body: tuple[str, ...] = BODY, notes: tuple[str, ...] = NOTES, head: str = "季報") -> bytes:
    """A Word file written by hand."""
    members = {
        "word/document.xml": f"<w:document {W} {R}><w:body>{''.join(body)}{SECTION}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/_rels/document.xml.rels": RELS,
        "word/header1.xml": f"<w:hdr {W}>{p(head)}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {W}><w:p><w:r><w:t>第</w:t></w:r>{PAGE}<w:r><w:t>頁</w:t></w:r></w:p></w:ftr>",
        "word/footnotes.xml": f"<w:footnotes {W}>"
        + "".join(f'<w:footnote w:id="{n}">{p(note)}</w:footnote>' for n, note in enumerate(notes, 1))
        + "</w:footnotes>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


@cache
def a_pdf(html: str = HTML) -> bytes:
    """The same brief, set as a tagged PDF."""
    import weasyprint

    made: bytes = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    return made


def english(docx: bytes, pdf: bytes) -> list[str]:
    return [problem.what.en for problem in compare(read_docx(docx), read_pdf(pdf))]


# ---- reading -------------------------------------------------------------------


def test_the_headings_of_a_word_file_show_their_automatic_numbers():
    docx = a_docx()

    reading = read_docx(docx)

    assert [(part.kind, part.text) for part in reading.headings] == [
        ("h1", "陸、外交"),
        ("h2", "一、大國關係"),
        ("h2", "二、多邊場合"),
    ]


def test_a_call_stands_where_word_has_it():
    docx = a_docx()

    reading = read_docx(docx)

    assert (
        reading.paragraphs[1].text
        == "美國國務卿Antony Blinken與中國大陸外交部長會談〔註1〕，雙方同意續談〔註2〕。"
    )
    assert reading.notes[2] == Footnote(3, "Xinhua, 31 Oct. 2021.")


def test_a_table_of_contents_is_not_text():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    first = f'<w:p>{begin}<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>外交 1</w:t></w:r></w:p>'
    last = '<w:p><w:r><w:t>涉臺 9</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'

    reading = read_docx(a_docx((first, p("中間 5"), last, p("正文。"))))

    assert [part.text for part in reading.parts] == ["正文。"]


def test_a_pdf_is_read_in_the_order_of_its_tags():
    pdf = a_pdf()

    reading = read_pdf(pdf)

    assert [part.text for part in reading.headings] == ["陸、外交", "一、大國關係", "二、多邊場合"]
    assert [note.number for note in reading.notes] == [1, 2, 3]
    assert [part.text for part in reading.parts if part.kind == "cell"] == [
        "日期",
        "事件",
        "7月1日",
        "慶祝大會",
    ]
    assert reading.running == "季報第#頁"


def test_a_paragraph_cut_by_a_page_end_says_so():
    pdf = a_pdf()

    reading = read_pdf(pdf)

    assert [part.text[-5:] for part in reading.parts if part.joins][:1] != ["談話結束。"]
    assert any(part.joins for part in reading.parts)


def test_characters_that_nobody_sees_are_not_text():
    seen = plain("美國\u2060—\u00ad日本 APEC\u00a0 峰會\n在 羅馬")

    assert seen == "美國—日本APEC峰會在羅馬"


# ---- comparing -----------------------------------------------------------------


def test_a_word_file_and_its_pdf_say_the_same():
    assert english(a_docx(), a_pdf()) == []


def test_a_changed_character_is_found_and_shown():
    docx = a_docx((*BODY[:6], p("第二場會談在米蘭舉行#3。"), BODY[7]))

    found = english(docx, a_pdf())

    assert found == [
        "part 7 (p) differs from character 7: Word '第二場會談在米蘭舉行〔註3〕。', PDF '第二場會談在羅馬舉行〔註3〕。'"
    ]


def test_a_changed_character_in_a_paragraph_cut_by_a_page_end_is_found():
    docx = a_docx((*BODY[:5], p(LONG.replace("談話結束", "談話開始")), *BODY[6:]))

    found = english(docx, a_pdf())

    assert len(found) == 1
    assert "part 6 (p) differs from character 2003" in found[0]


def test_a_lost_footnote_is_found():
    docx = a_docx((*BODY[:6], p("第二場會談在羅馬舉行。"), BODY[7]))

    found = english(docx, a_pdf())

    assert "the number of notes differs: 2 in Word, 3 in the PDF" in found
    assert any("part 7 (p) differs from character 11" in line for line in found)


def test_a_footnote_called_at_another_word_is_found():
    docx = a_docx((*BODY[:6], p("第二場會談#3在羅馬舉行。"), BODY[7]))

    found = english(docx, a_pdf())

    assert len(found) == 1
    assert "part 7 (p) differs from character 6" in found[0]


def test_swapped_paragraphs_are_found():
    docx = a_docx((*BODY[:5], BODY[6], BODY[5], BODY[7]), notes=NOTES)

    found = english(docx, a_pdf())

    assert len(found) == 1
    assert found[0].startswith("order differs: part")


def test_a_changed_note_is_found():
    docx = a_docx(notes=(NOTES[0], "同註1，頁3。", NOTES[2]))

    found = english(docx, a_pdf())

    assert found == ["note 2 differs from character 6: Word '同註1，頁3。', PDF '同註1，頁2。'"]


def test_a_heading_of_another_level_is_found():
    pdf = a_pdf(HTML.replace("<h2>二、多邊場合</h2>", "<h3>二、多邊場合</h3>"))

    found = english(a_docx(), pdf)

    assert found == ["part 5 '二、多邊場合' is h2 in Word, h3 in the PDF"]


def test_another_number_of_a_heading_is_found():
    pdf = a_pdf(HTML.replace("二、多邊場合", "三、多邊場合"))

    found = english(a_docx(), pdf)

    assert found == ["part 5 (h2) differs from character 1: Word '二、多邊場合', PDF '三、多邊場合'"]


def test_a_lost_paragraph_is_found():
    docx = a_docx((*BODY[:1], *BODY[2:]))

    found = english(docx, a_pdf())

    assert found == ["part 2 of - is missing: '要點甲，見APEC文件。'"]


def test_another_running_head_is_found():
    found = english(a_docx(head="年報"), a_pdf())

    assert found == ["running head and foot differ: Word '年報第#頁', PDF '季報第#頁'"]


def test_a_line_end_is_a_space_only_where_word_has_one():
    pdf = Reading("b.pdf", (Part("p", f"見 https://example.org/{SOFT}path 與 joint{SOFT}statement"),))

    assert (
        compare(Reading("a.docx", (Part("p", "見 https://example.org/path 與 joint statement"),)), pdf) == ()
    )


def test_an_empty_cell_at_a_page_end_is_whole():
    cells = tuple(Part("cell", text) for text in ("王毅", "", "9月10日", "米蘭"))
    pdf = Reading("b.pdf", (cells[0], Part("cell", "", joins=True), *cells[2:]))

    assert compare(Reading("a.docx", cells), pdf) == ()


readings = st.lists(
    st.builds(
        Part,
        st.sampled_from(["h1", "h2", "p", "cell"]),
        st.text("美中臺會談，。APEC", min_size=1, max_size=30),
    ),
    min_size=1,
    max_size=12,
).map(lambda parts: Reading("x", tuple(parts)))


@given(readings)
def test_a_file_is_the_same_as_itself(reading: Reading):
    assert compare(reading, reading) == ()


@given(readings, st.data())
def test_one_changed_character_is_always_found(reading: Reading, data: st.DataObject):
    n = data.draw(st.integers(0, len(reading.parts) - 1))
    at = data.draw(st.integers(0, len(reading.parts[n].text) - 1))
    text = reading.parts[n].text
    changed = replace(reading.parts[n], text=f"{text[:at]}異{text[at + 1 :]}")

    found = compare(reading, replace(reading, parts=(*reading.parts[:n], changed, *reading.parts[n + 1 :])))

    assert found


# ---- files that cannot be read ---------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken", b"%PDF-1.7 broken"])
def test_what_is_neither_word_nor_pdf_is_a_problem(content: bytes, tmp_path: Path):
    broken = tmp_path / "broken"
    broken.write_bytes(content)

    for read in (read_docx, read_pdf):
        with pytest.raises(ParityError) as caught:
            read(broken)
        assert caught.value.problems[0].where.file.endswith("broken")


def test_a_missing_file_is_a_problem(tmp_path: Path):
    with pytest.raises(ParityError, match="cannot open"):
        verify(tmp_path / "no.docx", tmp_path / "no.pdf")


def test_a_pdf_without_tags_is_a_problem():
    import weasyprint

    plain_pdf = weasyprint.HTML(string="<p>text").write_pdf()

    with pytest.raises(ParityError, match="no tags"):
        read_pdf(plain_pdf)


def test_a_pdf_without_text_reads_as_nothing():
    empty = a_pdf("<html lang=zh><title>x</title></html>")

    assert read_pdf(empty).parts == ()
