"""Turn plain data into records, and say everything that is wrong with it at once.

A good value costs one pass of msgspec.  Only when that fails is the value walked
again, beside the description of its type, to collect all faults with their places.
Wherever a When or a DateWindow stands, its short form (`2021-09-10/2021-09-15`,
`2021-Q3`) is accepted.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from briefgen.errors import BriefgenError, CatalogueError, Problem, Words
from briefgen.model import DateWindow, When
from briefgen.tree import Plain, Tree

T = TypeVar("T")
Expander = Callable[[Any], Any]


def convert(tree: Tree, kind: type[T], error: type[BriefgenError] = CatalogueError) -> T:
    """Give the record that a tree describes; raise `error` with every Problem of it.

    `kind` is a record of `model.py`, or any type msgspec knows that is built of
    them (`list[Person]`).  Each Problem has the line or cell of the value at fault.
    """
    try:
        return msgspec.convert(expand(tree.value, kind), kind)
    except (msgspec.ValidationError, RecursionError) as fault:
        from briefgen.faults import faults

        problems = faults(tree, kind) or (Problem(tree.place, Words(f"資料不合格式：{fault}", str(fault))),)
        raise error(*problems) from fault


def expand(value: Plain, kind: Any) -> Any:
    """Replace short forms of When and DateWindow by the records they stand for.

    What cannot be read is left as it is, for validation to refuse.
    """
    expander = _expander(kind)
    return value if expander is None else expander(value)


def parse_window(text: str) -> DateWindow:
    """Read any form of When as a window, and 2022Q1 or 111Q1 too; ValueError where it is none.

    >>> parse_window("111Q1") == parse_window("2022-Q1")
    True
    """
    found = _PART.fullmatch(text)
    if found is not None:
        year = int(found[1])
        text = f"{year + 1911 if year < 1000 else year}-{found[2].upper()}"
    when = When.parse(text)
    return DateWindow(when.first, when.last)


_PART = re.compile(r"(\d{3,4})-?([QqHh][1-4])")
_SHORT: dict[type, Callable[[str], object]] = {When: When.parse, DateWindow: parse_window}


@cache
def _expander(kind: Any) -> Expander | None:
    if kind in _SHORT:
        return _short(_SHORT[kind])
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _of_fields(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        inner = [found for part in arguments if (found := _expander(part))]
        return inner[0] if inner else None
    if origin in (list, tuple):
        return _of_items(arguments[0])
    if origin is dict:
        return _of_values(arguments[1])
    return None


def _short(parse: Callable[[str], object]) -> Expander:
    def short(value: Any) -> Any:
        if type(value) is str or type(value) is int:
            try:
                return parse(str(value))
            except ValueError:
                return value
        return value

    return short


def _of_fields(kind: type[msgspec.Struct]) -> Expander | None:
    hints = get_type_hints(kind)
    found = [(name, part) for name, hint in hints.items() if (part := _expander(hint))]

    def fields(value: Any) -> Any:
        if type(value) is not dict:
            return value
        changed = {name: part(value[name]) for name, part in found if name in value}
        return {**value, **changed}

    return fields if found else None


def _of_items(kind: Any) -> Expander | None:
    part = _expander(kind)
    if part is None:
        return None
    return lambda value: [part(item) for item in value] if type(value) is list else value


def _of_values(kind: Any) -> Expander | None:
    part = _expander(kind)
    if part is None:
        return None
    return lambda value: {k: part(v) for k, v in value.items()} if type(value) is dict else value
