"""Tell events: with the date, the subject and the sources that their place in the text wants.

An event on its own says everything; in a paragraph it leaves out what the one
before has said.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from briefgen.compose.citing import Citing
from briefgen.compose.sectioning import gathered, sources_of
from briefgen.compose.views import EventView, ReferenceView
from briefgen.model import Calendar, DateWindow, Event, Record, Source
from briefgen.selection import Decision
from briefgen.zh.dates import Told, when_words
from briefgen.zh.punctuation import split_first, split_stop
from briefgen.zh.shortening import shortened, width

SMALL = 0.8
"""How wide a character of the small parenthesis is, where one of the text is 1."""


class Telling(Record, frozen=True):
    """How the events of one brief are told; `entry` is how many characters one of a list may have."""

    window: DateWindow
    calendar: Calendar
    citing: Citing
    entry: int | None = None

    def event(self, event: Event, merged: Sequence[Event] = ()) -> EventView:
        """Give an event on its own: with its whole subject and date."""
        return self._event(event, merged, self._told, None, None)

    def ground(self, event: Event) -> EventView:
        """Give an event that carries a key point: its notation is as notes have it."""
        return replace(self.event(event), notation=self.citing.ground(event.sources))

    def follow(self, decisions: Sequence[Decision]) -> tuple[EventView, ...]:
        """Give the events of one paragraph, each leaving out what the one before has said."""
        views: list[EventView] = []
        told, before = self._told, None
        for decision, cited in zip(decisions, gathered(decisions), strict=True):
            views.append(self._event(decision.event, decision.merged, told, before, cited))
            told, before = told.after(decision.event.when), decision.event
        return tuple(views)

    def reference(self, event: Event) -> ReferenceView:
        """Give an event as a title and a date."""
        return ReferenceView(title=event.title, date=when_words(event.when, self.calendar, self._told))

    @property
    def _told(self) -> Told:
        """The year that need not be said, where the window lies in one."""
        first, last = self.window.first.year, self.window.last.year
        return Told(first) if first == last else Told()

    def _event(
        self,
        event: Event,
        merged: Sequence[Event],
        told: Told,
        before: Event | None,
        cited: Sequence[Source] | None,
    ) -> EventView:
        sources = sources_of(event, merged)
        group = self.citing.group(sources if cited is None else cited) if self.citing.inline else ""
        notation = self.citing.group(sources)
        words, stop = split_stop(event.summary)
        detail = split_stop(event.detail or "")[0]
        same_day = before is not None and before.when == event.when and event.when.first == event.when.last
        same_actors = before is not None and before.actors == event.actors
        # After a raised note number a sentence must not begin with the figures of its date.
        date = "同日" if same_day else when_words(event.when, self.calendar, told)
        bare = same_actors and (same_day or not (self.citing.noted or (before and before.notes)))
        return EventView(
            id=event.id,
            title=event.title,
            when=event.when,
            day=event.when.first.isoformat(),
            date=date,
            full_date=when_words(event.when, self.calendar),
            subject=() if bare else _together(event.actors) if same_actors else event.actors,
            actors=event.actors,
            counterparts=event.counterparts,
            summary=event.summary,
            words=words,
            stop=stop or "。",
            parenthesis="，".join(part for part in (detail, group) if part),
            detail=detail,
            notation=notation,
            sources=tuple(self.citing.view(source) for source in sources),
            notes=event.notes,
            quotes=event.quotes,
            body=event.body or "",
            session=event.session,
            place=event.place or "",
            mode=event.mode,
            topics=event.topics,
            countries=event.countries,
            taiwan=event.taiwan,
            importance=event.importance,
            lead=self._lead(event, date, notation),
        )

    def _lead(self, event: Event, date: str, notation: str) -> str:
        """Give the first sentence, or so much of it as an entry with names, date and sources has room for."""
        sentence = split_first(event.summary)
        if self.entry is None:
            return sentence
        around = width("、".join(event.actors) + date + "。") + SMALL * width(f"（{notation}）")
        return shortened(sentence, self.entry - around)


def _together(actors: Sequence[str]) -> tuple[str, ...]:
    """Name actors whom the sentence before has named: 雙方 for two, 三方 for three."""
    match len(actors):
        case 1:
            return tuple(actors)
        case 2:
            return ("雙方",)
        case 3:
            return ("三方",)
        case _:
            return ("各方",)
