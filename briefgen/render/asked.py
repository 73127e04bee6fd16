"""Find what stylesheets ask for and no page can give: a font without a face, letters or gaps of no sensible size.

All are read from the stylesheets themselves, so that each is told once, with its
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
from briefgen.render.look import PageLook
from briefgen.render.sheets import read, shown

POINTS = {"px": 0.75, "pt": 1.0, "pc": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "q": 1.8 / 2.54}
SMALLEST, LARGEST = 1.0, 200.0
# The widest that makes sense, in points: beyond it no line, or no page, holds a word.
WIDEST = {"letter_spacing": 200.0, "word_spacing": 200.0, "line_height": 600.0, "text_indent": 500.0}
SIDES = ("top", "right", "bottom", "left")
WIDEST |= {f"{kind}_{side}": 500.0 for kind in ("margin", "padding") for side in SIDES}
ROOM = 72.0
"""What a page must leave for text either way, in points."""
_RELATIVE = {"": 12.0, "em": 12.0, "rem": 12.0, "lh": 20.0, "rlh": 20.0, "ex": 6.0, "ch": 6.0}
_NAMES = {
    "font",
    "font-family",
    "font-size",
    "margin",
    "padding",
    "size",
    *(name.replace("_", "-") for name in WIDEST),
}
BLOCKS = ("media", "supports", "layer", "container")


@dataclass(frozen=True, slots=True)
class _Wish:
    """One property of a stylesheet with its checked value; `face` where it stands in an `@font-face`."""

    where: Place
    name: str
    value: Any
    face: bool
    word_only: bool
    page: bool = False


def problems(
    sheets: tuple[Path, ...], folder: Path, faces: FaceList, sizes: Iterable[float], pages: Iterable[PageLook]
) -> Iterator[Problem]:
    """Give the fonts that no `@font-face` explains, and the sizes and gaps out of bounds.

    `sizes` and `pages` are the computed ones.
    """
    wishes = [wish for path in sheets for wish in _wishes(path, shown(path, folder))]
    yield from _fonts(wishes, faces)
    yield from _sizes(wishes, tuple(sizes))
    yield from _gaps(wishes)
    yield from _room(wishes, tuple(pages))


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


def _gaps(wishes: list[_Wish]) -> Iterator[Problem]:
    """Tell gaps that leave no room for a word, each declaration once."""
    told: set[Place] = set()
    for wish in wishes:
        widest = WIDEST.get(wish.name)
        if widest is None or wish.face or wish.page or wish.where in told:
            continue
        unit = (getattr(wish.value, "unit", None) or "").lower()
        points = abs(getattr(wish.value, "value", 0.0)) * (POINTS | _RELATIVE).get(unit, 0.0)
        if points > widest:
            told.add(wish.where)
            what = Words(
                f"{wish.value.value:.10g}{unit} 太大，頁面放不下文字",
                f"{wish.value.value:.10g}{unit} is too large: no text would fit on the page",
            )
            hint = Words(f"請改為 {widest:g}pt 以內", f"use {widest:g}pt at the most")
            yield Problem(wish.where, what, hint)


def _room(wishes: list[_Wish], pages: tuple[PageLook, ...]) -> Iterator[Problem]:
    """Tell a page whose margins leave no room, at the last thing that was said of its size."""
    said = [wish for wish in wishes if wish.page and (wish.name == "size" or wish.name.startswith("margin_"))]
    for page in pages:
        wide, high = page.width - page.left - page.right, page.height - page.top - page.bottom
        if min(wide, high) < ROOM:
            what = Words(
                f"頁面扣除邊界只剩 {max(wide, 0):.0f}×{max(high, 0):.0f}pt，放不下文字",
                f"the margins leave {max(wide, 0):.0f} by {max(high, 0):.0f} pt of the page, too little for text",
            )
            hint = Words("請改小 margin 或加大 size", "make margin smaller, or size larger")
            yield Problem(said[-1].where if said else Place("brief.css"), what, hint)
            return


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
        if declaration.lower_name not in _NAMES:
            continue
        page = around[-1:] == ("page",)
        where = Place(name, declaration.source_line)
        word_only = any("word" in rule and "print" not in rule for rule in around)
        if "font-face" in around:
            tokens = [token.value for token in declaration.value if token.type in ("string", "ident")]
            yield _Wish(where, "font_family", " ".join(tokens), True, word_only)
            continue
        with weasy.complaints(name):
            for key, value, _ in preprocess_declarations("", [declaration]):
                yield _Wish(where, key, value, False, word_only, page)


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
