"""Show a selection as a table a person can read in a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.cli.say import Say, terminal_width
from briefgen.model import Event
from briefgen.selection import Decision, Selection, ThemeSelection


def table(say: Say, selection: Selection) -> str:
    """Give the whole selection: themes with what they kept and left out, then what no theme took."""
    from rich.console import Console
    from rich.text import Text

    console = Console(width=terminal_width(), highlight=False, color_system=None)
    with console.capture() as captured:
        window = selection.window
        console.print(
            Text(say(f"期間：{window.first} 至 {window.last}", f"window: {window.first} to {window.last}"))
        )
        for theme in selection.themes:
            _theme(say, console.print, theme)
        if selection.uncovered:
            title = say(
                f"期間內未歸入任何主題（{len(selection.uncovered)} 件）",
                f"in the window, in no theme ({len(selection.uncovered)})",
            )
            console.print(_grid(title, (_row(event, "") for event in selection.uncovered)))
        for group in selection.duplicates:
            console.print(
                Text(say("疑似重複：", "perhaps the same: ") + "、".join(event.id for event in group))
            )
    return captured.get()


def _theme(say: Say, show: object, theme: ThemeSelection) -> None:
    assert callable(show)
    kept = say(
        f"{theme.title}（{theme.id}）選入 {len(theme.kept)} 件",
        f"{theme.title} ({theme.id}), kept {len(theme.kept)}",
    )
    show(_grid(kept, _rows(say, theme.kept)))
    near = theme.near_misses
    if near:
        show(
            _grid(
                say(f"{theme.title}：只差一項 {len(near)} 件", f"{theme.title}: near misses, {len(near)}"),
                _rows(say, near),
            )
        )
    rest = [decision for decision in theme.left_out if not decision.near_miss]
    if rest:
        show(
            _grid(
                say(f"{theme.title}：未選入 {len(rest)} 件", f"{theme.title}: left out, {len(rest)}"),
                _rows(say, rest),
            )
        )


def _rows(say: Say, decisions: Iterable[Decision]) -> Iterable[tuple[str, str, str, str]]:
    return (_row(decision.event, decision.reason.say(say.lang)) for decision in decisions)


def _row(event: Event, reason: str) -> tuple[str, str, str, str]:
    return (str(event.when), event.id, event.title, reason)


def _grid(title: str, rows: Iterable[tuple[str, str, str, str]]) -> object:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(
        title=Text(title),
        title_justify="left",
        box=box.SIMPLE,
        show_header=False,
        pad_edge=False,
        expand=True,
    )
    grid.add_column(no_wrap=True)
    for ratio in (2, 3, 4):
        grid.add_column(overflow="fold", ratio=ratio)
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    return grid
