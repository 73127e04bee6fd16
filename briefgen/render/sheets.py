"""Read stylesheets, and name them as people know them."""

from __future__ import annotations

from pathlib import Path

from briefgen.errors import Place, Problem, RenderError, Words


def shown(path: Path, folder: Path) -> str:
    """Give a stylesheet's name as people know it: from the workspace down."""
    for home in (folder.parent.parent, folder.parent, folder):
        if path.is_relative_to(home) and (home / "templates").is_dir():
            return path.relative_to(home).as_posix()
    return f"{path.parent.name}/{path.name}"


def read(path: Path) -> str:
    """Give a stylesheet's text; raise RenderError where it cannot be read."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = Words(f"無法讀取樣式表：{error}", f"cannot read the stylesheet: {error}")
        raise RenderError(Problem(Place(path.name), what)) from error
