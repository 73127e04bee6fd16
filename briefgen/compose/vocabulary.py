"""The tags of brief markup: what each may hold and what may be written on it.

To add a tag: a line in TAGS, its node in `document.py`, and its case in
`assembly.py`.  `INTERNAL` attributes are for compose itself; they never reach
the document.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Day

from briefgen.errors import Words
from briefgen.model import Record

HEADINGS = ("h1", "h2", "h3", "h4", "h5")
RUNS = frozenset({"strong", "em", "small", "span", "sup", "sub"})
INLINES = RUNS | {"a", "br", "note", "page-number", "page-count"}
CONTAINERS = frozenset({"section", "aside", "blockquote", "header", "footer"})
BLOCKS = CONTAINERS | {*HEADINGS, "p", "ul", "ol", "table", "figure", "hr", "page-break", "toc"}
EVERYWHERE = frozenset({"class", "id", "lang"})
INTERNAL = frozenset({"at", "day", "name"})
ROOT = "brief"


class Tag(Record, frozen=True):
    """One tag: the tags it may hold, whether it may hold words, and its own attributes."""

    holds: frozenset[str] = frozenset()
    words: bool = False
    attributes: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()


def _of_inlines(*attributes: str, required: frozenset[str] = frozenset()) -> Tag:
    return Tag(INLINES, True, frozenset(attributes), required)


_EMPTY = Tag()
_MIXED = Tag(INLINES | BLOCKS - {*HEADINGS, "page-break", "toc"}, True)
_CELL = Tag(_MIXED.holds, True, frozenset({"colspan", "rowspan"}))

TAGS: dict[str, Tag] = {
    ROOT: Tag(BLOCKS),
    **{tag: _of_inlines("label") for tag in HEADINGS},
    **{tag: _of_inlines() for tag in ("p", "caption", "figcaption", *RUNS)},
    **{tag: Tag(BLOCKS) for tag in CONTAINERS},
    "a": Tag(INLINES - {"a"}, True, frozenset({"href"}), frozenset({"href"})),
    "note": Tag(INLINES - {"note"}, True),
    "ul": Tag(frozenset({"li"})),
    "ol": Tag(frozenset({"li"})),
    "li": _MIXED,
    "table": Tag(frozenset({"caption", "thead", "tbody", "tr"})),
    "thead": Tag(frozenset({"tr"})),
    "tbody": Tag(frozenset({"tr"})),
    "tr": Tag(frozenset({"th", "td"})),
    "th": _CELL,
    "td": _CELL,
    "figure": Tag(frozenset({"img", "figcaption"})),
    "img": Tag(attributes=frozenset({"src", "alt"}), required=frozenset({"src", "alt"})),
    "toc": Tag(attributes=frozenset({"depth"})),
    **dict.fromkeys(("hr", "page-break", "br", "page-number", "page-count"), _EMPTY),
}
WRITTEN = frozenset(TAGS) - {ROOT}
"""The tags a template may write."""


def _whole(least: int, most: int) -> Callable[[str], bool]:
    return lambda value: value.isdecimal() and least <= int(value) <= most


def _is_address(value: str) -> bool:
    return value.lower().startswith(("http://", "https://", "mailto:")) or (
        value.startswith("#") and len(value) > 1
    )


def _is_file(value: str) -> bool:
    parts = value.split("/")
    return bool(value) and ":" not in value and "\\" not in value and not {"", ".", ".."} & set(parts)


def _is_day(value: str) -> bool:
    try:
        return Day.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


VALUES: dict[str, tuple[Callable[[str], bool], Words]] = {
    "href": (
        _is_address,
        Words("只可用 http、https、mailto 或文內的 #代號", "only http, https, mailto or #id in the text"),
    ),
    "src": (
        _is_file,
        Words("請寫本讀者範本資料夾內的檔名", "name a file in the audience's own folder"),
    ),
    "colspan": (_whole(1, 1000), Words("應為正整數", "a whole number from 1")),
    "rowspan": (_whole(1, 1000), Words("應為正整數", "a whole number from 1")),
    "day": (_is_day, Words("應為 2021-09-09 這樣的日子", "a day like 2021-09-09")),
    "depth": (_whole(1, 5), Words("應為 1 至 5", "1 to 5")),
}
"""Attributes whose value is checked, and what is asked of it."""
