"""Every kind of block together makes a Word file that other people's programs accept; `make test-all` runs this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.document import (
    Attrs,
    Break,
    Cell,
    Container,
    Document,
    Figure,
    Inline,
    Item,
    Link,
    List,
    PageBreak,
    PageNumber,
    Row,
    Rule,
    Table,
    Toc,
)
from briefgen.render import looks, word
from tests import validators
from tests.documents import BASE, a_document, a_table, content, h, note, p, points, running, small
from tests.test_word import PIXEL

pytestmark = pytest.mark.slow


def everything() -> Document:
    """Give a document with every kind of block and inline, and labels that Word does not count."""
    boxed = Container("aside", (p("編按：本文僅代表作者觀點。"), p("第二段。")))
    nested = List((Item((p("甲"), p("續"), List((Item((p("子"),)),)))), Item((p("乙"),))), ordered=True)
    spans = (
        Row((Cell((p("合併"),), rowspan=2), Cell((p("橫跨"),), colspan=2))),
        Row((Cell((p("甲"),)), Cell((nested,)))),
    )
    inlines = p(
        "說：……不——是", Inline("strong", content("粗", small("小"))), Inline("em", content("斜")), Break(),
        "H", Inline("sub", content("2")), "O、10", Inline("sup", content("3")),
        Inline("span", content("Quad"), Attrs(lang="en")), Link("#end", content("見末段")),
        Link("https://例.tw/路?a=1&b=2", content("網頁")), note("見", Link("mailto:a@example.org", content("信"))),
    )  # fmt: skip
    return a_document(
        h(1, "陸、", "外交", note("標題的註")), Toc(3), points("重點一。", "重點二。"), h(2, "一、", "大國"),
        h(3, "（一）", "美中"), inlines, h(3, "", "無號"), h(3, "（五）", "跳號"), boxed, nested, a_table(),
        a_table(), Table((), spans), Table((), ()), Figure("chart.png", "十二則", content("圖一")), Rule(),
        PageBreak(), p("末段", id="end"), PageBreak(), a_table(),
        page_header=running("header", "季報"),
        page_footer=running("footer", "第", PageNumber(), "頁"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("word")
    (folder / "chart.png").write_bytes(PIXEL)
    (folder / "brief.css").write_text("aside { border: 1pt solid #336699; background: #eeeeee }", "utf-8")
    document = everything()
    document = replace(document, meta=replace(document.meta, marking="密"))
    path = folder / "everything.docx"
    path.write_bytes(word.render(document, looks.look(document, (BASE, folder / "brief.css"), folder)))
    return path


@pytest.mark.parametrize("check", [validators.open_xml_sdk, validators.openxml_audit])
def test_no_validator_has_anything_to_say(check: Callable[[Path], list[str]], file: Path):
    try:
        assert check(file) == []
    except validators.Absent as absent:
        pytest.skip(f"{absent} is not installed; make test-all installs it")


@pytest.mark.parametrize(
    "count", [validators.notes_by_pandoc, validators.notes_by_mammoth, validators.notes_by_libreoffice]
)
def test_every_reader_finds_the_notes(count: Callable[[Path], int], file: Path):
    try:
        assert count(file) == 2
    except validators.Absent as absent:
        pytest.skip(f"{absent} is not installed; make test-all installs it")
