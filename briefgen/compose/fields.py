"""Find fields that no view has, in every branch of a template, without running it.

What a name holds follows from the views: `section` of `for section in sections` is a
SectionView.  A block that an audience overrides sees what is around it above; a macro
gets what it is called with.  Where it cannot be told what a name holds, nothing is said.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Union, get_args, get_origin, get_type_hints

import msgspec
from jinja2 import nodes

from briefgen.compose.views import BriefView
from briefgen.errors import Place, Problem, Words, did_you_mean

Kind = object
"""A type hint, or None where it is not known what a name holds."""
Scope = dict[str, Kind]

ROUNDS = 4
"""How often macros are walked: one may call another."""


class FieldReader:
    """Reads the trees of one audience, those above it first; `problems` are those of the last one read."""

    def __init__(self) -> None:
        self.blocks: dict[str, Scope] = {}
        self.macros: dict[str, list[Kind]] = {}
        self.calls: dict[str, dict[str, list[Kind]]] = {}
        self.problems: dict[Problem, None] = {}
        self.file = ""

    def read(self, file: str, tree: nodes.Template) -> tuple[Problem, ...]:
        """Give the fields of a template that are not there."""
        self.file = file
        for _ in range(ROUNDS):
            self.problems = {}
            self.macros = self._given()
            self.calls[file] = {}
            self._walk(tree.body, dict(_hints(BriefView)), top=tree.find(nodes.Extends) is not None)
        return tuple(self.problems)

    def _given(self) -> dict[str, list[Kind]]:
        """Give what each macro is called with, over all files read so far."""
        given: dict[str, list[Kind]] = {}
        for calls in self.calls.values():
            for name, kinds in calls.items():
                given[name] = _agreed(given.get(name, kinds), kinds)
        return given

    def _walk(self, body: Iterable[nodes.Node], scope: Scope, top: bool = False) -> None:
        for node in body:
            match node:
                case nodes.Block():
                    inside = {**scope, **self.blocks.get(node.name, {})} if top else dict(scope)
                    if not top:
                        self.blocks[node.name] = inside
                    self._walk(node.body, inside)
                case nodes.For():
                    self._loop(node, scope)
                case nodes.Macro():
                    self._macro(node, scope)
                case nodes.Assign(target=nodes.Name(name=name)):
                    found = self._kind(node.node, scope)
                    scope[name] = found if scope.get(name, found) == found else None
                case nodes.If():
                    self._kind(node.test, scope)
                    self._walk((*node.body, *node.elif_, *node.else_), scope)
                case nodes.Output():
                    for part in node.nodes:
                        self._kind(part, scope)
                case nodes.Expr():
                    self._kind(node, scope)
                case _:
                    self._walk(node.iter_child_nodes(), scope)

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        inside = {**scope, "loop": None, **dict.fromkeys(_targets(node.target))}
        if isinstance(node.target, nodes.Name):
            inside[node.target.name] = _element(self._kind(node.iter, scope))
        if node.test is not None:
            self._kind(node.test, inside)
        self._walk(node.body, inside)
        self._walk(node.else_, scope)

    def _macro(self, node: nodes.Macro, scope: Scope) -> None:
        given = self.macros.get(node.name, [])
        kinds = dict(zip((argument.name for argument in node.args), given, strict=False))
        self._walk(node.body, {**scope, **dict.fromkeys(a.name for a in node.args), **kinds})

    def _kind(self, node: nodes.Node, scope: Mapping[str, Kind]) -> Kind:
        """Give what an expression holds, noting every field in it that is not there."""
        match node:
            case nodes.Name(name=name):
                return scope.get(name)
            case nodes.Getattr(node=owner, attr=attr):
                return self._field(self._kind(owner, scope), attr, node.lineno)
            case nodes.Getitem(node=owner, arg=arg):
                kind = self._kind(owner, scope)
                return kind if isinstance(arg, nodes.Slice) else _element(kind)
            case nodes.Test(name="defined" | "undefined") | nodes.Filter(name="default" | "d"):
                return None  # it is asked whether the field is there
            case nodes.Filter(node=inner, name=name) if inner is not None:
                kind = self._kind(inner, scope)
                return _element(kind) if name in ("first", "last") else None
            case nodes.Call():
                self._call(node, scope)
                return None
            case nodes.Or(left=left, right=right):
                kinds = [self._kind(left, scope), self._kind(right, scope)]
                return kinds[0] if kinds[0] == kinds[1] else None
            case _:
                for child in node.iter_child_nodes():
                    self._kind(child, scope)
                return None

    def _call(self, node: nodes.Call, scope: Mapping[str, Kind]) -> None:
        given = [self._kind(argument, scope) for argument in node.args]
        for keyword in node.kwargs:
            self._kind(keyword.value, scope)
        match node.node:
            case nodes.Name(name=name) | nodes.Getattr(node=nodes.Name(), attr=name):
                calls = self.calls[self.file]
                calls[name] = _agreed(calls.get(name, given), given)
            case other:
                self._kind(other, scope)

    def _field(self, owner: Kind, name: str, line: int) -> Kind:
        if not (isinstance(owner, type) and issubclass(owner, msgspec.Struct)):
            return None
        fields = _hints(owner)
        if name not in fields and not hasattr(owner, name):
            what = Words(f"沒有「{name}」這個欄位", f"{owner.__name__} has no {name!r}")
            hint = did_you_mean(name, fields) or Words(
                f"可用的欄位：{'、'.join(fields)}", f"its fields are: {', '.join(fields)}"
            )
            self.problems[Problem(Place(self.file, line), what, hint)] = None
        return fields.get(name)


@cache
def _hints(view: type) -> Mapping[str, Kind]:
    return {name: _without_none(hint) for name, hint in get_type_hints(view).items()}


def _without_none(hint: Kind) -> Kind:
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    kinds = [part for part in get_args(hint) if part is not type(None)]
    return kinds[0] if len(kinds) == 1 else None


def _element(kind: Kind) -> Kind:
    return get_args(kind)[0] if get_origin(kind) is tuple else None


def _agreed(one: list[Kind], other: list[Kind]) -> list[Kind]:
    return [mine if mine == its else None for mine, its in zip(one, other, strict=False)]


def _targets(target: nodes.Node) -> Iterator[str]:
    names = [target] if isinstance(target, nodes.Name) else target.find_all(nodes.Name)
    yield from (name.name for name in names)
