"""Read `seeds/themes.yaml` into Rules, checked once and whole.

    version: 1
    groups:
      p5: [US, RU, CN, GB, FR]              # used as `any_of: p5`, or `$p5` in a list or group
    themes:
      major-powers:                          # the id
        title: 大國關係
        why: 涉及美俄歐日印等主要國家的外交往來   # one sentence, printed in the trace
        match: {countries: {any_of: p5}}      # see `clauses.py`
        order_by: [date, -importance]         # date, importance, body, rank; `-` greatest first,
                                              #   or {by: importance, descending: true}
        limit: 10
        score: {importance: 2, taiwan: 1}     # weights that choose when there is a limit
        exclusive: true                       # what an earlier section prints is only referred to
        group_by: {by: counterpart-country, heading: "與{name}往來"}

`themes` may also be a list of themes that each have an `id`.  To add an attribute
of a theme: a field of Theme in `language.py`, and its reading in ATTRIBUTES.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from briefgen.errors import RuleError, Words
from briefgen.model import Registers
from briefgen.rules.clauses import read_rule
from briefgen.rules.language import (
    GROUP_KEYS,
    ORDER_KEYS,
    SCORE_KEYS,
    All,
    Grouping,
    Order,
    Rules,
    Theme,
    uses,
)
from briefgen.rules.naming import Remembering
from briefgen.rules.reading import Reader
from briefgen.tree import Tree

VERSION = 1
TOP = ("version", "groups", "themes")


def parse(tree: Tree, registers: Registers) -> Rules:
    """Give the rules of a file; RuleError with every fault of it."""
    return _parse(tree, Rules((), {}, registers, tree.place))


def with_themes(rules: Rules, tree: Tree) -> Rules:
    """Add the themes of an edition to those of the file; a theme of the same id is replaced.

    The tree is shaped like the file; its groups are added too.  RuleError.
    """
    return _parse(tree, rules)


def _parse(tree: Tree, known: Rules) -> Rules:
    reader = Reader(Remembering(known.registers), groups=dict(known.groups))
    top = reader.mapping(tree, Words("規則檔", "the file of rules"))
    for name in top.keys() - set(TOP):
        reader.unknown(top[name], Words("項目", "entry"), name, TOP)
    if top or not reader.problems:
        _version(tree, top, reader)
    if "groups" in top:
        _groups(top["groups"], reader)
    written = _written(top["themes"], reader) if "themes" in top else {}
    if not written and not reader.problems:
        reader.wrong(tree, "沒有任何主題", "there is no theme", Words("請加入 themes", "add themes"))
    reader.themes = frozenset((*written, *(theme.id for theme in known.themes)))
    new = {id: _theme(id, body, reader) for id, body in written.items()}
    themes = {**{theme.id: theme for theme in known.themes}, **new}
    if not reader.problems:
        _refuse_circles(themes, written, reader)
    if reader.problems:
        raise RuleError(
            *sorted(reader.problems, key=lambda problem: (problem.where.file, problem.where.line or 0))
        )
    return Rules(tuple(themes.values()), reader.groups, known.registers, tree.place, tuple(reader.warnings))


def _version(tree: Tree, top: dict[str, Tree], reader: Reader) -> None:
    if "version" not in top:
        reader.wrong(
            tree, "沒有寫 version", "there is no version", Words("請加上 version: 1", "add version: 1")
        )
    elif top["version"].value != VERSION or isinstance(top["version"].value, bool):
        reader.wrong(
            top["version"],
            f"不認得的版本「{top['version'].value}」",
            f"unknown version {top['version'].value!r}",
            Words(f"這個程式讀 version: {VERSION}", f"this program reads version: {VERSION}"),
        )


def _groups(tree: Tree, reader: Reader) -> None:
    """Read the groups; a group may use those before it."""
    for name, entry in reader.mapping(tree, Words("groups", "groups")).items():
        members: list[str] = []
        if isinstance(entry.value, dict):
            reader.wrong(entry, "群組應為值的清單", "a group should be a list of values")
            continue
        for item in reader.items(entry):
            value = reader.scalar(item)
            if value is not None and value.startswith("$") and value[1:] not in reader.groups:
                reader.unknown(item, Words("群組", "group"), value[1:], sorted(reader.groups))
            elif value is not None:
                members += reader.groups[value[1:]] if value.startswith("$") else (value,)
        reader.groups[name] = tuple(dict.fromkeys(members))


def _written(tree: Tree, reader: Reader) -> dict[str, Tree]:
    """Give the themes as written, by id."""
    if not isinstance(tree.value, list):
        found = reader.mapping(tree, Words("themes", "themes"))
    else:
        found = {}
        for item in reader.items(tree):
            entries = reader.mapping(item, Words("主題", "a theme"))
            if "id" not in entries:
                reader.wrong(item, "主題沒有 id", "the theme has no id")
                continue
            id = reader.text(entries["id"], Words("id", "id"))
            if id in found:
                reader.wrong(entries["id"], f"主題「{id}」重複", f"theme {id!r} stands twice")
            found[id] = item
    for id, entry in found.items():
        if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", id):
            hint = Words("用小寫拉丁字母、數字與連字號", "use small Latin letters, digits and hyphens")
            reader.wrong(entry, f"主題代號「{id}」不合格式", f"bad id of a theme: {id!r}", hint)
    return found


Attributes = dict[str, object]


def _theme(id: str, tree: Tree, reader: Reader) -> Theme:
    entries = reader.mapping(tree, Words(f"主題「{id}」", f"theme {id!r}"))
    theme = Theme(id, "", "", All((), tree.place), tree.place)
    for name, entry in entries.items():
        if name in ATTRIBUTES:
            theme = ATTRIBUTES[name](theme, entry, reader)
        elif name != "id":
            reader.unknown(entry, Words("主題屬性", "attribute of a theme"), name, ATTRIBUTES)
    for name in ("title", "why", "match"):
        if entries and name not in entries:
            reader.wrong(tree, f"主題「{id}」沒有 {name}", f"theme {id!r} has no {name}")
    return theme


def _order(tree: Tree, reader: Reader) -> tuple[Order, ...]:
    found: list[Order] = []
    for item in reader.items(tree):
        descending = False
        name_at = item
        if isinstance(item.value, dict):
            entries = reader.mapping(item, Words("order_by", "order_by"))
            for key in entries.keys() - {"by", "descending"}:
                reader.unknown(
                    entries[key], Words("排序屬性", "attribute of an order"), key, ("by", "descending")
                )
            if "by" not in entries:
                reader.wrong(item, "排序沒有 by", "the order has no by")
                continue
            name_at = entries["by"]
            descending = "descending" in entries and reader.flag(
                entries["descending"], Words("descending", "descending")
            )
        text = reader.text(name_at, Words("排序", "an order"))
        name = text.removeprefix("-")
        for key in ORDER_KEYS:
            if key == name:
                found.append(Order(key, descending or text.startswith("-")))
                break
        else:
            if text:
                reader.unknown(name_at, Words("排序", "order"), name, ORDER_KEYS)
    return tuple(found)


def _score(tree: Tree, reader: Reader) -> tuple[tuple[str, float], ...]:
    found: list[tuple[str, float]] = []
    for name, entry in reader.mapping(tree, Words("score", "score")).items():
        if name not in SCORE_KEYS:
            reader.unknown(entry, Words("評分項目", "part of a score"), name, SCORE_KEYS)
        elif isinstance(entry.value, bool) or not isinstance(entry.value, int | float):
            reader.wrong(entry, "權重應為數字", "a weight should be a number")
        else:
            found.append((name, float(entry.value)))
    return tuple(found)


def _grouping(tree: Tree, reader: Reader) -> Grouping | None:
    entries = {"by": tree}
    if isinstance(tree.value, dict):
        entries = reader.mapping(tree, Words("group_by", "group_by"))
        for key in entries.keys() - {"by", "heading"}:
            reader.unknown(entries[key], Words("分組屬性", "attribute of a grouping"), key, ("by", "heading"))
    if "by" not in entries:
        reader.wrong(tree, "分組沒有 by", "the grouping has no by")
        return None
    by = reader.text(entries["by"], Words("分組", "a grouping"))
    heading = "{name}"
    if "heading" in entries:
        heading = reader.text(entries["heading"], Words("標題樣式", "a heading pattern"))
        if re.findall(r"\{[^}]*\}?|\}", heading) != ["{name}"]:
            hint = Words("如：與{name}往來", "such as: relations with {name}")
            reader.wrong(
                entries["heading"], "標題樣式應有一個 {name}", "a heading pattern has one {name}", hint
            )
    for key in GROUP_KEYS:
        if key == by:
            return Grouping(key, heading)
    if by:
        reader.unknown(entries["by"], Words("分組", "grouping"), by, GROUP_KEYS)
    return None


ATTRIBUTES: dict[str, Callable[[Theme, Tree, Reader], Theme]] = {
    "title": lambda theme, tree, reader: replace(theme, title=reader.text(tree, Words("title", "title"))),
    "why": lambda theme, tree, reader: replace(theme, why=reader.text(tree, Words("why", "why"))),
    "match": lambda theme, tree, reader: replace(theme, match=read_rule(tree, reader)),
    "order_by": lambda theme, tree, reader: replace(theme, order_by=_order(tree, reader)),
    "limit": lambda theme, tree, reader: replace(theme, limit=reader.count(tree, Words("limit", "limit"))),
    "score": lambda theme, tree, reader: replace(theme, score=_score(tree, reader)),
    "exclusive": lambda theme, tree, reader: replace(
        theme, exclusive=reader.flag(tree, Words("exclusive", "exclusive"))
    ),
    "group_by": lambda theme, tree, reader: replace(theme, group_by=_grouping(tree, reader)),
}


def _refuse_circles(themes: dict[str, Theme], written: dict[str, Tree], reader: Reader) -> None:
    """Note every circle of themes that use each other, once."""
    done: set[str] = set()

    def visit(id: str, path: tuple[str, ...]) -> None:
        if id in path:
            circle = path[path.index(id) :]
            if done.isdisjoint(circle):
                names = " → ".join((*circle, id))
                place = written.get(circle[-1], next(iter(written.values())))
                reader.wrong(
                    place, f"主題互相引用成圈：{names}", f"themes use each other in a circle: {names}"
                )
            return
        if id not in done:
            for use in uses(themes[id].match):
                visit(use.theme, (*path, id))
            done.add(id)

    for id in written:
        visit(id, ())
