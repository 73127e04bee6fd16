"""Find what stylesheets ask for and no page can give: a font without a face, letters of no sensible size.

Both are read from the stylesheets themselves, so that each is told once, with its
line, before anything is set.  To refuse another thing: a function that goes through
`_wishes`, called in `problems`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.errors import Place, Problem, Words, did_you_mean
from briefgen.render import weasy
from briefgen.render.faces import FaceList
from briefgen.render.sheets import read, shown

POINTS = {"px": 0.75, "pt": 1.0, "pc": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "q": 1.8 / 2.54}
SMALLEST, LARGEST = 1.0, 200.0
BLOCKS = ("media", "supports", "layer", "container")


@dataclass(frozen=True, slots=True)
class _Wish:
    """One property of a stylesheet with its checked value; `face` where it stands in an `@font-face`."""

    where: Place
    name: str
    value: Any
    face: bool
    word_only: bool


def problems(
    sheets: tuple[Path, ...], folder: Path, faces: FaceList, sizes: Iterable[float]
) -> Iterator[Problem]:
    """Give the fonts that no `@font-face` explains and the sizes out of bounds; `sizes` are the computed ones."""
    wishes = [wish for path in sheets for wish in _wishes(path, shown(path, folder))]
    yield from _fonts(wishes, faces)
    yield from _sizes(wishes, tuple(sizes))


def lines_of_fonts(text: str) -> dict[str, int]:
    """Give the line where each installed font is named by `src: local(…)`."""
    import tinycss2  # type: ignore[import-untyped]

    found: dict[str, int] = {}
    for declaration, around in _declarations(tinycss2.parse_stylesheet(text, True, True), ()):
        if declaration.lower_name == "src" and "font-face" in around:
            for token in declaration.value:
                if token.type == "function" and token.lower_name == "local":
                    name = " ".join(
                        part.value for part in token.arguments if part.type in ("string", "ident")
                    )
                    found.setdefault(name, token.source_line)
    return found


def _fonts(wishes: list[_Wish], faces: FaceList) -> Iterator[Problem]:
    declared = {face.family for face in faces.faces}
    declared |= {wish.value for wish in wishes if wish.face and wish.name == "font_family"}
    for wish in wishes:
        if wish.face or wish.word_only or wish.name != "font_family" or not isinstance(wish.value, tuple):
            continue
        for family in dict.fromkeys((faces.latin(wish.value), faces.han(wish.value))):
            if family not in declared:
                yield _no_face(wish.where, family, declared)
                declared.add(family)


def _no_face(where: Place, family: str, declared: set[str]) -> Problem:
    what = Words(
        f"樣式表用了「{family}」，但沒有 @font-face 說明 PDF 用哪個字型",
        f"the stylesheet uses {family!r}, but no @font-face says which font the PDF takes",
    )
    hint = did_you_mean(family, sorted(declared)) or Words(
        f"請改用{'、'.join(f'「{name}」' for name in sorted(declared))}，或加上 @font-face",
        f"use one of {', '.join(sorted(declared))}, or add an @font-face",
    )
    return Problem(where, what, hint)


def _sizes(wishes: list[_Wish], computed: tuple[float, ...]) -> Iterator[Problem]:
    """Tell absolute sizes by themselves; where only a computed one is out of bounds, the last relative wish."""
    relative: _Wish | None = None
    found = False
    for wish in wishes:
        if wish.name != "font_size" or wish.face:
            continue
        if not hasattr(wish.value, "unit"):
            continue
        unit = (wish.value.unit or "pt").lower()
        if unit not in POINTS:
            relative = wish
        elif not SMALLEST <= wish.value.value * POINTS[unit] <= LARGEST:
            found = True
            yield _no_size(wish.where, f"{wish.value.value:.10g}{unit}")
    wrong = [size for size in computed if not SMALLEST <= size <= LARGEST]
    if wrong and relative is not None and not found:
        yield _no_size(relative.where, f"{wrong[0]:.10g}pt")


def _no_size(where: Place, size: str) -> Problem:
    return Problem(
        where,
        Words(
            f"字級 {size} 超出 {SMALLEST:g}–{LARGEST:g}pt",
            f"the size {size} is not within {SMALLEST:g}–{LARGEST:g}pt",
        ),
    )


def _wishes(path: Path, name: str) -> Iterator[_Wish]:
    """Give each font and size that a stylesheet asks for, in its order."""
    weasy.load()
    import tinycss2
    from weasyprint.css.validation import preprocess_declarations  # type: ignore[import-untyped]

    for declaration, around in _declarations(tinycss2.parse_stylesheet(read(path), True, True), ()):
        if declaration.lower_name not in ("font", "font-family", "font-size"):
            continue
        where = Place(name, declaration.source_line)
        word_only = any("word" in rule and "print" not in rule for rule in around)
        if "font-face" in around:
            tokens = [token.value for token in declaration.value if token.type in ("string", "ident")]
            yield _Wish(where, "font_family", " ".join(tokens), True, word_only)
            continue
        with weasy.complaints(name):
            for key, value, _ in preprocess_declarations("", [declaration]):
                yield _Wish(where, key, value, False, word_only)


def _declarations(rules: Iterable[Any], around: tuple[str, ...]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Give the declarations inside some rules, each with the names of the at-rules around it."""
    import tinycss2

    for rule in rules:
        if rule.type == "declaration":
            yield rule, around
        elif rule.type == "qualified-rule":
            yield from _declarations(tinycss2.parse_blocks_contents(rule.content, True, True), around)
        elif rule.type == "at-rule" and rule.content is not None:
            name = rule.lower_at_keyword
            parse = tinycss2.parse_rule_list if name in BLOCKS else tinycss2.parse_blocks_contents
            words = f"media {tinycss2.serialize(rule.prelude)}" if name == "media" else name
            yield from _declarations(parse(rule.content, True, True), (*around, words))
