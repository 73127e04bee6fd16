"""Read a letterhead: the running head and foot, the paper and the styles of somebody's `base.docx`.

A letterhead comes from outside, so it is read as a bag of parts and never opened as a
document.  What runs or reaches out of the file is refused; what is only foreign to a
brief is washed away, and said.  To refuse something more: a generator in REFUSALS.
"""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal
from zipfile import BadZipFile

from lxml import etree

from briefgen.errors import Place, Problem, RenderError, Severity, Words
from briefgen.render.word.bag import Bag
from briefgen.render.word.washing import Theme, Washed, wash

Which = Literal["default", "first", "even"]
Running = Literal["header", "footer"]
Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PICTURES = {
    "png": ("image/png", b"\x89PNG"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "gif": ("image/gif", b"GIF8"),
    "bmp": ("image/bmp", b"BM"),
    "emf": ("image/x-emf", b"\x01\x00\x00\x00"),
    "wmf": ("image/x-wmf", b"\xd7\xcd\xc6\x9a"),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a running head or foot."""

    suffix: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class RunningPart:
    """A running head or foot: its washed content, and its pictures by relation."""

    root: Element
    pictures: Mapping[str, Picture]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a brief takes from a letterhead.

    `page` holds the attributes of `pgSz` and `pgMar` in twips.  `problems` say what was
    washed away.
    """

    running: Mapping[tuple[Running, Which], RunningPart]
    page: Mapping[str, int]
    title_page: bool
    even_pages: bool
    styles: Element | None
    theme: Theme
    problems: tuple[Problem, ...]

    def has(self, kind: Running) -> bool:
        """It has a running head (or foot) of its own on some page."""
        return any(key[0] == kind for key in self.running)

    def counts(self, which: Which) -> bool:
        """It prints page numbers in its running head or foot on these pages."""
        parts = (part.root for key, part in self.running.items() if key[1] == which)
        fields = (e for root in parts for e in root.iter(f"{W}instrText", f"{W}fldSimple"))
        said = ((element.text or "") + element.get(f"{W}instr", "") for element in fields)
        return any("PAGE" in words.upper().split() for words in said)


def read(path: Path) -> Letterhead:
    """Read a letterhead; RenderError where it must be refused."""
    where = Place(f"templates/{path.parent.name}/{path.name}")
    try:
        bag = Bag(path)
    except ValueError as error:
        raise RenderError(_refusal(where, "過大", "is too large")) from error
    except _UNREADABLE as error:
        raise RenderError(
            _refusal(where, "不是 .docx 檔，或設有密碼", "is no .docx file, or is encrypted")
        ) from error
    try:
        return _Reader(bag, where).letterhead()
    except (etree.XMLSyntaxError, KeyError, ValueError) as error:
        raise RenderError(
            _refusal(where, "內容不合 Word 檔的格式", "is not a well-formed Word file")
        ) from error


_UNREADABLE = (
    BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, OverflowError, RuntimeError,
    AttributeError,
)  # fmt: skip
"""What zipfile raises for what it cannot follow."""


def problems(path: Path) -> tuple[Problem, ...]:
    """Give what is said of a letterhead: why it is refused, or what is washed away."""
    try:
        return read(path).problems
    except RenderError as error:
        return error.problems


class _Reader:
    """The parts of one letterhead."""

    def __init__(self, bag: Bag, where: Place) -> None:
        self.bag = bag
        self.where = where
        self.washed = Washed()

    def letterhead(self) -> Letterhead:
        refused = [problem for refuse in REFUSALS for problem in refuse(self)]
        if refused:
            raise RenderError(*dict.fromkeys(refused))
        main = self.main
        section = main.find(f"{W}body/{W}sectPr")
        settings = self.bag.part_of(self.main_name, "settings")
        styles = self.bag.part_of(self.main_name, "styles")
        running = dict(self._running(section)) if section is not None else {}
        if self.washed.refused:
            names = "、".join(sorted(self.washed.refused))
            raise RenderError(
                _refusal(
                    self.where,
                    f"含有會讀取外部資料的功能變數（{names}）",
                    f"has fields that reach outside ({names})",
                )
            )
        title = section.find(f"{W}titlePg") if section is not None else None
        even = self.bag.xml(settings).find(f"{W}evenAndOddHeaders") if settings else None
        return Letterhead(
            running=running,
            page=_page(section),
            title_page=_is_on(title),
            even_pages=_is_on(even),
            styles=self.bag.xml(styles) if styles else None,
            theme=self.theme,
            problems=self._said(),
        )

    @cached_property
    def main_name(self) -> str:
        return next((r.target for r in self.bag.relations("").values() if r.kind == "officeDocument"), "")

    @cached_property
    def main(self) -> Element:
        root = self.bag.xml(self.main_name)
        if root.tag != f"{W}document":
            raise ValueError("not transitional WordprocessingML")
        return root

    @cached_property
    def theme(self) -> Theme:
        name = self.bag.part_of(self.main_name, "theme")
        return Theme(self.bag.xml(name) if name else None)

    def _running(self, section: Element) -> Iterator[tuple[tuple[Running, Which], RunningPart]]:
        kinds: tuple[Running, ...] = ("header", "footer")
        whichs: tuple[Which, ...] = ("default", "first", "even")
        relations = self.bag.relations(self.main_name)
        for kind in kinds:
            for reference in section.findall(f"{W}{kind}Reference"):
                part = self._part(relations[reference.get(f"{R}id", "")].target)
                for which in whichs:
                    if part is not None and which == reference.get(f"{W}type"):
                        yield (kind, which), part

    def _part(self, name: str) -> RunningPart | None:
        """Give a running head or foot as washed; None where nothing is printed."""
        root = self.bag.xml(name)
        pictures = dict(self._pictures(name))
        wash(root, frozenset(pictures), self.theme, self.washed)
        shown = root.iter(f"{W}t", f"{W}drawing", f"{W}pict", f"{W}fldSimple", f"{W}instrText", f"{W}pBdr")
        printed = any(element.tag != f"{W}t" or (element.text or "").strip() for element in shown)
        return RunningPart(root, pictures) if printed else None

    def _pictures(self, name: str) -> Iterator[tuple[str, Picture]]:
        for id, relation in self.bag.relations(name).items():
            suffix = relation.target.rpartition(".")[2].lower()
            content = self.bag.parts.get(relation.target, b"")
            if relation.kind == "image" and suffix in PICTURES and content.startswith(PICTURES[suffix][1]):
                yield id, Picture(suffix, PICTURES[suffix][0], content)

    def _said(self) -> tuple[Problem, ...]:
        """Say what is left behind."""
        for kind, (zh, en) in _LEFT_BEHIND.items():
            if any(kind in name for name in self.bag.parts):
                self.washed.note(zh, en)
        for change in ("ins", "del", "moveFrom", "moveTo"):
            if self.main.find(f".//{W}{change}") is not None:
                self.washed.note("追蹤修訂", "tracked changes")
        foreign = tuple(dict.fromkeys(self.washed.noted))
        if not foreign:
            return ()
        names = "、".join(zh for zh, _ in foreign)
        what = Words(
            f"信頭裡的{names}{' ' * names[-1:].isascii()}不會進入簡報",
            f"of the letterhead, these do not come into the brief: {', '.join(en for _, en in foreign)}",
        )
        grave = set(foreign) - _USUAL
        return (Problem(self.where, what, None, Severity.WARNING if grave else Severity.INFO),)


_LEFT_BEHIND = {
    "comments": ("註解", "comments"),
    "docProps/": ("作者與檔案屬性", "authors and properties"),
    "customXml/": ("自訂 XML", "custom XML"),
    "embeddings/": ("內嵌物件", "embedded objects"),
}

_USUAL = {_LEFT_BEHIND["docProps/"], _LEFT_BEHIND["customXml/"]}
"""What nearly every Word file has."""


def _no_macros(reader: _Reader) -> Iterator[Problem]:
    types = reader.bag.parts.get("[Content_Types].xml", b"")
    names = " ".join(reader.bag.parts).lower()
    if b"macroEnabled" in types or b"vbaProject" in types or "vbaproject" in names or "vbadata" in names:
        yield _refusal(reader.where, "含有巨集", "has macros")
    if "activex/" in names:
        yield _refusal(reader.where, "含有 ActiveX 控制項", "has ActiveX controls")


def _nothing_outside(reader: _Reader) -> Iterator[Problem]:
    for file in reader.bag.parts:
        if not file.endswith(".rels"):
            continue
        folder, _, name = file.removesuffix(".rels").rpartition("_rels/")
        for relation in reader.bag.relations(folder + name).values():
            if relation.kind == "attachedTemplate":
                yield _refusal(reader.where, "附有範本（附加範本會從外部載入）", "has a template attached")
            elif relation.outside and relation.kind != "hyperlink":
                yield _refusal(
                    reader.where,
                    f"連到外部檔案（{relation.kind}）",
                    f"is linked to a file outside ({relation.kind})",
                )


REFUSALS: tuple[Callable[[_Reader], Iterator[Problem]], ...] = (_no_macros, _nothing_outside)


def _refusal(where: Place, zh: str, en: str) -> Problem:
    hint = Words("請在 Word 另存一份乾淨的 .docx", "save a clean .docx in Word")
    return Problem(where, Words(f"信頭{zh}，不能使用", f"the letterhead {en} and cannot be used"), hint)


def _page(section: Element | None) -> dict[str, int]:
    """Give size and margins in twips; nothing where they leave no room for text."""
    found: dict[str, int] = {}
    for name in ("pgSz", "pgMar"):
        element = section.find(f"{W}{name}") if section is not None else None
        for key, value in (element.attrib if element is not None else {}).items():
            text, number = str(key).removeprefix(W), str(value)
            if number.lstrip("-").isdecimal() and text != "code":
                found[text] = int(number)
    wide = found.get("w", 11906) - found.get("left", 0) - found.get("right", 0)
    high = found.get("h", 16838) - abs(found.get("top", 0)) - abs(found.get("bottom", 0))
    return found if wide > 1440 and high > 1440 and max(found.values(), default=0) <= 31680 else {}


def _is_on(flag: Element | None) -> bool:
    return flag is not None and flag.get(f"{W}val", "1") not in ("0", "false", "off")
