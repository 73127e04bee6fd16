"""A table keeps its shape and its look in Word, and its head repeats."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Pt

from briefgen.document import Cell, Row, Table
from briefgen.errors import RenderError
from briefgen.render import word
from briefgen.render.look import Border
from briefgen.render.looks import look
from tests.documents import BASE, a_document, a_table, p
from tests.wordfile import BODY, NS, W, WordFile, looks_of, rendered, text_of


def test_the_head_of_a_table_repeats():
    file = rendered(a_document(a_table()))

    rows = file.find("w:tr")
    assert [len(row.findall(f"{W}trPr/{W}tblHeader")) for row in rows] == [1, 0]
    assert ("Caption", "表一　大事記") in file.paragraphs()
    assert file.value("標號", "w:pPr/w:keepNext[not(@w:val)]") != []


def test_cells_span_rows_and_columns():
    rows = (
        Row((Cell((p("甲"),), rowspan=2), Cell((p("乙"),), colspan=2))),
        Row((Cell((p("丙"),)), Cell((p("丁"),), rowspan=9))),
        Row((Cell((p("戊"),)),)),
    )
    file = rendered(a_document(Table((), rows)))

    shape = [[cell_of(cell) for cell in row.findall(f"{W}tc")] for row in file.find("w:tr")]
    assert shape == [
        [("甲", "1", "restart"), ("乙", "2", "")],
        [("", "1", "on"), ("丙", "1", ""), ("丁", "1", "restart")],
        [("戊", "1", ""), ("", "1", ""), ("", "1", "on")],
    ]
    assert len(file.find("w:gridCol")) == 3


def test_a_table_has_one_style_and_only_a_cell_that_differs_says_so():
    table = a_table()
    line = Border(0.5, "solid", "808080", 2.0)
    cell = replace(BODY, top=line, right=line, bottom=line, left=line, indent_left=4.0, indent_right=4.0)
    head = replace(cell, background="EEEEEE")
    looked = [(each, head) for each in table.head[0].cells] + [(each, cell) for each in table.body[0].cells]
    looked[-1] = (table.body[0].cells[-1], replace(cell, background="FFFF00"))
    file = rendered(a_document(table), *looked)

    assert file.find("w:tcPr/w:shd/@w:fill") == ["FFFF00"]
    assert file.value("表格格線", "w:tblPr/w:tblBorders/w:insideH/@w:color") == ["808080"]
    assert file.value("表格格線", "w:tblPr/w:tblCellMar/w:left/@w:w") == ["80"]
    assert file.value("表格格線", "w:tblStylePr/w:tcPr/w:shd/@w:fill") == ["EEEEEE"]


def test_a_column_is_as_wide_as_its_content_and_the_padding_around_it():
    table = a_table()
    cell = replace(BODY, width=80.0, indent_left=4.0, indent_right=4.0)
    file = rendered(a_document(table), (table.head[0].cells[0], cell))

    assert file.find("w:gridCol/@w:w")[0] == str(88 * 20)


@pytest.mark.parametrize("margins", [(100.0, 100.0), (40.0, 40.0)])
def test_a_table_is_as_wide_as_the_text_on_the_paper_of_a_letterhead(
    margins: tuple[float, float], tmp_path: Path
):
    paper = docx.Document()
    paper.sections[0].page_width = Pt(595.3)
    paper.sections[0].left_margin, paper.sections[0].right_margin = map(Pt, margins)
    paper.save(str(tmp_path / "base.docx"))
    document = a_document(a_table())
    looks = replace(look(document, (BASE,), tmp_path), letterhead=tmp_path / "base.docx")

    file = WordFile(word.render(document, looks))

    widths = sum(int(width) for width in file.find("w:gridCol/@w:w"))
    assert abs(widths / 20 - (595.3 - sum(margins))) < 1


def test_a_table_that_word_cannot_hold_is_refused():
    document = a_document(Table((), (Row((Cell((p("甲"),), colspan=999999),)),)))

    with pytest.raises(RenderError):
        word.render(document, looks_of(document))


def cell_of(cell: Any) -> tuple[str, str, str]:
    """Give a cell's text, its columns, and how it is joined with the one above."""
    span = cell.xpath("string(w:tcPr/w:gridSpan/@w:val)", namespaces=NS) or "1"
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return text_of(cell), span, "" if merge is None else merge.get(f"{W}val") or "on"
