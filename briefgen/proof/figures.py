"""Check figures: years, dates that lack a part, thousands, percentages, sums of money.

To add a slip of figures: a row in _ROWS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.errors import Severity, Words
from briefgen.proof.days import as_day
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import Paragraph, Text
from briefgen.zh.notation import read_group

_ROWS: tuple[tuple[re.Pattern[str], str, Severity, Words, str], ...] = (
    (
        re.compile(r"(?<!\d)(?:19|20)\d{3}(?=年(?!前|後|間|來|的歷))"),
        "figures.year",
        Severity.ERROR,
        Words("年份多了一位", "the year has five figures"),
        "",
    ),
    (
        re.compile(
            r"(?<!\d)\d{4}\s*年\s*\d{1,2}\s*年|(?<![\d月])\d{1,2}\s*月\s*\d{1,2}\s*月(?!\s?\d)|(?<![\d月、至])\d{1,2}\s*日\s*\d{1,2}\s*日"
        ),
        "figures.date",
        Severity.ERROR,
        Words("年月日的單位有誤", "a unit of the date is wrong"),
        "",
    ),
    (
        re.compile(r"(?<!\d)\d{1,2}\s?月\s?\d{1,2}(?=[，。；在於赴出會訪表宣稱])"),
        "figures.no-day",
        Severity.ERROR,
        Words("日期漏了「日」", "日 is missing after the date"),
        r"\g<0>日",
    ),
    (
        re.compile(r"([%％]){2,}|[%％][%％]|百分之\s*\d+(?:\.\d+)?\s*[%％]"),
        "figures.percent",
        Severity.ERROR,
        Words("百分號重複", "percent twice"),
        "",
    ),
    (
        re.compile(r"([億兆])\1|萬億億|億元億"),
        "figures.unit",
        Severity.ERROR,
        Words("單位重複", "the unit stands twice"),
        "",
    ),
    (
        re.compile(r"美金\s*[\d.,]+\s*[萬億兆]*\s*美元"),
        "figures.money",
        Severity.WARNING,
        Words("「美金」與「美元」擇一", "the currency is named twice"),
        "",
    ),
)
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d+)+(?:\.\d+)?(?![\d,])")


def figures(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find figures that cannot be meant."""
    for paragraph in text.paragraphs:
        for pattern, rule, severity, why, form in _ROWS:
            for match in pattern.finditer(paragraph.text):
                suggestion = match.expand(form) if form else ""
                yield finding(text, paragraph, match.span(), rule, severity, why, suggestion)
        for match in _THOUSANDS.finditer(paragraph.text):
            groups = match[0].split(".")[0].split(",")[1:]
            if any(len(group) != 3 for group in groups):
                why = Words("千分位的逗號位置不對", "a comma of the thousands is misplaced")
                yield finding(text, paragraph, match.span(), "figures.thousands", Severity.WARNING, why)


_RELATIVE = re.compile(r"(?P<word>[今去明前])[（(](?P<year>(?:19|20)\d\d)[）)]年")
_BOTH = re.compile(r"民國\s*(?P<roc>\d{2,3})\s*[（(](?:西元)?(?P<year>(?:19|20)\d\d)年?[）)]")
_STEPS = {"今": 0, "去": 1, "前": 2, "明": -1}


def years(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find 今、去 years that contradict each other, and years of the Republic that are not the year beside them."""
    said: dict[int, int] = {}
    for paragraph in text.prose():
        for match in _BOTH.finditer(paragraph.text):
            if int(match["roc"]) + 1911 != int(match["year"]):
                why = Words("民國年與西元年不符", "the two years are not the same")
                yield finding(text, paragraph, match.span(), "figures.roc", Severity.ERROR, why)
        for match in _RELATIVE.finditer(paragraph.text):
            present = int(match["year"]) + _STEPS[match["word"]]
            said[present] = said.get(present, 0) + 1
            if len(said) > 1 and said[present] < max(said.values()):
                why = Words("與前文的「今年」「去年」不合", "this contradicts the years named further up")
                yield finding(text, paragraph, match.span(), "figures.relative-year", Severity.WARNING, why)


_GROUP = re.compile(r"[（(][^（）()]{1,60}?，(\d{4}\.\d{1,2}\.\d{1,2}(?:、(?:\d{1,2}\.)?\d{1,2})*)[）)]")


_DOTTED = re.compile(r"(?<![\d.])(?:19|20)\d\d\.\d{1,2}\.\d{1,2}(?![\d.]\d)")


_LONG = re.compile(r"(?<![\d.])(?:19|20)\d\d\.\d{1,2}\.\d{1,2}\.\d{1,2}(?=[、；）)])")


def cited_days(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find source dates that no calendar has: 2021.13.5."""
    for paragraph in text.prose():
        for match in _DOTTED.finditer(paragraph.text) if paragraph.kind == "note" else ():
            if as_day(*map(int, match[0].split("."))) is None:
                yield _no_such_day(text, paragraph, match.span())
        for match in _LONG.finditer(paragraph.text):
            yield _no_such_day(text, paragraph, match.span())
        for match in _GROUP.finditer(paragraph.text):
            if read_group(f"（甲，{match[1]}）") is None:
                yield _no_such_day(text, paragraph, match.span(1))


def _no_such_day(text: Text, paragraph: Paragraph, span: tuple[int, int]) -> Finding:
    why = Words("來源日期有誤，曆上沒有這一天", "the source is dated on no day of the calendar")
    return finding(text, paragraph, span, "sources.no-such-day", Severity.ERROR, why)
