"""Count Word's automatic numbers: which label does this paragraph show?

Word stores only "level 2 of list 3"; the label comes from counting.  To know
another kind of numeral: a function in NUMERALS, under Word's name for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, its numerals, its pattern (`（%3）`)."""

    start: int
    numerals: str
    pattern: str


@dataclass(slots=True)
class Numbering:
    """The lists of a document, with the count that each has reached."""

    levels: dict[str, tuple[str, dict[int, Level]]]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number: str, level: int) -> str:
        """Count one more paragraph of a list and give its label; a bullet has none."""
        if number not in self.levels:
            return ""
        family, levels = self.levels[number]
        counts = self._counts.setdefault(family, {})
        here = levels.get(level, _NO_LEVEL)
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if here.numerals in ("bullet", "none"):
            return ""
        label = here.pattern
        for shown, shape in levels.items():
            count = counts.get(shown, shape.start)
            numeral = NUMERALS.get(shape.numerals, str)
            label = label.replace(f"%{shown + 1}", numeral(count))
        return label


def numbering(xml: bytes | None) -> Numbering:
    """Read `word/numbering.xml`; a document without one has no lists."""
    if xml is None:
        return Numbering({})
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    shapes = {
        shape.get(f"{W}abstractNumId", ""): {
            int(level.get(f"{W}ilvl", "0")): _level(level) for level in shape.iterfind(f"{W}lvl")
        }
        for shape in root.iterfind(f"{W}abstractNum")
    }
    lists = {}
    for one in root.iterfind(f"{W}num"):
        family = _value(one, "abstractNumId")
        levels = dict(shapes.get(family, {}))
        overrides = list(one.iterfind(f"{W}lvlOverride"))
        for override in overrides:
            _override(levels, override)
        name = one.get(f"{W}numId", "")
        lists[name] = (name if overrides else f"abstract {family}", levels)
    return Numbering(lists)


def _override(levels: dict[int, Level], override: etree._Element) -> None:
    index = int(override.get(f"{W}ilvl", "0"))
    whole = override.find(f"{W}lvl")
    level = levels.get(index, _NO_LEVEL) if whole is None else _level(whole)
    start = _value(override, "startOverride")
    levels[index] = Level(int(start), level.numerals, level.pattern) if start else level


def _level(level: etree._Element) -> Level:
    return Level(
        int(_value(level, "start") or "0"),
        _value(level, "numFmt") or "decimal",
        _value(level, "lvlText"),
    )


def _value(parent: etree._Element, name: str) -> str:
    child = parent.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


_NO_LEVEL = Level(1, "none", "")


def _counting(digits: str, ten: str, one_before_ten: bool) -> Callable[[int], str]:
    """Make Chinese numerals up to 99: 十二 or 壹拾貳."""

    def numeral(count: int) -> str:
        tens, ones = divmod(count, 10)
        lead = "" if tens == 0 else (digits[tens] if tens > 1 or one_before_ten else "") + ten
        return lead + (digits[ones] if ones else "") or digits[0]

    return numeral


def _letters(alphabet: str) -> Callable[[int], str]:
    return lambda count: alphabet[(count - 1) % len(alphabet)] * ((count - 1) // len(alphabet) + 1)


_COUNTING = _counting("〇一二三四五六七八九", "十", one_before_ten=False)
_LEGAL = _counting("零壹貳參肆伍陸柒捌玖", "拾", one_before_ten=True)

NUMERALS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _COUNTING,
    "chineseCountingThousand": _COUNTING,
    "taiwaneseCounting": _COUNTING,
    "taiwaneseCountingThousand": _COUNTING,
    "japaneseCounting": _COUNTING,
    "ideographLegalTraditional": _LEGAL,
    "ideographTraditional": _letters("甲乙丙丁戊己庚辛壬癸"),
    "decimalFullWidth": lambda count: str(count).translate({48 + n: 0xFF10 + n for n in range(10)}),
    "decimalZero": lambda count: f"{count:02d}",
    "upperLetter": _letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerLetter": _letters("abcdefghijklmnopqrstuvwxyz"),
}
