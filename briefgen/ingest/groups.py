"""Remember who was named together: 兩國, 雙方 and 4國 mean them again, and 元首 their heads of state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Day

from briefgen.ingest import words
from briefgen.ingest.parties import Parties, Party
from briefgen.zh.figures import number

_OF_TWO = re.compile(
    r"(?:兩國|雙方|兩)(?:國防部|外交部|政府|海軍|空軍|陸軍|海警|空天軍|軍隊|軍機|軍方|軍艦|軍)(?!事)"
)
_OF_SEVERAL = re.compile(
    rf"(?P<n>[3-9三四五六七八九])國(?:{words.BODIES}|海軍|空軍|[外防財]長|領[導袖]人?|元首|代表|官員)?"
)
_SEVERAL = re.compile(r"雙方|兩人|二人|兩造|三方|三國|三人")
_SOON = 2


class Groups:
    """Those who acted together, as one text goes on."""

    def __init__(self) -> None:
        self._two: tuple[Party, ...] = ()
        self._headed: tuple[Party, ...] = ()
        self._group: tuple[Party, ...] = ()
        self._since = 0
        self._blocs: list[tuple[Party, ...]] = []

    def new_section(self, named: Sequence[Sequence[Party]]) -> None:
        """Forget who acted together; `named` are those of the heading, then of the headings above it."""
        self._group = ()
        self.pair_of(named[0])
        told = [{p.name: p for p in parties if p.sort == "country"} for parties in named]
        self._headed = next((tuple(pair.values()) for pair in told if len(pair) == 2), ())

    def pair_of(self, parties: Sequence[Party]) -> None:
        """Remember the two countries that are named, where there are two."""
        countries = {p.name: p for p in parties if p.sort == "country"}
        if len(countries) == 2:
            self._two = tuple(countries.values())

    def remember(self, found: tuple[Party, ...]) -> None:
        """Remember who acted in one clause."""
        self.pair_of(found)
        if len(found) > 2 and all(p.sort == "country" for p in found):
            self._blocs.append(found)
        if len(found) > 1:
            self._group, self._since = found, 0
        else:
            self._since += 1

    def meant(self, text: str, last: tuple[Party, ...]) -> tuple[Party, ...]:
        """Read 兩國海軍, 4國外長 and 雙方 at the head of a clause; `last` acted last."""
        if _OF_TWO.match(text):
            return self._two
        if many := _OF_SEVERAL.match(text):
            return next((g for g in reversed(self._blocs) if len(g) == number(many["n"])), ())
        several = _SEVERAL.match(text)
        least = 3 if several and several[0].startswith("三") else 2
        acted = {party.name for party in self._group}
        apart = not all(party.name in acted for party in last)
        soon = self._since < _SOON and len(self._group) >= least
        if several and apart and soon:
            return self._group
        return self._headed if several and several[0] == "雙方" and apart else ()


def heads_of(countries: tuple[Party, ...], day: Day, parties: Parties) -> tuple[Party, ...]:
    """Give the heads of state of some countries on that day, where the register has them all."""
    people = parties.names.registers.people.values()
    heads = [
        next((p for p in people if p.rank == 1 and p.country == c.country and p.office_on(day)), None)
        for c in countries
    ]
    return tuple(parties.named(head.name) for head in heads if head) if all(heads) else ()


def heads_named(text: str, countries: set[str | None], parties: Parties) -> tuple[Party, ...]:
    """Give the persons of some countries that a text names, where there is one of more than one country."""
    persons = [p for p in parties.find(text[:120]) if p.sort == "person" and p.country in countries]
    unique = {p.name: p for p in persons}
    return tuple(unique.values()) if len({p.country for p in unique.values()}) > 1 else ()
