"""Find every fault of a value, by walking it beside the description of its type.

This runs only after msgspec has refused a value.  To word a new kind of fault: a
function `_some_type(value, kind, name, tree)` listed in WALKERS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import Any

import msgspec
from msgspec import inspect as mi

from briefgen.convert import expand, parse_window
from briefgen.errors import Problem, Words, did_you_mean
from briefgen.faults.dates import as_when
from briefgen.faults.meaning import choices, right_form
from briefgen.faults.wording import bad_day, is_day, no_date, show, wrong_type
from briefgen.model import DateWindow, When
from briefgen.tree import Plain, Tree

Found = Iterator[Problem]
MANY = 1000  # nobody mends more before the next try


def faults(tree: Tree, kind: Any) -> tuple[Problem, ...]:
    """Give the faults of a tree as a value of a type, in the order they are written: all, or the first MANY."""
    return tuple(islice(_walk(tree, _described(kind), ""), MANY))


@cache
def _described(kind: Any) -> mi.Type:
    return mi.type_info(kind)


def _walk(tree: Tree, kind: mi.Type, name: str, description: str = "") -> Found:
    match kind:
        case mi.Metadata():
            yield from _walk(tree, kind.type, name, _description(kind) or description)
        case mi.UnionType():
            if tree.value is not None or not any(isinstance(part, mi.NoneType) for part in kind.types):
                yield from _walk(tree, _best(kind, tree.value), name, description)
        case _:
            walker = WALKERS.get(type(kind))
            if walker is not None:
                yield from walker(tree, kind, name, description)


def _best(kind: mi.UnionType, value: Plain) -> mi.Type:
    """Give the member of a union that a value most likely means."""
    members = [part for part in kind.types if not isinstance(part, mi.NoneType)]
    shapes: dict[type, tuple[type, ...]] = {
        dict: (mi.StructType, mi.DictType),
        list: (mi.ListType, mi.VarTupleType),
    }
    wanted = shapes.get(type(value), ())
    return next((part for part in members if isinstance(part, wanted)), members[0])


# ---- records ------------------------------------------------------------------


def _struct(tree: Tree, kind: mi.StructType, name: str, description: str) -> Found:
    value = tree.value
    if kind.cls in (When, DateWindow) and type(value) in (str, int):
        yield from _short_form(tree, kind.cls, name)
        return
    if not isinstance(value, dict):
        yield wrong_type(tree, name, "有欄位的記錄", "a record with fields", description)
        return
    count = 0
    for problem in _fields(tree, value, kind, name):
        count += 1
        yield problem
    if not count:
        yield from _whole(tree, kind.cls)


def _fields(tree: Tree, value: dict[str, Plain], kind: mi.StructType, name: str) -> Found:
    known = {field.encode_name: field for field in kind.fields}
    for key in value:
        if key in known:
            yield from _walk(tree.at(key), known[key].type, tree.called(key))
        elif kind.forbid_unknown_fields:
            yield _unknown_field(tree.at(key), key, tuple(known))
    for key, field in known.items():
        if field.required and key not in value:
            described = _description(field.type)
            name = tree.called(key)
            zh = f"缺少必填欄位「{name}」" + (f"（{described}）" if described else "")
            hint = tree.terms.way(key) if tree.terms else None
            yield Problem(tree.place, Words(zh, f"the field {name!r} is missing"), hint)


def _whole(tree: Tree, cls: type) -> Found:
    """Say what a record refuses although each field is right."""
    try:
        msgspec.convert(expand(tree.value, cls), cls)
    except msgspec.ValidationError as error:
        text = re.sub(r" - at `.*`$", "", str(error))
        english = "the last day is before the first" if cls in (When, DateWindow) else text
        yield Problem(tree.place, Words(text, english))


def _unknown_field(tree: Tree, key: str, known: tuple[str, ...]) -> Problem:
    hint = did_you_mean(key, known) or Words(
        f"可用的欄位：{'、'.join(known)}", f"known fields: {', '.join(known)}"
    )
    return Problem(tree.place, Words(f"沒有「{key}」這個欄位", f"unknown field {key!r}"), hint)


def _description(kind: mi.Type) -> str:
    return str((kind.extra_json_schema or {}).get("description", "")) if isinstance(kind, mi.Metadata) else ""


# ---- days ---------------------------------------------------------------------


def _short_form(tree: Tree, cls: type, name: str) -> Found:
    text = str(tree.value).strip()
    try:
        When.parse(text) if cls is When else parse_window(text)
    except ValueError as error:
        impossible = [found for found in re.findall(r"\d{4}-\d\d-\d\d", text) if not is_day(found)]
        if impossible:
            yield from (bad_day(tree, found, name) for found in impossible)
        elif "早於" in str(error):
            yield Problem(tree.place, Words(str(error), "the last day is before the first"))
        else:
            forms = "2021-09-10、2021-09-10/2021-09-15、2021-09、2021-09-D3（下旬）、2021-Q3"
            hint = Words(f"請寫成 {forms} 或 2021", f"write {forms.replace('、', ', ')} or 2021")
            if guess := as_when(text):
                hint = Words(f"請寫成 {guess}", f"write {guess}")
            yield no_date(tree, text, name, hint)


def _day(tree: Tree, kind: mi.Type, name: str, description: str) -> Found:
    value = tree.value
    if not isinstance(value, str):
        yield wrong_type(tree, name, "日期（如 2021-09-10）", "a date like 2021-09-10", description)
    elif not is_day(value):
        yield bad_day(tree, value, name)


# ---- single values --------------------------------------------------------------


def _text(tree: Tree, kind: mi.StrType, name: str, description: str) -> Found:
    value = tree.value
    hint = Words(description, description) if description else None
    if not isinstance(value, str):
        quote = (
            Words("數字或是非值若是文字，請加引號", "quote it if it is text")
            if isinstance(value, bool | int | float)
            else None
        )
        yield wrong_type(tree, name, "文字", "text", "", quote)
    elif kind.min_length and len(value) < kind.min_length:
        yield Problem(tree.place, Words(f"「{name}」不可空白", f"{name} must not be empty"), hint)
    elif kind.pattern and not re.search(kind.pattern, value):
        yield Problem(
            tree.place,
            Words(
                f"「{name}」的寫法不對：「{show(value)}」",
                f"{name}: {show(value)!r} is not of the form {kind.pattern}",
            ),
            right_form(value, kind.pattern, cells=tree.terms is not None) or hint,
        )


def _number(tree: Tree, kind: mi.IntType | mi.FloatType, name: str, description: str) -> Found:
    value = tree.value
    whole = isinstance(kind, mi.IntType)
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        yield wrong_type(
            tree, name, "整數" if whole else "數字", "a whole number" if whole else "a number", description
        )
        return
    if (kind.ge is not None and value < kind.ge) or (kind.le is not None and value > kind.le):
        zh = f"在 {kind.ge} 至 {kind.le} 之間" if kind.le is not None else f"不小於 {kind.ge}"
        en = f"between {kind.ge} and {kind.le}" if kind.le is not None else f"at least {kind.ge}"
        yield Problem(
            tree.place, Words(f"「{name}」是 {value}，應{zh}", f"{name} is {value}, and must be {en}")
        )


def _truth(tree: Tree, kind: mi.Type, name: str, description: str) -> Found:
    if not isinstance(tree.value, bool):
        yield wrong_type(tree, name, "true 或 false", "true or false", description)


def _choice(tree: Tree, kind: mi.LiteralType, name: str, description: str) -> Found:
    if tree.value in kind.values and not isinstance(tree.value, bool):
        return
    yield Problem(
        tree.place,
        Words(f"「{name}」沒有「{show(tree.value)}」這個值", f"{name} cannot be {show(tree.value)!r}"),
        choices(tree, name, kind.values),
    )


def _nothing(tree: Tree, kind: mi.Type, name: str, description: str) -> Found:
    if tree.value is not None:
        yield wrong_type(tree, name, "空白", "empty", description)


# ---- several values -------------------------------------------------------------


def _items(tree: Tree, kind: mi.ListType | mi.VarTupleType, name: str, description: str) -> Found:
    value = tree.value
    if not isinstance(value, list):
        hint = (
            Words("單一項目也請寫成清單，如 [甲]", "write a single item as a list too: [a]")
            if isinstance(value, str)
            else None
        )
        yield wrong_type(tree, name, "清單", "a list", description, hint)
        return
    if kind.min_length and len(value) < kind.min_length:
        zh = f"「{name}」至少要有 {kind.min_length} 項"
        yield Problem(
            tree.place,
            Words(zh, f"{name} needs at least {kind.min_length}"),
            Words(description, description) if description else None,
        )
    for index in range(len(value)):
        yield from _walk(tree.at(index), kind.item_type, name, description)


def _values(tree: Tree, kind: mi.DictType, name: str, description: str) -> Found:
    if not isinstance(tree.value, dict):
        yield wrong_type(tree, name, "有欄位的記錄", "a record with fields", description)
        return
    for key in tree.value:
        yield from _walk(tree.at(key), kind.value_type, key)


WALKERS: dict[type, Callable[[Tree, Any, str, str], Found]] = {
    mi.StructType: _struct,
    mi.StrType: _text,
    mi.IntType: _number,
    mi.FloatType: _number,
    mi.BoolType: _truth,
    mi.LiteralType: _choice,
    mi.DateType: _day,
    mi.ListType: _items,
    mi.VarTupleType: _items,
    mi.DictType: _values,
    mi.NoneType: _nothing,
}
