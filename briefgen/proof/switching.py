"""The names of the rules, and the check that a name by which one is switched off is one of them.

A rule that is added somewhere is added to RULES; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from briefgen.errors import Severity, Words, nearest
from briefgen.proof.finding import Finding
from briefgen.proof.text import Text

_NAMES = {
    "characters": "broken compatibility doubled form invisible rare tai width",
    "consistency": "form name numerals range tai",
    "figures": "count date money no-day percent relative-year roc sum thousands twice unit year",
    "form": "standard",
    "grammar": "count missing-zai missing-zhong twice",
    "marks": "dash doubled ellipsis gloss half-bracket half-width line-edge misplaced mixed-pair nesting quotes space"
    " twice uneven-date uneven-spaces unpaired wrong",
    "names": "country latin latin-in-text mainland missing-gloss near no-chinese no-office office one-off register second-gloss"
    " two-forms",
    "slip": "confusable converted idiom look-alike missing simplified sound-alike standard surplus",
    "sources": "missing no-note no-such-day notation outlet unused-note",
    "structure": "heading-end key-point level note number paragraph-end",
    "switch": "unknown",
    "time": "before-event late-source month no-such-day outside reversed source-year weekday",
    "wording": "house mainland",
}
RULES: frozenset[str] = frozenset(
    f"{group}.{name}" for group, names in _NAMES.items() for name in names.split()
)
GROUPS: frozenset[str] = frozenset(_NAMES)


def unknown(name: str, checks: Collection[str]) -> Words | None:
    """Say of a name that it is no rule, group or check, with the one that may be meant; None where it is one."""
    known = {"all", *RULES, *GROUPS, *checks}
    if name in known:
        return None
    guess = nearest(name, sorted(known))
    meant = Words(f"，是不是「{guess}」？", f"; did you mean {guess!r}?") if guess else Words("", "")
    return Words(f"沒有「{name}」這條規則{meant.zh}", f"there is no rule {name!r}{meant.en}")


def switches(text: Text, checks: Collection[str]) -> Iterator[Finding]:
    """Find comments that switch off what is no rule: they do nothing."""
    for switch in text.switches:
        why = unknown(switch.rule, checks)
        if why is not None:
            yield Finding(
                text.file, switch.line, switch.column, switch.rule, "", "switch", Severity.WARNING, "switch.unknown", why
            )  # fmt: skip
