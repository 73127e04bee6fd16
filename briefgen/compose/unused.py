"""Find what an audience has and does not use, and pictures and styles that miss their object.

Everything is read as text: stylesheets token by token, templates for the classes and
files they name.  To add a check: a generator over the Folder, listed in CHECKS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from briefgen.compose.pictures import SUFFIXES
from briefgen.compose.vocabulary import WRITTEN
from briefgen.errors import Place, Problem, Severity, Words, did_you_mean
from briefgen.linked import is_foreign, own_files

SHEET = "brief.css"
KNOWN_FILES = ("audience.yaml", "brief.html.j2", SHEET, "base.docx")
MADE_CLASSES = frozenset(
    {
        "note",
        "source",
        "explain",
        "label",
        "toc",
        "page-break",
        "page-number",
        "page-count",
        "right",
        "center",
    }
    | {f"toc-{level}" for level in range(1, 6)}
)
"""The classes that briefgen itself writes."""
RENAMED = {"note": ".note", "toc": "nav.toc", "page-number": ".page-number", "page-count": ".page-count"}
"""Tags of brief markup that a stylesheet knows under another name."""
STYLED = (WRITTEN - RENAMED.keys() - {"page-break"}) | {"html", "body", "nav", "div"}

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_CLASS = re.compile(r"""\bclass\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_IMAGE = re.compile(r"""<img\b[^>]*?\bsrc\s*=\s*(?:"([^"{]*)"|'([^'{]*)')""")
_NAMED = re.compile(r"""["']([^"'\s]+)["']""")


@dataclass(frozen=True)
class Folder:
    """One audience's own folder, and those whose parts it takes, the nearest first."""

    own: Path
    others: Sequence[Path]
    name_of: Callable[[Path], str]

    @property
    def is_audience(self) -> bool:
        """The base has no settings: what it offers need not be used."""
        return (self.own / KNOWN_FILES[0]).is_file()

    @cached_property
    def templates(self) -> dict[Path, str]:
        """Every template there is to it, without comments; what cannot be read is told elsewhere."""
        found = {}
        for folder in (self.own, *self.others):
            for path in own_files(folder, "*.j2", folder.parent):
                text = path.read_text("utf-8", errors="replace")
                found[path] = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
        return found

    @cached_property
    def rules(self) -> tuple[Any, ...]:
        """The rules of its own stylesheet, those inside `@media` too."""
        import tinycss2  # type: ignore[import-untyped]

        path = self.own / SHEET
        if not path.is_file() or is_foreign(path, self.own, self.own.parent):
            return ()
        text = path.read_text("utf-8", errors="replace")
        return tuple(_rules(tinycss2.parse_stylesheet(text, True, True)))

    def pictures(self) -> tuple[str, ...]:
        """The pictures of all folders, as a template names them."""
        folders = (self.own, *self.others)
        return tuple(
            path.relative_to(folder).as_posix()
            for folder in folders
            for path in sorted(folder.rglob("*"))
            if path.suffix.lower() in SUFFIXES
        )


def unused(folder: Folder) -> Iterator[Problem]:
    """Give what one audience does not use or has not got."""
    for check in CHECKS:
        yield from check(folder)


def _styles(folder: Folder) -> Iterator[Problem]:
    """Find rules for a class that no template writes, or a tag that does not exist."""
    words = [one or other for text in folder.templates.values() for one, other in _CLASS.findall(text)]
    if any("{" in word for word in words):
        return  # a class may be anything
    classes = {name for word in words for name in word.split()} | MADE_CLASSES
    where = folder.name_of(folder.own / SHEET)
    for rule in folder.rules:
        for kind, name, line in _selected(rule):
            if kind == "class" and name not in classes:
                what = Words(f"沒有範本用到樣式「.{name}」", f"no template has the class {name!r}")
                yield _warning(Place(where, line), what, did_you_mean(name, classes) or _add_or_delete())
            elif kind == "tag" and name.lower() not in STYLED:
                what = Words(f"文件裡沒有「{name}」這種元素", f"the document has no element {name!r}")
                right = RENAMED.get(name)
                hint = Words(f"請寫「{right}」", f"write {right!r}") if right else did_you_mean(name, STYLED)
                yield _warning(Place(where, line), what, hint or _add_or_delete())


def _missing_pictures(folder: Folder) -> Iterator[Problem]:
    known = folder.pictures()
    for path, text in folder.templates.items():
        if path.is_relative_to(folder.own):
            for found in _IMAGE.finditer(text):
                name, line = found[1] or found[2], text.count("\n", 0, found.start()) + 1
                if name and name not in known:
                    yield _no_picture(name, Place(folder.name_of(path), line), known)
    where = folder.name_of(folder.own / SHEET)
    for name, line in _addresses(folder.rules):
        if not re.match(r"[a-z]+:|#", name) and not (folder.own / name).is_file():
            yield _no_picture(name, Place(where, line), known)


def _unused_files(folder: Folder) -> Iterator[Problem]:
    """Find files that nothing names."""
    if not folder.is_audience:
        return
    named = {name for text in folder.templates.values() for name in _NAMED.findall(text)}
    named |= {name for name, _ in _addresses(folder.rules)}
    for path in sorted(folder.own.rglob("*")):
        name = path.relative_to(folder.own).as_posix()
        if not path.is_file() or name in KNOWN_FILES or any(part[0] in ".~" for part in name.split("/")):
            continue
        if name not in named and f"{folder.own.name}/{name}" not in named:
            what = Words("沒有用到這個檔案", "this file is not used")
            yield _warning(Place(folder.name_of(path)), what, did_you_mean(name, KNOWN_FILES))


def _unused_macros(folder: Folder) -> Iterator[Problem]:
    if not folder.is_audience:
        return
    for path, text in folder.templates.items():
        if not path.is_relative_to(folder.own):
            continue
        for found in re.finditer(r"\{%-?\s*macro\s+(\w+)", text):
            uses = sum(len(re.findall(rf"\b{found[1]}\b", other)) for other in folder.templates.values())
            if uses < 2:
                line = text.count("\n", 0, found.start()) + 1
                what = Words(f"沒有用到巨集「{found[1]}」", f"the macro {found[1]!r} is not used")
                yield _warning(Place(folder.name_of(path), line), what, None)


CHECKS: tuple[Callable[[Folder], Iterator[Problem]], ...] = (
    _styles,
    _missing_pictures,
    _unused_files,
    _unused_macros,
)


def _rules(rules: Iterable[Any]) -> Iterator[Any]:
    import tinycss2

    for rule in rules:
        if rule.type == "qualified-rule" or (rule.type == "at-rule" and rule.lower_at_keyword != "media"):
            yield rule
        elif rule.type == "at-rule" and rule.content is not None:
            yield from _rules(tinycss2.parse_rule_list(rule.content, True, True))


def _selected(rule: Any) -> Iterator[tuple[str, str, int]]:
    """Give the classes and tags that a rule selects, with their lines."""
    if rule.type != "qualified-rule":
        return
    before = ""
    for token in _tokens(rule.prelude):
        if token.type == "ident" and before not in (":", "["):
            yield ("class" if before == "." else "tag"), token.value, token.source_line
        before = token.value if token.type == "literal" else ""


def _addresses(rules: Iterable[Any]) -> Iterator[tuple[str, int]]:
    """Give what stands in `url()`, with its line."""
    for rule in rules:
        for token in _tokens(rule.content or ()):
            if token.type == "url":
                yield token.value, token.source_line
            elif token.type == "function" and token.lower_name == "url":
                yield from (
                    (inner.value, inner.source_line) for inner in token.arguments if inner.type == "string"
                )


def _tokens(tokens: Iterable[Any]) -> Iterator[Any]:
    """Give tokens with those inside brackets, but not inside `[attribute]`."""
    for token in tokens:
        yield token
        if token.type == "function":
            yield from _tokens(token.arguments)
        elif token.type in ("() block", "{} block"):
            yield from _tokens(token.content)


def _no_picture(name: str, where: Place, known: Sequence[str]) -> Problem:
    hint = did_you_mean(name, known) or Words("請放進範本資料夾", "put it into the template's folder")
    return Problem(where, Words(f"找不到圖檔「{name}」", f"there is no picture {name!r}"), hint)


def _warning(where: Place, what: Words, hint: Words | None) -> Problem:
    return Problem(where, what, hint, Severity.WARNING)


def _add_or_delete() -> Words:
    return Words("請刪去，或在範本加上", "delete it, or write it in the template")
