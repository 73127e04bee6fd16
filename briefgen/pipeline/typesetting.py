"""What the contained child does: compose a brief, typeset it, and say what is doubtful.

It is given a Job and nothing else: no catalogue, no rules, no event that the brief may not print.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.contained import FORKS, Child, Limits
from briefgen.document import Document, Note
from briefgen.errors import Place, Problem, Severity, TemplateError, Words
from briefgen.linked import foreign_problem, is_foreign
from briefgen.model import Audience, Edition, Registers
from briefgen.pipeline import clearing
from briefgen.pipeline.enclosing import enclosed
from briefgen.render.look import Dress
from briefgen.selection import Selection
from briefgen.tree import Prose

if TYPE_CHECKING:
    from briefgen.compose import Brief

LETTERHEAD = "base.docx"


@dataclass(frozen=True, slots=True)
class Job:
    """One brief to make: what it prints, for whom, in which formats; `above` are the audiences extended.

    With no formats the document is only composed and its looks are read, as `check` wants it.
    """

    root: Path
    selection: Selection
    edition: Edition
    audience: Audience
    registers: Registers
    prose: Prose | None
    withheld: frozenset[str]
    above: tuple[str, ...]
    formats: tuple[str, ...]
    limits: Limits


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


def typeset(job: Job) -> Made:
    """Make the brief; TemplateError or RenderError."""
    from briefgen.compose import warnings

    brief = _brief(job)
    document, dress, pdf = _fitting(brief, job.audience.pages if job.formats else None)
    files, said = _written(document, dress, job, pdf)
    pages = _pages(files.get("pdf"))
    return Made(
        files,
        pages,
        notes=sum(isinstance(node, Note) for node in document.walk()),
        warnings=(*warnings(brief), *said, *_too_long(pages, job.audience)),
        tools={"fonts": dict(dress.fonts)} if job.formats else {},
    )


def sheets_of(templates: Path, name: str, above: tuple[str, ...]) -> tuple[Path, ...]:
    """Give the stylesheets of an audience in the order of the cascade: base, those it extends, its own.

    TemplateError where one is no plain file of its folder.
    """
    folders = (*(templates / other for other in reversed(above)), templates / name)
    sheets = (templates / "base" / "base.css", *(folder / "brief.css" for folder in folders))
    _refuse_foreign(templates, sheets)
    return tuple(sheet for sheet in sheets if sheet.exists())


def _refuse_foreign(templates: Path, files: Iterable[Path]) -> None:
    out = [path for path in files if is_foreign(path, path.parent, templates)]
    if out:
        raise TemplateError(
            *(
                foreign_problem(Place(path.relative_to(templates.parent).as_posix()), path.name)
                for path in out
            )
        )


def _brief(job: Job) -> Brief:
    from briefgen.compose import Brief

    templates = job.root / "templates"
    return Brief(
        selection=job.selection,
        edition=job.edition,
        audience=job.audience,
        registers=job.registers,
        folder=templates / job.audience.id,
        base=templates,
        prose=job.prose,
        root=job.root,
        withheld=job.withheld,
        above=job.above,
    )


def _composed(brief: Brief) -> Document:
    from briefgen.compose import compose

    document = clearing.stamped(compose(brief), brief.edition, brief.audience)
    return enclosed(document, brief.selection, brief.edition, brief.audience, brief.registers)


def _fitting(brief: Brief, most: int | None) -> tuple[Document, Dress, bytes | None]:
    """Compose a brief, with fewer events as long as it has more pages than it may; give its PDF where made."""
    from briefgen.compose import shorter
    from briefgen.render.pdf import render

    document, dress = _composed(brief), _dress(brief)
    if most is None:
        return document, dress, None
    while (pages := _pages(pdf := render(document, dress))) is not None and pages > most:
        less = shorter(brief)
        if less is None:
            break
        brief = less
        document = _composed(brief)
    return document, dress, pdf


def _dress(brief: Brief) -> Dress:
    folders = (brief.folder, *(brief.base / name for name in (*brief.above, "base")))
    _refuse_foreign(brief.base, (folder / LETTERHEAD for folder in folders))
    letterhead = next((path for folder in folders if (path := folder / LETTERHEAD).is_file()), None)
    return Dress(sheets_of(brief.base, brief.audience.id, brief.above), brief.folder, letterhead)


def _written(
    document: Document, dress: Dress, job: Job, pdf: bytes | None
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Write each format, and give what is doubtful in them.

    Where a process can be forked the PDF, which needs no looks, is written beside the others;
    what is wrong with those is said first.
    """
    from briefgen.render.pdf import render

    others = tuple(name for name in job.formats if name != "pdf")
    work = partial(_others, document, dress, job.formats)
    if pdf is not None or not FORKS or not others or others == job.formats:
        files, said = work()
        if "pdf" in job.formats:
            files["pdf"] = pdf or render(document, dress)
    else:
        with Child[tuple[dict[str, bytes], tuple[Problem, ...]]]() as beside:
            beside.give(work, job.limits, Place(f"templates/{job.audience.id}"))
            try:
                pdf = render(document, dress)
            finally:
                files, said = beside.answer()
        files["pdf"] = pdf
    return {name: files[name] for name in job.formats}, said


def _others(
    document: Document, dress: Dress, formats: tuple[str, ...]
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Write the formats that need looks; give what of the stylesheets and the letterhead Word cannot express.

    `check`, which asks for no format, wants to know all of that too.
    """
    from briefgen.render import FORMATS
    from briefgen.render.looks import look

    looks = replace(look(document, dress.sheets, dress.assets), letterhead=dress.letterhead)
    files = {name: FORMATS[name](document, looks) for name in formats if name != "pdf"}
    if dress.letterhead is None or (formats and "docx" not in formats):
        return files, looks.faults
    from briefgen.render.word.letterhead import problems

    return files, (*looks.faults, *problems(dress.letterhead))


def _too_long(pages: int | None, audience: Audience) -> tuple[Problem, ...]:
    if pages is None or audience.pages is None or pages <= audience.pages:
        return ()
    what = Words(
        f"共 {pages} 頁，超過上限 {audience.pages} 頁",
        f"{pages} pages, more than the {audience.pages} allowed",
    )
    hint = Words("請縮小字級或限額（limit）", "make the type or the limits smaller")
    return (Problem(Place(f"templates/{audience.id}/audience.yaml"), what, hint, Severity.WARNING),)


def _pages(pdf: bytes | None) -> int | None:
    if pdf is None:
        return None
    from briefgen.render.pdf import count_pages

    return count_pages(pdf)
