"""Turn a selection and an edition into a Document, in an audience's own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from markupsafe import Markup

from briefgen.compose import citing
from briefgen.compose.assembly import assemble
from briefgen.compose.environment import FAILURES, Environment, TemplateFolder
from briefgen.compose.markup import read
from briefgen.compose.naming import introduce
from briefgen.compose.numbering import number_headings, shorten_repeats
from briefgen.compose.prose import read_prose, titled_sections
from briefgen.compose.viewing import Viewing, events_of
from briefgen.compose.views import NAMES, BriefView
from briefgen.document import Document, Meta
from briefgen.errors import CatalogueError, Place, Problem, Severity, TemplateError, Words, did_you_mean
from briefgen.model import Audience, Edition, Record, Registers
from briefgen.selection import Selection
from briefgen.tree import Prose

TEMPLATE = "brief.html.j2"
MOST_OUTPUT = 20_000_000
"""Characters a template may write."""


class Brief(Record, frozen=True):
    """Everything one brief is made of.

    `folder` is the audience's own folder of templates, `base` the folder of all
    of them; both lie in the workspace `root`.  `withheld` are the ids of events
    that this reader may not see: what cites them is not printed, and not named.
    `above` names the audiences that this one extends, the nearest first.
    """

    selection: Selection
    edition: Edition
    audience: Audience
    registers: Registers
    folder: Path
    base: Path
    prose: Prose | None
    root: Path
    withheld: frozenset[str] = frozenset()
    above: tuple[str, ...] = ()


def compose(request: Brief) -> Document:
    """Give the document of a brief.

    TemplateError names template file and line; CatalogueError the line of an
    edition that cites an event which is not there.
    """
    viewing = Viewing(request.selection, request.edition, request.audience)
    _check_key_points(request)
    markup = _write(request, _view(request, viewing), viewing)
    root = read(markup)
    number_headings(root)
    introduce(root, request.registers, request.selection.window.last, request.audience.names == "short")
    if request.audience.repeats == "short":
        shorten_repeats(root)
    body = assemble(root)
    return Document(_meta(request.edition), body.blocks, body.page_header, body.page_footer)


def warnings(request: Brief) -> tuple[Problem, ...]:
    """Give what of the edition is not printed for this audience and nobody would notice."""
    if request.prose is None:
        return ()
    themes = frozenset(theme.id for theme in request.selection.themes)
    return tuple(
        Problem(
            Place(request.prose.place.file, line),
            Words(
                f"「{request.audience.id}」沒有「{id}」這一節，這段內文沒有印出",
                f"{request.audience.id!r} has no section {id!r}: this prose is not printed",
            ),
            did_you_mean(id, themes)
            or Words(
                f"可用的節：{'、'.join(sorted(themes))}", f"its sections are: {', '.join(sorted(themes))}"
            ),
            Severity.WARNING,
        )
        for id, line in titled_sections(request.prose)
        if id not in themes
    )


def _view(request: Brief, viewing: Viewing) -> BriefView:
    known = events_of(request.selection)

    def cite(ids: Sequence[str]) -> tuple[Markup, Markup]:
        sources = [source for id in ids for source in known[id].sources]
        inside = citing.group(sources) if viewing.citing.inline else ""
        note = viewing.citing.cite([citing.view(source, request.audience.calendar) for source in sources])
        return Markup("<small>（{}）</small>").format(inside) if inside else Markup(""), note

    themes = [theme.id for theme in request.selection.themes]
    return viewing.brief(read_prose(request.prose, themes, known, cite, request.withheld))


def _write(request: Brief, view: BriefView, viewing: Viewing) -> str:
    """Run the template; TemplateError for what Jinja refuses and for what the scanner saw."""
    loader = TemplateFolder(request.base, (request.folder.name, *request.above), request.root)
    environment = Environment(loader)
    environment.globals["cite"] = viewing.citing.cite
    parts: list[str] = []
    size = 0
    file = loader.name_of(request.folder / TEMPLATE)
    try:
        template = environment.get_template(TEMPLATE)
        for part in template.generate({name: getattr(view, name) for name in NAMES}):
            parts.append(part)
            size += len(part)
            if size > MOST_OUTPUT:
                raise TemplateError(
                    Problem(Place(file), Words("範本寫出的內容過大", "the template writes too much"))
                )
    except FAILURES as error:
        raise TemplateError(*_failures(error, environment, request, file)) from error
    if environment.problems:
        raise TemplateError(*dict.fromkeys(environment.problems))
    return "".join(parts)


def _failures(error: Exception, environment: Environment, request: Brief, file: str) -> tuple[Problem, ...]:
    """Give why a template failed, with all else that is wrong in the templates it is made of."""
    from briefgen.compose.check import check_folders
    from briefgen.compose.faults import problem_of

    problems = [problem_of(error, environment, (*NAMES, *environment.globals), file)]
    folders = (request.folder, *(request.base / name for name in (*request.above, "base")))
    problems += check_folders(folders, request.base, request.root, {request.folder.name: request.above})
    told = {(problem.where.file, problem.where.line, problem.what): problem for problem in problems}
    return tuple(problem for problem in told.values() if problem.severity is Severity.ERROR)


def _check_key_points(request: Brief) -> None:
    known = events_of(request.selection)
    named = (id for point in request.edition.key_points for id in point.events)
    missing = [id for id in named if id not in known and id not in request.withheld]
    if missing:
        raise CatalogueError(*(_no_event(id, known, request) for id in dict.fromkeys(missing)))


def _no_event(id: str, known: Iterable[str], request: Brief) -> Problem:
    file = request.prose.place.file if request.prose else f"seeds/editions/{request.edition.id}.md"
    what = Words(
        f"要點引用的「{id}」不是本期的事件", f"a key point cites {id!r}, which is no event of the window"
    )
    return Problem(Place(file, _line_of(id, request.root / file)), what, did_you_mean(id, known))


def _line_of(words: str, path: Path) -> int | None:
    if not path.is_file():
        return None
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if words in line), None)


def _meta(edition: Edition) -> Meta:
    return Meta(
        title=edition.title,
        date=edition.date,
        subject=edition.subject or "",
        keywords=edition.keywords,
        authors=tuple(author.name for author in edition.authors),
    )
