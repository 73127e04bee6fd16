"""Read the values of a clause and make them ready to be compared.

Each shape of values (`Operator.values`) has its reader in SHAPES.  Values of a
closed list are checked here; names are looked up in the registers once, so that
習, 習近平 and Xi Jinping ask for one person.
"""

from __future__ import annotations

from collections.abc import Callable

from briefgen.errors import Problem, RequestError, Words
from briefgen.model import Body, DateWindow, Person
from briefgen.names import ISO_COUNTRIES, country_code, forms_of
from briefgen.rules.fields import FIELDS, TAIWAN, Field
from briefgen.rules.language import Wanted
from briefgen.rules.naming import outlet_key, parties
from briefgen.rules.operators import PATTERN_LENGTH, PATTERN_STEPS, Kind, Operator, Values, compiled
from briefgen.rules.reading import Reader
from briefgen.rules.windows import parse_window
from briefgen.tree import Tree
from briefgen.zh.fold import fold, fold_pattern

Read = Callable[[str, Field, Tree, Reader], Wanted | None]


def read_wanted(name: str, field: Field, operator: Operator, tree: Tree, reader: Reader) -> Wanted | None:
    """Give what a clause asks for; None where its values are wrong, which is then noted."""
    before = len(reader.problems)
    wanted = SHAPES[operator.values](name, field, tree, reader)
    return wanted if len(reader.problems) == before else None


def spelt_out(tree: Tree, reader: Reader) -> list[tuple[str, Tree]]:
    """Give the values of a list or a single value, each with its place, groups spelt out.

    A group stands by its name where it stands alone, and as `$name` anywhere.
    """
    if isinstance(tree.value, str) and tree.value in reader.groups:
        return [(member, tree) for member in reader.groups[tree.value]]
    found: list[tuple[str, Tree]] = []
    for item in reader.items(tree):
        value = reader.scalar(item)
        if value is None:
            continue
        if not value.startswith("$"):
            found.append((value, item))
        elif value[1:] in reader.groups:
            found += ((member, item) for member in reader.groups[value[1:]])
        else:
            reader.unknown(item, Words("群組", "group"), value[1:], sorted(reader.groups))
    return found


def _many(name: str, field: Field, tree: Tree, reader: Reader) -> Wanted | None:
    values = dict(spelt_out(tree, reader))
    if not values:
        reader.wrong(tree, "這裡至少要有一個值", "at least one value is wanted here")
    read = {text: _key(name, field, text, place, reader) for text, place in values.items()}
    written = tuple(shown for shown, _ in read.values())
    keys = tuple(key for _, key in read.values())
    return Wanted(written, frozenset(keys), tuple((key,) for key in keys))


def _one(name: str, field: Field, tree: Tree, reader: Reader) -> Wanted | None:
    if isinstance(tree.value, list):
        hint = Words(
            "多個值請用 any_of、all_of 或 none_of", "for several values use any_of, all_of or none_of"
        )
        reader.wrong(tree, "這裡只能有一個值", "only one value may stand here", hint)
        return None
    return _many(name, field, tree, reader)


def _key(name: str, field: Field, value: str, tree: Tree, reader: Reader) -> tuple[str, str]:
    """Give a value as it is shown and as it is compared."""
    if field.choices:
        if value not in field.choices:
            reader.unknown(tree, Words(f"{field.words.zh}值", f"value of {name}"), value, field.choices)
        return value, value
    match field.kind:
        case Kind.CODE:
            code = country_code(value)
            if code is None:
                hint = Words("請用 ISO 3166-1 二碼代碼，如 US、JP", "use ISO 3166-1 codes such as US, JP")
                near = value.upper() if value.upper() in ISO_COUNTRIES else ""
                hint = Words(f"是不是「{near}」？", f"did you mean {near!r}?") if near else hint
                if value in reader.groups:
                    hint = Words(f"群組請寫作「${value}」", f"a group is written ${value}")
                reader.wrong(tree, f"沒有「{value}」這個國家代碼", f"there is no country {value!r}", hint)
            return code or value, code or value
        case Kind.NAME if name == "sources.outlet":
            return value, outlet_key(value, reader.names)
        case Kind.NAME:
            return value, reader.names.key(value)
        case _:
            return value, fold(value)


def _words(name: str, field: Field, tree: Tree, reader: Reader) -> Wanted | None:
    values = tuple(dict.fromkeys(value for value, _ in spelt_out(tree, reader)))
    if not values:
        reader.wrong(tree, "這裡至少要有一個詞", "at least one word is wanted here")
    return Wanted(values, words=tuple(_forms(value, reader) for value in values))


def _forms(word: str, reader: Reader) -> tuple[str, ...]:
    """Give every form in which a word may stand; a name of one character is too common to look for."""
    found = reader.names.resolve(word)
    others = forms_of(found) if isinstance(found, Person | Body) else ()
    return tuple(dict.fromkeys(fold(form) for form in (word, *others) if form == word or len(form) > 1))


def _flag(name: str, field: Field, tree: Tree, reader: Reader) -> Wanted | None:
    flag = reader.flag(tree, Words("exists", "exists"))
    return Wanted((str(flag).lower(),), flag=flag)


def _number(name: str, field: Field, tree: Tree, reader: Reader) -> Wanted | None:
    level = _level(name, field, tree, reader)
    return None if level is None else Wanted((str(tree.value),), low=level, high=level)


def _level(name: str, field: Field, tree: Tree, reader: Reader) -> int | None:
    value = reader.scalar(tree)
    if value is None:
        return None
    if value not in field.choices:
        reader.unknown(tree, Words(f"{field.words.zh}值", f"value of {name}"), value, field.choices)
        return None
    return TAIWAN.index(value) if field.kind is Kind.LEVEL else int(value)


def _range(name: str, field: Field, tree: Tree, reader: Reader) -> Wanted | None:
    items = reader.items(tree)
    if field.kind is Kind.DAY and len(items) == 1:
        return _days(name, field, tree, reader)
    if len(items) != 2:
        reader.wrong(tree, "between 要有兩個值：[起, 迄]", "between wants two values: [from, to]")
        return None
    low, high = (_number(name, field, item, reader) for item in items) if field.kind is not Kind.DAY else (
        _days(name, field, item, reader) for item in items
    )  # fmt: skip
    if low is None or high is None:
        return None
    if (low.low, low.span.first) > (high.low, high.span.last):
        reader.wrong(tree, "between 的起迄顛倒", "the bounds of between are the wrong way round")
        return None
    span = DateWindow(low.span.first, high.span.last)
    return Wanted((*low.written, *high.written), low=low.low, high=high.low, span=span)


def _days(name: str, field: Field, tree: Tree, reader: Reader) -> Wanted | None:
    value = reader.scalar(tree)
    if value is None:
        return None
    try:
        return Wanted((value,), span=parse_window(value, where=tree.place))
    except RequestError as error:
        reader.problems += error.problems
        return None


def _pattern(name: str, field: Field, tree: Tree, reader: Reader) -> Wanted | None:
    import re2  # type: ignore[import-untyped]

    value = reader.text(tree, Words("樣式", "a pattern"))
    if len(value) > PATTERN_LENGTH:
        reader.wrong(
            tree,
            f"樣式有{len(value)}個字元，超過{PATTERN_LENGTH}",
            f"the pattern has {len(value)} characters, more than {PATTERN_LENGTH}",
        )
        return None
    pattern = fold_pattern(value)
    try:
        steps = compiled(pattern).programsize  # type: ignore[attr-defined]
        if steps > PATTERN_STEPS:
            reader.wrong(
                tree,
                f"樣式「{value}」展開後有 {steps} 步，超過 {PATTERN_STEPS}；請縮小重複的次數",
                f"the pattern {value!r} has {steps} steps, more than {PATTERN_STEPS}: repeat fewer times",
            )
    except re2.error as error:
        fault = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        hint = Words(
            "樣式用 RE2 語法，沒有回溯參照與環視", "patterns are RE2: no back-references, no look-around"
        )
        reader.problems.append(
            Problem(
                tree.place, Words(f"樣式「{value}」有誤：{fault}", f"bad pattern {value!r}: {fault}"), hint
            )
        )
    return Wanted((value,), pattern=pattern)


def _parties(name: str, field: Field, tree: Tree, reader: Reader) -> Wanted | None:
    sides = {"actors": "counterparts", "counterparts": "actors"}
    if name not in sides:
        reader.wrong(
            tree,
            f"欄位「{name}」不能用「same_party_as」",
            f"the field {name!r} does not take 'same_party_as'",
            Words("可用於 actors、counterparts", "use it with actors or counterparts"),
        )
        return None
    if tree.value == sides[name]:
        return Wanted((sides[name],), side=sides[name])
    if tree.value in FIELDS:
        reader.unknown(tree, Words("對照的一方", "other side"), str(tree.value), (sides[name],))
        return None
    values = tuple(value for value, _ in spelt_out(tree, reader))
    return Wanted(values, keys=parties(values, reader.names))


SHAPES: dict[Values, Read] = {
    "one": _one,
    "many": _many,
    "flag": _flag,
    "number": _number,
    "range": _range,
    "days": _days,
    "pattern": _pattern,
    "words": _words,
    "parties": _parties,
}
