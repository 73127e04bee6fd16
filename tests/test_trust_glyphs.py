"""A character that no font has stops the build with its code point and the file and line where it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.cli import run
from tests.trust import EDITION, a_place, left

EVENT = """- id: low-1
  when: 2021-09-01
  title: 王毅訪問越南
  summary: 訪問越南。
  actors: [王毅]
  mode: visit
  detail: 名單如附。
  notes: [越南在東南亞。]
  remark: 備註。
  sources:
    - outlet: 中央社
      title: 訪越
      date: 2021-09-02
"""
FONTLESS = {"\ue123": "U+E123", "\U0001f600": "U+1F600"}


PRIVATE, EMOJI = FONTLESS


@pytest.mark.parametrize(
    ("after", "field", "character"),
    [
        ("title: 王毅", "title", PRIVATE), ("summary: 訪問", "summary", EMOJI), ("detail: 名單", "detail", PRIVATE),
        ("notes: [越南", "notes", EMOJI), ("outlet: 中央社", "sources", PRIVATE), ("      title: 訪", "sources", EMOJI),
    ],
)  # fmt: skip
def test_a_character_of_an_event_names_its_file_and_line(
    tmp_path: Path, capsys, after: str, field: str, character: str
):
    events = EVENT.replace(after, after + character).replace("備註", "備註" + character)
    line = events[: events.index(after)].count("\n") + 1
    root = a_place(tmp_path, files={"seeds/events/a.yaml": events})

    code = run(["-C", str(root), "--lang", "zh", "build", "q3", "--audience", "reader"])
    zh = [one for one in capsys.readouterr().err.splitlines() if one.startswith("錯誤")]
    run(["-C", str(root), "--lang", "en", "build", "q3", "--audience", "reader"])
    en = [one for one in capsys.readouterr().err.splitlines() if one.startswith("error")]

    assert (code, left(root / "out")) == (1, {})
    said = f"錯誤：seeds/events/a.yaml:{line}：事件 low-1 的 {field} 有字型沒有的字「{character}」"
    assert [one[: len(said)] for one in zh] == [said]
    assert f"（{FONTLESS[character]}）" in zh[0]
    assert [one.partition(" has ")[0] for one in en] == [
        f"error: seeds/events/a.yaml:{line}: {field} of the event low-1"
    ]
    assert f"({FONTLESS[character]})" in en[0]


def test_a_character_of_an_edition_names_its_own_line(tmp_path: Path, capsys):
    files = {"seeds/events/a.yaml": EVENT, "seeds/editions/q3.md": EDITION.replace("往來", "\ue123往來")}
    root = a_place(tmp_path, files=files)

    code = run(["-C", str(root), "--lang", "zh", "build", "q3", "--audience", "reader"])

    assert code == 1
    assert "錯誤：seeds/editions/q3.md:13：樣式表的字型沒有「\ue123」（U+E123）" in capsys.readouterr().err


def test_a_character_of_a_register_names_it(tmp_path: Path, capsys):
    people = "- name: 王毅\n  country: CN\n  offices:\n    - {title: 中共\ue123外長}\n"
    root = a_place(tmp_path, files={"seeds/events/a.yaml": EVENT, "seeds/people.yaml": people})
    (root / "seeds" / "people.json").unlink()

    code = run(["-C", str(root), "--lang", "zh", "build", "q3", "--audience", "reader"])

    assert code == 1
    assert "錯誤：seeds/people.yaml:4：登錄有字型沒有的字「\ue123」（U+E123）" in capsys.readouterr().err
