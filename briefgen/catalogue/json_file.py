"""Read JSON and JSON Lines with the strictness of the YAML reader.

A JSON text is nearly always YAML, so the lines of its values are found by the YAML
reader when a problem needs them; in JSON Lines a record's line is its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

from briefgen.catalogue.text_file import few, read_text, relative
from briefgen.clean import clean, clean_tree, is_clean
from briefgen.errors import CatalogueError, Place, Problem, Words
from briefgen.tree import Path as Steps
from briefgen.tree import Plain, Tree

DEPTH = 50
FIELDS = 10_000
MANY = 1000


def read(path: Path, root: Path) -> Tree:
    """Read one JSON file; CatalogueError with line and column."""
    file = relative(path, root)
    text = few(read_text(path, root), file, ",[{")
    if not text.strip():
        return Tree(None, lambda steps: Place(file))
    value, dirty = _loads(text, lambda line, column: Place(file, line, column))
    tree = Tree(value, _yaml_lines(text, file))
    return clean_tree(tree) if dirty else tree


def read_lines(path: Path, root: Path) -> Tree:
    """Read JSON Lines as a list of records; empty lines are skipped; CatalogueError with all bad lines."""
    file = relative(path, root)
    text = few(read_text(path, root), file, ",[{")
    records: list[Plain] = []
    lines: list[int] = []
    problems: list[Problem] = []
    dirty = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record, unclean = _loads(line, lambda _, column, at=number: Place(file, at, column))  # type: ignore[misc]
            records.append(record)
            dirty = dirty or unclean
            lines.append(number)
        except CatalogueError as error:
            problems.extend(error.problems)
            if len(problems) >= MANY:
                break
    if problems:
        raise CatalogueError(*problems)
    tree = Tree(records, lambda steps: Place(file, lines[int(steps[0])] if steps and lines else 1))
    return clean_tree(tree) if dirty else tree


def _loads(text: str, place: Callable[[int, int], Place]) -> tuple[Plain, bool]:
    """Read a JSON text; say whether something in it is to be taken out."""
    dirty = not is_clean(text)
    try:
        value = _parsed(clean(text)[0] if dirty else text, strict=True)
        if dirty:
            # Once more as it is: only so is it known which record holds what is taken out.
            value = _parsed(text, strict=False)
        if "\\u" in text or text.count("[") + text.count("{") >= DEPTH:
            dirty = _check(value, 0) or dirty
    except json.JSONDecodeError as error:
        what = Words(f"JSON 寫法有誤（{error.msg}）", f"this is not JSON: {error.msg}")
        raise CatalogueError(Problem(place(error.lineno, error.colno), what)) from error
    except RecursionError as error:
        raise CatalogueError(Problem(place(1, 1), _DEEP)) from error
    except _RefusedError as error:
        raise CatalogueError(Problem(place(1, 1), error.words)) from error
    except ValueError as error:  # a number of more than 4,300 digits
        raise CatalogueError(Problem(place(1, 1), Words("數字太長", "a number is too long"))) from error
    return value, dirty


def _parsed(text: str, *, strict: bool) -> Plain:
    value: Plain = json.loads(
        text,
        object_pairs_hook=_no_duplicates,
        parse_constant=_no_constant,
        parse_int=_whole,
        strict=strict,
    )
    return value


_DEEP = Words(f"巢狀超過 {DEPTH} 層", f"nested deeper than {DEPTH} levels")


class _RefusedError(Exception):
    """JSON that Python reads and we do not."""

    def __init__(self, words: Words) -> None:
        self.words = words


def _no_duplicates(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
    if len(pairs) > FIELDS:
        raise _RefusedError(Words(f"一筆記錄多於 {FIELDS} 個欄位", f"a record has more than {FIELDS} fields"))
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _RefusedError(Words(f"欄位「{twice}」重複", f"the key {twice!r} is there twice"))
    return found


def _whole(digits: str) -> int:
    if len(digits) > 20 or not -(2**63) <= int(digits) < 2**63:
        what = Words(
            f"數字 {digits[:20]}… 太大，超出可用的範圍", f"the number {digits[:20]}… is out of range"
        )
        raise _RefusedError(what)
    return int(digits)


def _no_constant(name: str) -> Plain:
    raise _RefusedError(Words(f"JSON 沒有 {name} 這個數", f"JSON has no number {name}"))


def _check(value: Plain, depth: int) -> bool:
    """Refuse depth; say whether escapes brought in what no page can show."""
    if depth > DEPTH:
        raise _RefusedError(_DEEP)
    if isinstance(value, str):
        return not is_clean(value)
    if isinstance(value, list):
        return max((_check(item, depth + 1) for item in value), default=False)
    if isinstance(value, dict):
        return max((_check(part, depth + 1) for item in value.items() for part in item), default=False)
    return False


def _yaml_lines(text: str, file: str) -> Callable[[Steps], Place]:
    @cache
    def lines() -> Tree:
        from briefgen.catalogue import yaml_file

        try:
            return yaml_file.parse(text, file)
        except CatalogueError:
            return Tree(None, lambda _: Place(file))

    return lambda steps: lines().locate(steps)
