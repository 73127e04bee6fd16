"""Footnotes at the feet of a PDF's pages are parted from the text that goes on over the page."""

from __future__ import annotations

from briefgen.ingest.footing import parted
from briefgen.ingest.joining import join
from briefgen.ingest.passages import Piece


def pages(*texts: str) -> list[Piece]:
    rows = [(row, page) for page, text in enumerate(texts, 1) for row in text.split("\n")]
    return [Piece(row, line, page=page) for line, (row, page) in enumerate(rows, 1)]


def test_a_sentence_goes_on_over_the_notes_of_its_page():
    read = join(
        "brief.pdf",
        parted(
            pages(
                "習近平出席會議，提出倡議。1王毅會見外賓，主張兩國\n1 人民網，2021 年 9 月 7 日。\n外交情勢簡報",
                "維持對話。2\n2 中央社，2021 年 9 月 8 日。\n外交情勢簡報",
            )
        ),
    )

    assert "主張兩國維持對話" in "".join(passage.text for passage in read.passages)
    assert {label: note.text for label, note in read.notes.items()} == {
        "1": "人民網，2021年9月7日。",
        "2": "中央社，2021年9月8日。",
    }


def test_a_page_whose_notes_are_not_called_stays_as_it_is():
    lines = pages("習近平出席會議。\n1 人民網，2021 年 9 月 7 日。")

    assert list(parted(lines)) == lines


def test_a_figure_with_a_unit_is_no_call():
    lines = pages(
        "他停留5天，11國與會。\n5 人民網，2021 年 9 月 7 日。", "他致詞。1\n1 人民網，2021 年 9 月 7 日。"
    )

    assert next(piece.text for piece in parted(lines)) == "他停留5天，11國與會。"


def test_a_heading_that_comes_again_some_pages_on_is_no_running_head():
    texts = [f"第{n}頁的內文說明各國往來的情形，並且持續到最後。\n{n}" for n in range(1, 6)]
    texts[0], texts[4] = f"（二）美國方面\n{texts[0]}", f"（二）美國方面\n{texts[4]}"

    read = join("brief.pdf", pages(*texts))

    assert [passage.text for passage in read.passages].count("（二）美國方面") == 2
