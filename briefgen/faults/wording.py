"""Word the faults that `faults` finds, in both languages."""

from __future__ import annotations

import re
from datetime import date

from briefgen.errors import Problem, Words
from briefgen.tree import Plain, Tree


def wrong_type(
    tree: Tree, name: str, zh: str, en: str, description: str, hint: Words | None = None
) -> Problem:
    """Say that a value is not of the type that it should be."""
    shown_zh, shown_en = shown(tree.value)
    subject_zh, subject_en = (f"「{name}」", f"{name}: ") if name else ("這裡", "")
    hint = hint or (Words(description, description) if description else None)
    return Problem(
        tree.place,
        Words(f"{subject_zh}應為{zh}，卻是{shown_zh}", f"{subject_en}expected {en}, not {shown_en}"),
        hint,
    )


def shown(value: Plain) -> tuple[str, str]:
    """Give what a value is, in both languages."""
    match value:
        case None:
            return "空白", "nothing"
        case bool():
            return f"是非值 {show(value)}", f"the truth value {show(value)}"
        case int() | float():
            return f"數字 {value}", f"the number {value}"
        case str():
            return f"文字「{show(value)}」", f"the text {show(value)!r}"
        case list():
            return "清單", "a list"
        case _:
            return "有欄位的記錄", "a record"


def show(value: Plain) -> str:
    """Give a value as it was written, cut where it is long."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


def bad_day(tree: Tree, text: str, name: str) -> Problem:
    """Say that a text is no day of the calendar, or not written as one."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return Problem(
            tree.place,
            Words(f"「{name}」的「{text}」不是曆上的日子", f"{name}: there is no day {text}"),
            Words("請核對月份與日數", "check the month and the day"),
        )
    guess = as_day(text) or "2021-09-10"
    return Problem(
        tree.place,
        Words(f"「{name}」看不懂「{text}」這個日期", f"{name}: {text!r} is not a date"),
        Words(f"請寫成 {guess}" if as_day(text) else f"請寫成如 {guess}", f"write it like {guess}"),
    )


def is_day(text: str) -> bool:
    """The text is a day as ISO 8601 writes it."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


def as_day(text: str) -> str | None:
    """Give the ISO form of a day written with other separators, or None."""
    found = re.fullmatch(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?", text.strip())
    if not found:
        return None
    guess = f"{int(found[1]):04}-{int(found[2]):02}-{int(found[3]):02}"
    return guess if is_day(guess) else None
