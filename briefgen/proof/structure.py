"""Check headings, their numbers, the ends of paragraphs, and that key points have something behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefgen.errors import Severity, Words
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import COVER, Paragraph, Text

_NUMBER = re.compile(r"[（(]?([壹貳參叁肆伍陸柒捌玖拾]+|[一二三四五六七八九十]+|\d+)[）)、]")
# A line of a list of days: 9月12、 / 14、15日.
_DAYS = re.compile(r"\d{1,2}、\s*\d{1,2}\s*(?:[日、）);；]|$)")
_FORMAL = str.maketrans("壹貳參叁肆伍陸柒捌玖拾", "一二三三四五六七八九十")
_DIGITS = "一二三四五六七八九"


def number_of(heading: str) -> int | None:
    """Give the number a heading begins with: （十二） is 12; None where it has none."""
    match = _NUMBER.match(heading)
    if match is None:
        return None
    numeral = match[1].translate(_FORMAL)
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _DIGITS.index(numeral) + 1 if len(numeral) == 1 else None
    return (_DIGITS.find(tens) + 1 if tens else 1) * 10 + (_DIGITS.find(ones) + 1 if ones else 0)


def numbering(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find numbers of headings that jump, stand twice or do not begin at one, and levels that are left out."""
    last: dict[int, int] = {}
    # What the last heading of a level should have been: 三、五、五、 is one slip, not two.
    meant: dict[int, int] = {}
    for paragraph in text.paragraphs:
        if paragraph.kind != "heading" or not paragraph.level or _DAYS.match(paragraph.text):
            continue
        number = number_of(paragraph.text)
        if number is None:
            continue
        level = paragraph.level
        expected = last.get(level, 0) + 1
        chapter = (
            level == min((p.level for p in text.paragraphs if p.level), default=level) and level not in last
        )
        if number not in (expected, meant.get(level, expected)) and not (chapter and level == 1):
            # A text that begins at 五、 may be a part of a longer one, and a line that begins with 4、 no heading.
            severity = Severity.ERROR if last and level < 4 else Severity.WARNING
            yield _misnumbered(text, paragraph, number, expected, severity=severity)
            meant[level] = expected + 1
        else:
            meant.pop(level, None)
        if level > 3 and level - 1 not in last and last:
            why = Words("標題跳了一層", "a level of heading is left out")
            span = (0, len(paragraph.text))
            yield finding(text, paragraph, span, "structure.level", Severity.WARNING, why)
        last = {deeper: n for deeper, n in last.items() if deeper < level} | {level: number}


_ITEM = re.compile(r"(?:^|(?<=[；。：]))[（(]([一二三四五六七八九十]{1,3})[）)](?=\S)")


def items(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find numbers that are left out among numbered sentences: （一）……。（三）……。"""
    last = 0
    for paragraph in text.paragraphs:
        if paragraph.kind == "heading" and not paragraph.text.endswith("。"):
            last = 0
        for match in _ITEM.finditer(paragraph.text):
            number = number_of(match[0]) or 0
            if last and last + 1 < number <= last + 3 and paragraph.kind != "heading":
                yield _misnumbered(text, paragraph, number, last + 1, match)
            last = number


def depths(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find Markdown headings that leave a level out, and those numbered alike with other hashes than the rest."""
    headings = [p for p in text.paragraphs if p.kind == "heading" and p.depth]
    usual = {
        level: _most([p.depth for p in headings if p.level == level and number_of(p.text)])
        for level in range(1, 6)
    }
    last = 0
    for paragraph in headings:
        right = (usual.get(paragraph.level) if number_of(paragraph.text) else 0) or paragraph.depth
        if paragraph.depth != right or (last and paragraph.depth > last + 1):
            right = right if paragraph.depth != right else last + 1
            why = Words(
                f"標題層級不合：此處應是 {right} 個 #",
                f"a level of heading is left out: {right} hashes belong here",
            )
            yield _at_hashes(text, paragraph, right, why)
        last = right


def _at_hashes(text: Text, paragraph: Paragraph, right: int, why: Words) -> Finding:
    line, _ = paragraph.place(0)
    hashes = "#" * paragraph.depth
    return Finding(
        text.file, line, 1, hashes, "#" * right, "structure", Severity.WARNING, "structure.level", why
    )


def _most(depths_: list[int]) -> int:
    """Give the depth that most have, 0 where none does."""
    top = max(set(depths_), key=depths_.count, default=0)
    return top if depths_.count(top) * 2 > len(depths_) else 0


def _misnumbered(
    text: Text,
    paragraph: Paragraph,
    number: int,
    expected: int,
    match: re.Match[str] | None = None,
    severity: Severity = Severity.ERROR,
) -> Finding:
    what = "重複" if number < expected else "跳號"
    why = Words(f"標題{what}：此處應是第 {expected} 個", f"this heading should have the number {expected}")
    match = match or _NUMBER.match(paragraph.text)
    assert match is not None
    written = match[0]
    suggestion = written.replace(match[1], _written(expected, match[1]))
    return finding(text, paragraph, match.span(), "structure.number", severity, why, suggestion)


def _written(number: int, like: str) -> str:
    if like.isdigit():
        return str(number)
    from briefgen.zh.numerals import common, formal

    return formal(number) if like.translate(_FORMAL) != like else common(number)


_STOPPED = tuple("。！？…：；」』）)")
_LABEL_ONLY = re.compile(r"[（(].{1,12}(?:主稿|撰稿|整理|執筆)[）)]$")


def ends(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find headings with a full stop, and paragraphs without any mark at their end."""
    for paragraph in text.paragraphs:
        words = paragraph.text.rstrip(f" {COVER}")
        if paragraph.kind == "heading" and words.endswith(("。", "，", "；")):
            why = Words("標題末尾不加標點", "a heading has no mark at its end")
            span = (len(words) - 1, len(words))
            yield finding(
                text, paragraph, span, "structure.heading-end", Severity.WARNING, why, "", safe=True
            )
        elif paragraph.kind in ("body", "bullet") and _unfinished(words):
            why = Words("段末沒有標點", "the paragraph has no mark at its end")
            span = (len(words) - 1, len(words))
            yield finding(
                text, paragraph, span, "structure.paragraph-end", Severity.WARNING, why, f"{words[-1]}。"
            )
        elif paragraph.kind == "note" and re.search(r"\d\.$", words):
            why = Words("註文末尾應用句號「。」", "a note in Chinese ends in 。")
            span = (len(words) - 1, len(words))
            yield finding(text, paragraph, span, "marks.half-width", Severity.WARNING, why, "。", safe=True)
        elif words.endswith(("，", "、")) and len(words) > 20:
            why = Words("段末應是句號", "the paragraph ends in a comma")
            span = (len(words) - 1, len(words))
            yield finding(text, paragraph, span, "structure.paragraph-end", Severity.WARNING, why, "。")


def _unfinished(words: str) -> bool:
    return (
        len(words) > 45
        and "。" in words
        and not words.endswith((*_STOPPED, "，", "、", *_DIGITS))
        and re.search(r"[\u3400-\u9fff]$", words) is not None
    )


def key_points(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find key points, before the first section, that the sections do not speak of."""
    points, rest = _split(text.paragraphs)
    body = "".join(paragraph.text for paragraph in rest)
    if len(body) < 200:
        return
    for paragraph in points:
        grams = _grams(paragraph.text)
        if len(grams) >= 8 and sum(gram in body for gram in grams) < len(grams) * 0.2:
            why = Words("內文沒有支持這個要點的段落", "no section speaks of this key point")
            span = (0, len(paragraph.text))
            yield finding(text, paragraph, span, "structure.key-point", Severity.WARNING, why)


def _split(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """Part the points between the title and the first numbered section from the rest."""
    title = next((i for i, p in enumerate(paragraphs) if p.kind == "heading"), None)
    if title is None:
        return [], []
    after = paragraphs[title + 1 :]
    first = next((i for i, p in enumerate(after) if p.kind == "heading"), None)
    if first is None or title > 3 or paragraphs[title].level != 1:
        return [], []
    return [p for p in after[:first] if len(p.text) > 12], list(after[first:])


def _grams(words: str) -> set[str]:
    han = re.findall(r"[\u3400-\u9fff]{2,}", words)
    return {run[i : i + 2] for run in han for i in range(len(run) - 1)}
