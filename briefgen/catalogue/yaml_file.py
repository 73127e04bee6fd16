"""Read YAML 1.2 in the strict sense: one document, no tags, no aliases, no duplicate keys.

Plain data is built straight from the C parser's events, so a refused construct is
never expanded and depth is bounded before anything recurses.  `NO` is Norway,
`2021-09-10` is text, octal is `0o17`.  Lines are found by reading the text again,
which happens only when a problem needs them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import yaml
from yaml import events as ev

from briefgen.catalogue.text_file import (
    VALUES,
    few,
    read_text,
    relative,
    uncollected,
)
from briefgen.catalogue.yaml_syntax import syntax_problem
from briefgen.clean import REMOVED, clean_tree, is_clean
from briefgen.errors import CatalogueError, Place, Problem, Words
from briefgen.tree import Path as Steps
from briefgen.tree import Plain, Tree

DEPTH = 50
MANY = 1000  # problems of one file; nobody mends more before the next try
WHOLE = 2**63  # whole numbers lie between this and its negative
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_TYPED_START = frozenset("+-.0123456789~nNtTfF")
_LINE_START = re.compile(f"^(?:[ ]|{REMOVED.pattern})+", re.MULTILINE)
_INT = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)

_TOO_MUCH = (
    f"巢狀超過 {DEPTH} 層，或多於 {VALUES} 個值",
    f"nested deeper than {DEPTH} levels, or over {VALUES} values",
)


def read(path: Path, root: Path) -> Tree:
    """Read one YAML file; CatalogueError with all its problems, each with its line."""
    return parse(read_text(path, root), relative(path, root))


def parse(text: str, file: str, first_line: int = 1) -> Tree:
    """Read YAML text that begins on a line of a file; CatalogueError with all its problems."""
    text, stand_ins = _parsable(few(text, file, ",\n"))
    value, escaped = _build(text, file, first_line, None)
    located: dict[Steps, int] = {}

    def locate(steps: Steps) -> Place:
        if not located:
            _build(text, file, first_line, located)
        while steps and steps not in located:
            steps = steps[:-1]
        return Place(file, located.get(steps, first_line))

    tree = Tree(value, locate)
    return clean_tree(tree, stand_ins) if stand_ins or escaped else tree


def reads_as_text(text: str) -> bool:
    """A plain scalar of these characters would be read as text, not as a number, truth value or nothing."""
    if text and text[0] not in _TYPED_START:
        return True
    return not (text in _NULL or text in _BOOL or _FLOAT.fullmatch(text) or _OTHER_BASE.fullmatch(text))


def _parsable(text: str) -> tuple[str, dict[str, str]]:
    """Give a text that the parser reads: characters for private use stand for those that are to be taken out.

    So it is known in which value they were.  At the beginning of a line, as where files
    were put together, they are in no value and only go.
    """
    if is_clean(text):
        return text, {}
    text = _LINE_START.sub(lambda found: REMOVED.sub("", found[0]), text)
    there = set(text)
    free = (letter for letter in map(chr, range(0x10FF00, 0x10F000, -1)) if letter not in there)
    stand_ins = dict(zip(sorted(set(REMOVED.findall(text))), free, strict=False))
    text = REMOVED.sub(lambda found: stand_ins.get(found[0], ""), text)
    return text, {letter: removed for removed, letter in stand_ins.items()}


def _build(text: str, file: str, first_line: int, lines: dict[Steps, int] | None) -> tuple[Plain, bool]:
    """Read a text; say whether escapes brought in what is to be taken out."""
    builder = _Builder(text, file, first_line, lines)
    try:
        with uncollected():
            value = builder.document()
    except yaml.YAMLError as error:
        raise CatalogueError(*builder.problems, syntax_problem(error, file, first_line)) from error
    if builder.problems:
        raise CatalogueError(*builder.problems)
    return value, builder.escaped


class _Builder:
    """One walk over the events of one document."""

    def __init__(self, text: str, file: str, first_line: int, lines: dict[Steps, int] | None) -> None:
        self.next: Callable[[], ev.Event] = _LOADER(text).get_event
        self.file = file
        self.offset = first_line
        self.lines = lines
        self.steps: list[str | int] = []
        self.nodes = 0
        self.escaped = False
        self.problems: list[Problem] = []

    def document(self) -> Plain:
        self.next()
        if isinstance(self.next(), ev.StreamEndEvent):
            return None
        value = self.node(self.next())
        self.next()
        after = self.next()
        if not isinstance(after, ev.StreamEndEvent):
            self.refuse(
                after, "一個檔案只能有一份 YAML 文件（多了一個「---」）", "more than one YAML document"
            )
        return value

    def node(self, event: ev.Event) -> Plain:
        if self.lines is not None:
            self.lines.setdefault(tuple(self.steps), self.line(event))
        if type(event) is ev.ScalarEvent:
            return self.scalar(event)
        if type(event) is ev.MappingStartEvent:
            return self.mapping(event)
        if type(event) is ev.SequenceStartEvent:
            return self.sequence(event)
        self.refuse(
            event,
            "不接受 YAML 別名（*）",
            "YAML aliases are not accepted",
            "請把內容完整寫出；文字若以 * 開頭，請加引號",
            "write the content out; quote a text that starts with *",
        )
        return None

    def mapping(self, start: ev.MappingStartEvent) -> dict[str, Plain]:
        self.enter(start)
        found: dict[str, Plain] = {}
        while type(event := self.next()) is not ev.MappingEndEvent:
            key = self.key(event)
            if key in found:
                zh, en = f"欄位「{key}」重複", f"the key {key!r} is there twice"
                self.refuse(event, zh, en, "請刪去其中一個", "delete one of them")
            self.steps[-1] = key
            if self.lines is not None:
                self.lines[tuple(self.steps)] = self.line(event)
            found[key] = self.node(self.next())
        self.steps.pop()
        return found

    def key(self, event: ev.Event) -> str:
        if not isinstance(event, ev.ScalarEvent):
            self.refuse(event, "欄位名必須是文字", "a key must be text")
            raise CatalogueError(*self.problems)
        self.scalar(event)
        return event.value

    def sequence(self, start: ev.SequenceStartEvent) -> list[Plain]:
        self.enter(start)
        found: list[Plain] = []
        while type(event := self.next()) is not ev.SequenceEndEvent:
            self.steps[-1] = len(found)
            found.append(self.node(event))
        self.steps.pop()
        return found

    def enter(self, start: ev.CollectionStartEvent) -> None:
        """Go one level down; its step is set as each member is reached."""
        if start.tag is not None or start.anchor is not None:
            self.check(start)
        self.nodes += 1
        if len(self.steps) >= DEPTH or self.nodes > VALUES:
            self.refuse(start, *_TOO_MUCH)
            raise CatalogueError(*self.problems)
        self.steps.append(0)

    def scalar(self, event: ev.ScalarEvent) -> Plain:
        self.nodes += 1
        if event.tag is not None or event.anchor is not None:
            self.check(event)
        text = event.value
        if event.implicit[0]:
            if text and text[0] not in _TYPED_START:
                return text
            return self.plain(text, event)
        if event.style == '"' and not is_clean(text):
            self.escaped = True
        return text

    def plain(self, text: str, event: ev.Event) -> Plain:
        """Give a plain scalar its type in the core schema of YAML 1.2."""
        if text in _NULL:
            return None
        if text in _BOOL:
            return _BOOL[text]
        try:
            number = _number(text)
        except ValueError:  # more than 4,300 digits
            number = WHOLE
        if type(number) is int and not -WHOLE <= number < WHOLE:
            name = next((f"「{step}」的" for step in reversed(self.steps) if isinstance(step, str)), "")
            zh, en = f"{name}數字太大，超出可用的範圍", "the number is out of range (64 bits)"
            self.refuse(event, zh, en, "若是文字請加引號", "quote it if it is text")
            return None
        return number

    def check(self, event: ev.NodeEvent) -> None:
        """Refuse tags and anchors."""
        tag = getattr(event, "tag", None)
        if tag is not None:
            # Not quoted: it may be the first words of an event that the reader may not see.
            zh, en = "不接受 YAML 標籤（!）", "YAML tags (!) are not accepted"
            self.refuse(event, zh, en, "文字若以 ! 開頭，請加引號", "quote a text that starts with !")
        if event.anchor is not None:
            zh, en = "不接受 YAML 錨點（&）", "YAML anchors (&) are not accepted"
            self.refuse(event, zh, en, "文字若以 & 開頭，請加引號", "quote a text that starts with &")

    def line(self, event: ev.Event) -> int:
        return self.offset + (event.start_mark.line if event.start_mark else 0)

    def place(self, event: ev.Event) -> Place:
        return Place(self.file, self.line(event))

    def refuse(self, event: ev.Event, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> None:
        hint = Words(hint_zh, hint_en) if hint_zh else None
        self.problems.append(Problem(self.place(event), Words(zh, en), hint))
        if len(self.problems) >= MANY:
            raise CatalogueError(*self.problems)


def _number(text: str) -> Plain:
    if _FLOAT.fullmatch(text) is None:
        return int(text, 0) if text[0] == "0" and _OTHER_BASE.fullmatch(text) else text
    if _INT.fullmatch(text):
        return int(text)
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
