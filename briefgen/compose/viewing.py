"""Turn a selection and an edition into what a template sees.

Everything that is not words is settled here and in what this calls: `sectioning`
says which section prints an event, `telling` how, `ranking` what a page has room for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import groupby

from briefgen.compose import plots, ranking
from briefgen.compose.citing import Citing
from briefgen.compose.desk import NOTHING, Sections
from briefgen.compose.sectioning import NONE_TOLD, Part, Reference, lay_out, paragraphs
from briefgen.compose.telling import Telling
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
    PictureView,
    ReferencesView,
    SectionView,
)
from briefgen.model import Audience, Edition, Event, Outlet, Record
from briefgen.selection import Group, Selection
from briefgen.zh.dates import anchored, full_date, window_words, year_words
from briefgen.zh.numerals import heading_label


class Viewing(Record, frozen=True):
    """How one edition is shown to one audience; `fewer` events are left out for want of room."""

    selection: Selection
    edition: Edition
    audience: Audience
    outlets: Mapping[str, Outlet] = {}
    fewer: int = 0

    @property
    def citing(self) -> Citing:
        """How this audience wants sources."""
        audience = self.audience
        return Citing(
            citations=audience.citations,
            style=audience.style,
            calendar=audience.calendar,
            outlets=self.outlets,
        )

    @property
    def telling(self) -> Telling:
        """How events are told."""
        audience = self.audience
        return Telling(
            window=self.selection.window, calendar=audience.calendar, citing=self.citing, entry=audience.entry
        )

    def brief(self, prose: Sections, told: Mapping[str, Set[str]] = NONE_TOLD) -> BriefView:
        """Give everything a template may name.

        `told` are the ids of the events that the prose tells in full, by the themes it places.
        """
        edition, audience = self.edition, self.audience
        room = ranking.room(self.selection, audience.digest, self.fewer)
        by_country = {plan.theme for plan in audience.sections if (plan.group_by or "").endswith("country")}
        parts = lay_out(room.selection, audience.again, by_country, told)
        return BriefView(
            title=edition.title,
            chapter=self._chapter(),
            date=full_date(edition.date, audience.calendar),
            window=window_words(self.selection.window, audience.calendar),
            subject=edition.subject or "",
            keywords=edition.keywords,
            authors=tuple(AuthorView(name=author.name, post=author.post or "") for author in edition.authors),
            audience=self._audience(),
            key_points=self._key_points() if audience.prose != "none" else (),
            intro=prose.intro if audience.prose == "sections" else NOTHING,
            sections=tuple(self.section(part, prose) for part in parts),
            free_sections=self._free(prose) if audience.prose == "sections" else (),
            text=prose.whole if audience.prose == "whole" else NOTHING,
            marking=edition.marking or "",
            condition=(edition.condition or "") if edition.marking else "",
            count=len(self.selection.kept),
            timeline=self.events(room.selection.kept),
            digest=self.events(room.digest),
            unlisted=room.unlisted,
            plots=tuple(self._plot(name) for name in audience.plots),
            image=self._image(),
            series=edition.series or "",
            volume=edition.volume or "",
            issue=edition.issue or "",
            label=edition.label or "",
            disclaimer=edition.disclaimer or "",
            imprint=edition.imprint,
            year_month=f"{year_words(edition.date.year, audience.calendar)}{edition.date.month}月",
        )

    def events(self, events: Sequence[Event]) -> tuple[EventView, ...]:
        """Give events on their own, in order of day."""
        ordered = sorted(events, key=lambda event: (event.when.first, event.when.last, event.id))
        return tuple(self.telling.event(event) for event in ordered)

    def section(self, part: Part, prose: Sections) -> SectionView:
        """Give one section as it is laid out, with the analyst's prose on its theme."""
        theme = part.theme
        written = prose.of(theme.id) if self.audience.prose == "sections" else None
        planned = next((plan.title for plan in self.audience.sections if plan.theme == theme.id), None)
        placed = theme.id in prose.placed
        groups = () if placed else tuple(self.group(group) for group in part.groups)
        return SectionView(
            id=theme.id,
            title=planned or (written.title if written else "") or theme.title,
            prose=written.markup if written else NOTHING,
            groups=groups,
            events=tuple(event for group in groups for event in group.events),
            see_also=() if placed else self._references(part.references),
            placed=placed,
        )

    def group(self, group: Group) -> GroupView:
        """Give the events under one sub-heading."""
        return GroupView(
            heading=group.heading or "",
            events=tuple(self.telling.event(decision.event, decision.merged) for decision in group.kept),
            paragraphs=tuple(
                ParagraphView(actor=decisions[0].event.actors[0], events=self.telling.follow(decisions))
                for decisions in paragraphs(group)
            ),
        )

    def _references(self, references: Sequence[Reference]) -> tuple[ReferencesView, ...]:
        """Give references in order of day, neighbours that one section prints together."""
        by_section = groupby(references, lambda one: (one.theme.id, one.theme.title))
        return tuple(
            ReferencesView(
                id=id, section=title, events=tuple(self.telling.reference(one.event) for one in found)
            )
            for (id, title), found in by_section
        )

    def _audience(self) -> AudienceView:
        audience = self.audience
        return AudienceView(
            id=audience.id,
            title=audience.title,
            calendar=audience.calendar,
            noted=self.citing.noted,
            inline=self.citing.inline,
            chronology=audience.chronology,
        )

    def _chapter(self) -> ChapterView | None:
        chapter = self.edition.chapter
        if chapter is None:
            return None
        return ChapterView(
            ordinal=chapter.ordinal, label=heading_label(1, chapter.ordinal), name=chapter.name
        )

    def _key_points(self) -> tuple[KeyPointView, ...]:
        known = events_of(self.selection)
        return tuple(
            KeyPointView(
                text=anchored(point.text, self.edition.date),
                events=tuple(self.telling.ground(known[id]) for id in point.events),
            )
            for point in self.edition.key_points
            if all(id in known for id in point.events)
        )

    def _free(self, prose: Sections) -> tuple[FreeSectionView, ...]:
        free = (section for section in prose.sections if not section.id)
        return tuple(FreeSectionView(title=section.title, prose=section.markup) for section in free)

    def _image(self) -> PictureView | None:
        image = self.edition.image
        if image is None:
            return None
        return PictureView(
            src=image.src, alt=image.alt, caption=image.caption or "", source=image.source or ""
        )

    def _plot(self, name: str) -> PictureView:
        plot = plots.PLOTS[name]
        legend = plot.legend(self.selection) if plot.legend else ""
        return PictureView(
            src=plots.file_of(name), alt=plot.alt(self.selection), caption=plot.caption, legend=legend
        )


def events_of(selection: Selection) -> Mapping[str, Event]:
    """Give every event the selection has seen, by id."""
    found = {event.id: event for event in selection.uncovered}
    for theme in selection.themes:
        for decision in (*theme.left_out, *theme.see_also, *theme.kept):
            found[decision.event.id] = decision.event
            found.update((event.id, event) for event in decision.merged)
    return found
