"""How sources are printed: as footnotes, inside the text, or both, as the audience asks.

The words of a source are those of a report: author, 〈title〉, outlet, number,
page, date, address.  The same source is always written the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from briefgen.compose.views import SourceView
from briefgen.model import Calendar, Citations, Record, Source
from briefgen.zh.dates import full_date, when_words
from briefgen.zh.notation import gathered, write_group


def view(source: Source, calendar: Calendar = "ce") -> SourceView:
    """Give a source with its dates in words."""
    date = "" if source.date is None else when_words(source.date, calendar)
    accessed = "" if source.accessed is None else full_date(source.accessed, calendar)
    parts = (
        source.author or "",
        f"〈{source.title}〉" if source.title else "",
        source.outlet,
        source.number or "",
        f"頁{source.page}" if source.page else "",
        date,
    )
    return SourceView(
        outlet=source.outlet,
        words="，".join(part for part in parts if part),
        date=date,
        title=source.title or "",
        author=source.author or "",
        number=source.number or "",
        page=source.page or "",
        url=source.url or "",
        accessed=accessed,
    )


def group(sources: Iterable[Source]) -> str:
    """Give sources in the notation of the text: 中共外交部，2021.9.10、17."""
    return write_group(gathered((source.outlet, source.date) for source in sources))


class Citing(Record, frozen=True):
    """Whether an audience wants sources as notes, in the text, both or not at all."""

    citations: Citations

    @property
    def noted(self) -> bool:
        """Sources are footnotes."""
        return self.citations in ("footnote", "both")

    @property
    def inline(self) -> bool:
        """Sources stand in the text."""
        return self.citations in ("inline", "both")

    def cite(self, sources: Sequence[SourceView]) -> Markup:
        """Give the footnote that names some sources, or nothing where the audience wants none."""
        if not self.noted or not sources:
            return Markup("")
        cited = Markup("；").join(_one(source) for source in dict.fromkeys(sources))
        return Markup('<note class="source">{}。</note>').format(cited)


def _one(source: SourceView) -> Markup:
    words = Markup("{}").format(source.words)
    if source.url:
        words += Markup('，<a href="{0}">{0}</a>').format(source.url)
    if source.accessed:
        words += Markup("（{}查閱）").format(source.accessed)
    return words
