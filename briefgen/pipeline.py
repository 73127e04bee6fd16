"""Put the verbs in order: read seeds, choose, compose, render, write.

This is the only place that reads `seeds/` and writes `out/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import catalogue, rules
from briefgen.convert import convert
from briefgen.document import Document, Note
from briefgen.errors import (
    BriefgenError,
    Lang,
    Place,
    Problem,
    RenderError,
    RequestError,
    TemplateError,
    Words,
    did_you_mean,
)
from briefgen.model import Audience, Catalogue, DateWindow, Edition, Event
from briefgen.selection import Selection
from briefgen.whole import write_all

if TYPE_CHECKING:
    from briefgen.compose import Brief
    from briefgen.render.look import Looks


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks for: an edition by its id, or a window without any edition file.

    `root` is the workspace.  `date` is printed as the date of the text where there is no edition.
    """

    root: Path
    edition: str | None = None
    window: DateWindow | None = None
    audience: str = "research"
    formats: tuple[str, ...] = ()
    out: Path | None = None
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """One file that was written, with its pages where the format has them."""

    path: Path
    size: int
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: files, the selection behind them, notes printed, and warnings."""

    files: tuple[Written, ...]
    selection: Selection
    notes: int
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A selection with all that a brief needs besides."""

    selection: Selection
    edition: Edition
    prose: catalogue.Prose | None
    catalogue: Catalogue
    warnings: tuple[Problem, ...]


def choose(request: Request, audience: Audience | None = None) -> Chosen:
    """Load the catalogue and let the rules choose; RequestError, CatalogueError or RuleError."""
    _require_workspace(request.root)
    edition, prose = _edition(request)
    loaded = catalogue.load(
        request.root, window=edition.window, clearance=audience.clearance if audience else None
    )
    tree = catalogue.read_tree(request.root / "seeds" / "themes.yaml", request.root)
    selection = rules.select(
        loaded.catalogue,
        rules.parse(tree, loaded.catalogue.registers),
        edition.window,
        plan=audience.sections if audience else None,
        pins=edition.pins,
        bans=edition.bans,
    )
    return Chosen(selection, edition, prose, loaded.catalogue, loaded.warnings)


def build(request: Request) -> Built:
    """Make one brief in every format asked for, and write all of them or none."""
    _require_workspace(request.root)
    audience = load_audience(request.root, request.audience)
    formats = request.formats or audience.formats
    chosen = choose(request, audience)
    document, looks = _typeset(request.root, chosen, audience)
    files = _render(document, looks, formats, chosen.selection.kept)
    folder = (request.out or request.root / "out") / chosen.edition.id
    stem = f"{chosen.edition.id}-{audience.id}"
    paths = {folder / f"{stem}.{name}": data for name, data in files.items()}
    write_all(paths)
    return Built(
        tuple(Written(path, len(data), _pages(path, data)) for path, data in paths.items()),
        chosen.selection,
        sum(isinstance(node, Note) for node in document.walk()),
        (*chosen.warnings, *(_fault(request.root, audience, fault) for fault in looks.faults)),
    )


def check(root: Path) -> tuple[Problem, ...]:
    """Validate all of `seeds/` and `templates/`; give every problem and warning found."""
    _require_workspace(root)
    problems: list[Problem] = []
    try:
        loaded = catalogue.load(root)
        problems += loaded.warnings
        tree = catalogue.read_tree(root / "seeds" / "themes.yaml", root)
        problems += rules.lint(rules.parse(tree, loaded.catalogue.registers), loaded.catalogue)
    except BriefgenError as error:
        problems += error.problems
    problems += _check_templates(root)
    if not any(problem.severity == "error" for problem in problems):
        problems += _check_briefs(root)
    return tuple(dict.fromkeys(problems))


def verify(docx: Path, pdf: Path) -> tuple[Problem, ...]:
    """Read a Word file and a PDF back and give every difference between them."""
    from briefgen.parity import verify as compare

    return compare(docx, pdf)


def parse_window(text: str, today: date) -> DateWindow:
    """Read a window in words (`2021Q3`, `110Q3`, `上一季`); RequestError where it is none."""
    return rules.parse_window(text, today=today)


def only_theme(selection: Selection, theme: str) -> Selection:
    """Give a selection with one theme in it; RequestError with a suggestion where it has no such theme."""
    known = [found.id for found in selection.themes]
    if theme not in known:
        raise RequestError(
            Problem(
                Place("seeds/themes.yaml"),
                Words(f"沒有「{theme}」這個主題", f"there is no theme {theme!r}"),
                did_you_mean(theme, known) or _listed(tuple(known)),
            )
        )
    return replace(selection, themes=(selection.theme(theme),))


def explain(selection: Selection, event: str, lang: Lang) -> str:
    """Say why each theme keeps an event or leaves it out; RequestError where there is no such event."""
    return rules.explain.why(selection, event, lang)


def selection_as(selection: Selection, form: str, lang: Lang) -> bytes:
    """Give a selection as a file: `json`."""
    return rules.explain.FORMS[form](selection, lang)


def load_audience(root: Path, name: str) -> Audience:
    """Read `templates/<name>/audience.yaml`; RequestError with a suggestion where there is none."""
    known = audience_ids(root)
    if name not in known:
        raise RequestError(
            Problem(
                Place(f"templates/{name}"),
                Words(f"沒有「{name}」這個讀者範本", f"there is no audience {name!r}"),
                did_you_mean(name, known) or _listed(known),
            )
        )
    tree = catalogue.read_tree(root / "templates" / name / "audience.yaml", root)
    audience = convert(tree, Audience, error=TemplateError)
    if audience.id != name:
        raise TemplateError(
            Problem(
                tree.locate(("id",)),
                Words(
                    f"代號「{audience.id}」與資料夾名稱「{name}」不同",
                    f"the id {audience.id!r} is not the folder's name {name!r}",
                ),
                Words("請把兩者改為相同", "make them the same"),
            )
        )
    return audience


def audience_ids(root: Path) -> tuple[str, ...]:
    """Name the audiences of a workspace, in order of name."""
    return tuple(sorted(path.parent.name for path in (root / "templates").glob("*/audience.yaml")))


def _edition(request: Request) -> tuple[Edition, catalogue.Prose | None]:
    if request.edition is not None:
        return catalogue.read_edition(request.root, request.edition)
    window = request.window
    assert window is not None, "a request has an edition or a window"
    name = f"{window.first:%Y%m%d}-{window.last:%Y%m%d}"
    return Edition(id=name, title="大陸外交情勢簡報", window=window, date=request.date or window.last), None


def _brief(root: Path, chosen: Chosen, audience: Audience) -> Brief:
    from briefgen.compose import Brief

    return Brief(
        selection=chosen.selection,
        edition=chosen.edition,
        audience=audience,
        registers=chosen.catalogue.registers,
        folder=root / "templates" / audience.id,
        base=root / "templates",
        prose=chosen.prose,
        root=root,
    )


def _typeset(root: Path, chosen: Chosen, audience: Audience) -> tuple[Document, Looks]:
    from briefgen.compose import compose
    from briefgen.render.looks import look

    document = compose(_brief(root, chosen, audience))
    templates = root.resolve() / "templates"
    folder = templates / audience.id
    sheets = [templates / "base" / "base.css", folder / "brief.css"]
    return document, look(document, tuple(sheet for sheet in sheets if sheet.exists()), folder)


def _render(
    document: Document, looks: Looks, formats: Iterable[str], events: tuple[Event, ...]
) -> dict[str, bytes]:
    from briefgen.render import FORMATS

    try:
        return {name: FORMATS[name](document, looks) for name in formats}
    except RenderError as error:
        raise _name_events(error, events) from error


def _name_events(error: RenderError, events: tuple[Event, ...]) -> RenderError:
    """Say which event holds a character that no font has."""
    characters: frozenset[str] = getattr(error, "characters", frozenset())
    holders = [
        (character, event.id)
        for character in sorted(characters)
        for event in events
        if character in repr(event)
    ]
    if not holders:
        return error
    extra = tuple(
        Problem(
            Place(f"seeds/events（{event}）"),
            Words(
                f"事件含有字型沒有的字「{character}」（U+{ord(character):04X}）",
                f"the event has {character!r} (U+{ord(character):04X}), which no font has",
            ),
            Words(
                "請改用其他字，或在樣式表加入有此字的字型",
                "use another character, or add a font that has it to the stylesheet",
            ),
        )
        for character, event in holders
    )
    return RenderError(*extra)


def _pages(path: Path, data: bytes) -> int | None:
    if path.suffix != ".pdf":
        return None
    from briefgen.render.pdf import count_pages

    return count_pages(data)


def _check_templates(root: Path) -> tuple[Problem, ...]:
    from briefgen.compose import check_templates

    problems = list(check_templates(root / "templates", root))
    for name in audience_ids(root):
        try:
            load_audience(root, name)
        except BriefgenError as error:
            problems += error.problems
    return tuple(problems)


def _check_briefs(root: Path) -> tuple[Problem, ...]:
    """Compose every edition for every audience, without writing anything."""
    problems: list[Problem] = []
    for edition in catalogue.edition_ids(root):
        for name in audience_ids(root):
            try:
                audience = load_audience(root, name)
                chosen = choose(Request(root, edition), audience)
                _, looks = _typeset(root, chosen, audience)
                problems += (_fault(root, audience, fault) for fault in looks.faults)
            except BriefgenError as error:
                problems += error.problems
    return tuple(problems)


def _fault(root: Path, audience: Audience, fault: Problem) -> Problem:
    del root, audience
    return fault


def _require_workspace(root: Path) -> None:
    missing = [name for name in ("seeds", "templates") if not (root / name).is_dir()]
    if missing:
        raise RequestError(
            Problem(
                Place(str(root)),
                Words(
                    f"這裡沒有 {'、'.join(missing)} 資料夾，不是 briefgen 工作區",
                    f"there is no {' and no '.join(missing)} folder here: this is no briefgen workspace",
                ),
                Words(
                    "請切換到工作區，或以 -C 指定它的資料夾",
                    "change to the workspace, or name its folder with -C",
                ),
            )
        )


def _listed(names: tuple[str, ...]) -> Words | None:
    if not names:
        return None
    return Words(f"現有：{'、'.join(names)}", f"there are: {', '.join(names)}")
