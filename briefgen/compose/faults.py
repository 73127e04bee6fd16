"""Say what went wrong in a template, in the words of the person who writes it.

Jinja's exceptions come in, Problems with template file and line go out.  To word
another of its messages: a line in `_SYNTAX`.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable
from pathlib import PurePath

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as DEFAULT_FILTERS

from briefgen.compose.environment import FILTERS, FOREIGN, Environment
from briefgen.compose.uncalled import NotCalledError
from briefgen.errors import Place, Problem, Words, did_you_mean
from briefgen.linked import foreign_problem

_TAGS = (
    "block", "endblock", "call", "endcall", "elif", "else", "endif", "extends", "filter", "endfilter", "for",
    "endfor", "from", "if", "import", "include", "macro", "endmacro", "raw", "endraw", "set", "endset", "with",
    "endwith",
)  # fmt: skip
_RULES = Words(
    "選取與排序屬於規則（seeds/themes.yaml）", "choosing and sorting are the rules' (seeds/themes.yaml)"
)

_DATA = Words(
    "資料的文字不會成為標記；標記請寫在範本裡",
    "words of the data are never markup; write markup in the template",
)

_SYNTAX: tuple[tuple[str, str, Words | None], ...] = (
    (r"Unexpected end of template.*innermost block that needs to be closed is '(\w+)'",
     "{0} 沒有結束", Words("請補上對應的 end 標籤", "close it with its end tag")),
    (r"Unexpected end of template", "範本在標籤中途結束", None),
    (r"expected token '(.+?)', got '(.+?)'", "這裡應為「{0}」，卻是「{1}」", None),
    (r"unexpected '(.+?)'", "這裡不該有「{0}」", None),
    (r"unexpected char (.+?) at \d+", "這裡不該有 {0}", None),
    (r"Expected an expression, got '(.+?)'", "這裡應有運算式，卻是「{0}」", None),
    (r"block '(.+?)' defined twice", "區塊「{0}」定義了兩次", None),
    (r"^calculation$", "範本不做計算", Words("請由規則或資料算好", "let the rules or the data do it")),
    (r"^autoescape$", "範本不能關閉跳脫", None),
    (r"^too large$", "範本檔過大", None),
    (r"^not UTF-8$", "檔案不是 UTF-8 編碼", Words("請另存為 UTF-8", "save it as UTF-8")),
)  # fmt: skip


_KINDS = {
    "str": "文字",
    "Markup": "文字",
    "int": "數字",
    "bool": "真假值",
    "tuple": "清單",
    "list": "清單",
    "NoneType": "空值",
}

_RUNNING: tuple[tuple[str, str, Words | None], ...] = (
    (r"inline if-expression .*no else section", "條件不成立時沒有可印的內容",
     Words('請寫全，如 {{ 甲 if 條件 else "" }}', 'write it out: {{ a if condition else "" }}')),
    (r"can only concatenate|unsupported operand", "文字與數字不能相加",
     Words("要接在一起請用 ~，如 {{ title ~ count }}", "to join them use ~, as in {{ title ~ count }}")),
    (r"'(\w+)' object is not callable", "{0}不是巨集，不能加 ()",
     Words("請去掉括號", "leave the brackets out")),
    (r"'(\w+)' object has no attribute|not supported between instances of '(\w+)'|'(\w+)' object is not",
     "{0}不能這樣用",
     Words("請查 docs/reference.md，看這個過濾器用在哪種值", "docs/reference.md says what a filter is for")),
)  # fmt: skip


def problem_of(error: Exception, environment: Environment, names: Iterable[str], file: str) -> Problem:
    """Word an exception of Jinja, or one that a template's expression raised.

    `names` are the names a template has; `file` is the template asked for.
    """
    if isinstance(error, TemplateSyntaxError):
        return _syntax(error)
    where = _place(error, environment, file)
    if isinstance(error, TemplateNotFound):
        return no_template(str(error.name), environment.list_templates(), where)
    if isinstance(error, NotCalledError):
        return _not_called(error.name, where)
    if isinstance(error, SecurityError):
        what = Words("範本不能使用這個名稱或方法", f"not allowed in a template: {error}")
        return Problem(where, what, Words("只用資料的欄位", "use the fields of the data"))
    if isinstance(error, UndefinedError):
        return _undefined(str(error), names, where)
    if isinstance(error, RecursionError):
        what = Words(
            "範本繼承、引用或呼叫了自己，或寫得太深",
            "the template extends, includes or calls itself, or nests too deeply",
        )
        hint = Words("基礎範本請寫 base/…，如 base/brief.html.j2", "name the base as base/…")
        return Problem(where, what, hint)
    if isinstance(error, SyntaxError):
        what = Words(
            "範本的迴圈、條件或括號一層套一層，太深了", "loops, conditions or brackets nest too deeply"
        )
        where = Place(error.filename) if error.filename and _is_template(error.filename) else where
        return Problem(where, what, Words("請拆成巨集（macro）", "make macros of them"))
    return _running(str(error), where)


def _not_called(name: str, where: Place) -> Problem:
    """Say that a template names a method or macro where a text is wanted."""
    if not name:
        what = Words("這是函式，不是文字", "a function is no text")
        return Problem(where, what, Words("請加上括號呼叫它", "call it with ()"))
    what = Words(f"「{name}」是方法，這裡沒有呼叫它", f"{name!r} is a method that is not called")
    return Problem(
        where,
        what,
        Words(f"請寫成 {name}()，或改用資料的欄位", f"write {name}(), or use a field of the data"),
    )


def unknown_name(name: str, names: Iterable[str], where: Place) -> Problem:
    """Say that a template has no such name."""
    known = sorted(set(names))
    hint = did_you_mean(name, known) or Words(
        f"可用的名稱：{'、'.join(known)}", f"the names are: {', '.join(known)}"
    )
    return Problem(where, Words(f"沒有「{name}」這個名稱", f"{name!r} is not defined"), hint)


def _syntax(error: TemplateSyntaxError) -> Problem:
    file = error.filename or error.name or "templates"
    if error.message == FOREIGN:
        return foreign_problem(Place(file), PurePath(file).name)
    where = Place(file, error.lineno)
    message = error.message or ""
    missing = re.search(r"No (filter|test) named '(.+?)'", message)
    if missing:
        return _no_filter(missing[2], where)
    tag = re.search(r"[Uu]nknown tag '(.+?)'", message)
    if tag:
        hint = did_you_mean(tag[1], _TAGS) or Words(
            f"可用：{'、'.join(_TAGS)}", f"there are: {', '.join(_TAGS)}"
        )
        return Problem(where, Words(f"沒有 {{% {tag[1]} %}} 這個標籤", f"unknown tag {tag[1]!r}"), hint)
    for pattern, zh, advice in _SYNTAX:
        found = re.search(pattern, message)
        if found:
            return Problem(where, Words(f"範本語法錯誤：{zh.format(*found.groups())}", message), advice)
    return Problem(where, Words(f"範本語法錯誤：{message}", message))


def _no_filter(name: str, where: Place) -> Problem:
    hint = did_you_mean(name, FILTERS)
    if name == "safe":
        hint = _DATA
    elif name in DEFAULT_FILTERS and name not in FILTERS:
        hint = _RULES
    hint = hint or Words(
        f"可用的過濾器：{'、'.join(sorted(FILTERS))}", f"there are: {', '.join(sorted(FILTERS))}"
    )
    return Problem(where, Words(f"沒有「{name}」這個過濾器", f"unknown filter {name!r}"), hint)


def no_template(name: str, known: Iterable[str], where: Place) -> Problem:
    """Say that there is no template of that name."""
    what = Words(f"找不到範本「{name}」", f"there is no template {name!r}")
    return Problem(where, what, did_you_mean(name, known))


def _undefined(message: str, names: Iterable[str], where: Place) -> Problem:
    owner, *rest = message.split("\0")
    if not rest:
        return _running(message, where)
    name, known = rest[0], rest[1:]
    if not owner:
        return unknown_name(name, names, where)
    hint = did_you_mean(name, known) or (
        Words(f"可用的欄位：{'、'.join(known)}", f"its fields are: {', '.join(known)}") if known else None
    )
    return Problem(where, Words(f"沒有「{name}」這個欄位", f"{owner} has no {name!r}"), hint)


def _running(message: str, where: Place) -> Problem:
    """Word what an expression of a template ran into."""
    for pattern, zh, advice in _RUNNING:
        found = re.search(pattern, message)
        if found:
            kinds = [_KINDS.get(kind, kind) for kind in found.groups() if kind]
            return Problem(where, Words(f"範本無法執行：{zh.format(*kinds)}", message), advice)
    return Problem(where, Words(f"範本無法執行：{message}", f"the template fails: {message}"))


def _place(error: Exception, environment: Environment, file: str) -> Place:
    """Give the innermost line of a template in a traceback."""
    found = Place(file)
    for frame in traceback.extract_tb(error.__traceback__):
        if _is_template(frame.filename) and frame.lineno is not None:
            found = Place(frame.filename, frame.lineno)
    return found


def _is_template(file: str) -> bool:
    """Templates are named relative to the workspace, Python's own files are not."""
    return not file.startswith("<") and not PurePath(file).is_absolute()
