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
    is the id of the event of the catalogue that this one already is.
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


def candidate_id(when: When, actor: str, passage: str, registers: Registers) -> str:
    """Make an id from the day, the actor's Latin name and the words: the same text has the same id."""
    person = registers.people.get(actor)
    body = registers.bodies.get(actor)
    latin = (person.latin if person else None) or ((body.abbreviation or body.latin) if body else None) or ""
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain)[-2:])[:24]
    mark = hashlib.sha256(f"{when}|{actor}|{passage}".encode()).hexdigest()[:8]
    return "-".join(part for part in (str(when.first), slug, mark) if part)
