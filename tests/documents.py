"""Builders of Documents, and a reader of the lines of a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2

from briefgen.document import (
    Attrs,
    Block,
    Cell,
    Container,
    Document,
    Heading,
    Inline,
    Inlines,
    Item,
    List,
    Meta,
    Note,
    PageCount,
    PageNumber,
    Paragraph,
    Row,
    Table,
    Text,
)

BASE = Path(__file__).parents[1] / "templates" / "base" / "base.css"

PROSE = (
    "外交部長於9月9日在臺北接見來訪的美國國務院亞太事務助卿，雙方就供應鏈、半導體與海上安全交換意見——"
    "這是兩個月內第三次會談；美國國務卿布林肯（Antony Blinken）與國防部長奧斯汀（Lloyd Austin）隨後在聯合記者會"
    "強調「和平與穩定……不容片面改變現狀」，並稱「一個『開放而自由』的印太」符合各方利益。9月14至15日，"
    "G20財政部長與央行行長視訊會議通過最低稅率15%的安排，歐盟執委會主席馮德萊恩（Ursula von der Leyen）表示歡迎。"
    "東協的談判在8月22至26日舉行，與會各國同意加速「南海行為準則」文本二讀，惟越南、馬來西亞與菲律賓仍主張須符合"
    "《聯合國海洋法公約》（UNCLOS），包括航行自由－飛越自由，以及2021～2025年行動計畫所列的32項合作。"
)


def content(*parts: Any) -> Inlines:
    """Turn strings into Text, and keep the rest."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def p(*parts: Any, **attrs: Any) -> Paragraph:
    return Paragraph(content(*parts), Attrs(**attrs))


def h(level: int, label: str, *parts: Any) -> Heading:
    return Heading(level, content(*parts), label)


def note(*parts: Any) -> Note:
    return Note(content(*parts))


def small(*parts: Any) -> Inline:
    return Inline("small", content(*parts))


def points(*words: str) -> List:
    return List(tuple(Item((p(word),)) for word in words), attrs=Attrs(classes=("key-points",)))


def a_table() -> Table:
    def cell(words: str, header: bool = False) -> Cell:
        return Cell((p(words),), header)

    head = (Row((cell("日期", True), cell("事項", True))),)
    return Table(head, (Row((cell("9月9日"), cell("部長接見助卿。"))),), content("表一　大事記"))


def running(tag: Any, *parts: Any) -> Container:
    return Container(tag, (p(*parts),), Attrs(classes=("page",)))


def a_document(*blocks: Block, **fields: Any) -> Document:
    """Give a document with these blocks and nothing else."""
    meta = Meta("陸、外交", date(2021, 10, 31), "2021年第3季", ("外交", "季報"), ("王小明",))
    return Document(meta, blocks, **fields)


def a_brief() -> Document:
    """Give a document with every kind of block a brief has."""
    return a_document(
        h(1, "陸、", "外交"),
        points("習近平與拜登通話，同意維持溝通管道。", "我國申請加入CPTPP。"),
        h(2, "一、", "大國關係"),
        h(3, "（一）", "美中視訊會談後的政策調整，雙方各自表述；國會提出多項法案並要求於三十日內報告"),
        p("部長接見助卿", note("中央社，〈部長接見助卿〉，2021年9月9日。"), "，", PROSE),
        p(PROSE, small("（中央社，2021.9.10、17、22）"), "。"),
        a_table(),
        p("（王小明主稿）", classes=("author",)),
        page_header=running("header", "外交情勢"),
        page_footer=running("footer", "第", PageNumber(), "頁，共", PageCount(), "頁"),
    )


@dataclass(frozen=True)
class Line:
    """One line of a page: its words, its ends and the size of its last character, in points."""

    text: str
    left: float
    right: float
    size: float


def lines_of(data: bytes) -> list[Line]:
    """Read the lines of a PDF back, in the order in which they were drawn."""
    pdf = pypdfium2.PdfDocument(data)
    found: list[Line] = []
    for page in pdf:
        text = page.get_textpage()
        row: list[tuple[str, float, float]] = []
        height = 0.0
        for n in range(text.count_chars()):
            character = text.get_text_range(n, 1)
            left, bottom, right, _ = text.get_charbox(n, loose=True)
            if not character.strip():
                continue
            if row and abs(bottom - height) > 9:
                found.append(_line(row))
                row = []
            if not row:
                height = bottom
            row.append((character, left, right))
        if row:
            found.append(_line(row))
    pdf.close()
    return found


def _line(row: list[tuple[str, float, float]]) -> Line:
    return Line("".join(c for c, _, _ in row), row[0][1], row[-1][2], row[-1][2] - row[-1][1])
