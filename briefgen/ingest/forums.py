"""Find the meeting or organisation at which something happened, with the number of its session."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.ingest import words
from briefgen.ingest.parties import Parties
from briefgen.model import Body
from briefgen.zh.figures import number

_HAN = "\u4e00-\u9fff"
_INSIDE = rf"[{_HAN}A-Za-z0-9－—–─\-+／/（）()「」·\x00]"
_NAME = re.compile(
    rf"(?:{words.SESSION})?「?(?P<name>{_INSIDE}{{0,30}}?(?:{words.FORUMS}))」?(?:\x00*(?:{words.SESSION.replace('?P<n>', '?P<n2>')})(?:會議|會晤)?)?"
)
_AT = re.compile(
    r"(?:出席|參加|參與|主持|舉行|召開|舉辦|主辦|在|於|向|共同主持|代表習?出席|宣布)(?:了|由[^，。]{1,10}的?|首次|首屆|新一輪|年度|[^，。第「]{0,6}的)?$"
)
# What shows that a name goes on and is not that of a meeting: 人民大會堂, 對話關係, 安全會議秘書.
_GOES_ON = re.compile(rf"[堂場廳館址]|關係|(?:{words.OFFICES})(?!第|會)")
_KINDS = {"forum", "organisation", "alliance", "other", "initiative", "treaty"}
_PLAIN = re.compile(
    r"^(?:例行|年度|視訊|聯合|中外|國際|閉門|臨時|系列|首次|新|三方|此次|本次|該|記者|雙方|多輪|單獨|全體|的)*(?:記者會?|會議|峰會|論壇|對話|大會|磋商|年會)$"
)


@dataclass(frozen=True, slots=True)
class Forum:
    """A meeting: the register's name where it has one, else the text's; its session where told."""

    name: str
    session: int | None = None
    known: bool = False


def forum_of(clause: str, parties: Parties) -> Forum | None:
    """Give the forum that a clause names, or None."""
    session = _session(clause)
    found = [p for p in parties.find(clause) if p.sort == "body" and p.known]
    for party in found:
        if re.search("「[^」]+$", clause[: party.start]):
            continue  # 「領導人氣候峰會」 is not the 氣候峰會 of the register
        body = parties.names.body(party.name)
        if (
            body
            and body.kind in _KINDS
            and (body.kind == "forum" or _meets_there(clause, party.start, party.end))
        ):
            if body.kind == "initiative":
                continue
            return Forum(_of_treaty(body, clause[party.end :], parties), session, True)
    for match in re.finditer(rf"(?:{words.FORUMS})", clause):
        name = _named_before(clause, match.start(), match.end())
        if _GOES_ON.match(clause[match.end() :]):
            continue
        if name and not _PLAIN.search(name):
            return Forum(_registered(name, parties), session)
    return None


def _of_treaty(body: Body, following: str, parties: Parties) -> str:
    """Give the meeting of the parties to a treaty, where the register has it: 公約第15次締約方大會."""
    meeting = body.kind == "treaty" and re.match(
        rf"[」\x00]?(?:{words.SESSION})?締約[方國](?:大會|會議)", following
    )
    held = parties.names.body(f"{body.name}締約方大會") if meeting else None
    return (held or body).name


def _meets_there(clause: str, start: int, end: int) -> bool:
    if re.match(rf"(?:{words.OFFICES})(?!第|會|高?峰|非正式|特別|視訊|論壇|年度)", clause[end:]):
        return False
    return bool(_AT.search(clause[:start])) or bool(re.match(r"[^，。]{0,9}(?:會|論壇)", clause[end:]))


def _named_before(clause: str, start: int, end: int) -> str:
    """Give the name of a meeting that ends at `end`: from the verb or mark before it."""
    head = clause[:start]
    cut = max(
        [
            m.end()
            for m in re.finditer(
                r"[，。；：、\x00](?!\S{0,4}(?:和|與))|出席|參加|參與|主持|舉行|召開|舉辦|主辦|展開|啟動|會見|會晤|與會|應|代表|向|在|於|至|表示|宣布|指|稱|的|之(?![間後])|[兩雙]方|兩國",
                head,
            )
        ]
        or [0]
    )
    name = re.sub(r"[「」《》\x00]", "", clause[cut:end])
    name = re.sub(words.SESSION, "", name)
    return re.sub(r"^(?:為|了|首次|首屆|新一輪|年度|單獨)+", "", name).strip()


def _session(clause: str) -> int | None:
    found = re.search(words.SESSION, clause)
    if found:
        return number(found["n"])
    return 1 if re.search(r"首屆", clause) else None


def _registered(name: str, parties: Parties) -> str:
    body = parties.names.body(name)
    return body.name if isinstance(body, Body) else name
