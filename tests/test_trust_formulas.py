"""No trigger in any exported column becomes a formula, and every text comes back as it was."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from briefgen.catalogue import export, read_tree
from briefgen.convert import convert
from briefgen.model import Catalogue, Event
from briefgen.rules import explain
from briefgen.selection import Selection
from tests.make import a_source, a_theme_selection, an_event, registers, window

TRIGGERS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", " =1+1",
    "'=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://127.0.0.1:9/","x")',
)  # fmt: skip
STARTS = tuple("=+-@\t\r\n＝＋－＠")


def an_attack(text: str) -> Event:
    """Give an event that has a trigger in every column that takes words."""
    source = a_source(
        text, title=text, author=text, number=text, page=text, url=f"https://example.org/{text.strip()}"
    )
    return an_event(
        title=text, summary=text, actors=(text, text), counterparts=(text,), body=text, place=text, topics=(text,),
        marking=text, detail=text, quotes=(text,), notes=(text,), remark=text, sources=(source, source),
    )  # fmt: skip


def is_active(cell: str) -> bool:
    return cell.startswith(STARTS) or cell.lstrip().startswith(STARTS)


def cells_of(raw: bytes) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")) for cell in row]


def kinds_of(raw: bytes) -> set[str]:
    return {cell.data_type for sheet in load_workbook(io.BytesIO(raw)) for row in sheet for cell in row}


@pytest.mark.parametrize("text", TRIGGERS)
def test_a_trigger_in_any_column_of_events_is_no_formula_and_comes_back(tmp_path: Path, text: str):
    event = an_attack(text)
    catalogue = Catalogue(events=(event,), registers=registers())

    for format in ("csv", "xlsx"):
        raw = export(catalogue, registers(), format)
        file = tmp_path / f"events.{format}"
        file.write_bytes(raw)
        assert convert(read_tree(file, tmp_path), list[Event]) == [event]
        if format == "csv":
            assert not [cell for cell in cells_of(raw) if is_active(cell)]
        else:
            assert kinds_of(raw) <= {"s", "n", "d"}


@pytest.mark.parametrize("text", TRIGGERS)
def test_a_trigger_in_any_column_of_a_selection_is_no_formula(text: str):
    selection = Selection(window("2021-Q3"), (a_theme_selection(an_attack(text), title=text, why=text),))

    assert not [cell for cell in cells_of(explain.FORMS["csv"](selection, "zh")) if is_active(cell)]
    assert kinds_of(explain.FORMS["xlsx"](selection, "zh")) <= {"s", "n", "d"}
