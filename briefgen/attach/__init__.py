"""Append briefs to somebody's report as annexes: 附件一, 附件二.

Bytes in, bytes out; nothing is read, written or asked of the clock, and same parts
give the same bytes.  `to_pdf` appends pages, `to_docx` full-page pictures; a part that
is encrypted, signed or damaged is refused with a RequestError.  The marking of the
result is the highest of its parts (`marking` says where a part tells it).
To attach to another kind of report: a module with one such function, listed in KINDS.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefgen.attach.parts import Annex, Attached, File, Stamp

__all__ = ["KINDS", "Annex", "Attached", "File", "Stamp", "to_docx", "to_pdf"]


def to_pdf(
    report: File, briefs: Sequence[File], *, levels: tuple[str, ...], stamp: Stamp, first: int = 1
) -> Attached:
    """Append briefs (PDF) to a report (PDF); `levels` are the markings, lowest first.

    `stamp` gives a one-page PDF, no larger than its text, for a label such as 附件一;
    `first` is the number of the first annex.
    """
    from briefgen.attach.pdf import to_pdf as attach

    return attach(report, briefs, levels, stamp, first)


def to_docx(
    report: File, briefs: Sequence[File], *, levels: tuple[str, ...], stamp: Stamp, first: int = 1
) -> Attached:
    """Append briefs (PDF) to a report (Word) as pictures of their pages; the captions are the stamps."""
    from briefgen.attach.docx import to_docx as attach

    return attach(report, briefs, levels, first)


KINDS: dict[str, Callable[..., Attached]] = {
    ".pdf": to_pdf,
    ".docx": to_docx,
}
