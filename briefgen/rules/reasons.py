"""Say why an event is in a theme or not, in one sentence for a superior.

A reason is put together from the statements of the clauses that decided.  To
change the wording of a cause, change its function here; of a clause, `wording.py`.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.errors import Lang, Words
from briefgen.model import DateWindow, Event
from briefgen.rules.windows import WindowCalendar, span
from briefgen.selection import Trace
from briefgen.zh.dates import when_words, window_words

STATEMENTS = 4
_BETWEEN: dict[Lang, str] = {"zh": "；", "en": "; "}
_OR: dict[Lang, str] = {"zh": "，或", "en": ", or "}
_CALENDARS: dict[WindowCalendar, Words] = {
    "taipei": Words("臺北", "Taipei"),
    "beijing": Words("北京", "Beijing"),
}


def matched(title: str, trace: Trace | None) -> Words:
    """Say that an event fits a theme, and by which clauses."""
    return _said(Words(f"符合「{title}」", f"fits {title!r}"), trace)


def unmatched(title: str, trace: Trace | None, near: bool) -> Words:
    """Say that an event does not fit a theme, and what is missing."""
    if near:
        return _said(Words("差一項", "one clause short"), trace)
    return _said(Words(f"不符「{title}」", f"does not fit {title!r}"), trace)


def outside(event: Event, calendar: WindowCalendar) -> Words:
    """Say that an event's date is not in the window."""
    when = event.when
    zh = f"日期{when_words(when)}不在期間內"
    en = f"its date {when} is not in the window"
    moved = span(when, calendar)
    if (moved.first, moved.last) != (when.first, when.last):
        place = _CALENDARS[calendar]
        zh += f"（以{place.zh}曆日計為{window_words(moved)}）"
        en += f" ({moved.first}/{moved.last} in {place.en})"
    return Words(zh, en)


def unsure(event: Event, window: DateWindow, calendar: WindowCalendar) -> Words | None:
    """Say that an event may lie in the window without being sure to; None where it is sure."""
    when = event.when
    if when.precision == "day":
        moved = span(when, calendar)
        if (moved.first == when.first and moved.last == when.last) or (
            when.first in window and when.last in window
        ):
            return None
        place = _CALENDARS[calendar]
        return Words(
            f"以{place.zh}曆日計為{window_words(moved)}", f"it is {moved.first}/{moved.last} in {place.en}"
        )
    if window.first <= when.first and when.last <= window.last:
        return None
    told = when_words(when)
    return Words(
        f"日期僅知為{told}，可能在期間內", f"its date is only known as {when} and may be in the window"
    )


def pinned(reason: str) -> Words:
    """Say that an edition put an event in."""
    return Words(f"編輯指定收錄：{reason}", f"put in by the edition: {reason}")


def banned(reason: str) -> Words:
    """Say that an edition left an event out."""
    return Words(f"編輯指定排除：{reason}", f"left out by the edition: {reason}")


def beyond(limit: int, rank: int, by_score: bool) -> Words:
    """Say that a theme was full."""
    by = Words("依評分", "by score") if by_score else Words("依序", "in order")
    return Words(
        f"超出本主題{limit}則的上限，{by.zh}排第{rank}",
        f"beyond the theme's limit of {limit}: {by.en} it is number {rank}",
    )


def printed_in(title: str) -> Words:
    """Say that an earlier section prints the event."""
    return Words(f"已列於「{title}」，此處僅作參見", f"printed under {title!r} and only referred to here")


def same_as(event: Event) -> Words:
    """Say that an event is told by another record, with which it is merged."""
    return Words(
        f"與「{event.title}」（{event.id}）為同一事件，已併入",
        f"tells the same as {event.id} and is merged with it",
    )


def holding(number: int) -> Words:
    """Say how many other records a kept event was merged from."""
    return Words(f"併入{number}則重複紀錄", f"merged with {number} other records")


def joined(*parts: Words | None) -> Words:
    """Join sentences into one reason."""
    said = [part for part in parts if part is not None]
    return Words(_BETWEEN["zh"].join(w.zh for w in said), _BETWEEN["en"].join(w.en for w in said))


def _said(head: Words, trace: Trace | None) -> Words:
    if trace is None:
        return head
    zh, en = _claims(trace, "zh"), _claims(trace, "en")
    if not zh:
        return head
    return Words(f"{head.zh}：{zh}", f"{head.en}: {en}")


def _claims(trace: Trace, lang: Lang) -> str:
    """Put together the statements of the clauses that decided."""
    if not trace.parts:
        return trace.words.say(lang) if trace.mode == "clause" else ""
    if trace.held:
        # Of an `any`, what held; that nothing excludes an event is no news.
        deciding = [p for p in trace.parts if p.held and trace.mode != "none"]
        return _few((_claims(part, lang) for part in deciding), _BETWEEN[lang], lang)
    if trace.mode == "none":
        claims = (_claims(part, lang) for part in trace.parts if part.held)
        head = "應排除" if lang == "zh" else "excluded"
        said = _few(claims, _BETWEEN[lang], lang)
        return f"{head}（{said}）" if lang == "zh" else f"{head} ({said})"
    failing = [part for part in trace.parts if not part.held]
    if trace.mode == "any":
        nearest = min((part.failures for part in failing), default=0)
        nearest_parts = [part for part in failing if part.failures == nearest]
        close = [part for part in nearest_parts if part.near] or nearest_parts
        return _few((_claims(part, lang) for part in close), _OR[lang], lang)
    return _few((_claims(part, lang) for part in failing), _BETWEEN[lang], lang)


def _few(claims: Iterable[str], between: str, lang: Lang) -> str:
    said = list(dict.fromkeys(claim for claim in claims if claim))
    text = between.join(said[:STATEMENTS])
    return text + ("等" if lang == "zh" else " …") if len(said) > STATEMENTS else text
