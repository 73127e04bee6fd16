"""Find two characters that one exchange makes a word, where the text then reads much better: 營照 for 營造, 脅威 for 威脅.

A run of characters is read as the cheapest row of words: those of the reports' own
vocabulary cost least, other words that ICU's dictionary of word breaks knows more, a
character alone most.  (That dictionary holds Japanese words too: it only says that two
characters may be a word, and what it turns about of our own is none.)  What an exchange
(`confusable.alike`), or a turn of the two, saves against that reading says how sure the
slip is.  To teach a word that is right: `words/plain.tsv`, or an
entry without `write` in a workspace's `seeds/wording.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from briefgen.errors import Severity, Words
from briefgen.proof.confusable import ALONE, ENDS, OFTEN, ROOTS, alike, frequent, plain_words, vocabulary
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import Paragraph, Text

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LONGEST = 7
_FREQUENT, _OWN, _KNOWN = 5.0, 6.5, 8.0
_GRAMMAR, _ROOT, _ODD = 4.5, 6.0, 7.5

# A word that only nearly sounds the same, and two characters turned about, are less likely meant.
_NEARLY, _TURN = 1.5, 1.0

WARN, WARN_ALONE, TELL = 4.0, 6.0, 3.0
"""What an exchange saves for a warning, for one in the place of a character of grammar, and to be told for information."""

# What hardly anyone writes for something else, or what makes a phrase with any word: grammar, numbers, years.
_NEVER = frozenset("的了得於不勿莫非無為與和及一二三四五六七八九十百千萬億兆兩半年月日時上下台臺習李拜")
_GRAMMAR_ALONE = frozenset(
    "的之所其此該本各每某這那哪我你他她它們的得地了著過和與及或而且但則因為以由於在自從到至往向對把被將使讓令給比跟同"
    "是有無非不未已曾正就才只僅均皆都也亦又再更最極甚較很太頗略尚仍還另數餘約逾達第首"
    "美中英法德俄日韓印澳歐"
)
# Characters of foreign names: beside one of them, two characters are rather a part of such a name.
_FOREIGN = frozenset("斯爾蒂姆魯仕倫洛娜琳莎茲茨柯敦杜詹岡葛萊喬瑞賓弗奈妮薩瑪默帕尼甸坦寮")

SOUND = Words("字音相同或相近而誤？", "a character of the same sound?")
SHAPE = Words("字形相近而誤？", "a look-alike character?")
TURNED = Words("兩字顛倒？", "two characters in the wrong order?")


def likely(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find pairs of characters that are a word with one of them exchanged, or turned about."""
    runs = {run for paragraph in text.paragraphs for run in _RUN.findall(paragraph.text)}
    lexicon = _Lexicon(knowledge, _names(text), runs)
    for paragraph in text.paragraphs:
        for run in _RUN.finditer(paragraph.text):
            for slip in lexicon.slips(run[0]):
                if _may_be(slip, run[0], text, knowledge):
                    yield _told(text, paragraph, run.start(), slip)


def between_words(words: str, first: int, end: int) -> bool:
    """Two characters are the end of one word and the beginning of the next: 舉挫 in 選舉挫敗."""
    return (
        end - first == 2
        and _is_word(words[max(first - 1, 0) : end - 1])
        and _is_word(words[end - 1 : end + 1])
    )


def _is_word(pair: str) -> bool:
    return len(pair) == 2 and (pair in vocabulary() or bool(_words_among((pair,))))


@dataclass(frozen=True, slots=True)
class Slip:
    """Two characters of a run, from `at`, the word they may be, and what it saves to read it."""

    at: int
    wrong: str
    right: str
    saved: float


def _told(text: Text, paragraph: Paragraph, start: int, slip: Slip) -> Finding:
    span = (start + slip.at, start + slip.at + 2)
    wrong = {a for a, b in zip(slip.wrong, slip.right, strict=True) if a != b}
    # A character of grammar often stands beside another one by right.
    enough = WARN_ALONE if wrong & _GRAMMAR_ALONE else WARN
    severity = Severity.WARNING if slip.saved >= enough else Severity.INFO
    if slip.wrong == slip.right[::-1]:
        why = TURNED
    else:
        at = 0 if slip.wrong[0] != slip.right[0] else 1
        why = SHAPE if slip.right[at] in alike(slip.wrong[at]).shape else SOUND
    return finding(text, paragraph, span, "slip.confusable", severity, why, slip.right)


def _may_be(slip: Slip, run: str, text: Text, knowledge: Knowledge) -> bool:
    """It is no part of a name, no phrase of grammar or numbers, and not written twice."""
    changed = {
        char for pair in zip(slip.wrong, slip.right, strict=True) if pair[0] != pair[1] for char in pair
    }
    around = run[max(slip.at - 1, 0) : slip.at + 3]
    return (
        slip.saved >= TELL
        and _NEVER.isdisjoint(changed)
        and _FOREIGN.isdisjoint(around)
        and slip.wrong[1] not in "號級艦輪"
        and slip.wrong not in knowledge.allowed
        and text.whole.count(slip.wrong) == 1
    )


def _words_among(pieces: Iterable[str]) -> frozenset[str]:
    """Give the words of more than one character that ICU reads in pieces of text."""
    from icu4py.breakers import WordBreaker  # 33 MB of tables: for who proofreads only

    return frozenset(
        word
        for word in WordBreaker("\n".join(sorted(pieces)), "zh_TW")
        if len(word) >= 2 and word[::-1] not in vocabulary()
    )


@lru_cache(maxsize=2)
def _own_costs(knowledge: Knowledge) -> Mapping[str, float]:
    """Give what the words cost that are known whatever the text."""
    return dict.fromkeys(plain_words(knowledge), _OWN) | dict.fromkeys(frequent(), _FREQUENT)


@cache
def _meant() -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """Give the words that a slip may be meant for: what stands behind a character, and before one."""
    behind: dict[str, str] = {}
    before: dict[str, str] = {}
    for word in vocabulary():
        if len(word) == 2:
            first, second = word[0], word[1]
            behind[first] = behind.get(first, "") + second
            before[second] = before.get(second, "") + first
    return (
        {char: frozenset(others) for char, others in behind.items()},
        {char: frozenset(others) for char, others in before.items()},
    )


_NONE: frozenset[str] = frozenset()


class _Lexicon:
    """Words with what each costs, to read runs of characters with."""

    def __init__(self, knowledge: Knowledge, names: Iterable[str], runs: Iterable[str]) -> None:
        pairs = {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
        self._own = _own_costs(knowledge)
        self._others = dict.fromkeys(_words_among({*runs, *pairs}), _KNOWN) | dict.fromkeys(names, _OWN)

    def slips(self, run: str) -> Iterator[Slip]:
        """Give for each two characters of a run the exchange that saves most."""
        words = self._words(run)
        front, back = _least(run, words, turned=False), _least(run, words, turned=True)
        behind, before = _meant()
        for at in range(len(run) - 1):
            left, right = run[at], run[at + 1]
            meant = {
                left + char: self._extra(right, char) for char in behind.get(left, _NONE) & alike(right).any
            }
            for char in before.get(right, _NONE) & alike(left).any:
                meant[char + right] = self._extra(left, char)
            if left != right and right + left in vocabulary():
                meant[right + left] = _TURN
            if meant:
                costs = {word: self._own[word] + extra for word, extra in meant.items()}
                best = min(costs, key=lambda word: (costs[word], word))
                rest = front[-1] - front[at] - back[len(run) - at - 2]
                yield Slip(at, left + right, best, rest - costs[best])

    def _words(self, run: str) -> list[tuple[int, int, float]]:
        """Give the words that stand in a run: from, up to, and what each costs."""
        return [
            (first, end, cost)
            for first in range(len(run) - 1)
            for end in range(first + 2, min(first + _LONGEST, len(run)) + 1)
            if (cost := self._cost(run[first:end])) is not None
        ]

    def _cost(self, word: str) -> float | None:
        return self._own.get(word) or self._others.get(word)

    @staticmethod
    def _extra(wrong: str, right: str) -> float:
        return 0.0 if right in alike(wrong).either else _NEARLY


def _least(run: str, words: Iterable[tuple[int, int, float]], *, turned: bool) -> list[float]:
    """Give what the first n characters cost, or the last n where it is `turned`."""
    size = len(run)
    ending: dict[int, list[tuple[int, float]]] = {}
    for first, end, cost in words:
        here, there = (size - first, size - end) if turned else (end, first)
        ending.setdefault(here, []).append((there, cost))
    least = [0.0]
    for end in range(1, size + 1):
        char = run[size - end] if turned else run[end - 1]
        best = least[end - 1] + _alone(char)
        for first, cost in ending.get(end, ()):
            best = min(best, least[first] + cost)
        least.append(best)
    return least


@cache
def _alone(char: str) -> float:
    if char in ALONE:
        return _GRAMMAR
    return _ROOT if char in OFTEN or char in ENDS or char in ROOTS else _ODD


_GLOSSED = re.compile(r"([\u4e00-\u9fff‧·]{2,8})[（(][A-ZÀ-Þ]")
_TITLED = re.compile(
    r"(?:總統|總理|首相|主席|部長|外長|大使|議長|議員|司令|將軍|上將|書記|國務卿|助卿|發言人|主任|院長|教授|研究員|代表|大臣|署長|局長|處長|秘書長|顧問|次長|長官|參謀長|記者|委員)([\u4e00-\u9fff]{2,3})"
)


def _names(text: Text) -> Iterator[str]:
    """Give what may be names in this text: the ends of what has a gloss, and what follows an office."""
    for match in _GLOSSED.finditer(text.whole):
        for size in range(2, len(match[1]) + 1):
            yield match[1][-size:]
    for match in _TITLED.finditer(text.whole):
        yield match[1]
        yield match[1][:2]
