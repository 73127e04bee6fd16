"""Let a brief be composed and rendered in a child process that cannot outgrow its limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import catalogue
from briefgen.contained import Child, Limits, contained
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
from briefgen.errors import Place, Problem, RenderError
from briefgen.model import Audience
from briefgen.pipeline.extending import above
from briefgen.pipeline.glyphless import named
from briefgen.pipeline.manifest import versions
from briefgen.pipeline.typesetting import Job, Made, sheets_of, typeset

if TYPE_CHECKING:
    from briefgen.pipeline.choosing import Chosen

LIBRARIES = ("jinja2", "lxml", "msgspec", "pydyf", "python-docx", "weasyprint")
"""What the bytes of a brief depend on, besides the fonts and ourselves."""


def make(
    root: Path,
    chosen: Chosen,
    audience: Audience,
    formats: tuple[str, ...],
    press: Child[Made] | None = None,
) -> Made:
    """Compose and render in a contained child, the one that waits for it if any; TemplateError or RenderError.

    With no formats the document is only composed and its looks are read, as `check` wants it.
    """
    with press or Child[Made]() as child:
        give(child, root, chosen, audience, formats)
        known = {"versions": versions(LIBRARIES)} if formats else {}
        made = taken(child, root, chosen)
    return replace(made, tools={**made.tools, **known})


def give(
    child: Child[Made], root: Path, chosen: Chosen, audience: Audience, formats: tuple[str, ...]
) -> None:
    """Let a child begin on a brief, as `make` says."""
    root = root.resolve()
    limits = _limits(root, len(chosen.selection.kept), audience)
    job = Job(
        root,
        chosen.selection,
        chosen.edition,
        audience,
        chosen.catalogue.registers,
        chosen.prose,
        chosen.withheld,
        above(root, audience.id),
        formats,
        limits,
    )
    child.give(partial(typeset, job), limits, Place(f"templates/{audience.id}"))


def taken(child: Child[Made], root: Path, chosen: Chosen) -> Made:
    """Wait for the brief that a child was given; TemplateError, or RenderError that names the events."""
    try:
        return child.answer()
    except RenderError as error:
        raise named(error, root, chosen.selection.kept) from error


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
    sheets = sheets_of(root / "templates", name, above(root, name))
    return look(sample, sheets, root / "templates" / name).faults


def missing_fonts(root: Path, name: str) -> tuple[Problem, ...]:
    """Give the fonts that the stylesheets of an audience take for the PDF and that are not installed."""
    return contained(partial(_missing_fonts, root.resolve(), name), Limits(), Place(f"templates/{name}"))


def _missing_fonts(root: Path, name: str) -> tuple[Problem, ...]:
    from briefgen.render import weasy

    weasy.load()
    from briefgen.render.fonts import missing

    return missing(sheets_of(root / "templates", name, above(root, name)), root / "templates" / name)
