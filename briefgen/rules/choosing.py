"""Choose: ask every theme about every event, and keep the reason of each decision.

The order of causes, from the strongest: ban, pin, date, rule, duplicate,
exclusive, limit.  An event that no theme keeps is still in the Selection, under
what decided against it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from briefgen.errors import Problem, RuleError, Words, did_you_mean
from briefgen.model import Catalogue, Choice, DateWindow, Event, SectionPlan, WindowCalendar
from briefgen.rules import duplicates
from briefgen.rules.evaluate import Evaluator
from briefgen.rules.language import Grouping, Rules, Theme
from briefgen.rules.naming import Remembering
from briefgen.rules.ordering import Scene
from briefgen.rules.reasons import Teller
from briefgen.rules.section import Run, Section
from briefgen.rules.windows import falls_in
from briefgen.selection import Cause, Selection, ThemeSelection


def select(
    catalogue: Catalogue,
    rules: Rules,
    window: DateWindow,
    *,
    plan: Sequence[SectionPlan] | None = None,
    pins: Sequence[Choice] = (),
    bans: Sequence[Choice] = (),
    traced: bool = True,
    calendar: WindowCalendar = "venue",
) -> Selection:
    """Give what each theme keeps of a catalogue and leaves out, with reasons; nothing is lost.

    Themes come in the order of `plan` (with its titles and limits), or of the
    file.  Without `traced` decisions have no trace and shorter reasons, and cost
    less.  A pin without a theme works in every theme whose rule fits the event,
    or in the first theme where none fits; a ban without a theme works in all.
    Pins and bans of events that are not there are given as `unmet`.  RuleError for
    a plan with a theme that is not there.
    """
    with _uncollected():
        return _select(catalogue, rules, window, plan, pins, bans, traced, calendar)


def _select(
    catalogue: Catalogue,
    rules: Rules,
    window: DateWindow,
    plan: Sequence[SectionPlan] | None,
    pins: Sequence[Choice],
    bans: Sequence[Choice],
    traced: bool,
    calendar: WindowCalendar,
) -> Selection:
    sections = _sections(rules, plan)
    names = Remembering(rules.registers)
    events = sorted(catalogue.events, key=_by_day)
    evaluator = Evaluator(rules, events, names)
    place = {event.id: number for number, event in enumerate(events)}
    unmet = tuple(choice for choice in (*pins, *bans) if choice.event not in place)
    inside = frozenset(event.id for event in events if falls_in(event.when, window, calendar))
    run = Run(
        events=events,
        evaluator=evaluator,
        teller=Teller(),
        scene=Scene(names, window, place),
        calendar=calendar,
        traced=traced,
        inside=inside,
        duplicates=duplicates.find([event for event in events if event.id in inside], names),
        pins=_pinned(place, sections, evaluator, pins),
        bans=_banned(sections, bans),
    )
    printed: dict[str, str] = {}
    some_refer = any(theme.exclusive for theme in sections)
    found: list[ThemeSelection] = []
    for theme in sections:
        chosen = Section(run, theme, printed).choose()
        found.append(chosen)
        for decision in chosen.kept if some_refer else ():
            printed.setdefault(decision.event.id, theme.title)
            for event in decision.merged:
                printed.setdefault(event.id, theme.title)
    return Selection(window, tuple(found), _uncovered(run, found), run.duplicates, unmet)


def _sections(rules: Rules, plan: Sequence[SectionPlan] | None) -> tuple[Theme, ...]:
    """Give the themes to choose for, as the plan words and limits them."""
    if plan is None:
        return rules.themes
    known = {theme.id: theme for theme in rules.themes}
    unknown = [section.theme for section in plan if section.theme not in known]
    if unknown:
        raise RuleError(
            *(
                Problem(
                    rules.place,
                    Words(f"沒有「{id}」這個主題", f"there is no theme {id!r}"),
                    did_you_mean(id, known),
                )
                for id in unknown
            )
        )
    return tuple(_as_planned(known[section.theme], section) for section in plan)


def _as_planned(theme: Theme, plan: SectionPlan) -> Theme:
    """Give a theme as a section words, limits and groups it."""
    grouping = theme.group_by
    if plan.group_by is not None:
        grouping = None if plan.group_by == "none" else Grouping(plan.group_by, plan.group_heading)
    return replace(
        theme,
        title=plan.title or theme.title,
        limit=plan.limit or theme.limit,
        group_by=grouping,
        score=tuple(plan.score.items()) or theme.score,
        exclusive=plan.exclusive or theme.exclusive,
    )


def _pinned(
    place: Mapping[str, int], sections: Sequence[Theme], evaluator: Evaluator, pins: Sequence[Choice]
) -> dict[str, dict[str, str]]:
    """Give the reason of each pin by theme and event."""
    found: dict[str, dict[str, str]] = {theme.id: {} for theme in sections}
    for pin in pins:
        if pin.event in place:
            index = place[pin.event]
            fitting = [theme.id for theme in sections if evaluator.holds(theme.match)[index]]
            for id in [pin.theme] if pin.theme else fitting or [theme.id for theme in sections[:1]]:
                found.setdefault(id, {})[pin.event] = pin.reason
    return found


def _banned(sections: Sequence[Theme], bans: Sequence[Choice]) -> dict[str, dict[str, str]]:
    """Give the reason of each ban by theme and event."""
    return {
        theme.id: {ban.event: ban.reason for ban in bans if ban.theme is None or ban.theme == theme.id}
        for theme in sections
    }


def _uncovered(run: Run, themes: Sequence[ThemeSelection]) -> tuple[Event, ...]:
    """Give the events in the window that no theme's rule fits and no choice names."""
    covered = {d.event.id for t in themes for d in t.kept}
    covered |= {d.event.id for t in themes for d in t.left_out if d.cause is not Cause.THEME}
    return tuple(e for e in run.events if e.id in run.inside and e.id not in covered)


def _by_day(event: Event) -> tuple[date, date, str]:
    return event.when.first, event.when.last, event.id


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector from walking over many new records, none of which can be rubbish yet."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
