"""Put one theme to work on a catalogue: rule, duplicates, earlier sections, limit, order.

Each step moves decisions from kept to left out and says why; none loses an event.
To add a step: a method here, called in `choose` where it belongs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from briefgen.errors import Words
from briefgen.model import Event, WindowCalendar
from briefgen.rules import duplicates, reasons
from briefgen.rules.evaluate import Evaluator
from briefgen.rules.language import Theme
from briefgen.rules.ordering import Scene, grouped, in_order, in_rank, score
from briefgen.selection import Cause, Decision, ThemeSelection, Trace


@dataclass(frozen=True, slots=True)
class Run:
    """What all themes of one selection share.

    `events` are in order of day and id; `inside` are the ids of those in the
    window; `pins` and `bans` give reasons by theme and event.
    """

    events: Sequence[Event]
    evaluator: Evaluator
    teller: reasons.Teller
    scene: Scene
    calendar: WindowCalendar
    traced: bool
    inside: frozenset[str]
    duplicates: tuple[tuple[Event, ...], ...]
    pins: Mapping[str, Mapping[str, str]]
    bans: Mapping[str, Mapping[str, str]]


class Section:
    """One theme at work on one catalogue."""

    def __init__(self, run: Run, theme: Theme, printed: Mapping[str, str]) -> None:
        self._run, self._theme, self._printed = run, theme, printed
        self._pins, self._bans = run.pins.get(theme.id, {}), run.bans.get(theme.id, {})
        self._left_out: list[Decision] = []
        self._kept: dict[str, Decision] = {}
        self._see_also: list[Decision] = []
        self._dropped = False
        self._said: dict[int, Words] = {}
        self._fit, self._misfit = reasons.fits(theme.title), reasons.misfits(theme.title)

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
        if self._dropped:
            place = self._run.scene.place
            self._left_out.sort(key=lambda decision: place[decision.event.id])
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
        run, rule = self._run, self._theme.match
        traces: Sequence[Trace | None]
        if run.traced:
            traces = run.evaluator.traces(rule)
            verdicts: Sequence[int] = [trace.held for trace in traces if trace is not None]
        else:
            verdicts = run.evaluator.holds(rule)
            traces = [None] * len(verdicts)
        kept, leave, inside = self._kept, self._left_out.append, run.inside
        named = {*self._bans, *self._pins}
        for event, held, trace in zip(run.events, verdicts, traces, strict=True):
            if event.id in named:
                self._obey(event, trace)
            elif event.id not in inside:
                leave(Decision(event, False, Cause.DATE, reasons.outside(event, run.calendar), trace))
            elif held:
                kept[event.id] = Decision(event, True, Cause.MATCH, self._fits(event, trace), trace)
            else:
                leave(Decision(event, False, Cause.THEME, self._reason(trace, False), trace))

    def _obey(self, event: Event, trace: Trace | None) -> None:
        """Do what the edition says of an event; a ban is stronger than a pin."""
        if event.id in self._bans:
            reason = reasons.banned(self._bans[event.id])
            self._left_out.append(Decision(event, False, Cause.BAN, reason, trace))
        else:
            reason = reasons.pinned(self._pins[event.id])
            self._kept[event.id] = Decision(event, True, Cause.PIN, reason, trace)

    def _fits(self, event: Event, trace: Trace | None) -> Words:
        reason = self._reason(trace, True)
        when = event.when
        if when.precision == "day" and (when.zone is None or self._run.calendar == "venue"):
            return reason
        unsure = reasons.unsure(event, self._run.scene.window, self._run.calendar)
        return reason if unsure is None else reasons.joined(reason, unsure)

    def _reason(self, trace: Trace | None, held: bool) -> Words:
        """Say why a rule held or not; equal traces are one object and are said once."""
        if trace is None:
            return self._fit if held else self._misfit
        reason = self._said.get(id(trace))
        if reason is None:
            tell = self._run.teller.matched if held else self._run.teller.unmatched
            reason = self._said[id(trace)] = tell(self._theme.title, trace)
        return reason

    def _drop(self, decision: Decision, cause: Cause, reason: Words) -> Decision:
        del self._kept[decision.event.id]
        self._dropped = True
        dropped = replace(decision, kept=False, cause=cause, reason=reason)
        self._left_out.append(dropped)
        return dropped

    def _merge_duplicates(self) -> None:
        """Print each set of duplicates as one, under the first of them that the theme keeps."""
        for events in self._run.duplicates:
            told = [event for event in events if event.id not in self._bans]
            pinned = [event for event in told if event.id in self._pins]
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
        # All that is pinned stays, however many that are.
        last = ranked[max(limit, sum(d.cause is Cause.PIN for d in self._kept.values())) - 1]
        pinned = self._kept[last.id].cause is Cause.PIN
        for rank, event in enumerate(ranked, start=1):
            decision = self._kept[event.id]
            if rank > limit and decision.cause is not Cause.PIN:
                reason = reasons.beyond(limit, rank, last, pinned, self._scores(event, last))
                self._drop(decision, Cause.LIMIT, reason)

    def _scores(self, event: Event, last: Event) -> tuple[float, float] | None:
        if not self._theme.score:
            return None
        return score(event, self._theme, self._run.scene), score(last, self._theme, self._run.scene)
