"""Check events against the registers and against the calendar.

An unknown name is a warning with the nearest known one, for people who act for the
first time are in no register yet.  A source dated before its event is an error (a
warning where the event has a `remark`); news more than a week after it, a warning.
A remark that speaks of 來源日期 explains both.  Days of different places may differ by
one.  To add a check: a function from an event and the names to Problems, listed in CHECKS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from briefgen.catalogue.event_files import Placed
from briefgen.catalogue.opening import repeated_opening
from briefgen.errors import Place, Problem, Severity, Words, alike, meaning
from briefgen.model import Event, Registers, Source
from briefgen.names import Names

SHIFT = timedelta(days=1)
LATE = timedelta(days=8)
TO_WRITE = "摘要待撰寫"  # what `ingest` puts where a person has to write,
TO_CONFIRM = "（待確認）"  # and where one has to find out
EXPLAINED = "來源日期"  # a remark that says this explains why a source's day is far from the event's
_NAME = re.compile(r"[\w .·・‧]{2,}")
_BETWEEN = frozenset("、，；;,\n")
NEWS = frozenset({"agency", "newspaper", "broadcaster"})


def check(placed: Iterable[Placed], registers: Registers) -> list[Problem]:
    """Give what is doubtful or wrong in some events, in their order."""
    names = Names(registers)
    return [problem for one in placed for find in CHECKS for problem in find(one, names)]


def _parties(placed: Placed, names: Names) -> Iterator[Problem]:
    event, at = placed.event, placed.locate
    for field, listed in (("actors", event.actors), ("counterparts", event.counterparts)):
        for index, name in enumerate(listed):
            if name == TO_CONFIRM or names.resolve(name) is not None:
                continue
            where = at((field, index))
            if len(several := _several(name)) > 1:
                yield _in_one(where, name, several)
            else:
                yield _unknown_party(where, name, names)
    if event.body is not None and names.body(event.body) is None:
        guess = alike(event.body, names.registers.bodies)
        yield _unknown(at(("body",)), event.body, guess, "bodies.yaml")
    for index, topic in enumerate(event.topics):
        if len(several := _several(topic)) > 1:
            yield _in_one(at(("topics", index)), topic, several, Severity.WARNING)


def _sources(placed: Placed, names: Names) -> Iterator[Problem]:
    event, at = placed.event, placed.locate
    for index, source in enumerate(event.sources):
        outlet = names.outlet(source.outlet)
        if outlet is None and source.outlet != TO_CONFIRM:
            guess = alike(source.outlet, names.registers.outlets)
            yield _unknown(at(("sources", index, "outlet")), source.outlet, guess, "outlets.yaml")
        news = outlet is not None and outlet.kind in NEWS
        yield from _dates(event, source, lambda n=index: at(("sources", n, "date")), news)  # type: ignore[misc]
        if any(_same(source, other, names) for other in event.sources[:index]):
            what = Words(
                f"「{source.outlet}」{source.date or ''}這則來源重複，註腳會印兩次",
                f"the source {source.outlet!r} {source.date or ''} is there twice, and is printed twice",
            )
            hint = Words(
                "請刪去一則；若是兩篇，請各寫篇名（title）",
                "delete one; where they are two, give their titles",
            )
            yield Problem(at(("sources", index)), what, hint, Severity.WARNING)


def _same(one: Source, other: Source, names: Names) -> bool:
    """Two sources are printed alike, or would be if both were told in full."""
    outlets = {names.outlet(source.outlet) or source.outlet for source in (one, other)}
    details = (
        (one.title, other.title),
        (one.number, other.number),
        (one.page, other.page),
        (one.url, other.url),
    )
    return len(outlets) == 1 and one.date == other.date and all(not (a and b) or a == b for a, b in details)


def _opening(placed: Placed, names: Names) -> Iterator[Problem]:
    """Give a summary that begins with what the brief prints before it."""
    if said := repeated_opening(placed.event, names):
        rest = placed.event.summary.removeprefix(said).lstrip("，、")
        yield Problem(
            placed.locate(("summary",)),
            Words(
                f"摘要以「{said}」開頭，會印兩次：行為者與日期由程式印在摘要之前",
                f"the summary begins with {said!r}, which is printed twice: actor and date are put before it",
            ),
            Words(f"請刪去，從「{rest[:10]}」寫起", f"delete it, and begin with {rest[:10]!r}"),
            Severity.WARNING,
        )


def _unfinished(placed: Placed, names: Names) -> Iterator[Problem]:
    """Give the placeholders of `ingest` that nobody has replaced yet."""
    event, at = placed.event, placed.locate
    if TO_WRITE in event.summary:
        what = Words("摘要尚待撰寫", "the summary is still to be written")
        hint = Words("請用自己的話寫出摘要", "write the summary in your own words")
        yield Problem(at(("summary",)), what, hint)
    named = [
        *((("actors", i), "行為者", "actor", name) for i, name in enumerate(event.actors)),
        *((("counterparts", i), "對方", "counterpart", name) for i, name in enumerate(event.counterparts)),
        *((("sources", i, "outlet"), "媒體", "outlet", one.outlet) for i, one in enumerate(event.sources)),
    ]
    for steps, zh, en, name in named:
        if name == TO_CONFIRM:
            what = Words(f"{zh}尚待確認", f"the {en} is still to be confirmed")
            hint = Words(f"請把「{TO_CONFIRM}」改為名稱", f"replace {TO_CONFIRM!r} by a name")
            yield Problem(at(steps), what, hint)
    if TO_CONFIRM in event.title:
        what = Words("標題尚待確認", "the title is still to be confirmed")
        yield Problem(at(("title",)), what, Words("請補上行為者", "name the actor"))


def _dates(event: Event, source: Source, where: Callable[[], Place], news: bool) -> Iterator[Problem]:
    # A magazine is dated by its issue, so that only a day tells.
    if source.date is None or source.date.precision != "day" or EXPLAINED in (event.remark or ""):
        return
    explain = Words(
        f"請核對兩個日期；若無誤，請在 remark 寫明{EXPLAINED}的緣由",
        f"check both days; where they are right, say why in `remark`, with the word {EXPLAINED}",
    )
    if source.date.last < event.when.first - SHIFT:
        what = Words(
            f"來源日期 {source.date} 早於事件日期 {event.when}",
            f"the source is dated {source.date}, before the event of {event.when}",
        )
        yield Problem(where(), what, explain, Severity.WARNING if event.remark else Severity.ERROR)
    elif news and event.when.precision == "day" and source.date.first > event.when.last + LATE:
        what = Words(
            f"來源日期 {source.date} 比事件日期 {event.when} 晚了一週以上",
            f"the source is dated {source.date}, more than a week after the event of {event.when}",
        )
        yield Problem(where(), what, explain, Severity.WARNING)


CHECKS: tuple[Callable[[Placed, Names], Iterator[Problem]], ...] = (_unfinished, _parties, _sources, _opening)


def _several(text: str) -> tuple[str, ...]:
    """Give the items that stand in one, or nothing: 拜登、普丁 are two, Biden, Joe is one."""
    if text.isascii() or _BETWEEN.isdisjoint(text):
        return ()
    from briefgen.faults.meaning import parts

    found = parts(text)
    return found if all(map(_NAME.fullmatch, found)) else ()


def _in_one(
    where: Place, text: str, several: tuple[str, ...], severity: Severity = Severity.ERROR
) -> Problem:
    """Say that several items of a list were written as one."""
    from briefgen.faults.meaning import apart

    what = Words(f"「{text}」寫成了一項", f"{text!r} is written as one item")
    return Problem(where, what, apart(several, cells=where.cell is not None), severity)


def _unknown_party(where: Place, name: str, names: Names) -> Problem:
    register = "people.yaml、bodies.yaml"
    near = names.near_people(name)
    meant = meaning(near)
    if meant is None:
        return _unknown(where, name, names.guesses(name), register)
    zh, en = "".join(f"「{guess}」" for guess in near), ", ".join(map(repr, near))
    return Problem(
        where,
        Words(
            f"名冊中沒有「{name}」，與名冊中的{zh}只差一字，簡報會照印「{name}」",
            f"{name!r} is in no register and one character off {en}; a brief prints it as it is",
        ),
        Words(
            f"{meant.zh}若另有其人，請登錄於 {register}",
            f"{meant.en} if it is somebody else, add it to {register.replace('、', ' or ')}",
        ),
        Severity.WARNING,
    )


def _unknown(where: Place, name: str, guesses: tuple[str, ...], register: str) -> Problem:
    add = register.replace("、", " or ")
    hint = Words(f"請登錄於 {register}", f"add it to {add}")
    if meant := meaning(guesses):
        hint = Words(f"{meant.zh}若不是，{hint.zh}", f"{meant.en} if not, {hint.en}")
    return Problem(
        where, Words(f"名冊中沒有「{name}」", f"{name!r} is in no register"), hint, Severity.WARNING
    )
