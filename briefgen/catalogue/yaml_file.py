"""Read YAML 1.2 in the strict sense: one document, no tags, no aliases, no duplicate keys.

Plain data is built straight from the C parser's events, so a refused construct is
never expanded and depth is bounded before anything recurses.  `NO` is Norway,
`2021-09-10` is text, octal is `0o17`.  Lines are found by reading the text again,
which happens only when a problem needs them.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from pathlib import Path

import yaml
from yaml import events as ev

from briefgen.catalogue.text_file import UNPRINTABLE, read_text, relative, unprintable
from briefgen.errors import CatalogueError, Place, Problem, Words
from briefgen.tree import Path as Steps
from briefgen.tree import Plain, Tree

DEPTH = 50
NODES = 20_000_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMBER_START = frozenset("+-.0123456789")
_INT = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)

_SYNTAX = {
    "mapping values are not allowed": "這裡不能再寫「鍵: 值」；值裡若有半形冒號，請用引號括起來",
    "could not find expected ':'": "這裡缺了冒號「:」，或引號沒有成對",
    "did not find expected key": "縮排或引號有誤，這裡應該是下一個欄位",
    "did not find expected '-' indicator": "縮排有誤，這裡應該是下一個「- 」",
    "found character that cannot start any token": "這個字元不能開頭；縮排請用空格，不要用定位字元（Tab）",
    "did not find expected ',' or ']'": "方括號清單少了逗號或「]」",
    "did not find expected ',' or '}'": "大括號少了逗號或「}」",
    "found unexpected end of stream": "檔案在引號或括號還沒結束時就結束了",
    "did not find expected <document start>": "這裡多出了無法理解的內容",
    "block sequence entries are not allowed": "這裡不能寫「- 」，請檢查縮排",
}


def read(path: Path, root: Path) -> Tree:
    """Read one YAML file; CatalogueError with all its problems, each with its line."""
    return parse(read_text(path, root), relative(path, root))


def parse(text: str, file: str, first_line: int = 1) -> Tree:
    """Read YAML text that begins on a line of a file; CatalogueError with all its problems."""
    value = _build(text, file, first_line, None)
    located: dict[Steps, int] = {}

    def locate(steps: Steps) -> Place:
        if not located:
            _build(text, file, first_line, located)
        while steps and steps not in located:
            steps = steps[:-1]
        return Place(file, located.get(steps, first_line))

    return Tree(value, locate)


def _build(text: str, file: str, first_line: int, lines: dict[Steps, int] | None) -> Plain:
    # The tree holds no cycles; walking it while it grows costs more than building it.
    collecting = gc.isenabled()
    gc.disable()
    try:
        builder = _Builder(text, file, first_line, lines)
        value = builder.document()
    except yaml.YAMLError as error:
        raise CatalogueError(_syntax(error, file, first_line)) from error
    finally:
        if collecting:
            gc.enable()
    if builder.problems:
        raise CatalogueError(*builder.problems)
    return value


class _Builder:
    """One walk over the events of one document."""

    def __init__(self, text: str, file: str, first_line: int, lines: dict[Steps, int] | None) -> None:
        self.next: Callable[[], ev.Event] = _LOADER(text).get_event
        self.file = file
        self.offset = first_line
        self.lines = lines
        self.nodes = 0
        self.problems: list[Problem] = []

    def document(self) -> Plain:
        self.next()
        event = self.next()
        if isinstance(event, ev.StreamEndEvent):
            return None
        value = self.node(self.next(), ())
        self.next()
        after = self.next()
        if not isinstance(after, ev.StreamEndEvent):
            self.refuse(
                after, "一個檔案只能有一份 YAML 文件（多了一個「---」）", "more than one YAML document"
            )
        return value

    def node(self, event: ev.Event, steps: Steps) -> Plain:
        if self.lines is not None and steps not in self.lines:
            self.lines[steps] = self.line(event)
        if isinstance(event, ev.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, ev.AliasEvent):
            self.refuse(
                event,
                "不接受 YAML 別名（*）",
                "YAML aliases are not accepted",
                "請把內容完整寫出；文字若以 * 開頭，請加引號",
                "write the content out; quote a text that starts with *",
            )
            return None
        assert isinstance(event, ev.CollectionStartEvent)
        self.check(event)
        if len(steps) >= DEPTH:
            self.refuse(event, f"巢狀超過 {DEPTH} 層", f"nested deeper than {DEPTH} levels")
            raise CatalogueError(*self.problems)
        return self.mapping(steps) if isinstance(event, ev.MappingStartEvent) else self.sequence(steps)

    def mapping(self, steps: Steps) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        while not isinstance(event := self.next(), ev.MappingEndEvent):
            if not isinstance(event, ev.ScalarEvent):
                self.refuse(event, "欄位名必須是文字", "a key must be text")
                raise CatalogueError(*self.problems)
            self.scalar(event)
            key: str = event.value
            if key in found:
                self.refuse(
                    event,
                    f"欄位「{key}」重複",
                    f"the key {key!r} is there twice",
                    "請刪去其中一個",
                    "delete one of them",
                )
            inner = (*steps, key)
            if self.lines is not None:
                self.lines[inner] = self.line(event)
            found[key] = self.node(self.next(), inner)
        return found

    def sequence(self, steps: Steps) -> list[Plain]:
        found: list[Plain] = []
        while not isinstance(event := self.next(), ev.SequenceEndEvent):
            found.append(self.node(event, (*steps, len(found))))
        return found

    def scalar(self, event: ev.ScalarEvent) -> Plain:
        self.nodes += 1
        if self.nodes > NODES:
            self.refuse(event, f"超過 {NODES} 個值", f"more than {NODES} values")
            raise CatalogueError(*self.problems)
        if event.tag is not None or event.anchor is not None:
            self.check(event)
        text: str = event.value
        if event.implicit[0]:
            return self.plain(text, event)
        if event.style == '"' and (bad := UNPRINTABLE.search(text)):
            self.problems.append(unprintable(bad[0], self.place(event)))
        return text

    def plain(self, text: str, event: ev.Event) -> Plain:
        """Give a plain scalar its type in the core schema of YAML 1.2."""
        if not text or text[0] in _NUMBER_START:
            try:
                return _number(text)
            except ValueError:
                self.refuse(
                    event, "數字太長", "the number is too long", "若是文字請加引號", "quote it if it is text"
                )
                return None
        if text in _NULL:
            return None
        return _BOOL.get(text, text)

    def check(self, event: ev.NodeEvent) -> None:
        """Refuse tags and anchors."""
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.refuse(
                event,
                f"不接受 YAML 標籤「{tag}」",
                f"the YAML tag {tag!r} is not accepted",
                "文字若以 ! 開頭，請加引號",
                "quote a text that starts with !",
            )
        if event.anchor is not None:
            self.refuse(
                event,
                f"不接受 YAML 錨點「&{event.anchor}」",
                f"the YAML anchor &{event.anchor} is not accepted",
                "文字若以 & 開頭，請加引號",
                "quote a text that starts with &",
            )

    def line(self, event: ev.Event) -> int:
        return self.offset + (event.start_mark.line if event.start_mark else 0)

    def place(self, event: ev.Event) -> Place:
        return Place(self.file, self.line(event))

    def refuse(self, event: ev.Event, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> None:
        hint = Words(hint_zh, hint_en) if hint_zh else None
        self.problems.append(Problem(self.place(event), Words(zh, en), hint))


def _number(text: str) -> Plain:
    if not text:
        return None
    if _INT.fullmatch(text):
        return int(text)
    if text[0] == "0" and _OTHER_BASE.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


def _syntax(error: yaml.YAMLError, file: str, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or error).splitlines()[0]
    zh = next(
        (words for start, words in _SYNTAX.items() if problem.startswith(start)),
        f"YAML 寫法有誤（{problem}）",
    )
    place = Place(file, mark.line + first_line, mark.column + 1) if mark else Place(file)
    return Problem(place, Words(zh, f"this is not YAML: {problem}"))
