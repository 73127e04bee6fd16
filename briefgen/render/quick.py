"""Set pages quickly: what WeasyPrint does more often, or more thoroughly, than a brief needs.

Each lever is a context manager that leaves WeasyPrint as it was, and changes nothing on the
pages; the tests compare.  To add one: list it in `quick`.
"""

from __future__ import annotations

import gc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from briefgen.render.weasy import silent

LEVEL = 4
"""Of zlib, which WeasyPrint sets to 9."""


@contextmanager
def quick() -> Iterator[None]:
    """Set pages with the cyclic collector off, zlib at LEVEL, and no more reading and measuring than is needed."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        with _less_zlib(), _font_files_unread(), _few_typedefs(), _struts_kept(), silent():
            yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _less_zlib() -> Iterator[None]:
    """Compress in less than half the time, for 3 % more bytes."""
    import pydyf  # type: ignore[import-untyped]

    plain = pydyf.zlib
    pydyf.zlib = SimpleNamespace(
        compress=zlib.compress, compressobj=lambda level=LEVEL: zlib.compressobj(level=min(level, LEVEL))
    )
    try:
        yield
    finally:
        pydyf.zlib = plain


@contextmanager
def _font_files_unread() -> Iterator[None]:
    """Leave font files where they are: WeasyPrint copies each whole, but HarfBuzz subsets without it.

    Variable fonts and fonts with pictures are still copied, since fontTools works on them.
    """
    from weasyprint.pdf import fonts  # type: ignore[import-untyped]

    if not getattr(fonts, "harfbuzz_subset", None):
        yield
        return
    plain, copied = fonts.Font.__init__, fonts.get_hb_object_data

    def begin(self: Any, *args: Any) -> None:
        fonts.get_hb_object_data = lambda face: b""
        try:
            plain(self, *args)
        finally:
            fonts.get_hb_object_data = copied
        if "fvar" in self.tables or self.bitmap or self.png or self.svg or self.colr:
            self.file_content = copied(self.hb_face)

    fonts.Font.__init__ = begin
    try:
        yield
    finally:
        fonts.Font.__init__ = plain


@contextmanager
def _few_typedefs() -> Iterator[None]:
    """Let cffi read the name of a C type without reading all other types before it each time."""
    from weasyprint.text.ffi import ffi  # type: ignore[import-untyped]

    parser = getattr(ffi, "_parser", None)
    if parser is None or not hasattr(parser, "_parse") or not hasattr(parser, "_declarations"):
        yield
        return
    plain = parser._parse

    def parse(source: str) -> Any:
        every = parser._declarations
        parser._declarations = {
            name: what
            for name, what in every.items()
            if not name.startswith("typedef ") or name[8:] in source
        }
        try:
            return plain(source)
        finally:
            parser._declarations = every

    parser._parse = parse
    try:
        yield
    finally:
        del parser._parse


@contextmanager
def _struts_kept() -> Iterator[None]:
    """Work out the strut of a style once, not at each line: finding it among the known takes as long."""
    from weasyprint.css import computed_values, units  # type: ignore[import-untyped]
    from weasyprint.layout import inline  # type: ignore[import-untyped]
    from weasyprint.text import line_break  # type: ignore[import-untyped]

    plain = line_break.strut

    def strut(style: Any) -> Any:
        if not hasattr(style, "known_strut"):
            style.known_strut = plain(style)
        return style.known_strut

    users = [module for module in (line_break, units, computed_values, inline) if module.strut is plain]
    for module in users:
        module.strut = strut
    try:
        yield
    finally:
        for module in users:
            module.strut = plain
