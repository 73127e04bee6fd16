"""Documents of every kind and size pass other people's validators; `make test-all` runs this."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.document import (
    AnyInline,
    Attrs,
    Block,
    Break,
    Cell,
    Container,
    Document,
    Figure,
    Inline,
    Inlines,
    Item,
    Link,
    List,
    PageBreak,
    PageCount,
    PageNumber,
    Row,
    Rule,
    Table,
    Toc,
)
from briefgen.render import pdf, word
from briefgen.render.look import Looks
from briefgen.render.looks import look
from tests import validators
from tests.documents import BASE, PROSE, a_document, content, h, note, p, running, small
from tests.make import REPOSITORY
from tests.sizes import times
from tests.test_validators import counted, findings
from tests.test_word import PIXEL

pytestmark = pytest.mark.slow

SHEETS = (None, *sorted((REPOSITORY / "templates").glob("*/brief.css")))
WORDS = (
    "王毅訪問越南。", PROSE, PROSE[:60], "……不——是", "<b>&amp;</b>", "A" * 200, "“引”‘號’", "９月10日至12日",
    "http://example.org/a_b?c=d&e", " ", "\u3000全形空白", "%s{{ x }}",
)  # fmt: skip
RARE = ("𠀀𠮷㐀", "e\u0301\u0323", "١٢٣ שלום", "\u200b零寬")
"""What no font of ours has; Word asks for none."""


class Author:
    """Somebody who writes documents at random."""

    def __init__(self, seed: int, words: tuple[str, ...]) -> None:
        self.chance = random.Random(seed)
        self.words = words

    def document(self) -> Document:
        size = self.chance.choice([1, 3, 10, 40])
        blocks = (h(1, "陸、", "外交", *self.maybe(note("標題的註。"))), *self.blocks(size))
        heads = self.chance.choice(
            [{}, {"page_header": running("header", "季報", "密"), "page_footer": running("footer", "第", PageNumber(), "頁，共", PageCount(), "頁")}]
        )  # fmt: skip
        document = a_document(*blocks, first_page=self.chance.choice([1, 1, 7]), **heads)
        marking = self.chance.choice(["", "密", "絕對機密"])
        authors = self.chance.choice([(), ("王小明",), ("王小明", "O’Neil <x>")])
        return replace(document, meta=replace(document.meta, marking=marking, authors=authors))

    def maybe(self, *parts: AnyInline) -> tuple[AnyInline, ...]:
        return parts if self.chance.random() < 0.4 else ()

    def blocks(self, count: int) -> list[Block]:
        level = 1
        made: list[Block] = []
        for n in range(count):
            if self.chance.random() < 0.3:
                level = self.chance.randint(2, min(level + 1, 5))
                made.append(
                    h(level, self.chance.choice(["", "一、", "（三）", "1、"]), self.text(), f"之{n}")
                )
            made.append(self.block())
        return made

    def block(self, depth: int = 0) -> Block:
        kinds = [self.paragraph] * 5 + [self.table, self.points]
        kinds += [self.box, self.figure, self.rule, self.contents, self.page] if depth == 0 else []
        return self.chance.choice(kinds)(depth)

    def paragraph(self, depth: int) -> Block:
        parts = content(*(part for _ in range(self.chance.randint(1, 4)) for part in self.inline()))
        return p(*parts, lang=self.chance.choice([None, None, "en"]))

    def inline(self) -> Inlines:
        text = self.text()
        return self.chance.choice(
            [
                content(text),
                content(text, note("中央社，〈", self.text(), "〉，2021年9月9日。")),
                content(Inline("strong", content(text, small("小")))),
                content(Inline("em", content(text)), Break()),
                content(small("（", text, "）")),
                content(Link("https://例.tw/路?a=1&b=2", content("網頁", text))),
                content("H", Inline("sub", content("2")), "O", Inline("sup", content("3"))),
            ]
        )

    def text(self) -> str:
        return self.chance.choice(self.words)

    def points(self, depth: int) -> Block:
        items = [Item((self.paragraph(depth),)) for _ in range(self.chance.randint(1, 4))]
        if depth == 0:
            items.append(Item((self.paragraph(1), self.points(1))))
        return List(tuple(items), ordered=self.chance.random() < 0.5)

    def table(self, depth: int) -> Block:
        wide = self.chance.randint(1, 4)
        head = (Row(tuple(Cell((p(f"欄{n}"),), header=True) for n in range(wide))),)
        rows = [
            Row(tuple(Cell((p(self.text()[:12], *self.maybe(note("註。"))),)) for _ in range(wide)))
            for _ in range(3)
        ]
        if wide > 1:
            rows.append(Row((Cell((p("橫跨"),), colspan=wide),)))
        return Table(head, tuple(rows), content("表　", self.text()))

    def box(self, depth: int) -> Block:
        tag = self.chance.choice(["section", "aside"])
        return Container(tag, tuple(self.block(1) for _ in range(3)), Attrs(classes=("event",)))

    def figure(self, depth: int) -> Block:
        return Figure("chart.png", "十二則", content("圖　", self.text()))

    def rule(self, depth: int) -> Block:
        return Rule()

    def contents(self, depth: int) -> Block:
        return Toc(self.chance.randint(1, 4))

    def page(self, depth: int) -> Block:
        return PageBreak()


def written(seed: int, folder: Path, words: tuple[str, ...] = WORDS) -> tuple[Document, Looks]:
    """Give a document and its looks, under the stylesheet of some audience."""
    (folder / "chart.png").write_bytes(PIXEL)
    document = Author(seed, words).document()
    sheet = SHEETS[seed % len(SHEETS)]
    return document, look(document, (BASE, *((sheet,) if sheet else ())), folder)


@pytest.mark.parametrize("seed", range(times(12, 300)))
def test_a_word_file_of_any_kind_is_valid(tmp_path: Path, seed: int):
    file = tmp_path / "any.docx"
    file.write_bytes(word.render(*written(seed, tmp_path, WORDS + RARE)))

    assert findings(validators.open_xml_sdk, file) == []
    assert findings(validators.openxml_audit, file) == []
    notes = validators.notes_in_file(file)
    assert counted(validators.notes_by_pandoc, file) == counted(validators.notes_by_mammoth, file) == notes


@pytest.mark.parametrize("seed", range(times(8, 200)))
def test_a_pdf_of_any_kind_is_valid(tmp_path: Path, seed: int):
    file = tmp_path / "any.pdf"
    file.write_bytes(pdf.render(*written(seed, tmp_path)))

    for check in (validators.pdf_a_and_ua, validators.outloud, validators.qpdf, validators.fonts):
        assert findings(check, file) == []
