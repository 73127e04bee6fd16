"""Find whom the actors of a clause meet, visit or address.

Parties count that a word of meeting leads in (與, 會見, 訪問, 向), and those that are
listed with them.
"""

from __future__ import annotations

import re

from briefgen.ingest import words
from briefgen.ingest.lands import SINGLES
from briefgen.ingest.parties import Party
from briefgen.ingest.phrases import Phrases
from briefgen.names import country_name

_HAN = "\u4e00-\u9fff"
_TITLES = re.compile(rf"(?:{words.OFFICES})")
# A title between a word of meeting and a name: 會見來訪的聯合國大會候任主席某甲.
_TITLE = re.compile(
    rf"(?:(?:來訪的|來華訪問的|到訪的|新任|候任|甫上任的|前)?[{_HAN}]{{0,14}}(?:{words.OFFICES}|助理|部|院|局|署)|來訪的|來華訪問的|到訪的|新任|甫上任的|前)"
)
_WITH = re.compile(
    r"(?:與|和|同(?!意)|跟|會見|會晤|接見|拜會|約見|召見|會面|致電|電賀|致函|電話連線|接待|訪問|出訪|走訪|到訪|訪(?!談)|向|對|獲|遭|被|應|受|告知|要求|敦促|抵達|赴|前往|抵|面見|晤|致賀|陪同|偕|率|簽|批評|譴責|警告|(?<!甚|乃|直|截|以)至(?!今|少|於))$"
)
_TO_ONE = re.compile(
    rf"(?:訪|抵|赴|旅)(華(?!府|盛)|[{''.join(SINGLES)}](?=[，。；、的\d\x00]|$|之行|期間|行程|訪問|進行|出席|參加|與|會|並|後|時))"
)
_LEADS_IN = re.compile(rf"{_WITH.pattern[:-1]}{_TITLE.pattern}$")


def others(clause: str, actors: tuple[Party, ...], phrases: Phrases) -> tuple[Party, ...]:
    """Give the parties that a clause has the actors meet, visit or address.

    A country is none beside somebody of it: 與美國總統拜登.
    """
    found = phrases.parties.find(clause)
    listed: list[Party] = []
    for match in re.finditer(
        rf"(?:{_WITH.pattern[:-1]})([{_HAN}])(?=[，。；、\d\x00]|$|{words.PREDICATE.pattern})", clause
    ):
        one = phrases.parties.short(match[1], phrases.named)
        if one and one.sort == "person":
            listed.append(one)
    listed += _visited(clause, phrases)
    joined = False
    for index, party in enumerate(found):
        before = clause[found[index - 1].end if index else 0 : party.start]
        joined = _meets(before, joined and index > 0)
        following = clause[party.end : found[index + 1].start if index + 1 < len(found) else len(clause)]
        if joined and not _only_leads(party, following, found[index + 1 : index + 2]):
            listed.append(_with_body(party, following, phrases))
    names = {party.name for party in actors}
    listed = [p for p in listed if not _is_paper(p, phrases)]
    there = {p.country for p in (*actors, *listed) if p.sort == "person" or p in actors}
    return tuple(
        {
            p.name: p
            for p in listed
            if p.name not in names and not (p.sort == "country" and p.country in there)
        }.values()
    )


def _visited(clause: str, phrases: Phrases) -> list[Party]:
    """Read the country in 訪中, 訪華 and 赴美 with its one character."""
    codes = [
        "CN" if match[1] == "華" else phrases.parties.singles[match[1]] for match in _TO_ONE.finditer(clause)
    ]
    return [Party(0, 1, country_name(code), "country", code) for code in codes]


def _is_paper(party: Party, phrases: Phrases) -> bool:
    """An initiative or a treaty is nobody to meet."""
    body = phrases.parties.names.body(party.name) if party.sort == "body" else None
    return body is not None and body.kind in ("initiative", "treaty")


def _meets(before: str, in_list: bool) -> bool:
    """Tell whether the words before a party make it somebody else who is there."""
    plain = before.replace("\x00", "")
    if _WITH.search(plain) or _LEADS_IN.search(plain):
        return True
    return in_list and not re.search("[，。；]", plain) and _in_list(plain)


def _in_list(plain: str) -> bool:
    """Tell whether the words between two parties only lead from one to the next."""
    last = re.search(rf"(?:{words.JOINERS.pattern})[^，。；]*$", plain)
    return (
        plain == ""
        or _TITLE.fullmatch(plain) is not None
        or (last is not None and not words.PREDICATE.search(last[0][1:]))
    )


def _only_leads(party: Party, following: str, after: list[Party]) -> bool:
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


def _with_body(party: Party, following: str, phrases: Phrases) -> Party:
    body = None if words.JOINERS.match(following) else re.match(rf"(?:{words.BODIES})", following)
    if party.sort == "country" and body:
        return phrases.parties.named(f"{party.name}{body[0]}")
    return party
