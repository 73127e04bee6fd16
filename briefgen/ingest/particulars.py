"""Read where something happened, and the paper that was published or signed there."""

from __future__ import annotations

import re

from briefgen.ingest.clauses import BLANK
from briefgen.ingest.drafts import Draft
from briefgen.ingest.parties import Parties
from briefgen.ingest.words import FORUMS, PREDICATE

_PAPER = re.compile(
    r"(?:發[布表出]|公布|簽署|簽訂|通過|頒布|提出|簽)(?:了|[^，。；「《]{0,10})(?P<name>[「《][^」》]{2,40}[」》])"
    r"(?P<sort>白皮書|報告|文件|聯合聲明|聲明|公報|協定|協議|備忘錄|行政命令|法案|草案)?"
    r"|(?:發[布表出]|公布|簽署|簽訂)[^，。；「《]{0,14}?(?P<plain>(?:聯合|共同|建交)(?:聲明|公報)|白皮書|[\u4e00-\u9fff]{0,2}備忘錄|[\u4e00-\u9fff]{0,2}協[定議]|行政命令)"
)
_PLACE = re.compile(
    r"(?:在|於|抵達?(?!制)|訪問|赴|前往|飛抵)(?P<place>[\u4e00-\u9fff]{2,8}?)(?=舉行|會見|會晤|會談|會面|與|和|同|出席|召開|主持|表示|發表|簽署|展開|登場|訪問|進行|[，。；\x00])"
)

# What stands behind 在 and is no place: 在峰會隔日, 以視訊方式, 與我國斷交後.
_NO_PLACE = re.compile(
    rf"{PREDICATE.pattern}|{FORUMS}|[日月年]|期間|方式|名義|身[分份]|辯論|旅遊|[晚夜宴]|記者|活動|行使|[後前時中內上下際]$|場邊|會場|[兩雙三]方|兩國|議題|問題"
)


def place_in(told: str, parties: Parties) -> str | None:
    """Give where it was, a country apart."""
    for found in _PLACE.finditer(told):
        if not _NO_PLACE.search(found["place"]) and parties.named(found["place"]).sort != "country":
            return found["place"]
    return None


def document_of(draft: Draft) -> str | None:
    """Give the paper that is published or signed, with what it is: 「…」白皮書."""
    found = _PAPER.search(draft.clause.replace(BLANK, ""))
    return (found["plain"] or f"{found['name']}{found['sort'] or ''}") if found else None
