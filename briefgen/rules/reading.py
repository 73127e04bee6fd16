"""Read the parts of a rule file and note every fault with its place.

A Reader holds what is known while a file is read (groups, names of themes, the
registers) and collects Problems, so that a person sees all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefgen.errors import Problem, Severity, Words, did_you_mean
from briefgen.rules.naming import Remembering
from briefgen.tree import Plain, Tree


@dataclass(slots=True)
class Reader:
    """What is known while rules are read, and what was found wrong so far."""

    names: Remembering
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    themes: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def wrong(self, tree: Tree, zh: str, en: str, hint: Words | None = None) -> None:
        """Note a fault at the place of a tree."""
        self.problems.append(Problem(tree.place, Words(zh, en), hint))

    def doubtful(self, tree: Tree, zh: str, en: str, hint: Words | None = None) -> None:
        """Note something that does not stop a build."""
        self.warnings.append(Problem(tree.place, Words(zh, en), hint, Severity.WARNING))

    def unknown(self, tree: Tree, what: Words, word: str, known: Iterable[str]) -> None:
        """Note a word that is not one of those known, with the nearest or all of them."""
        known = tuple(known)
        hint = did_you_mean(word, known) or one_of(known)
        self.wrong(tree, f"沒有「{word}」這個{what.zh}", f"there is no {what.en} {word!r}", hint)

    def mapping(self, tree: Tree, what: Words) -> dict[str, Tree]:
        """Give the entries of a mapping; where it is none, note that and give nothing."""
        if not isinstance(tree.value, dict):
            self.wrong(
                tree,
                f"{what.zh}應為「鍵: 值」的對照",
                f"{what.en} should be a mapping, not {kind(tree.value)}",
            )
            return {}
        return {str(key): tree.at(key) for key in tree.value}

    def items(self, tree: Tree) -> list[Tree]:
        """Give the items of a list; a single value is a list of one."""
        if isinstance(tree.value, list):
            return [tree.at(index) for index in range(len(tree.value))]
        return [tree]

    def text(self, tree: Tree, what: Words) -> str:
        """Give a text; where it is none, note that and give the empty text."""
        if isinstance(tree.value, str) and tree.value.strip():
            return tree.value.strip()
        self.wrong(tree, f"{what.zh}應為文字", f"{what.en} should be a text, not {kind(tree.value)}")
        return ""

    def scalar(self, tree: Tree) -> str | None:
        """Give a text or a number as text; where it is none of these, note that."""
        value = tree.value
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        self.wrong(
            tree,
            f"這裡應為文字或數字，不是{_KINDS_ZH.get(type(value), '空值')}",
            f"a text or number is wanted here, not {kind(value)}",
            Words("文字可加引號", "a text may be put in quotes"),
        )
        return None

    def flag(self, tree: Tree, what: Words) -> bool:
        """Give a yes or no; where it is none, note that."""
        if isinstance(tree.value, bool):
            return tree.value
        self.wrong(tree, f"{what.zh}應為 true 或 false", f"{what.en} should be true or false")
        return False

    def count(self, tree: Tree, what: Words) -> int | None:
        """Give a whole number of 1 or more; where it is none, note that."""
        value = tree.value
        if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
            return value
        self.wrong(tree, f"{what.zh}應為 1 以上的整數", f"{what.en} should be a whole number of 1 or more")
        return None


def one_of(known: Iterable[str]) -> Words | None:
    """List what there is to choose from."""
    known = tuple(known)
    if not known:
        return None
    return Words(f"可用：{'、'.join(known)}", f"known: {', '.join(known)}")


def kind(value: Plain) -> str:
    """Say in English what sort of plain data a value is."""
    return {dict: "a mapping", list: "a list", str: "a text", bool: "true or false"}.get(
        type(value), "nothing" if value is None else "a number"
    )


_KINDS_ZH: dict[type, str] = {dict: "對照", list: "清單", bool: " true 或 false"}
