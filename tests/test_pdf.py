"""The PDF: whole, tagged, with its own fonts only, and the same each time."""

from __future__ import annotations

import gc
import io
import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
from PIL import Image

from briefgen.document import Attrs, Cell, Figure, Row, Table, Toc
from briefgen.errors import Place, RenderError
from briefgen.marking import NAMESPACE
from briefgen.render import FORMATS, pdf, weasy
from briefgen.render.looks import look
from briefgen.render.pdf import glyphs
from briefgen.render.quick import quick
from tests.documents import BASE, PROSE, a_brief, a_document, content, h, lines_of, note, p


def printed(document, *sheets: Path, folder: Path = BASE.parent) -> bytes:
    return pdf.render(document, look(document, sheets or (BASE,), folder))


@pytest.fixture(scope="module")
def data() -> bytes:
    return printed(a_brief())


@pytest.fixture(scope="module")
def file(data: bytes):
    with pikepdf.open(io.BytesIO(data)) as opened:
        yield opened


def sheet(folder: Path, css: str) -> Path:
    path = folder / "brief.css"
    path.write_text(css, "utf-8")
    return path


def test_the_words_come_in_the_order_of_the_document(data: bytes):
    words = "".join(line.text for line in lines_of(data))

    marks = ["陸、外交", "習近平與拜登", "一、大國關係", "（一）美中視訊", "部長接見助卿1", "（王小明主稿）"]
    assert sorted(marks, key=words.index) == marks


def test_same_document_same_bytes(data: bytes):
    assert printed(a_brief()) == data


def test_every_heading_is_a_bookmark_with_its_label(file: pikepdf.Pdf):
    with file.open_outline() as outline:
        (chapter,) = outline.root
        assert chapter.title == "陸、外交"
        assert [child.title for child in chapter.children] == ["一、大國關係"]


def test_only_the_fonts_of_the_stylesheet_are_embedded(file: pikepdf.Pdf):
    names = {
        str(font.BaseFont).split("+")[1] for page in file.pages for _, font in page.Resources.Font.items()
    }

    assert names <= {
        "TW-Kai",
        "Noto-Sans-CJK-TC-Bold",
        "Liberation-Serif",
        "Liberation-Sans-Bold",
    }
    assert all(
        font.DescendantFonts[0].FontDescriptor.keys() & {"/FontFile2", "/FontFile3"}
        for page in file.pages
        for _, font in page.Resources.Font.items()
    )


def test_properties_are_those_of_the_document_and_agree(file: pikepdf.Pdf):
    info = {key: str(value) for key, value in file.docinfo.items()}

    assert info == {
        "/Title": "陸、外交",
        "/Author": "王小明",
        "/Subject": "2021年第3季",
        "/Keywords": "外交、季報",
        "/Creator": "briefgen",
        "/Producer": "briefgen",
        "/CreationDate": "D:20211031000000+08'00'",
        "/ModDate": "D:20211031000000+08'00'",
    }
    with file.open_metadata() as xmp:
        assert (xmp["dc:title"], xmp["dc:creator"]) == ("陸、外交", ["王小明"])
        assert (xmp["dc:description"], xmp["pdf:Keywords"]) == ("2021年第3季", "外交、季報")
        assert xmp["xmp:CreateDate"] == "2021-10-31T00:00:00+08:00"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")


def test_the_marking_is_stated_as_a_property_that_pdf_a_knows_of():
    document = a_document(p("文。"))
    data = printed(replace(document, meta=replace(document.meta, marking="密<甲&乙>")))

    with pikepdf.open(io.BytesIO(data)) as file, file.open_metadata() as xmp:
        assert str(file.docinfo["/Marking"]) == "密<甲&乙>"
        assert xmp[f"{{{NAMESPACE}}}Marking"] == "密<甲&乙>"
        assert str(xmp).count(f"<pdfaSchema:namespaceURI>{NAMESPACE}") == 1


def test_a_document_without_marking_states_none(data: bytes, file: pikepdf.Pdf):
    assert "/Marking" not in file.docinfo
    assert NAMESPACE.encode() not in file.Root.Metadata.read_bytes()


def test_the_window_shows_the_title_and_the_language_is_taiwanese(file: pikepdf.Pdf):
    assert file.Root.Lang == "zh-Hant-TW"
    assert file.Root.ViewerPreferences.DisplayDocTitle is True
    assert file.Root.PageLabels.Nums[1].S == "/D"
    assert file.Root.MarkInfo.Marked is True


def test_running_heads_are_not_read_aloud(file: pikepdf.Pdf):
    content = file.pages[0].Contents.read_bytes()

    head = content.index(b"/Artifact\n<</Type /Pagination>>\nBDC")
    assert content.count(b"/Pagination") >= 2
    assert b"MCID" not in content[head : content.index(b"EMC", head)]


def test_the_validator_finds_nothing(tmp_path: Path):
    page = pytest.importorskip("page")
    Image.new("RGB", (40, 20), "navy").save(tmp_path / "chart.png")
    picture = Figure("chart.png", "圖", content("圖一　說明"))
    data = printed(replace(a_brief(), blocks=(*a_brief().blocks, picture)), BASE, folder=tmp_path)

    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(data, profile=profile)
        assert [failure.message for failure in report.failures] == []


def test_a_character_without_a_glyph_is_an_error_that_says_where():
    there = Place("seeds/events/a.yaml", 7)
    document = a_document(replace(p("文字\ue000"), attrs=Attrs(place=there)))

    with pytest.raises(RenderError) as caught:
        printed(document)

    assert caught.value.characters == frozenset("\ue000")
    assert caught.value.problems[0].where == there
    assert "U+E000" in caught.value.problems[0].what.zh


def test_a_font_nobody_chose_is_an_error():
    used = [
        SimpleNamespace(family="TW-Kai", to_unicode={1: "國"}),
        SimpleNamespace(family="DejaVu Sans", to_unicode={1: "A"}),
    ]

    with pytest.raises(glyphs.GlyphError) as caught:
        glyphs.check(a_document(p("國A")), used, {"TW-Kai"}, ())

    assert caught.value.characters == frozenset("A")


def test_a_font_that_is_not_installed_says_what_to_install(tmp_path: Path):
    css = sheet(tmp_path, '\n@font-face { font-family: "宋體"; src: local("TW-Sung-Missing") }')

    with pytest.raises(RenderError) as caught:
        printed(a_document(p("國")), BASE, css, folder=tmp_path)

    (problem,) = caught.value.problems
    assert str(problem.where).endswith("brief.css:2")
    assert "TW-Sung-Missing" in problem.what.zh
    assert problem.hint is not None
    assert all(system in problem.hint.zh for system in ("apt install fonts-cns11643", "macOS", "Windows"))


@pytest.mark.parametrize(
    "src", ["../../../etc/passwd", "file:///etc/passwd", "http://127.0.0.1/a.png", "none.png"]
)
def test_only_the_pictures_of_the_folder_are_read(tmp_path: Path, src: str):
    with pytest.raises(RenderError):
        printed(a_document(Figure(src, "圖")), BASE, folder=tmp_path)


def test_no_line_breaks_inside_a_number_of_a_date_and_its_unit():
    blocks = [p("國" * n, "10月27日與2021年8月5日") for n in range(22, 36)]

    lines = [line.text.strip() for line in lines_of(printed(a_document(*blocks)))]

    assert not [line for line in lines if line[:1] in "年月日"]
    assert "".join(lines).count("10月27日") == 14


def test_a_note_stands_at_the_foot_of_the_page_of_its_call(data: bytes):
    words = [line.text for line in lines_of(data)]

    assert any(line.startswith("1中央社，〈部長接見助卿〉") for line in words)


@pytest.mark.parametrize("seed", range(3))
def test_every_note_stands_at_the_foot_of_the_page_of_its_call(seed: int):
    chance, count = random.Random(seed), 0
    blocks = []
    for _ in range(40):
        parts = []
        for _ in range(chance.randint(1, 6)):
            count += 1
            parts += [
                PROSE[: chance.randint(5, 120)],
                note(f"註{count}號，{PROSE[: chance.randint(3, 160)]}"),
            ]
        heading = [h(3, "（一）", "標題" * chance.randint(1, 20))] if chance.random() < 0.2 else []
        blocks += [*heading, p(*parts)]

    words = "".join(line.text for line in lines_of(printed(a_document(*blocks))))

    assert re.findall(r"註(\d+)號", words) == [str(n) for n in range(1, count + 1)]


def test_a_page_with_other_notes_than_calls_is_found():
    weasyprint = weasy.load()
    from briefgen.render.pdf.notes import strayed

    css = "span { float: footnote } p { orphans: 2; widows: 2 } @page { size: 100mm; margin: 0; font-size: 16px }"
    text = "".join(f"<p>{'國<br>' * 6}家<span data-n={n}>註<br>解</span></p>" for n in range(9))
    pages = weasyprint.HTML(string=text).render(stylesheets=[weasyprint.CSS(string=css)]).pages

    assert [problem.what.zh for problem in strayed(pages)] != []


def test_headings_stay_with_what_follows():
    blocks = [p("國" * 35) for _ in range(28)]

    lines = lines_of(printed(a_document(*blocks, h(2, "一、", "標題"), p("國" * 100))))

    at = next(n for n, line in enumerate(lines) if line.text.startswith("一、"))
    assert lines[at + 1].text.startswith("國")


def test_a_row_longer_than_a_page_goes_on_under_the_repeated_head():
    head = Row((Cell((p("日期"),), header=True), Cell((p("事項"),), header=True)))
    table = Table((head,), (Row((Cell((p("9月1日"),)), Cell((p("國" * 2000),)))),))

    data = printed(a_document(h(1, "陸、", "外交"), table))

    heads = sum("事項" in line.text for line in lines_of(data))
    assert heads == pdf.count_pages(data) > 1


def links_in(item: pikepdf.Object) -> list[pikepdf.Object]:
    """Give the links below an element of the structure tree; the first child of a link is its place on the page."""
    kids = [kid for kid in pikepdf.Array(item.get("/K", [])) if isinstance(kid, pikepdf.Dictionary)]
    found = [link for kid in kids if kid.get("/Type") != "/OBJR" for link in links_in(kid)]
    return found + ([item] if item.get("/S") == "/Link" else [])


def test_a_line_of_contents_without_room_for_a_dot_has_no_empty_link():
    headings = [h(2, "一、", "國" * 28 + "i" * length) for length in range(12)]

    data = printed(a_document(h(1, "陸、", "外交"), Toc(2), *headings))

    with pikepdf.open(io.BytesIO(data)) as file:
        links = links_in(file.Root.StructTreeRoot.K[0])
        places = [place for page in file.pages for place in page.get("/Annots", ())]
        parents = dict(zip(*[iter(file.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
    assert len(places) == len(links)
    assert all(len(link.K) > 1 for link in links)
    assert all(parents[place.StructParent].S == "/Link" for place in places)


def test_pages_are_counted(data: bytes):
    assert pdf.count_pages(data) == 2


def test_the_formats_are_word_and_pdf():
    assert set(FORMATS) == {"docx", "pdf"}


def test_weasyprint_opens_without_fonttools_and_has_it_when_needed():
    program = (
        "import sys, ctypes.util; search = ctypes.util.find_library\n"
        "from briefgen.render import weasy\n"
        "weasy.load()\n"
        "assert ctypes.util.find_library is search\n"
        "early = 'fontTools.ttLib' in sys.modules\n"
        "from weasyprint.text import fonts\n"
        "assert fonts.TTFont.__name__ == 'TTFont', fonts.TTFont\n"
        "import fontTools.ttLib, fontTools.subset\n"
        "assert fontTools.ttLib.TTFont.__module__ == 'fontTools.ttLib.ttFont'\n"
        "print(early, weasy.has_subsetter())"
    )

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert said.stdout.split() in (["False", "True"], ["True", "False"])


def test_the_levers_change_nothing_but_the_compression():
    document = a_brief()
    looks = look(document, (BASE,), BASE.parent)
    fast = pdf.render(document, looks)

    with pytest.MonkeyPatch.context() as patch:
        from contextlib import nullcontext

        patch.setattr(pdf, "quick", nullcontext)
        slow = pdf.render(document, looks)

    assert [line.text for line in lines_of(fast)] == [line.text for line in lines_of(slow)]
    with pikepdf.open(io.BytesIO(fast)) as a, pikepdf.open(io.BytesIO(slow)) as b:
        assert [page.Contents.read_bytes() for page in a.pages] == [
            page.Contents.read_bytes() for page in b.pages
        ]


def test_the_collector_runs_again_afterwards():
    with quick():
        assert not gc.isenabled()

    assert gc.isenabled()


def test_pango_prints_nothing_while_pages_are_set(capfd: pytest.CaptureFixture[str]):
    weasy.load()
    from weasyprint.text.ffi import ffi, pango

    with quick():
        pango.pango_layout_set_width(ffi.NULL, 1)

    assert capfd.readouterr().err == ""


def test_a_missing_subsetter_is_a_warning(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(weasy, "SUBSETTER", "libnothing.so.0")
    monkeypatch.setattr(sys, "platform", "linux")

    (problem,) = weasy.missing_subsetter()

    assert problem.severity == "warning"
    assert problem.hint is not None
    assert "libharfbuzz-subset0" in problem.hint.zh


def test_notes_that_are_set_once_stand_where_weasyprint_would_set_them(monkeypatch):
    from briefgen.render.pdf import notes

    blocks = [p(f"第{n}段" * 40, note(f"第{n}註" * (n % 30 + 1)), "。") for n in range(1, 60)]
    once = printed(a_document(*blocks))

    monkeypatch.setattr(notes._Area, "alone", lambda self, context, area: [])

    assert printed(a_document(*blocks)) == once


def test_a_line_is_broken_where_it_would_be_with_all_the_text_behind_it(monkeypatch):
    from briefgen.render.pdf import justify

    words = "王毅2021年9月與Antony Blinken通話，談「一中」與AUKUS；illlli, 1111"
    table = Table((), (Row((Cell((p(words * 3),)), Cell((p(words),)))),))
    document = a_document(p(words * 60), table)
    cut = printed(document)

    monkeypatch.setattr(justify, "_enough", lambda text, ems: text)

    assert printed(document) == cut
