"""Notice a summary that begins with what is printed before it: the actor, or the day.

A brief prints 王毅12月28日 and then the summary, so that either would stand there twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from briefgen.model import Body, Event, Person, When
from briefgen.names import Names, forms_of

_DATE = re.compile(
    r"(?:於|在)?(?:(?P<year>\d{4})年|民國(?P<roc>\d{2,3})年|[今本去]年)?"
    r"(?:(?P<month>\d{1,2})月|[本上]月)?(?:(?P<day>\d{1,2})日(?![內本])(?:[至到—－~-](?:\d{1,2}月)?\d{1,2}日)?)?"
)
# What may stand between a country and a name, or follow a body's name in somebody's title.
_TITLE = re.compile(r"[\u3400-\u9fff]{1,11}[長卿統相理記員使席人臣王皇輔表]")
_DOING = re.compile(r"會見|會晤|會談|訪問|[與和在以向由對致赴]")
_TITLE_GOES_ON = ("長", "副", "發言人")
_AFTER_ONE_LETTER = re.compile(r"[\d與和於在向]")


def repeated_opening(event: Event, names: Names) -> str:
    """Give the part at the head of a summary that is printed before it too, or nothing."""
    text = event.summary
    end = next((len(form) for form in _subjects(event, names) if text.startswith(form)), 0)
    if _is_country(text[:end], names):
        end = _titled(event, names) or end
    told = _DATE.match(text, end)
    if told and _is_own(told, event.when):
        return text[: told.end()]
    return "" if _is_country(text[:end], names) else text[:end]


def _subjects(event: Event, names: Names) -> Iterator[str]:
    """Give the forms with which a summary would begin that names an actor, where it does."""
    for actor in event.actors:
        entry = names.resolve(actor)
        forms = forms_of(entry) if isinstance(entry, Person | Body) else ()
        for form in sorted({actor, *forms}, key=len, reverse=True):
            rest = event.summary.removeprefix(form)
            if rest == event.summary or (len(form) == 1 and not _AFTER_ONE_LETTER.match(rest)):
                continue
            if not (isinstance(entry, Body) and rest.startswith(_TITLE_GOES_ON)):
                yield form


def _titled(event: Event, names: Names) -> int:
    """Give where the name of an actor ends that the summary begins with behind a title, or 0."""
    for actor in event.actors:
        entry = names.resolve(actor)
        if not isinstance(entry, Person):
            continue
        for form in forms_of(entry):
            at = event.summary.find(form, 0, 24) if len(form) > 1 else -1
            before = event.summary[: max(at, 0)]
            if before and (
                before in {office.title for office in entry.offices}
                or (_TITLE.fullmatch(before) and not _DOING.search(before))
            ):
                return at + len(form)
    return 0


def _is_country(text: str, names: Names) -> bool:
    """Nobody, or a country: 中國政府 is another subject than 中國."""
    return not text or isinstance(names.resolve(text), str)


def _is_own(told: re.Match[str], when: When) -> bool:
    """A date is that of the event, as far as it is told; a month or a year alone is the date only of a vague one."""
    if not told["day"] and (when.precision == "day" or not (told["month"] or told["year"])):
        return False
    years = {told["year"] and int(told["year"]), told["roc"] and int(told["roc"]) + 1911} - {None}
    days = [when.first + timedelta(days=n) for n in range(min((when.last - when.first).days, 31) + 1)]
    return any(
        (not years or day.year in years)
        and (not told["month"] or day.month == int(told["month"]))
        and (not told["day"] or day.day == int(told["day"]))
        for day in days
    )
