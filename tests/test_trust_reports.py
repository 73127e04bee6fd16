"""Hostile reports and briefs: `attach` joins them or says one line, within bounds, and leaves nothing."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable
from itertools import product
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.reports import a_pdf, a_report, saved, word_bytes
from tests.trust import program

MOST_SECONDS = 10.0
SMALL = "[limits]\nseconds = 4\nmemory = 700\nanswer = 20\n"
HUGE = 300 << 20
Spoil = Callable[[Pdf], object]


def a_part(cases: Iterable[tuple[str, ...]], every: int) -> list[object]:
    """Keep some cases for the fast tests; the others are slow."""
    return [
        pytest.param(*case, marks=() if n % every == 0 else pytest.mark.slow) for n, case in enumerate(cases)
    ]


def spoilt(spoil: Spoil) -> bytes:
    """Give a report of three pages with something bad in it."""
    with pikepdf.open(io.BytesIO(a_pdf("one", "two", "three", bookmarks=("A", "B")))) as pdf:
        spoil(pdf)
        return saved(pdf)


def deflated(size: int, times: int = 1, piece: bytes = b"0 0 m\n") -> bytes:
    """Give a small stream that unpacks to many bytes."""
    pack = zlib.compressobj(9)
    block = piece * ((1 << 20) // len(piece))
    data = b"".join(pack.compress(block) for _ in range(size >> 20)) + pack.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def a_bomb(pdf: Pdf, size: int = HUGE, times: int = 1, **fields: object) -> Stream:
    stream = Stream(pdf, b"", **fields)
    stream.write(deflated(size, times), filter=Array([Name.FlateDecode] * times))
    return stream


# ---- the tree of pages ---------------------------------------------------------------


def deep_pages(pdf: Pdf) -> None:
    kids = pdf.Root.Pages.Kids
    for _ in range(20_000):
        node = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=3, Kids=kids))
        kids = Array([node])
    pdf.Root.Pages.Kids = kids


def cyclic_pages(pdf: Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def cyclic_parents(pdf: Pdf) -> None:
    page = pdf.pages[0].obj
    other = pdf.make_indirect(Dictionary(Type=Name.Pages, Parent=page, Kids=Array([]), Count=0))
    page.Parent = other
    del page["/MediaBox"]


def the_same_page_often(pdf: Pdf) -> None:
    page = pdf.pages[0].obj
    pdf.Root.Pages.Kids = Array([page] * 200_000)
    pdf.Root.Pages.Count = 200_000


def many_pages(pdf: Pdf) -> None:
    pages = pdf.Root.Pages
    made = [
        pdf.make_indirect(Dictionary(Type=Name.Page, Parent=pages, MediaBox=[0, 0, 99, 99]))
        for _ in range(60_000)
    ]
    pages.Kids, pages.Count = Array(made), len(made)


def a_page_count_that_lies(pdf: Pdf) -> None:
    pdf.Root.Pages.Count = 2**31 - 1


def a_page_without_end(pdf: Pdf) -> None:
    pdf.pages[0].obj.MediaBox = Array([0, 0, 10**9, 10**9])


def a_page_of_no_size(pdf: Pdf) -> None:
    pdf.pages[0].obj.MediaBox = Array([0, 0, 0, 0])


# ---- what is on them ------------------------------------------------------------------


def a_content_bomb(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = a_bomb(pdf)


def a_bomb_in_a_bomb(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = a_bomb(pdf, HUGE * 4, 2)


def put_image(pdf: Pdf, image: object) -> None:
    image = pdf.make_indirect(image)  # type: ignore[arg-type]
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=image))
    pdf.pages[0].obj.Contents = Stream(pdf, b"q 500 0 0 500 0 0 cm /I Do Q")


def a_huge_image(pdf: Pdf) -> None:
    fields = {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "BitsPerComponent": 8,
        "ColorSpace": Name.DeviceRGB,
    }
    put_image(pdf, a_bomb(pdf, Width=100_000, Height=100_000, **fields))


def an_image_beyond_all(pdf: Pdf) -> None:
    fields = {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "BitsPerComponent": 16,
        "ColorSpace": Name.DeviceCMYK,
    }
    put_image(pdf, Stream(pdf, b"x", Width=2**31 - 1, Height=2**31 - 1, **fields))


def a_broken_jpx(pdf: Pdf) -> None:
    stream = Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Image, Width=9, Height=9)
    stream.write(b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(300), filter=Name.JPXDecode)
    put_image(pdf, stream)


def a_form_in_itself(pdf: Pdf) -> None:
    form = pdf.make_indirect(
        Stream(pdf, b"/I Do /I Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    )
    form.Resources = Dictionary(XObject=Dictionary(I=form))
    put_image(pdf, form)


def forms_that_double(pdf: Pdf) -> None:
    inner = Stream(pdf, b"0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    for _ in range(28):
        inner = pdf.make_indirect(inner)
        resources = Dictionary(XObject=Dictionary(I=inner))
        inner = Stream(
            pdf, b"/I Do /I Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=resources
        )
    put_image(pdf, inner)


def a_tiny_pattern(pdf: Pdf) -> None:
    cell = Stream(
        pdf, b"0 0 1 1 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
        BBox=[0, 0, 1, 1], XStep=0.0001, YStep=0.0001, Resources=Dictionary(),
    )  # fmt: skip
    page = pdf.pages[0].obj
    page.Resources = Dictionary(Pattern=Dictionary(P=pdf.make_indirect(cell)))
    page.Contents = Stream(pdf, b"/Pattern cs /P scn 0 0 500 500 re f")


def a_million_lines(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = Stream(pdf, b"0 0 m 500 500 l S\n" * 1_000_000)


def deep_states(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = Stream(pdf, b"q " * 2_000_000)


def deep_content(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = Stream(pdf, b"[" * 2_000_000)


def deep_marks(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = Stream(pdf, b"/P <</A<</A<</A<</A 1>>>>>>>> BDC " * 200_000)


# ---- outlines, names, numbers, tags ---------------------------------------------------


def a_bookmark_after_itself(pdf: Pdf) -> None:
    first = pdf.Root.Outlines.First
    first.Next = first


def a_bookmark_in_itself(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.First = pdf.Root.Outlines.First
    pdf.Root.Outlines.Parent = pdf.Root.Outlines.First


def deep_bookmarks(pdf: Pdf) -> None:
    above = pdf.Root.Outlines.First
    for _ in range(50_000):
        item = pdf.make_indirect(Dictionary(Title=String("x"), Parent=above))
        above.First = above.Last = item
        above = item


def a_bookmark_count_beyond_all(pdf: Pdf) -> None:
    pdf.Root.Outlines.Count = 2**62


def a_name_tree_in_itself(pdf: Pdf) -> None:
    node = pdf.make_indirect(Dictionary(Names=Array([String("a"), Array([pdf.pages[0].obj, Name.Fit])])))
    node.Kids = Array([node, node])
    pdf.Root.Names = Dictionary(Dests=node, EmbeddedFiles=node)


def labels_beyond_all(pdf: Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(
        Nums=[0, Dictionary(S=Name.A, St=2**31 - 1), 2**31 - 1, Dictionary(S=Name.R, St=2**31 - 1)]
    )


def tags_in_themselves(pdf: Pdf) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    item = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    item.K = Array([item, item, root])
    root.K, root.ParentTree = item, Dictionary(Kids=Array([root]), Nums=[0, item])
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)


def deep_tags(pdf: Pdf) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    above = root
    for _ in range(50_000):
        item = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div, P=above))
        above.K = item
        above = item
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)


def a_key_beyond_all(pdf: Pdf) -> None:
    tags_in_themselves(pdf)
    pdf.Root.StructTreeRoot.ParentTreeNextKey = 2**62
    pdf.pages[0].obj.StructParents = 2**62


def deep_objects(pdf: Pdf) -> None:
    item = Array([1])
    for _ in range(400):
        item = Array([item])
    pdf.Root.Deep = item
    chain = pdf.make_indirect(Dictionary())
    for _ in range(50_000):
        chain = pdf.make_indirect(Dictionary(N=chain))
    pdf.pages[0].obj.PieceInfo = chain


# ---- properties and what travels along ------------------------------------------------


def put_xmp(pdf: Pdf, data: bytes) -> None:
    pdf.Root.Metadata = Stream(pdf, data, Type=Name.Metadata, Subtype=Name.XML)


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 99 + b'">' + b"".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(12)
) + b"]>"  # fmt: skip


def laughing_xmp(pdf: Pdf) -> None:
    put_xmp(pdf, LAUGHS + b"<x>&m;</x>")


def deep_xmp(pdf: Pdf) -> None:
    put_xmp(pdf, b"<a>" * 200_000)


def an_xmp_bomb(pdf: Pdf) -> None:
    pdf.Root.Metadata = a_bomb(pdf, Type=Name.Metadata, Subtype=Name.XML)


def an_xmp_of_a_file(pdf: Pdf) -> None:
    put_xmp(pdf, b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>')


def a_long_title(pdf: Pdf) -> None:
    pdf.docinfo.Title = String("題" * 3_000_000)


def a_title_of_controls(pdf: Pdf) -> None:
    pdf.docinfo.Title = String("".join(map(chr, range(1, 160))) + "\u202e\ufffe")


def many_keywords(pdf: Pdf) -> None:
    pdf.docinfo.Keywords = String("、".join(map(str, range(200_000))))


def a_date_beyond_all(pdf: Pdf) -> None:
    pdf.docinfo.ModDate = String("D:99999999999999+99'99'")


def many_files(pdf: Pdf) -> None:
    data = Stream(pdf, b"x")
    spec = pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("../../x"), EF=Dictionary(F=data)))
    names = [part for n in range(30_000) for part in (String(f"{n:06}"), spec)]
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(names)))
    pdf.Root.AF = Array([spec] * 30_000)


def fields_in_themselves(pdf: Pdf) -> None:
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("x"), V=String("y" * 1000)))
    field.Kids = Array([field])
    field.Parent = field
    pdf.Root.AcroForm = Dictionary(Fields=Array([field, field]))


def layers_in_themselves(pdf: Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    order = pdf.make_indirect(Array([group]))
    order.append(order)
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Order=order, OFF=order))


SPOILT: dict[str, Spoil] = {
    spoil.__name__.replace("_", " "): spoil
    for spoil in (
        deep_pages, cyclic_pages, cyclic_parents, the_same_page_often, many_pages, a_page_count_that_lies,
        a_page_without_end, a_page_of_no_size, a_content_bomb, a_bomb_in_a_bomb, a_huge_image,
        an_image_beyond_all, a_broken_jpx, a_form_in_itself, forms_that_double, a_tiny_pattern,
        a_million_lines, deep_states, deep_content, deep_marks, a_bookmark_after_itself,
        a_bookmark_in_itself, deep_bookmarks, a_bookmark_count_beyond_all, a_name_tree_in_itself,
        labels_beyond_all, tags_in_themselves, deep_tags, a_key_beyond_all, deep_objects, laughing_xmp,
        deep_xmp, an_xmp_bomb, an_xmp_of_a_file, a_long_title, a_title_of_controls, many_keywords,
        a_date_beyond_all, many_files, fields_in_themselves, layers_in_themselves,
    )
}  # fmt: skip


def cross_references_that_loop() -> bytes:
    plain = a_pdf()
    at = plain.rindex(b"startxref")
    return plain[:at].replace(b"trailer", b"trailer", 1) + b"startxref\n0\n%%EOF\n"


WRITTEN: dict[str, bytes] = {
    "nothing but a head": b"%PDF-1.7\n",
    "a deep array": b"%PDF-1.7\n1 0 obj\n" + b"[" * 300_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "a deep dictionary": b"%PDF-1.7\n1 0 obj\n" + b"<</A" * 300_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "a table of nothing": b"%PDF-1.7\nxref\n0 4294967295\ntrailer<</Root 1 0 R/Size 4294967295>>\nstartxref\n9\n%%EOF",
    "tables in a ring": b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 1/Prev 9>>\nstartxref\n9\n%%EOF",
    "an object that is itself": b"%PDF-1.7\n1 0 obj\n1 0 R\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer<</Root 1 0 R/Size 2>>\nstartxref\n29\n%%EOF",
    "a start that is nowhere": cross_references_that_loop(),
    "a hundred million blanks": b"%PDF-1.7\n" + b" " * 100_000_000 + b"%%EOF",
}  # fmt: skip


# ---- Word ------------------------------------------------------------------------------


def word_with(name: str, data: bytes, *, add: bool = False) -> bytes:
    """Give a Word report with one part replaced, or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word_bytes(a_report()))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.namelist():
            if entry != name:
                target.writestr(entry, source.read(entry))
        target.writestr(name, data)
    return out.getvalue()


SPACE = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = b"<w:document " + SPACE + b"><w:body>%s</w:body></w:document>"
RELATION = b'<Relationship Id="r%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="%s"/>'
RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
)
PROPERTIES = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">%s</Properties>'
WORD: dict[str, Callable[[], bytes]] = {
    "a zip bomb": lambda: word_with("word/media/x.bin", bytes(900 << 20)),
    "a document bomb": lambda: word_with("word/document.xml", BODY % (b"<w:p/>" * 20_000_000)),
    "deep paragraphs": lambda: word_with("word/document.xml", BODY % (b"<w:p>" * 500_000)),
    "deep tables": lambda: word_with("word/document.xml", BODY % (b"<w:tbl><w:tr><w:tc>" * 9_000 + b"</w:tc></w:tr></w:tbl>" * 9_000)),
    "laughing": lambda: word_with("word/document.xml", LAUGHS + BODY % b"<w:p><w:r><w:t>&m;</w:t></w:r></w:p>"),
    "an entity of a file": lambda: word_with("word/document.xml", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + BODY % b"<w:p><w:r><w:t>&a;</w:t></w:r></w:p>"),
    "a long attribute": lambda: word_with("word/document.xml", BODY % (b'<w:p w:x="' + b"x" * 60_000_000 + b'"/>')),
    "a relation that is its own target": lambda: word_with("word/_rels/document.xml.rels", RELATIONS % (RELATION % (1, b"document.xml"))),
    "a relation out of the file": lambda: word_with("word/_rels/document.xml.rels", RELATIONS % (RELATION % (1, b"../../../../etc/passwd"))),
    "many relations": lambda: word_with("word/_rels/document.xml.rels", RELATIONS % b"".join(RELATION % (n, b"header1.xml") for n in range(300_000))),
    "no relations": lambda: word_with("word/_rels/document.xml.rels", b""),
    "many parts": lambda: many_parts(),
    "a part with a path": lambda: word_with("../../evil.txt", b"x"),
    "a number beyond all": lambda: word_with("word/document.xml", BODY % (b'<w:bookmarkStart w:id="' + b"9" * 5_000 + b'" w:name="x"/>')),
    "a property number beyond all": lambda: word_with("docProps/custom.xml", PROPERTIES % (b'<property pid="' + b"9" * 5_000 + b'" name="x"/>')),
}  # fmt: skip


def many_parts() -> bytes:
    out = io.BytesIO(word_bytes(a_report()))
    with zipfile.ZipFile(out, "a") as file:
        for n in range(30_000):
            file.writestr(f"word/x{n}", b"")
    return out.getvalue()


# ---- the attempts ----------------------------------------------------------------------

PARTS = ("report", "brief", "brief of a Word report")


@pytest.fixture
def attempt(tmp_path: Path) -> Callable[..., int]:
    """Attach, in a process; whatever happens: bounds, one line where it fails, and nothing left."""
    root = tmp_path / "place"
    root.mkdir()
    (root / "briefgen.toml").write_text(SMALL, "utf-8")

    def do(report: bytes, brief: bytes, kind: str) -> int:
        paths = root / f"report.{kind}", root / "brief.pdf"
        for path, data in zip(paths, (report, brief), strict=True):
            path.write_bytes(data)
        before = sorted(path.name for path in root.iterdir())
        out = root / f"joined.{kind}"
        begun = os.times()
        ran = program(root, "--lang", "zh", "attach", str(paths[1]), "--to", str(paths[0]), "-o", str(out))
        ended = os.times()
        spent = ended.children_user + ended.children_system - begun.children_user - begun.children_system
        assert ran.code in (0, 2), ran.err
        assert "Traceback" not in ran.err
        assert spent < MOST_SECONDS
        assert "root:x:" not in ran.out + ran.err
        if ran.code:
            assert len(ran.err.splitlines()) == 1, ran.err
            assert len(ran.err) < 1000
            assert sorted(path.name for path in root.iterdir()) == before
        else:
            assert b"root:x:" not in out.read_bytes()
            assert sorted(path.name for path in root.iterdir()) == sorted([*before, out.name])
        assert [path.read_bytes() for path in paths] == [report, brief]
        return ran.code

    return do


@pytest.mark.parametrize(("name", "part"), a_part(product(SPOILT, PARTS), 22))
def test_a_hostile_pdf_is_joined_or_refused_in_one_line(attempt, name: str, part: str):
    bad = spoilt(SPOILT[name])
    if part == "report":
        attempt(bad, a_pdf(), "pdf")
    elif part == "brief":
        attempt(a_pdf(), bad, "pdf")
    else:
        attempt(word_bytes(a_report()), bad, "docx")


@pytest.mark.parametrize("name", a_part(zip(WRITTEN), 4))
def test_a_pdf_that_is_none_is_refused_in_one_line(attempt, name: str):
    assert attempt(WRITTEN[name], a_pdf(), "pdf") == 2
    assert attempt(a_pdf(), WRITTEN[name], "pdf") == 2


@pytest.mark.parametrize("name", a_part(zip(WORD), 5))
def test_a_hostile_word_file_is_joined_or_refused_in_one_line(attempt, name: str):
    attempt(WORD[name](), a_pdf(), "docx")


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_honest_parts_are_joined_within_the_same_bounds(attempt, kind: str):
    report = a_pdf() if kind == "pdf" else word_bytes(a_report())

    assert attempt(report, a_pdf("one", "two"), kind) == 0


@pytest.mark.parametrize("which", ["fifo", "device", "folder"])
def test_a_report_that_is_no_file_is_refused(tmp_path: Path, which: str):
    (tmp_path / "brief.pdf").write_bytes(a_pdf())
    report = tmp_path / "report.pdf"
    if which == "fifo":
        os.mkfifo(report)
    elif which == "device":
        report.symlink_to("/dev/zero")
    else:
        report.mkdir()

    ran = program(
        tmp_path, "attach", str(tmp_path / "brief.pdf"), "--to", str(report), "-o", str(tmp_path / "x.pdf"),
        timeout=20,
    )  # fmt: skip

    assert ran.code == 2
    assert "不是檔案" in ran.err or "no file" in ran.err
