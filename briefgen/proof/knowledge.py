"""What proofreading knows besides the text: registers, the window, and the word lists.

The lists are data in `words/`, tab-separated, with their sources at their heads.
To teach a word: a row there, or an entry in a workspace's `seeds/wording.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date as Day
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from msgspec import Struct

from briefgen.errors import Severity
from briefgen.model import Body, DateWindow, Office, Person, Registers
from briefgen.names import ISO_COUNTRIES, country_name, forms_of

SEVERITIES = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.INFO}


class Wording(Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of `seeds/wording.yaml`.

    `write` is the form to use instead; empty allows the term wherever it stands.
    `unless` are longer strings in which the term is right; `quoted` reports it in quotations too.
    """

    term: str
    write: str = ""
    severity: Severity = Severity.WARNING
    unless: tuple[str, ...] = ()
    why: str = ""
    quoted: bool = False


@dataclass(frozen=True)
class Word:
    """One row of a list: what to look for, and what to write instead (∅ to leave it out)."""

    term: str
    form: str
    severity: Severity
    code: str
    unless: tuple[str, ...] = ()
    why: str = ""
    quoted: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """The regular expression of a row that begins with `/`, else None."""
        return re.compile(self.term[1:]) if self.term.startswith("/") else None

    @cached_property
    def literal(self) -> str:
        """Some characters that stand wherever the row applies: the cheap test before the pattern."""
        # Asking for the pattern here would compile them all.
        return _literal(self.term[1:]) if self.term.startswith("/") else self.term

    def occurrences(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give where it stands, and the form to write there."""
        if self.literal not in text:
            return
        if self.pattern is not None:
            for match in self.pattern.finditer(text):
                yield match.start(), match.end(), match.expand(self.form).replace("∅", "")
            return
        start = text.find(self.term)
        while start >= 0:
            end = start + len(self.term)
            if not self._excepted(text, start, end):
                yield start, end, self.form.replace("∅", "")
            start = text.find(self.term, end)

    def _excepted(self, text: str, start: int, end: int) -> bool:
        for longer in self.unless:
            at = longer.find(self.term)
            if at >= 0 and text.startswith(longer, start - at) and start >= at:
                return True
        return False


@dataclass(frozen=True, eq=False)
class Knowledge:
    """What the checks look things up in; itself a key, for what is derived of it once and not for each text."""

    registers: Registers = field(default_factory=Registers)
    window: DateWindow | None = None
    wording: tuple[Wording, ...] = ()

    @cached_property
    def allowed(self) -> frozenset[str]:
        """Terms that the workspace lets stand."""
        return frozenset(entry.term for entry in self.wording if not entry.write)

    @cached_property
    def own(self) -> tuple[Word, ...]:
        """The workspace's own words, which go before those of the package."""
        return tuple(
            Word(one.term, one.write, one.severity, "自", one.unless, one.why, one.quoted)
            for one in self.wording
            if one.write
        )

    def words(self, name: str) -> tuple[Word, ...]:
        """Give a list of the package without what the workspace says otherwise."""
        return _words_of(self, name)

    @cached_property
    def people(self) -> tuple[Known, ...]:
        """Everybody who is known: the registers first, then the names in the package."""
        mine = tuple(
            Known(p.name, tuple(a for a in (p.mainland,) if a), p.latin or "", p) for p in self._persons()
        )
        names = {known.name for known in mine}
        latins = {known.latin for known in mine}
        others = (known for known in name_list() if known.name not in names and known.latin not in latins)
        return (*mine, *others)

    @cached_property
    def holders(self) -> tuple[Person, ...]:
        """Everybody of whom offices are known: the registers first, then those in the package."""
        registers = self.registers.people
        others = (person for person in office_list() if person.name not in registers)
        return (*registers.values(), *others)

    @cached_property
    def known(self) -> frozenset[str]:
        """Every form that stands for itself: names, aliases, offices, terms, and the words of the lists."""
        registers = self.registers
        entries: tuple[Person | Body, ...] = (*registers.people.values(), *registers.bodies.values())
        forms = {form for entry in entries for form in forms_of(entry)}
        offices = {o.title for person in registers.people.values() for o in person.offices}
        outlets = {form for outlet in registers.outlets.values() for form in (outlet.name, *outlet.aliases)}
        words = (word for name in ("wording", "forms") for word in self.words(name))
        said = {form for word in words for form in (word.term, word.form) if not form.startswith("/")}
        countries = {country_name(code) for code in ISO_COUNTRIES}
        people = {one.name for one in name_list()} | set(" ".join(listed_words("people")).split())
        return frozenset(forms | offices | outlets | said | set(fixed_terms()) | countries | people)

    def _persons(self) -> Iterable[Person]:
        return self.registers.people.values()


@dataclass(frozen=True, slots=True)
class Known:
    """A person's name in Taiwan, elsewhere, and in Latin letters; the register's entry where there is one."""

    name: str
    others: tuple[str, ...]
    latin: str
    person: Person | None = None


@lru_cache(maxsize=16)
def _words_of(knowledge: Knowledge, name: str) -> tuple[Word, ...]:
    said = {entry.term for entry in knowledge.wording}
    return tuple(word for word in word_list(name) if word.term not in said)


@cache
def word_list(name: str) -> tuple[Word, ...]:
    """Read one of the lists `slips`, `forms`, `wording`; the last two columns may be left out."""
    return tuple(_word(*line.split("\t")) for line in _lines(name))


def _word(term: str, form: str, grade: str, code: str, unless: str = "", why: str = "") -> Word:
    return Word(term, form, SEVERITIES[grade], code, tuple(filter(None, unless.split("|"))), why)


@cache
def name_list() -> tuple[Known, ...]:
    """Read the names of persons that reports often mention."""
    rows = (line.split("\t") for line in _lines("names"))
    return tuple(Known(row[0], tuple(filter(None, row[1].split("|"))), row[2]) for row in rows)


@cache
def office_list() -> tuple[Person, ...]:
    """Read the offices of persons that reports often mention."""
    held: dict[tuple[str, str], list[Office]] = {}
    for line in _lines("offices"):
        name, country, title, first, last = (*line.split("\t"), "", "")[:5]
        held.setdefault((name, country), []).append(Office(title, _day(first), _day(last)))
    return tuple(Person(name, country, offices=tuple(offices)) for (name, country), offices in held.items())


def _day(iso: str) -> Day | None:
    return Day.fromisoformat(iso) if iso else None


@cache
def fixed_terms() -> tuple[str, ...]:
    """Read the long names that are written in one way only."""
    return tuple(_lines("terms"))


@cache
def listed_words(name: str) -> tuple[str, ...]:
    """Read the rows of a list as they are."""
    return tuple(_lines(name))


def words_in(name: str) -> Iterator[str]:
    """Give the words of a list that has several in a row."""
    return (word for row in listed_words(name) for word in row.split())


@cache
def form_sets() -> tuple[tuple[str, ...], ...]:
    """Read the sets of forms of which a text uses one."""
    return tuple(tuple(line.split("\t")) for line in _lines("pairs"))


def _lines(name: str) -> list[str]:
    text = (files(__package__) / "words" / f"{name}.tsv").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


_NOT_PLAIN = re.compile(r"\(\?[<=!:][^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\]|\([^()]*\)|\\.|.[*+?{][^}]*\}?")


def _literal(pattern: str) -> str:
    if "|" in _NOT_PLAIN.sub("", pattern):
        return ""
    plain = re.split(r"[\x00-\x7f]+", _NOT_PLAIN.sub("\x00", pattern))
    return max(plain, key=len)
