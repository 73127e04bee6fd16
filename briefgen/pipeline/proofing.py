"""Proofread files and the workspace's own words."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen import catalogue, ingest, proof
from briefgen.convert import convert
from briefgen.errors import BriefgenError, Lang, Place, Problem, RequestError, Severity, Words
from briefgen.model import Catalogue, DateWindow, Event, Registers
from briefgen.proof import Finding, Text, Wording
from briefgen.whole import write_all

# What is read as it is written, line and column kept, and can be mended; the rest goes through `ingest`.
SOURCES = frozenset({".txt", ".text", ".md", ".markdown", ".j2"})
RECORDS = frozenset({".yaml", ".yml"})
# A template holds pieces of sentences: their words are checked, not their order.
_NO_PROSE = ("sources", "structure", "time", "names", "consistency", "marks.space")


@dataclass(frozen=True, slots=True)
class Proofread:
    """The findings of some files, in order; what could not be read; and the diff of what was mended."""

    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    diff: str = ""
    mended: tuple[Path, ...] = ()


def proof_files(
    root: Path,
    files: Sequence[Path],
    *,
    against: Sequence[Path] = (),
    window: DateWindow | None = None,
    off: Sequence[str] = (),
    mend: bool = False,
) -> Proofread:
    """Proofread files; `against` are compared with them for one form of each term.

    With `mend` the safe suggestions are written into the files, all or none.
    """
    registers = catalogue.load(root).catalogue.registers if (root / "seeds").is_dir() else Registers()
    wording = _wording(root)
    findings: list[Finding] = []
    problems: list[Problem] = []
    mended: dict[Path, bytes] = {}
    diffs: list[str] = []
    texts: list[Text] = []
    for path in files:
        try:
            for text in _texts(path, str(path)):
                texts.append(text)
                findings += proof.proof(text, registers, window=window, off=off, wording=wording)
            if mend and path.suffix.lower() in SOURCES | RECORDS:
                before = path.read_text(encoding="utf-8")
                after = proof.fix(before, (one for one in findings if one.file == str(path)))
                if after != before:
                    mended[path] = after.encode()
                    diffs.append(proof.diff(before, after, str(path)))
        except BriefgenError as error:
            problems += error.problems
    findings += _across(texts, against, registers, off, problems)
    if mended:
        write_all(mended)
    return Proofread(tuple(findings), tuple(problems), "".join(diffs), tuple(mended))


def proof_workspace(root: Path, seen: Catalogue) -> tuple[Problem, ...]:
    """Proofread the events, editions and templates of a workspace, as `check` shows it.

    Only the events of `seen` are read out: what is above a reader's level is not quoted.
    """
    registers, ids = seen.registers, {event.id for event in seen.events}
    wording = _wording(root)
    found: list[Problem] = []
    for path in sorted((root / "seeds" / "events").glob("*")):
        if path.suffix.lower() in RECORDS:
            for text in _events(path, root, ids=ids):
                found += (one.problem() for one in proof.proof(text, registers, wording=wording))
    for id in catalogue.edition_ids(root):
        edition, prose = catalogue.read_edition(root, id)
        text = proof.of_edition(edition, prose)
        found += (one.problem() for one in proof.proof(text, registers, off=("sources",), wording=wording))
    for path in sorted((root / "templates").glob("*/*.j2")):
        text = proof.read(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())
        found += (one.problem() for one in proof.proof(text, registers, off=_NO_PROSE, wording=wording))
    return tuple(one for one in found if one.severity is not Severity.INFO)


def as_jsonl(result: Proofread, lang: Lang) -> str:
    """Give the findings as JSON, one a line."""
    return proof.as_jsonl(result.findings, lang)


def _texts(path: Path, name: str) -> Iterator[Text]:
    suffix = path.suffix.lower()
    if suffix in RECORDS:
        yield from _events(path, path.parent, name)
    elif suffix in SOURCES:
        yield proof.read(_source(path, name), name)
    else:
        yield proof.of_passages(name, ingest.read(path, name).passages)


def _events(
    path: Path, root: Path, name: str | None = None, ids: Container[str] | None = None
) -> Iterator[Text]:
    tree = catalogue.read_tree(path, root)
    source = path.read_text(encoding="utf-8")
    if not isinstance(tree.value, list):
        return
    events = convert(tree, list[Event])
    for index, event in enumerate(events):
        if ids is not None and event.id not in ids:
            continue
        text = proof.of_event(event, tree.at(index).locate, source)
        yield text if name is None else Text(name, text.paragraphs, text.switches)


def _source(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        raise RequestError(
            Problem(Place(name), Words(f"無法讀取（{reason}）", f"cannot be read ({reason})"))
        ) from error
    except UnicodeDecodeError as error:
        what = Words("不是 UTF-8 編碼的文字", "this is not text in UTF-8")
        hint = Words("請另存為 UTF-8", "save it as UTF-8")
        raise RequestError(Problem(Place(name), what, hint)) from error


def _across(
    texts: list[Text],
    against: Sequence[Path],
    registers: Registers,
    off: Sequence[str],
    problems: list[Problem],
) -> tuple[Finding, ...]:
    others: list[Text] = []
    for path in against:
        try:
            others += _texts(path, str(path))
        except BriefgenError as error:
            problems += error.problems
    if not others:
        return ()
    asked = {text.file for text in texts}
    found = proof.proof_across([*texts, *others], registers, off=off)
    return tuple(one for one in found if one.file in asked)


def _wording(root: Path) -> tuple[Wording, ...]:
    path = root / "seeds" / "wording.yaml"
    if not path.is_file():
        return ()
    return tuple(convert(catalogue.read_tree(path, root), list[Wording]))
