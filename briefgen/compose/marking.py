"""Mark every tag of a template with where it is written, and look at it while doing so.

The scanner reads the words of a template that are not Jinja.  It writes
`at="file:line"` on each opening tag and `<?at file:line?>` before each closing
one, and reports what can be known without running the template: stray `<` and
`&`, unknown tags, unknown attributes, and characters that no page shows where they
are spelt out (`&#x202E;`, `"\\u202e"`): those written as themselves are taken out
where the file is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from briefgen.clean import REMOVED, spelling, spelt_out
from briefgen.compose.markup import unknown_attribute, unknown_tag
from briefgen.compose.vocabulary import EVERYWHERE, TAGS, WRITTEN
from briefgen.errors import Place, Problem, Words

_NEXT = re.compile(
    r"(?P<entity>&(?:\#\d+|\#x[0-9a-fA-F]+|amp|lt|gt|quot|apos);)|(?P<comment><!--)"
    r"|(?P<close></(?P<closed>[a-zA-Z][\w:-]*))|<(?P<tag>[a-zA-Z][\w:-]*)|(?P<stray>[<&])"
)
_IN_TAG = re.compile(r"""(?P<end>>)|(?P<quote>["'])|(?P<name>[\w:-]+)(?=\s*=)""")


class Marking(Extension):
    """The Jinja extension that passes a template's own words through the scanner."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Give the tokens of a template with its tags marked."""
        scanner = Scanner(stream.filename or stream.name or "templates")
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", scanner.mark(token.value, token.lineno))
            else:
                if token.type == "string":
                    scanner.look(token.value, token.lineno)
                yield token
        self.environment.extend_problems(scanner.problems)  # type: ignore[attr-defined]


class Scanner:
    """Reads the words of one template piece by piece; a tag may go on in the next piece."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._tag: str | None = None
        self._quote = ""
        self._comment = False
        self._closing = False

    def mark(self, text: str, line: int) -> str:
        """Give one piece with its tags marked; `line` is where it begins."""
        self._text, self._line, self._out, position = text, line, list[str](), 0
        for letter, at in spelt_out(text):
            self.problems.append(spelling(letter, Place(self.file, line + text.count("\n", 0, at))))
        while position < len(text):
            if self._comment:
                position = self._to("-->", position)
            elif self._quote:
                position = self._to(self._quote, position)
            elif self._tag is not None:
                position = self._in_tag(position)
            else:
                position = self._in_words(position)
        return "".join(self._out)

    def look(self, text: str, line: int) -> None:
        """Look at the words of an expression, whose escapes are read."""
        for found in REMOVED.findall(text)[:1]:
            self.problems.append(spelling(found, Place(self.file, line)))

    def _to(self, end: str, position: int) -> int:
        found = self._text.find(end, position)
        stop = len(self._text) if found < 0 else found + len(end)
        self._out.append(self._text[position:stop])
        if found >= 0:
            self._comment, self._quote = False, ""
        return stop

    def _in_words(self, position: int) -> int:
        found = _NEXT.search(self._text, position)
        if found is None:
            self._out.append(self._text[position:])
            return len(self._text)
        self._out.append(self._text[position : found.start()])
        where = Place(self.file, self._line + self._text.count("\n", 0, found.start()))
        if found["close"]:
            self._out.append(f"<?at {where}?>")
            self._open(found["closed"], where, closing=True)
        elif found["tag"]:
            self._open(found["tag"], where, closing=False)
        elif found["stray"]:
            self.problems.append(_stray(self._text[found.start() :], where))
        self._comment = bool(found["comment"])
        self._out.append(found[0] + (f' at="{where}"' if found["tag"] else ""))
        return found.end()

    def _open(self, tag: str, where: Place, closing: bool) -> None:
        self._tag, self._closing = tag, closing
        if tag not in WRITTEN and not closing:
            self.problems.append(unknown_tag(tag, where))

    def _in_tag(self, position: int) -> int:
        found = _IN_TAG.search(self._text, position)
        if found is None:
            self._out.append(self._text[position:])
            return len(self._text)
        self._out.append(self._text[position : found.end()])
        tag, name = self._tag or "", found["name"]
        if found["end"]:
            self._tag = None
        elif found["quote"]:
            self._quote = found["quote"]
        elif tag in TAGS and name not in TAGS[tag].attributes | EVERYWHERE | {"day", "name"}:
            line = self._line + self._text.count("\n", 0, found.start())
            self.problems.append(unknown_attribute(tag, name, Place(self.file, line)))
        return found.end()


def _stray(rest: str, where: Place) -> Problem:
    entity = re.match(r"&([a-zA-Z]+);", rest)
    if entity:
        what = Words(f"不認得的實體 &{entity[1]};", f"unknown entity &{entity[1]};")
        hint = Words("請直接輸入那個字元，或寫成 &#數字;", "type the character itself, or write &#number;")
        return Problem(where, what, hint)
    char, written = rest[0], "&amp;" if rest[0] == "&" else "&lt;"
    what = Words(f"單獨的「{char}」不是標記", f"a single {char!r} is no markup")
    return Problem(where, what, Words(f"請寫成 {written}", f"write {written}"))
