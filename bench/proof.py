"""What proofreading finds, and what it costs: `python bench/proof.py [FILE…] [--show]`.

Without files it measures the labelled drafts of `tests/proof`, then the time for ten pages of
1,050 characters, the lists read anew and once more.  A label stands in the draft itself:
⟦E category|wrong→right⟧ for a plain error, W for what deserves a warning; right is - where
only a person can tell.  A slip is found where an error or warning covers one of its characters.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefgen import proof
from briefgen.catalogue import load
from briefgen.errors import Severity
from briefgen.model import DateWindow, Registers

ROOT = Path(__file__).parent.parent
PAGES = 10
PAGE = 1050
DRAFTS: dict[str, DateWindow | None] = {
    "draft-inline.txt": DateWindow(date(2022, 1, 1), date(2022, 3, 31)),
    "draft-digest.txt": DateWindow(date(2019, 3, 1), date(2019, 6, 30)),
    "draft-notes.md": DateWindow(date(2020, 7, 1), date(2020, 9, 30)),
    "draft-wrapped.txt": None,
    "draft-analysis.md": None,
    "draft-essay.txt": None,
}
CLEAN = "clean-wrapped.txt"
# Single pages, four rounds of them (a to d); each was read once before anything was mended by it.
ROUNDS = ROOT / "tests" / "proof" / "pages"
_LABEL = re.compile(r"⟦([EW]) ([\w-]+)\|([^→⟧]*)→([^⟧]*)⟧")


@dataclass(frozen=True)
class Slip:
    """One planted slip, from `first` up to `end` of the draft without its labels."""

    first: int
    end: int
    grade: str
    category: str
    wrong: str
    right: str

    def meets(self, first: int, end: int) -> bool:
        return first < self.end and self.first < end


@dataclass(frozen=True)
class Measured:
    """How many slips of each grade there are and were found, and how many reported errors are slips."""

    errors: int
    errors_found: int
    warnings: int
    warnings_found: int
    reported: int
    right: int
    missed: tuple[Slip, ...]
    others: tuple[proof.Finding, ...]

    def __str__(self) -> str:
        return (
            f"errors found {self.errors_found}/{self.errors}  warnings found {self.warnings_found}/{self.warnings}  "
            f"right at level error {self.right}/{self.reported}"
        )


def unlabelled(source: str) -> tuple[str, list[Slip]]:
    text, last, slips = "", 0, []
    for match in _LABEL.finditer(source):
        text += source[last : match.start()]
        slips.append(Slip(len(text), len(text) + len(match[3]), match[1], match[2], match[3], match[4]))
        text += match[3]
        last = match.end()
    return text + source[last:], slips


def measure(path: Path, registers: Registers) -> Measured:
    text, slips = unlabelled(path.read_text("utf-8"))
    found = proof.proof(proof.read(text, path.name), registers, window=DRAFTS.get(path.name))
    rows = [0]
    for row in text.split("\n"):
        rows.append(rows[-1] + len(row) + 1)
    loud = [
        (
            rows[one.line - 1] + one.column - 1,
            rows[one.line - 1] + one.column - 1 + max(len(one.text), 1),
            one,
        )
        for one in found
        if one.severity is not Severity.INFO
    ]
    hit = [slip for slip in slips if any(slip.meets(first, end) for first, end, _ in loud)]
    grave = [spot for spot in loud if spot[2].severity is Severity.ERROR]
    return Measured(
        sum(s.grade == "E" for s in slips), sum(s.grade == "E" for s in hit),
        sum(s.grade == "W" for s in slips), sum(s.grade == "W" for s in hit),
        len(grave), sum(any(s.meets(first, end) for s in slips) for first, end, _ in grave),
        tuple(s for s in slips if s not in hit),
        tuple(one for first, end, one in loud if not any(s.meets(first, end) for s in slips)),
    )  # fmt: skip


def rounds(registers: Registers) -> dict[str, Measured]:
    """Measure the single pages, those of a round together."""
    done: dict[str, list[Measured]] = {}
    for path in sorted(ROUNDS.glob("[a-z]?.*")):
        done.setdefault(path.name[0], []).append(measure(path, registers))
    return {name: _together(pages) for name, pages in done.items()}


def _together(pages: Sequence[Measured]) -> Measured:
    return Measured(
        *(sum(getattr(page, name) for page in pages) for name in _COUNTS),
        tuple(slip for page in pages for slip in page.missed),
        tuple(one for page in pages for one in page.others),
    )


_COUNTS = ("errors", "errors_found", "warnings", "warnings_found", "reported", "right")


def ten_pages() -> str:
    lines = [line.split("\t")[0] for line in (ROOT / "tests/proof/right.txt").read_text("utf-8").splitlines()]
    block = "\n\n".join("".join(lines[i : i + 8]) for i in range(1, len(lines), 8))
    return (block * (PAGES * PAGE // len(block) + 1))[: PAGES * PAGE]


def timed(name: str, source: str) -> None:
    for turn in ("first", "again"):
        begun = time.process_time()
        found = proof.proof(proof.read(source, name), Registers())
        seconds = time.process_time() - begun
        print(f"{name}: {len(source)} characters, {len(found)} findings, {turn} {seconds:.2f} s")


def main(words: list[str]) -> None:
    names = [word for word in words if not word.startswith("--")]
    for name in names:
        timed(name, Path(name).read_text("utf-8"))
    if names:
        return
    registers = load(ROOT).catalogue.registers
    for name in DRAFTS:
        measured = measure(ROOT / "tests" / "proof" / name, registers)
        print(f"{name}: {measured}")
        if "--show" in words:
            for slip in measured.missed:
                print("  MISSED", slip)
            for one in measured.others:
                print("  OTHER ", one.severity, one.line, one.text, "->", one.suggestion, one.rule)
    for name, measured in rounds(registers).items():
        print(f"pages, round {name}: {measured}")
    clean = (ROOT / "tests/proof" / CLEAN).read_text("utf-8")
    false = [
        one for one in proof.proof(proof.read(clean, CLEAN), registers) if one.severity is not Severity.INFO
    ]
    print(
        f"{CLEAN}: {sum(one.severity is Severity.ERROR for one in false)} errors, {len(false)} findings above info"
    )
    timed("ten-pages.txt", ten_pages())


if __name__ == "__main__":
    main(sys.argv[1:])
