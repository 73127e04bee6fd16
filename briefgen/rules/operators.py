"""Compare what an event holds with what a clause asks for.

An operator takes what was Seen of the event and what is Wanted by the clause, and
says whether they agree.  To add one: write it here, list it in OPERATORS, and
give it its two sentences in `wording.py`.  What stands there in Chinese is its entry
in the reference and in the schema of the rule language.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from briefgen.errors import Words
from briefgen.model import When
from briefgen.rules.language import Wanted

if TYPE_CHECKING:
    import re

PATTERN_LENGTH = 500
PATTERN_STEPS = 4000
"""Instructions of a compiled pattern: each may be taken at every byte of a text; `.{0,400}` has 3,600."""


class Kind(StrEnum):
    """What sort of values a field has, which decides the operators it takes."""

    CODE = "code"
    NAME = "name"
    LABEL = "label"
    NUMBER = "number"
    LEVEL = "level"
    DAY = "day"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a field of one event holds.

    `shown` is for people; `keys` are compared as a set; `texts` are folded texts
    to search; `number` is a count or level; `when` are days; `parties` are the
    persons, bodies and countries that stand behind the names of each side.
    """

    shown: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()
    texts: tuple[str, ...] = ()
    number: int = 0
    when: When | None = None
    parties: tuple[tuple[str, frozenset[str]], ...] = ()


def is_(seen: Seen, wanted: Wanted) -> bool:
    """The value is this one; of several values, one is."""
    return not seen.keys.isdisjoint(wanted.keys)


def not_(seen: Seen, wanted: Wanted) -> bool:
    """The value is not this one; of several values, none is.  An empty field is not it either."""
    return seen.keys.isdisjoint(wanted.keys)


def any_of(seen: Seen, wanted: Wanted) -> bool:
    """At least one of the wanted values is there."""
    return not seen.keys.isdisjoint(wanted.keys)


def all_of(seen: Seen, wanted: Wanted) -> bool:
    """All the wanted values are there; others may be."""
    return wanted.keys <= seen.keys


def none_of(seen: Seen, wanted: Wanted) -> bool:
    """None of the wanted values is there; an empty field holds none."""
    return seen.keys.isdisjoint(wanted.keys)


def exists(seen: Seen, wanted: Wanted) -> bool:
    """The field is filled in (`true`), or is not (`false`)."""
    return bool(seen.shown) is wanted.flag


def at_least(seen: Seen, wanted: Wanted) -> bool:
    """The number or level is this or higher."""
    return seen.number >= wanted.low


def at_most(seen: Seen, wanted: Wanted) -> bool:
    """The number or level is this or lower."""
    return seen.number <= wanted.high


def between(seen: Seen, wanted: Wanted) -> bool:
    """The number, level or day is between the two, both included."""
    if seen.when is not None:
        return on(seen, wanted)
    return wanted.low <= seen.number <= wanted.high


def before(seen: Seen, wanted: Wanted) -> bool:
    """It was over before that day or period began, or may have been where its day is not known."""
    when = seen.when
    return when is not None and (when.last if _exact(when) else when.first) < wanted.span.first


def after(seen: Seen, wanted: Wanted) -> bool:
    """It began after that day or period was over, or may have where its day is not known."""
    when = seen.when
    return when is not None and (when.first if _exact(when) else when.last) > wanted.span.last


def on(seen: Seen, wanted: Wanted) -> bool:
    """Some day of it falls on that day or in that period, or may do so."""
    return seen.when is not None and seen.when.overlaps(wanted.span)


def contains(seen: Seen, wanted: Wanted) -> bool:
    """The words are there; of several, all of them."""
    return all(_found(forms, seen.texts) for forms in wanted.words)


def contains_any(seen: Seen, wanted: Wanted) -> bool:
    """At least one of the words is there."""
    return any(_found(forms, seen.texts) for forms in wanted.words)


def matches(seen: Seen, wanted: Wanted) -> bool:
    """A regular expression (RE2) is found in the text, whatever the text's length in linear time."""
    from briefgen.zh.fold import fold_for_pattern

    pattern = compiled(wanted.pattern)
    return any(pattern.search(fold_for_pattern(text)) is not None for text in seen.texts)


def same_party_as(seen: Seen, wanted: Wanted) -> bool:
    """One of them is, or belongs to the same country as, one of the names given or of the other side."""
    sides = dict(seen.parties)
    others = sides[wanted.side] if wanted.side else wanted.keys
    return not sides[""].isdisjoint(others)


def found_words(seen: Seen, wanted: Wanted) -> tuple[str, ...]:
    """Give those of the words looked for that are there, as the rule writes them."""
    return tuple(
        word for word, forms in zip(wanted.written, wanted.words, strict=False) if _found(forms, seen.texts)
    )


Values = Literal["one", "many", "flag", "number", "range", "days", "pattern", "words", "parties"]


@dataclass(frozen=True, slots=True)
class Operator:
    """A comparison, the kinds of field it takes, the shape of its values, and when it holds, in Chinese."""

    test: Callable[[Seen, Wanted], bool]
    kinds: frozenset[Kind]
    values: Values
    zh: str

    @property
    def words(self) -> Words:
        """When it holds, in one sentence."""
        return Words(self.zh, (self.test.__doc__ or "").strip())


_SETS = frozenset({Kind.CODE, Kind.NAME, Kind.LABEL, Kind.NUMBER, Kind.LEVEL})
_TEXTS = frozenset({Kind.PROSE, Kind.LABEL, Kind.NAME})
_COUNTS = frozenset({Kind.NUMBER, Kind.LEVEL})
_DAYS = frozenset({Kind.DAY})
_SIDES = frozenset({Kind.NAME})

OPERATORS: dict[str, Operator] = {
    "is": Operator(is_, _SETS, "one", "就是這個值；欄位有多值時，其中一個是"),
    "not": Operator(not_, _SETS, "one", "不是這個值；有多值時，一個也不是（空的也算不是）"),
    "any_of": Operator(any_of, _SETS, "many", "至少有所列的一個"),
    "all_of": Operator(all_of, _SETS, "many", "所列的全都有，可以還有別的"),
    "none_of": Operator(none_of, _SETS, "many", "所列的一個也沒有（空的也算沒有）"),
    "exists": Operator(exists, frozenset(Kind), "flag", "有填（true）或沒填（false）"),
    "at_least": Operator(at_least, _COUNTS, "number", "數字或程度在此以上"),
    "at_most": Operator(at_most, _COUNTS, "number", "數字或程度在此以下"),
    "between": Operator(between, _COUNTS | _DAYS, "range", "在兩者之間，含兩端"),
    "before": Operator(before, _DAYS, "days", "在那日或那段期間之前結束"),
    "after": Operator(after, _DAYS, "days", "在那日或那段期間之後開始"),
    "on": Operator(on, _DAYS, "days", "有一天落在那日或那段期間"),
    "contains": Operator(contains, _TEXTS, "words", "有這些字詞，全部都要有"),
    "contains_any": Operator(contains_any, _TEXTS, "words", "有所列字詞的任一個"),
    "matches": Operator(matches, _TEXTS, "pattern", "合乎正規表示式（RE2）"),
    "same_party_as": Operator(same_party_as, _SIDES, "parties", "與所列名稱或另一方同一人、同一組織或同一國"),
}


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a regular expression for linear-time matching; re2.error where it is none."""
    import re2  # type: ignore[import-untyped]

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.never_capture = True  # A yes or no is asked for; where groups begin and end costs far more.
    options.max_mem = 8 << 20
    found: re.Pattern[str] = re2.compile(pattern, options)
    return found


def _found(forms: tuple[str, ...], texts: tuple[str, ...]) -> bool:
    for text in texts:
        for form in forms:
            if form in text and (not form.isascii() or _stands_alone(form, text)):
                return True
    return False


def _stands_alone(form: str, text: str) -> bool:
    """A Latin word is there as a word: UN is not in FUND."""
    start = text.find(form)
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(form) : start + len(form) + 1]
        if not _joins(before, form[0]) and not _joins(form[-1], after):
            return True
        start = text.find(form, start + 1)
    return False


def _joins(one: str, other: str) -> bool:
    return one.isascii() and one.isalpha() and other.isascii() and other.isalpha()


def _exact(when: When) -> bool:
    return when.precision == "day"
