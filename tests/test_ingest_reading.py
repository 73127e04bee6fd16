"""Files of every kind are read into the same passages."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from briefgen.errors import RequestError
from briefgen.ingest import read
from briefgen.ingest.joining import join
from briefgen.ingest.passages import Passages
from briefgen.ingest.plain import pieces

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def passages(text: str) -> Passages:
    return join("report.txt", pieces(text.encode()))


def texts(read_: Passages, kind: str | None = None) -> list[str]:
    return [p.text for p in read_.passages if kind in (None, p.kind)]


def wrapped(text: str, width: int = 20) -> str:
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def a_docx(body: str, notes: str = "") -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
        package.writestr(
            "word/styles.xml",
            f'<w:styles xmlns:w="{W}"><w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style></w:styles>',
        )
        if notes:
            package.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>')
    return buffer.getvalue()


def a_pdf(stream: bytes) -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length " + str(len(stream)).encode() + b">>stream\n" + stream + b"\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def test_wrapped_lines_are_one_paragraph_again():
    sentence = "總理李某於9月10日抵達首都，與當地官員舉行會談並就雙邊貿易、漁業及人員往來交換意見（中央社，2023.9.11）。"

    found = passages(f"一、周邊\n{wrapped(sentence)}\n")

    assert texts(found) == ["一、周邊", sentence]


def test_a_name_broken_by_a_line_keeps_its_space_and_loses_its_hyphen():
    lines = "外長甲某（Manuel Gonza-\nlez）與乙某（Abdulla \nShahid）在首都就雙邊合作事項會談"

    found = passages(lines)

    assert texts(found) == ["外長甲某（Manuel Gonzalez）與乙某（Abdulla Shahid）在首都就雙邊合作事項會談"]


def test_spaces_beside_figures_are_closed_up():
    found = passages("楊 8 月 24 日與 John Kerry 會面。")

    assert texts(found) == ["楊8月24日與John Kerry會面。"]


def test_page_numbers_and_running_heads_are_dropped_within_a_sentence():
    half = "甲國總理於九月十日抵達乙國首都訪問，雙方"
    page = f"{half}\n\n 3 \n\n情勢季報　第9期\n"
    other = "就貿易與人員往來議題交換意見，並同意續談"

    found = passages(f"{page}{other}\n{half}\n\n 4 \n\n情勢季報　第9期\n{other}。\n")

    assert texts(found) == [f"{half}{other}{half}{other}。"]


@pytest.mark.parametrize(
    "heading",
    [
        "壹、政治",
        "一、周邊外交",
        "（一）美國",
        "(一) 美國",
        "1、經貿",
        "（1）關稅",
        "第三節 歐洲",
        "甲、結語",
    ],
)
def test_every_usual_form_of_heading_is_known(heading: str):
    found = passages(f"{heading}\n\n三國外長會議於日前落幕，並未發表聲明。\n")

    assert len(texts(found, "heading")) == 1


def test_a_heading_that_fills_its_line_goes_on_in_the_next():
    body = wrapped("甲國總理與乙國總統舉行會談並簽署協定，" * 6)

    found = passages(f"（一）甲國總理批評乙國政策；籲各國\n共同應對挑戰\n{body}。\n")

    assert texts(found, "heading") == ["（一）甲國總理批評乙國政策；籲各國共同應對挑戰"]


def test_a_passage_knows_its_headings_and_its_line():
    found = passages("一、外交\n\n（一）周邊\n\n三國外長會議落幕，並未發表聲明。\n")

    assert found.passages[-1].section == ("一、外交", "（一）周邊")
    assert found.passages[-1].line_at(0) == 5


def test_notes_are_called_from_where_they_stand(tmp_path: Path):
    path = tmp_path / "a.md"
    path.write_text(
        "## 一、會議\n\n雙方會談。[^1]另有協議。\n\n[^1]: 《中央社》，2023年9月11日。\n", encoding="utf-8"
    )

    found = read(path, "a.md")

    assert found.passages[1].text == "雙方會談。另有協議。"
    assert found.passages[1].calls == ((5, "1"),)
    assert found.notes["1"].text == "《中央社》，2023年9月11日。"


def test_marks_of_markdown_are_no_words(tmp_path: Path):
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: x\n---\n- **要點**見[報告](http://a.b/c)。\n\n| 日期 | 事 |\n|---|---|\n| 9月1日 | 會談 |\n",
        encoding="utf-8",
    )

    found = read(path, "a.md")

    assert texts(found) == ["要點見報告。", "日期｜事", "9月1日｜會談"]


def test_word_headings_tables_and_footnotes_are_read(tmp_path: Path):
    body = (
        '<w:p><w:pPr><w:pStyle w:val="a1"/></w:pPr><w:r><w:t>周邊</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>雙方會談</w:t></w:r><w:del><w:r><w:delText>破裂</w:delText></w:r></w:del>"
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>。</w:t></w:r></w:p>'
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>9月1日</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>簽約</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    path = tmp_path / "a.docx"
    path.write_bytes(
        a_docx(
            body,
            '<w:footnote w:id="2"><w:p><w:r><w:t>《中央社》，2023年9月2日。</w:t></w:r></w:p></w:footnote>',
        )
    )

    found = read(path, "a.docx")

    assert [(p.kind, p.text) for p in found.passages] == [
        ("heading", "周邊"),
        ("paragraph", "雙方會談。"),
        ("table", "9月1日｜簽約"),
    ]
    assert found.passages[1].calls == ((4, "foot2"),)
    assert found.notes["foot2"].text == "《中央社》，2023年9月2日。"


def test_a_web_page_is_read_without_its_menus_and_scripts(tmp_path: Path):
    path = tmp_path / "a.html"
    path.write_text(
        "<html><head><style>x</style></head><nav>首頁</nav><h2>周邊</h2><p>雙方<b>會談</b>。</p><script>9</script>",
        encoding="utf-8",
    )

    found = read(path, "a.html")

    assert [(p.kind, p.text) for p in found.passages] == [("heading", "周邊"), ("paragraph", "雙方會談。")]


def test_the_text_layer_of_a_pdf_is_read(tmp_path: Path):
    path = tmp_path / "a.pdf"
    path.write_bytes(a_pdf(b"BT /F 12 Tf 20 200 Td (Signed in Geneva.) Tj ET"))

    assert texts(read(path, "a.pdf")) == ["Signed in Geneva."]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("scan.pdf", a_pdf(b""), "沒有文字層"),
        ("broken.pdf", b"%PDF-1.4 nothing", "打不開"),
        ("fake.docx", b"PK not a package", "不是 Word"),
        ("binary.txt", b"\xff\xfe\x00\x01\x00\xd8\x00\x00\x81", "不是文字檔"),
        ("sheet.ods", b"", "不會讀"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(RequestError) as caught:
        read(path, name)

    assert reason in caught.value.problems[0].say("zh")
    assert caught.value.problems[0].where.file == name


def test_big5_text_is_read_too(tmp_path: Path):
    path = tmp_path / "old.txt"
    path.write_bytes("雙方於九月十日會談。".encode("cp950"))

    assert texts(read(path, "old.txt")) == ["雙方於九月十日會談。"]
