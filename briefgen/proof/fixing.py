"""Put in the suggestions that are safe, and show what that changes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from briefgen.proof.finding import Finding


def fix(source: str, findings: Iterable[Finding]) -> str:
    """Give a source with the safe suggestions put in; what no longer stands where it was found is left alone."""
    rows = source.split("\n")
    for one in sorted((f for f in findings if f.safe), key=lambda f: (f.line, f.column), reverse=True):
        if not 1 <= one.line <= len(rows):
            continue
        row, at = rows[one.line - 1], one.column - 1
        if row.startswith(one.text, at):
            rows[one.line - 1] = row[:at] + one.suggestion + row[at + len(one.text) :]
    return "\n".join(rows)


def diff(before: str, after: str, file: str) -> str:
    """Give the unified diff of a source and its mended form; empty where nothing changes."""
    rows = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), file, file, n=1
    )
    return "".join(row if row.endswith("\n") else f"{row}\n" for row in rows)
