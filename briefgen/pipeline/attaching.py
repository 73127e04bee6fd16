"""Attach briefs to a report that somebody else wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.attach import KINDS, Annex, File
from briefgen.catalogue.settings import read_settings
from briefgen.errors import OutputError, Place, Problem, RequestError, Words
from briefgen.whole import write_whole


@dataclass(frozen=True, slots=True)
class Joined:
    """The file that was written: its size and that of the report in bytes, pages where it is a PDF."""

    path: Path
    size: int
    before: int
    pages: int | None
    annexes: tuple[Annex, ...]
    marking: str | None
    warnings: tuple[Problem, ...]


def attach(root: Path, report: Path, briefs: Sequence[Path], out: Path, first: int = 1) -> Joined:
    """Write a report with briefs as its annexes; the files that were read stay as they are.

    RequestError where a file cannot be read or joined, OutputError where the result cannot be written.
    The levels of the markings are those of the workspace, the usual ones outside of any.
    """
    suffix = report.suffix.lower()
    _require_kind(report, suffix)
    _require_apart(out, suffix, (report, *briefs))
    files = [_read(path) for path in (report, *briefs)]
    levels = read_settings(root).markings
    joined = KINDS[suffix](files[0], files[1:], levels=levels, stamp=_stamp, first=first)
    write_whole(out, joined.data)
    return Joined(
        out,
        len(joined.data),
        len(files[0].data),
        joined.pages,
        joined.annexes,
        joined.marking,
        joined.notes,
    )


def _stamp(label: str) -> bytes:
    from briefgen.render.pdf.stamp import stamp

    return stamp(label)


def _read(path: Path) -> File:
    try:
        return File(path.as_posix(), path.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        raise RequestError(
            Problem(Place(path.as_posix()), Words(f"無法讀取（{reason}）", f"cannot be read ({reason})"))
        ) from error


def _require_kind(report: Path, suffix: str) -> None:
    if suffix not in KINDS:
        known = "、".join(KINDS)
        raise RequestError(
            Problem(
                Place(report.as_posix()),
                Words("無法附加到這種檔案", "nothing can be attached to a file of this kind"),
                Words(f"報告須為 {known}", f"a report is one of {', '.join(KINDS)}"),
            )
        )


def _require_apart(out: Path, suffix: str, parts: Sequence[Path]) -> None:
    """Refuse to write over a part, or under a name that says it is something else."""
    if out.resolve() in {part.resolve() for part in parts}:
        raise OutputError(
            Problem(
                Place(out.as_posix()),
                Words(
                    "輸出檔與輸入檔相同，未更動任何檔案",
                    "this is one of the files to join; no file was changed",
                ),
                Words("請以 -o 指定其他檔名", "choose another name with -o"),
            )
        )
    if out.suffix.lower() != suffix:
        raise OutputError(
            Problem(
                Place(out.as_posix()),
                Words(f"輸出檔名須以 {suffix} 結尾", f"its name must end in {suffix}, as that of the report"),
            )
        )
