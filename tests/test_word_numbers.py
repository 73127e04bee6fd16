"""Numbers are Word's own where Word prints what the document says, and text where it does not."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.document import Heading, Item, List, PageBreak
from briefgen.parity import read_docx
from briefgen.render import word
from briefgen.render.word.numerals import read_label
from tests.documents import a_document, h, p, points
from tests.wordfile import BODY, NS, W, looks_of, rendered


def test_the_chapter_begins_at_its_ordinal():
    file = rendered(a_document(h(1, "陸、", "外交"), h(2, "一、", "大國"), h(3, "（一）", "美中"), p("甲")))

    assert [text for _, text in file.paragraphs()] == ["外交", "大國", "美中", "甲"]
    levels = file.find("w:abstractNum[1]/w:lvl", "numbering")
    assert [level.xpath("string(w:numFmt/@w:val)", namespaces=NS) for level in levels[:3]] == [
        "ideographLegalTraditional",
        "taiwaneseCountingThousand",
        "taiwaneseCountingThousand",
    ]
    assert levels[0].xpath("string(w:start/@w:val)", namespaces=NS) == "6"
    assert levels[2].xpath("string(w:lvlText/@w:val)", namespaces=NS) == "（%3）"
    assert levels[2].xpath("string(w:pStyle/@w:val)", namespaces=NS) == "Heading3"
    assert {level.xpath("string(w:suff/@w:val)", namespaces=NS) for level in levels} == {"nothing"}


def test_a_heading_without_a_number_takes_none():
    file = rendered(a_document(h(2, "一、", "甲"), h(2, "", "乙"), h(2, "二、", "丙")))

    assert [style for style, _ in file.paragraphs()] == ["Heading2", "Heading2_2", "Heading2"]
    assert file.value("標題二無編號", "w:pPr/w:numPr/w:numId/@w:val") == ["0"]


@pytest.mark.parametrize("label", ["拾、", "第一章　", "Ⅳ.", "IV.", "五、"])
def test_a_label_that_word_would_not_print_stays_text(label: str):
    file = rendered(a_document(h(2, "一、", "甲"), h(2, label, "乙"), h(2, "二、", "丙")))

    assert [text for _, text in file.paragraphs()] == ["甲", f"{label}乙", "丙"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.booleans())
def test_word_prints_the_labels_of_the_document(seed: int, broken: bool):
    headings = _outline(Random(seed), broken)
    document = a_document(*headings, p("甲"))

    reading = read_docx(word.render(document, looks_of(document)))
    assert [part.text for part in reading.headings] == [f"{heading.label}題" for heading in headings]


@pytest.mark.parametrize(
    ("label", "number"),
    [("陸、", 6), ("十、", 10), ("二十一、", 21), ("（三）", 3), ("12、", 12), ("（4）", 4), ("乙、", 2)],
)
def test_a_label_is_read_as_the_number_it_is(label: str, number: int):
    found = read_label(label)

    assert found is not None
    assert found[1] == number
    assert found[0].label(number) == label


def test_a_bulleted_list_is_one_style_whose_sign_hangs():
    block = points("甲", "乙")
    item = replace(BODY, indent_left=13.0, first_line=-13.0, marker="•", style_name="重點")
    looked = [(each, item) for each in block.items]
    looked += [(block.items[0].blocks[0], BODY), (block.items[1].blocks[0], replace(BODY, space_after=11.5))]
    file = rendered(a_document(block, p("丙丙丙丙")), *looked)

    assert [style for style, _ in file.paragraphs()] == ["ListBullet", "ListBullet", "Normal"]
    assert file.value("重點", "w:pPr/w:numPr/w:numId/@w:val") != []
    assert file.value("重點", "w:pPr/w:ind/@w:hanging") == ["260"]
    assert file.value("重點", "w:pPr/w:spacing/@w:after") == ["230"]
    assert file.value("重點", "w:pPr/w:contextualSpacing") != []


def test_a_list_that_begins_a_page_is_one_style_too():
    """LibreOffice shows the bullets of one style only, and Word drops the space between its like."""
    block = points("一。", "二。")
    item = replace(BODY, marker="•", first_line=-13.0, indent_left=13.0)
    file = rendered(a_document(PageBreak(), block), *((one, item) for one in block.items))

    first, second = file.find("w:p")
    assert file.style_of(first) == file.style_of(second)
    assert [len(one.findall(f"{W}pPr/{W}pageBreakBefore")) for one in (first, second)] == [1, 0]


def test_every_ordered_list_counts_from_one():
    lists = [List((Item((p("甲"),)), Item((p("乙"), p("續"))))) for _ in range(2)]
    file = rendered(a_document(*(replace(each, ordered=True) for each in lists)))

    counted = file.find("w:p/w:pPr/w:numPr/w:numId/@w:val")
    assert len(counted) == 4
    assert len(set(counted)) == 2


def _outline(random: Random, broken: bool) -> list[Heading]:
    """Give headings numbered as `compose` does, from any chapter; `broken` ones jump now and then."""
    forms = ["壹貳參肆伍陸柒捌玖", "一二三四五六七八九", "一二三四五六七八九", "123456789", "123456789"]
    frames = ["{}、", "{}、", "（{}）", "{}、", "（{}）"]
    counts, level, headings = [random.randrange(5), 0, 0, 0, 0], 0, []
    for _ in range(random.randrange(1, 30)):
        level = min(random.randrange(level + 2), 4)
        counts[level] = counts[level] % 9 + 1
        counts[level + 1 :] = [0] * (4 - level)
        number = random.randrange(1, 10) if broken and not random.randrange(4) else counts[level]
        label = frames[level].format(forms[level][number - 1]) if random.randrange(8) else ""
        headings.append(h(level + 1, label, "題"))
    return headings
