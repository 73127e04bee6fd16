"""What a template sees: frozen views of words, with everything chosen, ordered and dated already.

To give templates a new fact: a field here, filled in `viewing.py`.
"""

from __future__ import annotations

from markupsafe import Markup

from briefgen.model import Record, When


class View(Record, frozen=True):
    """The common form of all views: frozen, and nothing but what its fields hold."""


class SourceView(View, frozen=True):
    """One source; `words` is how it is cited, without its address and final stop."""

    outlet: str
    words: str
    date: str = ""
    title: str = ""
    author: str = ""
    number: str = ""
    page: str = ""
    url: str = ""
    accessed: str = ""


class EventView(View, frozen=True):
    """One event in its place in the text.

    `subject` names who is to be printed before the date: nobody where the sentence
    before has the same subject.  `date` leaves out what the paragraph has said;
    `full_date` leaves out nothing.  `words` and `stop` are the summary and the mark
    that ends it.  `parenthesis` is what stands small before that mark: the detail,
    and the sources where they stand in the text.  `notation` is the event's own
    sources in that form.  `lead` is the first sentence of the summary, without its mark,
    cut between clauses where the audience limits an entry.
    """

    id: str
    title: str
    when: When
    day: str
    date: str
    full_date: str
    subject: tuple[str, ...]
    actors: tuple[str, ...]
    counterparts: tuple[str, ...]
    summary: str
    words: str
    stop: str
    parenthesis: str
    detail: str
    notation: str
    sources: tuple[SourceView, ...]
    notes: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    body: str = ""
    session: int | None = None
    place: str = ""
    mode: str = ""
    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    taiwan: str = "none"
    importance: int = 3
    lead: str = ""


class ParagraphView(View, frozen=True):
    """Events that make one paragraph, in order of day; `actor` is the one they share."""

    actor: str
    events: tuple[EventView, ...]


class GroupView(View, frozen=True):
    """Events under one sub-heading (empty where there is none), in printing order or by main actor."""

    heading: str
    events: tuple[EventView, ...]
    paragraphs: tuple[ParagraphView, ...]


class ReferenceView(View, frozen=True):
    """An event that an earlier section has printed."""

    title: str
    date: str


class ReferencesView(View, frozen=True):
    """Neighbours in time that one earlier section has printed; `section` is its title, `id` its id."""

    id: str
    section: str
    events: tuple[ReferenceView, ...]


class SectionView(View, frozen=True):
    """A section: its theme's events, and the analyst's prose on it (empty where there is none).

    `see_also` are the events of the theme that earlier sections have printed, in order of
    day.  It is `placed` where the prose itself says where its events stand.
    """

    id: str
    title: str
    prose: Markup
    groups: tuple[GroupView, ...]
    events: tuple[EventView, ...]
    see_also: tuple[ReferencesView, ...] = ()
    placed: bool = False


class FreeSectionView(View, frozen=True):
    """A section of the analyst's that belongs to no theme."""

    title: str
    prose: Markup


class KeyPointView(View, frozen=True):
    """A key point and the events that carry it."""

    text: str
    events: tuple[EventView, ...]


class ChapterView(View, frozen=True):
    """The chapter of the report: `label` is 陸、, `name` is 外交."""

    ordinal: int
    label: str
    name: str


class AuthorView(View, frozen=True):
    """Who wrote the brief; `post` may be empty."""

    name: str
    post: str


class PictureView(View, frozen=True):
    """A picture; `caption`, `source` and `legend` may be empty."""

    src: str
    alt: str
    caption: str = ""
    source: str = ""
    legend: str = ""


class AudienceView(View, frozen=True):
    """The audience's own settings."""

    id: str
    title: str
    calendar: str
    noted: bool
    inline: bool
    chronology: bool = False


class BriefView(View, frozen=True):
    """Everything a template may name, each field under its own name.

    `text` is the whole of the analyst's prose with its headings, for audiences that
    print it as such.  `timeline` is every event kept, once, in order of day; `digest`
    are the most important of those which limits left out, and `unlisted` counts the rest.
    """

    title: str
    chapter: ChapterView | None
    date: str
    window: str
    subject: str
    keywords: tuple[str, ...]
    authors: tuple[AuthorView, ...]
    audience: AudienceView
    key_points: tuple[KeyPointView, ...]
    intro: Markup
    sections: tuple[SectionView, ...]
    free_sections: tuple[FreeSectionView, ...]
    text: Markup = Markup("")
    marking: str = ""
    condition: str = ""
    count: int = 0
    timeline: tuple[EventView, ...] = ()
    digest: tuple[EventView, ...] = ()
    unlisted: int = 0
    plots: tuple[PictureView, ...] = ()
    image: PictureView | None = None
    series: str = ""
    volume: str = ""
    issue: str = ""
    label: str = ""
    disclaimer: str = ""
    imprint: tuple[str, ...] = ()
    year_month: str = ""


NAMES = BriefView.__struct_fields__
"""The names a template starts with."""
