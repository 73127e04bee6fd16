"""Strategies for records with every kind of text that a file may hold."""

from __future__ import annotations

from datetime import date
from typing import get_args

from hypothesis import strategies as st

from briefgen.clean import REMOVED
from briefgen.model import Event, Mode, Precision, Source, TaiwanRelevance, When

NASTY = [
    "NO", "1", "1e3", "0o17", "true", "null", "~", "-", "- x", "a: b", "a #b", "#", "=1+1", "+1", "-1", "@x", "＝1",
    "'", "'x", "''=", '"', "\\", "\\n", "\\s", "\\0", " a", "a ", "　", "a\nb", "\na", "a\n\n b\n", "a\r\nb", "\r",
    "\t", "\ta", "_x0041_", "_x005F_x0041_", "2021-09-10", "12:30", "*a", "&a", "!a", "%a", "|", ">", "[", "{", "?",
    "<<", "\x85", "\u2028", "\u200f", "𠀀", "a,b", "a;b", "、", "{{ x }}", "<b>", "---", "...", "0x1F", ".inf", "a:",
]  # fmt: skip
PLAIN = st.characters(exclude_categories=("Cs",)).filter(lambda letter: not REMOVED.match(letter))
TEXTS = st.sampled_from(NASTY) | st.text(
    PLAIN | st.sampled_from(" \n\r\t\\'\"=-_x0"), min_size=1, max_size=12
)
MAYBE = st.none() | st.just("") | TEXTS
LISTS = st.lists(TEXTS | st.just(""), max_size=3).map(tuple)
DAYS = st.dates(date(1890, 1, 1), date(2100, 12, 31)) | st.dates()


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Draw a date with its precision, in step with the calendar or not."""
    form = draw(st.sampled_from(["", "-05", "-Q2", "-H2", "-02-D3", "-05-06"]))
    if draw(st.booleans()):
        return When.parse(f"{draw(st.integers(1000, 9999))}{form}")
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return When(
        first=first,
        last=draw(st.sampled_from([first, last])),
        precision=draw(st.sampled_from(get_args(Precision))),
        zone=draw(st.none() | st.just("Asia/Taipei")),
        time=draw(st.none() | st.just("09:30")),
        words=draw(MAYBE),
    )


SOURCES = st.builds(
    Source,
    outlet=TEXTS,
    date=st.none() | whens(),
    title=MAYBE,
    author=MAYBE,
    number=MAYBE,
    page=MAYBE,
    url=st.none() | st.just("https://example.org/甲?a=b&c"),
    accessed=st.none() | DAYS,
)
EVENTS = st.builds(
    Event,
    id=st.from_regex(r"[a-z0-9][a-z0-9.-]{0,8}", fullmatch=True),
    when=whens(),
    title=TEXTS,
    summary=TEXTS,
    actors=st.lists(TEXTS | st.just(""), min_size=1, max_size=3).map(tuple),
    mode=st.sampled_from(get_args(Mode)),
    sources=st.lists(SOURCES, min_size=1, max_size=3).map(tuple),
    counterparts=LISTS,
    countries=st.lists(st.sampled_from(["US", "NO", "TW"]), max_size=3).map(tuple),
    body=MAYBE,
    session=st.none() | st.integers(1, 10**6),
    place=MAYBE,
    topics=LISTS,
    taiwan=st.sampled_from(get_args(TaiwanRelevance)),
    importance=st.integers(1, 5),
    marking=st.none() | st.sampled_from(["公開", "密"]),
    detail=MAYBE,
    quotes=LISTS,
    notes=LISTS,
    remark=MAYBE,
)
CATALOGUES = st.lists(EVENTS, max_size=3, unique_by=lambda event: event.id)
