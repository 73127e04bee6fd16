"""Compose a document and render it, in a child process that cannot outgrow its limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import catalogue
from briefgen.contained import Limits, contained
from briefgen.document import (
    Cell,
    Document,
    Heading,
    Inline,
    Item,
    List,
    Meta,
    Note,
    Paragraph,
    Row,
    Table,
    Text,
)
from briefgen.errors import Place, Problem, RenderError, Severity, Words
from briefgen.model import Audience, Event
from briefgen.pipeline import clearing
from briefgen.pipeline.choosing import Chosen
from briefgen.pipeline.enclosing import enclosed
from briefgen.pipeline.extending import above
from briefgen.pipeline.manifest import versions

if TYPE_CHECKING:
    from briefgen.compose import Brief
    from briefgen.render.look import Looks


LIBRARIES = ("jinja2", "lxml", "msgspec", "pydyf", "python-docx", "weasyprint")
"""What the bytes of a brief depend on, besides the fonts and ourselves."""

LETTERHEAD = "base.docx"


@dataclass(frozen=True, slots=True)
class Made:
    """The bytes of each format, how many pages the PDF has, how many notes there are, and warnings.

    `tools` are the fonts, by name with their hashes, and the versions that made the bytes.
    """

    files: dict[str, bytes]
    pages: int | None
    notes: int
    warnings: tuple[Problem, ...]
    tools: dict[str, dict[str, str]]


def make(root: Path, chosen: Chosen, audience: Audience, formats: tuple[str, ...]) -> Made:
    """Compose and render in a contained child; TemplateError or RenderError.

    With no formats the document is only composed and its looks are read, as `check` wants it.
    """
    where = Place(f"templates/{audience.id}")
    return contained(
        partial(_make, root, chosen, audience, formats),
        _limits(root, len(chosen.selection.kept), audience),
        where,
    )


def preload() -> None:
    """Load the libraries of composing and rendering here, so that each contained child has them already.

    Worth its half second where many documents are made in one run.
    """
    from briefgen.compose import compose
    from briefgen.render import weasy
    from briefgen.render.looks import look

    del compose, look
    weasy.load()


def _limits(root: Path, events: int, audience: Audience) -> Limits:
    """Give the limits that the workspace sets, or five times what an honest brief of so many events needs."""
    bounds = catalogue.read_settings(root).limits
    # A brief that must fit its pages is set several times.
    times = 1 if audience.pages is None else 4
    plain = Limits(seconds=times * (8 + 0.1 * events))
    return Limits(
        seconds=bounds.seconds or plain.seconds,
        memory=bounds.memory or plain.memory,
        answer=bounds.answer or plain.answer,
    )


def _make(root: Path, chosen: Chosen, audience: Audience, formats: tuple[str, ...]) -> Made:
    from briefgen.compose import warnings
    from briefgen.render import FORMATS

    brief = _brief(root.resolve(), chosen, audience)
    try:
        document, looks, pdf = _fitting(brief, audience.pages if formats else None)
        files = {name: pdf if pdf and name == "pdf" else FORMATS[name](document, looks) for name in formats}
    except RenderError as error:
        raise _name_events(error, chosen.selection.kept) from error
    notes = sum(isinstance(node, Note) for node in document.walk())
    pages = _pages(files.get("pdf"))
    said = (*warnings(brief), *looks.faults, *_of_letterhead(looks, formats))
    tools = {"fonts": dict(looks.fonts), "versions": versions(LIBRARIES)} if formats else {}
    return Made(files, pages, notes, (*said, *_too_long(pages, audience)), tools)


def _fitting(brief: Brief, most: int | None) -> tuple[Document, Looks, bytes | None]:
    """Typeset a brief, with fewer events as long as it has more pages than it may; give its PDF where made."""
    from briefgen.compose import shorter
    from briefgen.render import FORMATS

    document, looks = _typeset(brief)
    pdf = FORMATS["pdf"](document, looks) if most is not None else None
    while most is not None and (_pages(pdf) or 0) > most:
        less = shorter(brief)
        if less is None:
            break
        brief = less
        document, looks = _typeset(brief)
        pdf = FORMATS["pdf"](document, looks)
    return document, looks, pdf


def _too_long(pages: int | None, audience: Audience) -> tuple[Problem, ...]:
    if pages is None or audience.pages is None or pages <= audience.pages:
        return ()
    what = Words(
        f"共 {pages} 頁，超過上限 {audience.pages} 頁",
        f"{pages} pages, more than the {audience.pages} allowed",
    )
    hint = Words("請縮小字級或限額（limit）", "make the type or the limits smaller")
    return (Problem(Place(f"templates/{audience.id}/audience.yaml"), what, hint, Severity.WARNING),)


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
        withheld=chosen.withheld,
        above=above(root, audience.id),
    )


def _typeset(brief: Brief) -> tuple[Document, Looks]:
    from briefgen.compose import compose
    from briefgen.render.looks import look

    document = clearing.stamped(compose(brief), brief.edition, brief.audience)
    document = enclosed(document, brief.selection, brief.edition, brief.audience, brief.registers)
    looks = look(document, _sheets(brief.base, brief.audience.id, brief.above), brief.folder)
    return document, replace(looks, letterhead=_letterhead(brief))


def _sheets(templates: Path, name: str, above: tuple[str, ...]) -> tuple[Path, ...]:
    """Give the stylesheets of an audience in the order of the cascade: base, those it extends, its own."""
    folders = (*(templates / other for other in reversed(above)), templates / name)
    sheets = (templates / "base" / "base.css", *(folder / "brief.css" for folder in folders))
    return tuple(sheet for sheet in sheets if sheet.exists())


def try_looks(root: Path, name: str) -> tuple[Problem, ...]:
    """Read the stylesheets of an audience on a document of every usual kind of block; RenderError."""
    return contained(partial(_try_looks, root.resolve(), name), Limits(), Place(f"templates/{name}"))


def _try_looks(root: Path, name: str) -> tuple[Problem, ...]:
    from briefgen.render.looks import look

    words = (Text("樣本"), Inline("small", (Text("附註"),)), Note((Text("來源。"),)))
    headings = (Heading(level, (Text("標題"),)) for level in range(1, 6))
    sample = Document(
        Meta("樣本", date(2021, 1, 1)),
        (
            *headings,
            Paragraph(words),
            List((Item((Paragraph((Text("項目"),)),)),)),
            Table((Row((Cell((Paragraph((Text("欄"),)),), header=True),)),), (Row((Cell(()),)),)),
        ),
    )
    sheets = _sheets(root / "templates", name, above(root, name))
    return look(sample, sheets, root / "templates" / name).faults


def _letterhead(brief: Brief) -> Path | None:
    """Find the letterhead of an audience, or of one that it extends."""
    folders = (brief.folder, *(brief.base / name for name in (*brief.above, "base")))
    return next((path for folder in folders if (path := folder / LETTERHEAD).is_file()), None)


def _of_letterhead(looks: Looks, formats: tuple[str, ...]) -> tuple[Problem, ...]:
    """Give what is to be said of a letterhead; only a Word file has one, and `check` asks for every format."""
    if looks.letterhead is None or (formats and "docx" not in formats):
        return ()
    from briefgen.render.word.letterhead import problems

    return problems(looks.letterhead)


def _pages(pdf: bytes | None) -> int | None:
    if pdf is None:
        return None
    from briefgen.render.pdf import count_pages

    return count_pages(pdf)


def _name_events(error: RenderError, events: tuple[Event, ...]) -> RenderError:
    """Say which event holds a character that no font has."""
    characters: frozenset[str] = getattr(error, "characters", frozenset())
    problems = tuple(
        _unprintable(character, event)
        for character in sorted(characters)
        for event in events
        if character in repr(event)
    )
    return RenderError(*problems) if problems else error


def _unprintable(character: str, event: Event) -> Problem:
    code = f"U+{ord(character):04X}"
    return Problem(
        Place(f"seeds/events（{event.id}）"),
        Words(
            f"事件含有字型沒有的字「{character}」（{code}）",
            f"the event has {character!r} ({code}), which no font has",
        ),
        Words(
            "請改用其他字，或在樣式表加入有此字的字型",
            "use another character, or add a font that has it to the stylesheet",
        ),
    )
