"""Read `::: events theme=taiwan as=table limit=8 :::`, by which prose says where events stand.

To add a form: its name in FORMS, and a macro of that name in `base/macros.html.j2`,
which takes a group of events.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from briefgen.errors import Words, did_you_mean
from briefgen.model import Record

FORMS = ("paragraphs", "list", "table", "meetings")
TELLING = ("paragraphs", "list")
"""The forms that tell an event in full."""
OPTIONS = ("theme", "as", "limit")
_DIRECTIVE = re.compile(r":::\s*([\w-]*)\s*(.*?)\s*:::", re.DOTALL)
_OPTION = re.compile(r"([\w-]+)=([^\s:]*)")
USAGE = Words(
    f"寫法：::: events theme=主題代號 as={'|'.join(FORMS)} limit=件數 :::",
    f"write ::: events theme=ID as={'|'.join(FORMS)} limit=NUMBER :::",
)


class Directive(Record, frozen=True):
    """What stands between three colons: a name, options, and words that are none."""

    name: str
    options: tuple[tuple[str, str], ...] = ()
    rest: str = ""

    @property
    def theme(self) -> str:
        """The theme whose events are asked for."""
        return dict(self.options).get("theme", "")

    @property
    def form(self) -> str:
        """The form they are to have."""
        return dict(self.options).get("as", FORMS[0])

    @property
    def limit(self) -> str:
        """How many at most, in figures; empty for all."""
        return dict(self.options).get("limit", "")

    def wrong(self, themes: Collection[str]) -> tuple[Words, Words] | None:
        """Say the first thing that is wrong with it, and what to do; None where it can be done."""
        for word, known in self._claims(themes):
            if word not in known:
                what = Words(f"::: 之中看不懂「{word}」", f"{word!r} means nothing between :::")
                return what, did_you_mean(word, known) or USAGE
        return None

    def _claims(self, themes: Collection[str]) -> Iterator[tuple[str, Collection[str]]]:
        """Give each word that must be one of some."""
        yield self.name, ("events",)
        yield from ((key, OPTIONS) for key, _ in self.options)
        yield self.form, FORMS
        yield from ((word, OPTIONS) for word in self.rest.split()[:1])
        yield self.theme, themes
        if self.limit and not self.limit.isdecimal():
            yield self.limit, ()


def directive_of(text: str) -> Directive | None:
    """Read a paragraph as a directive; None where it is none."""
    found = _DIRECTIVE.fullmatch(text)
    if found is None:
        return None
    options = tuple(_OPTION.findall(found[2]))
    return Directive(name=found[1], options=options, rest=_OPTION.sub("", found[2]).strip())
