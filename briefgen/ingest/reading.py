"""Read a text from its beginning to its end into Drafts: dated clauses with who acts in them.

A Reader remembers what a person reading would: the date last told, who acted last,
whom the heading is about, and the events that still wait for their source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from itertools import zip_longest

from briefgen.ingest.binding import share_out
from briefgen.ingest.calendar import Calendar, Meant
from briefgen.ingest.clauses import BLANK, Clause, Sentence, blanked, sentences
from briefgen.ingest.drafts import Draft, mend_months
from briefgen.ingest.journeys import counted_from, is_end_of_journey, lasting, leaves, lengthened
from briefgen.ingest.notes import explained
from briefgen.ingest.parties import Parties
from briefgen.ingest.passages import Passage, Passages
from briefgen.ingest.periods import Period
from briefgen.ingest.phrases import Phrases
from briefgen.ingest.refusals import is_idle, why_not
from briefgen.ingest.same_day import (
    is_said_in_note,
    is_told_again,
    is_told_in_figures,
    only_leads,
    shares,
    stays,
)
from briefgen.ingest.speaking import Speaker
from briefgen.zh.dates_in_text import Said, writes_dots
from briefgen.zh.sources_in_text import Group, Known, find_groups, read_note

_LISTS = re.compile(r"(?P<act>通電?話|會見|會晤|會談|接見)[^。；]*?包括")
_THEN = re.compile(
    r"[，；,](?:之後|隨後|其後|接著|嗣後|稍後|下午|傍晚|晚間|並[於在]?(?:場邊|會外|會場外|會議期間|峰會期間|期間|其間|會議空檔))(?:再|又|並|也|另|旋|分別|轉往|前往|赴)*(?=[^，。；]{0,40}(?:會晤|會見|會談|會面|接見|通話|拜會|訪問|磋商))"
)


class Reader:
    """Reads the passages of one text in order."""

    def __init__(self, text: Passages, period: Period, parties: Parties, known: Known) -> None:
        self._text = text
        self._period = period
        self._calendar = Calendar(period)
        self._phrases = Phrases(parties)
        self._speaker = Speaker(self._phrases)
        self._known = known
        self._waiting: list[Draft] = []
        self._dotted = writes_dots("\n".join(blanked(passage.text) for passage in text.passages))
        self.drafts: list[Draft] = []

    def read(self) -> list[Draft]:
        """Give the drafts of the whole text in order."""
        deep = any(len(passage.section) > 1 for passage in self._text.passages)
        for passage in self._text.passages:
            if passage.kind == "heading":
                self._speaker.heading(passage)
                self._waiting.clear()
            elif passage.kind != "note":
                self._passage(passage, key_point=deep and _is_key_point(passage))
                for note in explained(passage, self._text.notes, self._known):
                    self._note(note)
        return self.drafts

    def _passage(self, passage: Passage, key_point: bool) -> None:
        groups = tuple(find_groups(passage.text, self._known, self._period.year))
        carried = list(self._waiting)
        own: list[Draft] = []
        since: list[Sentence] = []
        last: list[Draft] = []
        for sentence in sentences(passage.text, groups, self._dotted):
            self._calendar.new_sentence()
            events = self._sentence(passage, sentence, key_point)
            own += events
            since.append(sentence)
            for group in self._closing(passage, groups, sentence):
                waiting = [d for d in own if d.offset < group.start] or carried
                notes = [d for d in own if d.note and group.start < d.offset < group.end]
                if not waiting and not notes:
                    waiting = self._going_on(last, group) or self._undated(passage, since, group)
                self._bind([*waiting, *notes], group)
                own = [d for d in own if d not in waiting and d not in notes]
                last, carried, since = [*waiting, *notes], [], []
            self._speaker.after(sentence.text.replace(BLANK, ""))
        self._waiting = carried + own

    def _note(self, note: Passage) -> None:
        """Read what a footnote tells besides its source; the text then goes on where it was."""
        calendar, speaker, waiting = copy(self._calendar), copy(self._speaker), self._waiting
        self._waiting = []
        self._passage(note, key_point=False)
        self._calendar, self._speaker, self._waiting = calendar, speaker, waiting

    def _closing(self, passage: Passage, groups: tuple[Group, ...], sentence: Sentence) -> Iterable[Group]:
        """Give the groups that end within a sentence, and its notes that give sources, in order."""
        found = [group for group in groups if sentence.start <= group.start < sentence.end]
        for offset, label in passage.calls:
            note = self._text.notes.get(label)
            cited = read_note(note.text, self._known) if note else ()
            last = offset == sentence.end or (offset == len(passage.text) == sentence.end)
            if note and cited and (sentence.start < offset < sentence.end or last):
                found.append(Group(offset, offset, offset, note.text, cited))
        return sorted(found, key=lambda group: group.start)

    def _sentence(self, passage: Passage, sentence: Sentence, key_point: bool) -> list[Draft]:
        kept: list[tuple[Clause, Meant]] = []
        for clause, after in zip_longest(sentence.clauses, sentence.clauses[1:]):
            if after is not None and only_leads(clause, after):
                continue
            if after is not None and is_told_in_figures(clause, after):
                clause = replace(clause, said=after.said)
            meant = self._calendar.meant(clause.said, counted_from(clause, self.drafts, self._calendar.last))
            reason = why_not(clause, meant, self._period, any(not c.note for c, _ in kept))
            if meant is not None and stays(clause.said, reason):
                self._calendar.remember(clause.said, meant)
            if reason is not None or meant is None or is_said_in_note(clause, meant, kept):
                continue
            if clause.note and passage is self._text.passages[0] and clause.end + 1 == len(passage.text):
                continue  # the date of a text behind its title
            if kept and not clause.note and is_told_again(clause, kept[-1][0]):
                # The same day told in another way: it keeps the words before the first.
                clause = replace(kept.pop()[0], end=clause.end, after=clause.after)
            kept.append((clause, meant))
        found: list[Draft] = []
        for index, (clause, meant) in enumerate(kept):
            following = next((c for c, _ in kept[index + 1 :] if c.note == clause.note), None)
            last = index
            while shares(passage.text, kept, last):
                last += 1
            fresh = all(c.note for c, _ in kept[:index])
            whole = self._draft(passage, sentence, clause, meant, following, fresh)
            if last > index:
                shared = next((c for c, _ in kept[last + 1 :] if c.note == clause.note), None)
                stop = shared.cut if shared else sentence.end
                whole = replace(whole, clause=passage.text[kept[last][0].end : stop])
            listed = _LISTS.search(clause.opening + clause.before) if not clause.note else None
            if listed and re.match("[與同和]", clause.after):
                # 與各國元首通話，包括4月16日與某甲、18日與某乙: one predicate for all.
                whole = replace(whole, clause=f"{listed['act']}，{whole.clause}")
            elif is_idle(whole.before + whole.clause) and not clause.note:
                continue
            whole.meant = lasting(whole)
            journey = leaves(whole) or is_end_of_journey(whole)
            longer = lengthened([*self.drafts, *found], whole) if journey else None
            if longer is not None:
                self._calendar.spanned(longer.meant)
                if not leaves(whole):
                    continue
            found += [replace(one, key_point=key_point) for one in self._parted(whole, clause.said)]
        self.drafts += found
        return found

    def _draft(
        self, passage: Passage, sentence: Sentence, clause: Clause, meant: Meant, following: Clause | None,
        fresh: bool,
    ) -> Draft:  # fmt: skip
        stop = following.cut if following else (clause.sentence[1] if clause.note else sentence.end)
        if clause.note:
            after = passage.text[clause.end : stop]
            if is_idle(clause.before + after):
                # Only the day stands in the note: what happened stands before it.
                after = re.split("[。；，]", clause.opening)[-1]
        else:
            after = sentence.text[clause.end - sentence.start : stop - sentence.start]
        actors, carried = self._speaker.actors(clause, after, meant.first, fresh)
        return Draft(
            passage, meant, clause.said.text, clause.before, after,
            passage.text[sentence.start : sentence.end].strip(), clause.start, actors, carried, clause.note,
        )  # fmt: skip

    def _parted(self, whole: Draft, said: Said) -> list[Draft]:
        """Part a draft that tells several events: 11月16、17日接連…, and a meeting after the meeting."""
        if said.form == "days" and self._on_single_days(whole, said):
            year, month = whole.meant.first.year, whole.meant.first.month
            days = [whole.meant.first.replace(year=year, month=month, day=day) for day in said.days]
            return [
                replace(whole, meant=Meant(day, day, "day", sure=False), sources=[], citations=[])
                for day in days
            ]
        then = _THEN.search(whole.clause)
        if then is None or whole.note or whole.meant.first != whole.meant.last:
            return [whole]
        rest = whole.clause[then.end() :]
        named = () if re.match("[與和同跟向對獲]", rest) else self._speaker.opening(rest)
        second = replace(
            whole, before="", clause=whole.clause[then.end() :], offset=whole.offset + 1,
            actors=named or whole.actors, carried=not named, sources=[], citations=[], separate=True,
        )  # fmt: skip
        return [replace(whole, clause=whole.clause[: then.start()]), second]

    def _on_single_days(self, whole: Draft, said: Said) -> bool:
        apart = any(b - a > 1 for a, b in zip(said.days, said.days[1:], strict=False))
        return apart or bool(re.search(r"接連|先後|分別|相繼|各", whole.clause[:16]))

    def _undated(self, passage: Passage, since: list[Sentence], group: Group) -> list[Draft]:
        """Give the events of sentences that are dated by their source alone."""
        dates = [when for cited in group.cited for when in cited.dates]
        if not dates or dates[-1].precision != "day":
            return []
        day = dates[-1].first
        found: list[Draft] = []
        for sentence in since:
            actors = self._speaker.opening(sentence.text)
            if actors and actors[0].known and not is_idle(sentence.text):
                text = passage.text[sentence.start : sentence.end].strip()
                found.append(
                    Draft(passage, Meant(day, day, "day", sure=False), "", "", sentence.text, text,
                          min(sentence.start, group.start - 1), actors, False, dated=False)
                )  # fmt: skip
        self.drafts += found
        return found

    def _going_on(self, last: list[Draft], group: Group) -> list[Draft]:
        """Give the event told last, where a further source goes on about it."""
        first = min((when.first for cited in group.cited for when in cited.dates), default=None)
        if not last or first is None:
            return []
        return last[-1:] if 0 <= (first - last[-1].meant.last).days <= 7 else []

    def _bind(self, drafts: list[Draft], group: Group) -> None:
        mend_months(drafts, group)
        spans = [(draft.meant.first, draft.meant.last) for draft in drafts]
        shared = share_out(spans, group.cited)
        for draft, sources in zip(drafts, shared, strict=True):
            if sources:
                draft.sources += sources
                draft.citations.append(group.text)


def _is_key_point(passage: Passage) -> bool:
    """Tell one of the points at the head of a chapter, which the body tells again."""
    return len(passage.section) < 2 and (passage.kind == "bullet" or len(passage.text) <= 90)
