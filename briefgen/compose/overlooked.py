"""Tell what of an edition a brief does not print, and nobody would notice.

To tell of something more: a generator over the Brief, listed in CHECKS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from markupsafe import Markup

from briefgen.compose.brief import Brief, desk_of
from briefgen.compose.prose import read_prose, titled_sections
from briefgen.errors import CatalogueError, Place, Problem, Severity, Words, did_you_mean
from briefgen.lines import line_of

SECRET = frozenset({"密", "機密", "極機密", "絕對機密"})
"""The levels of the law; a document of one of them says how long it holds."""


def warnings(request: Brief) -> tuple[Problem, ...]:
    """Give what of the edition is not printed for this audience and nobody would notice."""
    return tuple(problem for check in CHECKS for problem in check(request))


def _unplaced(request: Brief) -> Iterator[Problem]:
    """Tell of choices for a section that this audience does not have."""
    themes = {theme.id for theme in request.selection.themes}
    file = f"seeds/editions/{request.edition.id}.md"
    for choices, zh, en in (
        (request.edition.pins, "列入", "put in"),
        (request.edition.bans, "剔除", "left out"),
    ):
        for choice in choices:
            if choice.theme is not None and choice.theme not in themes:
                what = Words(
                    f"這份沒有「{choice.theme}」這一節，「{choice.event}」沒有依指定{zh}",
                    f"this brief has no section {choice.theme!r}: {choice.event!r} is not {en}",
                )
                where = Place(file, line_of(choice.event, request.root / file))
                yield Problem(where, what, did_you_mean(choice.theme, themes), Severity.WARNING)


def _unread(request: Brief) -> Iterator[Problem]:
    """Tell what is wrong in prose that this audience does not print, but others do."""
    if request.audience.prose != "none":
        return
    nothing = Markup("")
    desk = desk_of(request, lambda ids: (nothing, nothing), lambda theme, form, limit: nothing)
    try:
        read_prose(request.prose, desk)
    except CatalogueError as error:
        first, count = error.problems[0], len(error.problems)
        more = Words(f"（共 {count} 處）", f" ({count} in all)") if count > 1 else Words("", "")
        what = Words(
            f"這份不印內文，但內文有誤：{first.what.zh}{more.zh}",
            f"this brief has no prose, but the prose is wrong: {first.what.en}{more.en}",
        )
        hint = Words(
            "印出內文的讀者無法產製；請執行 briefgen check", "who prints it cannot: run briefgen check"
        )
        yield Problem(first.where, what, hint, Severity.WARNING)


def _unconditional(request: Brief) -> Iterator[Problem]:
    edition, audience = request.edition, request.audience.id
    if edition.marking not in SECRET or edition.condition:
        return
    file = f"seeds/editions/{edition.id}.md"
    line = line_of("marking:", request.root / file)
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


def _unprinted(request: Brief) -> Iterator[Problem]:
    """Tell of prose for a section that this audience does not have."""
    prose = request.prose
    if prose is None or request.audience.prose != "sections":
        return
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


CHECKS: tuple[Callable[[Brief], Iterator[Problem]], ...] = (_unconditional, _unplaced, _unprinted, _unread)
