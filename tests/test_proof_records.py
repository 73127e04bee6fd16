"""Our own events and editions are proofread too, and findings name their file, line and column."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen import proof
from briefgen.errors import Place
from briefgen.model import Chapter, DateWindow, Edition, KeyPoint
from briefgen.tree import Prose
from tests.make import an_event, registers, when, window

YAML = """\
- id: one
  title: 各國餞行多邊主義
  summary: >-
    會中各國代表就區域情勢交換意見並同意加強合作，
    並強調維護供應鍊的重要。
"""


def place(steps):
    lines = {(): 1, ("title",): 2, ("summary",): 3}
    return Place("seeds/events/a.yaml", lines.get(steps, 1))


def test_an_event_is_proofread_where_it_is_written():
    event = an_event(
        title="各國餞行多邊主義",
        summary="會中各國代表就區域情勢交換意見並同意加強合作， 並強調維護供應鍊的重要。",
    )

    text = proof.of_event(event, place, YAML)
    hits = {one.text: (one.line, one.column) for one in proof.proof(text, registers())}

    assert hits["餞行"] == (2, 12)
    assert hits["供應鍊"] == (5, 10)


def test_without_its_source_an_event_has_lines_only():
    text = proof.of_event(an_event(title="各國餞行多邊主義"), place)

    [one] = [one for one in proof.proof(text, registers()) if one.text == "餞行"]

    assert one.line == 2


def test_the_prose_of_an_edition_keeps_its_lines():
    edition = Edition(id="a", title="甲", window=window("2021-Q3"), date=when("2021-10-01").first)
    prose = Prose("## 節\n\n各國餞行多邊主義。\n", Place("seeds/editions/a.md", 10))

    [one] = [one for one in proof.proof(proof.of_edition(edition, prose), registers()) if one.text == "餞行"]

    assert (one.file, one.line) == ("seeds/editions/a.md", 12)


def test_the_key_points_of_an_edition_are_read():
    edition = Edition(
        id="a",
        title="甲",
        window=DateWindow(when("2021-07-01").first, when("2021-09-30").first),
        date=when("2021-10-01").first,
        chapter=Chapter(ordinal=6, name="外交"),
        key_points=(KeyPoint(text="各國餞行多邊主義。"),),
    )
    text = proof.of_edition(edition, Prose("", Place("a.md", 9)), lambda steps: Place("a.md", 4))

    assert [one.line for one in proof.proof(text, registers()) if one.text == "餞行"] == [4]


@dataclass(frozen=True)
class Read:
    text: str
    kind: str = "paragraph"
    level: int = 0
    starts: tuple[tuple[int, int], ...] = ((0, 1),)
    calls: tuple[tuple[int, str], ...] = ()
    label: str | None = None


def test_what_another_reader_read_is_proofread():
    passages = [Read("一、甲案", "heading", 2), Read("各國[^1]餞行多邊主義。", starts=((0, 7), (2, 8)))]

    [one] = [
        one for one in proof.proof(proof.of_passages("a.docx", passages), registers()) if one.text == "餞行"
    ]

    assert (one.file, one.line) == ("a.docx", 8)
