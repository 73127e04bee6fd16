r"""Read one rule: a tree of `all`, `any`, `none`, clauses and other themes.

    match:
      all:
        - countries: {any_of: [US, $europe]}      # field: {operator: values}
        - mode: visit                             # short for {is: visit}
        - topics: [南海, 臺海]                     # short for {any_of: [...]}
        - importance: {at_least: 2, at_most: 4}   # both
        - none:
            - theme: taiwan                       # another theme's rule

A mapping with several entries stands for all of them; under `any` and `none`, a
mapping is read as a list of its entries.  The values of a group are written by
its name where it stands alone (`any_of: p5`), and as `$p5` within a list.
"""

from __future__ import annotations

from briefgen.errors import Words
from briefgen.rules.fields import FIELDS, Field
from briefgen.rules.language import All, AnyOf, Clause, Node, NoneOf, Use
from briefgen.rules.operators import OPERATORS, Operator
from briefgen.rules.reading import Reader
from briefgen.rules.values import read_wanted
from briefgen.tree import Tree

BRANCHES: dict[str, type[All] | type[AnyOf] | type[NoneOf]] = {"all": All, "any": AnyOf, "none": NoneOf}
DEPTH = 20

_RULE = Words("規則", "a rule")


def read_rule(tree: Tree, reader: Reader, depth: int = 0) -> Node:
    """Give the rule a tree describes; what is wrong with it is noted in the reader."""
    if depth > DEPTH:
        reader.wrong(tree, f"規則巢狀超過{DEPTH}層", f"rules are nested more than {DEPTH} deep")
        return All((), tree.place)
    entries = reader.mapping(tree, _RULE)
    if isinstance(tree.value, dict) and not entries:
        reader.wrong(
            tree, "規則是空的", "the rule is empty", Words("請寫明欄位與條件", "name a field and a condition")
        )
    parts = [part for name, entry in entries.items() for part in _entry(name, entry, reader, depth)]
    return parts[0] if len(parts) == 1 else All(tuple(parts), tree.place)


def _entry(name: str, tree: Tree, reader: Reader, depth: int) -> list[Node]:
    if name in BRANCHES:
        return [BRANCHES[name](_parts(tree, reader, depth + 1), tree.place)]
    if name == "theme":
        return _uses(tree, reader)
    if name in FIELDS:
        return _clauses(name, FIELDS[name], tree, reader)
    reader.unknown(tree, Words("欄位", "field"), name, (*FIELDS, *BRANCHES, "theme"))
    return []


def _parts(tree: Tree, reader: Reader, depth: int) -> tuple[Node, ...]:
    if isinstance(tree.value, dict):
        entries = reader.mapping(tree, _RULE).items()
        return tuple(part for name, entry in entries for part in _entry(name, entry, reader, depth))
    if not isinstance(tree.value, list) or not tree.value:
        reader.wrong(
            tree,
            "all、any、none 之下應列出至少一項條件",
            "there should be at least one condition under all, any or none",
        )
        return ()
    return tuple(read_rule(item, reader, depth) for item in reader.items(tree))


def _uses(tree: Tree, reader: Reader) -> list[Node]:
    found: list[Node] = []
    name = reader.text(tree, Words("主題代號", "the id of a theme"))
    if name and name not in reader.themes:
        reader.unknown(tree, Words("主題", "theme"), name, sorted(reader.themes))
    elif name:
        found.append(Use(name, tree.place))
    return found


def _clauses(name: str, field: Field, tree: Tree, reader: Reader) -> list[Node]:
    if not isinstance(tree.value, dict):
        return _short_clause(name, field, tree, reader)
    if not tree.value:
        reader.wrong(tree, f"欄位「{name}」沒有條件", f"there is no condition for {name!r}")
    found: list[Node] = []
    for word in map(str, tree.value):
        operator, values = OPERATORS.get(word), tree.at(word)
        if operator is None:
            reader.unknown(values, Words("條件", "operator"), word, _operators(field))
        elif field.kind not in operator.kinds:
            reader.wrong(
                values,
                f"欄位「{name}」不能用「{word}」",
                f"the field {name!r} does not take {word!r}",
                Words(f"可用：{'、'.join(_operators(field))}", f"it takes: {', '.join(_operators(field))}"),
            )
        else:
            found += _clause(name, field, word, operator, values, reader)
    return found


def _short_clause(name: str, field: Field, tree: Tree, reader: Reader) -> list[Node]:
    alone = str(tree.value)
    several = isinstance(tree.value, list) or alone.startswith("$") or alone in reader.groups
    word = "any_of" if several else "is"
    if field.kind not in OPERATORS[word].kinds:
        word = {"prose": "contains_any" if several else "contains", "day": "on"}[field.kind]
    return _clause(name, field, word, OPERATORS[word], tree, reader)


def _clause(
    name: str, field: Field, word: str, operator: Operator, values: Tree, reader: Reader
) -> list[Node]:
    wanted = read_wanted(name, field, operator, values, reader)
    return [] if wanted is None else [Clause(name, word, wanted, values.place)]


def _operators(field: Field) -> tuple[str, ...]:
    return tuple(name for name, operator in OPERATORS.items() if field.kind in operator.kinds)
