"""Proofread files and the workspace's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen import catalogue, proof
from briefgen.errors import BriefgenError, CatalogueError, Lang, Place, Problem, RequestError, Severity, Words
from briefgen.linked import own_files
from briefgen.model import Catalogue, DateWindow, Registers
from briefgen.pipeline.gathering import RECORDS, SOURCES, Known, events_of, read_all, readable, wording_of
from briefgen.proof import Finding, Text
from briefgen.whole import write_all

# A template holds pieces of sentences: their words are checked, not their order.
_NO_PROSE = ("sources", "structure", "time", "names", "consistency", "marks.space")


@dataclass(frozen=True, slots=True)
class Proofread:
    """The findings of some files, in order; what could not be read; and the diff of what was mended."""

    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    diff: str = ""
    mended: tuple[Path, ...] = ()

    @property
    def left(self) -> tuple[Finding, ...]:
        """The findings that are still there: all but the safe ones of the files that were mended."""
        written = {str(path) for path in self.mended}
        return tuple(one for one in self.findings if not (one.safe and one.file in written))


def proof_files(
    root: Path,
    files: Sequence[Path],
    *,
    against: Sequence[Path] = (),
    window: DateWindow | None = None,
    off: Sequence[str] = (),
    mend: bool = False,
    done: Callable[[Path], None] = lambda path: None,
) -> Proofread:
    """Proofread files, and whether they write one thing one way together, and with those of `against`.

    A folder stands for the readable files below it.  With `mend` the safe suggestions are
    written into the files, all or none; a Word file or PDF is refused.  `done` is called
    when a file has been read.  RequestError for a name in `off` that is no rule.
    """
    _require_rules(off)
    asked = readable(files)
    others = [path for path in readable(against) if path.resolve() not in {one.resolve() for one in asked}]
    known = Known(
        catalogue.load(root).catalogue.registers if (root / "seeds").is_dir() else Registers(),
        window,
        (*off, *(_TOGETHER if len(asked) + len(others) > 1 else ())),
        wording_of(root),
    )
    found: list[Finding] = []
    problems: list[Problem] = []
    texts: list[Text] = []
    for path, result in read_all([*asked, *others], known):
        done(path)
        if isinstance(result, BriefgenError):
            problems += result.problems
            continue
        texts += result[0]
        found += result[1] if path in asked else ()
    names = {str(path) for path in asked}
    if len(asked) + len(others) > 1:
        across = proof.proof_across(texts, known.registers, off=off)
        found = _in_order([*found, *(one for one in across if one.file in names)], asked)
    findings = tuple(dict.fromkeys(found))
    if not mend:
        return Proofread(findings, tuple(problems))
    return _mended(asked, findings, problems)


def proof_workspace(root: Path, seen: Catalogue) -> tuple[Problem, ...]:
    """Proofread the events, editions and templates of a workspace, as `check` shows it.

    Only the events of `seen` are read out: what is above a reader's level is not quoted.
    What cannot be read is passed over; who loads it says why.
    """
    registers, events = seen.registers, frozenset(seen.events)
    knowledge = proof.Knowledge(registers, wording=wording_of(root))
    found: list[Problem] = []
    for path in sorted((root / "seeds" / "events").glob("*")):
        if path.suffix.lower() in RECORDS:
            for text in events_of(path, root, seen=events):
                found += (one.problem() for one in proof.proof_knowing(text, knowledge))
    for id in catalogue.edition_ids(root):
        try:
            edition, prose = catalogue.read_edition(root, id)
        except CatalogueError:
            continue
        text = proof.of_edition(edition, prose)
        found += (one.problem() for one in proof.proof_knowing(text, knowledge, off=("sources",)))
    for words, name in _templates(root):
        found += (
            one.problem() for one in proof.proof_knowing(proof.read(words, name), knowledge, off=_NO_PROSE)
        )
    return tuple(one for one in dict.fromkeys(found) if one.severity is not Severity.INFO)


def _templates(root: Path) -> Iterator[tuple[str, str]]:
    """Give the words and the name of each template that can be read."""
    folders = sorted((root / "templates").glob("*/"))
    for path in (path for folder in folders for path in own_files(folder, "*.j2", folder.parent)):
        try:
            yield path.read_text("utf-8"), path.relative_to(root).as_posix()
        except (OSError, UnicodeDecodeError):
            continue


def as_jsonl(result: Proofread, lang: Lang) -> str:
    """Give the findings as JSON, one a line."""
    return proof.as_jsonl(result.findings, lang)


_TOGETHER = ("consistency.form", "consistency.tai")  # of several texts this is asked at once


def _require_rules(off: Sequence[str]) -> None:
    faults = tuple(
        Problem(Place("--off"), fault) for name in off if (fault := proof.unknown_rule(name)) is not None
    )
    if faults:
        raise RequestError(*faults)


def _in_order(found: Sequence[Finding], asked: Sequence[Path]) -> list[Finding]:
    order = {str(path): index for index, path in enumerate(asked)}
    return sorted(found, key=lambda one: (order[one.file], one.line, one.column, one.rule))


def _mended(asked: Sequence[Path], findings: tuple[Finding, ...], problems: list[Problem]) -> Proofread:
    """Put the safe suggestions into the files that can be written, all or none."""
    changed: dict[Path, bytes] = {}
    diffs: list[str] = []
    for path in asked:
        own = [one for one in findings if one.file == str(path)]
        if path.suffix.lower() not in SOURCES | RECORDS:
            problems += [_refused(path)] if any(one.safe for one in own) else []
            continue
        if not own:
            continue
        before = path.read_bytes().decode("utf-8")
        mark = "\ufeff" if before.startswith("\ufeff") else ""
        after = mark + proof.fix(before.removeprefix(mark), own)
        if after != before:
            changed[path] = after.encode()
            diffs.append(proof.diff(before, after, str(path)))
    if changed:
        write_all(changed)
    return Proofread(findings, tuple(problems), "".join(diffs), tuple(changed))


def _refused(path: Path) -> Problem:
    what = Words(
        f"--fix 只修正文字檔，不改「{path.suffix}」檔：它是由別處產生的成品，版面與註腳無法原樣寫回",
        f"--fix mends text files only, not {path.suffix!r}: its layout and notes could not be written back as they were",
    )
    hint = Words("請改原稿或目錄後重新產生", "mend what it is made from, and build it again")
    return Problem(Place(str(path)), what, hint)
