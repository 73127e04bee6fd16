"""Show a selection so that a person can read it in a terminal and copy the ids out of it.

Two lines an event: when, which and what; then, indented, why.  Nothing is wrapped or cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.cli.say import Say
from briefgen.model import Event
from briefgen.selection import Decision, Selection, ThemeSelection

_INDENT = " " * 12


def table(say: Say, selection: Selection) -> str:
    """Give the whole selection: themes with what they kept and left out, then what no theme took."""
    return "\n".join(_lines(say, selection)) + "\n"


def _lines(say: Say, selection: Selection) -> Iterator[str]:
    window = selection.window
    yield say(f"期間：{window.first} 至 {window.last}", f"window: {window.first} to {window.last}")
    for theme in selection.themes:
        yield from _theme(say, theme)
    if selection.uncovered:
        yield ""
        yield say(
            f"■ 期間內未歸入任何主題：{len(selection.uncovered)} 件",
            f"# in the window, in no theme: {len(selection.uncovered)}",
        )
        yield from map(_event, selection.uncovered)
    for group in selection.duplicates:
        yield say("疑似重複：", "perhaps the same: ") + "、".join(event.id for event in group)


def _theme(say: Say, theme: ThemeSelection) -> Iterator[str]:
    rest = tuple(decision for decision in theme.left_out if not decision.near_miss)
    parts = (
        (say("選入", "kept"), theme.kept),
        (say("只差一項而未選入", "near misses"), theme.near_misses),
        (say("其餘未選入", "left out"), rest),
    )
    for name, decisions in parts:
        if decisions or name == parts[0][0]:
            yield ""
            yield say(
                f"■ {theme.title}（{theme.id}）　{name} {len(decisions)} 件",
                f"# {theme.title} ({theme.id}), {name}: {len(decisions)}",
            )
            yield from _decisions(say, decisions)


def _decisions(say: Say, decisions: Iterable[Decision]) -> Iterator[str]:
    for decision in decisions:
        yield _event(decision.event)
        yield f"{_INDENT}{decision.reason.say(say.lang)}"


def _event(event: Event) -> str:
    return f"{event.when}  {event.id}  {event.title}"
