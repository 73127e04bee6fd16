"""Lay out the sections of a brief: what is printed where, in which group and paragraph.

A section prints the events of its theme.  Where the audience says `again: refer`,
what an earlier section has printed becomes a reference; the selection itself stays
as it is.  Small groups have no heading of their own.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence, Set

from briefgen.model import Event, Record, Source
from briefgen.selection import Decision, Group, Selection, ThemeSelection

LEAST_IN_GROUP = 2
"""Events a sub-heading must hold; those of smaller groups stand together at the end."""
LEAST_IN_SECTION = 5
"""Events a section must have to be divided."""
REST = "其他"
REST_OF_COUNTRIES = "其他國家與組織"
FIRST_COUNTRIES = ("中國大陸", "美國")
"""Sub-headings that name one of these come first, in this order; the others by number of events."""
NONE_TOLD: Mapping[str, Set[str]] = {}


class Reference(Record, frozen=True):
    """An event that an earlier section prints; `theme` is that section's."""

    theme: ThemeSelection
    event: Event


class Part(Record, frozen=True):
    """What one section prints."""

    theme: ThemeSelection
    groups: tuple[Group, ...]
    references: tuple[Reference, ...] = ()

    @property
    def kept(self) -> tuple[Decision, ...]:
        """The decisions printed in full, in printing order."""
        return tuple(decision for group in self.groups for decision in group.kept)


def lay_out(
    selection: Selection,
    again: str,
    by_country: Container[str] = frozenset(),
    told: Mapping[str, Set[str]] = NONE_TOLD,
) -> tuple[Part, ...]:
    """Give what each section of a selection prints; with `refer`, every event in full once.

    The groups of the themes in `by_country` stand in the order of countries.  Where the
    prose places the events of a theme, `told` has the ids of those it tells in full: the
    rest, in a table or beyond its limit, are left for a later section to tell.
    """
    printed: dict[str, ThemeSelection] = {}
    parts: list[Part] = []
    for theme in selection.themes:
        before = printed if again == "refer" else {}
        groups = tuple(
            Group(group.heading, tuple(d for d in group.kept if _printed(d, before) is None))
            for group in theme.groups or (Group(None, theme.kept),)
        )
        tidy = _tidy(_by_country(groups), REST_OF_COUNTRIES) if theme.id in by_country else _tidy(groups)
        parts.append(Part(theme=theme, groups=tidy, references=_references(theme, before, selection)))
        for decision in theme.kept:
            if decision.event.id in told.get(theme.id, (decision.event.id,)):
                for event in (decision.event, *decision.merged):
                    printed.setdefault(event.id, theme)
    return tuple(parts)


def paragraphs(group: Group) -> tuple[tuple[Decision, ...], ...]:
    """Give the decisions of each paragraph: those of one main actor, in order of day."""
    found: dict[str, list[Decision]] = {}
    for decision in group.kept:
        found.setdefault(decision.event.actors[0], []).append(decision)
    return tuple(tuple(sorted(decisions, key=_day)) for decisions in found.values())


def sources_of(event: Event, merged: Iterable[Event]) -> tuple[Source, ...]:
    """Give the sources of an event and of those printed as part of it, each once."""
    return tuple(dict.fromkeys((*event.sources, *(source for other in merged for source in other.sources))))


def gathered(decisions: Sequence[Decision]) -> list[tuple[Source, ...]]:
    """Give the sources of the group that closes at each event.

    Neighbouring events that share one outlet have one group, after the last of
    them; an event with a detail keeps to itself.
    """
    groups = [sources_of(decision.event, decision.merged) for decision in decisions]
    for i in range(len(groups) - 1):
        detail = decisions[i].event.detail or decisions[i + 1].event.detail
        if not detail and len({source.outlet for source in (*groups[i], *groups[i + 1])}) == 1:
            groups[i], groups[i + 1] = (), (*groups[i], *groups[i + 1])
    return groups


def _printed(decision: Decision, before: dict[str, ThemeSelection]) -> ThemeSelection | None:
    """Give the section that has printed an event or one told with it, or None."""
    events = (decision.event, *decision.merged)
    return next((before[event.id] for event in events if event.id in before), None)


def _references(
    theme: ThemeSelection, before: dict[str, ThemeSelection], selection: Selection
) -> tuple[Reference, ...]:
    """Give what earlier sections print of a theme, in order of day."""
    found = [(_printed(decision, before), decision.event) for decision in theme.kept]
    for decision in theme.see_also:
        found.append((_keeper(decision, theme, selection), decision.event))
    dated = sorted(
        (Reference(theme=there, event=event) for there, event in found if there is not None),
        key=lambda one: (one.event.when.first, one.event.when.last, one.event.id),
    )
    return tuple(dated)


def _keeper(decision: Decision, here: ThemeSelection, selection: Selection) -> ThemeSelection | None:
    ids = {decision.event.id, *(event.id for event in decision.merged)}
    for theme in selection.themes:
        if theme.id != here.id and any(
            event.id in ids for kept in theme.kept for event in (kept.event, *kept.merged)
        ):
            return theme
    return None


def _by_country(groups: Iterable[Group]) -> list[Group]:
    """Give groups in the order that is the same in every edition; the nameless rest comes last."""

    def place(group: Group) -> tuple[bool, int, int]:
        heading = group.heading or REST
        named = (number for number, name in enumerate(FIRST_COUNTRIES) if name in heading)
        return heading == REST, next(named, len(FIRST_COUNTRIES)), -len(group.kept)

    return sorted(groups, key=place)


def _tidy(groups: Sequence[Group], title: str = REST) -> tuple[Group, ...]:
    """Gather small groups under a last heading; a section of few events or one group has none."""
    large = [
        group for group in groups if group.heading not in (None, REST) and len(group.kept) >= LEAST_IN_GROUP
    ]
    small = [group for group in groups if group not in large]
    rest = tuple(decision for group in small for decision in group.kept)
    everything = tuple(decision for group in groups for decision in group.kept)
    if not everything:
        return ()
    if len(everything) < LEAST_IN_SECTION or len(large) + bool(rest) < 2 or not large:
        return (Group(None, everything),)
    return (*large, *([Group(title, rest)] if rest else ()))


def _day(decision: Decision) -> tuple[str, str]:
    when = decision.event.when
    return when.first.isoformat(), when.last.isoformat()
