"""Read the Word file and the PDF back, and say where they differ.

Both readers are strangers to the writers: Word is read as zipped XML, the PDF
through its structure tree (qpdf) and the characters that PDFium sees.  Each gives
a Reading, and `compare` says every difference in headings, text, order and notes.

    reading.py    what both give: blocks, notes, running head and foot
    word.py       the Word file; numbering.py counts its automatic numbers
    pdf.py        the PDF; tags.py gives its tags, marked.py the characters in them
    compare.py    the differences, in words

To read another format: a function from a file to a Reading.
"""

from __future__ import annotations

from pathlib import Path

from briefgen.errors import Problem
from briefgen.parity.compare import compare
from briefgen.parity.reading import Footnote, Part, Reading

__all__ = ["Footnote", "Part", "Reading", "compare", "read_docx", "read_pdf", "verify"]


def verify(docx: Path, pdf: Path) -> tuple[Problem, ...]:
    """Give every difference between a Word file and a PDF; nothing when they say the same.

    Raises ParityError for a file that is missing, or is not what its name says.
    """
    return compare(read_docx(docx), read_pdf(pdf))


def read_docx(source: Path | bytes) -> Reading:
    """Read a Word file; raises ParityError where it cannot be read."""
    from briefgen.parity import word

    return word.read(source)


def read_pdf(source: Path | bytes) -> Reading:
    """Read a tagged PDF; raises ParityError where it cannot be read."""
    from briefgen.parity import pdf

    return pdf.read(source)
