"""Turn a selection and an edition into what a template sees.

Everything that is not words is settled here: which events make a paragraph,
what a date may leave out, where a subject need not be said again, and where a
group of sources closes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from briefgen.compose import citing
from briefgen.compose.citing import Citing
from briefgen.compose.prose import Sections
from briefgen.compose.sectioning import Part, Reference, gathered, lay_out, paragraphs, sources_of
from briefgen.compose.views import (
    AudienceView,
    AuthorView,
    BriefView,
    ChapterView,
    EventView,
    FreeSectionView,
    GroupView,
    KeyPointView,
    ParagraphView,
    ReferencesView,
    ReferenceView,
    SectionView,
)
from briefgen.model import Audience, Edition, Event, Record, Source
from briefgen.selection import Decision, Group, Selection
from briefgen.zh.dates import Told, full_date, when_words, window_words
from briefgen.zh.numerals import heading_label
from briefgen.zh.punctuation import split_stop


class Viewing(Record, frozen=True):
    """How one edition is shown to one audience."""

    selection: Selection
    edition: Edition
    audience: Audience

    @property
    def citing(self) -> Citing:
        """How this audience wants sources."""
        return Citing(self.audience.citations)

    def brief(self, prose: Sections) -> BriefView:
        """Give everything a template may name."""
        edition, audience = self.edition, self.audience
        known = events_of(self.selection)
        sections = tuple(self.section(part, prose) for part in lay_out(self.selection, audience.again))
        return BriefView(
            title=edition.title,
            chapter=self._chapter(),
            date=full_date(edition.date, audience.calendar),
            window=window_words(self.selection.window, audience.calendar),
            subject=edition.subject or "",
            keywords=edition.keywords,
            authors=tuple(AuthorView(name=author.name, post=author.post or "") for author in edition.authors),
            audience=AudienceView(
                id=audience.id,
                title=audience.title,
                calendar=audience.calendar,
                noted=self.citing.noted,
                inline=self.citing.inline,
            ),
            key_points=tuple(
                KeyPointView(text=point.text, events=tuple(self.event(known[id]) for id in point.events))
                for point in edition.key_points
                if all(id in known for id in point.events)
            ),
            intro=prose.intro,
            sections=sections,
            free_sections=tuple(
                FreeSectionView(title=section.title, prose=section.markup)
                for section in prose.sections
                if not section.id
            ),
            marking=edition.marking or "",
            count=len(self.selection.kept),
        )

    def event(self, event: Event, merged: Sequence[Event] = ()) -> EventView:
        """Give an event on its own: with its whole subject and date."""
        return self._event(event, merged, self._told, None, sources_of(event, merged))

    @property
    def _told(self) -> Told:
        """The year that need not be said, where the window lies in one."""
        window = self.selection.window
        return Told(window.first.year) if window.first.year == window.last.year else Told()

    def _chapter(self) -> ChapterView | None:
        chapter = self.edition.chapter
        if chapter is None:
            return None
        return ChapterView(
            ordinal=chapter.ordinal, label=heading_label(1, chapter.ordinal), name=chapter.name
        )

    def section(self, part: Part, prose: Sections) -> SectionView:
        """Give one section as it is laid out, with the analyst's prose on its theme."""
        theme, written = part.theme, prose.of(part.theme.id)
        planned = next((plan.title for plan in self.audience.sections if plan.theme == theme.id), None)
        groups = tuple(self._group(group) for group in part.groups)
        return SectionView(
            id=theme.id,
            title=planned or (written.title if written else "") or theme.title,
            prose=written.markup if written else prose.intro[:0],
            groups=groups,
            events=tuple(event for group in groups for event in group.events),
            see_also=self._references(part.references),
        )

    def _references(self, references: Sequence[Reference]) -> tuple[ReferencesView, ...]:
        """Give references by the section that prints them."""
        return tuple(
            ReferencesView(id=id, section=title, events=tuple(self._reference(one.event) for one in found))
            for (id, title), found in (
                (key, tuple(same))
                for key, same in groupby(references, lambda one: (one.theme.id, one.theme.title))
            )
        )

    def _reference(self, event: Event) -> ReferenceView:
        return ReferenceView(
            title=event.title, date=when_words(event.when, self.audience.calendar, self._told)
        )

    def _group(self, group: Group) -> GroupView:
        return GroupView(
            heading=group.heading or "",
            events=tuple(self.event(decision.event, decision.merged) for decision in group.kept),
            paragraphs=tuple(
                ParagraphView(actor=decisions[0].event.actors[0], events=self._follow(decisions))
                for decisions in paragraphs(group)
            ),
        )

    def _follow(self, decisions: Sequence[Decision]) -> tuple[EventView, ...]:
        """Give the events of one paragraph, each leaving out what the one before has said."""
        views: list[EventView] = []
        told, before = self._told, None
        for decision, cited in zip(decisions, gathered(decisions), strict=True):
            views.append(self._event(decision.event, decision.merged, told, before, cited))
            told, before = told.after(decision.event.when), decision.event
        return tuple(views)

    def _event(
        self,
        event: Event,
        merged: Sequence[Event],
        told: Told,
        before: Event | None,
        cited: Sequence[Source],
    ) -> EventView:
        sources = sources_of(event, merged)
        calendar = self.audience.calendar
        words, stop = split_stop(event.summary)
        same_day = before is not None and before.when == event.when and event.when.first == event.when.last
        same_actors = before is not None and before.actors == event.actors
        # After a raised note number a sentence must not begin with the figures of its date.
        bare = same_actors and (same_day or not (self.citing.noted or (before and before.notes)))
        detail = split_stop(event.detail or "")[0]
        inside = (detail, citing.group(cited) if self.citing.inline else "")
        return EventView(
            id=event.id,
            title=event.title,
            when=event.when,
            day=event.when.first.isoformat(),
            date="同日" if same_day else when_words(event.when, calendar, told),
            full_date=when_words(event.when, calendar),
            subject=() if bare else event.actors,
            actors=event.actors,
            counterparts=event.counterparts,
            summary=event.summary,
            words=words,
            stop=stop or "。",
            parenthesis="，".join(part for part in inside if part),
            detail=detail,
            notation=citing.group(sources),
            sources=tuple(citing.view(source, calendar) for source in sources),
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
        )


def events_of(selection: Selection) -> Mapping[str, Event]:
    """Give every event the selection has seen, by id."""
    found = {event.id: event for event in selection.uncovered}
    for theme in selection.themes:
        for decision in (*theme.left_out, *theme.see_also, *theme.kept):
            found[decision.event.id] = decision.event
            found.update((event.id, event) for event in decision.merged)
    return found
