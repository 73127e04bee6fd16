"""Guess what was meant by a value that is of the wrong form, and say how to write it.

To explain a further form: a function from the text and whether it stands in a cell to
Words, listed in FORMS under the pattern that the text does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import get_args

from briefgen.errors import Words, did_you_mean
from briefgen.faults.labels import label, labelled, value_of
from briefgen.model import Country
from briefgen.names import country_code
from briefgen.tree import Tree

_SEPARATORS = re.compile(r"\s*[、，；;,]\s*|\s*\n\s*")


def parts(text: str) -> tuple[str, ...]:
    """Give the items of a list that was written as one text, or the text alone.

    >>> parts("拜登、普丁"), parts("CN，US"), parts("東協")
    (('拜登', '普丁'), ('CN', 'US'), ('東協',))
    """
    return tuple(part for part in _SEPARATORS.split(text.strip()) if part)


def apart(items: Sequence[str], *, cells: bool) -> Words:
    """Say how the items of a list are kept apart: in a cell by lines, in a file by half-width commas."""
    listed = ", ".join(items)
    if cells:
        zh = f"一格有好幾項時，一行一項（Alt+Enter 換行）：「{'」換行「'.join(items)}」"
        return Words(zh, f"write one item a line (Alt+Enter): {listed}")
    return Words(
        f"清單各項以半形逗號隔開：[{listed}]", f"keep the items apart by half-width commas: [{listed}]"
    )


def right_form(text: str, pattern: str, *, cells: bool) -> Words | None:
    """Say how to write what a text means that should be of some pattern, or None."""
    explain = FORMS.get(pattern)
    return explain(text, cells) if explain else None


def choices(tree: Tree, field: str, values: Iterable[object]) -> Words:
    """Say which value of a closed list was meant, by its name or nearly, or what there is."""
    known, written = [str(value) for value in values], str(tree.value)
    if tree.terms:
        return _of_labels(written, [tree.terms.value(value) for value in known])
    if (meant := value_of(field, written)) in known:
        return Words(f"請寫 {meant}（{written}）", f"write {meant}")
    if guess := did_you_mean(written, known):
        return guess
    listed = "、".join(labelled(field, value) for value in known)
    close = [value for value in known if _like(label(field, value), written)]
    zh, en = (f"；是不是 {labelled(field, close[0])}？", f"; did you mean {close[0]}?") if close else ("", "")
    return Words(f"可用的值：{listed}{zh}", f"one of: {', '.join(known)}{en}")


def _of_labels(written: str, allowed: list[str]) -> Words:
    # A label of two characters is near where one of them is right.
    close = [word for word in allowed if _like(word, written)]
    zh, en = (f"；是不是「{close[0]}」？", f"; did you mean {close[0]!r}?") if close else ("", "")
    return Words(f"可用的值：{'、'.join(allowed)}{zh}", f"one of: {', '.join(allowed)}{en}")


def _like(word: str, written: str) -> bool:
    return len(word) == len(written) and bool(set(word) & set(written))


def _country(text: str, cells: bool) -> Words | None:
    items = parts(text)
    codes = [country_code(item) or country_code(item.upper()) for item in items]
    if len(items) > 1:
        return apart([code or item for code, item in zip(codes, items, strict=True)], cells=cells)
    return Words(f"請寫代碼 {codes[0]}", f"write the code {codes[0]}") if codes and codes[0] else None


def _address(text: str, cells: bool) -> Words:
    bare = re.sub(r"^(?:https?)?[:/\\：／]*", "", text.strip())
    like = f"，如 https://{bare}" if re.fullmatch(r"[\x21-\x7e]{1,80}", bare) else ""
    return Words(
        f"網址要以 https:// 開頭{like}", f"begin with https://{f', like https://{bare}' if like else ''}"
    )


def _pattern(kind: object) -> str:
    return str(get_args(kind)[1].pattern)


FORMS: dict[str, Callable[[str, bool], Words | None]] = {
    _pattern(Country): _country,
    "^https?://": _address,
}
