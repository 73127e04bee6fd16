"""Introduce people and bodies where the text first names them.

In reading order over prose and events alike, the first mention of a person gets
the office held on the day and the Latin name, 美國國務卿布林肯（Antony Blinken）;
that of a body its Latin name and abbreviation.  Headings, key points, notes,
tables, and what stands in quotation marks or small parentheses introduce nobody.
A key point that first names a body by its Latin letters has the Chinese name before
them, 跨太平洋夥伴全面進步協定（CPTPP）; its whole Latin name waits for the text.  Text does
so for a body that has no other name, 澳英美三方安全夥伴關係（AUKUS）.
A `<span name="…">` is a subject: named again in the same section, it may be the short form.
In a list of subjects the country or body that two offices share is said once.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from datetime import date as Day

from briefgen.compose.markup import Element
from briefgen.model import Body, Person, Registers
from briefgen.names import country_code
from briefgen.zh.punctuation import PAIRS, open_marks

_QUIET_TAGS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "note", "small", "table", "figure", "header", "footer", "a"}
)
_QUIET_CLASSES = frozenset({"key-points", "author", "window", "meta", "see-also", "quiet"})
_TITLES = (
    "主席", "總統", "總理", "首相", "總書記", "書記", "外長", "防長", "財長", "長", "國務卿", "助卿", "副卿", "大使", "特使",
    "代表", "主任", "專員", "助理", "顧問", "發言人", "議員", "委員", "司令", "國王", "女王", "天皇", "王儲", "親王", "教宗",
    "總裁", "教授", "研究員", "學者", "領導人", "領袖",
)  # fmt: skip
_TITLES_AFTER = (
    "總統", "總理", "首相", "主席", "總書記", "部長", "國務卿", "外長", "大使", "特使", "委員長", "秘書長", "參議員", "議長",
)  # fmt: skip
_COMPOUNDS = ("政府", "當局", "團隊", "內閣", "陣營", "時期", "任內")
_CLOSING = "」』》〉"
_JOINS = ("、", "與")
_LATIN_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9+-]*[A-Za-z0-9](?![A-Za-z0-9])")
_GLOSSED = re.compile(r"[」』》〉]?（[^（）]*[A-Za-z]")


def introduce(root: Element, registers: Registers, day: Day, short: bool) -> None:
    """Change the text of a tree of markup so that everyone in it is introduced once.

    `day` decides offices where no `day` attribute does; with `short`, later
    subjects are printed in their short form.
    """
    _Introductions(registers, "".join(str(part) for part in root.itertext()), short).visit(root, day)


def is_quiet(element: Element) -> bool:
    """Tell whether the words of an element introduce nobody."""
    return element.tag in _QUIET_TAGS or bool(_QUIET_CLASSES & set(element.get("class", "").split()))


class _Introductions:
    def __init__(self, registers: Registers, text: str, short: bool) -> None:
        self.short = short
        self.done: set[str] = set()
        self.here: set[str] = set()
        self.chinese = _chinese_names(registers.bodies.values())
        self.joined = ""
        self.bodies = registers.bodies
        self.entries: dict[str, Person | Body] = {}
        entries: Iterator[Person | Body] = iter((*registers.bodies.values(), *registers.people.values()))
        for entry in entries:
            for form in (entry.name, *entry.aliases, *_long_short(entry)):
                if len(form) > 1 and form in text:
                    self.entries.setdefault(form, entry)
            self.entries[entry.name] = entry
        forms = sorted((form for form in self.entries if form in text), key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, forms)) or "(?!)")

    def visit(self, element: Element, day: Day) -> None:
        told = element.get("day")
        day = Day.fromisoformat(told) if told else day
        if "key-points" in element.get("class", "").split():
            self.spell(element)
        if is_quiet(element):
            return
        if element.tag == "section":
            self.here.clear()
        name = element.get("name")
        if name is not None:
            element.text = self.subject(name, day)
            return
        if element.text:
            element.text = self.introduced(element.text, day, _is_small(next(iter(element), None)))
        for child in element:
            self.visit(child, day)
            if child.get("name") is None or child.tail not in _JOINS:
                self.joined = ""
            if child.tail:
                child.tail = self.introduced(child.tail, day, _is_small(child.getnext()))

    def spell(self, element: Element) -> None:
        """Give bodies that some words name by Latin letters their Chinese names, each once."""
        if element.tag in _QUIET_TAGS:
            return
        element.text = self.spelt(element.text or "")
        for child in element:
            self.spell(child)
            child.tail = self.spelt(child.tail or "")

    def spelt(self, text: str) -> str:
        def whole(found: re.Match[str]) -> str:
            chinese = self.chinese.pop(found[0], None)
            if chinese is None or chinese in text or open_marks(text[: found.start()]):
                return found[0]
            return f"{chinese}（{found[0]}）"

        return _LATIN_WORD.sub(whole, text)

    def subject(self, name: str, day: Day) -> str:
        """Give a subject as it is printed here."""
        entry = self.entries.get(name)
        if entry is None:
            return name
        joined, self.joined = self.joined, ""
        before, known = entry.name in self.here, entry.name in self.done
        self.here.add(entry.name)
        if known:
            short = entry.short if isinstance(entry, Person) else None
            return short if self.short and before and short else name
        self.done.add(entry.name)
        office = entry.office_on(day) if isinstance(entry, Person) else None
        self.joined = office.title if office else ""
        return f"{self.joined[_shared(joined, self.joined, self.bodies) :]}{name}{_gloss(entry)}"

    def introduced(self, text: str, day: Day, bracketed: bool = False) -> str:
        """Give a piece of running text with those it names first introduced.

        Where small brackets follow the text, its last name waits for its next mention
        rather than have brackets of its own before them.
        """
        parts: list[str] = []
        position = 0
        for found in self.pattern.finditer(text):
            entry = self.entries[found[0]]
            if entry.name in self.done or found.start() < position:
                continue
            before, after = text[: found.start()], text[found.end() :]
            marks = open_marks(before)
            closing = PAIRS.get(before[-1:], "\0") if len(marks) == 1 and isinstance(entry, Body) else ""
            if after.startswith(_COMPOUNDS) or (marks and not after.startswith(closing or "\0")):
                continue
            if bracketed and not after.strip(_CLOSING) and _gloss(entry):
                continue
            self.done.add(entry.name)
            gloss = "" if _GLOSSED.match(after) else _gloss(entry)
            office = _office(entry, found[0], before, after, day)
            form = found[0] if marks or after.startswith("（") else self.whole(found[0], before)
            parts += [text[position : found.start()], office, form, closing, gloss]
            position = found.end() + len(closing)
        return "".join((*parts, text[position:]))

    def whole(self, form: str, before: str) -> str:
        """Put the Chinese name of a body that is called by Latin letters before them, once."""
        chinese = self.chinese.pop(form, None) if form.isascii() and form in self.bodies else None
        if chinese is None or any(before.endswith(chinese[cut:]) for cut in range(len(chinese) - 1)):
            return form
        return f"{chinese}（{form}）"


def _is_small(element: Element | None) -> bool:
    return element is not None and element.tag == "small"


def _chinese_names(bodies: Iterable[Body]) -> dict[str, str]:
    """Give the Chinese names of bodies by the Latin letters they are called by."""
    found: dict[str, str] = {}
    for body in bodies:
        if body.name.isascii():
            names = (alias for alias in body.aliases if not _has_latin(alias))
            found.update((body.name, name) for name in list(names)[:1])
        elif body.abbreviation and not body.well_known and not _has_latin(body.name):
            found[body.abbreviation] = body.name
    return found


def _long_short(entry: Person | Body) -> tuple[str, ...]:
    return (entry.short,) if isinstance(entry, Body) and entry.short else ()


def _office(entry: Person | Body, form: str, before: str, after: str, day: Day) -> str:
    """Give the office to print before a name, or nothing where the text has one."""
    if isinstance(entry, Body) or form != entry.name or after.startswith(_TITLES_AFTER):
        return ""
    office = entry.office_on(day)
    if office is None or before.endswith(_TITLES):
        return ""
    said = any(before.endswith(office.title[cut:]) for cut in range(len(office.title) - 1))
    return "" if said else office.title


def _shared(before: str, title: str, bodies: Container[str]) -> int:
    """Give how many characters of an office, its country or body, the office before has said."""
    shared = (title[:n] for n in range(len(title) - 2, 1, -1) if before.startswith(title[:n]))
    return next((len(words) for words in shared if words in bodies or country_code(words)), 0)


def _gloss(entry: Person | Body) -> str:
    if entry.well_known or entry.name.endswith("）"):
        return ""
    if isinstance(entry, Person):
        latin = [entry.latin]
    else:
        latin = [None if _has_latin(entry.name) else entry.latin, entry.abbreviation]
    words = ", ".join(dict.fromkeys(part for part in latin if part and part not in entry.name))
    return f"（{words}）" if words else ""


def _has_latin(name: str) -> bool:
    return any(char.isascii() and char.isalpha() for char in name)
