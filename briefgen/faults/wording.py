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
    return no_date(tree, text, name, Words("請寫成如 2021-09-10", "write it like 2021-09-10"))


def no_date(tree: Tree, text: str, name: str, forms: Words) -> Problem:
    """Say that a text is no date; the hint is the date it means, or the forms there are."""
    hint = forms
    if guess := as_day(text):
        hint = Words(f"請寫成 {guess}", f"write {guess}")
    elif guess := as_ce(text):
        hint = Words(f"請用西元，寫成 {guess}", f"use the common era: write {guess}")
    what = Words(f"「{name}」看不懂「{show(text)}」這個日期", f"{name}: {show(text)!r} is not a date")
    return Problem(tree.place, what, hint)


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


_ROC = re.compile(
    r"(?:中華)?(?P<era>民國)?\s*(?P<year>\d{2,3})\s*[-./年]\s*(?P<month>\d{1,2})(?:\s*[-./月]\s*(?P<day>\d{1,2})\s*日?|\s*月)?"
)
_ROC_YEAR = re.compile(r"(?:中華)?民國\s*(\d{1,3})\s*年?")
_ROC_DIGITS = re.compile(r"(1\d\d)(\d\d)(\d\d)")


def as_ce(text: str) -> str | None:
    """Give the ISO form of a date, or of both ends of a span, in years of the Republic of China; or None.

    >>> as_ce("113-07-04"), as_ce("民國113年7月"), as_ce("113-07-04/113-07-08"), as_ce("1130704")
    ('2024-07-04', '2024-07', '2024-07-04/2024-07-08', '2024-07-04')
    """
    text = text.strip()
    if whole := _ce(text):
        return whole
    for mark in ("/", "~", "～", "至"):
        ends = [_ce(end.strip()) for end in text.split(mark)]
        if len(ends) == 2 and ends[0] and ends[1]:
            return f"{ends[0]}/{ends[1]}"
    return None


def _ce(text: str) -> str | None:
    if found := _ROC_YEAR.fullmatch(text):
        return str(int(found[1]) + 1911)
    if found := _ROC_DIGITS.fullmatch(text):
        year, month, day = found.groups()
    elif (found := _ROC.fullmatch(text)) and (found["era"] or len(found["year"]) == 3):
        year, month, day = found["year"], found["month"], found["day"]
    else:
        return None
    guess = f"{int(year) + 1911}-{int(month):02}"
    if day is None:
        return guess if is_day(f"{guess}-01") else None
    guess = f"{guess}-{int(day):02}"
    return guess if is_day(guess) else None
