"""Cut a passage into sentences, and each sentence at its dates into clauses.

What stands in parentheses is blanked out first, character by character, so that
every offset stays; a note with a date of its own is a clause inside its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.ingest import words
from briefgen.zh.dates_in_text import Said, find_dates
from briefgen.zh.punctuation import CLOSING, OPENING
from briefgen.zh.sources_in_text import Group, parentheses

BLANK = "\x00"
# 去（2022）年 is one date, and （視訊） tells the kind of event.
_KEPT = re.compile(r"視訊|線上|視頻|(?:民國|西元)?\d{2,4}年?|(?:週|周|星期)?[一二三四五六日]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_MARK = re.compile("[「『《〈“」』》〉”。！？!?；;]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A date with the words around it that belong to it.

    `before` runs from the last boundary to the date, `after` from the date to the
    next clause; `opening` is the sentence up to this clause, which begins at `cut`.  `note` tells that it
    stands in a parenthesis, of which `opening` is then the sentence before it.
    """

    said: Said
    start: int
    end: int
    before: str
    after: str
    opening: str
    sentence: tuple[int, int]
    note: bool = False
    quoted: bool = False
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """From one full stop or semicolon to the next, with the clauses that have a date."""

    start: int
    end: int
    text: str
    clauses: tuple[Clause, ...]


def blanked(text: str) -> str:
    """Blank out everything in parentheses, the marks with it, and the comma in 3,200."""
    for start, end in parentheses(text):
        if not _KEPT.fullmatch(text[start + 1 : end - 1]):
            text = text[:start] + BLANK * (end - start) + text[end:]
    return _THOUSANDS.sub(BLANK, text)


def sentences(text: str, groups: tuple[Group, ...], dotted: bool = False) -> Iterator[Sentence]:
    """Give the sentences of a passage in order; `dotted` where dates may be written 10.11."""
    plain = blanked(text)
    for start, end in _spans(plain):
        own = list(_clauses(plain, start, end, dotted))
        for opening, closing in parentheses(text):
            if start <= opening < end:
                group = next((g for g in groups if g.start == opening), None)
                own += _note_clauses(
                    text, plain, start, opening + 1, group.note_end if group else closing - 1, dotted
                )
        yield Sentence(start, end, plain[start:end], tuple(sorted(own, key=lambda c: c.start)))


def _spans(plain: str) -> Iterator[tuple[int, int]]:
    start = depth = 0
    for mark in _MARK.finditer(plain):
        index, char = mark.start(), mark[0]
        if char in "「『《〈“":
            depth += 1
        elif char in "」』》〉”":
            depth = max(depth - 1, 0)
        elif depth == 0 or index - start > 400:
            # What stands in parentheses right after the stop belongs to what it closes.
            end = index + 1 if char in ";；" else _after_blanks(plain, index + 1)
            yield start, end
            start, depth = end, 0
    if plain[start:].strip(BLANK + " "):
        yield start, len(plain)


def _after_blanks(plain: str, index: int) -> int:
    while plain[index : index + 1] == BLANK:
        index += 1
    return index


def _clauses(plain: str, start: int, end: int, dotted: bool, note: bool = False) -> Iterator[Clause]:
    dates = list(find_dates(plain[start:end], dotted))
    cut = 0
    text = plain[start:end]
    for index, said in enumerate(dates):
        following = dates[index + 1] if index + 1 < len(dates) else None
        stop = _cut(text, said.end, following.start) if following else len(text)
        yield Clause(
            said,
            start + said.start,
            start + said.end,
            text[cut : said.start],
            text[said.end : stop],
            text[:cut],
            (start, end),
            note,
            _is_quoted(text, said.start),
            start + cut,
        )
        cut = stop


def _cut(text: str, first: int, last: int) -> int:
    """Give where the words before the next date begin: after the last comma between the two."""
    listed = _LISTED.match(text, first, last)
    if listed and not _ACT.search(text, listed.end(), last):
        return listed.end()
    comma = max(text.rfind(mark, first, last) for mark in "，,：:")
    reported = _REPORTED.search(text, max(first, comma), last)
    if reported:
        return reported.end()
    return comma + 1 if comma >= 0 else last


# 某甲9日指控某乙8日撞船: what is reported has its own subject.
_REPORTED = re.compile(
    r"(?:指控|指稱|指(?=[中共俄美日韓菲澳])|聲稱|宣稱|證實|批評|譴責|抗議|稱)(?=[^，,：:]{1,18}\Z)(?![^，,：:]*(?:[於在自從至到將對就與和及、其]|原定|預定)\Z)"
)
# 某甲6月24日、某乙7月7日及某丙7月16日先後演說: each date has its own subject, and all one predicate.
_LISTED = re.compile(r"[、及暨]|[和與](?![^，,]*、)|以及")
_ACT = re.compile(f"{words.VERBS}|[，,：:]")


def _note_clauses(
    text: str, plain: str, sentence: int, start: int, end: int, dotted: bool
) -> Iterator[Clause]:
    inside = plain[:start] + text[start:end] + plain[end:]
    for clause in _clauses(inside, start, end, dotted, note=True):
        host = plain[sentence : start - 1]
        yield Clause(
            clause.said, clause.start, clause.end, clause.before, clause.after, host,
            (sentence, end), True, clause.quoted, clause.cut,
        )  # fmt: skip


def _is_quoted(text: str, offset: int) -> bool:
    before = text[:offset]
    depth = sum((char in OPENING) - (char in CLOSING) for char in before if char in "「」『』《》〈〉“”")
    return depth > 0
