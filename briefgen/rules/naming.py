"""Compare names by whom they mean, not by how they are written."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.model import Body, Outlet, Person, Registers
from briefgen.names import Names, country_name
from briefgen.zh.fold import fold


class Remembering(Names):
    """Names that remember what they resolved: the same few come back in event after event."""

    def __init__(self, registers: Registers) -> None:
        super().__init__(registers)
        self._resolved: dict[str, Person | Body | str | None] = {}
        self._publishers: dict[str, Outlet | None] = {}
        self._keys: dict[str, str] = {}

    def resolve(self, text: str) -> Person | Body | str | None:
        """Give the person or body a name means, or the ISO code of a country, or None."""
        if text not in self._resolved:
            self._resolved[text] = super().resolve(text)
        return self._resolved[text]

    def outlet(self, text: str) -> Outlet | None:
        """Give the outlet a name means, or None."""
        if text not in self._publishers:
            self._publishers[text] = super().outlet(text)
        return self._publishers[text]

    def key(self, text: str) -> str:
        """Give the form under which a name is compared: that of its register entry."""
        if text not in self._keys:
            self._keys[text] = fold(self.canonical(text))
        return self._keys[text]


def parties(names: Iterable[str], register: Remembering) -> frozenset[str]:
    """Give who stands behind some names: each person or body itself, and its country."""
    found: set[str] = set()
    for name in names:
        found.add(register.key(name))
        country = register.country_of(name)
        if country is not None:
            found.add(country)
    return frozenset(found)


def outlet_key(name: str, names: Remembering) -> str:
    """Give the form under which a publisher is compared."""
    outlet = names.outlet(name)
    return fold(outlet.name if outlet else name)


def shown_country(code: str) -> str:
    """Give the name of a country as a brief prints it: the mainland is 中國大陸, as officials write it."""
    return "中國大陸" if code == "CN" else country_name(code)
