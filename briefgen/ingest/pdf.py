"""Read the text layer of a PDF, line by line; the notes of its pages come last."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.errors import Words
from briefgen.ingest.footing import parted
from briefgen.ingest.passages import Piece
from briefgen.ingest.plain import piece_of_line
from briefgen.ingest.unreadable import Unreadable


def pieces(content: bytes) -> Iterator[Piece]:
    """Give the lines of every page; Unreadable where there is no text layer.

    The line of a passage is counted through the whole file.
    """
    return parted(_lines(content))


def _lines(content: bytes) -> Iterator[Piece]:
    number = 0
    empty = True
    for page, text in enumerate(_pages(content), 1):
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
            number += 1
            empty = empty and not line.strip()
            # PDFium writes U+0002 (older: U+FFFE) where a word is broken with a hyphen.
            yield piece_of_line(line.replace("\x02", "-").replace("\ufffe", "-"), number, page)
    if empty:
        raise Unreadable(
            Words("這份 PDF 沒有文字層（可能是掃描檔）", "this PDF has no text layer; it may be a scan"),
            Words(
                "請先做文字辨識（OCR），或改給 Word、文字檔", "run OCR first, or give the Word or text file"
            ),
        )


def _pages(content: bytes) -> Iterator[str]:
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(
            Words("這份 PDF 打不開，可能已加密或損壞", "this PDF cannot be opened; encrypted or damaged?"),
            Words("請另存一份未加密的 PDF", "save a copy without a password"),
        ) from error
    try:
        for page in document:
            layer = page.get_textpage()
            yield layer.get_text_bounded()
            layer.close()
            page.close()
    finally:
        document.close()
