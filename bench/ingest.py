"""Measure `briefgen ingest` on labelled reports: `python bench/ingest.py [REPORT LABELS]... [--show]`.

Without arguments: the labelled reports of tests/ingest.  Labels are tab-separated:
first, last, precision, subject (several allowed forms with commas), mode (likewise),
sources (outlet@day with semicolons).  What each citation of a report says stands in
`citations.tsv` beside the labels: report, cited (outlet@day with semicolons).
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.catalogue import load
from briefgen.ingest import Candidate, Passages, propose, read
from briefgen.model import Registers
from briefgen.names import Names
from briefgen.zh.sources_in_text import find_groups, read_note

ROOT = Path(__file__).parents[1]
REPORTS = (
    "chronicle.txt",
    "analysis.md",
    "bulletin.html",
    "review.txt",
    "column.md",
    "essay.txt",
    "winter.txt",
    "summer.md",
    "spring.txt",
    "autumn.md",
    "islands.txt",
    "summits.txt",
    "balloon.md",
    "commentary.txt",
    "points.txt",
    "africa.txt",
    "huawei.txt",
    "vaccine.txt",
    "strait.md",
    "bay.txt",
    "anchorage.txt",
    "truce.txt",
    "pandemic.txt",
    "xian.txt",
    "dotted.txt",
    "cornwall.txt",
    "virus.txt",
    "qingdao.txt",
    "tariff.txt",
    "olympics.txt",
    "lake.md",
    "kazan.txt",
    "diary.txt",
    "arctic.txt",
    "nauru.txt",
    "zurich.txt",
    "galwan.txt",
    "hanoi.txt",
)


@dataclass(frozen=True)
class Label:
    first: str
    last: str
    subjects: tuple[str, ...]
    modes: tuple[str, ...]
    sources: frozenset[str] | None


@dataclass(frozen=True)
class Score:
    """Counts of one report."""

    labels: int
    proposed: int
    found: int
    subject: int
    mode: int
    cited: int
    bound: int
    citations: int
    parsed: int

    def __str__(self) -> str:
        return (
            f"recall {_rate(self.found, self.labels)}  precision {_rate(self.found, self.proposed)}  "
            f"subject {_rate(self.subject, self.found)}  mode {_rate(self.mode, self.found)}  "
            f"citations {_rate(self.parsed, self.citations)}  bound {_rate(self.bound, self.cited)}"
        )


def labels_of(path: Path) -> list[Label]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        Label(
            row["first"],
            row["last"],
            tuple(row["subject"].split(",")),
            tuple(row["mode"].split(",")),
            frozenset(filter(None, row["sources"].split(";"))) if row.get("sources") is not None else None,
        )
        for row in rows
    ]


def matched(labels: list[Label], found: tuple[Candidate, ...]) -> list[tuple[Label, Candidate]]:
    """Pair labels with candidates of exactly their days, those alike first; each once."""
    options = [
        (_alike(label, one), -i, -j)
        for i, label in enumerate(labels)
        for j, one in enumerate(found)
        if (str(one.when.first), str(one.when.last)) == (label.first, label.last)
    ]
    pairs: list[tuple[Label, Candidate]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in sorted(options, reverse=True):
        if -i not in used[0] and -j not in used[1]:
            used[0].add(-i)
            used[1].add(-j)
            pairs.append((labels[-i], found[-j]))
    return pairs


def citations_of(folder: Path, report: str) -> list[str]:
    """Give what the citations of a report say, as its labels have it; none where nobody has labelled them."""
    path = folder / "citations.tsv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [row["cited"] for row in csv.DictReader(file, delimiter="\t") if row["report"] == report]


def cited_in(text: Passages, registers: Registers, year: int | None = None) -> list[str]:
    """Give what the reader takes from each parenthesis and footnote of a text of that year that cites."""
    names = Names(registers)

    def known(name: str) -> bool:
        return names.outlet(name) is not None

    read = [group.cited for passage in text.passages for group in find_groups(passage.text, known, year)]
    read += [cited for note in text.notes.values() if (cited := read_note(note.text, known))]
    return [";".join(f"{one.outlet}@{day}" for one in cited for day in one.dates) for cited in read]


def score(
    labels: list[Label],
    found: tuple[Candidate, ...],
    citations: Sequence[str] = (),
    parsed: Sequence[str] = (),
) -> Score:
    pairs = matched(labels, found)
    sourced = [(label, one) for label, one in pairs if label.sources]
    return Score(
        len(labels), len(found), len(pairs),
        sum(_subject(label, one) for label, one in pairs),
        sum(one.mode in label.modes for label, one in pairs),
        len(sourced),
        sum(bool(label.sources) and label.sources <= _sources(one) for label, one in sourced),
        len(citations),
        (Counter(citations) & Counter(parsed)).total(),
    )  # fmt: skip


def show(labels: list[Label], found: tuple[Candidate, ...]) -> None:
    pairs = matched(labels, found)
    for label in labels:
        if label not in [pair[0] for pair in pairs]:
            print("  MISSED", label)
    for one in found:
        if one not in [pair[1] for pair in pairs]:
            print("  EXTRA ", one.when, one.actors, one.mode, one.date_text, one.passage[:60])
    for label, one in pairs:
        wrong = [
            name
            for name, right in (
                ("subject", _subject(label, one)),
                ("mode", one.mode in label.modes),
                ("sources", not label.sources or label.sources <= _sources(one)),
            )
            if not right
        ]
        if wrong:
            print(f"  WRONG {wrong} {one.when} {one.actors} {one.mode} {sorted(_sources(one))} <- {label}")


def _alike(label: Label, one: Candidate) -> int:
    return 2 * _subject(label, one) + (one.mode in label.modes)


def _subject(label: Label, one: Candidate) -> bool:
    return bool(one.actors) and one.actors[0] in label.subjects


def _sources(one: Candidate) -> frozenset[str]:
    return frozenset(f"{cited.outlet}@{when}" for cited in one.sources for when in cited.dates)


def _rate(part: int, whole: int) -> str:
    return f"{part / whole:.2f} ({part}/{whole})" if whole else "- (0)"


def measure(report: Path, labels: Path, registers: Registers) -> tuple[Score, tuple[Candidate, ...], float]:
    began = time.perf_counter()
    text = read(report, report.name)
    found = propose(text, registers)
    seconds = time.perf_counter() - began
    told, labelled = citations_of(labels.parent, report.name), labels_of(labels)
    year = int(labelled[0].first[:4])
    return score(labelled, found, told, cited_in(text, registers, year)), found, seconds


def main(words: list[str]) -> None:
    registers = load(ROOT).catalogue.registers
    names = [Path(word) for word in words if not word.startswith("--")]
    folder = ROOT / "tests" / "ingest"
    pairs = list(zip(names[::2], names[1::2], strict=True)) or [
        (folder / name, folder / f"{Path(name).stem}.tsv") for name in REPORTS if (folder / name).exists()
    ]
    for report, labels in pairs:
        result, found, seconds = measure(report, labels, registers)
        print(f"{report.name}: {result}  {seconds:.2f} s")
        if "--show" in words:
            show(labels_of(labels), found)


if __name__ == "__main__":
    main(sys.argv[1:])
