"""Put the pictures of an edition, and those drawn for it, into the document itself.

A picture that lies in the audience's folder stays a file name.  One in the edition's
own folder, or a plot, becomes a `data:` address, after a look at what it is: PNG, JPEG,
or an SVG that runs nothing and fetches nothing.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from briefgen.compose.markup import Element, place_of
from briefgen.errors import Problem, TemplateError, Words
from briefgen.linked import foreign_problem, is_foreign

KINDS = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
}
SUFFIXES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
MOST_BYTES = 5_000_000
MOST_PIXELS = 40_000_000
_RUNS = re.compile(
    rb"<!DOCTYPE|<!ENTITY|<script|<foreignObject|\bon\w+\s*=|javascript:|(?:href|src)\s*=\s*[\"'](?!#|data:image/)"
    rb"|url\(\s*[\"']?(?!#)|@import",
    re.IGNORECASE,
)


def place_pictures(
    root: Element, own: Sequence[Path], audience: Path, draw: Callable[[str], str | None]
) -> None:
    """Change the pictures of a tree of markup; `draw` gives a plot as SVG, or None.

    `audience` is the folder of the audience, `own` are the edition's and those of the
    audiences it extends.
    TemplateError with every picture that cannot be used.
    """
    problems: list[Problem] = []
    for image in root.iter("img"):
        src = image.get("src", "")
        drawn = draw(src)
        if drawn is not None:
            image.set("src", address("image/svg+xml", drawn.encode()))
        else:
            problems += _found(image, src, own, audience)
    if problems:
        raise TemplateError(*problems)


def address(kind: str, content: bytes) -> str:
    """Give a picture as a `data:` address."""
    return f"data:{kind};base64,{b64encode(content).decode()}"


def _found(image: Element, src: str, own: Sequence[Path], audience: Path) -> Iterator[Problem]:
    """Take a picture from the first folder that has it; what is no plain file of that folder is refused."""
    for folder in (audience, *own):
        path = folder / src
        if is_foreign(path, folder):
            yield foreign_problem(place_of(image), src)
        elif not _is_file(path):
            continue
        elif folder != audience:
            yield from _inlined(image, path)
        return
    what = Words(f"找不到圖片「{src}」", f"no such picture: {src!r}")
    hint = Words(
        "圖片須放在範本或期別自己的資料夾", "put it into the folder of the template or of the edition"
    )
    yield Problem(place_of(image), what, hint)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # A name that no system takes.
        return False


def _inlined(image: Element, path: Path) -> Iterator[Problem]:
    kind = SUFFIXES.get(path.suffix.lower(), "")
    content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    wrong = _wrong(kind, content)
    if wrong is None:
        image.set("src", address(kind, content))
    else:
        hint = Words("請改用 PNG 或 JPEG 檔", "use a PNG or JPEG file")
        yield Problem(place_of(image), wrong, hint)


def _wrong(kind: str, content: bytes) -> Words | None:
    """Say what is wrong with a picture, or None."""
    if not content:
        return Words("圖檔是空的，或超過 5 MB", "the picture is empty, or larger than 5 MB")
    if kind == "image/svg+xml":
        if _RUNS.search(content):
            return Words("SVG 圖檔含有程式或外部連結", "the SVG runs or fetches something")
        return None
    if not content.startswith(KINDS.get(kind, b"\0none")):
        return Words("圖檔內容與副檔名不符，或不是可用的格式", "the picture is not what its name says")
    if kind == "image/png":
        width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
        if width * height > MOST_PIXELS:
            return Words("圖檔的像素過多", "the picture has too many pixels")
    return None
