"""Open WeasyPrint quickly and quietly, and turn what it complains of into problems.

Half of a short brief's time is WeasyPrint's own start: on Linux it asks the
compiler where its libraries are, although it knows their names, and it loads
fontTools, which is idle where HarfBuzz's subsetter is there.  `load` skips both,
each only where that is safe, and the tests say that each still works.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib
import io
import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from functools import cache
from types import ModuleType
from typing import Any

from briefgen.errors import Place, Problem, RenderError, Severity, Words
from briefgen.render import remarks

SUBSETTER = "libharfbuzz-subset.so.0"
SLOW = "Using fontTools instead of HarfBuzz-Subset"
GLIB = ("libglib-2.0.so.0", "libglib-2.0.0.dylib", "libglib-2.0-0.dll")
_LOG = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p)
LATE = ("fontTools", "fontTools.ttLib", "fontTools.varLib", "fontTools.varLib.instancer")


@cache
def load() -> ModuleType:
    """Give the module `weasyprint`; raise RenderError where it or its libraries are missing."""
    try:
        with ExitStack() as levers:
            levers.enter_context(redirect_stdout(io.StringIO()))
            if sys.platform == "linux":
                levers.enter_context(_no_search_for_libraries())
                if has_subsetter():
                    levers.enter_context(_fonttools_later())
            return importlib.import_module("weasyprint")
    except (ImportError, OSError) as error:
        raise RenderError(
            Problem(
                Place("PDF"),
                Words(f"無法載入 WeasyPrint 或其系統函式庫（{error}）", f"cannot load WeasyPrint ({error})"),
                Words(
                    "Debian：apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0；"
                    "macOS：brew install pango；Windows：安裝 MSYS2 的 pango",
                    "Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
                    "macOS: brew install pango; Windows: pango of MSYS2",
                ),
            )
        ) from error


def has_subsetter() -> bool:
    """HarfBuzz's subsetter is there (asked by its Linux name)."""
    try:
        ctypes.CDLL(SUBSETTER)
    except OSError:
        return False
    return True


def missing_subsetter() -> tuple[Problem, ...]:
    """Warn that the subsetter is missing and builds are therefore slow."""
    if sys.platform != "linux" or has_subsetter():
        return ()
    what = Words(
        "系統沒有 HarfBuzz 字型子集函式庫，PDF 會慢二至十倍",
        "HarfBuzz's subsetter is missing: PDFs take two to ten times as long",
    )
    hint = Words("Debian：apt install libharfbuzz-subset0", "Debian: apt install libharfbuzz-subset0")
    return (Problem(Place("PDF"), what, hint, Severity.WARNING),)


@contextmanager
def silent() -> Iterator[None]:
    """Let Pango print nothing: what it cannot set is found on the pages, or raises an error there."""
    library = _glib()
    if library is None:
        yield
        return
    nothing = _LOG(lambda *said: None)
    install = library.g_log_set_default_handler
    install.restype, install.argtypes = ctypes.c_void_p, (ctypes.c_void_p, ctypes.c_void_p)
    plain = install(ctypes.cast(nothing, ctypes.c_void_p), None)
    try:
        yield
    finally:
        install(plain, None)


def _glib() -> ctypes.CDLL | None:
    """Give the library that prints for Pango, where it is found under one of its names."""
    for name in GLIB:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


@contextmanager
def complaints(file: str) -> Iterator[list[Problem]]:
    """Collect what WeasyPrint warns of meanwhile, as problems of a file; nothing is printed."""
    found: list[Problem] = []
    logger = logging.getLogger("weasyprint")
    handler = _Collector(file, found)
    was_passed_on, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield found
    finally:
        logger.removeHandler(handler)
        logger.propagate = was_passed_on


class _Collector(logging.Handler):
    """Turn each warning into a Problem; `remarks.py` has the words."""

    def __init__(self, file: str, found: list[Problem]) -> None:
        super().__init__(logging.WARNING)
        self.file = file
        self.found = found

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if SLOW in said:
            return
        self.found.append(remarks.problem(self.file, said))


@contextmanager
def _no_search_for_libraries() -> Iterator[None]:
    """Let cffi open libraries by their own names, which WeasyPrint lists, without asking ldconfig and gcc."""
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


@contextmanager
def _fonttools_later() -> Iterator[None]:
    """Give WeasyPrint fontTools by promise; the real modules are imported on first use."""
    if "fontTools" in sys.modules:
        yield
        return
    stands_in = {name: _LateModule(name) for name in LATE}
    sys.modules.update(stands_in)
    try:
        yield
    finally:
        for name, module in stands_in.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


class _LateModule(ModuleType):
    """A module whose names are promises."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Later(self.__name__, name)


class _Later:
    """A name of a module that is imported when it is first called or looked into."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self._real()(*args, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real(), name)

    def _real(self) -> Any:
        module = importlib.import_module(self._module)
        if not hasattr(module, self._name):
            return importlib.import_module(f"{self._module}.{self._name}")
        return getattr(module, self._name)
