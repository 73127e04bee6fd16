"""Choose: ask every theme about every event, and keep the reason of each decision.

The order of causes, from the strongest: ban, pin, date, rule, duplicate,
exclusive, limit.  An event that no theme keeps is still in the Selection, under
what decided against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.errors import Problem, RuleError, Words, did_you_mean
from briefgen.model import Catalogue, Choice, DateWindow, Event, SectionPlan
from briefgen.names import Names
from briefgen.rules import duplicates, reasons
from briefgen.rules.evaluate import Evaluator
from briefgen.rules.language import Rules, Theme
from briefgen.rules.ordering import Scene, grouped, in_order, in_rank
from briefgen.rules.windows import WindowCalendar, span, touches
from briefgen.selection import Cause, Decision, Selection, ThemeSelection, Trace


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
    sections = _sections(rules, plan)
    events = {event.id for event in catalogue.events}
    unmet = tuple(choice for choice in (*pins, *bans) if choice.event not in events)
    evaluator = Evaluator(rules)
    run = _Run(
        catalogue=catalogue,
        evaluator=evaluator,
        scene=Scene(Names(rules.registers), window),
        window=window,
        calendar=calendar,
        traced=traced,
        inside=frozenset(e.id for e in catalogue.events if touches(span(e.when, calendar), window)),
        pins=_pinned(catalogue, sections, evaluator, pins),
        bans=_banned(sections, bans),
    )
    sets = duplicates.find([e for e in catalogue.events if e.id in run.inside], run.scene.names)
    printed: dict[str, str] = {}
    found: list[ThemeSelection] = []
    for theme in sections:
        chosen = _Section(run, theme, sets, printed).choose()
        found.append(chosen)
        for decision in chosen.kept:
            printed.setdefault(decision.event.id, theme.title)
            for event in decision.merged:
                printed.setdefault(event.id, theme.title)
    return Selection(window, tuple(found), _uncovered(run, found), sets, unmet)


@dataclass(frozen=True, slots=True)
class _Run:
    """What one selection knows while it is made."""

    catalogue: Catalogue
    evaluator: Evaluator
    scene: Scene
    window: DateWindow
    calendar: WindowCalendar
    traced: bool
    inside: frozenset[str]
    pins: Mapping[tuple[str, str], str]
    bans: Mapping[tuple[str, str], str]


class _Section:
    """One theme at work on one catalogue."""

    def __init__(
        self, run: _Run, theme: Theme, sets: tuple[tuple[Event, ...], ...], printed: Mapping[str, str]
    ) -> None:
        self._run, self._theme, self._sets, self._printed = run, theme, sets, printed
        self._left_out: list[Decision] = []
        self._kept: dict[str, Decision] = {}
        self._see_also: list[Decision] = []
        self._said: dict[tuple[int, bool], Words] = {}

    def choose(self) -> ThemeSelection:
        """Decide about every event."""
        self._apply_rule()
        self._merge_duplicates()
        if self._theme.exclusive:
            self._refer_to_earlier()
        self._apply_limit()
        events = {id: decision.event for id, decision in self._kept.items()}
        ordered = in_order(events.values(), self._theme.order_by, self._run.scene)
        kept = tuple(self._kept[event.id] for event in ordered)
        self._left_out.sort(key=lambda d: (d.event.when.first, d.event.when.last, d.event.id))
        theme = self._theme
        return ThemeSelection(
            theme.id,
            theme.title,
            theme.why,
            kept,
            tuple(self._left_out),
            grouped(kept, theme.group_by, self._run.scene),
            tuple(self._see_also),
        )

    def _apply_rule(self) -> None:
        run, theme = self._run, self._theme.id
        trace_of = run.evaluator.trace(theme) if run.traced else None
        holds = run.evaluator.holds(theme)
        for event in run.catalogue.events:
            trace = trace_of(event) if trace_of else None
            key = (event.id, theme)
            if key in run.bans:
                self._leave(event, Cause.BAN, reasons.banned(run.bans[key]), trace)
            elif key in run.pins:
                self._kept[event.id] = Decision(event, True, Cause.PIN, reasons.pinned(run.pins[key]), trace)
            elif event.id not in run.inside:
                self._leave(event, Cause.DATE, reasons.outside(event, run.calendar), trace)
            elif trace.held if trace else holds(event):
                self._kept[event.id] = Decision(event, True, Cause.MATCH, self._fits(event, trace), trace)
            else:
                self._leave(event, Cause.THEME, self._reason(trace, False), trace)

    def _fits(self, event: Event, trace: Trace | None) -> Words:
        reason = self._reason(trace, True)
        unsure = reasons.unsure(event, self._run.window, self._run.calendar)
        return reason if unsure is None else reasons.joined(reason, unsure)

    def _reason(self, trace: Trace | None, held: bool) -> Words:
        """Say why a rule held or not; equal traces are one object and are said once."""
        key = (id(trace), held)
        if key not in self._said:
            title = self._theme.title
            near = trace is not None and trace.failures == 1 and trace.near
            self._said[key] = reasons.matched(title, trace) if held else reasons.unmatched(title, trace, near)
        return self._said[key]

    def _leave(self, event: Event, cause: Cause, reason: Words, trace: Trace | None) -> None:
        self._left_out.append(Decision(event, False, cause, reason, trace))

    def _drop(self, decision: Decision, cause: Cause, reason: Words) -> Decision:
        del self._kept[decision.event.id]
        dropped = replace(decision, kept=False, cause=cause, reason=reason)
        self._left_out.append(dropped)
        return dropped

    def _merge_duplicates(self) -> None:
        """Print each set of duplicates as one, under the first of them that the theme keeps."""
        theme = self._theme.id
        for events in self._sets:
            told = [event for event in events if (event.id, theme) not in self._run.bans]
            pinned = [e for e in told if (e.id, theme) in self._run.pins]
            first = next((e for e in (*pinned, *told) if e.id in self._kept), None)
            others = [e for e in told if first and e.id != first.id and e.marking == first.marking]
            if first is None or not others:
                continue
            for event in others:
                if event.id in self._kept:
                    self._drop(self._kept[event.id], Cause.DUPLICATE, reasons.same_as(first))
            decision = self._kept[first.id]
            self._kept[first.id] = replace(
                decision,
                event=duplicates.merge(first, others),
                merged=tuple(others),
                reason=reasons.joined(decision.reason, reasons.holding(len(others))),
            )

    def _refer_to_earlier(self) -> None:
        for decision in list(self._kept.values()):
            ids = [decision.event.id, *(event.id for event in decision.merged)]
            earlier = next((self._printed[id] for id in ids if id in self._printed), None)
            if earlier is not None and decision.cause is not Cause.PIN:
                dropped = self._drop(decision, Cause.EXCLUSIVE, reasons.printed_in(earlier))
                self._see_also.append(dropped)
        by_id = {decision.event.id: decision for decision in self._see_also}
        order = self._theme.order_by
        self._see_also = [
            by_id[e.id] for e in in_order((d.event for d in self._see_also), order, self._run.scene)
        ]

    def _apply_limit(self) -> None:
        limit = self._theme.limit
        if limit is None or len(self._kept) <= limit:
            return
        events = [decision.event for decision in self._kept.values()]
        ordered = in_order(events, self._theme.order_by, self._run.scene)
        ranked = in_rank(ordered, self._theme, self._run.scene)
        ranked.sort(key=lambda event: self._kept[event.id].cause is not Cause.PIN)
        for rank, event in enumerate(ranked, start=1):
            decision = self._kept[event.id]
            if rank > limit and decision.cause is not Cause.PIN:
                reason = reasons.beyond(limit, rank, bool(self._theme.score))
                self._drop(decision, Cause.LIMIT, reason)


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
    return tuple(
        replace(
            known[section.theme],
            title=section.title or known[section.theme].title,
            limit=section.limit or known[section.theme].limit,
        )
        for section in plan
    )


def _pinned(
    catalogue: Catalogue, sections: Sequence[Theme], evaluator: Evaluator, pins: Sequence[Choice]
) -> dict[tuple[str, str], str]:
    """Give the reason of each pin by event and theme."""
    events = {event.id: event for event in catalogue.events}
    found: dict[tuple[str, str], str] = {}
    for pin in pins:
        if pin.event not in events:
            continue
        fitting = [theme.id for theme in sections if evaluator.holds(theme.id)(events[pin.event])]
        themes = [pin.theme] if pin.theme else fitting or [theme.id for theme in sections[:1]]
        found |= {(pin.event, theme): pin.reason for theme in themes}
    return found


def _banned(sections: Sequence[Theme], bans: Sequence[Choice]) -> dict[tuple[str, str], str]:
    return {
        (ban.event, theme.id): ban.reason
        for ban in bans
        for theme in sections
        if ban.theme is None or ban.theme == theme.id
    }


def _uncovered(run: _Run, themes: Sequence[ThemeSelection]) -> tuple[Event, ...]:
    """Give the events in the window that no theme's rule fits and no choice names."""
    covered = {d.event.id for t in themes for d in t.kept}
    covered |= {d.event.id for t in themes for d in t.left_out if d.cause is not Cause.THEME}
    return tuple(e for e in run.catalogue.events if e.id in run.inside and e.id not in covered)
