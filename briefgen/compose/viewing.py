"""Turn a selection and an edition into what a template sees.

Everything that is not words is settled here: which events make a paragraph,
what a date may leave out, where a subject need not be said again, and where a
group of sources closes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.compose import citing
from briefgen.compose.citing import Citing
from briefgen.compose.prose import Sections
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
    ReferenceView,
    SectionView,
)
from briefgen.model import Audience, Edition, Event, Source
from briefgen.selection import Decision, Group, Selection, ThemeSelection
from briefgen.zh.dates import Told, full_date, when_words, window_words
from briefgen.zh.numerals import heading_label
from briefgen.zh.punctuation import split_stop


@dataclass(frozen=True, slots=True)
class Viewing:
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
        sections = tuple(self._section(theme, prose) for theme in self.selection.themes)
        return BriefView(
            title=edition.title,
            chapter=self._chapter(),
            date=full_date(edition.date, audience.calendar),
            window=window_words(self.selection.window, audience.calendar),
            subject=edition.subject or "",
            keywords=edition.keywords,
            authors=tuple(AuthorView(author.name, author.post or "") for author in edition.authors),
            audience=AudienceView(
                audience.id, audience.title, audience.calendar, self.citing.noted, self.citing.inline
            ),
            key_points=tuple(
                KeyPointView(point.text, tuple(self.event(known[id]) for id in point.events))
                for point in edition.key_points
            ),
            intro=prose.intro,
            sections=sections,
            free_sections=tuple(
                FreeSectionView(section.title, section.markup) for section in prose.sections if not section.id
            ),
            marking=edition.marking or "",
            count=len(self.selection.kept),
        )

    def event(self, event: Event, merged: Sequence[Event] = ()) -> EventView:
        """Give an event on its own: with its whole subject and date."""
        return self._event(event, merged, self._told, None)

    @property
    def _told(self) -> Told:
        """The year that need not be said, where the window lies in one."""
        window = self.selection.window
        return Told(window.first.year) if window.first.year == window.last.year else Told()

    def _chapter(self) -> ChapterView | None:
        chapter = self.edition.chapter
        if chapter is None:
            return None
        return ChapterView(chapter.ordinal, heading_label(1, chapter.ordinal), chapter.name)

    def _section(self, theme: ThemeSelection, prose: Sections) -> SectionView:
        written = prose.of(theme.id)
        planned = next((plan.title for plan in self.audience.sections if plan.theme == theme.id), None)
        groups = tuple(self._group(group) for group in theme.groups or (Group(None, theme.kept),))
        return SectionView(
            id=theme.id,
            title=planned or (written.title if written else "") or theme.title,
            prose=written.markup if written else prose.intro[:0],
            groups=groups,
            events=tuple(event for group in groups for event in group.events),
            see_also=tuple(self._reference(decision.event, theme) for decision in theme.see_also),
        )

    def _reference(self, event: Event, here: ThemeSelection) -> ReferenceView:
        there = next(
            (
                theme.title
                for theme in self.selection.themes
                if theme.id != here.id and any(decision.event.id == event.id for decision in theme.kept)
            ),
            "",
        )
        return ReferenceView(event.title, when_words(event.when, self.audience.calendar, self._told), there)

    def _group(self, group: Group) -> GroupView:
        paragraphs: dict[str, list[Decision]] = {}
        for decision in group.kept:
            paragraphs.setdefault(decision.event.actors[0], []).append(decision)
        return GroupView(
            group.heading or "",
            tuple(self.event(decision.event, decision.merged) for decision in group.kept),
            tuple(
                ParagraphView(actor, self._follow(sorted(decisions, key=_day)))
                for actor, decisions in paragraphs.items()
            ),
        )

    def _follow(self, decisions: Sequence[Decision]) -> tuple[EventView, ...]:
        """Give the events of one paragraph, each leaving out what the one before has said."""
        views: list[EventView] = []
        told, before = self._told, None
        for decision in decisions:
            views.append(self._event(decision.event, decision.merged, told, before))
            told, before = told.after(decision.event.when), decision.event
        return self._gathered(views, decisions) if self.citing.inline else tuple(views)

    def _event(self, event: Event, merged: Sequence[Event], told: Told, before: Event | None) -> EventView:
        sources = _sources(event, merged)
        calendar = self.audience.calendar
        words, stop = split_stop(event.summary)
        same_day = before is not None and before.when == event.when and event.when.first == event.when.last
        notation = citing.group(sources)
        detail = split_stop(event.detail or "")[0]
        inside = (detail, notation if self.citing.inline else "")
        return EventView(
            id=event.id,
            title=event.title,
            when=event.when,
            day=event.when.first.isoformat(),
            date="同日" if same_day else when_words(event.when, calendar, told),
            full_date=when_words(event.when, calendar),
            subject=() if before is not None and before.actors == event.actors else event.actors,
            actors=event.actors,
            counterparts=event.counterparts,
            summary=event.summary,
            words=words,
            stop=stop or "。",
            parenthesis="，".join(part for part in inside if part),
            detail=detail,
            notation=notation,
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

    def _gathered(self, views: Sequence[EventView], decisions: Sequence[Decision]) -> tuple[EventView, ...]:
        """Let one group of sources stand for neighbouring events that share one outlet."""
        sources = [_sources(decision.event, decision.merged) for decision in decisions]
        shown = list(views)
        for i in range(len(shown) - 1):
            if _one_outlet(sources[i], sources[i + 1]) and not (shown[i].detail or shown[i + 1].detail):
                sources[i + 1] = (*sources[i], *sources[i + 1])
                shown[i] = replace(shown[i], parenthesis="")
                shown[i + 1] = replace(shown[i + 1], parenthesis=citing.group(sources[i + 1]))
        return tuple(shown)


def events_of(selection: Selection) -> Mapping[str, Event]:
    """Give every event the selection has seen, by id."""
    found = {event.id: event for event in selection.uncovered}
    for theme in selection.themes:
        for decision in (*theme.left_out, *theme.see_also, *theme.kept):
            found[decision.event.id] = decision.event
            found.update((event.id, event) for event in decision.merged)
    return found


def _day(decision: Decision) -> tuple[str, str]:
    when = decision.event.when
    return when.first.isoformat(), when.last.isoformat()


def _sources(event: Event, merged: Iterable[Event]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys((*event.sources, *(source for other in merged for source in other.sources))))


def _one_outlet(some: Sequence[Source], others: Sequence[Source]) -> bool:
    return len({source.outlet for source in (*some, *others)}) == 1
