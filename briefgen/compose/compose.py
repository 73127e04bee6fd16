"""Turn a selection and an edition into a Document, in an audience's own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from markupsafe import Markup
from msgspec.structs import replace

from briefgen.compose.assembly import assemble
from briefgen.compose.brief import Brief, desk_of
from briefgen.compose.declaring import declare
from briefgen.compose.desk import Sections
from briefgen.compose.directive import TELLING
from briefgen.compose.environment import FAILURES, Environment, TemplateFolder
from briefgen.compose.markup import Element, read
from briefgen.compose.naming import introduce
from briefgen.compose.numbering import number_headings, shorten_repeats
from briefgen.compose.pictures import place_pictures
from briefgen.compose.plots import plot_of
from briefgen.compose.prose import read_prose
from briefgen.compose.ranking import foremost, most_fewer
from briefgen.compose.slips import title_slips
from briefgen.compose.viewing import Viewing, events_of
from briefgen.compose.views import NAMES
from briefgen.document import Block, Document, Heading, Meta, Text
from briefgen.errors import CatalogueError, Place, Problem, Severity, TemplateError, Words, did_you_mean
from briefgen.lines import line_of
from briefgen.model import Edition
from briefgen.selection import Group
from briefgen.zh.dates import anchored, year_from

TEMPLATE = "brief.html.j2"
MOST_OUTPUT = 20_000_000
"""Characters a template may write."""


def compose(request: Brief) -> Document:
    """Give the document of a brief.

    TemplateError names template file and line; CatalogueError the line of an
    edition that cites an event which is not there.
    """
    audience = request.audience
    _check_key_points(request)
    root = read(_write(request))
    number_headings(root, audience.numbering)
    introduce(root, request.registers, request.selection.window.last, audience.names == "short")
    declare(root, request.edition.short_names)
    if audience.repeats == "short":
        shorten_repeats(root)
    own = request.root / "seeds" / "editions" / request.edition.id
    others = (own, *(request.base / name for name in (*request.above, "base")))
    _tell_picture(root, request)
    place_pictures(root, others, request.folder, lambda name: plot_of(name, request.selection))
    body = assemble(root)
    return Document(
        _meta(request.edition, body.blocks),
        body.blocks,
        body.page_header,
        body.page_footer,
        request.edition.first_page or 1,
    )


def _tell_picture(root: Element, request: Brief) -> None:
    """Let the edition's own picture be known by the line that names it, not by the template's."""
    picture, file = request.edition.image, f"seeds/editions/{request.edition.id}.md"
    line = line_of(picture.src, request.root / file) if picture else None
    for image in root.iter("img"):
        if picture and line and image.get("src") == picture.src:
            for element in (image, *image.iterancestors("figure")):
                element.set("at", f"{file}:{line}")


def shorter(request: Brief) -> Brief | None:
    """Give the same brief with one event fewer in print, or None where it has no more to give.

    Events of the digest go first, then those of the sections, the least important
    before the others; the brief counts what it leaves out.
    """
    if request.fewer >= most_fewer(request.selection, request.audience.digest):
        return None
    return replace(request, fewer=request.fewer + 1)


def _write(request: Brief) -> str:
    """Run the template; TemplateError for what Jinja refuses and for what the scanner saw."""
    loader = TemplateFolder(request.base, (request.folder.name, *request.above), request.root)
    environment = Environment(loader)
    viewing = _viewing(request)
    environment.globals["cite"] = viewing.citing.cite
    environment.filters["year_from"] = partial(year_from, today=request.edition.date)
    parts: list[str] = []
    size = 0
    file = loader.name_of(request.folder / TEMPLATE)
    try:
        told: dict[str, set[str]] = {}
        view = viewing.brief(_prose(request, viewing, environment, told), told)
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


def _viewing(request: Brief) -> Viewing:
    return Viewing(
        selection=request.selection,
        edition=request.edition,
        audience=request.audience,
        outlets=request.registers.outlets,
        fewer=request.fewer,
    )


def _prose(request: Brief, viewing: Viewing, environment: Environment, told: dict[str, set[str]]) -> Sections:
    """Read the analyst's prose, unless the audience has none of it; `told` gets what it tells of each theme."""
    known = events_of(request.selection)

    def cite(ids: Sequence[str]) -> tuple[Markup, Markup]:
        sources = [source for id in ids for source in known[id].sources]
        inside = viewing.citing.group(sources) if viewing.citing.inline else ""
        note = viewing.citing.cite([viewing.citing.view(source) for source in sources])
        return Markup("<small>（{}）</small>").format(inside) if inside else Markup(""), note

    def put(theme: str, form: str, limit: int | None) -> Markup:
        kept = foremost(request.selection.theme(theme).kept, limit)
        if form not in TELLING:
            kept = tuple(sorted(kept, key=lambda decision: decision.event.when.first))
        told.setdefault(theme, set()).update(d.event.id for d in kept if form in TELLING)
        macros = environment.get_template("base/macros.html.j2").module
        return Markup(getattr(macros, form)(viewing.group(Group(None, kept))))

    if request.audience.prose == "none":
        return Sections()
    return read_prose(request.prose, desk_of(request, cite, put))


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
    problems = [_no_event(id, known, request) for id in dict.fromkeys(missing)]
    file = f"seeds/editions/{request.edition.id}.md"
    for point in request.edition.key_points:
        where = Place(file, line_of(point.text[:20], request.root / file))
        said = title_slips(anchored(point.text, request.edition.date), known)
        problems += (Problem(where, what, hint) for what, hint in said)
    if problems:
        raise CatalogueError(*problems)


def _no_event(id: str, known: Iterable[str], request: Brief) -> Problem:
    file = request.prose.place.file if request.prose else f"seeds/editions/{request.edition.id}.md"
    what = Words(
        f"要點引用的「{id}」不是本期的事件", f"a key point cites {id!r}, which is no event of the window"
    )
    return Problem(Place(file, line_of(id, request.root / file)), what, did_you_mean(id, known))


def _meta(edition: Edition, blocks: Iterable[Block]) -> Meta:
    return Meta(
        title=_titled(edition.title, blocks),
        date=edition.date,
        subject=edition.subject or "",
        keywords=edition.keywords,
        authors=tuple(author.name for author in edition.authors),
    )


def _titled(title: str, blocks: Iterable[Block]) -> str:
    """Give the title as it is printed where that says more: that of a 摘要 is not that of the whole."""
    heads = (block for block in blocks if isinstance(block, Heading) and block.level == 1)
    printed = next(("".join(run.text for run in head.content if isinstance(run, Text)) for head in heads), "")
    return printed.strip() if printed.startswith(title) else title
