"""Change some records of a YAML file and leave every other line as it is.

Only the lines of a changed record are written again, by ruamel.yaml, which keeps the
comments in it.  The outcome is read back, and refused where it does not say what it should.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from briefgen.catalogue import yaml_file
from briefgen.catalogue.plain import plain_event
from briefgen.catalogue.text_file import read_text, relative
from briefgen.catalogue.yaml_text import yaml_record
from briefgen.convert import convert
from briefgen.errors import CatalogueError, Place, Problem, Words
from briefgen.model import Event
from briefgen.tree import Tree

_ITEM = re.compile(r"( *)- +")
_NESTED = re.compile(r"^( *)[^\s#-][^\n]*:[ ]*(?:#[^\n]*)?\n(?:[ ]*#[^\n]*\n)*( *)- ", re.MULTILINE)
_SAFE = re.compile(r"""[\w「『（《〈](?:[^:#,\[\]{}"'&*!|>%@`?\\]*[^:#,\[\]{}"'&*!|>%@`?\\\s])?""")
_BREAKS = re.compile("[\n\r\t\x85\u2028\u2029\ufeff]")


@dataclass(frozen=True, slots=True)
class Splice:
    """One change of a file: the record at `position` becomes `after`; None for a new one."""

    before: Event | None
    after: Event
    position: int | None


Edit = Callable[[str, Splice, Place], str]


def splice(path: Path, root: Path, splices: list[Splice], days: dict[int, date]) -> str:
    """Give the text of a file with some changes made.

    `days` are the first days of the records there, so that new ones are put in order.
    CatalogueError where the file is written in a way that cannot be changed by line.
    """
    file = relative(path, root)
    text = read_text(path, root) if path.exists() else ""
    tree = yaml_file.parse(text, file)
    try:
        return _spliced(text, tree, splices, days, _edited)
    except CatalogueError:
        if "#" in text:
            raise
        # Without comments nothing is lost when the changed records are written anew.
        return _spliced(text, tree, splices, days, _anew)


def _spliced(text: str, tree: Tree, splices: list[Splice], days: dict[int, date], edit: Edit) -> str:
    count = len(tree.value) if isinstance(tree.value, list) else 0
    lines = text.split("\n")
    spans = [_span(lines, tree, position, count) for position in range(count)]
    # From the end, so that the lines before keep their numbers.
    for one in sorted((s for s in splices if s.position is not None), key=lambda s: -(s.position or 0)):
        assert one.position is not None
        first, last = spans[one.position]
        lines[first:last] = _rewritten(lines[first:last], one, tree.locate((one.position,)), edit)
    file = tree.place.file
    changed = _with_new("\n".join(lines), [one for one in splices if one.position is None], days, file)
    _verify(changed, file, tree, splices)
    return changed


def _span(lines: list[str], tree: Tree, position: int, count: int) -> tuple[int, int]:
    """Give the lines of a record, from its dash to its last line that is no comment of the next."""
    first = (tree.locate((position,)).line or 1) - 1
    last = (tree.locate((position + 1,)).line or 1) - 1 if position + 1 < count else len(lines)
    while last > first + 1 and (not lines[last - 1].strip() or lines[last - 1].startswith("#")):
        last -= 1
    return first, last


def _rewritten(lines: list[str], one: Splice, where: Place, edit: Edit) -> list[str]:
    """Give the lines of a record as they become."""
    item = _ITEM.match(lines[0])
    if item is None:
        what = Words(
            "這筆記錄的寫法無法逐行改寫", "this record is written in a way that cannot be changed by line"
        )
        raise CatalogueError(Problem(where, what, Words("請手動修改", "change it by hand")))
    width = item.end()
    inner = [
        lines[0][width:],
        *(line[width:] if not line[:width].strip() else line.lstrip() for line in lines[1:]),
    ]
    text = edit("\n".join(inner) + "\n", one, where)
    shown = text.rstrip("\n").split("\n")
    return [lines[0][:width] + shown[0], *(" " * width + line if line else line for line in shown[1:])]


def _edited(text: str, one: Splice, where: Place) -> str:
    """Give the text of a record with its fields changed and its comments kept."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    assert one.before is not None
    yaml = YAML()
    yaml.Resolver = _untyped()
    yaml.preserve_quotes = True
    yaml.width = 2**30
    nested = _NESTED.search(text)
    offset = len(nested[2]) - len(nested[1]) if nested else 2
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    try:
        record = yaml.load(text)
    except YAMLError as error:
        raise CatalogueError(_by_hand(where)) from error
    _update(record, plain_event(one.before), plain_event(one.after))
    stream = io.StringIO()
    yaml.dump(record, stream)
    return stream.getvalue()


def _anew(text: str, one: Splice, where: Place) -> str:
    """Give the text of a record written anew."""
    first, *rest = yaml_record(plain_event(one.after)).split("\n")
    return "\n".join([first[2:], *(line[2:] for line in rest)])


def _by_hand(where: Place) -> Problem:
    what = Words(
        "這筆記錄的寫法無法逐行改寫", "this record is written in a way that cannot be changed by line"
    )
    return Problem(where, what, Words("請手動修改", "change it by hand"))


def _update(record: Any, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Change in a loaded record what differs between two plain ones."""
    for name in [name for name in before if name not in after and name in record]:
        del record[name]
    for name, value in after.items():
        if before.get(name) == value:
            continue
        old = record.get(name)
        if name in before and _alike(before[name], value, old):
            for item, was, becomes in zip(old, before[name], value, strict=True):
                _update(item, was, becomes)
        elif name in record:
            record[name] = _ruamel(value, old)
        else:
            follow = list(after)[list(after).index(name) :]
            at = next((index for index, key in enumerate(record) if key in follow), len(record))
            record.insert(at, name, _ruamel(value, None))


def _alike(before: Any, after: Any, written: Any) -> bool:
    """They are lists of as many records, which can be changed one by one."""
    lists = all(isinstance(value, list) for value in (before, after, written))
    return (
        lists and len(before) == len(after) == len(written) and all(isinstance(item, dict) for item in after)
    )


def _ruamel(value: Any, old: Any) -> Any:
    """Give plain data as ruamel writes it best: short collections on one line."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import PlainScalarString

    if isinstance(value, str):
        return _text(value, old)
    if isinstance(value, list):
        found = CommentedSeq([_ruamel(item, None) for item in value])
        if all(not isinstance(item, dict | list) for item in value):
            found.fa.set_flow_style()
        return found
    if isinstance(value, dict):
        record = CommentedMap({name: _ruamel(item, None) for name, item in value.items()})
        record.fa.set_flow_style()
        return record
    return PlainScalarString(str(value).lower() if isinstance(value, bool) else str(value))


def _text(text: str, old: Any) -> Any:
    """Give a text in the style of the old one where that can hold it."""
    from ruamel.yaml import scalarstring as style

    if _BREAKS.search(text):
        return style.DoubleQuotedScalarString(text)
    if not (_SAFE.fullmatch(text) and yaml_file.reads_as_text(text)):
        return style.SingleQuotedScalarString(text)
    folded = isinstance(old, style.FoldedScalarString | style.LiteralScalarString)
    return style.PlainScalarString(text) if folded else text


def _untyped() -> Any:
    """Give ruamel a resolver that takes every plain scalar for text, so that it writes what it read."""
    from ruamel.yaml.resolver import VersionedResolver

    class Untyped(VersionedResolver):  # type: ignore[misc, unused-ignore]
        @property
        def versioned_resolver(self) -> Any:
            return {"": [("tag:yaml.org,2002:null", re.compile(r"\Z"))]}

    return Untyped


def _with_new(text: str, new: list[Splice], days: dict[int, date], file: str) -> str:
    """Put new records where their day belongs, or at the end."""
    for one in sorted(new, key=lambda s: (s.after.when.first, s.after.id)):
        tree = yaml_file.parse(text, file)
        count = len(tree.value) if isinstance(tree.value, list) else 0
        record = yaml_record(plain_event(one.after)).rstrip("\n").split("\n")
        lines = text.rstrip("\n").split("\n") if text.strip() else []
        earlier = [position for position, day in days.items() if day <= one.after.when.first]
        if count and earlier:
            _, at = _span(lines, tree, max(earlier), count)
            lines[at:at] = ["", *record]
            days = {(p + 1 if p > max(earlier) else p): day for p, day in days.items()}
            days[max(earlier) + 1] = one.after.when.first
        else:
            lines += ["", *record] if lines else record
            days[count] = one.after.when.first
        text = "\n".join(lines) + "\n"
    return text


def _verify(text: str, file: str, old: Tree, splices: list[Splice]) -> None:
    """Make sure that a file says what it said before, but for the changes."""
    wanted = {e.id: e for e in convert(old, list[Event])} if old.value else {}
    wanted |= {one.after.id: one.after for one in splices}
    found = {e.id: e for e in convert(yaml_file.parse(text, file), list[Event])}
    if found != wanted:
        what = Words("併入後的內容與試算表不符", "the file would not say what the sheet says")
        raise CatalogueError(Problem(Place(file), what, Words("請手動修改", "change it by hand")))
