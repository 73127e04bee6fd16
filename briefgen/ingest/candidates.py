"""An event that the text seems to tell, for an analyst to confirm."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from briefgen.model import Mode, Registers, When
from briefgen.zh.notation import Cited


@dataclass(frozen=True, slots=True)
class Candidate:
    """One proposed event, with what it rests on.

    `date_text` are the words of the date; `forum` is the register's name of the
    meeting where it has one; `citation_text` the sources as printed (empty where
    there are none); `passage` the sentence, `line` where it begins in the file.
    `confidence` runs from 0 to 1; `uncertain` says what to look at first; `known`
    is the id of the event of the catalogue that this one already is; `document` the
    paper that is published or signed, in its marks.
    """

    id: str
    when: When
    date_text: str
    actors: tuple[str, ...]
    counterparts: tuple[str, ...]
    countries: tuple[str, ...]
    forum: str | None
    session: int | None
    mode: Mode
    place: str | None
    section: tuple[str, ...]
    sources: tuple[Cited, ...]
    citation_text: str
    passage: str
    file: str
    line: int
    confidence: float
    uncertain: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    known: str | None = None
    unregistered: tuple[str, ...] = ()
    document: str | None = None


def candidate_id(when: When, actor: str, latin: str | None, passage: str, registers: Registers) -> str:
    """Make an id from the day, the actor's Latin name and the words: the same text has the same id.

    `latin` is what the text itself gives for a name that is in no register.
    """
    mark = hashlib.sha256(f"{when}|{actor}|{passage}".encode()).hexdigest()[:8]
    return "-".join(part for part in (str(when.first), _slug(actor, latin, registers), mark) if part)


# What tells nothing about a body once its country is told: us-state, cn-foreign-affairs.
_EMPTY = frozenset(
    ("of", "the", "and", "for", "on", "in", "to", "de", "la", "s", "u", "people", "peoples", "republic", "united", "states",
     "ministry", "department", "national", "federal", "america", "china", "chinese", "russia", "russian", "japan")
)  # fmt: skip
_LONGEST = 24


def _slug(actor: str, latin: str | None, registers: Registers) -> str:
    """Give the last two words of a person's name; of a body its letters, or its country and what it is for."""
    body = registers.bodies.get(actor)
    if body is not None and body.abbreviation:
        return "-".join(_words(body.abbreviation))
    if body is not None:
        told = [word for word in _words(body.latin or "") if word not in _EMPTY]
        return "-".join([*_words(body.country or ""), *told[-2:]])[:_LONGEST].strip("-")
    person = registers.people.get(actor)
    return "-".join(_words((person.latin if person else latin) or "")[-2:])[:_LONGEST].strip("-")


def _words(latin: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", plain)
