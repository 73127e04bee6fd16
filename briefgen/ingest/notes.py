"""Find what a footnote tells besides its sources: sentences of its own, which may tell events.

A sentence that cites something is a source, however its title runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen.ingest import words
from briefgen.ingest.passages import Passage
from briefgen.zh.sources_in_text import Known, read_note

_SENTENCE = re.compile(r"[^。；;]+[。；;]?")
_VERB = re.compile(words.VERBS)
_TITLE = re.compile(r"[〈《](?:[^〉》]*)[〉》]，")
_LEAST = 12


def explained(passage: Passage, notes: Mapping[str, Passage], known: Known) -> Iterator[Passage]:
    """Give the footnotes that a passage calls, each with its explaining sentences; none where it only cites."""
    for offset, label in passage.calls:
        note = notes.get(label)
        if note is None:
            continue
        kept = "".join(_kept(match[0], known) for match in _SENTENCE.finditer(note.text))
        if kept.strip():
            line = passage.line_at(max(offset - 1, 0))
            starts = tuple((at, own or line) for at, own in note.starts) or ((0, line),)
            yield replace(note, text=kept, kind="paragraph", starts=starts, section=passage.section, calls=())


def _kept(sentence: str, known: Known) -> str:
    """Give a sentence that tells something, and blanks for one that cites or is only a few words."""
    tells = (
        len(sentence) >= _LEAST
        and _VERB.search(sentence)
        and not _TITLE.search(sentence)
        and not read_note(sentence, known)
    )
    return sentence if tells else " " * len(sentence)
