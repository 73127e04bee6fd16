"""Take out of what people wrote the characters that no page can show, and say which.

Controls (but for tab and line end), noncharacters, halves of pairs, a byte order mark
inside a text, invisible tags, and the marks that turn the direction of what follows:
a reader would not see them, and could be deceived.  They are taken out once, where a
file is read; whoever reads gives one warning for each file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence

from briefgen.errors import Place, Problem, Severity, Words
from briefgen.tree import Path, Plain, Removed, Tree

_UNSHOWN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
_TURNING = "\u202a-\u202e\u2066-\u2069"
_BEYOND = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
_TAGS = "\U000e0000-\U000e007f"
# As a class of the basic plane alone this is a bitmap, and ten times as fast to search for.
_BASIC = re.compile(f"[{_UNSHOWN}{_TURNING}\ufeff]")
_REST = re.compile(f"[{_BEYOND}{_TAGS}]")
_LEADS = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")
UNPRINTABLE = re.compile(f"[{_UNSHOWN}{_BEYOND}]")
"""What no font has and no file of ours can hold."""
REMOVED = re.compile(f"[{_UNSHOWN}{_TURNING}\ufeff{_BEYOND}{_TAGS}]")
"""What is taken out."""
_NUMBER = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,9})|(?P<decimal>[0-9]{1,9}));")
SHOWN = 5


def is_clean(text: str) -> bool:
    """Nothing of a text is to be taken out."""
    if _BASIC.search(text) is not None:
        return False
    if text.isascii():
        return True
    # Bytes are searched many times as fast: few texts have anything beyond the basic plane.
    raw = text.encode()
    return not any(lead in raw for lead in _LEADS) or _REST.search(text) is None


def clean(text: str, file: str = "") -> tuple[str, tuple[Removed, ...]]:
    """Give a text without what no page can show, and what was taken out, with its line and column.

    >>> clean("王\\x07毅", "a.md")
    ('王毅', (Removed(character='\\x07', where=Place(file='a.md', line=1, column=2, sheet=None, cell=None), record=None),))
    """
    if is_clean(text):
        return text, ()
    found = tuple(Removed(one[0], _place(text, file, one.start())) for one in REMOVED.finditer(text))
    return REMOVED.sub("", text), found


def spelt_out(text: str) -> tuple[tuple[str, int], ...]:
    """Give what is to be taken out of a text and is spelt as a number in it, each with where that begins.

    >>> spelt_out("王&#x202E;毅&#65;")
    (('\\u202e', 1),)
    """
    return tuple(
        (chr(code), found.start())
        for found in _NUMBER.finditer(text)
        if (code := int(found["hex"] or found["decimal"], 16 if found["hex"] else 10)) <= sys.maxunicode
        and REMOVED.match(chr(code))
    )


def spelling(character: str, where: Place) -> Problem:
    """Say that a character which no page can show is spelt out somewhere: nobody does that by mistake."""
    code = f"U+{ord(character):04X}"
    what = Words(
        f"寫出了不會顯示的控制字元（{code}）", f"a character that no page shows is spelt out ({code})"
    )
    return Problem(where, what, Words("請刪去", "delete it"))


def clean_tree(tree: Tree, stand_ins: dict[str, str] | None = None) -> Tree:
    """Give a tree whose texts and keys are clean; `removed` says what was in which record.

    `stand_ins` are characters that stand for removed ones, which no parser would have read.
    """
    known = stand_ins or {}
    pattern = re.compile(f"{REMOVED.pattern[:-1]}{''.join(known)}]") if known else REMOVED
    removed: list[Removed] = []
    value = _clean_value(
        tree.value, (), pattern, lambda steps, one: removed.append(_removed(tree, steps, known.get(one, one)))
    )
    return Tree(value, tree.locate, tree.terms, (*tree.removed, *removed))


def warning(removed: Sequence[Removed]) -> Problem:
    """Say of one file how many characters were taken out of it, which, and where the first one was."""
    codes = list(dict.fromkeys(f"U+{ord(one.character):04X}" for one in removed))
    more = "等" if len(codes) > SHOWN else ""
    first = min(removed, key=lambda one: one.where.order)
    return Problem(
        first.where,
        Words(
            f"清除了 {len(removed)} 個不會顯示的控制字元（{'、'.join(codes[:SHOWN])}{more}），這裡是第一個",
            f"{len(removed)} characters that no page shows were taken out ({', '.join(codes[:SHOWN])}"
            f"{' and others' if more else ''}); the first was here",
        ),
        Words("請在原檔刪去", "delete them in the file"),
        Severity.WARNING,
    )


def _removed(tree: Tree, steps: Path, character: str) -> Removed:
    record = steps[0] if steps and isinstance(steps[0], int) else None
    return Removed(character, tree.locate(steps), record)


def _clean_value(
    value: Plain, steps: Path, pattern: re.Pattern[str], tell: Callable[[Path, str], None]
) -> Plain:
    if isinstance(value, str):
        return _clean_text(value, steps, pattern, tell)
    if isinstance(value, list):
        return [_clean_value(item, (*steps, at), pattern, tell) for at, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    found: dict[str, Plain] = {}
    for key, item in value.items():
        name = _clean_text(key, (*steps, key), pattern, tell)
        found[key if name in found or (name != key and name in value) else name] = _clean_value(
            item, (*steps, key), pattern, tell
        )
    return found


def _clean_text(text: str, steps: Path, pattern: re.Pattern[str], tell: Callable[[Path, str], None]) -> str:
    if pattern.search(text) is None:
        return text
    for one in pattern.findall(text):
        tell(steps, one)
    return pattern.sub("", text)


def _place(text: str, file: str, at: int) -> Place:
    return Place(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
