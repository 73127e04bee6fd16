"""Say why an event is in a theme or not, in one sentence for a superior.

A reason is put together from the statements of the clauses that decided.  To
change the wording of a cause, change its function here; of a clause, `wording.py`.
"""

from __future__ import annotations

from briefgen.errors import Words
from briefgen.model import DateWindow, Event, WindowCalendar
from briefgen.rules.windows import span
from briefgen.selection import Trace
from briefgen.zh.dates import when_words, window_words

STATEMENTS = 4
_AND = Words("；", "; ")
_OR = Words("，或", ", or ")
_CALENDARS: dict[WindowCalendar, Words] = {
    "taipei": Words("臺北", "Taipei"),
    "beijing": Words("北京", "Beijing"),
}


def fits(title: str) -> Words:
    """Say that an event fits a theme."""
    return Words(f"符合「{title}」", f"fits {title!r}")


def misfits(title: str) -> Words:
    """Say that an event does not fit a theme."""
    return Words(f"不符「{title}」", f"does not fit {title!r}")


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


def beyond(limit: int, rank: int, last: Event, pinned: bool, scores: tuple[float, float] | None) -> Words:
    """Say that a theme was full, and which event was the last to have room.

    `scores` are the event's own and that of the last; None where the theme has no score.
    `pinned` says that the edition put the last one in, whatever its score.
    """
    by = Words("（編輯指定）", " (pinned)") if pinned else Words("", "")
    zh, en = f"超出本主題{limit}則的上限，", f"beyond the theme's limit of {limit}: "
    if scores is None:
        return Words(
            f"{zh}依序排第{rank}；排到「{last.title}」（{last.id}）{by.zh}為止",
            f"{en}in order it is number {rank}; the last with room is {last.id}{by.en}",
        )
    own, bar = (f"{score:g}" for score in scores)
    return Words(
        f"{zh}評分{own}，排第{rank}；最後列入的「{last.title}」（{last.id}）{by.zh}評分{bar}",
        f"{en}its score is {own}, number {rank}; the last kept, {last.id}{by.en}, has {bar}",
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
    return Words(_AND.zh.join(w.zh for w in said), _AND.en.join(w.en for w in said))


class Teller:
    """Tells what the clauses of traces said; what traces share is put together once."""

    def __init__(self) -> None:
        self._told: dict[int, tuple[Trace, Words]] = {}

    def matched(self, title: str, trace: Trace) -> Words:
        """Say that an event fits a theme, and by which clauses."""
        return _headed(fits(title), self.claims(trace))

    def unmatched(self, title: str, trace: Trace) -> Words:
        """Say that an event does not fit a theme, and what is missing."""
        head = Words("差一項", "one clause short") if trace.near else misfits(title)
        return _headed(head, self.claims(trace))

    def claims(self, trace: Trace) -> Words:
        """Put together the statements of the clauses that decided."""
        if not trace.parts:
            return trace.words if trace.mode == "clause" else NOTHING
        told = self._told.get(id(trace))
        if told is None:
            # The trace is kept beside its words, so that its identity stays its own.
            told = self._told[id(trace)] = (trace, _once(self._put_together(trace)))
        return told[1]

    def _put_together(self, trace: Trace) -> Words:
        parts, between = _deciding(trace)
        words = _few([self.claims(part) for part in parts], between)
        if trace.mode == "none" and not trace.held:
            return Words(f"應排除（{words.zh}）", f"excluded ({words.en})")
        return words


NOTHING = Words("", "")


def _once(words: Words) -> Words:
    """Say a statement once that several clauses made."""
    zh, en = dict.fromkeys(words.zh.split(_AND.zh)), dict.fromkeys(words.en.split(_AND.en))
    return Words(_AND.zh.join(zh), _AND.en.join(en))


def _deciding(trace: Trace) -> tuple[list[Trace], Words]:
    """Give the parts that decided, and what stands between them."""
    parts = trace.parts
    if trace.held:
        # Of an `any`, what held; that nothing excludes an event is no news.
        return [p for p in parts if p.held and trace.mode != "none"], _AND
    if trace.mode == "none":
        return [p for p in parts if p.held], _AND
    failing = [p for p in parts if not p.held]
    if trace.mode != "any":
        return failing, _AND
    fewest = min((p.failures for p in failing), default=0)
    nearest = [p for p in failing if p.failures == fewest]
    return [p for p in nearest if p.near] or nearest, _OR


def _few(said: list[Words], between: Words) -> Words:
    """Join the first few different statements."""
    if len(said) == 1:
        return said[0]
    different = list({words.zh: words for words in said if words.zh}.values())
    if len(different) == 1:
        return different[0]
    shown = different[:STATEMENTS]
    zh, en = between.zh.join([w.zh for w in shown]), between.en.join([w.en for w in shown])
    more = len(different) > STATEMENTS
    return Words(f"{zh}等", f"{en} …") if more else Words(zh, en)


def _headed(head: Words, claims: Words) -> Words:
    return Words(f"{head.zh}：{claims.zh}", f"{head.en}: {claims.en}") if claims.zh else head
