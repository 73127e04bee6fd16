"""Document and Looks in, bytes out: one writer for each format.

To add a format: `render/<name>` with `render(document, looks) -> bytes`, and a
line in FORMATS.  A writer's libraries are loaded when it is first called.
"""

from __future__ import annotations

from collections.abc import Callable

from briefgen.document import Document
from briefgen.render.look import Looks

Writer = Callable[[Document, Looks], bytes]


def _docx(document: Document, looks: Looks) -> bytes:
    from briefgen.render import word

    return word.render(document, looks)


def _pdf(document: Document, looks: Looks) -> bytes:
    from briefgen.render import pdf

    return pdf.render(document, looks)


FORMATS: dict[str, Writer] = {
    "docx": _docx,
    "pdf": _pdf,
}
