"""Say which CSS the Word file cannot follow, with file and line.

EXPRESSED reaches Word through `looks.py`; SILENT concerns the PDF's fine points and
is left out of Word without a loss.  Everything else outside `@media print` is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from briefgen.errors import Place, Problem, Severity, Words
from briefgen.render.sheets import read

EXPRESSED = frozenset(
    [
        "font",
        "font-family",
        "font-size",
        "font-style",
        "font-weight",
        "font-variant",
        "font-variant-caps",
        "line-height",
        "color",
        "background",
        "background-color",
        "text-align",
        "text-align-all",
        "text-indent",
        "text-decoration",
        "text-decoration-line",
        "letter-spacing",
        "vertical-align",
        "margin",
        "padding",
        "border",
        "break-before",
        "break-after",
        "break-inside",
        "page-break-before",
        "page-break-after",
        "page-break-inside",
        "orphans",
        "widows",
        "width",
        "list-style",
        "list-style-type",
        "list-style-position",
        "size",
        "border-collapse",
        "table-layout",
    ]
)
SILENT = frozenset(
    [
        "bookmark-label",
        "bookmark-level",
        "bookmark-state",
        "hyphens",
        "overflow-wrap",
        "word-break",
        "box-decoration-break",
        "font-kerning",
        "font-feature-settings",
        "font-variant-east-asian",
        "font-variant-numeric",
        "font-variant-ligatures",
        "text-underline-offset",
        "text-decoration-thickness",
        "footnote-policy",
        "footnote-display",
        "max-width",
        "max-height",
        "image-resolution",
        "object-fit",
        "border-spacing",
        "empty-cells",
        "caption-side",
        "text-align-last",
        "string-set",
        "unicode-range",
        "src",
        "min-width",
        "white-space",
        "quotes",
        "lang",
    ]
)
SIDED = re.compile(r"^(margin|padding|border)(-.*)?$")
NO_EFFECT = {"none", "normal", "static", "auto", "visible", "initial", "inherit", "block", "inline"}


def faults(path: Path, shown: str) -> Iterator[Problem]:
    """Give a warning for each declaration of a stylesheet that Word cannot express."""
    import tinycss2  # type: ignore[import-untyped]

    text = read(path)
    yield from _rules(tinycss2.parse_stylesheet(text, True, True), shown)


def _rules(rules: list[object], shown: str) -> Iterator[Problem]:
    import tinycss2

    for rule in rules:
        kind = getattr(rule, "type", "")
        if kind == "qualified-rule":
            selector = tinycss2.serialize(rule.prelude).strip()  # type: ignore[attr-defined]
            yield from _declarations(rule.content, selector, shown)  # type: ignore[attr-defined]
        elif kind == "at-rule" and rule.content is not None:  # type: ignore[attr-defined]
            name = rule.lower_at_keyword  # type: ignore[attr-defined]
            if name == "media" and "print" not in tinycss2.serialize(rule.prelude):  # type: ignore[attr-defined]
                yield from _rules(tinycss2.parse_rule_list(rule.content, True, True), shown)  # type: ignore[attr-defined]
            elif name == "page":
                kind = tinycss2.serialize(rule.prelude).partition(":")[2].strip()  # type: ignore[attr-defined]
                if kind not in ("", "first"):
                    yield _fault(shown, rule.source_line, f"@page :{kind}")  # type: ignore[attr-defined]
                yield from _page(rule.content, shown)  # type: ignore[attr-defined]


def _page(content: object, shown: str) -> Iterator[Problem]:
    """Look into a page rule: Word prints the running head and foot, not words made by CSS."""
    import tinycss2

    for part in tinycss2.parse_blocks_contents(content, True, True):
        if part.type == "at-rule" and part.lower_at_keyword != "footnote" and part.content is not None:
            for found in tinycss2.parse_blocks_contents(part.content, True, True):
                words = tinycss2.serialize(found.value).strip() if found.type == "declaration" else ""
                made = found.type == "declaration" and found.lower_name == "content"
                if made and words not in NO_EFFECT and not words.startswith("element("):
                    yield _fault(shown, found.source_line, f"@{part.lower_at_keyword} content")


def _declarations(content: object, selector: str, shown: str) -> Iterator[Problem]:
    import tinycss2

    for found in tinycss2.parse_blocks_contents(content, True, True):
        if found.type != "declaration" or found.name.startswith("--"):
            continue
        name = found.lower_name
        if name in EXPRESSED or name in SILENT or (SIDED.match(name) and "radius" not in name):
            continue
        if tinycss2.serialize(found.value).strip() in NO_EFFECT:
            continue
        if name == "content" and ("footnote" in selector or "::marker" in selector):
            continue
        yield _fault(shown, found.source_line, f"{selector} {{ {name} }}")


def _fault(shown: str, line: int, css: str) -> Problem:
    what = Words(f"Word 無法表現 {css}", f"Word cannot express {css}")
    hint = Words(
        "只給 PDF 的請寫在 @media print { } 內", "put what is for the PDF only into @media print { }"
    )
    return Problem(Place(shown, line), what, hint, Severity.WARNING)
