"""The Jinja that templates run in: closed, strict, and only words.

A template finds files in its audience's folder, in those of the audiences it
extends, then in `base/`, then under
`templates/` by path; nowhere else.  Every name it uses must exist.  It can
neither calculate nor switch escaping off; of Jinja's filters it has those in
FILTERS, of the methods of values those in METHODS.  To add a filter: a function
of `zh/`, and a line there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, nodes
from jinja2 import Environment as JinjaEnvironment
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import TemplateAssertionError
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.tests import TESTS as DEFAULT_TESTS
from jinja2.utils import missing

from briefgen.clean import clean
from briefgen.compose.marking import Marking
from briefgen.compose.uncalled import Uncalled, printable, to_be_called
from briefgen.errors import Problem
from briefgen.linked import is_foreign
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
PRINTABLE = "printable text"
"""The filter that stands before each part of `a ~ b`; no template can write its name."""
_CALCULATIONS = (nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
_FORBIDDEN: dict[type[nodes.Node], str] = {
    nodes.ScopedEvalContextModifier: "autoescape",
    nodes.EvalContextModifier: "autoescape",
    **dict.fromkeys(_CALCULATIONS, "calculation"),
}
METHODS: dict[type, frozenset[str]] = {
    str: frozenset(
        {
            "capitalize", "count", "endswith", "find", "index", "isdecimal", "isdigit", "join", "lower", "lstrip",
            "partition", "removeprefix", "removesuffix", "replace", "rpartition", "rsplit", "rstrip", "split",
            "splitlines", "startswith", "strip", "title", "upper",
        }
    ),
    tuple: frozenset({"count", "index"}),
    list: frozenset({"count", "index"}),
    dict: frozenset({"get", "items", "keys", "values"}),
}  # fmt: skip
"""What a template may ask of a value besides its fields; a date could tell today, a text write itself a billion wide."""
FOREIGN = "no file of its folder"
"""What stands in the error for a template that is a link out of its folder, or no plain file."""
MOST_SOURCE = 1_000_000
"""Characters a template file may have."""
FAILURES = (
    JinjaError, RecursionError, SyntaxError, TypeError, ValueError, AttributeError, KeyError, LookupError, ArithmeticError,
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


def _printable(value: object) -> object:
    """Give a value to be printed; a name that is not there says so itself."""
    return value if isinstance(value, str | Unknown) else printable(value)


def _of_text(function: Callable[..., object]) -> Callable[..., object]:
    """Give a filter that takes no function for a text."""

    @wraps(function)  # With what tells Jinja to pass its context.
    def filtered(*words: object, **named: object) -> object:
        for word in words:
            _printable(word)
        return function(*words, **named)

    return filtered


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
            if self._is_there(path, self.templates / folder):
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

    def _is_there(self, path: Path, folder: Path) -> bool:
        """Tell whether a folder has a file; TemplateAssertionError where it is none of its own."""
        try:
            if is_foreign(path, folder, self.templates):
                raise TemplateAssertionError(FOREIGN, 1, path.name, self.name_of(path))
            return path.is_file()
        except OSError:  # A name that no system takes.
            return False

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
            finalize=_printable,
            extensions=[Marking],
        )
        self.problems: list[Problem] = []
        self.filters = {name: _of_text(function) for name, function in FILTERS.items()}
        self.filters[PRINTABLE] = _printable
        self.tests = {name: DEFAULT_TESTS[name] for name in _TESTS}
        self.globals = {"range": Uncalled("range", safe_range)}

    def extend_problems(self, problems: Iterable[Problem]) -> None:
        """Add what the scanner found in one template."""
        self.problems += problems

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Tell whether a template may have an attribute: fields of values, what METHODS lists, and Jinja's own."""
        if not super().is_safe_attribute(obj, attr, value):
            return False
        if not callable(value) or type(obj).__module__.startswith("jinja2."):
            return True
        return any(isinstance(obj, kind) and attr in names for kind, names in METHODS.items())

    def getattr(self, obj: object, attribute: str) -> object:
        """Give a field; a method can only be called."""
        return to_be_called(attribute, super().getattr(obj, attribute))

    def getitem(self, obj: object, argument: object) -> object:
        """Give an item; a method named like one can only be called."""
        return to_be_called(str(argument), super().getitem(obj, argument))

    def wrap_str_format(self, value: object) -> None:
        """Give no `format` of Jinja's own: there is none."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(tuple(_FORBIDDEN)):
            raise TemplateAssertionError(_FORBIDDEN[type(node)], node.lineno, name, filename)
        for join in tree.find_all(nodes.Concat):
            join.nodes = [
                nodes.Filter(part, PRINTABLE, [], [], None, None, lineno=part.lineno) for part in join.nodes
            ]
        return tree
