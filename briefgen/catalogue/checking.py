"""Check events against the registers and against the calendar.

An unknown name is a warning with the nearest known one.  A source dated before its
event is an error (a warning where the event has a `remark`); news more than a week
after it, a warning.  Days of different places may differ by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from briefgen.catalogue.event_files import Placed
from briefgen.errors import Place, Problem, Severity, Words, nearest
from briefgen.model import Event, Registers, Source
from briefgen.names import Names

SHIFT = timedelta(days=1)
LATE = timedelta(days=8)
TO_WRITE = "摘要待撰寫"  # what `ingest` puts where a person has to write,
TO_CONFIRM = "（待確認）"  # and where one has to find out
NEWS = frozenset({"agency", "newspaper", "broadcaster"})


def check(placed: Iterable[Placed], registers: Registers) -> list[Problem]:
    """Give what is doubtful or wrong in some events, in their order."""
    names = Names(registers)
    return [problem for one in placed for problem in _of_event(one, names)]


def _of_event(placed: Placed, names: Names) -> Iterator[Problem]:
    event, registers, at = placed.event, names.registers, placed.locate
    yield from _unfinished(placed)
    for field, listed in (("actors", event.actors), ("counterparts", event.counterparts)):
        for index, name in enumerate(listed):
            if name != TO_CONFIRM and names.resolve(name) is None:
                yield _unknown(at((field, index)), name, names.guesses(name), "people.yaml、bodies.yaml")
    if event.body is not None and names.body(event.body) is None:
        yield _unknown(at(("body",)), event.body, _close(event.body, registers.bodies), "bodies.yaml")
    for index, source in enumerate(event.sources):
        outlet = names.outlet(source.outlet)
        if outlet is None and source.outlet != TO_CONFIRM:
            guess = _close(source.outlet, registers.outlets)
            yield _unknown(at(("sources", index, "outlet")), source.outlet, guess, "outlets.yaml")
        news = outlet is not None and outlet.kind in NEWS
        yield from _dates(event, source, lambda n=index: at(("sources", n, "date")), news)  # type: ignore[misc]


def _unfinished(placed: Placed) -> Iterator[Problem]:
    """Give the placeholders of `ingest` that nobody has replaced yet."""
    event, at = placed.event, placed.locate
    if TO_WRITE in event.summary:
        what = Words("摘要尚待撰寫", "the summary is still to be written")
        hint = Words("請用自己的話寫出摘要", "write the summary in your own words")
        yield Problem(at(("summary",)), what, hint, Severity.WARNING)
    names = [
        *((("actors", i), "行為者", "actor", name) for i, name in enumerate(event.actors)),
        *((("counterparts", i), "對方", "counterpart", name) for i, name in enumerate(event.counterparts)),
        *((("sources", i, "outlet"), "媒體", "outlet", one.outlet) for i, one in enumerate(event.sources)),
    ]
    for steps, zh, en, name in names:
        if name == TO_CONFIRM:
            what = Words(f"{zh}尚待確認", f"the {en} is still to be confirmed")
            hint = Words(f"請把「{TO_CONFIRM}」改為名稱", f"replace {TO_CONFIRM!r} by a name")
            yield Problem(at(steps), what, hint, Severity.WARNING)
    if TO_CONFIRM in event.title:
        what = Words("標題尚待確認", "the title is still to be confirmed")
        yield Problem(at(("title",)), what, Words("請補上行為者", "name the actor"), Severity.WARNING)


def _dates(event: Event, source: Source, where: Callable[[], Place], news: bool) -> Iterator[Problem]:
    if source.date is None or {source.date.precision, event.when.precision} != {"day"}:
        return
    if source.date.last < event.when.first - SHIFT:
        yield Problem(
            where(),
            Words(
                f"來源日期 {source.date} 早於事件日期 {event.when}",
                f"the source is dated {source.date}, before the event of {event.when}",
            ),
            Words(
                "請核對兩個日期；若無誤，請在 remark 說明",
                "check both days; where they are right, say so in `remark`",
            ),
            Severity.WARNING if event.remark else Severity.ERROR,
        )
    elif news and source.date.first > event.when.last + LATE:
        yield Problem(
            where(),
            Words(
                f"來源日期 {source.date} 比事件日期 {event.when} 晚了一週以上",
                f"the source is dated {source.date}, more than a week after the event of {event.when}",
            ),
            Words("請核對兩個日期", "check both days"),
            Severity.WARNING,
        )


def _close(name: str, known: Iterable[str]) -> tuple[str, ...]:
    guess = nearest(name, known)
    return (guess,) if guess else ()


def _unknown(where: Place, name: str, guesses: tuple[str, ...], register: str) -> Problem:
    add = register.replace("、", " or ")
    hint = Words(f"請登錄於 {register}", f"add it to {add}")
    if guesses:
        zh, en = "或".join(f"「{guess}」" for guess in guesses), " or ".join(map(repr, guesses))
        hint = Words(f"是不是{zh}？若不是，{hint.zh}", f"did you mean {en}? if not, {hint.en}")
    return Problem(
        where, Words(f"名冊中沒有「{name}」", f"{name!r} is in no register"), hint, Severity.WARNING
    )
