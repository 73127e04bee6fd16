"""Named styles: every distinct look of the document becomes one, and nothing is formatted by hand.

Word's built-in styles keep their ids and English names (the navigation pane and the
tables of contents rest on them) and carry the Chinese name as an alias.  To give a
part of the document a style of its own: a Role here, asked for by the writer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from briefgen.render.look import BlockLook, TextLook
from briefgen.render.word.markup import Element, Xml, join, parse, w
from briefgen.render.word.numerals import counted
from briefgen.render.word.properties import (
    NOTHING,
    Properties,
    differing,
    differing_run,
    paragraph,
    text,
)


@dataclass(frozen=True, slots=True)
class Role:
    """A part that a style plays: its id, its Chinese name, and Word's own name where it is built in.

    A `fixed` role is always Word's own style; the name the stylesheet wants becomes its alias.
    """

    id: str
    zh: str
    built_in: str = ""
    fixed: bool = False


_LEVELS = "一二三四五"
ROLES: Mapping[str, Role] = {
    "body": Role("Normal", "內文", "Normal"),
    **{
        f"heading{n}": Role(f"Heading{n}", f"標題{zh}", f"heading {n}", True)
        for n, zh in enumerate(_LEVELS, 1)
    },
    **{f"toc{n}": Role(f"TOC{n}", f"目錄{zh}", f"toc {n}", True) for n, zh in enumerate(_LEVELS, 1)},
    "bullet": Role("ListBullet", "項目符號", "List Bullet"),
    "number": Role("ListNumber", "項目編號", "List Number"),
    "continue": Role("ListContinue", "項目接續", "List Continue"),
    "note": Role("FootnoteText", "註腳文字", "footnote text", True),
    "header": Role("Header", "頁首", "header", True),
    "footer": Role("Footer", "頁尾", "footer", True),
    "caption": Role("Caption", "標號", "caption", True),
    "cell": Role("TableText", "表格文字"),
    "head-cell": Role("TableHead", "表格標題"),
    "figure": Role("Figure", "圖片"),
    "rule": Role("Rule", "分隔線"),
    "space": Role("Space", "間距"),
    "strong": Role("Strong", "粗體", "Strong"),
    "em": Role("Emphasis", "斜體", "Emphasis"),
    "small": Role("Small", "附註小字"),
    "sup": Role("Superscript", "上標"),
    "sub": Role("Subscript", "下標"),
    "span": Role("Span", "文字"),
    "a": Role("Hyperlink", "超連結", "Hyperlink", True),
    "note-call": Role("FootnoteReference", "註腳參照", "footnote reference", True),
    "note-marker": Role("FootnoteMarker", "註腳編號"),
    "marks": Role("FullWidthMarks", "全形標點"),
    "table": Role("TableGrid", "表格格線", "Table Grid"),
}


class Styles:
    """The styles of one document, as they are asked for; each is given by its id."""

    def __init__(self, root: TextLook, normal: BlockLook, grid: float | None) -> None:
        self.fonts: dict[str, None] = dict.fromkeys((root.latin, root.han))
        self._root = root
        self._normal = normal
        self._grid = grid
        self._names = {role.built_in for role in ROLES.values()} | {"Normal Table", "No List"}
        self._ids: set[str] = set()
        self._written: list[Xml] = []
        self._asked: dict[tuple[object, ...], str] = {}
        self._known: dict[tuple[object, ...], str] = {}
        self._bases: dict[str, tuple[str, Properties, TextLook]] = {}
        self.paragraph("body", normal)

    def paragraph(
        self,
        role: str,
        look: BlockLook,
        number: Xml = NOTHING,
        tabs: Xml = NOTHING,
        *,
        close: bool = False,
    ) -> str:
        """Give the style of a paragraph that plays a role and looks so.

        A `close` one stands without space next to its like.
        """
        asked = (role, look, number, tabs, close)
        if asked not in self._asked:
            self._asked[asked] = self._paragraph(role, look, number, tabs, close)
        return self._asked[asked]

    def character(self, role: str, look: TextLook, around: TextLook, lang: str = "") -> str:
        """Give the style of a run inside other text; empty where it looks the same."""
        asked = (role, look, around, lang)
        if asked not in self._asked:
            self._asked[asked] = self._character(role, look, around, lang)
        return self._asked[asked]

    def marks(self, style: str) -> str:
        """Give the style of dashes, dots and quotation marks of Chinese text inside another style.

        They have one code point for both scripts, and Word takes them from the Latin
        face unless the run says that they are East Asian.
        """
        key = ("marks", style)
        if key not in self._known:
            hint = w("rPr", w("rFonts", hint="eastAsia"))
            self._known[key] = self._write("character", "marks", "", hint, style)
        return self._known[key]

    def table(self, name: str, properties: Xml) -> str:
        """Give the style of a table with these properties, as the schema orders them."""
        key = ("table", name, properties)
        if key not in self._known:
            self._known[key] = self._write("table", "table", name, properties, "TableNormal")
        return self._known[key]

    def write(self, part: Element) -> None:
        """Put the defaults and the styles into the styles part."""
        defaults = part.find(".//{*}rPrDefault/{*}rPr")
        language = defaults.find("{*}lang") if defaults is not None else None
        if defaults is None or language is None:
            raise ValueError("the base package has no defaults")
        defaults[:] = [*parse("rPr", *text(self._root).values()), language]
        part.extend(list(parse("styles", *self._written)))

    def _paragraph(self, role: str, look: BlockLook, number: Xml, tabs: Xml, close: bool) -> str:
        plain = _plain(look)
        wanted = "" if role != "body" and look.style_name == ROLES["body"].zh else look.style_name
        key = (role, plain, wanted, number, tabs, close)
        if key not in self._known:
            marks = {
                "numPr": number,
                "tabs": tabs,
                "contextualSpacing": w("contextualSpacing") if close else NOTHING,
                "outlineLvl": w("outlineLvl", val=int(role[-1]) - 1)
                if role.startswith("heading")
                else NOTHING,
            }
            properties: Properties = {**paragraph(plain, self._grid), **marks}
            self._known[key] = self._new_paragraph(role, wanted, plain.text, properties)
        return self._known[key]

    def _character(self, role: str, look: TextLook, around: TextLook, lang: str) -> str:
        wanted = "" if look.style_name == around.style_name else look.style_name
        added = differing_run(look, around, lang)
        if not added and not wanted:
            return ""
        key = (role, added, wanted)
        if key not in self._known:
            self._use_fonts(look)
            self._known[key] = self._write("character", role, wanted, w("rPr", added) if added else NOTHING)
        return self._known[key]

    def _new_paragraph(self, role: str, wanted: str, look: TextLook, properties: Properties) -> str:
        self._use_fonts(look)
        base, theirs, around = self._bases.get(role) or self._bases.get("body") or ("", {}, self._root)
        inner = differing(text(look), text(around))
        parts = join(w("pPr", differing(properties, theirs)), w("rPr", inner) if inner else NOTHING)
        style = self._write("paragraph", role, wanted, parts, base)
        if role == "body" or ROLES[role].fixed:
            self._bases.setdefault(role, (style, properties, look))
        return style

    def _write(self, kind: str, name_of: str, wanted: str, properties: Xml, base: str = "") -> str:
        role = ROLES[name_of]
        first = role.id not in self._ids
        own = bool(role.built_in) and first and (role.fixed or wanted in ("", role.zh))
        zh = self._free_name(wanted or role.zh)
        style = self._free_id(role.id)
        named = join(w("name", val=role.built_in), w("aliases", val=zh)) if own else w("name", val=zh)
        on = w("basedOn", val=base or "DefaultParagraphFont") if base or kind == "character" else NOTHING
        after = w("next", val="Normal") if name_of.startswith("heading") else NOTHING
        use = join(w("uiPriority", val=9 if own else 20), w("qFormat"))
        flags = {} if own else {"customStyle": 1}
        if style == "Normal":
            flags["default"] = 1
        self._written.append(w("style", named, on, after, use, properties, type=kind, **flags, styleId=style))
        return style

    def _free_name(self, wanted: str) -> str:
        wanted = wanted.replace(",", "，")
        taken = {name.casefold() for name in self._names}
        name, n = wanted, 1
        while name.casefold() in taken:
            n += 1
            name = f"{wanted}{'之' if wanted[-1:] in _LEVELS else ''}{counted(n) if n < 100 else n}"
        self._names.add(name)
        return name

    def _free_id(self, wanted: str) -> str:
        name, n = wanted, 1
        while name in self._ids:
            n += 1
            name = f"{wanted}_{n}"
        self._ids.add(name)
        return name

    def _use_fonts(self, look: TextLook) -> None:
        self.fonts.update(dict.fromkeys((look.latin, look.han)))


def _plain(look: BlockLook) -> BlockLook:
    """Leave out what is no property of a paragraph, so that equal looks are one style."""
    return replace(
        look,
        text=replace(look.text, style_name="", raised=""),
        style_name="",
        marker="",
        width=None,
        vertical_align="",
        page_break_after=False,
    )
