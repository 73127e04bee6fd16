"""A method that a template has named and not called: it may be called, and nothing else.

Python would print it as `<built-in method upper … at 0x7f…>`, which differs from run to
run, and hold it true in every condition.
"""

from __future__ import annotations

from collections.abc import Callable
from types import BuiltinMethodType, MethodType
from typing import NoReturn

from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference


class NotCalledError(SecurityError):
    """A template prints, joins or compares a function; `name` is how it is called, empty where unknown."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name or 'function'} is not called")
        self.name = name


class Uncalled:
    """A method of a value, ready to be called as `name`; raises NotCalledError for every other use."""

    __slots__ = ("_function", "name")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, name: str, function: Callable[..., object]) -> None:
        self.name, self._function = name, function

    def __call__(self, *words: object, **named: object) -> object:
        """Give what the method gives."""
        return self._function(*words, **named)

    def _refuse(self, *_: object) -> NoReturn:
        raise NotCalledError(self.name)

    __str__ = __repr__ = __html__ = __format__ = _refuse
    __bool__ = __len__ = __iter__ = __contains__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __add__ = __radd__ = _refuse


def to_be_called(name: str, value: object) -> object:
    """Give a value as it is, a method as Uncalled."""
    if isinstance(value, BuiltinMethodType | MethodType | BlockReference):
        return Uncalled(name, value)
    return value


def printable(value: object) -> object:
    """Give a value that is to be printed; raise NotCalledError for a function, alone or in a list."""
    if isinstance(value, dict):
        for one in (*value, *value.values()):
            printable(one)
    elif isinstance(value, list | tuple):
        for one in value:
            printable(one)
    elif callable(value) and not isinstance(value, str):
        raise NotCalledError(str(getattr(value, "name", "")))
    return value
