"""Find names of persons in characters of the same sound (王義 for 王毅), and short names as the mainland has them (克里).

Two characters may be anything: they are a name where an office stands before them, or where
the text has the person by the right name, and where what follows is no part of a longer name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.errors import Severity, Words
from briefgen.proof.characters import standard
from briefgen.proof.confusable import alike
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import Paragraph, Text

_OFFICE = re.compile(
    r"(?:總統|主席|總理|首相|國務卿|部長|外長|特使|大使|代表|議員|議長|顧問|主任|委員|將軍|司令|發言人|書記|總書記|次長)$"
)
_BEHIND = re.compile(
    r"[與和同及在於將也則即並曾]|[說稱表訪會赴出參指批強呼抵應宣籲重要致][\u3400-\u9fff]|[\d（(，。、；]|$"
)


def written(text: Text) -> tuple[list[tuple[Paragraph, str]], str]:
    """Give the prose in Taiwan's characters, one for one (奥巴马 is 奧巴馬): by paragraph, and whole."""
    pairs = [(paragraph, "".join(map(standard, paragraph.text))) for paragraph in text.prose()]
    return pairs, "\n".join(words for _, words in pairs)


def homophones(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find names of two characters whose second is another of the same sound."""
    pairs, whole = written(text)
    for name in sorted({one.name for one in knowledge.people if len(one.name) == 2 and one.name[0] in whole}):
        for wrong in sorted(name[0] + char for char in alike(name[1]).sound):
            if wrong not in whole or wrong in knowledge.known:
                continue
            for paragraph, words in pairs:
                for span in _alone(words, wrong, name in whole):
                    # In characters that are not Taiwan's, the name goes before each of its characters.
                    sure = name in whole or not paragraph.text.startswith(wrong, span[0])
                    severity = Severity.ERROR if sure else Severity.WARNING
                    why = Words(f"是不是「{name}」？字音相同", f"is it {name}? It sounds the same")
                    yield finding(text, paragraph, span, "names.near", severity, why, name)


def short_names(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find short mainland names of persons, once an office or a gloss shows that one is a name."""
    pairs, whole = written(text)
    for one in knowledge.people:
        for form in one.others:
            if len(form) != 2 or form not in whole or form in one.name:
                continue
            glossed = re.search(rf"{form}[（(]{re.escape(one.latin)}[）)]", whole) if one.latin else None
            named = glossed or any(True for _, words in pairs for _ in _alone(words, form, False))
            for paragraph, words in pairs if named else ():
                for span in _alone(words, form, True):
                    if not paragraph.is_quoted(*span):
                        why = Words(f"臺灣通用譯名是「{one.name}」", f"Taiwan writes {one.name}")
                        yield finding(
                            text, paragraph, span, "names.mainland", Severity.WARNING, why, one.name
                        )


def _alone(words: str, name: str, known: bool) -> Iterator[tuple[int, int]]:
    """Give where two characters are a name: behind an office, or where that is `known`, behind no other word."""
    for match in re.finditer(re.escape(name), words):
        before = words[: match.start()]
        if not _BEHIND.match(words, match.end()):
            continue
        if _OFFICE.search(before[-4:]) or (
            known and re.search(r"(?:^|[，。；、：（「與和同及對])$", before[-1:])
        ):
            yield match.span()
