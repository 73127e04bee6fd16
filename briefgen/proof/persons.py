"""Find names of three characters and more with one exchanged for one of its sound or shape: 魏風和 for 魏鳳和.

Names come from the registers, from those whose offices are known, and from
`words/people.tsv`; shorter ones are in `homophones`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefgen.errors import Severity, Words
from briefgen.proof.confusable import alike
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge, listed_words
from briefgen.proof.text import Text

_NAME = re.compile(r"[\u3400-\u9fff]{3,6}")
# What stands before a name, or before and behind it: without them, three characters may be anything.
_OFFICE = re.compile(
    r"(?:主席|總理|部長|外長|院長|會長|議長|書記|委員|主任|代表|發言人|大使|司令|政委|上將|中將|少將|議員|首相|外相|大臣|教授|研究員|顧問|主委|秘書長|董事長)$"
)
_BEGIN = re.compile(r"(?:席|理|長|員|選舉|由|與|和|及|、|，|。|；|（|：|^)$")
_VERB = re.compile(r"[為於在出訪會稱說表指強重批應接前率赴抵主擔任兼與和及、，。；）]|\d|$")


def persons(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find known names with one character wrong, where no other word explains it."""
    masks = _masks(frozenset(_names(knowledge)))
    whole = text.whole
    sizes = sorted({len(mask) for mask in masks})
    for paragraph in text.paragraphs:
        words = paragraph.text
        for size in sizes:
            for at in range(len(words) - size + 1):
                piece = words[at : at + size]
                for index in range(size):
                    name = masks.get(f"{piece[:index]}_{piece[index + 1 :]}")
                    if name is None or not _slipped(piece, name, index, knowledge):
                        continue
                    if whole.count(piece) > 1 or not _stands(words, at, size):
                        continue
                    severity = Severity.ERROR if name in whole else Severity.WARNING
                    why = Words(f"是不是「{name}」？", f"is it {name}?")
                    yield finding(text, paragraph, (at, at + size), "names.near", severity, why, name)


def _slipped(piece: str, name: str, index: int, knowledge: Knowledge) -> bool:
    wrong, right = piece[index], name[index]
    return wrong != right and right in alike(wrong).any and piece not in knowledge.known


def _stands(words: str, at: int, size: int) -> bool:
    before = words[max(at - 4, 0) : at]
    return bool(_OFFICE.search(before) or (_BEGIN.search(before) and _VERB.match(words, at + size)))


def _names(knowledge: Knowledge) -> Iterator[str]:
    listed = (name for row in listed_words("people") for name in row.split())
    for name in (*listed, *knowledge.registers.people, *(person.name for person in knowledge.holders)):
        if _NAME.fullmatch(name):
            yield name


@cache
def _masks(names: frozenset[str]) -> dict[str, str]:
    """Give the names by what is left of them without one character; none where two names leave the same."""
    found: dict[str, str] = {}
    for name in sorted(names):
        for index in range(len(name)):
            mask = f"{name[:index]}_{name[index + 1 :]}"
            found[mask] = "" if mask in found and found[mask] != name else name
    return {mask: name for mask, name in found.items() if name}
