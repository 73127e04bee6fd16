"""How sources are printed: as footnotes, inside the text, or both, as the audience asks.

The words of a source follow a style: `report` is author, 〈title〉, 《outlet》, number,
page, date, address; `academic` puts every publication between 《》, the date before
the page, the address between angle brackets, and the day it was looked up last.
The same source is always written the same way.  To add a style: its name in
`model.Audience`, its function in STYLES.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from markupsafe import Markup
from msgspec.structs import replace

from briefgen.compose.views import SourceView
from briefgen.model import Calendar, Citations, Outlet, Record, Source
from briefgen.zh.dates import full_date, when_words
from briefgen.zh.notation import gathered, write_group

Style = Literal["report", "academic"]
_SPEAKS = frozenset({"official", "agency"})
"""Kinds of outlets that are somebody, not something with a title."""
_DAY = re.compile(r"(.*年)(\d+月)(\d+)日")
_ISSUE = re.compile(r"[Nn][Oo]\.?\s*(\d+)")


class Citing(Record, frozen=True):
    """Whether an audience wants sources as notes, in the text, both or not at all, and in which style."""

    citations: Citations
    style: Style = "report"
    calendar: Calendar = "ce"
    outlets: Mapping[str, Outlet] = {}

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
        cited = Markup("；").join(self._one(source) for source in _gathered(sources))
        return Markup('<note class="source">{}。</note>').format(cited)

    def group(self, sources: Iterable[Source]) -> str:
        """Give sources in the notation of the text: 中共外交部，2021.9.10、17."""
        return write_group(gathered((source.outlet, source.date) for source in sources))

    def ground(self, sources: Iterable[Source]) -> str:
        """Give sources as a note names those of a key point: author, outlet, dates in words."""
        views = (self.view(source) for source in sources)
        short = (
            SourceView(
                outlet=view.outlet, words=_listed((view.author, view.outlet, view.date)), date=view.date
            )
            for view in views
        )
        return "；".join(source.words for source in _gathered(short))

    def view(self, source: Source) -> SourceView:
        """Give a source with its dates in words."""
        date = "" if source.date is None else when_words(source.date, self.calendar)
        accessed = "" if source.accessed is None else full_date(source.accessed, self.calendar)
        outlet = self.outlets.get(source.outlet)
        titled = (source.title is not None or self.style == "academic") and (
            outlet is None or outlet.kind not in _SPEAKS
        )
        parts = STYLES[self.style](source, f"《{source.outlet}》" if titled else source.outlet, date)
        return SourceView(
            outlet=source.outlet,
            words=_listed(parts),
            date=date,
            title=source.title or "",
            author=source.author or "",
            number=_number(source),
            page=source.page or "",
            url=source.url or "",
            accessed=accessed,
        )

    def _one(self, source: SourceView) -> Markup:
        academic = self.style == "academic"
        words = Markup("{}").format(source.words)
        if source.url:
            link = Markup('<a href="{0}">{0}</a>').format(source.url)
            words += Markup("，&lt;{}&gt;" if academic else "，{}").format(link)
        if source.accessed:
            words += Markup("（檢索日期：{}）" if academic else "（{}查閱）").format(source.accessed)
        return words


def _gathered(sources: Iterable[SourceView]) -> list[SourceView]:
    """Give each source once; those that differ only in their day become one with all its days."""
    found: dict[SourceView, list[str]] = {}
    for source in sources:
        dated = _DAY.fullmatch(source.date) is not None and source.words.endswith(source.date)
        key = replace(source, words=source.words.removesuffix(source.date), date="") if dated else source
        found.setdefault(key, []).extend([source.date] if dated else [])
    return [
        replace(source, words=source.words + _days(dates), date=_days(dates)) if dates else source
        for source, dates in found.items()
    ]


def _days(dates: Iterable[str]) -> str:
    """Join whole dates: 2021年9月12、14、15日."""
    parts: list[str] = []
    before: tuple[str, str] = ("", "")
    for found in map(_DAY.fullmatch, dict.fromkeys(dates)):
        assert found is not None
        year, month, day = found.groups()
        if (year, month) == before:
            parts[-1] += f"、{day}"
        else:
            parts.append(f"{'' if year == before[0] else year}{month}{day}")
        before = year, month
    return "、".join(f"{part}日" for part in parts)


def _listed(parts: Iterable[str]) -> str:
    return "，".join(part for part in parts if part)


def _report(source: Source, outlet: str, date: str) -> tuple[str, ...]:
    return (source.author or "", _title(source), outlet, _number(source), _page(source), date)


def _academic(source: Source, outlet: str, date: str) -> tuple[str, ...]:
    return (source.author or "", _title(source), outlet, _number(source), date, _page(source))


def _title(source: Source) -> str:
    return f"〈{source.title}〉" if source.title else ""


def _number(source: Source) -> str:
    """Give the number of an issue in Chinese, 第94期, unless the outlet has a Latin name."""
    number = source.number or ""
    issue = None if source.outlet.isascii() else _ISSUE.fullmatch(number)
    return f"第{issue[1]}期" if issue else number


def _page(source: Source) -> str:
    return f"頁{source.page}" if source.page else ""


STYLES: dict[Style, Callable[[Source, str, str], tuple[str, ...]]] = {
    "report": _report,
    "academic": _academic,
}
