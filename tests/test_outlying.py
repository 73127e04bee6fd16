"""What is not in a selection is said to be elsewhere: outside the window, in the table of dates, or nowhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.cli import run

PROJECT = Path(__file__).parents[1]
Briefgen = Callable[..., tuple[int, str, str]]
SECRET = """\
- id: 2021-09-16-secret
  when: 2021-09-16
  title: 密件
  summary: 會晤。
  actors: [王毅]
  mode: meeting
  topics: [美中關係]
  marking: 密
  sources:
    - {outlet: 新華社, date: 2021-09-16}
"""


@pytest.fixture
def briefgen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Briefgen:
    """Run a command on a copy of our own workspace; give its exit code, output and errors."""
    for name in ("seeds", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)

    def command(*words: str) -> tuple[int, str, str]:
        code = run(["-C", str(tmp_path), "--lang", "zh", *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def test_an_event_outside_the_window_is_said_to_be_in_the_catalogue(briefgen: Briefgen):
    code, out, err = briefgen("select", "2021-q4", "--why", "2021-09-15-aukus")

    assert (code, err) == (0, "")
    assert "在目錄中，但 2021-09-15 不在本期（2021-11-01 至 2021-12-31）" in out


def test_an_event_above_the_reader_is_as_one_that_is_not_there(briefgen: Briefgen, tmp_path: Path):
    (tmp_path / "seeds/events/secret.yaml").write_text(SECRET, "utf-8")

    above = briefgen("select", "2021-q4", "--why", "2021-09-16-secret")
    unknown = briefgen("select", "2021-q4", "--why", "2021-09-16-secreb")
    cleared = briefgen("select", "2021-q4", "--why", "2021-09-16-secret", "--clearance", "密")

    assert above[0] == unknown[0] == 2
    assert above[2].replace("secret", "secreb") == unknown[2]
    assert cleared[0] == 0
    assert "在目錄中" in cleared[1]


def test_the_reason_agrees_with_the_table_of_dates_of_the_page(briefgen: Briefgen):
    _, out, _ = briefgen("select", "2021-q3", "--audience", "minister", "--why", "2021-10-08-xi-kishida-call")

    assert "評分16.5，排第" in out
    assert "最後列入的「" in out
    assert "✓ 列入日期表（「其他重要日期」）" in out


def test_what_is_printed_in_a_section_is_not_said_to_be_in_the_table_of_dates(briefgen: Briefgen):
    _, out, _ = briefgen("select", "2021-q3", "--audience", "minister", "--why", "2021-09-09-xi-biden-call")

    assert "日期表" not in out


@pytest.mark.parametrize("words", [("build", "--format", "docx"), ("select",)])
def test_a_window_without_events_is_told_with_what_the_catalogue_has(
    briefgen: Briefgen, words: tuple[str, ...]
):
    code, out, err = briefgen(*words, "--quarter", "111Q3")

    assert code == 0
    assert "期間內（2022-07-01 至 2022-09-30）目錄沒有任何事件（目錄有 2021-" in err
    assert "是不是 2021-07-01 至 2021-09-30（民國 110 年）？" in err
    assert "只差一項" not in out
