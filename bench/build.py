"""Measure `briefgen build` as a person meets it: whole processes, from the shell, side by side with others.

    make bench                      or: python bench/build.py [-n 9] [--edition 2021-q3]

The others set the same words: what `briefgen.parity` reads in our Word file is written as Markdown
for pandoc, as Typst markup for Typst, and as plain calls for python-docx and plain WeasyPrint.
They are given the finished words; briefgen reads the catalogue, selects and composes as well.
Commands run in turn (A B C A B C), because a machine's speed drifts; read the ratios,
and on a busy machine the processor's time.
To add a rival: an entry in `rivals`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from briefgen.parity import Reading, read_docx

ROOT = Path(__file__).parent.parent
BRIEFGEN = [sys.executable, "-m", "briefgen", "-C", str(ROOT)]
# Python's modules are compiled once on a person's machine, not at every start.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
CALL = re.compile(r"〔註([0-9]+)〕")


@dataclass
class Run:
    """One command and its times so far."""

    name: str
    command: list[str]
    seconds: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    peak: int = 0


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("-n", type=int, default=9, help="runs of each command")
    arguments.add_argument("--edition", default="2021-q3")
    asked = arguments.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        build = [*BRIEFGEN, "build", asked.edition, "--out", name]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
        docx = next(folder.glob(f"{asked.edition}/*.docx"))
        reading = read_docx(docx)
        runs = [
            Run("python -c pass", [sys.executable, "-c", "pass"]),
            Run("briefgen --help", [*BRIEFGEN, "--help"]),
            Run("briefgen build --format docx", [*build, "--format", "docx"]),
            Run("briefgen build --format pdf", [*build, "--format", "pdf"]),
            Run("briefgen build (docx and pdf)", build),
            *rivals(folder, reading),
        ]
        for round in range(asked.n + 1):
            for run in runs:
                measure(run, keep=round > 0)
    report(runs, reading, asked.n)


def measure(run: Run, keep: bool) -> None:
    """Run a command once; the first round only warms the disk."""
    start = time.perf_counter()
    process = subprocess.Popen(
        run.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{run.name} failed; run it to see why: {run.command}")
    if keep:
        run.seconds.append(seconds)
        run.work.append(usage.ru_utime + usage.ru_stime)
        run.peak = max(run.peak, usage.ru_maxrss // 1024)


def report(runs: list[Run], reading: Reading, n: int) -> None:
    characters = sum(len(part.text) for part in reading.parts)
    print(f"{characters} characters, {len(reading.parts)} paragraphs, {len(reading.notes)} notes; n = {n}\n")
    print("| command | median s | min–max | processor s | peak MiB |")
    print("| --- | --- | --- | --- | --- |")
    for run in runs:
        low, high = min(run.seconds), max(run.seconds)
        wall, work = statistics.median(run.seconds), statistics.median(run.work)
        print(f"| {run.name} | {wall:.3f} | {low:.3f}–{high:.3f} | {work:.3f} | {run.peak} |")


# ---- the same words for others -------------------------------------------------


def rivals(folder: Path, reading: Reading) -> Iterator[Run]:
    """Give the commands of others that are installed, with their input written."""
    pandoc, typst = _pandoc(), _has("typst")
    if pandoc is not None:
        (folder / "brief.md").write_text(markdown(reading), encoding="utf-8")
        to_docx = [pandoc, str(folder / "brief.md"), "-o", str(folder / "pandoc.docx")]
        yield Run("pandoc (docx)", to_docx)
    if typst:
        (folder / "brief.typ").write_text(typst_markup(reading), encoding="utf-8")
        program = f"import typst; typst.compile({str(folder / 'brief.typ')!r}, output={str(folder / 'typst.pdf')!r})"
        yield Run("Typst (pdf)", [sys.executable, "-c", program])
    if pandoc is not None and typst:
        both = f"import subprocess; subprocess.run({to_docx!r}, check=True); {program}"
        yield Run("pandoc + Typst (docx and pdf)", [sys.executable, "-c", both])
    (folder / "plain.py").write_text(plain_program(folder, reading), encoding="utf-8")
    yield Run("python-docx + plain WeasyPrint", [sys.executable, str(folder / "plain.py")])


def markdown(reading: Reading) -> str:
    """Write what was read as Markdown with inline notes."""
    notes = {note.number: _quoted(note.text) for note in reading.notes}
    blocks = []
    for part in reading.parts:
        text = CALL.sub(lambda call: f"^[{notes[int(call[1])]}]", _quoted(part.text))
        blocks.append(f"{'#' * int(part.kind[1])} {text}" if part.kind.startswith("h") else text)
    return "\n\n".join(blocks) + "\n"


def typst_markup(reading: Reading) -> str:
    """Write what was read as Typst markup."""
    notes = {note.number: _quoted(note.text) for note in reading.notes}
    blocks = [
        '#set page(paper: "a4", margin: 25mm, numbering: "1")',
        '#set text(font: ("Liberation Serif", "TW-Kai"), size: 13pt, lang: "zh", region: "TW")',
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true))",
    ]
    for part in reading.parts:
        text = CALL.sub(lambda call: f"#footnote[{notes[int(call[1])]}]", _quoted(part.text))
        blocks.append(f"{'=' * int(part.kind[1])} {text}" if part.kind.startswith("h") else text)
    return "\n\n".join(blocks) + "\n"


def plain_program(folder: Path, reading: Reading) -> str:
    """Write a program that sets what was read with python-docx and WeasyPrint, in the plainest way."""
    notes = {note.number: escape(note.text) for note in reading.notes}
    style = '@page{size:A4;margin:25mm}body{font:13pt/23pt "Liberation Serif","TW-Kai"}.note{float:footnote}'
    html = f"<html lang=zh-Hant-TW><style>{style}</style>"
    for part in reading.parts:
        tag = part.kind if part.kind.startswith("h") else "p"
        text = CALL.sub(lambda call: f"<span class=note>{notes[int(call[1])]}</span>", escape(part.text))
        html += f"<{tag}>{text}</{tag}>"
    parts = [(part.kind, part.text) for part in reading.parts]
    return (
        "import docx, weasyprint\n"
        "document = docx.Document()\n"
        f"for kind, text in {parts!r}:\n"
        "    if kind.startswith('h'):\n"
        "        document.add_heading(text, int(kind[1]))\n"
        "    else:\n"
        "        document.add_paragraph(text)\n"
        f"document.save({str(folder / 'plain.docx')!r})\n"
        f"weasyprint.HTML(string={html!r}).write_pdf({str(folder / 'plain.pdf')!r})\n"
    )


def _quoted(text: str) -> str:
    """Protect what would be markup; Markdown and Typst both take a backslash."""
    return re.sub(r"([\\`*_{}\[\]#$@<>^~|])", r"\\\1", text).replace("//", r"\/\/")


def _pandoc() -> str | None:
    try:
        import pypandoc
    except ImportError:
        return shutil.which("pandoc")
    return str(pypandoc.get_pandoc_path())


def _has(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None


if __name__ == "__main__":
    main()
