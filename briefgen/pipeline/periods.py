"""Read the period that a text is about, for the commands that read old reports."""

from __future__ import annotations

from datetime import date

from briefgen import rules
from briefgen.errors import Place
from briefgen.model import DateWindow


def parse_period(text: str, today: date) -> DateWindow:
    """Read `2021-08..2021-10`, or any window that `parse_window` reads; RequestError."""
    first, dots, last = text.partition("..")
    start = rules.parse_window(first, today=today, where=Place("--period"))
    return (
        DateWindow(start.first, rules.parse_window(last, today=today, where=Place("--period")).last)
        if dots
        else start
    )
