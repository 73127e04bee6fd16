"""What can be asked for: a workspace, an edition or a window, an audience."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefgen import catalogue, rules
from briefgen.convert import convert
from briefgen.errors import CatalogueError, Place, Problem, RequestError, TemplateError, Words, did_you_mean
from briefgen.lines import line_of
from briefgen.model import Audience, DateWindow, Edition
from briefgen.pipeline.extending import audience_ids as audience_ids
from briefgen.pipeline.extending import audience_tree

GOOD_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
"""What an edition or an audience may be called when it is made."""
USUAL = "research"
"""The audience of an edition that does not say for whom it is written."""


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks for: an edition by its id, or a window without any edition file.

    `root` is the workspace.  Without an `audience` it is the one the edition is written for
    (its `kind`), or USUAL.  `date` is printed as the date of the text where there is no edition.
    `clearance` is the reader's where no audience states one: for a selection without an audience.
    """

    root: Path
    edition: str | None = None
    window: DateWindow | None = None
    audience: str | None = None
    clearance: str | None = None
    formats: tuple[str, ...] = ()
    out: Path | None = None
    date: date | None = None


def asked_edition(request: Request) -> tuple[Edition, catalogue.Prose | None]:
    """Read the edition that was asked for, or make a plain one around the window."""
    if request.edition is not None:
        known = catalogue.edition_ids(request.root)
        if request.edition not in known:
            raise RequestError(_no_edition(request.edition, known))
        return catalogue.read_edition(request.root, request.edition)
    window = request.window
    assert window is not None, "a request has an edition or a window"
    name = f"{window.first:%Y%m%d}-{window.last:%Y%m%d}"
    return Edition(id=name, title="大陸外交情勢簡報", window=window, date=request.date or window.last), None


def _no_edition(id: str, known: tuple[str, ...]) -> Problem:
    """Say that there is no such edition, and how to have one or to do without."""
    ways = [did_you_mean(id, known) or listed(known)]
    with suppress(RequestError):
        rules.parse_window(id)
        window = re.sub(r"-(?=[QH])", "", id.upper())
        ways.append(Words(f"不用期別檔：--quarter {window}", f"without an edition: --quarter {window}"))
        if GOOD_ID.fullmatch(id):
            ways.append(
                Words(f"要新的一期：briefgen new-edition {id}", f"to make it: briefgen new-edition {id}")
            )
    found = [words for words in ways if words is not None]
    hint = Words("；".join(words.zh for words in found), "; ".join(words.en for words in found))
    what = Words(f"沒有「{id}」這一期", f"no edition {id!r}")
    return Problem(Place("seeds/editions"), what, hint if found else None)


def asked_audience(request: Request) -> str:
    """Name the audience asked for, else the edition's own; CatalogueError where that is none."""
    if request.audience is not None:
        return request.audience
    edition, _ = asked_edition(request)
    wrong = unknown_kind(request.root, edition)
    if wrong is not None:
        raise CatalogueError(wrong)
    return edition.kind or USUAL


def unknown_kind(root: Path, edition: Edition) -> Problem | None:
    """Say that an edition is written for an audience that is not there; None where it is."""
    known = audience_ids(root)
    if edition.kind is None or edition.kind in known:
        return None
    file = f"seeds/editions/{edition.id}.md"
    what = Words(
        f"kind「{edition.kind}」不是 templates/ 裡的讀者範本",
        f"the kind {edition.kind!r} is no audience in templates/",
    )
    hint = did_you_mean(edition.kind, known) or listed(known)
    return Problem(Place(file, line_of("kind:", root / file)), what, hint)


def load_audience(root: Path, name: str) -> Audience:
    """Read `templates/<name>/audience.yaml`; RequestError with a suggestion where there is none."""
    known = audience_ids(root)
    if name not in known:
        raise RequestError(
            Problem(
                Place(f"templates/{name}"),
                Words(f"沒有「{name}」這個讀者範本", f"there is no audience {name!r}"),
                did_you_mean(name, known) or listed(known),
            )
        )
    tree = audience_tree(root, name)
    audience = convert(tree, Audience, error=TemplateError)
    if audience.id != name:
        what = Words(
            f"代號「{audience.id}」與資料夾名稱「{name}」不同",
            f"the id {audience.id!r} is not the folder's name {name!r}",
        )
        raise TemplateError(
            Problem(tree.locate(("id",)), what, Words("請把兩者改為相同", "make them the same"))
        )
    return audience


def require_workspace(root: Path) -> None:
    """Refuse a folder that has no seeds or no templates, with RequestError."""
    missing = [name for name in ("seeds", "templates") if not (root / name).is_dir()]
    if missing:
        what = Words(
            f"這裡沒有 {'、'.join(missing)} 資料夾，不是 briefgen 工作區",
            f"there is no {' and no '.join(missing)} folder here: this is no briefgen workspace",
        )
        hint = Words(
            "請切換到工作區，或以 -C 指定它的資料夾", "change to the workspace, or name its folder with -C"
        )
        raise RequestError(Problem(Place(str(root)), what, hint))


def listed(names: tuple[str, ...]) -> Words | None:
    """Say which names there are, or None where there are none."""
    if not names:
        return None
    return Words(f"現有：{'、'.join(names)}", f"there are: {', '.join(names)}")
