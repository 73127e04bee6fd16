"""Read the noun phrase that says who acts, and the phrases that say with whom.

`Speaker.subject` takes the words before a predicate; several persons joined by 、 or
與 are several actors; of a body with its officer the officer acts.
"""

from __future__ import annotations

import re
from itertools import pairwise

from briefgen.ingest import words
from briefgen.ingest.parties import Parties, Party, country_prefix
from briefgen.names import country_name

_HAN = "\u4e00-\u9fff"
_TRAIL = re.compile(
    r"(?:則|也|亦|已|又|並|另|再|曾|甫|都|均|隨後|之後|更|仍|就|便|即|則是|雙方|三方|[，,、\s\x00])+$"
)
_PAIR = re.compile(
    r"^(?:雙方|兩國|兩人|二人|三方|三國|彼此|他|她|其|該國|兩國元首|兩國領導人|雙方領導人|兩國政府|兩國外長|會議|會談|會後|聲明|該\S{1,4})"
)
_BODY = re.compile(rf"[{_HAN}]{{0,12}}?(?:{words.BODIES})")
_TITLES = re.compile(rf"(?:{words.OFFICES})")
_NO_ACTOR = re.compile(
    r"^(?:當|凡|若|如|此|該|這|那|其|每|各|有|無|是|本|上述|前述|根據|依據|包括|首先|其次|最後|同時|期間|日前|近日|去|今|明|不|在|於|為|隨|距|自|因|由於|繼|過去|未來|發生|\d|規模|全文|目前|當地|一|兩|三|數|多)"
)
WITH = re.compile(
    r"(?:與|和|同(?!意)|跟|會見|會晤|接見|拜會|約見|召見|會面|致電|電賀|致函|電話連線|接待|訪問|出訪|走訪|到訪|訪(?!談)|向|對|獲|遭|被|應|受|告知|要求|敦促|抵達|赴|前往|抵|面見|晤|致賀|陪同|偕|率|簽|批評|譴責|警告)$"
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
        if not phrase or _PAIR.match(phrase):
            return ()
        if len(phrase) == 1:
            one = self.parties.short(phrase, self.named)
            return (one,) if one else ()
        pair = self._two_shorts(phrase)
        if pair:
            return pair
        found = self.parties.find(phrase)
        actors = tuple(
            party for part in _segments(phrase, found) for party in self._head(part, phrase, found)
        )
        return tuple({party.name: party for party in actors}.values())

    def _two_shorts(self, phrase: str) -> tuple[Party, ...]:
        """Read 布王 and 習拜: two persons by one character each."""
        if not re.fullmatch(rf"[{_HAN}]{{2}}(?:二人|兩人|雙方|會|[A-Z]\w+)?", phrase):
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
        leading = [p for p in inside if p.sort == "country"][:6]
        bodies = [party for party in inside if party.sort == "body"]
        if (
            len(leading) > 1
            and not bodies
            and leading[0].start <= start + 1
            and _side_by_side(tuple(leading[:2]))
        ):
            return tuple(leading)
        if re.search(rf"(?:{words.FORUMS})$", text) and not (bodies and bodies[-1].end == end):
            return self._unknown(text)
        body = self._body(text, inside, start)
        if body is not None:
            return (body,)
        if bodies:
            return (bodies[0],)
        countries = tuple(party for party in inside if party.sort == "country")
        if countries:
            return countries if _side_by_side(countries) else countries[:1]
        short = country_prefix(text)
        if short and (text[short[0] :] == "" or _TITLES.match(text[short[0] :])):
            return (Party(start, end, country_name(short[1]), "country", short[1]),)
        return self._unknown(text)

    def _body(self, text: str, inside: list[Party], start: int) -> Party | None:
        """Read a body of a country: 美國眾議院, 菲國外交部, 商務部."""
        match = _BODY.match(text)
        if match is None:
            return None
        longest = max(
            (
                m
                for m in [match, *(_BODY.match(text[:e]) for e in range(match.end() + 1, len(text) + 1))]
                if m
            ),
            key=lambda m: m.end(),
        )
        tail = re.match(
            rf"[{_HAN}]{{1,12}}(?:組|中心|司|廳|隊|所|院|團|站|室|處)(?=官員|人員|代表|$)",
            text[longest.end() :],
        )
        if tail:
            longest = re.match(re.escape(text[: longest.end() + tail.end()]), text) or longest
        while (more := _BODY.match(text[longest.end() :])) and more.end():
            whole = text[: longest.end() + more.end()]
            longest = re.match(re.escape(whole), text) or longest
        return self.body_named(longest[0], inside, start)

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
        elif first is None and (short := country_prefix(words_)) and _BODY.fullmatch(words_[short[0] :]):
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
            re.sub(r"(?:船|機)$", "", name) if "海警" in name else name,
            "body",
            code,
            False,
        )

    def _unknown(self, text: str) -> tuple[Party, ...]:
        text = text.strip("「」《》〈〉、 ")
        if (
            text in ("以及", "及其", "並且")
            or not 2 <= len(text) <= 22
            or _NO_ACTOR.match(text)
            or not re.search(rf"[{_HAN}A-Z]", text)
        ):
            return ()
        if text.endswith(("間", "後", "前", "時", "下", "中", "上", "際", "內", "方面")):
            return ()
        text = re.sub(r"(?:等人|一行|等)$", "", text)
        titled = re.search(rf"(?:{words.OFFICES})(?P<name>[{_HAN}]{{2,4}})$", text)
        if titled and not re.search(rf"(?:{words.FORUMS}|{words.BODIES})$", titled["name"]):
            return (Party(0, len(text), titled["name"], "person", None, False),)
        before = re.fullmatch(rf"(?P<name>[{_HAN}·]{{2,5}})(?:{words.OFFICES})", text)
        name = before["name"] if before else text
        return (Party(0, len(text), name, "person" if before else "body", None, False),)

    def others(self, clause: str, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """Give the parties that a clause has the actors meet, visit or address."""
        found = self.parties.find(clause)
        listed: list[Party] = []
        for match in re.finditer(
            rf"(?:{WITH.pattern[:-1]})([{_HAN}])(?=[，。；、\d\x00]|$|{words.PREDICATE.pattern})", clause
        ):
            one = self.parties.short(match[1], self.named)
            if one and one.sort == "person":
                listed.append(one)
        joined = False
        for index, party in enumerate(found):
            before = clause[found[index - 1].end if index else 0 : party.start]
            joined = self._meets(before, joined and index > 0)
            following = clause[party.end : found[index + 1].start if index + 1 < len(found) else len(clause)]
            if joined and not self._only_leads(party, following, found[index + 1 : index + 2]):
                listed.append(self._with_body(party, following))
        names = {party.name for party in actors}
        return tuple({p.name: p for p in listed if p.name not in names}.values())

    def _meets(self, before: str, in_list: bool) -> bool:
        """Tell whether the words before a party make it somebody else who is there."""
        bare = re.sub(
            rf"(?:來訪的|來華訪問的|到訪的|新任|候任|甫上任的|[{_HAN}]{{0,8}}(?:{words.OFFICES})|[{_HAN}]{{1,6}}(?:部|院|局|署)|\x00)+$",
            "",
            before,
        )
        if WITH.search(bare):
            return True
        plain = before.replace("\x00", "")
        last = re.search(rf"(?:{words.JOINERS.pattern})[^，。；]*$", plain)
        return in_list and (
            plain == ""
            or bare == ""
            or _TITLES.fullmatch(plain) is not None
            or (last is not None and not words.PREDICATE.search(last[0][1:]))
        )

    def _only_leads(self, party: Party, following: str, after: list[Party]) -> bool:
        """A country or body before its officer is not a party of its own: 越南外長裴青山."""
        if party.sort == "person" or not after or after[0].sort == "country":
            return False
        bare = following.replace("\x00", "")
        return (
            len(bare) <= 14
            and not words.JOINERS.search(bare)
            and bool(bare == "" or _TITLES.search(bare))
            and after[0].sort == "person"
        )

    def _with_body(self, party: Party, following: str) -> Party:
        body = re.match(rf"(?:{words.BODIES})", following)
        if party.sort == "country" and body:
            return self.parties.named(f"{party.name}{body[0]}")
        return party


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
        left = phrase[start : cut.start()]
        right = re.match(rf"[{_HAN}]{{0,14}}", phrase[cut.end() :])
        met = bool(right) and any(
            p.start < cut.end() + 12 and p.start >= cut.end() and p.sort == "person" for p in found
        )
        name = met and bool(re.fullmatch(rf"[{_HAN}·]{{2,5}}", left)) and not _BODY.search(left)
        whole = (
            name
            or len(left) == 1
            or any(start <= p.start and p.end <= cut.start() for p in found)
            or _BODY.fullmatch(left)
        )
        ends = (
            any(p.end == cut.start() for p in found)
            or re.search(rf"(?:{words.BODIES})\x00*$", left)
            or len(left) < 5
        )
        if whole and ends:
            spans.append((start, cut.start()))
            start = cut.end()
    return [*spans, (start, len(phrase))]


def _side_by_side(countries: tuple[Party, ...]) -> bool:
    return all(a.end == b.start for a, b in pairwise(countries))
