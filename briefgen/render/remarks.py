"""Say in plain words what WeasyPrint remarks about a stylesheet.

A remark that fits a pattern is said in our words; any other is passed on as it is.
To put another into words: a pattern and a function, listed in `_KNOWN`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from briefgen.errors import Place, Problem, Words, did_you_mean

_AT = re.compile(r"\bat (\d+):(\d+)")


def problem(file: str, said: str) -> Problem:
    """Give a remark as a problem of a file, at the line and column that it names, where it names them."""
    at = _AT.search(said)
    where = Place(file, int(at[1]), int(at[2])) if at else Place(file)
    for pattern, words in _KNOWN:
        if found := pattern.match(said):
            return Problem(where, *words(found))
    return Problem(where, Words(f"排版程式回報：{said}", f"WeasyPrint says: {said}"))


Said = tuple[Words, Words | None]


def _unknown_property(found: re.Match[str]) -> Said:
    from weasyprint.css.validation.expanders import EXPANDERS  # type: ignore[import-untyped]
    from weasyprint.css.validation.properties import PROPERTIES  # type: ignore[import-untyped]

    name = found["name"]
    return Words(f"不認得的樣式屬性「{name}」", f"unknown property {name!r}"), did_you_mean(
        name, sorted({*PROPERTIES, *EXPANDERS})
    )


def _invalid_value(found: re.Match[str]) -> Said:
    name, value = found["name"], " ".join(found["value"].split())
    return Words(
        f"樣式屬性「{name}」的值「{value}」寫法不對", f"{value!r} is no value of the property {name!r}"
    ), Words(
        "請檢查單位、拼字與標點，例如 12pt、#123456", "check unit, spelling and marks, such as 12pt, #123456"
    )


def _no_value(found: re.Match[str]) -> Said:
    name = found["name"]
    return Words(f"樣式屬性「{name}」沒有值", f"the property {name!r} has no value"), None


def _unsupported(found: re.Match[str]) -> Said:
    name = found["name"]
    return Words(f"排版程式不支援樣式屬性「{name}」", f"the property {name!r} is not supported"), Words(
        "請刪去此行", "take it out"
    )


def _selector(found: re.Match[str]) -> Said:
    selector = " ".join(found["selector"].split())
    return Words(f"看不懂的選擇器「{selector}」", f"cannot read the selector {selector!r}"), Words(
        "請檢查拼字，以及前一條規則的大括號是否成對",
        "check its spelling, and the braces of the rule before it",
    )


def _syntax(found: re.Match[str]) -> Said:
    return Words("樣式表這裡不合語法", f"not CSS: {found['why'].rstrip('.')}"), Words(
        "請檢查大括號、冒號與分號", "check braces, colons and semicolons"
    )


def _unknown_rule(found: re.Match[str]) -> Said:
    name = found["name"]
    return Words(f"不認得的樣式規則「@{name}」", f"unknown rule @{name}"), did_you_mean(
        name, ("page", "media", "font-face", "import", "counter-style", "supports", "layer")
    )


_IGNORED = r"(?:Ignored|Deprecated) `(?P<name>[^:]*?)\s*:(?P<value>.*)` at \d+:\d+, "
_KNOWN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Said]], ...] = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (_IGNORED + r"unknown property", _unknown_property),
        (_IGNORED + r"no value", _no_value),
        (_IGNORED + r"(?:property not supported|descriptor not supported|prefix)", _unsupported),
        (_IGNORED, _invalid_value),
        (r"Invalid or unsupported selector, ['\"]?(?::is\()?(?P<selector>.*?)['\"]?$", _selector),
        (r"Parse error at \d+:\d+: (?P<why>.*)", _syntax),
        (r"Error: (?P<why>.*) at \d+:\d+", _syntax),
        (r"Unknown (?:empty )?rule <AtRule @(?P<name>[\w-]+)", _unknown_rule),
    )
)
