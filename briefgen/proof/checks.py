"""The checks, by name, and the one function that runs them.

A check takes a Text and what is known, and yields findings.  To add one: write it in
a module of this room, and list it in CHECKS.  Each finding's rule is `group.name`; a
rule, a group, or a check's own name here can be switched off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from briefgen.errors import Words
from briefgen.model import DateWindow, Registers
from briefgen.proof import (
    brackets,
    characters,
    confusable,
    consistency,
    counting,
    doubling,
    figures,
    grammar,
    homophones,
    likely,
    marks,
    names,
    near,
    notes,
    offices,
    persons,
    places,
    sourced,
    sources,
    spaces,
    structure,
    switching,
    time,
    wording,
)
from briefgen.proof.finding import Finding, settled
from briefgen.proof.knowledge import Knowledge, Wording
from briefgen.proof.text import Text, matches

Check = Callable[[Text, Knowledge], Iterable[Finding]]


def _switches(text: Text, knowledge: Knowledge) -> Iterable[Finding]:
    return switching.switches(text, CHECKS)


CHECKS: dict[str, Check] = {
    "time": time.time,
    "source-years": sourced.source_years,
    "older-sources": sourced.older_sources,
    "sources": sources.sources,
    "notes": notes.notes,
    "source-notation": sources.notation,
    "cited-days": figures.cited_days,
    "figures": figures.figures,
    "counts": counting.counts,
    "years": figures.years,
    "latin-names": names.latin,
    "transliterations": names.transliterations,
    "glosses": names.gloss_once,
    "offices": offices.offices,
    "names-one-off": offices.one_off,
    "names-near": near.near,
    "names-persons": persons.persons,
    "names-homophones": homophones.homophones,
    "names-short": homophones.short_names,
    "countries": places.countries,
    "slips": wording.slips,
    "confusable": confusable.confusable,
    "likely": likely.likely,
    "forms": wording.forms,
    "terms": wording.terms,
    "grammar": grammar.grammar,
    "characters": characters.characters,
    "doubled": doubling.doubled,
    "stuttered": doubling.stuttered,
    "tai": characters.forms_of_tai,
    "brackets": brackets.brackets,
    "punctuation": marks.punctuation,
    "spaces": spaces.spaces,
    "lines": spaces.lines,
    "numbering": structure.numbering,
    "items": structure.items,
    "heading-depths": structure.depths,
    "ends": structure.ends,
    "key-points": structure.key_points,
    "consistency": consistency.consistency,
    "switches": _switches,
}


def unknown_rule(name: str) -> Words | None:
    """Say of a name to switch off that it is no rule, group or check; None where it is one."""
    return switching.unknown(name, CHECKS)


def proof(
    text: Text,
    registers: Registers,
    *,
    window: DateWindow | None = None,
    off: Iterable[str] = (),
    wording: Sequence[Wording] = (),
) -> tuple[Finding, ...]:
    """Give everything doubtful in a text, in order of place.

    `off` names rules (`marks.space`), groups (`marks`) or checks (`spaces`) to leave out;
    comments in the text do the same.  `wording` is what the workspace says of words.
    """
    return proof_knowing(text, Knowledge(registers=registers, window=window, wording=tuple(wording)), off=off)


def proof_knowing(text: Text, knowledge: Knowledge, *, off: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Do as `proof` does with what is known already: for many texts, what is looked up is made ready once."""
    silenced = frozenset(off)
    found = (one for name, check in CHECKS.items() if name not in silenced for one in check(text, knowledge))
    return settled(one for one in found if _wanted(one, text, silenced))


def proof_across(
    texts: Sequence[Text], registers: Registers, *, off: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Give the places where several texts together write one thing two ways."""
    silenced = frozenset(off)
    found = consistency.across(texts, Knowledge(registers=registers))
    by_file = {text.file: text for text in texts}
    return settled(one for one in found if _wanted(one, by_file[one.file], silenced))


def _wanted(one: Finding, text: Text, off: frozenset[str]) -> bool:
    return not text.switched_off(one.rule, one.line) and not any(matches(one.rule, name) for name in off)
