"""Find the fonts a stylesheet asks for, and refuse to guess when they are not there.

The fonts that `@font-face` names are looked up, and stand for those of the
stylesheet where text is laid out, so that no font file is copied or scanned
again.  Import after `weasy.load()`.  To tell people where a font comes from, add
it to SOURCES.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from weasyprint.text import line_break  # type: ignore[import-untyped]
from weasyprint.text.ffi import ffi, fontconfig, pango, pangoft2  # type: ignore[import-untyped]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

from briefgen.errors import Place, Problem, Words
from briefgen.render import weasy
from briefgen.render.asked import lines_of_fonts
from briefgen.render.faces import Face, FaceList
from briefgen.render.sheets import read, shown

DESCRIBING = (
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_variant_caps",
    "font_variation_settings",
)
"""The properties that WeasyPrint describes a font to Pango with, besides its families."""

# Beginning of the font's name: Debian, macOS, Windows.
SOURCES = {
    "TW-": (
        "fonts-cns11643-kai fonts-cns11643-sung",
        "自全字庫網站下載字型檔並按兩下安裝",
        "自全字庫網站下載字型檔，按右鍵安裝",
    ),
    "Noto": (
        "fonts-noto-cjk",
        "brew install font-noto-sans-cjk-tc font-noto-serif-cjk-tc",
        "安裝 Noto CJK TC",
    ),
    "Liberation": ("fonts-liberation2", "brew install font-liberation", "安裝 Liberation Fonts"),
}


class Fonts(FontConfiguration):  # type: ignore[misc]
    """The fonts of one PDF; `missing` are those not installed, `allowed` the families that may be used.

    `place` is the stylesheet that is being read, `lines` where it names each installed font.
    `files` are the files of the installed ones, by the name that the stylesheet gives.
    """

    def __init__(self) -> None:
        super().__init__()
        self.list = FaceList()
        self.place = Place("brief.css")
        self.lines: dict[str, int] = {}
        self.missing: list[Problem] = []
        self.allowed: set[str] = set()
        self.stands_for: list[tuple[Face, str]] = []
        self.files: dict[str, Path] = {}

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let text be set in the installed fonts that stand for those of the stylesheet."""
        plain = line_break.get_font_description

        known: dict[tuple[object, ...], object] = {}

        def described(style: Any) -> object:
            key = (*style["font_family"], *(style[name] for name in DESCRIBING))
            if key not in known:
                description = known[key] = plain(style)
                families = ",".join(self._installed(style["font_family"], style["font_weight"]))
                pango.pango_font_description_set_family(description, families.encode())
            return known[key]

        line_break.get_font_description = described
        try:
            yield
        finally:
            line_break.get_font_description = plain

    def add_font_face(self, rule_descriptors: dict[str, Any], url_fetcher: object) -> None:
        """Let an installed font stand for a family (called by WeasyPrint)."""
        self.list.add_font_face(rule_descriptors, url_fetcher)
        face = self.list.faces[-1]
        for name in face.locals:
            family = self._family(name)
            if family is not None:
                self.allowed.add(family)
                self.stands_for.append((face, family))
                if face.ranges:
                    self._limit(face, family)
                return
        self.missing.append(self._not_installed(face))

    def _family(self, name: str) -> str | None:
        """Give the family of the installed font with this full or PostScript name, if there is one."""
        pattern = ffi.gc(fontconfig.FcPatternCreate(), fontconfig.FcPatternDestroy)
        fontconfig.FcConfigSubstitute(self._config, pattern, fontconfig.FcMatchFont)
        fontconfig.FcDefaultSubstitute(pattern)
        fontconfig.FcPatternAddString(pattern, b"fullname", name.encode())
        fontconfig.FcPatternAddString(pattern, b"postscriptname", name.encode())
        found = fontconfig.FcFontMatch(self._config, pattern, ffi.new("FcResult *"))
        if found == ffi.NULL:
            return None
        found = ffi.gc(found, fontconfig.FcPatternDestroy)
        names = {_string(found, tag).lower() for tag in (b"fullname", b"postscriptname", b"family")}
        if name.lower() not in names:
            return None
        self.files[name] = Path(_string(found, b"file"))
        return _string(found, b"family")

    def _limit(self, face: Face, family: str) -> None:
        """Tell fontconfig for which characters an installed font may be used."""
        ranges = "".join(
            f"<range><int>0x{first:x}</int><int>0x{last:x}</int></range>" for first, last in face.ranges
        )
        xml = (
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
            f'<match target="font"><test name="family"><string>{escape(family)}</string></test>'
            f'<edit name="charset" mode="assign_replace"><charset>{ranges}</charset></edit></match></fontconfig>'
        )
        fontconfig.FcConfigParseAndLoadFromMemory(self._config, xml.encode(), True)
        pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", self.font_map))

    def _installed(self, stack: tuple[str, ...], weight: int) -> tuple[str, ...]:
        """Give the installed families that stand for a stack at a weight."""
        found: list[str] = []
        for family in stack:
            faces = [(face, name) for face, name in self.stands_for if face.family == family]
            found += (
                [name for face, name in faces if face.fits(weight)] or [name for _, name in faces] or [family]
            )
        return tuple(found)

    def _not_installed(self, face: Face) -> Problem:
        """Say which font is missing and where to get it on each system."""
        names = "、".join(face.locals) or face.family
        place = replace(self.place, line=next((self.lines.get(name) for name in face.locals), None))
        what = Words(
            f"找不到「{face.family}」所用的字型 {names}",
            f"the font {', '.join(face.locals)} for {face.family!r} is not installed",
        )
        for start, (debian, macos, windows) in SOURCES.items():
            if any(name.startswith(start) for name in face.locals):
                return Problem(
                    place,
                    what,
                    Words(
                        f"Debian：apt install {debian}；macOS：{macos}；Windows：{windows}",
                        f"Debian: apt install {debian}; macOS: {macos}; Windows: {windows}",
                    ),
                )
        hint = Words("請安裝此字型，或修改 @font-face", "install it, or change @font-face")
        return Problem(place, what, hint)


def missing(sheets: tuple[Path, ...], folder: Path) -> tuple[Problem, ...]:
    """Give the fonts that the `@font-face` of some stylesheets name and that are not installed, with their lines."""
    from weasyprint.css.counters import CounterStyle  # type: ignore[import-untyped]

    from briefgen.render.fetcher import Fetcher

    fonts = Fonts()
    for path in sheets:
        name, text = shown(path, folder), read(path)
        fonts.place, fonts.lines = Place(name), lines_of_fonts(text)
        with weasy.complaints(name):
            weasy.load().CSS(
                string=text,
                base_url=path.resolve().as_uri(),
                url_fetcher=Fetcher((folder, *(sheet.parent for sheet in sheets))),
                font_config=fonts,
                counter_style=CounterStyle(),
            )
    return tuple(dict.fromkeys(fonts.missing))


def _string(pattern: Any, tag: bytes) -> str:
    """Give one text of a fontconfig pattern."""
    out = ffi.new("FcChar8 **")
    if fontconfig.FcPatternGetString(pattern, tag, 0, out) != fontconfig.FcResultMatch:
        return ""
    return str(ffi.string(out[0]).decode())
