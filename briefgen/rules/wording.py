"""Say what a clause found, in a sentence that can be sent up.

Each operator has two sentences, one for a clause that held and one for a clause
that did not.  `{field}` is the field, `{wanted}` what the rule asks for, `{seen}`
what the event holds, `{found}` the wanted values that are there, `{missing}`
those that are not.  To add an operator, add its line to SENTENCES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from briefgen.errors import Lang, Words
from briefgen.model import When
from briefgen.rules.fields import FIELDS, Field
from briefgen.rules.language import Clause
from briefgen.rules.naming import shown_country
from briefgen.rules.operators import OPERATORS, Kind, Seen, found_words
from briefgen.zh.dates import when_words

SHOWN_VALUES = 4


@dataclass(frozen=True, slots=True)
class Sentences:
    """What to say of a clause that held, and of one that did not."""

    held: Words
    failed: Words


_HAS = Words("{field}含{found}", "{field} include {found}")
_LACKS = Words("{field}不含{wanted}", "{field} do not include {wanted}")
_IS = Words("{field}為{seen}", "{field} is {seen}")
_IS_NOT = Words("{field}不是{either}", "{field} is not {either}")
_MENTIONS = Words("{field}提及{found}", "{field} mentions {found}")
_DOES_NOT_MENTION = Words("{field}未提及{missing}", "{field} does not mention {missing}")

SENTENCES: dict[str, Sentences] = {
    "is": Sentences(_HAS, _LACKS),
    "not": Sentences(_LACKS, _HAS),
    "any_of": Sentences(_HAS, _LACKS),
    "all_of": Sentences(_HAS, Words("{field}缺{missing}", "{field} lack {missing}")),
    "none_of": Sentences(_LACKS, _HAS),
    "exists": Sentences(_IS, _IS),
    "at_least": Sentences(
        Words("{field}為{seen}，達{wanted}", "{field} is {seen}, at least {wanted}"),
        Words("{field}為{seen}，未達{wanted}", "{field} is {seen}, less than {wanted}"),
    ),
    "at_most": Sentences(
        Words("{field}為{seen}，不超過{wanted}", "{field} is {seen}, at most {wanted}"),
        Words("{field}為{seen}，超過{wanted}", "{field} is {seen}, more than {wanted}"),
    ),
    "between": Sentences(
        Words("{field}為{seen}，在{wanted}之間", "{field} is {seen}, between {wanted}"),
        Words("{field}為{seen}，不在{wanted}之間", "{field} is {seen}, not between {wanted}"),
    ),
    "before": Sentences(
        Words("{field}{seen}早於{wanted}", "{field} {seen} is before {wanted}"),
        Words("{field}{seen}不早於{wanted}", "{field} {seen} is not before {wanted}"),
    ),
    "after": Sentences(
        Words("{field}{seen}晚於{wanted}", "{field} {seen} is after {wanted}"),
        Words("{field}{seen}不晚於{wanted}", "{field} {seen} is not after {wanted}"),
    ),
    "on": Sentences(
        Words("{field}{seen}在{wanted}之內", "{field} {seen} is on {wanted}"),
        Words("{field}{seen}不在{wanted}之內", "{field} {seen} is not on {wanted}"),
    ),
    "contains": Sentences(_MENTIONS, _DOES_NOT_MENTION),
    "contains_any": Sentences(_MENTIONS, _DOES_NOT_MENTION),
    "matches": Sentences(
        Words("{field}符合樣式{wanted}", "{field} matches {wanted}"),
        Words("{field}不符樣式{wanted}", "{field} does not match {wanted}"),
    ),
    "same_party_as": Sentences(
        Words("{field}與{wanted}同屬一方", "{field} are of one party with {wanted}"),
        Words("{field}與{wanted}不屬同一方", "{field} are not of one party with {wanted}"),
    ),
}
_OF_ONE_VALUE = {"is": Sentences(_IS, _IS_NOT), "any_of": Sentences(_IS, _IS_NOT),
                 "not": Sentences(_IS_NOT, _IS), "none_of": Sentences(_IS_NOT, _IS)}  # fmt: skip

VALUES: dict[str, Words] = {
    "visit": Words("訪問", "visit"), "meeting": Words("會晤", "meeting"),
    "video": Words("視訊", "video meeting"), "call": Words("通話", "call"),
    "speech": Words("演說", "speech"), "letter": Words("信函", "letter"),
    "statement": Words("聲明", "statement"), "document": Words("文件", "document"),
    "sanction": Words("制裁", "sanction"), "conference": Words("會議", "conference"),
    "exercise": Words("演習", "exercise"), "other": Words("其他", "other"),
    "none": Words("無", "none"), "mentioned": Words("提及", "mentioned"), "direct": Words("直接", "direct"),
    "organisation": Words("國際組織", "organisation"), "forum": Words("多邊論壇", "forum"),
    "treaty": Words("條約", "treaty"), "initiative": Words("倡議", "initiative"),
    "government": Words("政府", "government"), "ministry": Words("部會", "ministry"),
    "legislature": Words("國會", "legislature"), "alliance": Words("同盟", "alliance"),
    "company": Words("企業", "company"), "official": Words("官方", "official"),
    "agency": Words("通訊社", "agency"), "newspaper": Words("報紙", "newspaper"),
    "broadcaster": Words("廣電", "broadcaster"), "magazine": Words("雜誌", "magazine"),
    "journal": Words("學刊", "journal"), "think-tank": Words("智庫", "think tank"),
    "report": Words("報告", "report"), "web": Words("網路", "web"),
}  # fmt: skip


def statement(clause: Clause, seen: Seen, held: bool) -> Words:
    """Say whether a clause held for what was seen, as one statement without a full stop."""
    field = FIELDS[clause.field]
    if not seen.shown and (not held or clause.operator == "exists"):
        return field.absent
    if clause.operator == "exists" and field.kind is Kind.PROSE:
        return Words(f"有{field.words.zh}", f"there is a {field.words.en}")
    operator = clause.operator
    sentences = SENTENCES[operator] if field.several else _OF_ONE_VALUE.get(operator, SENTENCES[operator])
    pattern = sentences.held if held else sentences.failed
    return Words(*(_filled(pattern.say(lang), clause, field, seen, lang) for lang in ("zh", "en")))


def value_words(field: Field, value: str, lang: Lang) -> str:
    """Give one value as people say it: 美國 for US, 訪問 for visit, 「臺海」 for a word."""
    if field.kind is Kind.CODE and not field.choices:
        return shown_country(value) if lang == "zh" else value
    if field.choices:
        return VALUES[value].say(lang) if value in VALUES else value
    if field.kind is Kind.DAY:
        return _day_words(value) if lang == "zh" else value
    if field.kind is Kind.NAME:
        return value
    return f"「{value}」" if lang == "zh" else f"'{value}'"


def listed(values: Iterable[str], lang: Lang) -> str:
    """Join values as in a sentence; beyond a few, 等 and how many there are."""
    values = tuple(values)
    shown = values[:SHOWN_VALUES]
    joined = ("、" if lang == "zh" else ", ").join(shown)
    if len(values) > len(shown):
        return (
            f"{joined}等{len(values)}項" if lang == "zh" else f"{joined} and {len(values) - len(shown)} more"
        )
    return joined


def either(values: Iterable[str], lang: Lang) -> str:
    """Join values of which it is one, or none.

    >>> either(["條約", "倡議"], "zh"), either(["a", "b", "c"], "en")
    ('條約或倡議', 'a, b or c')
    """
    *others, last = values
    between, before = ("、", "或") if lang == "zh" else (", ", " or ")
    return f"{between.join(others)}{before}{last}" if others else last


def seen_words(values: Iterable[str], said: str, lang: Lang) -> str:
    """Give what a trace has seen, between brackets; nothing where the statement says it already."""
    words = [VALUES[value].say(lang) if value in VALUES else value for value in values]
    if all(word in said for word in words):
        return ""
    return f"（{'、'.join(words)}）" if lang == "zh" else f" ({', '.join(words)})"


def shown_values(clause: Clause, seen: Seen) -> tuple[str, ...]:
    """Give what a trace shows of what was seen: of a text, the words found in it."""
    if OPERATORS[clause.operator].values == "words":
        return found_words(seen, clause.wanted)
    return () if FIELDS[clause.field].kind is Kind.PROSE else seen.shown


def found_values(clause: Clause, seen: Seen) -> tuple[str, ...]:
    """Give the values of an event that a clause asks for, or that it refuses."""
    values = OPERATORS[clause.operator].values
    if values == "words":
        return found_words(seen, clause.wanted)
    if values not in ("one", "many"):
        return seen.shown
    wanted = dict(zip(clause.wanted.written, clause.wanted.words, strict=True))
    return tuple(value for value, keys in wanted.items() if not seen.keys.isdisjoint(keys))


def _filled(pattern: str, clause: Clause, field: Field, seen: Seen, lang: Lang) -> str:
    def say(values: Iterable[str]) -> str:
        return listed((value_words(field, value, lang) for value in values), lang)

    found = found_values(clause, seen)
    wanted = clause.wanted.written
    parts: dict[str, Callable[[], str]] = {
        "field": lambda: field.words.say(lang),
        "wanted": lambda: _wanted(clause, field, lang),
        "either": lambda: either((value_words(field, value, lang) for value in wanted), lang),
        "seen": lambda: say(seen.shown),
        "found": lambda: _quoted(clause, say, found, lang),
        "missing": lambda: _quoted(clause, say, (v for v in wanted if v not in found), lang),
    }
    return pattern.format_map({name: part() for name, part in parts.items() if f"{{{name}}}" in pattern})


def _quoted(clause: Clause, say: Callable[[Iterable[str]], str], values: Iterable[str], lang: Lang) -> str:
    if OPERATORS[clause.operator].values == "words":
        return listed((f"「{v}」" if lang == "zh" else f"'{v}'" for v in values), lang)
    return say(values)


def _wanted(clause: Clause, field: Field, lang: Lang) -> str:
    written = clause.wanted.written
    if clause.wanted.side:
        return FIELDS[clause.wanted.side].words.say(lang)
    match OPERATORS[clause.operator].values:
        case "range":
            low, high = (value_words(field, value, lang) for value in written)
            return f"{low}與{high}" if lang == "zh" else f"{low} and {high}"
        case "days":
            return _day_words(written[0]) if lang == "zh" else written[0]
        case "pattern":
            return f"「{written[0]}」" if lang == "zh" else f"/{written[0]}/"
        case _:
            return listed((value_words(field, value, lang) for value in written), lang)


def _day_words(value: str) -> str:
    try:
        return when_words(When.parse(value))
    except ValueError:
        return value
