"""Propose events: every dated occurrence of a text that the reader can make out.

Drafts become Candidates: names in full, countries, forum, kind of event, sources,
and a confidence with what it suffers from.  What the catalogue has already is marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date as Day

from briefgen.errors import Place, Problem, RequestError, Words
from briefgen.ingest.candidates import Candidate, candidate_id
from briefgen.ingest.clauses import BLANK, blanked
from briefgen.ingest.company import others
from briefgen.ingest.drafts import Draft, sources_of
from briefgen.ingest.forums import forum_of
from briefgen.ingest.kinds import kind_of, own_words
from briefgen.ingest.knowing import known_as
from briefgen.ingest.particulars import document_of, place_in
from briefgen.ingest.parties import Parties
from briefgen.ingest.passages import Passages
from briefgen.ingest.periods import Period, period_of
from briefgen.ingest.phrases import Phrases
from briefgen.ingest.reading import Reader
from briefgen.ingest.words import SAYING
from briefgen.model import DateWindow, Event, Registers
from briefgen.names import Names
from briefgen.zh.dates_in_text import Said, find_dates
from briefgen.zh.sources_in_text import find_groups, parentheses, read_note

Themes = Callable[[Candidate], tuple[str, ...]]


def propose(
    text: Passages,
    registers: Registers,
    events: Iterable[Event] = (),
    period: DateWindow | None = None,
    themes: Themes | None = None,
) -> tuple[Candidate, ...]:
    """Give the events that a text tells, in the order of the text.

    `events` are those of the catalogue, for marking what is known; `period` is what
    the text is about, where it does not say itself; `themes` names the themes of a
    candidate.  RequestError where nothing tells the year of the text.
    """
    names = Names(registers)
    parties = Parties.of(registers)
    parties.learn("\n".join(passage.text for passage in text.passages))
    told = _period(text, names, period)
    if told is None:
        return ()
    reader = Reader(text, told, parties, lambda name: names.outlet(name) is not None)
    drafts = _without_repeats(reader.read(), parties)
    phrases = Phrases(parties)
    found = [_candidate(text.name, draft, phrases, registers) for draft in drafts]
    catalogue = tuple(events)
    marked = [replace(one, known=known_as(one, catalogue, names)) for one in _apart(found)]
    return tuple(replace(one, themes=themes(one)) if themes else one for one in marked)


def _period(text: Passages, names: Names, told: DateWindow | None) -> Period | None:
    def known(name: str) -> bool:
        return names.outlet(name) is not None

    cited = []
    dates = []
    for passage in text.passages:
        cited += [w for g in find_groups(passage.text, known) for c in g.cited for w in c.dates]
        dates += _told_dates(blanked(passage.text))
    for note in text.notes.values():
        cited += [when for one in read_note(note.text, known) for when in one.dates]
    titles = " ".join([text.name, *(p.text for p in text.passages if p.kind == "heading")])
    hints = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", titles)]
    aside = " ".join(passage.text[a:b] for passage in text.passages for a, b in parentheses(passage.text))
    hints += [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?=[年./-])", aside)]
    period = period_of(told, cited, dates, hints)
    if period is None and any(said.month for said in dates):
        raise RequestError(
            Problem(
                Place(text.name),
                Words("文中沒有年份，無從判定日期", "nothing in the text tells its year"),
                Words("請加 --period，如 --period 2021-08..2021-10", "say it: --period 2021-08..2021-10"),
            )
        )
    return period


def _told_dates(text: str) -> list[Said]:
    """Give the dates of a text but those told with their year of what is to come."""
    ahead = r"[^。；]{0,12}後，[^。；]{0,10}將|[^。；]{0,6}將(?:於|在|會|舉)"
    return [said for said in find_dates(text) if not (said.year and re.match(ahead, text[said.end :]))]


def _without_repeats(drafts: list[Draft], parties: Parties) -> Iterator[Draft]:
    """Leave out what is told again: key points, and the same actor's same act on the same day."""
    body = {(d.meant.first, d.meant.last) for d in drafts if not d.key_point}
    seen: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        days = (draft.meant.first, draft.meant.last)
        if draft.key_point and (
            draft.meant.precision != "day"
            or days in body
            or _is_told_by(draft, body)
            or _is_summed_up(draft, drafts)
        ):
            continue
        if _is_told_day_by_day(draft, drafts):
            continue
        first = draft.actors[0].name if draft.actors else ""
        key = (days, first, kind_of(draft, parties), draft.note, draft.separate)
        before = seen.setdefault(key, draft)
        if before is not draft and _meets_others(before, draft, parties):
            before = draft
        lands = frozenset(party.country for party in draft.actors)
        if len(lands) > 1:
            # The heads of two countries, and the two countries: a caption tells it as well.
            before = seen.setdefault((days, lands, key[2], draft.separate), before)
        if before is draft or before.passage is draft.passage:
            yield draft


def _meets_others(one: Draft, other: Draft, parties: Parties) -> bool:
    """Tell two meetings of one day apart by who else is named."""
    acting = {party.name for party in (*one.actors, *other.actors)}
    named = [{party.name for party in parties.find(d.clause[:60])} - acting for d in (one, other)]
    return all(named) and not named[0] & named[1]


def _is_told_by(draft: Draft, body: set[tuple[Day, Day]]) -> bool:
    """A month at the head of a chapter is told again by the days of its body."""
    meant = draft.meant
    return meant.precision != "day" and any(
        meant.first <= first and last <= meant.last for first, last in body
    )


def _is_summed_up(point: Draft, drafts: list[Draft]) -> bool:
    """A key point takes together what the body tells of one actor in parts: the journeys of one week."""
    return any(
        not one.key_point
        and [party.name for party in one.actors[:1]] == [party.name for party in point.actors[:1]]
        and (one.meant.first == point.meant.first or one.meant.last == point.meant.last)
        for one in drafts
        if point.actors
    )


def _is_told_day_by_day(draft: Draft, drafts: list[Draft]) -> bool:
    """A month that somebody acts in is told again by days of the same passage with that one."""
    names = {party.name for party in draft.actors if party.sort == "person"}
    return draft.meant.precision != "day" and any(
        one.passage is draft.passage
        and one.offset > draft.offset
        and one.meant.precision == "day"
        and draft.meant.first <= one.meant.first <= one.meant.last <= draft.meant.last
        and (
            any(name in f"{one.before}{one.clause}" for name in names)
            or ("：" in draft.clause and names & {party.name for party in one.actors})
        )
        for one in drafts
    )


def _told(draft: Draft) -> str:
    """Give the words that tell the act itself: to the first word of saying, after some words of act."""
    words = draft.clause.replace(BLANK, "").lstrip("，, ")
    saying = SAYING.search(words, 2)
    first = words[: saying.start()] if saying and saying.start() > 3 else words
    return first if len(first) > 3 else words


def _candidate(file: str, draft: Draft, phrases: Phrases, registers: Registers) -> Candidate:
    told = _told(draft)
    actors = tuple(party.name for party in draft.actors)
    met = others(own_words(told, draft, phrases.parties), draft.actors, phrases)
    around = f"{draft.before}{told}"
    forum = forum_of(around.replace(BLANK, ""), phrases.parties)
    mode = kind_of(draft, phrases.parties)
    countries = [p.country for p in (*draft.actors, *met, *phrases.parties.find(around))]
    sources = sources_of(draft)
    when = draft.meant.when
    unknown = tuple(party.name for party in (*draft.actors, *met) if not party.known)
    uncertain = _uncertain(draft, bool(actors), mode == "other", unknown, bool(sources))
    passage, first = draft.sentence, actors[0] if actors else ""
    return Candidate(
        candidate_id(when, first, phrases.parties.proposals.get(first), f"{passage}{draft.offset}", registers),
        when, draft.date_text, actors, tuple(party.name for party in met),
        tuple(dict.fromkeys(code for code in countries if code)),
        forum.name if forum else None, forum.session if forum else None, mode,
        place_in(told, phrases.parties), draft.passage.section, sources,
        "；".join(draft.citations), passage, file, draft.passage.line_at(draft.offset),
        _confidence(uncertain), uncertain, unregistered=unknown, document=document_of(draft),
    )  # fmt: skip


_WEIGHTS = {
    "date": 0.2,
    "subject": 0.12,
    "no subject": 0.3,
    "mode": 0.1,
    "names": 0.05,
    "source": 0.08,
    "precision": 0.1,
}


def _uncertain(
    draft: Draft, acts: bool, other: bool, unknown: tuple[str, ...], sourced: bool
) -> tuple[str, ...]:
    signs = {
        "date": not draft.meant.sure or not draft.dated,
        "subject": acts and draft.carried,
        "no subject": not acts,
        "mode": other,
        "names": bool(unknown),
        "source": not sourced,
        "precision": draft.meant.precision != "day",
    }
    return tuple(sign for sign, holds in signs.items() if holds)


def _confidence(uncertain: tuple[str, ...]) -> float:
    return round(max(0.95 - sum(_WEIGHTS[sign] for sign in uncertain), 0.05), 2)


def _apart(found: list[Candidate]) -> Iterator[Candidate]:
    """Give every candidate an id of its own."""
    times: dict[str, int] = {}
    for one in found:
        times[one.id] = times.get(one.id, 0) + 1
        yield one if times[one.id] == 1 else replace(one, id=f"{one.id}-{times[one.id]}")
