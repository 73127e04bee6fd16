"""Check words against the lists: slips of the pen, forms of characters, and mainland terms.

Mainland terms and forms may stand in quotations and titles; a slip may not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.errors import Severity, Words
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge, Word
from briefgen.proof.likely import between_words
from briefgen.proof.text import Paragraph, Text

REASONS: dict[str, Words] = {
    "形": Words("字形相近而誤", "a look-alike character"),
    "音": Words("字音相同或相近而誤", "a character of the same sound"),
    "成": Words("成語用字有誤", "the idiom is written otherwise"),
    "脫": Words("似有漏字", "a character seems to be missing"),
    "衍": Words("似有多餘或錯置的字", "a character is too many or misplaced"),
    "轉": Words("簡繁轉換軟體誤改的用詞", "a converter has put the wrong word"),
    "簡": Words("殘留的簡化字", "a simplified character has been left"),
    "統": Words("依法律統一用字表等，通行寫法不同", "the standard form is another"),
    "陸": Words("大陸用語，臺灣通行的說法不同", "a mainland term; Taiwan says it otherwise"),
    "自": Words("本工作區的用語表另有規定", "the workspace's own word list says otherwise"),
}
SAFE = frozenset("轉統簡")


def slips(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find wrong characters, missing and surplus ones, and what converters leave."""
    return _listed(text, knowledge.words("slips"), "slip", knowledge)


def forms(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find forms of characters and words that official writing has unified."""
    return _listed(text, knowledge.words("forms"), "form", knowledge)


def terms(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find mainland terms outside quotations and titles, and what the workspace does not want."""
    yield from _listed(text, knowledge.own, "wording", knowledge)
    yield from _listed(text, knowledge.words("wording"), "wording", knowledge)


_NAMES = {
    "形": "look-alike", "音": "sound-alike", "成": "idiom", "脫": "missing", "衍": "surplus", "轉": "converted",
    "簡": "simplified", "統": "standard", "陸": "mainland", "自": "house",
}  # fmt: skip


def _listed(text: Text, words: Iterable[Word], group: str, knowledge: Knowledge) -> Iterator[Finding]:
    whole = text.whole
    for word in words:
        if word.literal and word.literal not in whole:
            continue
        for paragraph in text.paragraphs:
            for first, end, form in word.occurrences(paragraph.text):
                if found := _judged(text, paragraph, word, (first, end), form, group, knowledge):
                    yield found


def _judged(
    text: Text,
    paragraph: Paragraph,
    word: Word,
    span: tuple[int, int],
    form: str,
    group: str,
    knowledge: Knowledge,
) -> Finding | None:
    severity = word.severity
    if paragraph.is_quoted(*span) and group != "slip" and not word.quoted:
        if group == "wording":
            return None
        severity = max(severity, Severity.INFO, key=_lightness)
    if word.pattern is None and word.code in "形音":
        # 舉挫 in 選舉挫敗, 鋒會 in 謝鋒會談: one word, or a name, ends where the next begins.
        ends = (paragraph.text[max(span[0] - size, 0) : span[0] + 1] for size in (1, 2))
        if between_words(paragraph.text, *span) or any(end in knowledge.known for end in ends):
            return None
    if any(allowed in _around(paragraph.text, span, allowed) for allowed in knowledge.allowed):
        return None
    why = REASONS[word.code]
    if word.why:
        # What a workspace gives as its reason is said in either language.
        why = Words(word.why, word.why if word.code == "自" else why.en)
    rule = f"{group}.{_NAMES[word.code]}"
    safe = group in ("form", "slip") and word.pattern is None and word.code in SAFE
    return finding(text, paragraph, span, rule, severity, why, form, safe=safe)


def _lightness(severity: Severity) -> int:
    return (Severity.ERROR, Severity.WARNING, Severity.INFO).index(severity)


def _around(text: str, span: tuple[int, int], allowed: str) -> str:
    reach = len(allowed)
    return text[max(span[0] - reach, 0) : span[1] + reach]
