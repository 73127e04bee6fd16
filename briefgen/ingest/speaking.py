"""Find who acts in a dated clause: named before the date, after it, or told before.

Where a clause names nobody it goes on about who acted last; after a closed item
that digressed, about the person its heading names.
"""

from __future__ import annotations

import re
from datetime import date as Day

from briefgen.ingest import words
from briefgen.ingest.clauses import BLANK, Clause
from briefgen.ingest.groups import Groups, heads_named, heads_of
from briefgen.ingest.heads import TIME, head, noun_phrase
from briefgen.ingest.parties import Party
from briefgen.ingest.passages import Passage
from briefgen.ingest.phrases import Phrases

_PASSIVE = re.compile(r"(?:已|業)?(?:遭到?|被|經|由)(?P<by>[^，。；]{2,24}?)(?:" + words.VERBS + ")")
_BY = re.compile(r"(?:[由經被]|遭到?)(?P<by>[^，。；]{2,24}?)(?:" + words.VERBS + ")")
_MEETS = re.compile(r"會見|會晤|會談|會面|舉行[^後前]{2,}|訪問|出席|發表|簽署|通話|參加|演說|致[辭詞]")
# 24日，亦即開戰屆滿一年當天，…: the day told in another way.
_SAME_DAY = re.compile(
    r"^[，,]?(?:亦即|也就是|也是|正值|正逢|適逢|恰逢|時值|即|為)[^，。；]{1,30}?(?:日|天|年|節|前夕|之際|屆滿|時刻|生日|假期)[，,]"
)
_GOES_ON = re.compile(
    r"(?P<who>[^，。；、]{1,12}?)(?:隨後|隨即|旋即|接著|之後|稍後|嗣後|並|則|續|再|又|即)*(?:轉[赴往抵訪]|飛抵|飛往|啟程|前往|續訪|再訪|抵|赴|離)"
)
# 某國海岸防衛隊指某國海警船12月10日撞船: it acts whom the report is about.
_REPORTED = re.compile(r"(?:指控?|指稱|聲稱|宣稱|證實|引發|促使|招致)(?P<who>[^，,]{2,16})$")
# 某大會5月18日開議前，某甲…: the meeting only tells when.
_BEFORE_IT = re.compile(r"[^，。；]{1,8}(?:前夕?|之際)，")
_ONCE_MORE = re.compile(r"(?:復|再度?|續|另)(?:與|同|會見|接見|會晤)")
_HE = re.compile(r"[他她渠](?![國們等人者])")
_DATED = re.compile(r"\d[日月]|\d[./]\d|[一二三四五六七八九十][日月](?!本|球)")
_LEADERS = re.compile(r"元首|領導人")


class Speaker:
    """Who acts, as one text goes on."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._last: tuple[Party, ...] = ()
        self._heading: tuple[Party, ...] = ()
        self._acted: set[str] = set()
        self._digressed = False
        self._groups = Groups()
        self._person: Party | None = None
        self._sentence = ""

    def heading(self, passage: Passage) -> None:
        """Begin a section: its heading tells whom it is about."""
        text = re.sub(r"^\W*[\w]{1,3}\W+", "", passage.text)
        named = self.opening(text)
        self._heading = tuple(p for p in named if p.known or p.country or p.sort == "person")
        self._remember(tuple(p for p in self._phrases.parties.find(text) if p.sort == "person"))
        self._remember(self._heading)
        self._groups.new_section(
            [self._phrases.parties.find(part) for part in (text, *reversed(passage.section))]
        )
        self._acted = set()
        self._last = self._heading or self._last

    def actors(
        self, clause: Clause, after: str, day: Day, fresh: bool = False
    ) -> tuple[tuple[Party, ...], bool]:
        """Give who acts in a clause of that day, and whether that had to be taken from before.

        `fresh` says that no event of its sentence has been told yet.
        """
        said_before = self._phrases.parties.find(clause.opening.replace(BLANK, ""))
        self._remember(tuple(party for party in said_before if party.sort == "person"))
        found = self._named(clause, after, fresh)
        if (
            found
            and all(p.sort == "country" for p in found)
            and _LEADERS.search(clause.opening + clause.before + after[:12])
        ):
            found = heads_of(found, day, self._phrases.parties) or found
        carried = not found
        if carried:
            found = (
                self._he(clause, after)
                or self._of_two(clause, after)
                or self._goes_on(clause)
                or self._carried(clause)
            )
        self._groups.remember(found)
        if not clause.note:
            self._person = found[0] if found and found[0].sort == "person" else self._person
            self._digressed = clause.said.form == "eve"
            self._last = found
            self._acted.update(party.name for party in found)
        self._remember(found)
        return found, carried

    def opening(self, sentence: str) -> tuple[Party, ...]:
        """Give who is named at the head of a sentence, before its verb."""
        text = head(re.split(r"\d{1,4}[年月日]", sentence.replace(BLANK, ""))[0])
        return self._phrases.subject(noun_phrase(self._phrases.parties, text))

    def after(self, sentence: str) -> None:
        """Remember the persons of a sentence that has been read, and whom of its heading it ends with."""
        self._sentence = sentence
        self._remember(tuple(p for p in self._phrases.parties.find(sentence) if p.sort == "person"))
        heads = {party.name for party in self._heading if party.sort == "person"}
        ends = self.opening(re.split("[，；]", sentence.rstrip("。；"))[-1]) if heads else ()
        if ends and ends[0].name in heads:
            self._last = ends[:1]
        if not _DATED.search(sentence):
            found = self.opening(sentence)
            if found and found[0].sort == "person" and found[0].name in self._acted:
                self._last = found

    def _named(self, clause: Clause, after: str, fresh: bool) -> tuple[Party, ...]:
        before = clause.before.replace(BLANK, "")
        if clause.said.form == "eve" or clause.said.text.startswith("過後"):
            # The words before name what the day is counted from; who acts stands before 在.
            at = re.match(r"(.+?)(?:在|於)", before)
            before = at[1] if at else ""
        if re.search(r"[是為]$", before):
            return self._told_of(after)
        if before.endswith("的") and not clause.note:
            # 訪問期間的29日，somebody…: the words before tell which day it is.
            found = self._after_date(after)
            if found:
                return self._agents(found, after)
        chunks = re.split("[，,：:｜]", before)
        reported = _REPORTED.search(chunks[-1])
        if reported and (who := self._phrases.subject(reported["who"])):
            return who
        found = self._phrases.subject(noun_phrase(self._phrases.parties, head(chunks[-1])))
        if not found and not clause.note and "的" in chunks[-1]:
            # 被視為…操盤手的某總統: who is told of stands behind 的.
            found = tuple(
                p for p in self._phrases.subject(chunks[-1].rsplit("的", 1)[1]) if p.sort == "person"
            )
        if not found and (not clause.note or not before):
            found = self._after_date(after)
        if found and found[0].sort != "person" and _BEFORE_IT.match(after) and not clause.note:
            found = self._after_date(after[after.index("，") + 1 :]) or found
        if found:
            return self._agents(found, after)
        if not before and (by := _BY.match(TIME.sub("", after.replace(BLANK, "")))):
            return self._phrases.subject(by["by"])
        if clause.note:
            return self._host(clause)
        return self._earlier(clause, chunks[:-1], fresh)

    def _after_date(self, after: str) -> tuple[Party, ...]:
        text = head(_SAME_DAY.sub("", after.replace(BLANK, "")))
        for _ in range(2):
            # 在…前夕，somebody…: the circumstance comes first.
            circumstance = re.match(
                r"(?:在|於|針對|就|隨著?|趁|應|為|繼|因應|由於)[^，。；]{2,30}[，,]|[^，。；]{2,24}(?:之際|的同時|前夕)[，,]",
                text,
            )
            if circumstance is None or _MEETS.search(circumstance[0]):
                break
            text = head(text[circumstance.end() :])
        if re.match(r"(?:[一兩三]度|多次|再次|再度|首度|首次|分別|先後|應約)*[與和同跟及並偕]", text):
            return ()
        found = self._phrases.subject(noun_phrase(self._phrases.parties, text))
        if found and all(p.sort == "country" for p in found) and _LEADERS.search(text[:12]):
            return heads_named(text, {p.country for p in found}, self._phrases.parties) or found
        return found

    def _told_of(self, after: str) -> tuple[Party, ...]:
        """Read 對象是8月1日宣布退出的某國: it acts whom the words tell of."""
        who = re.search(r"的(?P<who>[^，。；的]{2,14})[，。；]?$", after.replace(BLANK, ""))
        return self._phrases.subject(who["who"]) if who else self._after_date(after)

    def _host(self, clause: Clause) -> tuple[Party, ...]:
        """A note tells of whoever the sentence around it is about."""
        part = re.split("[。；]", clause.opening)[-1]
        return self.opening(part)

    def _earlier(self, clause: Clause, chunks: list[str], fresh: bool) -> tuple[Party, ...]:
        """Give who the sentence opens with, where this is its first date or first event."""
        opening = clause.opening.replace(BLANK, "")
        first = fresh or not _DATED.search(opening)
        parts = [*(re.split("[，,]", opening) if first else []), *chunks]
        for part in filter(str.strip, parts):
            if fresh and _DATED.search(opening) and not _LEADERS.search(part[:12]):
                continue
            found = self._phrases.subject(noun_phrase(self._phrases.parties, head(part)))
            if found and (found[0].known or found[0].sort == "person"):
                return found
        return ()

    def _agents(self, found: tuple[Party, ...], after: str) -> tuple[Party, ...]:
        """In a passive clause the one by whom it is done acts."""
        passive = _PASSIVE.match(TIME.sub("", after.replace(BLANK, "")))
        if passive is None:
            return found
        return self._phrases.subject(passive["by"]) or found

    def _carried(self, clause: Clause) -> tuple[Party, ...]:
        heads = {party.name for party in self._heading if party.sort == "person"}
        if self._digressed and not any(party.name in heads for party in self._last):
            back = tuple(p for p in self._heading if p.name in heads and p.name in self._acted)
            if back:
                return back
        lands = {party.country for party in self._heading}
        guest = len(self._last) == 1 and self._last[0].sort == "person" and self._last[0].country
        if guest and guest not in lands and clause.said.form != "relative" and _ONCE_MORE.match(clause.after):
            # Under the heading of one who receives guests, he receives the next one too.
            host = tuple(p for p in self._heading if p.name in heads and p.name in self._acted)
            return host or self._last
        return self._last

    def _he(self, clause: Clause, after: str) -> tuple[Party, ...]:
        """Read 他 and 她: the person who acted last."""
        before = re.split("[，,]", clause.before.replace(BLANK, ""))[-1]
        said = _HE.match(head(before)) or (not head(before) and _HE.match(head(after.replace(BLANK, ""))))
        if not said:
            return ()
        for part in reversed(re.split("[，；]", self._sentence)):
            found = self.opening(part)
            if found and found[0].sort == "person":
                return found[:1]
        return (self._person,) if self._person else ()

    def _of_two(self, clause: Clause, after: str) -> tuple[Party, ...]:
        """Read 兩國海軍 and 雙方: those that were named together."""
        text = head(re.split("[，,]", clause.before.replace(BLANK, ""))[-1]) + head(after.replace(BLANK, ""))
        return self._groups.meant(text, self._last)

    def _goes_on(self, clause: Clause) -> tuple[Party, ...]:
        """Read 某甲隨後轉赴某地，12日…: who travels on just before the date."""
        parts = [part for part in re.split("[，,；。]", clause.opening.replace(BLANK, "")) if part]
        goes = _GOES_ON.match(parts[-1]) if parts and not clause.before.strip(BLANK) else None
        found = (
            self._phrases.subject(goes["who"]) if goes and not re.search(r"\d|[日月]", goes["who"]) else ()
        )
        return found if found and found[0].known and found[0].sort == "person" else ()

    def _remember(self, found: tuple[Party, ...]) -> None:
        self._phrases.named += [party.name for party in found if party.sort == "person"]
        del self._phrases.named[:-60]
