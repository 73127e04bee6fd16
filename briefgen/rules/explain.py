"""Show a selection: as plain objects, as rows, and the tree behind one decision.

Everything here is Selection in, words out.  To add a form for `briefgen select
--as`: a function from selection and language to bytes, listed in FORMS.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator

from briefgen.errors import Lang, Place, Problem, RequestError, Words, did_you_mean
from briefgen.model import Choice, Event
from briefgen.rules.wording import seen_words
from briefgen.selection import Cause, Decision, Selection, ThemeSelection, Trace

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

CAUSES: dict[Cause, Words] = {
    Cause.MATCH: Words("符合規則", "fits the rule"),
    Cause.PIN: Words("指定收錄", "pinned"),
    Cause.DATE: Words("期間外", "outside the window"),
    Cause.THEME: Words("不符規則", "does not fit the rule"),
    Cause.LIMIT: Words("超出上限", "beyond the limit"),
    Cause.EXCLUSIVE: Words("前已列出", "printed earlier"),
    Cause.DUPLICATE: Words("重複", "duplicate"),
    Cause.BAN: Words("指定排除", "banned"),
}
UNCOVERED = Words("期間內，不屬任何主題", "in the window, in no theme")
_KEPT = Words("列入", "kept")
_LEFT_OUT = Words("不列入", "left out")


def as_html(selection: Selection, lang: Lang = "zh") -> str:
    """Give a selection as one page of HTML that needs nothing else."""
    from briefgen.rules import page

    return page.as_html(selection, lang)


def as_json(selection: Selection, lang: Lang = "zh") -> dict[str, Json]:
    """Give a selection as plain objects.

    `window` has `first` and `last`; each of `themes` has `id`, `title`, `kept`,
    `left_out`, `near_misses` and `see_also`; beside them stand `uncovered`,
    `duplicates`, `pins`, `bans` and `unmet`.  Every event is an object with `id`,
    `first`, `last`, `title`, `actors`, `reason` and `cause`.
    """
    return {
        "window": {"first": str(selection.window.first), "last": str(selection.window.last)},
        "themes": [_theme_object(theme, lang) for theme in selection.themes],
        "uncovered": [_event_object(event, UNCOVERED, lang) for event in selection.uncovered],
        "duplicates": [[event.id for event in events] for events in selection.duplicates],
        "pins": [*_by_cause(selection, Cause.PIN, lang)],
        "bans": [*_by_cause(selection, Cause.BAN, lang)],
        "unmet": [_choice_object(choice) for choice in selection.unmet],
    }


def knows(selection: Selection, event_id: str) -> bool:
    """A theme has decided about the event."""
    return any(_tells(decision, event_id) for theme in selection.themes for decision in _decisions(theme))


def why(selection: Selection, event_id: str, lang: Lang = "zh") -> str:
    """Print for each theme whether it keeps an event, the reason, and its rule with ✓ and ✗.

    RequestError where the selection has no such event.
    """
    decisions = [(theme, d) for theme in selection.themes for d in _decisions(theme) if _tells(d, event_id)]
    if not decisions:
        known = {d.event.id for theme in selection.themes for d in _decisions(theme)}
        what = Words(f"沒有「{event_id}」這個事件", f"there is no event {event_id!r}")
        raise RequestError(Problem(Place("--why"), what, did_you_mean(event_id, sorted(known))))
    event = decisions[0][1].event
    lines = [f"{event.id}　{event.when}　{event.title}"]
    for theme, decision in decisions:
        verdict = (_KEPT if decision.kept else _LEFT_OUT).say(lang)
        colon = "：" if lang == "zh" else ": "
        lines += ["", f"{_mark(decision.kept)} {theme.title}（{theme.id}）{colon}{verdict}"]
        lines.append(f"  {decision.reason.say(lang)}")
        lines.append(f"  {theme.why}")
        if decision.trace is not None:
            lines += _tree(decision.trace, lang, 1)
    if event in selection.uncovered:
        lines += ["", UNCOVERED.say(lang)]
    return "\n".join(lines) + "\n"


HEADINGS: dict[str, Words] = {
    "theme": Words("主題", "theme"),
    "verdict": Words("結果", "verdict"),
    "cause": Words("緣由", "cause"),
    "near_miss": Words("差一項", "near miss"),
    "id": Words("代號", "id"),
    "first": Words("起日", "first day"),
    "last": Words("迄日", "last day"),
    "title": Words("標題", "title"),
    "actors": Words("行為者", "actors"),
    "reason": Words("理由", "reason"),
}


def rows(selection: Selection, lang: Lang = "zh") -> list[tuple[str, ...]]:
    """Give a selection as rows of text under HEADINGS, one for each theme and event, the heads first."""
    found = [tuple(words.say(lang) for words in HEADINGS.values())]
    for theme in selection.themes:
        found += (_row(theme.title, decision, lang) for decision in _decisions(theme))
    for event in selection.uncovered:
        uncovered = Decision(event, False, Cause.THEME, UNCOVERED)
        found.append(_row("—", uncovered, lang))
    return found


def _row(theme: str, decision: Decision, lang: Lang) -> tuple[str, ...]:
    event = decision.event
    near = Words("是", "yes").say(lang) if decision.near_miss else ""
    return (
        theme,
        (_KEPT if decision.kept else _LEFT_OUT).say(lang),
        CAUSES[decision.cause].say(lang),
        near,
        event.id,
        str(event.when.first),
        str(event.when.last),
        event.title,
        "、".join(event.actors),
        decision.reason.say(lang),
    )


_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def unformulated(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula: one that starts like one gets an apostrophe."""
    return f"'{text}" if text.lstrip()[:1] in _FORMULA_STARTS or text[:1] in ("\t", "\r", "\n") else text


def _decisions(theme: ThemeSelection) -> Iterator[Decision]:
    yield from theme.kept
    yield from theme.left_out


def _tells(decision: Decision, event_id: str) -> bool:
    return decision.event.id == event_id


def _theme_object(theme: ThemeSelection, lang: Lang) -> Json:
    return {
        "id": theme.id,
        "title": theme.title,
        "kept": [_decision_object(decision, lang) for decision in theme.kept],
        "left_out": [_decision_object(decision, lang) for decision in theme.left_out],
        "near_misses": [decision.event.id for decision in theme.near_misses],
        "see_also": [decision.event.id for decision in theme.see_also],
    }


def _decision_object(decision: Decision, lang: Lang) -> Json:
    plain = _event_object(decision.event, decision.reason, lang)
    plain["cause"] = decision.cause.value
    if decision.merged:
        plain["merged"] = [event.id for event in decision.merged]
    return plain


def _event_object(event: Event, reason: Words, lang: Lang) -> dict[str, Json]:
    return {
        "id": event.id,
        "first": str(event.when.first),
        "last": str(event.when.last),
        "title": event.title,
        "actors": [*event.actors],
        "reason": reason.say(lang),
    }


def _by_cause(selection: Selection, cause: Cause, lang: Lang) -> Iterator[Json]:
    for theme in selection.themes:
        for decision in _decisions(theme):
            if decision.cause is cause:
                yield {"event": decision.event.id, "theme": theme.id, "reason": decision.reason.say(lang)}


def _choice_object(choice: Choice) -> Json:
    return {"event": choice.event, "theme": choice.theme, "reason": choice.reason}


def _mark(held: bool) -> str:
    return "✓" if held else "✗"


def _tree(trace: Trace, lang: Lang, depth: int) -> Iterator[str]:
    said = trace.words.say(lang)
    yield f"{'  ' * depth}{_mark(trace.held)} {said}{seen_words(trace.seen, said, lang)}"
    for part in trace.parts:
        yield from _tree(part, lang, depth + 1)


def _json(selection: Selection, lang: Lang) -> bytes:
    return (json.dumps(as_json(selection, lang), ensure_ascii=False, indent=2) + "\n").encode()


def _csv(selection: Selection, lang: Lang) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(map(unformulated, row) for row in rows(selection, lang))
    # The mark tells spreadsheet programs that it is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _xlsx(selection: Selection, lang: Lang) -> bytes:
    from briefgen.rules.sheet import as_xlsx

    return as_xlsx(selection, lang)


def _html(selection: Selection, lang: Lang) -> bytes:
    return as_html(selection, lang).encode()


FORMS: dict[str, Callable[[Selection, Lang], bytes]] = {
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    "html": _html,
}
