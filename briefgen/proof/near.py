"""Find fixed names that are one character off: a wrong one, one left out, one too many, or two exchanged.

Names come from the registers, the names of territories, and `words/terms.tsv`.  A
short name is only looked for with a character doubled or two exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefgen.errors import Severity, Words
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge, fixed_terms
from briefgen.proof.text import Text

_HAN = re.compile(r"[\u3400-\u9fff]{4,}")
_LONG = 5
# Characters by which true names differ from each other: 中共外交部 is no slip for 中國外交部.
TELLING = frozenset(
    "中國共美日韓英法德俄臺台東西南北央兩海大小前後上下一二三四五六七八九十第省市縣全總副各亞歐非洲"
)


def near(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find what is nearly a fixed name, and is no other."""
    whole = text.whole
    known = knowledge.known
    for name in _long(knowledge):
        for wrong in set(_nearly(name, whole)):
            if not _stands_for_itself(wrong, name, known):
                severity = Severity.ERROR if name in whole else Severity.WARNING
                yield from _found(text, wrong, name, severity, _going_on(wrong, name, knowledge))
    yield from _people(text, knowledge, known)


def _long(knowledge: Knowledge) -> tuple[str, ...]:
    """Give the names that are long enough to be told from others."""
    registers = knowledge.registers
    # Countries: see `places`.
    names = {*registers.bodies, *registers.outlets, *fixed_terms()}
    return tuple(sorted(name for name in names if _is_long(name) and _HAN.fullmatch(name)))


def _is_long(name: str) -> bool:
    # A term of four characters is in the list because nothing else is like it.
    return len(name) >= _LONG or (len(name) == 4 and name in fixed_terms())


def _nearly(name: str, whole: str) -> Iterator[str]:
    """Give the strings of the text that are one edit away: one half of the name is whole in them."""
    half = len(name) // 2
    size = len(name)
    if name[:half] not in whole and name[half:] not in whole:
        return
    for match in re.finditer(re.escape(name[:half]), whole):
        for length in (size, size - 1, size + 1):
            candidate = whole[match.start() : match.start() + length]
            if candidate != name and _one_edit(candidate, name):
                yield candidate
    for match in re.finditer(re.escape(name[half:]), whole):
        for length in (size, size - 1, size + 1):
            start = match.end() - length
            candidate = whole[max(start, 0) : match.end()]
            if candidate != name and _one_edit(candidate, name):
                yield candidate


def _one_edit(candidate: str, name: str) -> bool:
    """One character differs, is left out inside, or stands twice."""
    # What stands before a name may be a word of its own: a wrong first character cannot be told.
    if not _HAN.fullmatch(candidate) or candidate[0] != name[0]:
        return False
    if len(candidate) == len(name):
        if len(name) < 6 and candidate[-1] != name[-1]:
            return False
        pairs = [{a, b} for a, b in zip(candidate, name, strict=True) if a != b]
        return len(pairs) == 1 and TELLING.isdisjoint(pairs[0])
    if candidate[-1] != name[-1]:
        return False
    if len(candidate) == len(name) - 1:
        inside = range(1, len(name) - 1)
        return any(name[:i] + name[i + 1 :] == candidate and name[i] not in TELLING for i in inside)
    return any(name[: i + 1] + name[i:] == candidate for i in range(len(name)))


def _stands_for_itself(wrong: str, name: str, known: Iterable[str]) -> bool:
    """It is a known name, or it holds one that the right name does not."""
    return any(len(one) > 3 and one in wrong and one not in name for one in known) or wrong in known


def _going_on(wrong: str, name: str, knowledge: Knowledge) -> frozenset[str]:
    """Give the characters with which a wrong last one makes a known word: 國務委 and 員 are no slip for 國務院."""
    if wrong[:-1] != name[:-1]:
        return frozenset()
    titles = (office.title for person in knowledge.holders for office in person.offices)
    return frozenset(
        one[at + 2]
        for one in (*knowledge.known, *titles)
        for at in _places(one, wrong[-2:])
        if at + 2 < len(one)
    )


def _places(words: str, piece: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(re.escape(piece), words))


def _found(
    text: Text, wrong: str, name: str, severity: Severity, going_on: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    why = Words(f"與「{name}」差一字", f"one character off {name}")
    for paragraph in text.paragraphs:
        for match in re.finditer(re.escape(wrong), paragraph.text):
            if paragraph.text[match.end() : match.end() + 1] in going_on:
                continue
            if not _covered(paragraph.text, match.start(), match.end(), name):
                yield finding(text, paragraph, match.span(), "names.near", severity, why, name)


def _covered(words: str, start: int, end: int, name: str) -> bool:
    """The right name stands there too: 「世界衛生組織」 inside a longer string."""
    return name in words[max(start - 1, 0) : end + 1]


def _people(text: Text, knowledge: Knowledge, known: frozenset[str]) -> Iterator[Finding]:
    """Names of persons with a character doubled (習近近平) or two exchanged (布肯林)."""
    whole = text.whole
    for one in knowledge.people:
        name = one.name
        if len(name) < 3 or (name[:2] not in whole and name[-1] not in whole):
            continue
        doubled = {name[: i + 1] + name[i:] for i in range(len(name))}
        swapped = {name[:i] + name[i + 1] + name[i] + name[i + 2 :] for i in range(len(name) - 1)}
        for wrong in (doubled | swapped) - {name}:
            if wrong in whole and wrong not in known and (wrong in swapped or wrong[-1] != wrong[-2]):
                yield from _found(text, wrong, name, Severity.ERROR)
        if len(name) > 3 and _HAN.fullmatch(name):
            yield from _one_wrong(text, name, whole, known)


def _one_wrong(text: Text, name: str, whole: str, known: frozenset[str]) -> Iterator[Finding]:
    """A name of four characters and more with one inside it wrong: 安培晉三."""
    for index in range(1, len(name) - 1):
        for match in set(re.findall(rf"{name[:index]}\w{name[index + 1 :]}", whole)):
            if match != name and match not in known and _HAN.fullmatch(match):
                # A foreign name may be written otherwise by somebody else; not beside the usual form.
                severity = Severity.ERROR if name in whole else Severity.WARNING
                yield from _found(text, match, name, severity)
