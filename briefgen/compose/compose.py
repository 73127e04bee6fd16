"""Turn a selection and an edition into a Document, in an audience's own words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from markupsafe import Markup
from msgspec.structs import replace

from briefgen.compose.assembly import assemble
from briefgen.compose.declaring import declare
from briefgen.compose.directive import TELLING
from briefgen.compose.environment import FAILURES, Environment, TemplateFolder
from briefgen.compose.markup import read
from briefgen.compose.naming import introduce
from briefgen.compose.numbering import number_headings, shorten_repeats
from briefgen.compose.pictures import place_pictures
from briefgen.compose.plots import plot_of
from briefgen.compose.prose import Cite, Desk, Put, Sections, read_prose, titled_sections
from briefgen.compose.ranking import foremost, most_fewer
from briefgen.compose.slips import title_slips
from briefgen.compose.viewing import Viewing, events_of
from briefgen.compose.views import NAMES
from briefgen.document import Block, Document, Heading, Meta, Text
from briefgen.errors import CatalogueError, Place, Problem, Severity, TemplateError, Words, did_you_mean
from briefgen.model import Audience, Edition, Record, Registers
from briefgen.selection import Group, Selection
from briefgen.tree import Prose
from briefgen.zh.dates import anchored, year_from

TEMPLATE = "brief.html.j2"
SECRET = frozenset({"密", "機密", "極機密", "絕對機密"})
"""The levels of the law; a document of one of them says how long it holds."""
MOST_OUTPUT = 20_000_000
"""Characters a template may write."""


class Brief(Record, frozen=True):
    """Everything one brief is made of.

    `folder` is the audience's own folder of templates, `base` the folder of all
    of them; both lie in the workspace `root`.  `withheld` are the ids of events
    that this reader may not see: what cites them is not printed, and not named.
    `fewer` events are left out for want of room.
    `above` are the audiences this one extends, the nearest first.
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
    fewer: int = 0
    above: tuple[str, ...] = ()


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
    place_pictures(root, others, request.folder, lambda name: plot_of(name, request.selection))
    body = assemble(root)
    return Document(
        _meta(request.edition, body.blocks),
        body.blocks,
        body.page_header,
        body.page_footer,
        request.edition.first_page or 1,
    )


def shorter(request: Brief) -> Brief | None:
    """Give the same brief with one event fewer in print, or None where it has no more to give.

    Events of the digest go first, then those of the sections, the least important
    before the others; the brief counts what it leaves out.
    """
    if request.fewer >= most_fewer(request.selection, request.audience.digest):
        return None
    return replace(request, fewer=request.fewer + 1)


def warnings(request: Brief) -> tuple[Problem, ...]:
    """Give what of the edition is not printed for this audience and nobody would notice."""
    found = [*_unconditional(request)]
    if request.prose is not None and request.audience.prose == "sections":
        found += _unprinted(request, request.prose)
    if request.audience.prose == "none":
        found += _unread(request)
    return tuple(found)


def _unread(request: Brief) -> Iterator[Problem]:
    """Tell what is wrong in prose that this audience does not print, but others do."""
    nothing = Markup("")
    desk = _desk(request, lambda ids: (nothing, nothing), lambda theme, form, limit: nothing)
    try:
        read_prose(request.prose, desk)
    except CatalogueError as error:
        yield from (dataclasses.replace(one, severity=Severity.WARNING) for one in error.problems)


def _unconditional(request: Brief) -> Iterator[Problem]:
    edition, audience = request.edition, request.audience.id
    if edition.marking not in SECRET or edition.condition:
        return
    file = f"seeds/editions/{edition.id}.md"
    line = _line_of("marking:", request.root / file)
    events = (d.event for theme in request.selection.themes for d in (*theme.kept, *theme.left_out))
    if line is None and any(event.marking == edition.marking for event in events):
        # The edition states no level: that of the events this reader may see is the brief's.
        what = Words(
            f"給「{audience}」的這份因所收事件列為「{edition.marking}」，未寫解密條件或保密期限",
            f"for {audience!r} the brief is marked {edition.marking!r} by its events, and has no condition",
        )
    else:
        what = Words(
            f"本件列為「{edition.marking}」，未寫解密條件或保密期限",
            f"the brief is marked {edition.marking!r} and has no condition",
        )
    hint = Words("請填 condition，如「本件於公布時解密」", "fill in `condition`")
    yield Problem(Place(file, line), what, hint, Severity.WARNING)


def _unprinted(request: Brief, prose: Prose) -> Iterator[Problem]:
    themes = frozenset(theme.id for theme in request.selection.themes)
    for id, line in titled_sections(prose):
        if id not in themes:
            what = Words(
                f"「{request.audience.id}」沒有「{id}」這一節，這段內文沒有印出",
                f"{request.audience.id!r} has no section {id!r}: this prose is not printed",
            )
            listed = Words(
                f"可用的節：{'、'.join(sorted(themes))}", f"its sections are: {', '.join(sorted(themes))}"
            )
            hint = did_you_mean(id, themes) or listed
            yield Problem(Place(prose.place.file, line), what, hint, Severity.WARNING)


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
    return read_prose(request.prose, _desk(request, cite, put))


def _desk(request: Brief, cite: Cite, put: Put) -> Desk:
    themes = [theme.id for theme in request.selection.themes]
    events, day = events_of(request.selection), request.edition.date
    return Desk(themes=themes, events=events, cite=cite, put=put, day=day, withheld=request.withheld)


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
        where = Place(file, _line_of(point.text[:20], request.root / file))
        said = title_slips(anchored(point.text, request.edition.date), known)
        problems += (Problem(where, what, hint) for what, hint in said)
    if problems:
        raise CatalogueError(*problems)


def _no_event(id: str, known: Iterable[str], request: Brief) -> Problem:
    file = request.prose.place.file if request.prose else f"seeds/editions/{request.edition.id}.md"
    what = Words(
        f"要點引用的「{id}」不是本期的事件", f"a key point cites {id!r}, which is no event of the window"
    )
    return Problem(Place(file, _line_of(id, request.root / file)), what, did_you_mean(id, known))


def _line_of(words: str, path: Path) -> int | None:
    if not path.is_file():
        return None
    # An id is not found inside a longer one.
    edge = "[a-z0-9-]" if words.isascii() else r"\n"
    whole = re.compile(f"(?<!{edge}){re.escape(words)}(?!{edge})")
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if whole.search(line)), None)


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
