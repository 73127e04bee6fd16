"""Find markup in prose that somebody meant and that is none: it would be printed as it stands.

`slips` gives one finding for each place.  Ordinary prose has none: its brackets hold words,
and its links and notes are read before it comes here.  To catch another slip: a line in SLIPS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator

from briefgen.compose.directive import USAGE
from briefgen.errors import Words

Found = tuple[Words, Words]
"""What is wrong, and what to write."""

_ID = r"\d{4}-(?:\d{2}(?:-(?:\d{2}|[dD][1-3]))?|[qQ][1-4]|[hH][12])-[a-z][a-z0-9-]*"
_SHOWN = 30
_CITE = Words("引用事件寫作半形的 [@事件代號]", "an event is cited as [@event-id]")


def slips(text: str, events: Container[str]) -> Iterator[Found]:
    """Give what of a text, from which citations and notes are taken, looks like broken markup.

    `events` are the ids that the brief may cite.
    """
    taken: list[tuple[int, int]] = []
    for pattern, says in SLIPS:
        for found in pattern.finditer(text):
            free = all(found.end() <= first or last <= found.start() for first, last in taken)
            said = says(found, events) if free else None
            if said is not None:
                taken.append(found.span())
                yield said


def title_slips(title: str, events: Container[str]) -> Iterator[Found]:
    """Give what of a heading or a key point looks like broken markup; they cite nothing."""
    for found in re.finditer(r"\[@[^\]\[]+\]|\[\^[^\]\[]+\]", title):
        what = Words(
            f"標題與要點裡的 {found[0]} 會照印", f"{found[0]} in a title or key point is printed as it stands"
        )
        yield (
            what,
            Words("引用請寫在內文；要點的事件寫在 events", "cite in the prose; a key point has its `events`"),
        )
    yield from slips(re.sub(r"\[[@^][^\]\[]+\]", "", title), events)


def _shown(found: re.Match[str]) -> str:
    text = found[0].strip()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _directive(found: re.Match[str], events: Container[str]) -> Found:
    if ":::" not in found[0]:
        return Words("全形的「：：：」不是標記", "full-width colons are no markup"), USAGE
    return Words("::: 沒有成對，或不是獨立的一段", "::: is not closed, or no paragraph of its own"), USAGE


def _citation(found: re.Match[str], events: Container[str]) -> Found:
    return Words(f"看不懂的引用「{_shown(found)}」", f"{_shown(found)!r} is no citation"), _CITE


def _bracketed(found: re.Match[str], events: Container[str]) -> Found | None:
    if found[1] not in events and not re.fullmatch(_ID, found[1]):
        return None
    what = Words(f"「{_shown(found)}」像是引用，少了 @", f"{_shown(found)!r} looks like a citation without @")
    return what, Words(f"要引用事件請寫 [@{found[1]}]", f"to cite the event write [@{found[1]}]")


def _note(found: re.Match[str], events: Container[str]) -> Found:
    what = Words(f"看不懂的註腳「{_shown(found)}」", f"{_shown(found)!r} is no note")
    return what, Words("註腳寫作半形的 [^1]", "a note is written [^1]")


def _link(found: re.Match[str], events: Container[str]) -> Found:
    what = Words(
        f"「{_shown(found)}」不是連結，會照印", f"{_shown(found)!r} is no link: it is printed as it is"
    )
    return what, Words("網址只可用 http、https、mailto", "an address begins with http, https or mailto")


def _brace(found: re.Match[str], events: Container[str]) -> Found:
    if found[0].startswith("{#"):
        what = Words(
            f"{_shown(found)} 只能寫在 ## 標題之末", f"{_shown(found)} belongs at the end of a ## heading"
        )
        return what, Words(
            "請移到該節的 ## 標題，或刪去", "move it to the heading of the section, or drop it"
        )
    what = Words(f"看不懂的「{_shown(found)}」", f"{_shown(found)!r} means nothing")
    if found[0].startswith("｛"):
        return what, Words("年份寫在半形的大括號裡，如 {今年}", "a year stands in half-width braces: {今年}")
    return what, Words(
        "可寫 {今年}、{去年}、{前年}、{明年}；要印出大括號請用全形｛｝",
        "write {今年}, {去年}, {前年} or {明年}; a brace to be printed is ｛ or ｝",
    )


SLIPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Container[str]], Found | None]], ...] = (
    (re.compile(r".*(?::{3,}|：{3,}).*"), _directive),
    (
        re.compile(
            rf"[\[［【〔〈（(「『]?\s*[@＠]\s*{_ID}[^\s\]］】〕〉）)」』，。；！？]*\s*[\]］】〕〉）)」』]?"
        ),
        _citation,
    ),
    (re.compile(r"[\[［]\s*[@＠][^\[\]［］\n]*[\]］]?"), _citation),
    (re.compile(r"\[[^\[\]\n]+\]\([a-z][a-z+.-]*:[^()\s]*\)?"), _link),
    (re.compile(r"[［\[]\s*[\^＾][^\[\]［］\n]{0,40}[］\]]"), _note),
    (re.compile(r"[\[［]\s*([a-z0-9][a-z0-9.-]*)\s*[\]］]"), _bracketed),
    (
        re.compile(r"(?<!\{)\{[^{}\s]{1,40}\}(?!\})|(?<!\{)\{\s*[今去前明]年|｛\s*[今去前明]年\s*[｝}]?"),
        _brace,
    ),
)
