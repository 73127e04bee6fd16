"""Find names of three characters and more with one exchanged for one of its sound or shape: 魏風和 for 魏鳳和.

Names come from the registers, from those whose offices are known, and from
`words/people.tsv`; shorter ones are in `homophones`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from briefgen.errors import Severity, Words
from briefgen.proof.confusable import alike
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge, words_in
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
    index = _index(knowledge)
    whole = text.whole
    for paragraph in text.paragraphs:
        words = paragraph.text
        for at, name in sorted(set(_nearly(words, index))):
            piece = words[at : at + len(name)]
            if not _slipped(piece, name) or piece in knowledge.known or whole.count(piece) > 1:
                continue
            if _stands(words, at, len(name)):
                severity = Severity.ERROR if name in whole else Severity.WARNING
                why = Words(f"是不是「{name}」？", f"is it {name}?")
                span = (at, at + len(name))
                yield finding(text, paragraph, span, "names.near", severity, why, name)


def _slipped(piece: str, name: str) -> bool:
    """One character differs, and is one that is written for the right one."""
    if len(piece) != len(name):
        return False
    pairs = [(a, b) for a, b in zip(piece, name, strict=True) if a != b]
    return len(pairs) == 1 and pairs[0][1] in alike(pairs[0][0]).any


def _stands(words: str, at: int, size: int) -> bool:
    before = words[max(at - 4, 0) : at]
    return bool(_OFFICE.search(before) or (_BEGIN.search(before) and _VERB.match(words, at + size)))


def _names(knowledge: Knowledge) -> Iterator[str]:
    for name in (
        *words_in("people"),
        *knowledge.registers.people,
        *(person.name for person in knowledge.holders),
    ):
        if _NAME.fullmatch(name):
            yield name


@dataclass(frozen=True, slots=True)
class _Index:
    """Names by their first two characters, by their last two, and by the first and the third."""

    begins: Mapping[str, tuple[str, ...]]
    ends: Mapping[str, tuple[str, ...]]
    frames: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=2)
def _index(knowledge: Knowledge) -> _Index:
    names = frozenset(_names(knowledge))
    return _Index(
        _by({name: name[:2] for name in names}),
        _by({name: name[-2:] for name in names}),
        _by({name: name[0] + name[2] for name in names if len(name) == 3}),
    )


def _by(keys: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, key in sorted(keys.items()):
        found.setdefault(key, []).append(name)
    return {key: tuple(names) for key, names in found.items()}


def _nearly(words: str, index: _Index) -> Iterator[tuple[int, str]]:
    """Give where two characters of a name stand where they belong, with the name."""
    for at in range(len(words) - 1):
        pair = words[at : at + 2]
        for name in index.begins.get(pair, ()):
            yield at, name
        for name in index.ends.get(pair, ()):
            if at + 2 >= len(name):
                yield at + 2 - len(name), name
        for name in index.frames.get(pair[0] + words[at + 2 : at + 3], ()):
            yield at, name
