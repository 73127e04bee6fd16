"""Check persons with their offices, and Chinese names a character off.

An office is looked up in the registers, and in `words/offices.tsv`, on the days the text is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.errors import Severity, Words
from briefgen.model import Office, Person
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.places import is_inside_known
from briefgen.proof.text import Paragraph, Text
from briefgen.proof.when import Span, about_when, when_told

_BODY_ONLY = re.compile(r"(?:外交部|國防部|商務部|財政部|國臺辦|國台辦|陸委會|白宮|國務院)$")
_OFFICE_AFTER = re.compile(r"(?:部長|發言人|司長|副司長|次長|助卿|主任|副部長|局長|先生|等|、)")
_FORMER = re.compile(r"(?:前|前任|卸任|時任|候任|準|新任|原(?![訂定本則因先欲擬])|已故)[\u3400-\u9fff]{0,6}$")


def offices(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find an office that a person did not hold at the time, and bodies that stand for an office."""
    whole = text.whole
    people = tuple(p for p in knowledge.holders if len(p.name) >= 2 and p.name in whole)
    if not people:
        return
    titles = sorted({_bare(o.title) for p in people for o in p.offices}, key=len, reverse=True)
    titles = [title for title in titles if len(title) >= 2]
    about = about_when(text, knowledge)
    for paragraph in text.prose():
        for person in people:
            for match in re.finditer(re.escape(person.name), paragraph.text):
                when = when_told(text, paragraph, match.start(), about)
                yield from _behind(text, paragraph, match, person, when)
                yield from _before(text, paragraph, match, person, titles, when)


def _held(office: Office, when: Span) -> bool:
    """The office was held on some day of the span."""
    return (office.first is None or office.first <= when[1]) and (
        office.last is None or when[0] <= office.last
    )


def _bare(title: str) -> str:
    """Take the country and the ministry off an office: 美國國務卿 is 國務卿."""
    return re.sub(
        r"^(?:美國|英國|法國|德國|日本|南韓|韓國|俄羅斯|中國大陸|中共|澳洲|印尼|越南|新加坡|柬埔寨|[\u3400-\u9fff]{2,4}國家?)",
        "",
        title,
    )


def _before(
    text: Text,
    paragraph: Paragraph,
    match: re.Match[str],
    person: Person,
    titles: list[str],
    when: Span | None,
) -> Iterator[Finding]:
    before = paragraph.text[max(match.start() - 16, 0) : match.start()]
    after = paragraph.text[match.end() : match.end() + 6]
    if (body := _BODY_ONLY.search(before)) and not _OFFICE_AFTER.match(after):
        why = Words("機關名稱與人名之間似漏職稱", "an office seems to be missing between body and name")
        span = (match.start() - len(body[0]), match.end())
        yield finding(text, paragraph, span, "names.no-office", Severity.WARNING, why)
    title = next((title for title in titles if before.endswith(title)), None)
    # 副總理兼外長王毅: the first of two offices may be the wrong one. Of others not all offices are listed.
    both = _BOTH.search(before) if when is not None else None
    if both and when and person.country == "CN" and not _FORMER.search(before[: both.start()]):
        now = _instead(person, both[1], when)
        if now is not None:
            span = (match.start() - len(before) + both.start(1), match.end())
            yield _office(text, paragraph, span, person, now, when)
    if title is None or when is None or not person.offices or _FORMER.search(before[: -len(title)]):
        return
    if (now := _instead(person, title, when)) is not None:
        yield _office(text, paragraph, (match.start() - len(title), match.end()), person, now, when)


_BOTH = re.compile(r"(副總理|國務委員|副總統|副首相)(?:兼|暨)[\u3400-\u9fff]{2,8}$")


def _instead(person: Person, title: str, when: Span) -> str | None:
    """Give the office that a person had instead of this one; None where it may be right."""
    # 國務委員 is in the title 國務委員兼外交部長.
    if any(title in o.title and _held(o, when) for o in person.offices):
        return None
    held = [o for o in person.offices if o.title.endswith(title)]
    if not held and any(_bare(o.title).endswith(title[-2:]) for o in person.offices):
        return None
    now = next((o for o in reversed(person.offices) if _held(o, when)), None)
    if not held and (now is None or now.first is None):
        return None
    return now.title if now else ""


def _office(
    text: Text, paragraph: Paragraph, span: tuple[int, int], person: Person, now: str, when: Span
) -> Finding:
    why = Words(
        f"{when[0]} 前後，{person.name}的職務是{now or '（未載）'}",
        f"about {when[0]}, {person.name} was {now or 'nothing that is known'}",
    )
    return finding(text, paragraph, span, "names.office", Severity.WARNING, why)


_HEADS = re.compile(r"(副總統|總統|副總理|總理|首相|國務卿)(?![府候大選選辦職任的])")


def _behind(
    text: Text, paragraph: Paragraph, match: re.Match[str], person: Person, when: Span | None
) -> Iterator[Finding]:
    """李顯龍總統: an office behind the name that this person never held."""
    title = _HEADS.match(paragraph.text, match.end())
    now = person.office_on(when[0]) if when is not None else None
    if title is None or now is None or any(o.title.endswith(title[1]) for o in person.offices):
        return
    if not _HEADS.search(now.title):
        return
    why = Words(f"{person.name}的職務是{now.title}", f"{person.name} is {now.title}")
    span = (match.start(), title.end(1))
    yield finding(text, paragraph, span, "names.office", Severity.WARNING, why)


_NOT_NAME = frozenset("來期日年幾的在於將以與和等，。、；：「」（）")


def one_off(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find a registered name of three or four characters of which the last is another one: 楊潔箎."""
    names = {p.name for p in knowledge.registers.people.values()}
    known = knowledge.known
    for name in sorted(names):
        if len(name) not in (3, 4) or name[-2] in "在和與於" or name[:-1] not in text.whole:
            continue
        for paragraph in text.paragraphs:
            for match in re.finditer(re.escape(name[:-1]) + r"\w", paragraph.text):
                if match[0] in names or match[0][-1] in _NOT_NAME or match[0][-1].isascii():
                    continue
                if not re.match(r"[\u3400-\u9fff，、]", paragraph.text[match.end() : match.end() + 1]):
                    continue
                if is_inside_known(paragraph.text, *match.span(), name, known):
                    continue
                why = Words(f"是不是「{name}」？", f"is it {name}?")
                yield finding(text, paragraph, match.span(), "names.one-off", Severity.WARNING, why, name)
