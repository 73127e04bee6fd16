"""The analyst's prose: Markdown from an edition, as brief markup that knows its lines.

`## title {#theme}` begins the section of a theme, `## title` one of its own;
`[@event-id]` cites an event's sources, `[^1]` is an explanatory note, and a paragraph
`::: events theme=taiwan :::` is where the events of a theme stand; {今年} says which year
is meant.  To allow more of Markdown: a line in BLOCKS or RUNS, or a branch in `_Writer`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from briefgen.clean import REMOVED, spelling
from briefgen.compose.desk import NOTHING, Desk, Section, Sections
from briefgen.compose.directive import Directive, directive_of
from briefgen.compose.markdown import Token, is_picture, lost_notes, notes_of, tokens, without
from briefgen.compose.slips import Found, slips, title_slips
from briefgen.errors import CatalogueError, Place, Problem, Words, did_you_mean, nearest
from briefgen.tree import CITATION, Prose, cited_ids
from briefgen.zh.dates import anchored

BLOCKS = {
    "paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "blockquote": "blockquote",
    "table": "table", "thead": "thead", "tbody": "tbody", "tr": "tr", "th": "th", "td": "td",
}  # fmt: skip
RUNS = {"em": "em", "strong": "strong"}
ALIGNED = {f"text-align:{side}": Markup(f' class="{side}"') for side in ("right", "center")}
"""The class of a table's cell, by what Markdown says of its column."""
_TITLE = re.compile(r"(?P<title>.*?)\s*\{#(?P<id>[^}]*)\}\s*")
_NO_NOTE = re.compile(r"\[\^[^\]]+\]")


def read_prose(prose: Prose | None, desk: Desk) -> Sections:
    """Turn prose into markup, section by section; CatalogueError with every problem found."""
    if prose is None or not prose.text.strip():
        return Sections()
    writer = _Writer(prose.place, desk)
    writer.write(without(desk.withheld, tokens(prose.text)))
    writer.problems += _lost(prose)
    if writer.problems:
        raise CatalogueError(*dict.fromkeys(writer.problems))
    return Sections(intro=writer.intro, sections=tuple(writer.sections), placed=frozenset(writer.placed))


def titled_sections(prose: Prose) -> Iterator[tuple[str, int]]:
    """Give the id and line of every section that is written for a theme."""
    for number, line in enumerate(prose.text.split("\n"), prose.place.line or 1):
        found = _TITLE.fullmatch(line) if line.startswith("## ") else None
        if found is not None:
            yield found["id"], number


def _lost(prose: Prose) -> Iterator[Problem]:
    """Tell of notes that are written and never printed."""
    for name, line, twice in lost_notes(prose.text):
        where = Place(prose.place.file, (prose.place.line or 1) + line)
        if twice:
            what = Words(f"註腳 [^{name}] 寫了兩次", f"the note [^{name}] is written twice")
            yield Problem(where, what, Words("請換一個代號，或刪去", "give it another name, or drop it"))
        else:
            what = Words(f"註腳 [^{name}] 沒有引用，不會印出", f"nothing calls the note [^{name}]")
            hint = Words(f"請在內文寫 [^{name}]，或刪去這則註腳", f"write [^{name}] in the text, or drop it")
            yield Problem(where, what, hint)


class _Writer:
    def __init__(self, place: Place, desk: Desk) -> None:
        self.place = place
        self.desk = desk
        self.problems: list[Problem] = []
        self.placed: list[str] = []
        self.noting = False
        self.sections: list[Section] = []
        self.intro = NOTHING

    def write(self, tokens: Sequence[Token]) -> None:
        """Write every block, beginning a section at each heading of the second level."""
        self.notes = notes_of(tokens)
        self.line, self.title, out = self.place.line or 1, ("", ""), list[Markup]()
        self.mark = NOTHING
        first, position = True, 0
        while position < len(tokens) and tokens[position].type != "footnote_block_open":
            token = tokens[position]
            self._at(token)
            if token.type == "heading_open" and token.tag == "h2":
                self._close(first, out)
                first, out = False, []
                self.title = self._section_title(tokens[position + 1].content)
                self.mark = self._mark
                position += 3
                continue
            out.append(self._block(token, tokens, position))
            position += 1
        self._close(first, out)

    def _close(self, first: bool, out: list[Markup]) -> None:
        markup = Markup("").join(out)
        if first:
            self.intro = markup
        else:
            self.sections.append(
                Section(id=self.title[0], title=self.title[1], markup=markup, mark=self.mark)
            )

    def _at(self, token: Token) -> None:
        if token.map:
            self.line = (self.place.line or 1) + token.map[0]

    @property
    def _mark(self) -> Markup:
        return Markup(' at="{}:{}"').format(self.place.file, self.line)

    def _section_title(self, text: str) -> tuple[str, str]:
        text = anchored(text, self.desk.day)
        found = _TITLE.fullmatch(text)
        self._slipped(title_slips(found["title"] if found else text, self.desk.events))
        if found is None:
            return "", text
        theme = found["id"]
        guess = nearest(theme, self.desk.themes)
        if theme not in self.desk.themes and guess is not None:
            what = Words(f"沒有「{theme}」這個主題", f"there is no theme {theme!r}")
            self._problem(what, did_you_mean(theme, self.desk.themes))
        elif any(section.id == theme for section in self.sections):
            self._problem(Words(f"主題「{theme}」寫了兩節", f"the theme {theme!r} has two sections"))
        return theme, found["title"]

    def _problem(self, what: Words, hint: Words | None = None) -> None:
        self.problems.append(Problem(Place(self.place.file, self.line), what, hint))

    def _slipped(self, found: Iterator[Found]) -> None:
        for what, hint in found:
            self._problem(what, hint)

    # ---- blocks

    def _block(self, token: Token, tokens: Sequence[Token], position: int) -> Markup:
        name, _, side = token.type.rpartition("_")
        if token.type == "inline":
            asked = directive_of(token.content)
            if asked is not None:
                return self._events(asked)
            return self._picture(token) if is_picture(token) else self._inlines(token.children)
        if name in BLOCKS:
            if token.hidden or (name == "paragraph" and _stands_alone(tokens, position, side)):
                return NOTHING
            return self._tag(BLOCKS[name], side, ALIGNED.get(str(token.attrs.get("style")), NOTHING))
        if name == "heading":
            return self._heading(token, side)
        if token.type == "hr":
            return Markup("<hr{}/>").format(self._mark)
        self._unsupported("程式碼區塊", "a block of code")
        return NOTHING

    def _tag(self, tag: str, side: str, more: Markup = NOTHING) -> Markup:
        if side == "close":
            return Markup(f"</{tag}>")
        return Markup(f"<{tag}{{}}{{}}>").format(more, self._mark)

    def _heading(self, token: Token, side: str) -> Markup:
        if token.tag in ("h1", "h6"):
            if side == "open":
                what = Words("內文的標題用 ## 至 #####", "headings of the prose are ## to #####")
                self._problem(
                    what, Words("章名由 chapter 欄位決定", "the chapter's name is the field `chapter`")
                )
            return NOTHING
        return self._tag(token.tag, side)

    def _picture(self, token: Token) -> Markup:
        image = token.children[0]
        title = image.attrs.get("title")
        caption = Markup("<figcaption>{}</figcaption>").format(title) if title else NOTHING
        return Markup('<figure{}><img src="{}" alt="{}"/>{}</figure>').format(
            self._mark, image.attrs["src"], image.content, caption
        )

    def _events(self, asked: Directive) -> Markup:
        wrong = asked.wrong(self.desk.themes)
        if wrong is not None:
            self._problem(*wrong)
            return NOTHING
        self.placed.append(asked.theme)
        return self.desk.put(asked.theme, asked.form, int(asked.limit) if asked.limit else None)

    def _unsupported(self, zh: str, en: str) -> None:
        self._problem(Words(f"內文不支援{zh}", f"the prose cannot hold {en}"))

    # ---- inlines

    def _inlines(self, tokens: Sequence[Token]) -> Markup:
        return Markup("").join(self._inline(token) for token in tokens)

    def _inline(self, token: Token) -> Markup:
        name, _, side = token.type.rpartition("_")
        if name in RUNS:
            return self._tag(RUNS[name], side)
        match token.type:
            case "text":
                return self._text(token.content)
            case "softbreak":
                self.line += 1
                return Markup("\n")
            case "hardbreak":
                self.line += 1
                return Markup("<br/>")
            case "link_open":
                return Markup('<a href="{}"{}>').format(token.attrs["href"], self._mark)
            case "link_close":
                return Markup("</a>")
            case "footnote_ref":
                return self._note(token)
            case "code_inline":
                self._unsupported("程式碼", "code")
            case "image":
                self._unsupported("段落中的圖", "a picture inside a paragraph")
        return NOTHING

    def _note(self, token: Token) -> Markup:
        if self.noting:
            what = Words("註腳裡不能再有註腳", "there is no note in a note")
            self._problem(what, Words("請併成一則，或移到內文", "make them one, or move it to the text"))
            return NOTHING
        line, self.noting = self.line, True
        content = self._inlines(self.notes.get(token.meta["id"], []))
        self.line, self.noting = line, False
        return Markup('<note class="explain"{}>{}</note>').format(self._mark, content)

    def _text(self, text: str) -> Markup:
        # The file is clean: what is found here was spelt as a number.
        for letter in REMOVED.findall(text)[:1]:
            self.problems.append(spelling(letter, Place(self.place.file, self.line)))
        text = anchored(text, self.desk.day)
        parts: list[Markup] = []
        position = 0
        for found in CITATION.finditer(text):
            before, after = self._cited(found[0])
            parts += [escape(text[position : found.start()]), before, escape(found[2]), after]
            position = found.end()
        rest = text[position:]
        for missing in _NO_NOTE.findall(rest):
            self._problem(Words(f"註腳 {missing} 沒有內容", f"the note {missing} is not written"))
        self._slipped(slips(_NO_NOTE.sub("", CITATION.sub("", text)), self.desk.events))
        return Markup("").join((*parts, escape(rest)))

    def _cited(self, text: str) -> tuple[Markup, Markup]:
        ids = cited_ids(text)
        if self.noting:
            what = Words("註腳裡不能引用事件", "a note cites no event")
            hint = Words("請把引用移到內文，或直接寫出來源", "cite in the text, or write the source out")
            self._problem(what, hint)
            return NOTHING, NOTHING
        for id in ids:
            if id not in self.desk.events:
                what = Words(f"本期沒有「{id}」這個事件", f"the window has no event {id!r}")
                self._problem(what, did_you_mean(id, self.desk.events))
        return self.desk.cite([id for id in ids if id in self.desk.events])


def _stands_alone(tokens: Sequence[Token], position: int, side: str) -> bool:
    inline = tokens[position + (1 if side == "open" else -1)]
    return is_picture(inline) or directive_of(inline.content) is not None
