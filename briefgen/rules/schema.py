"""Describe the language of `seeds/themes.yaml` as a JSON Schema, for editors that complete and check.

Fields, operators and the attributes of a theme come from the tables that the rules
are read by, so the schema cannot fall behind.  To add a shape of values: a
function in SHAPES; an attribute of a theme: an entry in ATTRIBUTES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from briefgen.names import ISO_COUNTRIES
from briefgen.rules.clauses import BRANCHES
from briefgen.rules.fields import FIELDS, Field
from briefgen.rules.language import GROUP_KEYS, ORDER_KEYS, SCORE_KEYS
from briefgen.rules.operators import OPERATORS, PATTERN_LENGTH, Kind, Operator, Values
from briefgen.rules.themes import VERSION
from briefgen.tree import Plain

Schema = dict[str, Plain]

DRAFT = "http://json-schema.org/draft-07/schema#"
IDENTIFIER = "^[a-z0-9][a-z0-9.-]*$"
GROUP = r"^\$."
CHINESE = "^[^ -~]"
SIDES = ("actors", "counterparts")


def themes_schema(groups: Iterable[str] = ()) -> Schema:
    """Give the schema of the file of rules; `groups` are names that may stand alone as a value."""
    known = sorted(groups)
    return {
        "$schema": DRAFT,
        "title": "briefgen 選材規則（seeds/themes.yaml）",
        "type": "object",
        "required": ["version", "themes"],
        "additionalProperties": False,
        "properties": {
            "version": {"const": VERSION, "description": "規則語言的版本"},
            "groups": {
                "description": "命名的值清單，條件裡寫作 $名稱",
                "type": "object",
                "additionalProperties": _list_of(_WORD),
            },
            "themes": {
                "description": "主題，依印出的順序",
                "anyOf": [
                    {"type": "array", "minItems": 1, "items": _theme(("id", "title", "why", "match"))},
                    {
                        "type": "object",
                        "minProperties": 1,
                        "additionalProperties": False,
                        "patternProperties": {IDENTIFIER: _theme(("title", "why", "match"))},
                    },
                ],
            },
        },
        "definitions": {
            "rule": _rule(),
            "country": _COUNTRY,
            **{name: _field(name, known) for name in FIELDS},
        },
    }


_TEXT: Schema = {"type": "string", "minLength": 1}
_WORD: Schema = {"type": ["string", "number"]}
_DAYS: Schema = {"type": ["string", "integer"], "description": "日、月、季、半年、年或起訖，可用民國年"}
_RULE: Schema = {"$ref": "#/definitions/rule"}


_COUNTRY: Schema = {
    "description": "ISO 3166-1 二碼代碼，或臺灣通用國名",
    "anyOf": [{"enum": [*sorted(ISO_COUNTRIES)]}, {"type": "string", "pattern": CHINESE}],
}


def _list_of(item: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": item}


def _one_or_many(item: Schema) -> Schema:
    return {"anyOf": [item, _list_of(item)]}


def _choices(values: Iterable[str]) -> Schema:
    return {"enum": [*values]}


def _closed(properties: Schema, required: Sequence[str] = ()) -> Schema:
    closed: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**closed, "required": [*required]} if required else closed


ATTRIBUTES: Schema = {
    "title": {**_TEXT, "description": "標題，印作小節名稱"},
    "why": {**_TEXT, "description": "一句話說明選材的理由，會印在說明裡"},
    "match": {**_RULE, "description": "選材條件"},
    "order_by": {
        "description": "排序；前面加 - 則由大到小",
        **_one_or_many(
            {
                "anyOf": [
                    _choices(sign + key for key in ORDER_KEYS for sign in ("", "-")),
                    _closed({"by": _choices(ORDER_KEYS), "descending": {"type": "boolean"}}, ("by",)),
                ]
            }
        ),
    },
    "limit": {"type": "integer", "minimum": 1, "description": "最多列幾則"},
    "score": {
        "description": "有 limit 時依加權總分取捨",
        **_closed({key: {"type": "number"} for key in SCORE_KEYS}),
    },
    "exclusive": {"type": "boolean", "description": "前面主題已印過的只印「參見」"},
    "group_by": {
        "description": "分組",
        "anyOf": [
            _choices(GROUP_KEYS),
            _closed(
                {"by": _choices(GROUP_KEYS), "heading": {"type": "string", "pattern": r"\{name\}"}}, ("by",)
            ),
        ],
    },
}
"""The attributes of a theme besides its id."""


def _theme(required: Sequence[str]) -> Schema:
    id: Schema = {"type": "string", "pattern": IDENTIFIER, "description": "代號"}
    return _closed({"id": id, **ATTRIBUTES}, required)


def _rule() -> Schema:
    branch: Schema = {"anyOf": [_RULE, {"type": "array", "minItems": 1, "items": _RULE}]}
    words = {"all": "全部成立", "any": "至少一項成立", "none": "一項也不成立"}
    properties: Schema = {name: {**branch, "description": words[name]} for name in BRANCHES}
    properties["theme"] = {**_TEXT, "description": "另一個主題的條件"}
    for name, field in FIELDS.items():
        properties[name] = {"$ref": f"#/definitions/{name}", "description": field.words.zh}
    return {**_closed(properties), "minProperties": 1}


def _field(name: str, groups: Sequence[str]) -> Schema:
    """Give what may be asked of one field: a value, several, or operators with theirs."""
    field = FIELDS[name]
    operators: Schema = {
        word: {**SHAPES[operator.values](field, groups), "description": operator.words.zh}
        for word, operator in OPERATORS.items()
        if _takes(name, field, operator)
    }
    short: Schema = _DAYS if field.kind is Kind.DAY else _many(field, groups)
    return {
        "description": field.words.zh,
        "anyOf": [{**_closed(operators), "minProperties": 1}, short],
    }


def _takes(name: str, field: Field, operator: Operator) -> bool:
    return field.kind in operator.kinds and (operator.values != "parties" or name in SIDES)


def _value(field: Field) -> Schema:
    if field.kind is Kind.NUMBER:
        return _choices_of_numbers(field)
    if field.choices:
        return _choices(field.choices)
    if field.kind is Kind.CODE:
        return {"$ref": "#/definitions/country"}
    return _WORD


def _choices_of_numbers(field: Field) -> Schema:
    return {"enum": [*map(int, field.choices), *field.choices]}


def _one(field: Field, groups: Sequence[str]) -> Schema:
    return _value(field)


def _many(field: Field, groups: Sequence[str]) -> Schema:
    member: Schema = {"anyOf": [_value(field), {"type": "string", "pattern": GROUP}]}
    alone: Schema = {"anyOf": [member, _choices(groups)]} if groups else member
    return {"anyOf": [alone, _list_of(member)]}


def _number(field: Field, groups: Sequence[str]) -> Schema:
    return _value(field)


def _range(field: Field, groups: Sequence[str]) -> Schema:
    if field.kind is Kind.DAY:
        return {"anyOf": [_DAYS, {"type": "array", "minItems": 1, "maxItems": 2, "items": _DAYS}]}
    return {"type": "array", "minItems": 2, "maxItems": 2, "items": _value(field)}


def _words(field: Field, groups: Sequence[str]) -> Schema:
    return _one_or_many(_WORD)


SHAPES: dict[Values, Callable[[Field, Sequence[str]], Schema]] = {
    "one": _one,
    "many": _many,
    "flag": lambda field, groups: {"type": "boolean"},
    "number": _number,
    "range": _range,
    "days": lambda field, groups: _DAYS,
    "pattern": lambda field, groups: {"type": "string", "minLength": 1, "maxLength": PATTERN_LENGTH},
    "words": _words,
    "parties": _words,
}
"""The schema of each shape of values."""
