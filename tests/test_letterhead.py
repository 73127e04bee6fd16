"""A letterhead gives its head, foot, paper and styles, and nothing that runs, reaches out or tells on its author."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from briefgen.cli import run
from briefgen.document import (
    Attrs,
    Container,
    Document,
    Heading,
    Item,
    List,
    Meta,
    PageNumber,
    Paragraph,
    Text,
)
from briefgen.errors import RenderError, Severity
from briefgen.parity import read_docx
from briefgen.render import word
from briefgen.render.looks import look
from briefgen.render.word.letterhead import problems, read
from tests import letterheads
from tests.letterheads import GREEN, a_letterhead, change, relate, write
from tests.make import REPOSITORY
from tests.validators import Absent, notes_by_libreoffice, open_xml_sdk, openxml_audit

SHEET = REPOSITORY / "templates" / "base" / "base.css"
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>shown</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


def a_document(*head: Paragraph) -> Document:
    points = List((Item((Paragraph((Text("要點。"),)),)),), attrs=Attrs(classes=("key-points",)))
    return Document(
        Meta("標題", date(2021, 11, 5), keywords=("外交",)),
        (Heading(1, (Text("外交"),), "陸、"), Heading(2, (Text("大國關係"),), "一、"), points, Paragraph((Text("內文。"),))),
        Container("header", (Paragraph((Text("我們的頁首"),)), *head), Attrs(classes=("page",))),
        Container("footer", (Paragraph((Text("我們的頁尾"),)),), Attrs(classes=("page",))),
    )  # fmt: skip


def printed(letterhead: Path, document: Document | None = None) -> dict[str, str]:
    """Print a document on a letterhead; give the text of every part, pictures aside."""
    document = document or a_document()
    looks = look(document, (SHEET,), letterhead.parent)
    content = word.render(document, replace(looks, letterhead=letterhead))
    out = letterhead.parent / "out.docx"
    out.write_bytes(content)
    with zipfile.ZipFile(out) as file:
        return {n: file.read(n).decode("utf-8", errors="replace") for n in file.namelist()}


def part(parts: dict[str, str], kind: str) -> str:
    return "".join(text for name, text in parts.items() if name.startswith(f"word/{kind}"))


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return write(a_letterhead(), tmp_path / "templates" / "research" / "base.docx")


# ---- what it gives ---------------------------------------------------------------


def test_head_foot_and_logo_are_the_letterheads(paper: Path):
    parts = printed(paper)

    assert "大陸情勢研究所" in part(parts, "header")
    assert "我們的頁首" not in part(parts, "header")
    assert "臺北市重慶南路一號" in part(parts, "footer")
    assert "word/media/letterhead1.png" in parts
    assert 'w:val="A01E28"' in part(parts, "header")


def test_paper_and_margins_are_the_letterheads(paper: Path):
    printed(paper)

    section = docx.Document(str(paper.parent / "out.docx")).sections[0]
    assert round(section.left_margin.cm, 1) == 3.0
    assert round(section.top_margin.cm, 1) == 4.0
    assert round(section.header_distance.cm, 1) == 1.0


def test_styles_win_by_name_and_keep_what_the_letterhead_does_not_say(paper: Path):
    printed(paper)

    styles = docx.Document(str(paper.parent / "out.docx")).styles
    assert str(styles["Heading 2"].font.color.rgb) == GREEN
    assert styles["Heading 2"].font.size is not None
    assert styles["重點"].font.bold
    assert styles["Heading 2"].element.pPr.numPr is not None


def test_head_and_foot_bring_their_own_styles_under_other_names(paper: Path):
    parts = printed(paper)

    assert 'w:val="信頭 header"' in parts["word/styles.xml"]
    assert 'w:pStyle w:val="Letterhead' in part(parts, "header")
    assert "asciiTheme" not in parts["word/styles.xml"]


def test_a_letterhead_without_a_foot_leaves_ours(tmp_path: Path):
    letterhead = a_letterhead()
    letterhead.sections[0].footer.paragraphs[0].text = ""
    path = write(letterhead, tmp_path / "base.docx")

    assert "我們的頁尾" in part(printed(path), "footer")


def test_the_first_page_may_have_a_head_of_its_own(tmp_path: Path):
    letterhead = a_letterhead()
    letterhead.sections[0].different_first_page_header_footer = True
    letterhead.sections[0].first_page_header.paragraphs[0].text = "首頁信頭"
    path = write(letterhead, tmp_path / "base.docx")

    parts = printed(path)

    assert "首頁信頭" in part(parts, "header")
    assert "<w:titlePg/>" in parts["word/document.xml"]
    assert 'w:type="first"' in parts["word/document.xml"]


def test_even_pages_may_have_a_head_of_their_own(tmp_path: Path):
    letterhead = a_letterhead()
    letterhead.settings.odd_and_even_pages_header_footer = True
    letterhead.sections[0].even_page_header.paragraphs[0].text = "偶數頁"
    path = write(letterhead, tmp_path / "base.docx")

    parts = printed(path)

    assert "偶數頁" in part(parts, "header")
    assert "evenAndOddHeaders" in parts["word/settings.xml"]


@pytest.mark.parametrize("first", [False, True])
def test_the_marking_stands_on_every_page_whatever_the_letterhead_says(tmp_path: Path, first: bool):
    letterhead = a_letterhead()
    letterhead.sections[0].different_first_page_header_footer = first
    path = write(letterhead, tmp_path / "base.docx")
    mark = Paragraph((Text("密（本件於公布時解密）"),), Attrs(classes=("marking",)))

    parts = printed(path, a_document(mark))

    headers = [text for name, text in parts.items() if name.startswith("word/header")]
    assert len(headers) == (2 if first else 1)
    assert all("密（本件於公布時解密）" in text for text in headers)


def test_a_letterhead_that_counts_no_pages_keeps_our_page_number(paper: Path):
    foot = Container(
        "footer", (Paragraph((Text("第"), PageNumber(), Text("頁"))), Paragraph((Text("另一行"),)))
    )

    parts = printed(paper, replace(a_document(), page_footer=foot))

    assert "臺北市重慶南路一號" in part(parts, "footer")
    assert "PAGE" in part(parts, "footer")
    assert "另一行" not in part(parts, "footer")


def test_a_letterhead_that_counts_pages_has_only_its_own_number(paper: Path):
    change(paper, "word/footer1.xml", "</w:p>", FIELD.format("PAGE") + "</w:p>")
    foot = Container("footer", (Paragraph((Text("第"), PageNumber(), Text("頁"))),))

    parts = printed(paper, replace(a_document(), page_footer=foot))

    assert part(parts, "footer").count("PAGE") == 1


def test_page_numbers_of_a_letterhead_stay(paper: Path):
    field = FIELD.format("PAGE   \\* MERGEFORMAT")
    change(paper, "word/footer1.xml", "<w:t>臺北市重慶南路一號</w:t></w:r>", f"<w:t>頁</w:t></w:r>{field}")

    assert "PAGE" in part(printed(paper), "footer")


def test_the_same_letterhead_gives_the_same_bytes(paper: Path):
    printed(paper)
    first = (paper.parent / "out.docx").read_bytes()

    printed(paper)

    assert (paper.parent / "out.docx").read_bytes() == first


# ---- what is refused -------------------------------------------------------------


def with_macros(path: Path) -> Path:
    return change(path, "word/vbaProject.bin", "", "macro")


def with_macro_type(path: Path) -> Path:
    return change(
        path, "[Content_Types].xml", "wordprocessingml.document.main", "ms-word.document.macroEnabled.main"
    )


def with_template(path: Path) -> Path:
    change(path, "word/_rels/settings.xml.rels", "", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>')  # fmt: skip
    return relate(path, "word/settings.xml", "attachedTemplate", "file:///c:/evil.dotm", outside=True)


def with_linked_picture(path: Path) -> Path:
    return relate(path, "word/document.xml", "image", "http://example.org/a.png", outside=True)


def with_reaching_field(path: Path) -> Path:
    field = FIELD.format('INCLUDEPICTURE "http://example.org/a.png"')
    return change(path, "word/footer1.xml", "</w:p>", f"{field}</w:p>")


def with_dde(path: Path) -> Path:
    simple = '<w:fldSimple w:instr="DDEAUTO c:\\\\cmd.exe"><w:r><w:t>x</w:t></w:r></w:fldSimple>'
    return change(path, "word/footer1.xml", "</w:p>", f"{simple}</w:p>")


def with_entities(path: Path) -> Path:
    return change(path, "word/footer1.xml", "<w:ftr", '<!DOCTYPE x [<!ENTITY a "b">]><w:ftr')


def as_text(path: Path) -> Path:
    path.write_text("not a Word file")
    return path


def without_document(path: Path) -> Path:
    return change(path, "_rels/.rels", '/officeDocument"', '/somethingElse"')


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (with_macros, "巨集"),
        (with_macro_type, "巨集"),
        (with_template, "附有範本"),
        (with_linked_picture, "連到外部檔案"),
        (with_reaching_field, "INCLUDEPICTURE"),
        (with_dde, "DDEAUTO"),
        (with_entities, "不合 Word 檔的格式"),
        (as_text, "不是 .docx 檔"),
        (without_document, "不合 Word 檔的格式"),
    ],
)
def test_what_runs_or_reaches_out_is_refused(paper: Path, spoil: Callable[[Path], Path], why: str):
    spoil(paper)

    with pytest.raises(RenderError) as refused:
        read(paper)

    (problem,) = refused.value.problems
    assert problem.say().startswith("templates/research/base.docx：信頭")
    assert why in problem.say()
    assert problems(paper) == (problem,)


def test_a_file_that_swells_is_refused(paper: Path):
    with zipfile.ZipFile(paper, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/media/big.png", bytes(70_000_000))

    (problem,) = problems(paper)

    assert "過大" in problem.say()


# ---- what is washed --------------------------------------------------------------


@pytest.mark.parametrize(
    ("put", "gone", "kept", "said"),
    [
        ('<w:ins w:id="1" w:author="甲"><w:r><w:t>新增</w:t></w:r></w:ins>', "w:author", "新增", "追蹤修訂"),
        ('<w:del w:id="1" w:author="甲"><w:r><w:delText>刪除</w:delText></w:r></w:del>', "刪除", "", "追蹤修訂"),
        ('<w:commentRangeStart w:id="0"/><w:r><w:t>有註解</w:t></w:r>', "commentRange", "有註解", "註解"),
        ('<w:hyperlink r:id="rId99"><w:r><w:t>網站</w:t></w:r></w:hyperlink>', "hyperlink", "網站", "超連結"),
        ('<w:customXml w:element="a"><w:r><w:t>包住</w:t></w:r></w:customXml>', "customXml", "包住", "自訂 XML"),
        ("<w:r><w:object/></w:r>", "w:object", "", "內嵌物件"),
        (FIELD.format('DATE \\@ "yyyy"'), "DATE", "shown", "功能變數"),
        ('<w:fldSimple w:instr="AUTHOR"><w:r><w:t>甲</w:t></w:r></w:fldSimple>', "AUTHOR", "甲", "功能變數"),
        ('<w:sdt><w:sdtPr><w:alias w:val="機密"/></w:sdtPr><w:sdtContent><w:r><w:t>控制項</w:t></w:r></w:sdtContent></w:sdt>', "w:sdt", "控制項", ""),
    ],
)  # fmt: skip
def test_what_is_foreign_is_washed_and_said(paper: Path, put: str, gone: str, kept: str, said: str):
    space = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    change(
        paper, "word/footer1.xml", "</w:p>", f"{put.replace('<w:hyperlink', f'<w:hyperlink {space}')}</w:p>"
    )

    foot = part(printed(paper), "footer")

    (problem,) = problems(paper)
    assert gone not in foot
    assert kept in foot
    assert said in problem.say()
    assert problem.severity is not Severity.ERROR


def test_nothing_of_the_author_or_the_body_comes_along(paper: Path):
    letterhead = docx.Document(str(paper))
    letterhead.core_properties.author = "某科長"
    letterhead.core_properties.comments = "內部"
    letterhead.add_paragraph("信頭的內文")
    write(letterhead, paper)

    everything = "".join(printed(paper).values())

    assert "某科長" not in everything
    assert "信頭的內文" not in everything
    assert "python-docx" not in everything
    assert "rsid" not in everything
    assert "作者與檔案屬性" in problems(paper)[0].say()


def test_the_marking_of_the_brief_is_stated_once_and_that_of_the_letterhead_not(paper: Path):
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="密等">'
        "<vt:lpwstr>絕對機密</vt:lpwstr></property></Properties>"
    )
    change(paper, "docProps/custom.xml", "", custom)
    relate(paper, "", "custom-properties", "docProps/custom.xml")
    document = a_document()
    marked = replace(document, meta=replace(document.meta, marking="內部"))

    parts, unmarked = printed(paper, marked), printed(paper, document)

    assert parts["docProps/custom.xml"].count("<property ") == 1
    assert "內部" in parts["docProps/custom.xml"]
    assert parts["_rels/.rels"].count("custom-properties") == 1
    assert "docProps/custom.xml" not in unmarked
    assert "絕對機密" not in "".join((*parts.values(), *unmarked.values()))


def test_a_letterhead_without_head_and_foot_gives_only_its_margins(tmp_path: Path):
    path = write(docx.Document(), tmp_path / "base.docx")

    parts = printed(path)

    assert "我們的頁首" in part(parts, "header")
    assert "我們的頁尾" in part(parts, "footer")


# ---- in use ----------------------------------------------------------------------


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    run(["new", "mine"])
    monkeypatch.chdir("mine")
    return tmp_path / "mine"


def test_an_audience_with_a_letterhead_is_printed_on_it(workspace: Path, capsys: pytest.CaptureFixture[str]):
    write(a_letterhead(), workspace / "templates/research/base.docx")

    code = run(["--lang", "zh", "build", "2024-q3"])

    out = workspace / "out/2024-q3/2024-q3-research"
    assert code == 0
    assert "說明：templates/research/base.docx：信頭裡的" in capsys.readouterr().err
    assert "大陸情勢研究所" in part(_parts(out.with_suffix(".docx")), "header")
    assert run(["verify", f"{out}.docx", f"{out}.pdf"]) == 0
    assert read_docx(out.with_suffix(".docx")).headings


def test_what_an_audience_extends_lends_its_letterhead(workspace: Path):
    write(a_letterhead(), workspace / "templates/research/base.docx")
    run(["new-audience", "director"])

    run(["build", "2024-q3", "--audience", "director", "--format", "docx"])

    out = workspace / "out/2024-q3/2024-q3-director.docx"
    assert "大陸情勢研究所" in part(_parts(out), "header")


def test_check_refuses_a_letterhead_with_macros_and_a_build_writes_nothing(
    workspace: Path, capsys: pytest.CaptureFixture[str]
):
    with_macros(write(a_letterhead(), workspace / "templates/research/base.docx"))

    checked, built = run(["--lang", "zh", "check"]), run(["--lang", "zh", "build", "2024-q3"])

    assert (checked, built) == (1, 1)
    assert capsys.readouterr().err.count("錯誤：templates/research/base.docx：信頭含有巨集，不能使用") == 2
    assert not (workspace / "out").exists()
    assert run(["build", "2024-q3", "--format", "pdf"]) == 0


def _parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name).decode("utf-8", errors="replace") for name in file.namelist()}


# ---- what others say ---------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("check", [open_xml_sdk, openxml_audit])
def test_a_file_on_a_letterhead_is_valid(paper: Path, check: Callable[[Path], list[str]]):
    letterhead = docx.Document(str(paper))
    letterhead.sections[0].different_first_page_header_footer = True
    letterhead.sections[0].first_page_header.add_table(1, 1, letterheads.Cm(10)).style = "Light Grid Accent 1"
    letterhead.sections[0].first_page_header.paragraphs[0].text = "首頁"
    write(letterhead, paper)
    printed(paper)

    try:
        assert check(paper.parent / "out.docx") == []
    except Absent as absent:
        pytest.skip(f"{absent} is not installed; make test-all installs it")


@pytest.mark.slow
def test_libreoffice_opens_a_brief_on_a_letterhead(workspace: Path):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    write(a_letterhead(), workspace / "templates/research/base.docx")
    run(["build", "2024-q3", "--format", "docx"])

    assert notes_by_libreoffice(workspace / "out/2024-q3/2024-q3-research.docx") > 0
