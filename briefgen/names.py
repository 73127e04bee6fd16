"""Know whom a name means: a person, a body, an outlet or a country.

Names resolve through the registers first, then through the names of territories
that Babel has for Taiwan.  臺 and 台, full and half width, capitals, spaces and
middle dots make no difference.  To teach a name: add it to the registers under
`seeds/`; for a usual short name of a country, to USAGE below.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import TypeVar

from briefgen.errors import alike
from briefgen.model import Body, Outlet, Person, Registers

Entry = TypeVar("Entry")

# Names of territories in use in Taiwan that CLDR does not have, or has as another form;
# then those that nearly every brief has, for which Babel need not be loaded.
USAGE: dict[str, str] = {
    "中國大陸": "CN", "大陸": "CN", "中共": "CN", "中方": "CN", "中": "CN", "美": "US", "美方": "US",
    "俄": "RU", "英": "GB", "法": "FR", "德": "DE", "日": "JP", "韓": "KR", "韓國": "KR", "印": "IN",
    "澳": "AU", "加": "CA", "義": "IT", "越": "VN", "菲": "PH", "朝鮮": "KP", "中華民國": "TW", "我國": "TW",
    "我": "TW", "香港": "HK", "澳門": "MO", "巴勒斯坦": "PS", "歐洲聯盟": "EU", "教廷": "VA",
    "美國": "US", "中國": "CN", "臺灣": "TW", "日本": "JP", "南韓": "KR", "北韓": "KP", "俄羅斯": "RU", "英國": "GB",
    "法國": "FR", "德國": "DE", "印度": "IN", "澳洲": "AU", "加拿大": "CA", "義大利": "IT", "歐盟": "EU",
    "聯合國": "UN", "越南": "VN", "菲律賓": "PH", "印尼": "ID", "新加坡": "SG", "馬來西亞": "MY", "泰國": "TH",
    "阿富汗": "AF", "巴基斯坦": "PK", "伊朗": "IR", "烏克蘭": "UA",
}  # fmt: skip

# ISO 3166-1, with EU (reserved), UN and XK (user-assigned, in general use).
ISO_COUNTRIES = frozenset(
    """AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW
    BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET EU FI FJ
    FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR
    IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML
    MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR
    PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ
    TK TL TM TN TO TR TT TV TW TZ UA UG UM UN US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW""".split()  # noqa: SIM905
)

COUNTRY_CUTOFF = 0.7  # above one wrong character of three
_SHORT_NAME = re.compile(r"[\u3400-\u9fff]{2,3}")
_DROPPED = str.maketrans("台", "臺", " \u3000·・‧•．.")


def folded(name: str) -> str:
    """Give the form under which a name is looked up: forms that mean the same are equal."""
    return unicodedata.normalize("NFKC", name).casefold().translate(_DROPPED)


class Names:
    """The names of some registers, looked up in any of their forms."""

    def __init__(self, registers: Registers) -> None:
        self.registers = registers

    def resolve(self, text: str) -> Person | Body | str | None:
        """Give the person or body a name means, or the ISO code of a country, or None.

        A full name wins over an alias, an alias over a short form; a form that
        several entries share means none of them.
        """
        key = folded(text)
        for forms in (self._full, self._aliases, self._short):
            if key in forms:
                return forms[key]
        return country_code(text)

    def canonical(self, text: str) -> str:
        """Give the register's form of a name, a country's name for its code, or the text itself."""
        match self.resolve(text):
            case Person(name=name) | Body(name=name):
                return name
            case str() as code:
                return country_name(code)
            case _:
                return text

    def country_of(self, text: str) -> str | None:
        """Give the ISO code of the country a person or body belongs to, or that a name is."""
        found = self.resolve(text)
        return found.country if isinstance(found, Person | Body) else found

    def outlet(self, text: str) -> Outlet | None:
        """Give the outlet a name means, or None."""
        return self._outlets.get(folded(text))

    def body(self, text: str) -> Body | None:
        """Give the body a name means, or None; a person of that name does not count."""
        return next((forms[key] for forms in self._bodies if (key := folded(text)) in forms), None)

    def suggestions(self) -> tuple[str, ...]:
        """Give every name that `resolve` knows, as it is written."""
        return (*(form for e in self._entries() for form in forms_of(e)), *_territories().values())

    def guesses(self, text: str) -> tuple[str, ...]:
        """Give the names that a misspelt name may mean, none where nothing is close.

        A short Chinese name is compared by character, for one wrong character of two is
        half of it; nobody means a short form of one character who writes more.  A country
        is meant only by what is nearly its name: 蘇利文 is not 蘇利南.
        """
        from difflib import get_close_matches

        forms = [form for entry in self._entries() for form in forms_of(entry)]
        if near := self.near_people(text) or alike(text, [f for f in forms if len(f) > 1 or len(text) < 2]):
            return near
        return tuple(get_close_matches(text, _territories().values(), n=1, cutoff=COUNTRY_CUTOFF))

    def near_people(self, text: str) -> tuple[str, ...]:
        """Give at most three names of people that differ from a short Chinese name in one character."""
        people = [form for person in self.registers.people.values() for form in forms_of(person)]
        return _one_off(text, people)

    @cached_property
    def _full(self) -> dict[str, Person | Body]:
        return _index((e.name, e) for e in self._entries())

    @cached_property
    def _aliases(self) -> dict[str, Person | Body]:
        return _index((form, e) for e in self._entries() for form in _other_forms(e))

    @cached_property
    def _short(self) -> dict[str, Person | Body]:
        return _index((e.short, e) for e in self._entries() if e.short)

    @cached_property
    def _bodies(self) -> tuple[dict[str, Body], ...]:
        bodies = tuple(self.registers.bodies.values())
        return (
            _index((b.name, b) for b in bodies),
            _index((form, b) for b in bodies for form in (*_other_forms(b), b.short) if form),
        )

    @cached_property
    def _outlets(self) -> dict[str, Outlet]:
        outlets = self.registers.outlets.values()
        return _index((form, o) for o in outlets for form in (o.name, *o.aliases, o.latin) if form)

    def _entries(self) -> Iterator[Person | Body]:
        yield from self.registers.people.values()
        yield from self.registers.bodies.values()


def forms_of(entry: Person | Body) -> tuple[str, ...]:
    """Give every form in which a person or body may be named, the full name first."""
    return tuple(dict.fromkeys(form for form in (entry.name, *_other_forms(entry), entry.short) if form))


def country_code(text: str) -> str | None:
    """Give the ISO code of a country named by its code or its Taiwanese name, or None."""
    if text in ISO_COUNTRIES:
        return text
    if text in USAGE:
        return USAGE[text]
    return _codes().get(folded(text))


def country_name(code: str) -> str:
    """Give the Taiwanese name of a country by its code, or the code where there is none."""
    return _territories().get(code, code)


def _one_off(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Give at most three known names that differ from a short Chinese name in one character.

    Those of the same first character, mostly the family name, go before those of the same last.
    """
    if not _SHORT_NAME.fullmatch(text):
        return ()
    near = [
        name
        for name in dict.fromkeys(known)
        if len(name) == len(text) and sum(a != b for a, b in zip(name, text, strict=True)) == 1
    ]
    first = tuple(name for name in near if name[0] == text[0])
    return (first or tuple(name for name in near if name[-1] == text[-1]))[:3]


def _other_forms(entry: Person | Body) -> tuple[str, ...]:
    third = entry.mainland if isinstance(entry, Person) else entry.abbreviation
    return tuple(form for form in (entry.latin, third, *entry.aliases) if form)


def _index(forms: Iterable[tuple[str | None, Entry]]) -> dict[str, Entry]:
    """Key entries by folded form; a form of two different entries is left out."""
    found: dict[str, Entry] = {}
    shared: set[str] = set()
    for form, entry in forms:
        key = folded(form or "")
        if found.setdefault(key, entry) is not entry:
            shared.add(key)
    return {key: entry for key, entry in found.items() if key not in shared}


@cache
def _territories() -> dict[str, str]:
    # The plain table is enough; babel.Locale would load plural rules and parsers as well.
    from babel.localedata import load

    table = load("zh_Hant_TW")["territories"]
    names = {code: str(table[code]) for code in sorted(ISO_COUNTRIES) if code in table}
    return names | {"TW": "臺灣", "HK": "香港", "MO": "澳門", "PS": "巴勒斯坦"}


@cache
def _codes() -> dict[str, str]:
    return {folded(name): code for code, name in _territories().items()}
