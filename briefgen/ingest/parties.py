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
from briefgen.model import Body, Person, Registers
from briefgen.names import USAGE, Names, country_name, folded

Sort = Literal["person", "body", "country"]
_HAN = "\u4e00-\u9fff"
# One character for a country, in compounds and before 國, 方, an office or a body.
SINGLES = {k: v for k, v in USAGE.items() if len(k) == 1 and k != "我"} | {
    "陸": "CN", "臺": "TW", "台": "TW", "歐": "EU", "土": "TR", "柬": "KH", "泰": "TH", "烏": "UA", "以": "IL",
    "伊": "IR", "緬": "MM", "寮": "LA", "紐": "NZ", "荷": "NL", "波": "PL", "捷": "CZ", "立": "LT", "朝": "KP",
    "蒙": "MN", "帛": "PW", "諾": "NR", "沙": "SA", "埃": "EG", "星": "SG", "馬": "MY", "巴": "PK", "索": "SB",
    "西": "ES", "葡": "PT", "匈": "HU", "塞": "RS", "希": "GR", "瑞": "SE", "丹": "DK", "芬": "FI", "挪": "NO",
    "宏": "HN", "尼": "NI", "阿": "AF", "哈": "KZ", "吉": "KG", "斐": "FJ",
}  # fmt: skip
_COMMON = "中美俄英法德日韓印澳加義越菲臺台陸歐朝紐"
_CAPITALS = {"北京方面": "CN", "北京當局": "CN", "華府": "US", "莫斯科方面": "RU", "克里姆林宮": "RU", "我方": "TW",
             "俄國": "RU", "北韓": "KP", "平壤當局": "KP", "俄方": "RU", "歐方": "EU", "臺方": "TW", "陸方": "CN", "大陸方面": "CN"}  # fmt: skip
_NEXT = r"(?!共|東|亞|央|華|國(?!大陸|防)|方|心|等|小|洲|元(?!首)|本|太|尼|度|盟|正|南|語|文|性|環|積|式|途|期|企|資|籍|僑|媒|黨|灣|圓|幣|市場|非|拉)"
_COMPOUND = re.compile(rf"[{_COMMON}](?:[{_COMMON}]{_NEXT}){{1,5}}")
_NAME = rf"[{_HAN}][{_HAN}·‧•．・]{{1,7}}?"
_STOP = rf"(?=[^{_HAN}·‧•．・]|$|{words.PREDICATE.pattern}|{words.JOINERS.pattern}|等|的|之|一行|本人|親自|前一|翌|次日|當[日天晚]|昨|今|甫|[一二三四五六七八九十廿]{{1,3}}[月日]|雙方|在內|續|繼|新|隔|甫|所|卻|時|日|同[月日年天]|共同|獲|遭|被|二人|兩人|夫婦|後|前(?=往|在)|[先稍]後)"
_TITLED = re.compile(rf"(?:{words.OFFICES})(?P<name>{_NAME}){_STOP}")
_GLOSSED = re.compile(
    rf"(?P<name>[{_HAN}·‧•．]{{2,8}})[（(](?P<latin>[A-Z][\w.'’\u00c0-\u024f-]+(?: [\w.'’\u00c0-\u024f-]+){{1,4}})[）)]"
)
# Words that begin as the short name of a country does.
_NO_COUNTRY = re.compile(
    "波海|波羅|印太|中[東亞南央型心]|中美洲|阿拉伯|以[巴外色]|歐亞|美洲|立法|法[務院制]|土地|希望|馬上|西[方部藏]|英文|義務|加[強入速深]|泰半|日[前內]"
)
_FORUM = re.compile(words.FORUMS)
_NO_NAME = re.compile(
    rf"(?:{words.OFFICES}|{words.BODIES})$|^(?:{words.OFFICES})|^[們級層府會館團]|會議|大會|峰會|論壇|選舉|制$|國家|兩國|辦公|機構|職[務位]?$|任內|期間|團隊|[月日天年]$|易人|[兩二三]人|僅|團隊|身分|處$|人選|各自|身份|會$|小組$|機制$|對話$"
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
        """Take in the names that a text introduces with an office or a Latin form."""
        at = 0
        while found := _TITLED.search(text, at):
            self._add(found["name"])
            at = found.start() + 1
        for found in _GLOSSED.finditer(text):
            name = re.sub(rf"^.*(?:{words.OFFICES}|[、與和及的])", "", found["name"])
            if not words.PREDICATE.search(name):
                self._add(name, found["latin"])

    def _add(self, name: str, latin: str | None = None) -> None:
        plain = name.strip("·‧•．・")
        if len(plain) < 2 or _NO_NAME.search(plain) or _entry(plain, self.names) is not None:
            return
        verb = words.PREDICATE.search(plain)
        if (
            (verb and (verb.start() == 0 or len(verb[0]) > 1))
            or words.JOINERS.match(plain)
            or re.match("[習兩雙兼後前任期]", plain)
            or len(set(plain) & set("一二三四五六七八九十")) > 1
        ):
            return
        registered = self.names.resolve(latin) if latin else None
        if isinstance(registered, Person):
            self._forms[plain] = (registered.name, "person", registered.country)
        elif isinstance(registered, Body):
            return
        else:
            self._forms.setdefault(plain, (plain, "person", None))
            self._local.setdefault(plain, latin or "")
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
        found += [p for p in _compounds(text) if not any(p.start < b and a < p.end for a, b in taken)]
        return sorted(found, key=lambda party: party.start)

    def short(self, text: str, before: list[str]) -> Party | None:
        """Give whom one character means: the person last named so, else the register's, else a country."""
        for name in reversed(before):
            if name.startswith(text) and len(name) > 1:
                return self.named(name)
        found = self.names.resolve(text) if folded(text) else None
        if isinstance(found, Person):
            return Party(0, 1, found.name, "person", found.country)
        if text in SINGLES:
            return Party(0, 1, country_name(SINGLES[text]), "country", SINGLES[text])
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


def country_prefix(text: str) -> tuple[int, str] | None:
    """Give the length and code of a country that a text begins with in short (美, 菲國, 中方), or None."""
    if text.startswith("我") and re.match(rf"(?:{words.BODIES}|{words.OFFICES})", text[1:]):
        return 1, "TW"
    if text[:1] not in SINGLES or _NO_COUNTRY.match(text):
        return None
    plain = re.match(rf"(?:{words.BODIES}|{words.OFFICES})$", text[2:])
    longer = text[1:2] in ("國", "方") and (plain or not re.match(r"國(?:務|防|會|安|家|臺|土)", text[1:3]))
    return (2 if longer else 1), SINGLES[text[0]]


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
        match[0][-1] == "國" and len(match[0]) == 2 and after in ("防部", "安局", "安會", "務院")
    )


def _compounds(text: str) -> list[Party]:
    found: list[Party] = []
    for match in _COMPOUND.finditer(text):
        if _written_apart(match):
            found += [
                Party(
                    match.start() + i, match.start() + i + 1, country_name(SINGLES[c]), "country", SINGLES[c]
                )
                for i, c in enumerate(match[0])
            ]
    return found


def _written_apart(match: re.Match[str]) -> bool:
    before = match.string[max(match.start() - 1, 0) : match.start()]
    if match[0][0] == "加" and before in tuple("參增更追施添附外"):
        return False
    after = match.string[match.end() : match.end() + 1]
    return (
        before not in ("在", "同") and len(set(match[0])) == len(match[0]) and after not in ("化", "國")[:1]
    )
