"""Chinese lines reach both margins and break where they may; measured on the finished PDF."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from briefgen.document import Block
from briefgen.render import pdf, weasy
from briefgen.render.looks import look
from tests.documents import BASE, PROSE, Line, a_document, lines_of, note, p, small

LEFT, RIGHT, EM = 70.1, 525.18, 13.0
NEVER_FIRST = "，。、；：！？）」』》〉—…－～‧％"
NEVER_LAST = "（「『《〈"


def set_lines(*blocks: Block, css: str = "", folder: Path = BASE.parent) -> list[Line]:
    sheets = [BASE]
    if css:
        sheet = folder / "brief.css"
        sheet.write_text(css, "utf-8")
        sheets.append(sheet)
    document = a_document(*blocks)
    return lines_of(pdf.render(document, look(document, tuple(sheets), folder)))


@cache
def pages() -> tuple[Line, ...]:
    """Give the lines of many paragraphs, each beginning a character later than the one before."""
    paragraphs = [p("一" * n + PROSE, small("（中央社，2021.9.10、17、22）"), "。", PROSE) for n in range(35)]
    return tuple(set_lines(*paragraphs))


def full_lines() -> list[Line]:
    """Give the lines that are not the last of their paragraph."""
    lines = pages()
    return [line for line, after in pairwise(lines) if after.left < LEFT + 1.5 * EM]


def test_lines_reach_the_right_margin():
    short = [RIGHT - line.right for line in full_lines()]

    assert len(short) > 300
    assert sum(short) / len(short) < 0.1 * EM
    assert max(short) < 0.5 * EM
    assert min(short) > -0.1


def test_lines_keep_to_the_left_margin():
    assert all(line.left > LEFT - 0.1 for line in pages())


def test_last_lines_stay_as_they_are():
    (line,) = set_lines(p("短短一行。"))

    assert line.right - line.left == pytest.approx(5 * EM, abs=0.05)


def test_no_line_begins_with_a_mark_that_ends_or_joins():
    assert [line.text for line in pages() if line.text[0] in NEVER_FIRST] == []


def test_no_line_ends_with_an_opening_bracket():
    assert [line.text for line in pages() if line.text[-1] in NEVER_LAST] == []


@pytest.mark.parametrize("length", range(28, 40))
def test_a_note_call_never_begins_a_line(length: int):
    lines = set_lines(p("國" * length, note("註文。"), "，" + "家" * 40))

    assert [line.text for line in lines[:-1] if line.text[0] in "1，"] == []


@pytest.mark.parametrize(
    ("words", "ems"),
    [
        ("國家", 2),
        ("國G20國", 2 + 0.722 + 1.0 + 0.5),
        ("「國」，「家」", 7 - 1),
        ("（「國」）", 5 - 1),
        ("——……", 4),
    ],
)
def test_a_line_is_as_wide_as_its_characters_and_gaps(words: str, ems: float):
    (line,) = set_lines(p("始" + words + "終"))

    assert (line.right - line.left) / EM == pytest.approx(ems + 2, abs=0.03)


def test_a_line_that_is_too_short_is_not_torn(tmp_path: Path):
    lines = set_lines(p("國家", "a" * 60), css="p { text-indent: 0; width: 200pt }", folder=tmp_path)

    assert lines[0].right - lines[0].left < 2 * EM + 0.31 * EM


def test_weasyprint_is_as_it_was_afterwards():
    weasy.load()
    from weasyprint.layout import inline
    from weasyprint.text.line_break import Layout

    before = (inline.split_first_line, inline.justify_line, inline.count_expandable_spaces, Layout.reactivate)
    set_lines(p("國"))

    assert before == (
        inline.split_first_line,
        inline.justify_line,
        inline.count_expandable_spaces,
        Layout.reactivate,
    )


def test_the_extension_is_written_for_this_release():
    from briefgen.render.pdf.justify import RELEASE

    assert weasy.load().VERSION.startswith(RELEASE)


def test_a_line_with_a_long_latin_name_stretches_at_its_spaces_rather_than_between_its_characters():
    from briefgen.render.pdf.justify import SPACE, gaps

    shares = {found: shares for found, shares, _ in gaps("安全會（National Security）主辦")}

    assert shares == {0: 1, 1: 1, 2: 1, 12: SPACE, 21: 1, 22: 1}
