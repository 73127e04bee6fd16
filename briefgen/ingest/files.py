"""Read a file that a person wrote into Passages.

To add a kind of file: a function from its bytes to Pieces in a module of its own,
listed in READERS by the ending of the name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from briefgen.errors import Place, Problem, RequestError, Words, unreadable
from briefgen.ingest import pdf, plain, web, word
from briefgen.ingest.joining import join
from briefgen.ingest.passages import Passages, Piece
from briefgen.ingest.unreadable import Unreadable

READERS: dict[str, Callable[[bytes], Iterable[Piece]]] = {
    ".txt": plain.pieces,
    ".text": plain.pieces,
    ".md": plain.markdown_pieces,
    ".markdown": plain.markdown_pieces,
    ".docx": word.pieces,
    ".pdf": pdf.pieces,
    ".html": web.pieces,
    ".htm": web.pieces,
}


def read(path: Path, name: str) -> Passages:
    """Read one file; `name` is how messages and results call it.

    RequestError where there is no such file, where no reader knows its kind, or
    where it holds no text that can be read, with the reason.
    """
    if not path.exists():
        raise RequestError(unreadable(name, FileNotFoundError()))
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise _refused(
            name,
            Words(f"不會讀「{path.suffix}」檔", f"no reader for {path.suffix!r} files")
            if path.suffix
            else Words("看不出是哪一種檔案", "its name does not say what kind of file it is"),
            Words(f"可讀的有 {'、'.join(READERS)}", f"there are readers for {', '.join(READERS)}"),
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RequestError(unreadable(name, error)) from error
    try:
        return join(name, reader(content))
    except Unreadable as error:
        raise _refused(name, error.what, error.hint) from error


def _refused(name: str, what: Words, hint: Words) -> RequestError:
    return RequestError(Problem(Place(name), what, hint))
