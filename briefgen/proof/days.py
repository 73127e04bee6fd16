"""Read the days a paragraph tells of, and the source groups that follow them.

A day may leave out its month and year; what it takes them from is `Told`.  Sources
are read by `zh.notation`.  Only what is sure is given: a day that cannot be is kept
apart as impossible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day
from functools import lru_cache

from briefgen.proof.text import COVER, Paragraph, Text
from briefgen.zh.notation import read_group
from briefgen.zh.sources_in_text import read_note


@dataclass(frozen=True, slots=True)
class Told:
    """A day as the text gives it: `last` differs in a range; `stated` are the parts that are written.

    `year` is None where the text does not say it; `day` and `month` always are known.
    """

    span: tuple[int, int]
    year: int | None
    month: int
    day: int
    last_month: int
    last_day: int
    month_written: bool
    quoted: bool
    ahead: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A source group: where it stands, and the days it cites; `note` where it stands in a footnote.

    The span of a footnote is where it is called.
    """

    span: tuple[int, int]
    outlets: tuple[str, ...]
    days: tuple[Day, ...]
    inside: int
    note: Paragraph | None = None


_SP = r"[ \u00a0]*"
_YEAR = re.compile(
    rf"(?P<year>(?:19|20)\d\d){_SP}[）)]?{_SP}年"
    rf"|民國{_SP}(?P<roc>\d{{2,3}}){_SP}(?:[（(](?P<both>(?:19|20)\d\d)[）)])?{_SP}年"
)
_DAYS = re.compile(
    rf"(?P<month>1[0-2]|0?[1-9]|\d{{2}}){_SP}月{_SP}(?P<first>\d{{1,2}})"
    rf"(?:{_SP}日?{_SP}(?:至|到|-|－|—|～|~){_SP}(?:(?P<last_month>\d{{1,2}}){_SP}月{_SP})?(?P<last>\d{{1,2}}))?"
    rf"(?P<more>(?:{_SP}日?、{_SP}\d{{1,2}}(?![\d.月]))*){_SP}日(?!圓|元)"
    rf"|(?<![\d年月.．第、]){_SP}(?<!\d)(?P<only>\d{{1,2}})"
    rf"(?:{_SP}至{_SP}(?P<only_last>\d{{1,2}}))?(?P<only_more>(?:、\d{{1,2}})*){_SP}日"
    rf"(?![圓元本韓內期間後之子數程])"
    rf"|(?P<alone>1[0-2]|[1-9]){_SP}月(?!\d)|(?P<spelt>十[一二]?|[一二三四五六七八九])月|(?P<lost>次月|翌月|隔月|上月|下月|上個月)"
)
_MONTHS = {
    numeral: number
    for number, numeral in enumerate(
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1
    )
}
_AHEAD = re.compile(
    r"(?:將於|預定|預計|訂於|擬於|定於|明年|原定|截至|可望於|將在|自|起至|迄|直到|直至)[^，。；]{0,4}$|(?:延長|延續|展延|延|順延|推遲|延後|展期|效期|期限)[^，。；]{0,8}$|(?<=[\d日])[至到]$|[^\d]至$"
)
_TO_COME = re.compile(
    r"起(?!草|初)|前(?:[一二三兩]?[週周日天個]|夕|，|後)|之前|以前|生效|(?:即將|將(?=舉行|於|在|訪|出席|召開|前往|赴|抵|展開|會晤|會談|迎|有|由))|起?(?:預定|預計|擬)"
)
_BACK = re.compile(r"(?:前年|去年|歷年|當年|每年|早於|此前|先前|之前)[^，。；]{0,6}$")
# A month that is only named to count from: 108年12月成都會議以來.
_PAST = re.compile(r"[^，。；\d]{0,12}(?:以來|以後|之後|起)")
_GROUP = re.compile(r"（[^（）]*\d{4}\.\d{1,2}\.\d{1,2}[^（）]*）")
# A group with its days in words is one by the name of its outlet.
_SPELT = re.compile(
    r"（(?P<inside>[^（），。；]{0,16}(?:[社報網臺台刊部院署局誌篇壇]|新聞|通訊|電視|[A-Za-z])，"
    r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^（）]*)）"
)


@lru_cache(maxsize=4096)
def groups(paragraph: Paragraph) -> tuple[Group, ...]:
    """Give the source groups of a paragraph, in order."""
    found: list[Group] = []
    for match in _GROUP.finditer(paragraph.text):
        read = read_group(match[0])
        if read is None:
            continue
        note, cited = read
        days = tuple(when.first for one in cited for when in one.dates)
        inside = match.start() + 1 + len(note) if note else match.start()
        found.append(Group(match.span(), tuple(one.outlet for one in cited), days, inside))
    for match in _SPELT.finditer(paragraph.text):
        items = read_note(match["inside"], lambda name: False)
        listed = tuple(when.first for one in items for when in one.dates)
        if listed:
            found.append(Group(match.span(), tuple(one.outlet for one in items), listed, match.start()))
    return tuple(sorted(found, key=lambda group: group.span))


def cited(text: Text, paragraph: Paragraph) -> tuple[Group, ...]:
    """Give the source groups of a paragraph and those in the footnotes it calls, in order."""
    found = list(groups(paragraph))
    for offset, label in paragraph.calls:
        note = text.notes.get(label)
        if note is not None and (group := _of_note(note, offset)) is not None:
            found.append(group)
    return tuple(sorted(found, key=lambda group: group.span[1]))


def _of_note(note: Paragraph, offset: int) -> Group | None:
    words = note.text.strip(f"{COVER} \u3000").rstrip("。")
    read = read_group(f"（{words}）")
    items = read[1] if read is not None else read_note(words, lambda name: False)
    listed = tuple(when.first for one in items for when in one.dates)
    outlets = tuple(one.outlet for one in items)
    # A source without a day tells nothing of the days before it, but they are its own, not the next one's.
    cites = listed or _UNDATED.search(words)
    return Group((offset, offset), outlets, listed, offset, note) if cites else None


_UNDATED = re.compile(r"^[^。]{0,6}[同前]|[〈《]|https?:|[Ii]bid")


@lru_cache(maxsize=4096)
def days(paragraph: Paragraph) -> tuple[Told, ...]:
    """Give the days of a paragraph in order, those in sources left out."""
    return tuple(_days(paragraph))


def _days(paragraph: Paragraph) -> Iterator[Told]:
    words = paragraph.text
    month = year = None
    begun: tuple[int, int, int] | None = None
    year_end = 0
    sources = [(group.inside, group.span[1]) for group in groups(paragraph)]
    for match in _DAYS.finditer(words):
        if any(first <= match.start() < end for first, end in sources):
            continue
        for found in _YEAR.finditer(words, year_end, match.start()):
            year_end = found.end()
            year = _year(found) if found.end() >= match.start() - 6 else None
        if match["alone"] and (_PAST.match(words, match.end()) or (month and _named(words, match.start()))):
            continue
        if match["lost"] or match["alone"] or match["spelt"]:
            month = None if match["lost"] else int(match["alone"] or _MONTHS[match["spelt"]])
            continue
        written = match["month"] is not None
        # A day alone takes its year from its month: 《計畫（2024年—2027年）》，29日.
        adjoining = year is not None and written and not words[year_end : match.start()].strip(" \u00a0）)")
        before = words[max(match.start() - 10, 0) : match.start()].rstrip()
        ahead = bool(_AHEAD.search(before) or _BACK.search(before) or _TO_COME.match(words, match.end()))
        kept = month
        if written:
            month = int(match["month"])
        if month is None:
            continue
        first = int(match["first"] or match["only"])
        last = int(match["last"] or match["only_last"] or first)
        # 10月30日至11月1日 … 31日: a day without a month may be of the first of the two.
        told = begun[0] if begun and not written and first >= begun[1] and first > begun[2] else month
        yield Told(
            span=(match.start() + len(match[0]) - len(match[0].lstrip()), match.end()),
            year=year if adjoining else None,
            month=told,
            day=first,
            last_month=int(match["last_month"] or told),
            last_day=last,
            month_written=written,
            quoted=paragraph.is_quoted(*match.span()),
            ahead=ahead,
        )
        if written:
            begun = None
        if match["last_month"]:
            begun = month, first, last
            month = int(match["last_month"])
        # A day to come is named in passing: 宣布自9月1日起加徵，5日 … is of the month before it.
        if ahead and kept is not None:
            month = kept


_DATED = re.compile(r"(?<![。；\n])(?<!^)(?:19|20)\d\d年$")


def _named(words: str, start: int) -> bool:
    """A month with its year inside a sentence is no month that goes on: 為2017年6月建交後首次."""
    return _DATED.search(words[max(start - 8, 0) : start]) is not None


def _year(match: re.Match[str]) -> int:
    if match["roc"]:
        return int(match["both"] or int(match["roc"]) + 1911)
    return int(match["year"])


def as_day(year: int, month: int, day: int) -> Day | None:
    """Give a day, or None where the calendar has none."""
    try:
        return Day(year, month, day)
    except ValueError:
        return None


def nearest_day(month: int, day: int, to: Day) -> Day | None:
    """Give the day with this month and day, of the year that brings it nearest to another day."""
    candidates = [
        found for year in (to.year - 1, to.year, to.year + 1) if (found := as_day(year, month, day))
    ]
    return min(candidates, key=lambda found: abs((found - to).days), default=None)
