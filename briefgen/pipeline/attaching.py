"""Attach briefs to a report that somebody else wrote, in a contained child that reads what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from briefgen.attach import KINDS, Annex, Attached, File
from briefgen.catalogue.settings import Bounds, read_settings
from briefgen.contained import Limits, Task, contained
from briefgen.errors import OutputError, Place, Problem, RequestError, Words, unreadable
from briefgen.pipeline.outputs import require_folder
from briefgen.whole import write_whole

LARGEST = 512
"""MiB of one part."""
_AGAIN = Words(
    "報告或簡報的內容可能過大或有問題；請重新匯出後再試，或在 briefgen.toml 的 [limits] 放寬",
    "the report or a brief may hold something huge or broken; export it again, or widen [limits] in briefgen.toml",
)
_JOINING = Task(Words("附加", "attaching"), _AGAIN, _AGAIN, RequestError)


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

    RequestError where a file cannot be read or joined, or takes more than its limits; OutputError where the result cannot be written.
    The levels of the markings are those of the workspace, the usual ones outside of any.
    """
    suffix = report.suffix.lower()
    _require_kind(report, suffix)
    require_folder(out)
    _require_apart(out, suffix, (report, *briefs))
    files = [_read(path) for path in (report, *briefs)]
    settings = read_settings(root)
    work = partial(_join, suffix, files[0], files[1:], settings.markings, first)
    joined = contained(work, _limits(files, settings.limits), Place(files[0].name), _JOINING)
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


def _join(suffix: str, report: File, briefs: Sequence[File], levels: tuple[str, ...], first: int) -> Attached:
    return KINDS[suffix](report, briefs, levels=levels, stamp=_stamp, first=first)


def _limits(files: Sequence[File], bounds: Bounds) -> Limits:
    """Give the limits that the workspace sets, or five times what honest parts of this size need."""
    size = sum(len(file.data) for file in files) >> 20
    return Limits(
        seconds=bounds.seconds or min(9.0 + 10 * size, 900.0),
        memory=bounds.memory or 1024 + 5 * size,
        answer=bounds.answer or 200 + 2 * size,
    )


def _stamp(label: str) -> bytes:
    from briefgen.render.pdf.stamp import stamp

    return stamp(label)


def _read(path: Path) -> File:
    try:
        if path.exists() and not path.is_file():
            raise RequestError(Problem(Place(path.as_posix()), Words("不是檔案", "this is no file")))
        with path.open("rb") as file:
            data = file.read((LARGEST << 20) + 1)
        if len(data) > LARGEST << 20:
            what = Words(f"檔案超過 {LARGEST} MB", f"the file is larger than {LARGEST} MB")
            raise RequestError(Problem(Place(path.as_posix()), what))
        return File(path.as_posix(), data)
    except OSError as error:
        raise RequestError(unreadable(path.as_posix(), error)) from error


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
