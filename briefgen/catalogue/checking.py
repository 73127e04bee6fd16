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
NEWS = frozenset({"agency", "newspaper", "broadcaster"})


def check(placed: Iterable[Placed], registers: Registers) -> list[Problem]:
    """Give what is doubtful or wrong in some events, in their order."""
    names = Names(registers)
    return [problem for one in placed for problem in _of_event(one, names)]


def _of_event(placed: Placed, names: Names) -> Iterator[Problem]:
    event, registers, at = placed.event, names.registers, placed.locate
    for field, listed in (("actors", event.actors), ("counterparts", event.counterparts)):
        for index, name in enumerate(listed):
            if names.resolve(name) is None:
                yield _unknown(at((field, index)), name, names.guesses(name), "people.yaml、bodies.yaml")
    if event.body is not None and names.body(event.body) is None:
        yield _unknown(at(("body",)), event.body, _close(event.body, registers.bodies), "bodies.yaml")
    for index, source in enumerate(event.sources):
        outlet = names.outlet(source.outlet)
        if outlet is None:
            guess = _close(source.outlet, registers.outlets)
            yield _unknown(at(("sources", index, "outlet")), source.outlet, guess, "outlets.yaml")
        news = outlet is not None and outlet.kind in NEWS
        yield from _dates(event, source, lambda n=index: at(("sources", n, "date")), news)  # type: ignore[misc]


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
