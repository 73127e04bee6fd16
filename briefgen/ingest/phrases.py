"""Read the noun phrase that says who acts.

`Phrases.subject` takes the words before a predicate; several persons joined by 、 or
與 are several actors; of a body with its officer the officer acts.
"""

from __future__ import annotations

import re
from itertools import pairwise

from briefgen.ingest import words
from briefgen.ingest.introductions import CHINESE_NAME
from briefgen.ingest.lands import SINGLES, prefix
from briefgen.ingest.parties import Parties, Party
from briefgen.names import country_name

_HAN = "\u4e00-\u9fff"
_TRAIL = re.compile(
    r"(?:則|也|亦|已|又|並|另|再|曾|甫|都|均|隨後|事後|之後|更|仍|就|便|即|則是|雙方|三方|[，,、\s\x00])+$"
)
# 28架次共機, 共軍殲-11、轟-6等機型: it acts whose they are.
_QUANTITY = re.compile(r"^(?:逾|約|近|共)?\d+(?:餘)?(?:架次|艘次|架|艘|名|位)的?(?=.{2})")
_AND_MORE = re.compile(r"等(?:\d+|[兩二三四五六七八九十]+)(?:個|大)?(?:部門|機構|單位|部委|國|人|方)$")
_FORCES = re.compile(r"(?:共|美|日|俄|印|韓|朝|英|法|澳)軍(?=[殲轟運空蘇艦機F「\d])")
# 美、英、澳、加4國外長: the number tells how many they are.
_COUNTED = re.compile(
    rf"(?<=[{''.join(SINGLES)}])(?:\d{{1,2}}|[兩二三四五六七八九十])國(?=$|[外防財]長|領[導袖]|元首|代表)"
)
_PAIR = re.compile(
    r"^(?:雙方|兩國|兩人|二人|三方|三國|彼此|他|她|其|該國|兩國元首|兩國領導人|雙方領導人|兩國政府|兩國外長|會議|會談|會後|聲明|該\S{1,4})"
)
_BODY = re.compile(rf"[{_HAN}]{{0,12}}?(?:{words.BODIES})")
_UNITS = "組|中心|司|廳|隊|所|院|團|站|室|處"
_TITLES = re.compile(rf"(?:{words.OFFICES})")
_NO_ACTOR = re.compile(
    r"^(?:當|凡|若|如|此|該|這|那|其|每|各|有|無|是|本|上述|前述|根據|依據|包括|首先|其次|最後|同時|期間|日前|近日|去|今|明|不|在|於|為|隨|距|自|因|由於|繼|過去|未來|發生|\d|規模|全文|果[然真]|居然|竟|幾乎|終於|突然|旋即|立即|隨即|依然|依舊|照常|如期|悄然|低調|高調|緊急|火速|刻意|特意|專程|親自|順利|尚|僅|目前|當地|傍晚|清晨|凌晨|上午|下午|晚間|深夜|中午|一|兩|三|數|多(?=[次國名位方家數年個項邊輪地場])|場[邊外]|會[外中]|席間|期間|其間|途中|同時|雙邊)"
)


class Phrases:
    """Who acts and who else is there, read from the clauses of one text in order."""

    def __init__(self, parties: Parties) -> None:
        self.parties = parties
        self.named: list[str] = []

    def subject(self, phrase: str) -> tuple[Party, ...]:
        """Give the actors that a noun phrase names; none where it names nobody."""
        phrase = _TRAIL.sub("", words.LEADS.sub("", phrase)).replace("\x00", "")
        phrase = re.sub(r"「([中陸])」", r"\1", phrase)
        phrase = _QUANTITY.sub("", _AND_MORE.sub("", _COUNTED.sub("", phrase)))
        if not phrase or phrase.endswith(("的", "之際", "期間")) or _PAIR.match(phrase):
            return ()
        if phrase in words.CAPITALS:
            code = words.CAPITALS[phrase]
            return (Party(0, len(phrase), country_name(code), "country", code),)
        office = re.fullmatch(rf"([{_HAN}])(?:{words.OFFICES}|氏)", phrase)
        if office and (one := self.parties.short(office[1], self.named)) and one.sort == "person":
            return (one,)
        if len(phrase) == 1:
            one = self.parties.short(phrase, self.named)
            return (one,) if one else ()
        pair = self._two_shorts(phrase)
        if pair:
            return pair
        found = self.parties.find(phrase)
        if phrase.endswith("後") and not any(p.sort == "person" for p in found):
            return ()
        actors = tuple(
            party for part in _segments(phrase, found) for party in self._head(part, phrase, found)
        )
        return tuple({party.name: party for party in actors}.values())

    def _two_shorts(self, phrase: str) -> tuple[Party, ...]:
        """Read 布王 and 習拜: two persons by one character each."""
        if not re.fullmatch(rf"[{_HAN}]{{2}}(?:二人|兩人|雙方|會|[A-Z]\w+)?", phrase):
            return ()
        if self.parties.named(phrase[:2]).sort == "person":
            return ()
        both = [self.parties.short(char, self.named) for char in phrase[:2]]
        return tuple(p for p in both if p) if all(p and p.sort == "person" for p in both) else ()

    def _head(self, span: tuple[int, int], phrase: str, found: list[Party]) -> tuple[Party, ...]:
        """Give who acts in one member of a list: its last person, else its body, else its countries."""
        start, end = span
        if end - start == 1:
            one = self.parties.short(phrase[start:end], self.named)
            return (one,) if one else ()
        inside = [party for party in found if start <= party.start and party.end <= end]
        persons = [party for party in inside if party.sort == "person"]
        if persons:
            return (persons[-1],)
        text = phrase[start:end]
        if forces := _FORCES.match(text):
            return (self.parties.named(forces[0]),)
        bodies = [party for party in inside if party.sort == "body"]
        countries = tuple(party for party in inside if party.sort == "country")
        together = len(countries) > 1 and _side_by_side(countries[:2])
        if together and not bodies and countries[0].start <= start + 1:
            return countries[:6]
        if re.search(rf"(?:{words.FORUMS})$", text) and not (bodies and bodies[-1].end == end):
            return self._holder(text, start, bodies) or self._unknown(text)
        body = self._body(text, inside, start) or next(iter(bodies), None)
        if body is not None:
            return (body,)
        return (countries if together else countries[:1]) or self._in_short(text) or self._unknown(text)

    def _holder(self, text: str, start: int, bodies: list[Party]) -> tuple[Party, ...]:
        """Give the registered body whose meeting some words name: 第15次金磚國家領導人會晤."""
        session = re.match(words.SESSION, text)
        own = start + (session.end() if session else 0)
        return tuple(party for party in bodies[:1] if party.start == own and not self._lends(party))

    def _lends(self, party: Party) -> bool:
        """An initiative lends a meeting its name and does not meet: 「一帶一路」國際合作高峰論壇."""
        body = self.parties.names.body(party.name)
        return body is not None and body.kind in ("initiative", "treaty")

    def _in_short(self, text: str) -> tuple[Party, ...]:
        """Read a country by one character before an office: 美總統."""
        short = prefix(text, self.parties.singles)
        rest = text[short[0] :] if short else ""
        if short is None or not (rest == "" or _TITLES.match(rest)):
            return ()
        return (Party(0, len(text), country_name(short[1]), "country", short[1]),)

    def _body(self, text: str, inside: list[Party], start: int) -> Party | None:
        """Read a body of a country: 美國眾議院, 菲國外交部, 商務部."""
        match = _BODY.match(text)
        if match is None:
            return None
        end = match.end()
        tail = re.match(rf"[{_HAN}]{{1,12}}(?:{_UNITS})(?=官員|人員|代表|$)", text[end:])
        if tail:
            end += tail.end()
        while more := _BODY.match(text[end:]):
            end += more.end()
        return self.body_named(text[:end], inside, start)

    def body_named(self, words_: str, inside: list[Party], start: int) -> Party:
        """Give the body that some words name, with its country in full."""
        first = next((p for p in inside if p.start == start), None)
        if first and first.sort == "body" and first.end - start >= len(words_) - 1:
            return first
        if words_.startswith("中共"):
            return self.parties.named(words_)
        code, rest = first.country if first else None, words_
        if first and first.sort == "country" and first.country:
            rest = words_[first.end - start :]
        elif (
            first is None
            and (short := prefix(words_, self.parties.singles))
            and _BODY.fullmatch(words_[short[0] :])
        ):
            code, rest = short[1], words_[short[0] :]
        for name in (
            words_,
            f"{country_name(code)}{rest}" if code else words_,
            f"中共{rest}" if code == "CN" else words_,
        ):
            known = self.parties.named(name)
            if known.known:
                return known
        name = f"{country_name(code)}{rest}" if code and rest != words_ else words_
        return Party(
            start,
            start + len(words_),
            re.sub(r"(?:船|機)$", "", name) if "海警" in name else re.sub(r"(?<=國)軍(?=..司令部)", "", name),
            "body",
            code,
            False,
        )

    def _unknown(self, text: str) -> tuple[Party, ...]:
        quoted = re.fullmatch(rf"「(?P<name>[^「」]{{2,16}})」(?:{words.SESSION})?[^「」]{{0,10}}", text)
        text = _unquoted((quoted["name"] if quoted else text).strip("、 "))
        if (
            text in ("以及", "及其", "並且")
            or not 2 <= len(text) <= 22
            or _NO_ACTOR.match(text)
            or _TITLES.fullmatch(text)
            or not re.search(rf"[{_HAN}A-Z]", text)
        ):
            return ()
        if text.endswith(("間", "後", "前", "時", "下", "中", "上", "際", "內", "方面")):
            return ()
        text = re.sub(r"(?:等人|一行|等)$", "", text)
        series = self.parties.named(re.sub(words.SESSION, "", text))
        if series.known and series.name != text:
            return (series,)
        titled = re.search(rf"(?:{words.OFFICES})(?P<name>[{_HAN}]{{2,4}})$", text)
        if titled and not re.search(rf"(?:{words.FORUMS}|{words.BODIES})$", titled["name"]):
            return (Party(0, len(text), titled["name"], "person", None, False),)
        before = re.fullmatch(rf"(?P<name>[{_HAN}·]{{2,5}})(?:{words.OFFICES})", text)
        name = before["name"] if before else text
        full = self.parties.named(name)
        if full.name != name:
            return (full,)
        person = before or CHINESE_NAME.fullmatch(name)
        return (Party(0, len(text), name, "person" if person else "body", None, False),)


def _unquoted(text: str) -> str:
    """Take off quotation marks that stand around the whole, or alone."""
    for pair in ("「」", "《》", "〈〉"):
        if text.count(pair[0]) != text.count(pair[1]) or (
            text.startswith(pair[0]) and text.endswith(pair[1])
        ):
            text = text.strip(pair)
    return text


def _segments(phrase: str, found: list[Party]) -> list[tuple[int, int]]:
    """Cut a phrase at its joiners, but not where a name of several words would come apart."""
    cuts = [
        m
        for m in words.JOINERS.finditer(phrase)
        if not any(p.start < m.end() and m.start() < p.end for p in found)
    ]
    spans: list[tuple[int, int]] = []
    start = 0
    for cut in cuts:
        if _stands(phrase, start, cut, found):
            spans.append((start, cut.start()))
            start = cut.end()
    return [*spans, (start, len(phrase))]


def _stands(phrase: str, start: int, cut: re.Match[str], found: list[Party]) -> bool:
    """Tell whether the words before a joiner name somebody by themselves."""
    left = phrase[start : cut.start()]
    if any(p.end == cut.start() and p.start >= start for p in found) or len(left) == 1:
        return True
    named = any(start <= p.start and p.end <= cut.start() for p in found) or bool(_BODY.fullmatch(left))
    if named and (re.search(rf"(?:{words.BODIES})$", left) or len(left) < 5):
        return True
    if re.search(rf"(?:{words.ORGANISATIONS})(?:[外防財]長|領[導袖]人?)$", left):
        return True
    if re.fullmatch(rf"[{_HAN}·]{{2,5}}(?:{words.OFFICES})", left) and not _BODY.search(left):
        return True
    # An unknown name that is joined with a person is one: 莫迪與習近平.
    after = range(cut.end(), cut.end() + 12)
    person = any(p.sort == "person" and p.start in after for p in found)
    return person and bool(re.fullmatch(rf"[{_HAN}·]{{2,4}}", left)) and not _BODY.search(left)


def _side_by_side(countries: tuple[Party, ...]) -> bool:
    return all(a.end == b.start for a, b in pairwise(countries))
