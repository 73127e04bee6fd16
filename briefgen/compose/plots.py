"""Draw figures of a selection as vector graphics, with text in the brief's own fonts.

A plot is SVG made of lines, bars and words; its alternative text says the same in
figures.  To add one: a function from Selection to SVG, one to its words, and a line
in PLOTS with its name, which `model.Audience` lists too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date as Day
from html import escape

from briefgen.model import Event, Record
from briefgen.selection import Selection, ThemeSelection
from briefgen.zh.dates import Told, when_words

WIDTH, LEFT, RIGHT = 455.0, 70.0, 12.0
BAR_ROOM, LANE = 72.0, 22.0
INKS = ("#1f3a5f", "#6f94bd", "#b9c4cf", "#8a6d3b", "#4f7f6b", "#9a9a9a")
FONT = "Times New Roman, 標楷體"
SIZE = 10

Month = tuple[int, int]


class Plot(Record, frozen=True):
    """A kind of figure: what it is called, how it is drawn, and the words that stand for it."""

    caption: str
    draw: Callable[[Selection], str]
    alt: Callable[[Selection], str]
    legend: Callable[[Selection], str] | None = None


def file_of(name: str) -> str:
    """Give the name by which a template asks for a plot."""
    return f"plot-{name}.svg"


def plot_of(file: str, selection: Selection) -> str | None:
    """Give the SVG that such a name asks for, or None where it asks for no plot."""
    names = {file_of(name): plot for name, plot in PLOTS.items()}
    return names[file].draw(selection) if file in names else None


# ---- events by theme and month ----------------------------------------------------


def _bars(selection: Selection) -> str:
    months, counts = list(_months(selection)), [_counted(theme) for theme in selection.themes]
    most = max((count for theme in counts for count in theme.values()), default=0) or 1
    step = (WIDTH - LEFT - RIGHT) / len(months)
    width = min(24.0, step * 0.8 / max(len(counts), 1))
    base = 16 + BAR_ROOM
    parts = [_line(LEFT, base, WIDTH - RIGHT, base)]
    for index, month in enumerate(months):
        middle = LEFT + step * (index + 0.5)
        parts.append(_words(middle, base + 14, _month_words(month, selection)))
        for place, theme in enumerate(counts):
            x, count = middle + width * (place - len(counts) / 2), theme[month]
            height = BAR_ROOM * count / most
            parts.append(_bar(x, base - height, width - 1.5, height, INKS[place % len(INKS)]))
            parts.append(_words(x + (width - 1.5) / 2, base - height - 3, str(count) if count else ""))
    parts += _legend(selection, base + 32)
    return _svg(base + 36, parts)


def _bars_alt(selection: Selection) -> str:
    said = []
    for theme in selection.themes:
        counts = _counted(theme)
        months = "、".join(f"{_month_words(m, selection)}{counts[m]}件" for m in _months(selection))
        said.append(f"{theme.title}{months}")
    return "各主題逐月件數：" + "；".join(said) + "。"


def _legend(selection: Selection, y: float) -> Iterator[str]:
    x = LEFT
    for place, theme in enumerate(selection.themes):
        yield _bar(x, y - 8, 9, 9, INKS[place % len(INKS)])
        yield _words(x + 13, y, theme.title, "start")
        x += 28 + SIZE * len(theme.title)


# ---- timeline ---------------------------------------------------------------------


def _timeline(selection: Selection) -> str:
    top, parts = 12.0, list[str]()
    bottom = top + LANE * len(selection.themes)
    for month in _months(selection):
        x = _at(max(Day(*month, 1), selection.window.first), selection)
        parts.append(_line(x, top, x, bottom + 4, "#bbbbbb"))
        parts.append(_words(x + 2, bottom + 14, _month_words(month, selection), "start"))
    for place, theme in enumerate(selection.themes):
        y, ink = top + LANE * (place + 0.65), INKS[place % len(INKS)]
        parts.append(_words(LEFT - 6, y + 3.5, theme.title, "end"))
        parts.append(_line(LEFT, y, WIDTH - RIGHT, y, "#888888"))
        parts += _marks(theme, selection, y, ink)
    parts.append(_line(LEFT, bottom, WIDTH - RIGHT, bottom))
    return _svg(bottom + 18, parts)


def _marks(theme: ThemeSelection, selection: Selection, y: float, ink: str) -> Iterator[str]:
    """Draw the events of one lane, the weightier the larger; the weightiest have their day."""
    named = _named(theme, selection)
    for event in _in_order(theme):
        x, end = (_at(day, selection) for day in (event.when.first, event.when.last))
        if end > x:
            yield _line(x, y, end, y, ink, 3)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{1 + event.importance * 0.6:.1f}" fill="{ink}"/>'
        if event in named:
            yield _words(min(x, WIDTH - RIGHT - SIZE), y - 6, _short_day(event))


def _named(theme: ThemeSelection, selection: Selection) -> list[Event]:
    """Give the weightiest events of a lane, as many as have room for their day."""
    free, found = 0.0, []
    for event in _in_order(theme):
        x = _at(event.when.first, selection)
        if event.importance == 5 and event.when.precision == "day" and x - SIZE > free:
            found.append(event)
            free = x + SIZE + 4
    return found


def _timeline_legend(selection: Selection) -> str:
    """Say which events the days are of."""
    found = {event.id: event for theme in selection.themes for event in _named(theme, selection)}
    said = "；".join(f"{_short_day(one)}　{one.title}" for one in sorted(found.values(), key=_first_day))
    return f"點愈大者愈重要。{said}。" if said else "點愈大者愈重要。"


def _timeline_alt(selection: Selection) -> str:
    said = []
    for theme in selection.themes:
        days = _in_order(theme)
        told = Told(selection.window.first.year)
        span = (
            f"，{when_words(days[0].when, told=told)}至{when_words(days[-1].when, told=told)}" if days else ""
        )
        said.append(f"{theme.title}{len(days)}件{span}")
    return "時間軸：" + "；".join(said) + "。"


def _at(day: Day, selection: Selection) -> float:
    window = selection.window
    inside = min(max(day, window.first), window.last)
    whole = (window.last - window.first).days or 1
    return LEFT + (WIDTH - LEFT - RIGHT) * (inside - window.first).days / whole


def _in_order(theme: ThemeSelection) -> list[Event]:
    return sorted((decision.event for decision in theme.kept), key=_first_day)


def _short_day(event: Event) -> str:
    return f"{event.when.first.month}.{event.when.first.day}"


def _first_day(event: Event) -> tuple[Day, Day, str]:
    return event.when.first, event.when.last, event.id


# ---- months -----------------------------------------------------------------------


def _months(selection: Selection) -> Iterator[Month]:
    year, month = selection.window.first.year, selection.window.first.month
    while (year, month) <= (selection.window.last.year, selection.window.last.month):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _counted(theme: ThemeSelection) -> Counter[Month]:
    firsts = (decision.event.when.first for decision in theme.kept)
    return Counter((first.year, first.month) for first in firsts)


def _month_words(month: Month, selection: Selection) -> str:
    one_year = selection.window.first.year == selection.window.last.year
    return f"{month[1]}月" if one_year else f"{month[0]}年{month[1]}月"


# ---- drawing ----------------------------------------------------------------------


def _svg(height: float, parts: list[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:.0f}pt" height="{height:.0f}pt"'
        f' viewBox="0 0 {WIDTH:.0f} {height:.0f}" font-family="{FONT}" font-size="{SIZE}">'
    )
    return "".join((head, *parts, "</svg>"))


def _line(x1: float, y1: float, x2: float, y2: float, ink: str = "#000000", width: float = 0.5) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{ink}" stroke-width="{width}"/>'


def _bar(x: float, y: float, width: float, height: float, ink: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{ink}"/>'


def _words(x: float, y: float, words: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>' if words else ""


PLOTS: dict[str, Plot] = {
    "themes": Plot(caption="各主題逐月事件數", draw=_bars, alt=_bars_alt),
    "timeline": Plot(caption="事件時間軸", draw=_timeline, alt=_timeline_alt, legend=_timeline_legend),
}
