"""Check names: Latin spellings, transliterations, glosses, and offices on the day.

The registers go before the names of the package.  A Latin name one or two letters
off a known one is an error where nobody else has that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefgen.errors import Severity, Words
from briefgen.proof.finding import Finding, finding
from briefgen.proof.homophones import written
from briefgen.proof.knowledge import Knowledge, Known, listed_words
from briefgen.proof.spelling import plain, respelt_form, within
from briefgen.proof.text import Paragraph, Text

_WORD = r"[A-Z][A-Za-zÀ-ɏ'’.-]*"
_LATIN = re.compile(
    rf"{_WORD}(?:[ \u00a0]+(?:{_WORD}|al-\w+|el-\w+|von|der|da|de|van|bin|of|and|the|for|in|on)){{1,9}}"
)
_GLOSS = re.compile(
    rf"(?P<han>[\u3400-\u9fff‧·・]{{2,12}})[（(](?P<latin>{_WORD}(?:[ \u00a0][A-Za-zÀ-ɏ'’.-]+){{0,9}})(?P<more>[，,][^（）()]*)?[）)]"
)
_BARE = re.compile(
    rf"(?:研究員|主席|主任|大使|部長|總統|總理|議員|教授|學者|專家|顧問|發言人|將軍|司令|外長|首相|記者|局長|署長)[（(](?P<latin>{_WORD}(?: {_WORD}){{1,3}})[）)]"
)


@dataclass(frozen=True, slots=True)
class Gloss:
    """A Latin name in parentheses, and the Chinese characters before it."""

    paragraph: Paragraph
    han: str
    latin: str
    span: tuple[int, int]
    start: int


def glosses(text: Text) -> tuple[Gloss, ...]:
    """Give the glosses of the prose, in order."""
    return tuple(
        Gloss(p, m["han"], m["latin"], m.span("latin"), m.start("han"))
        for p in text.prose()
        for m in _GLOSS.finditer(p.text)
    )


def latin(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find Latin names a letter or two off a known name."""
    known, bodies, spelt, respelt = _spellings(knowledge)
    for paragraph in text.prose():
        for match in _LATIN.finditer(paragraph.text):
            written = plain(match[0])
            if (
                written in known
                or written in bodies
                or written in spelt
                or respelt_form(written) in respelt
                or len(written) < 7
            ):
                continue
            near = _near(written, known)
            if near is not None:
                person = known[near]
                yield _misspelt(text, paragraph, match, person.latin, _is_of(paragraph, match, person))
            elif (body := _near(written, bodies, least=14)) is not None:
                yield _misspelt(text, paragraph, match, bodies[body], True)
            elif written not in spelt and (listed := _near(written, spelt, least=9)) is not None:
                yield _misspelt(text, paragraph, match, spelt[listed], False)


@lru_cache(maxsize=2)
def _spellings(knowledge: Knowledge) -> tuple[dict[str, Known], dict[str, str], dict[str, str], set[str]]:
    """Give the known Latin names in plain letters: of persons, of bodies, of the list; and the persons' respelt."""
    known = {plain(one.latin): one for one in knowledge.people if " " in one.latin}
    bodies = {plain(body.latin): body.latin for body in knowledge.registers.bodies.values() if body.latin}
    spelt = {plain(name): name for name in listed_words("latin")}
    return known, bodies, spelt, {respelt_form(name) for name in known}


def _near(written: str, known: dict[str, Known] | dict[str, str], least: int = 7) -> str | None:
    if len(written) < least:
        return None
    allowed = 1 if len(written) < 10 else 2
    for name in known:
        if abs(len(name) - len(written)) > allowed or (name[0] != written[0] and name[-3:] != written[-3:]):
            continue
        if within(written, name, allowed) and not written.startswith(f"{name} "):
            return name
    return None


def _is_of(paragraph: Paragraph, match: re.Match[str], person: Known) -> bool:
    """The Chinese before a gloss is this person's name, or there is none to say otherwise."""
    before = paragraph.text[max(match.start() - 14, 0) : match.start()]
    if not before.endswith(("（", "(")):
        return True
    return before[:-1].endswith((person.name, *person.others)) or bool(
        _BARE.search(paragraph.text[max(match.start() - 8, 0) : match.end() + 1])
    )


def _misspelt(text: Text, paragraph: Paragraph, match: re.Match[str], right: str, sure: bool) -> Finding:
    why = Words(f"拼法與「{right}」相差一兩個字母", f"a letter or two off {right}")
    severity = Severity.ERROR if sure else Severity.WARNING
    return finding(text, paragraph, match.span(), "names.latin", severity, why, right)


def transliterations(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find names in another transliteration than Taiwan's, and one person in two."""
    by_latin = {plain(one.latin): one for one in knowledge.people if one.latin}
    seen: dict[str, str] = {}
    for gloss in glosses(text):
        key = plain(gloss.latin)
        one = by_latin.get(key)
        if one is not None and not gloss.han.endswith((one.name, *one.others)) and " " in gloss.latin:
            if not _is_office(gloss.han) and one.person is not None:
                yield _other(text, gloss, one)
        elif one is None and key in seen and " " in gloss.latin and seen[key][-2:] != gloss.han[-2:]:
            why = Words(f"同一人（{gloss.latin}）前文另有譯名", f"{gloss.latin} has another name further up")
            span = (gloss.span[0] - 1 - len(gloss.han[-4:]), gloss.span[0] - 1)
            yield finding(text, gloss.paragraph, span, "names.two-forms", Severity.WARNING, why)
        seen.setdefault(key, gloss.han)
    yield from _elsewhere(text, knowledge)


def _is_office(han: str) -> bool:
    return han.endswith(
        ("員", "席", "任", "使", "長", "統", "理", "授", "者", "家", "問", "人", "軍", "令", "相")
    )


def _other(text: Text, gloss: Gloss, one: Known) -> Finding:
    why = Words(f"名冊中 {one.latin} 的譯名是「{one.name}」", f"the register calls {one.latin} {one.name}")
    size = min(len(one.name), len(gloss.han))
    span = (gloss.span[0] - 1 - size, gloss.span[0] - 1)
    return finding(text, gloss.paragraph, span, "names.register", Severity.WARNING, why, one.name)


_SHORT_BUT_SURE = frozenset({"普京", "普亭", "普廷", "蒲亭", "海斯", "盧拉", "默茨", "萬斯"})


def _elsewhere(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    pairs, whole = written(text)
    for one in knowledge.people:
        for form in one.others:
            if (len(form) < 3 and form not in _SHORT_BUT_SURE) or form in one.name or form not in whole:
                continue
            for paragraph, words in pairs:
                for match in re.finditer(re.escape(form), words):
                    if paragraph.is_quoted(*match.span()) or _inside_name(paragraph, match, knowledge):
                        continue
                    why = Words(f"臺灣通用譯名是「{one.name}」", f"Taiwan writes {one.name}")
                    # In characters that are not Taiwan's, the name goes before each of its characters.
                    same = paragraph.text.startswith(form, match.start())
                    severity = Severity.WARNING if same else Severity.ERROR
                    yield finding(text, paragraph, match.span(), "names.mainland", severity, why, one.name)


def _inside_name(paragraph: Paragraph, match: re.Match[str], knowledge: Knowledge) -> bool:
    """The characters are part of a longer registered name."""
    for known in knowledge.people:
        at = known.name.find(match[0])
        if at >= 0 and paragraph.text.startswith(known.name, match.start() - at):
            return True
    return False


def gloss_once(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find a gloss that is given twice, one that is missing, and Latin names in running text."""
    given = glosses(text)
    first: dict[str, Gloss] = {}
    for gloss in given:
        key = plain(gloss.latin)
        if key in first and " " in gloss.latin:
            why = Words("前文已附原文，不必再附", "the Latin name has been given above")
            span = (gloss.span[0] - 1, min(gloss.span[1] + 1, len(gloss.paragraph.text)))
            yield finding(text, gloss.paragraph, span, "names.second-gloss", Severity.WARNING, why)
        first.setdefault(key, gloss)
    yield from _missing(text, knowledge, given)
    yield from _running(text, knowledge, first)


def _missing(text: Text, knowledge: Knowledge, given: tuple[Gloss, ...]) -> Iterator[Finding]:
    known = {plain(one.latin) for one in knowledge.people}
    persons = sum(plain(gloss.latin) in known for gloss in given)
    if persons < 3:
        return
    glossed = {plain(gloss.latin) for gloss in given}
    for person in knowledge.registers.people.values():
        if person.well_known or not person.latin or person.country in ("CN", "TW", "HK", "MO"):
            continue
        if plain(person.latin) in glossed or _glossed_by_hand(text, person.name):
            continue
        for paragraph in text.prose():
            at = paragraph.text.find(person.name)
            if at >= 0 and paragraph.kind == "body" and _is_section(text, paragraph):
                why = Words("首次提及外國人名，未附原文", "the Latin name is missing at first mention")
                span = (at, at + len(person.name))
                suggestion = f"{person.name}（{person.latin}）"
                yield finding(text, paragraph, span, "names.missing-gloss", Severity.WARNING, why, suggestion)
                break


def _glossed_by_hand(text: Text, name: str) -> bool:
    return re.search(rf"{re.escape(name)}\s*[（(]?\s*[A-Z]", text.whole) is not None


def _is_section(text: Text, paragraph: Paragraph) -> bool:
    """The paragraph stands after a numbered heading, not among the key points."""
    for one in text.paragraphs:
        if one is paragraph:
            return False
        if one.kind == "heading" and one.level > 1:
            return True
    return True


def _running(text: Text, knowledge: Knowledge, first: dict[str, Gloss]) -> Iterator[Finding]:
    names = {plain(one.latin): one.name for one in knowledge.people}
    for paragraph in text.prose():
        for match in _LATIN.finditer(paragraph.text):
            key = plain(match[0])
            if key not in names or key not in first or paragraph.is_bracketed(*match.span()):
                continue
            why = Words("前文已有中譯名，內文應用中文", "the Chinese name has been given: use it")
            yield finding(
                text, paragraph, match.span(), "names.latin-in-text", Severity.WARNING, why, names[key]
            )
    for paragraph in text.prose():
        for match in _BARE.finditer(paragraph.text):
            why = Words("職稱之後漏了中文姓名", "the Chinese name is missing after the office")
            yield finding(text, paragraph, match.span("latin"), "names.no-chinese", Severity.WARNING, why)
