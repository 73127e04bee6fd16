"""The nouns of the prose: what its writer has at hand, and the sections that come of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date as Day

from markupsafe import Markup

from briefgen.model import Record

Cite = Callable[[Sequence[str]], tuple[Markup, Markup]]
"""From event ids: what stands in the text before the mark behind the citation, and what after it."""
Put = Callable[[str, str, int | None], Markup]
"""From a theme, a form and a limit: its events as the audience prints them."""

NOTHING = Markup("")


class Section(Record, frozen=True):
    """One section of the prose; `id` is the theme's, or empty."""

    id: str
    title: str
    markup: Markup
    mark: Markup = NOTHING


class Sections(Record, frozen=True):
    """The prose taken apart: what stands before the first section, and the sections.

    `placed` are the themes whose events the prose itself puts in their place.
    """

    intro: Markup = NOTHING
    sections: tuple[Section, ...] = ()
    placed: frozenset[str] = frozenset()

    @property
    def whole(self) -> Markup:
        """All of it in one, each section under its heading."""
        parts = (
            Markup("<section><h2{}>{}</h2>{}</section>").format(one.mark, one.title, one.markup)
            for one in self.sections
        )
        return self.intro + NOTHING.join(parts)

    def of(self, theme: str) -> Section | None:
        """Give the section of a theme, or None."""
        return next((section for section in self.sections if section.id == theme), None)


class Desk(Record, frozen=True):
    """What a writer has at hand: the audience's themes, the events to cite, how to print them, the day.

    `withheld` are events this reader may not see: paragraphs that cite one are left
    out, with their notes.
    """

    themes: Collection[str]
    events: Collection[str]
    cite: Cite
    put: Put
    day: Day
    withheld: frozenset[str] = frozenset()
