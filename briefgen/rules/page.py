"""Show a selection as one page of HTML that can be sent to anyone.

The page holds everything it needs: no script, no picture, no address to call.
Every word of an event is escaped.  The chart counts what each theme keeps by
month, as bars drawn in the page, with the figures beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from briefgen.errors import Lang, Words
from briefgen.model import Event
from briefgen.rules.explain import CAUSES
from briefgen.selection import Decision, Selection, ThemeSelection
from briefgen.zh.dates import when_words, window_words

COLOURS = ("#1f5a8a", "#b4552d", "#4b7f52", "#7a4e8a", "#8a6d1f", "#3d7f86")

_WORDS: dict[str, Words] = {
    "title": Words("選材說明", "What was chosen, and why"),
    "chart": Words("各月列入則數", "Events kept, by month"),
    "kept": Words("列入", "Kept"),
    "near": Words("差一項", "One clause short"),
    "left_out": Words("未列入", "Left out"),
    "uncovered": Words("期間內而不屬任何主題", "In the window and in no theme"),
    "duplicates": Words("視為同一事件的紀錄", "Records that tell the same"),
    "unmet": Words("指定收錄或排除而不存在的事件", "Pins and bans of events that are not there"),
    "date": Words("日期", "Date"),
    "event": Words("事件", "Event"),
    "reason": Words("理由", "Reason"),
    "cause": Words("緣由", "Cause"),
    "month": Words("月份", "Month"),
}

_STYLE = """
body{font:16px/1.6 "Noto Sans TC","Noto Sans CJK TC","Microsoft JhengHei",sans-serif;color:#222;max-width:60rem;
margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.25rem;border-bottom:2px solid #ccc;margin-top:2.5rem}h3{font-size:1rem}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #ddd;padding:.35rem .5rem;text-align:left;
vertical-align:top}th{white-space:nowrap}td.n{text-align:right}td:first-child{white-space:nowrap}
small{color:#666}details{margin:.5rem 0}summary{cursor:pointer;font-weight:bold}svg{max-width:100%;height:auto}
@media print{details>*{display:block}}
"""


def as_html(selection: Selection, lang: Lang = "zh") -> str:
    """Give the whole page."""
    window = selection.window
    span = window_words(window) if lang == "zh" else f"{window.first} – {window.last}"
    title = f"{_say('title', lang)}：{span}" if lang == "zh" else f"{_say('title', lang)}: {span}"
    body = "\n".join(
        (
            f"<h1>{escape(title)}</h1>",
            *_chart(selection, lang),
            *(part for theme in selection.themes for part in _theme(theme, lang)),
            *_rest(selection, lang),
        )
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-Hant-TW" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _chart(selection: Selection, lang: Lang) -> Iterator[str]:
    """Draw the number of events kept by theme and month, and say it in a table."""
    counts = {theme.id: _by_month(theme) for theme in selection.themes}
    months = sorted({month for count in counts.values() for month in count})
    if not months:
        return
    yield f"<h2>{_say('chart', lang)}</h2>"
    yield _bars(selection.themes, counts, months, lang)
    heads = "".join(f"<th>{escape(theme.title)}</th>" for theme in selection.themes)
    yield f"<table><thead><tr><th>{_say('month', lang)}</th>{heads}</tr></thead><tbody>"
    for month in months:
        cells = "".join(f'<td class="n">{counts[theme.id].get(month, 0)}</td>' for theme in selection.themes)
        yield f"<tr><td>{month}</td>{cells}</tr>"
    yield "</tbody></table>"


def _by_month(theme: ThemeSelection) -> dict[str, int]:
    found: dict[str, int] = {}
    for decision in theme.kept:
        month = f"{decision.event.when.first:%Y-%m}"
        found[month] = found.get(month, 0) + 1
    return found


def _bars(
    themes: tuple[ThemeSelection, ...], counts: dict[str, dict[str, int]], months: list[str], lang: Lang
) -> str:
    highest = max(max(count.values(), default=0) for count in counts.values())
    bar, gap, tall = 18, 24, 120
    wide = bar * len(themes) + gap
    parts = []
    for m, month in enumerate(months):
        for t, theme in enumerate(themes):
            number = counts[theme.id].get(month, 0)
            height = round(number / highest * tall)
            x, y = gap + m * wide + t * bar, 20 + tall - height
            colour = COLOURS[t % len(COLOURS)]
            label = escape(f"{theme.title} {month}: {number}")
            parts.append(
                f'<rect x="{x}" y="{y}" width="{bar - 3}" height="{height}" fill="{colour}"><title>{label}</title></rect>'
            )
            parts.append(
                f'<text x="{x + bar // 2 - 1}" y="{y - 4}" text-anchor="middle">{number or ""}</text>'
            )
        parts.append(f'<text x="{gap + m * wide}" y="{tall + 38}">{month}</text>')
    for t, theme in enumerate(themes):
        y = tall + 62 + 20 * t
        colour = COLOURS[t % len(COLOURS)]
        parts.append(f'<rect x="{gap}" y="{y - 10}" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{gap + 18}" y="{y}">{escape(theme.title)}</text>')
    width, height = max(gap + len(months) * wide, 320), tall + 62 + 20 * len(themes)
    return (
        f'<svg role="img" aria-label="{_say("chart", lang)}" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-size="12">{"".join(parts)}</svg>'
    )


def _theme(theme: ThemeSelection, lang: Lang) -> Iterator[str]:
    yield f"<h2>{escape(theme.title)}</h2>\n<p>{escape(theme.why)}</p>"
    yield f"<h3>{_say('kept', lang)} {len(theme.kept)}</h3>"
    yield _table(theme.kept, lang)
    near = theme.near_misses
    if near:
        yield f"<h3>{_say('near', lang)} {len(near)}</h3>"
        yield _table(near, lang)
    others = tuple(decision for decision in theme.left_out if not decision.near_miss)
    if others:
        yield f"<details><summary>{_say('left_out', lang)} {len(others)}</summary>{_table(others, lang)}</details>"


def _table(decisions: Iterable[Decision], lang: Lang) -> str:
    heads = "".join(f"<th>{_say(name, lang)}</th>" for name in ("date", "event", "cause", "reason"))
    rows = "".join(
        f"<tr><td>{_date(d.event, lang)}</td><td>{_event(d.event)}</td>"
        f"<td>{CAUSES[d.cause].say(lang)}</td><td>{escape(d.reason.say(lang))}</td></tr>"
        for d in decisions
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _rest(selection: Selection, lang: Lang) -> Iterator[str]:
    """Show what no theme took, duplicates, and choices that came to nothing."""
    if selection.uncovered:
        yield f"<h2>{_say('uncovered', lang)} {len(selection.uncovered)}</h2>"
        yield _listed(f"{_date(event, lang)}　{_event(event)}" for event in selection.uncovered)
    if selection.duplicates:
        yield f"<h2>{_say('duplicates', lang)} {len(selection.duplicates)}</h2>"
        yield _listed("<br>".join(map(_event, events)) for events in selection.duplicates)
    if selection.unmet:
        yield f"<h2>{_say('unmet', lang)}</h2>"
        yield _listed(escape(f"{choice.event}：{choice.reason}") for choice in selection.unmet)


def _listed(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _event(event: Event) -> str:
    return f"{escape(event.title)}<br><small>{escape(event.id)}</small>"


def _date(event: Event, lang: Lang) -> str:
    return escape(when_words(event.when) if lang == "zh" else str(event.when))


def _say(name: str, lang: Lang) -> str:
    return _WORDS[name].say(lang)
