"""Say what was taken out of the files that have no level: registers, rules, editions, audiences, templates, stylesheets.

Events are told of where they are loaded, since of a withheld one nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefgen import catalogue
from briefgen.clean import clean, is_clean, warning
from briefgen.errors import BriefgenError, Problem


def taken_out(root: Path, edition: str | None, audiences: tuple[str, ...]) -> tuple[Problem, ...]:
    """Give one warning for each file that had characters which no page can show."""
    found = (_of(path, root) for path in _files(root, edition, audiences))
    return tuple(problem for problem in found if problem is not None)


def _files(root: Path, edition: str | None, audiences: tuple[str, ...]) -> Iterator[Path]:
    seeds = root / "seeds"
    yield from sorted(path for path in seeds.glob("*.*") if path.suffix.lower() in catalogue.READERS)
    if edition is not None:
        yield seeds / "editions" / f"{edition}.md"
    for name in audiences:
        folder = root / "templates" / name
        yield folder / "audience.yaml"
        yield from sorted((*folder.rglob("*.j2"), *folder.rglob("*.css")))


def _of(path: Path, root: Path) -> Problem | None:
    if not path.is_file():
        return None
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None  # Whoever reads it says so.
    if path.suffix.lower() in catalogue.READERS:
        # An escape brings in what is not seen here.
        if "\\" not in text and is_clean(text):
            return None
        try:
            removed = catalogue.read_tree(path, root).removed
        except BriefgenError:
            return None
    else:
        removed = clean(text, path.relative_to(root).as_posix())[1]
    return warning(removed) if removed else None
