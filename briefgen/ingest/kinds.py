"""Tell the kind of event of a draft: by the words of its act, without what others do in return."""

from __future__ import annotations

import re

from briefgen.ingest.clauses import BLANK
from briefgen.ingest.drafts import Draft
from briefgen.ingest.modes import mode_of
from briefgen.ingest.parties import Parties
from briefgen.ingest.refusals import is_idle
from briefgen.ingest.words import FORUMS, PREDICATE, VERBS
from briefgen.model import Mode

_DRILL = re.compile(r"(?:演習|軍演|演訓|聯演)[^，。；]{0,8}$")
_GOES_ON = re.compile(r"(?:[在於][^，。；]{1,24})?(?:實施|舉行|展開|登場|進行|結束|落幕|啟動|開始)")
_ATTENDS = re.compile(r"(?:出席|參加|參與)$")
_VERB = re.compile(VERBS)


def kind_of(draft: Draft, parties: Parties) -> Mode:
    """Give the kind of event that a draft tells; where its clause says nothing, the words before its date do."""
    clause = draft.clause.replace(BLANK, "").lstrip("，, ")[:90]
    meeting = re.search(
        rf"(?:{FORUMS}|會談|談判|磋商|第\w{{1,3}}輪)\W*(?:已|則|也|亦|早|率先)*[於在]?$",
        draft.before.replace(BLANK, ""),
    )
    if meeting and re.match(
        r"(?:[在於][^，。]{1,14})?(?:正式)?(?:舉行|召開|登場|開幕|揭幕|展開|落幕|續行|移師)", clause
    ):
        return "meeting" if re.search(r"會談|談判|磋商|輪", meeting[0]) else "conference"
    if _DRILL.search(draft.before.replace(BLANK, "")) and _GOES_ON.match(clause):
        return "exercise"
    found = mode_of(own_words(clause, draft, parties), _predicate(draft, clause, parties))
    idle = is_idle(clause.split("，")[0]) and not _VERB.search(clause)
    before = draft.before.replace(BLANK, "")
    return mode_of(before) if found == "other" and (idle or _ATTENDS.search(before)) else found


def own_words(clause: str, draft: Draft, parties: Parties) -> str:
    """Leave out what others do in return: from a comma that somebody else stands behind, who has a verb."""
    names = {party.name for party in draft.actors}
    if not draft.actors or not _VERB.search(clause.split("，")[0]):
        return clause
    for party in parties.find(clause):
        behind = party.name not in names and clause[: party.start].endswith("，")
        if behind and PREDICATE.match(clause[party.end :]) and clause[: party.start].count("，") < 4:
            return clause[: party.start]
    return clause


def _predicate(draft: Draft, clause: str, parties: Parties) -> int:
    """Give where the predicate begins in a clause whose subject stands after the date: behind its name."""
    last = draft.actors[-1].name if draft.actors and not draft.carried else ""
    if last in draft.before:
        return 0
    return next(
        (p.end for p in parties.find(clause[:60]) if p.name == last and "，" not in clause[: p.start]), 0
    )
