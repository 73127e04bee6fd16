"""The Jinja that templates run in: closed, strict, and only words.

A template finds files in its audience's folder, in those of the audiences it
extends, then in `base/`, then under
`templates/` by path; nowhere else.  Every name it uses must exist.  It can
neither calculate nor switch escaping off, and of Jinja's filters it has those
in FILTERS.  To add a filter: a function of `zh/`, and a line there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, nodes
from jinja2 import Environment as JinjaEnvironment
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import TemplateAssertionError
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as DEFAULT_TESTS
from jinja2.utils import missing

from briefgen.clean import clean
from briefgen.compose.marking import Marking
from briefgen.errors import Problem
from briefgen.names import country_name
from briefgen.zh import dates, numerals
from briefgen.zh.punctuation import nest_quotes

_FROM_JINJA = ("default", "d", "escape", "e", "first", "last", "join", "length", "trim", "upper", "lower")
FILTERS: dict[str, Callable[..., object]] = {
    **{name: DEFAULT_FILTERS[name] for name in _FROM_JINJA},
    "date": dates.full_date,
    "ce": lambda day: dates.full_date(day, "ce"),
    "roc": lambda day: dates.full_date(day, "roc"),
    "both": lambda day: dates.full_date(day, "both"),
    "short_date": dates.short_date,
    "when": dates.when_words,
    "window": dates.window_words,
    "year": dates.year_words,
    "numeral": numerals.common,
    "formal": numerals.formal,
    "enclosed": numerals.enclosed,
    "year_from": dates.year_from,
    "days": dates.enumerated,
    "weekday": dates.weekday,
    "listed": numerals.listed,
    "country": country_name,
    "quoted": nest_quotes,
    "thousands": numerals.thousands,
    "myriads": numerals.myriads,
}
_TESTS = (
    "defined", "undefined", "none", "string", "number", "true", "false", "sameas", "in",
    "eq", "ne", "lt", "gt", "le", "ge", "==", "!=", "<", ">", "<=", ">=", "odd", "even",
)  # fmt: skip
_CALCULATIONS = (nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
_FORBIDDEN: dict[type[nodes.Node], str] = {
    nodes.ScopedEvalContextModifier: "autoescape",
    nodes.EvalContextModifier: "autoescape",
    **dict.fromkeys(_CALCULATIONS, "calculation"),
}
MOST_SOURCE = 1_000_000
"""Characters a template file may have."""
FAILURES = (
    JinjaError, RecursionError, TypeError, ValueError, AttributeError, KeyError, LookupError, ArithmeticError,
)  # fmt: skip
"""What running a template can raise."""


class Unknown(StrictUndefined):
    """A name that is not there; its message keeps the names that are, for a suggestion."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        known = () if self._undefined_obj is None or not self._owner else _names_of(self._undefined_obj)
        return "\0".join((self._owner, str(self._undefined_name), *known))

    @property
    def _owner(self) -> str:
        return "" if self._undefined_obj is missing else type(self._undefined_obj).__name__


def _names_of(thing: object) -> tuple[str, ...]:
    names: Iterable[str] = getattr(thing, "__struct_fields__", None) or getattr(thing, "__dict__", {})
    return tuple(name for name in names if not name.startswith("_"))


class TemplateFolder(BaseLoader):
    """Reads templates of one audience: its own folder first, then `base/`, then the whole of `templates/`.

    `audiences` are the audience and those it extends, the nearest first.
    """

    def __init__(self, templates: Path, audiences: Sequence[str], root: Path) -> None:
        self.templates = templates
        self.audiences = audiences
        self.root = root

    def get_source(self, environment: JinjaEnvironment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Give a template's words and its name relative to the workspace."""
        parts = template.split("/")
        if {"", ".", ".."} & set(parts) or "\\" in template:
            raise TemplateNotFound(template)
        for folder in (*self.audiences, "base", ""):
            path = self.templates / folder / template
            if path.is_file():
                return self._read(path), self.name_of(path), lambda: True
        raise TemplateNotFound(template)

    @property
    def others(self) -> tuple[Path, ...]:
        """The folders whose parts the audience takes besides its own, the nearest first."""
        names = dict.fromkeys((*self.audiences[1:], "base"))
        return tuple(self.templates / name for name in names if name != self.audiences[0])

    def name_of(self, path: Path) -> str:
        """Give a file's name relative to the workspace, with forward slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()

    def list_templates(self) -> list[str]:
        """Name every template file."""
        return sorted(path.relative_to(self.templates).as_posix() for path in self.templates.rglob("*.j2"))

    def _read(self, path: Path) -> str:
        if path.stat().st_size > 4 * MOST_SOURCE:
            raise TemplateAssertionError("too large", 1, path.name, self.name_of(path))
        try:
            return clean(path.read_text("utf-8-sig"))[0]
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            raise TemplateAssertionError("not UTF-8", line, path.name, self.name_of(path)) from error


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox of one audience; `problems` is what its scanner has seen so far."""

    def __init__(self, loader: TemplateFolder) -> None:
        super().__init__(
            loader=loader,
            undefined=Unknown,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            optimized=False,
            extensions=[Marking],
        )
        self.problems: list[Problem] = []
        self.filters = dict(FILTERS)
        self.tests = {name: DEFAULT_TESTS[name] for name in _TESTS}
        self.globals = {"range": self.globals["range"]}

    def extend_problems(self, problems: Iterable[Problem]) -> None:
        """Add what the scanner found in one template."""
        self.problems += problems

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(tuple(_FORBIDDEN)):
            raise TemplateAssertionError(_FORBIDDEN[type(node)], node.lineno, name, filename)
        return tree
