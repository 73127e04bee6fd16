"""Say of what is not in a selection where it is: outside the window, in the table of dates, or nowhere.

Only events are told of that the reader may see: one above the clearance is as one that is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from briefgen import catalogue
from briefgen.errors import Place, Problem, RequestError, Severity, Words, did_you_mean
from briefgen.model import Audience, DateWindow, Event
from briefgen.pipeline.asking import Request
from briefgen.selection import Cause, Selection

_ROC_ZERO = 1911
_ALL = 10**9


def empty(request: Request, selection: Selection, clearance: str | None) -> tuple[Problem, ...]:
    """Warn where the catalogue has nothing in the window, and say what it has."""
    decided = (d for theme in selection.themes for d in (*theme.kept, *theme.left_out))
    if selection.uncovered or any(decision.cause is not Cause.DATE for decision in decided):
        return ()
    window = selection.window
    what = Words(
        f"期間內（{window.first} 至 {window.last}）目錄沒有任何事件",
        f"the catalogue has no event in the window ({window.first} to {window.last})",
    )
    events = catalogue.load(request.root, clearance=clearance).catalogue.events
    where = f"seeds/editions/{request.edition}.md" if request.edition else "seeds/events"
    if not events:
        return (Problem(Place(where), what, None, Severity.WARNING),)
    first, last = min(e.when.first for e in events), max(e.when.last for e in events)
    what = Words(
        f"{what.zh}（目錄有 {first} 至 {last} 的事件）", f"{what.en}; it has events from {first} to {last}"
    )
    return (Problem(Place(where), what, _meant(window, events), Severity.WARNING),)


def outside(root: Path, window: DateWindow, id: str, clearance: str | None) -> Words:
    """Say of an event that it is in the catalogue and not in the window; RequestError where it is not there."""
    events = {event.id: event for event in catalogue.load(root, clearance=clearance).catalogue.events}
    if id not in events:
        what = Words(f"沒有「{id}」這個事件", f"there is no event {id!r}")
        raise RequestError(Problem(Place("--why"), what, did_you_mean(id, sorted(events))))
    event = events[id]
    return Words(
        f"{id}　{event.when}　{event.title}\n\n✗ 在目錄中，但 {event.when} 不在本期（{window.first} 至 {window.last}）",
        f"{id}　{event.when}　{event.title}\n\n✗ in the catalogue, but {event.when} is not in the window "
        f"({window.first} to {window.last})",
    )


def listed_by_date(selection: Selection, id: str, audience: Audience | None) -> Words | None:
    """Say whether an event that only limits left out is in the table of dates; None where this does not arise."""
    if audience is None or not audience.digest or len(selection.themes) < len(audience.sections):
        return None
    from briefgen.compose.ranking import room

    limited = [event.id for event in room(selection, _ALL).digest]
    if id not in limited:
        return None
    place, most = limited.index(id) + 1, audience.digest
    if place > most:
        return Words(
            f"✗ 也不列入日期表：依重要性排第{place}，日期表最多 {most} 件；只計入未列的件數",
            f"✗ not in the table of dates either: by importance it is number {place} of at most {most}; "
            "it is only counted",
        )
    less = Words(
        "；頁數有上限，放不下時從最後一件減起", "; where the page is too short the last ones go first"
    )
    tail = Words("", "") if audience.pages is None else less
    return Words(
        f"✓ 列入日期表（「其他重要日期」）：因上限未列入各節者依重要性排第{place}，日期表最多 {most} 件{tail.zh}",
        f"✓ in the table of dates: of what limits left out it is number {place} by importance, of at most {most}{tail.en}",
    )


def _meant(window: DateWindow, events: Sequence[Event]) -> Words | None:
    """Suggest the same days of the year that the catalogue is about, and say which year of the Republic it is."""
    years = sorted({e.when.first.year for e in events} | {e.when.last.year for e in events})
    said = "、".join(f"{year} 年是民國 {year - _ROC_ZERO} 年" for year in years[-3:])
    for moved in _moved(window, years):
        if any(event.when.overlaps(moved) for event in events):
            republic = moved.first.year - _ROC_ZERO
            return Words(
                f"是不是 {moved.first} 至 {moved.last}（民國 {republic} 年）？",
                f"did you mean {moved.first} to {moved.last} (year {republic} of the Republic)?",
            )
    listed = ", ".join(f"{year} is year {year - _ROC_ZERO} of the Republic" for year in years[-3:])
    return Words(f"請核對年份：{said}", f"check the year: {listed}")


def _moved(window: DateWindow, years: Sequence[int]) -> Iterator[DateWindow]:
    """Move a window to each year, the nearest first."""
    for year in sorted(years, key=lambda year: abs(year - window.first.year)):
        step = year - window.first.year
        if step:
            yield DateWindow(_in_year(window.first, step), _in_year(window.last, step))


def _in_year(day: date, step: int) -> date:
    return day.replace(year=day.year + step, day=min(day.day, 28) if day.month == 2 else day.day)
