"""Find who is named in a clause: persons, bodies and countries, known or not.

Known names come from the registers and from the names of countries; unknown ones
from the words around them: a name after an office (總統拉馬佛沙), a name before its
Latin form, a body by its ending.  Compounds (中美, 美日韓, 布王) are taken apart.
`learn` reads a whole text first, so that a name introduced once is known everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from briefgen.ingest import words
from briefgen.ingest.introductions import introduced
from briefgen.ingest.lands import SINGLES, compounds, meanings
from briefgen.model import Body, Person, Registers
from briefgen.names import USAGE, Names, country_name, folded

Sort = Literal["person", "body", "country"]
_HAN = "\u4e00-\u9fff"
_CAPITALS = {"北京方面": "CN", "北京當局": "CN", "華府": "US", "莫斯科方面": "RU", "克里姆林宮": "RU", "我方": "TW",
             "俄國": "RU", "北韓": "KP", "平壤當局": "KP", "俄方": "RU", "歐方": "EU", "臺方": "TW", "陸方": "CN", "大陸方面": "CN"}  # fmt: skip
_FORUM = re.compile(words.FORUMS)
_NO_NAME = re.compile(
    rf"(?:{words.OFFICES}|{words.BODIES})$|^(?:{words.OFFICES})|^[們級層府會館團]|會議|大會|峰會|論壇|選舉|^大選|制$|國家|兩國|辦公|機構|職[務位]?$|任內|期間|團隊|[月日天年]$|易人|[兩二三]人|僅|團隊|身分|處$|人選|各自|身份|會$|小組$|機制$|對話$"
)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody named in a text, from `start` to `end`; `known` where a register or map has the name."""

    start: int
    end: int
    name: str
    sort: Sort
    country: str | None = None
    known: bool = True


@dataclass(slots=True)
class Parties:
    """Everybody that can be recognised in one text."""

    names: Names
    _forms: dict[str, tuple[str, Sort, str | None]] = field(default_factory=dict)
    _local: dict[str, str] = field(default_factory=dict)
    _pattern: re.Pattern[str] | None = None
    _lands: re.Pattern[str] | None = None
    singles: dict[str, str] = field(default_factory=lambda: dict(SINGLES))

    @classmethod
    def of(cls, registers: Registers) -> Parties:
        """Know all the names of some registers, and of countries."""
        names = Names(registers)
        parties = cls(names)
        for form in (*names.suggestions(), *USAGE, *_CAPITALS):
            found = _entry(form, names)
            if found is not None:
                for written in {form, form.replace("臺", "台")}:
                    parties._forms.setdefault(written, found)
        for form in words.ORGANISATIONS.split("|"):
            if form not in parties._forms:
                parties._forms[form] = (form, "body", None)
                parties._local[form] = ""
        return parties

    def learn(self, text: str) -> None:
        """Take in the names that a text introduces with an office or a Latin form, and its short ones of countries."""
        countries = {f: code for f, (_, sort, code) in self._forms.items() if sort == "country" and code}
        self.singles = meanings(text, {f: code for f, code in countries.items() if len(f) > 1})
        for one in introduced(text):
            self._add(one.name, one.latin, self._country_of(one.before))

    def _country_of(self, before: str) -> str | None:
        """Give the country that the words before an office name: 馬來西亞總理, 韓外長."""
        if self._lands is None:
            lands = sorted((f for f, (_, _, code) in self._forms.items() if code and len(f) > 1), key=len)
            self._lands = re.compile("|".join(map(re.escape, reversed(lands))))
        named = list(self._lands.finditer(re.split("[，。；、：（）與和及\n]", before)[-1]))
        if named:
            return self._forms[named[-1][0]][2]
        if "國務卿" in before:
            return "US"
        short = re.search(rf"(.)國?(?:{words.OFFICES})$", before)
        return self.singles.get(short[1]) if short else None

    def _add(self, name: str, latin: str | None = None, country: str | None = None) -> None:
        plain = name.strip("·‧•．・")
        if len(plain) < 2 or _NO_NAME.search(plain) or _entry(plain, self.names) is not None:
            return
        verb = words.PREDICATE.search(plain)
        if (
            (verb and (verb.start() == 0 or len(verb[0]) > 1))
            or words.JOINERS.match(plain)
            or re.match("[習兩雙兼後前任期令]", plain)
            or len(set(plain) & set("一二三四五六七八九十")) > 1
        ):
            return
        registered = self.names.resolve(latin) if latin else None
        if isinstance(registered, Person) and plain.endswith(registered.name):
            return
        if isinstance(registered, Person):
            self._forms[plain] = (registered.name, "person", registered.country)
        elif isinstance(registered, Body):
            return
        else:
            known = self._forms.get(plain)
            self._forms[plain] = (plain, "person", (known and known[2]) or country)
            self._local[plain] = self._local.get(plain) or latin or ""
        self._pattern = None

    @property
    def proposals(self) -> dict[str, str]:
        """Give the persons and organisations that no register has, with their Latin names where the text gives them."""
        return dict(self._local)

    def find(self, text: str) -> list[Party]:
        """Give who is named in a text, in order."""
        if self._pattern is None:
            forms = sorted((f for f in self._forms if len(f) > 1), key=len, reverse=True)
            self._pattern = re.compile("|".join(map(re.escape, forms)))
        found: list[Party] = []
        for match in self._pattern.finditer(text):
            if not _inside_a_word(match):
                name, sort, country = self._forms[match[0]]
                found.append(Party(match.start(), match.end(), name, sort, country, name not in self._local))
        taken = [(party.start, party.end) for party in found]
        for at, code in compounds(text):
            if not any(start <= at < end for start, end in taken):
                found.append(Party(at, at + 1, country_name(code), "country", code))
        return sorted(found, key=lambda party: party.start)

    def short(self, text: str, before: list[str]) -> Party | None:
        """Give whom one character means: the person last named so, else the register's, else a country."""
        for name in reversed(before):
            if name.startswith(text) and len(name) > 1:
                return self.named(name)
        found = self.names.resolve(text) if folded(text) else None
        if isinstance(found, Person):
            return Party(0, 1, found.name, "person", found.country)
        if text == "我":
            return Party(0, 1, country_name("TW"), "country", "TW")
        if text in self.singles:
            return Party(0, 1, country_name(self.singles[text]), "country", self.singles[text])
        return None

    def named(self, name: str) -> Party:
        """Give the party of a name as it stands."""
        known = self._forms.get(name) or _entry(name, self.names)
        if known is None and (full := self._in_full(name)):
            return self.named(full)
        if known is None:
            return Party(0, len(name), name, "body", None, False)
        return Party(0, len(name), *known, name not in self._local)

    def _in_full(self, name: str) -> str | None:
        """Give the one person introduced by a longer name that begins so: 安倍 for 安倍晉三."""
        if not re.fullmatch(rf"[{_HAN}]{{2}}", name):
            return None
        longer = [
            form
            for form, (_, sort, _) in self._forms.items()
            if sort == "person" and len(form) == 4 and form.startswith(name)
        ]
        return longer[0] if len(longer) == 1 else None


def _entry(form: str, names: Names) -> tuple[str, Sort, str | None] | None:
    if form in _CAPITALS:
        return country_name(_CAPITALS[form]), "country", _CAPITALS[form]
    match names.resolve(form):
        case Person(name=name, country=country):
            return name, "person", country
        case Body(name=name, country=country):
            return name, "body", country
        case str() as code:
            return country_name(code), "country", code
        case _:
            return None


def _inside_a_word(match: re.Match[str]) -> bool:
    """A Latin name inside a Latin word, or a country that begins a longer word, is none."""
    text, end = match.string, match.end()
    if match[0][-1].isascii():
        around = text[match.start() - 1 : match.start()] + text[end : end + 1]
        return any(char.isascii() and char.isalpha() for char in around)
    if (forum := _FORUM.match(text, match.start())) and forum.end() > end:
        # 高峰論壇 holds nobody named 高峰.
        return True
    # 太平洋 holds no 太平; 我國防部 is 我 and 國防部.
    after = text[end : end + 2]
    return after[:1] in ("洋", "洲", "架") or (
        match[0][-1] == "國"
        and len(match[0]) == 2
        and after in ("防部", "安局", "安會", "務院", "務卿", "安顧")
    )
