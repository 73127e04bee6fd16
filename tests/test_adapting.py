"""An edition adapts the choice: own themes, limits, pinned events; the workspace sets the calendar."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from briefgen import pipeline
from briefgen.errors import RuleError
from briefgen.model import DateWindow

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name in ("seeds", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    return tmp_path


def edit(workspace: Path, front_matter: str) -> None:
    path = workspace / "seeds/editions/2021-q4.md"
    path.write_text(path.read_text("utf-8").replace("---\n", f"---\n{front_matter}", 1), "utf-8")


def kept(workspace: Path, theme: str, audience: str | None = None) -> list[str]:
    plan = pipeline.load_audience(workspace, audience) if audience else None
    selection = pipeline.choose(pipeline.Request(workspace, "2021-q4"), plan).selection
    return [decision.event.id for decision in selection.theme(theme).kept]


def test_an_edition_limits_a_theme(workspace: Path):
    edit(workspace, "limits: {taiwan: 2}\n")

    assert len(kept(workspace, "taiwan")) == 2
    assert len(kept(workspace, "taiwan", "research")) == 2


def test_a_limit_of_no_theme_is_told_with_a_suggestion(workspace: Path):
    edit(workspace, "limits: {taiwna: 2}\n")

    with pytest.raises(RuleError) as caught:
        kept(workspace, "taiwan")

    assert "taiwan" in caught.value.problems[0].say()


def test_an_edition_has_a_theme_of_its_own(workspace: Path):
    edit(
        workspace,
        "themes:\n  - id: summits\n    title: 視訊峰會\n    why: 本期專題。\n    match: {mode: video}\n",
    )

    assert "2021-11-16-xi-biden-summit" in kept(workspace, "summits")


def test_a_fault_in_its_theme_has_the_line_of_the_edition(workspace: Path):
    edit(
        workspace,
        "themes:\n  - id: summits\n    title: 視訊峰會\n    why: 本期專題。\n    match: {mood: video}\n",
    )

    with pytest.raises(RuleError) as caught:
        kept(workspace, "taiwan")

    assert str(caught.value.problems[0].where).startswith("seeds/editions/2021-q4.md:6")


def test_a_pinned_event_is_kept_wherever_it_lies(workspace: Path):
    edit(
        workspace,
        "pins:\n  - {event: 2021-09-15-aukus, theme: taiwan, reason: 背景}\n",
    )

    assert "2021-09-15-aukus" in kept(workspace, "taiwan")


def test_a_window_counts_in_the_days_of_the_workspace(workspace: Path):
    window = DateWindow(date(2021, 9, 25), date(2021, 9, 25))
    request = pipeline.Request(workspace, window=window)
    at_the_venue = pipeline.choose(request).selection.kept
    (workspace / "briefgen.toml").write_text('calendar = "taipei"\n', "utf-8")

    in_taipei = pipeline.choose(request).selection.kept

    # The summit was on the 24th in Washington, which is the 24th or the 25th in Taipei.
    assert "2021-09-24-quad-summit" not in {event.id for event in at_the_venue}
    assert "2021-09-24-quad-summit" in {event.id for event in in_taipei}
