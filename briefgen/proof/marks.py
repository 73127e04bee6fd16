"""Check punctuation: half-width marks in Chinese, doubled and misplaced ones, dashes and ellipses.

To add a mark: a row in _RULES.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.errors import Severity, Words
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import Paragraph, Text

_H = r"[\u3400-\u9fff]"

_RULES: tuple[tuple[re.Pattern[str], str, Severity, Words, str, bool], ...] = (
    (
        re.compile(r"(?<=[\u3400-\u9fff）」』》〉])[,;:?!](?=\s*(?:[\u3400-\u9fff（「『《〈]|$))"),
        "marks.half-width",
        Severity.ERROR,
        Words("中文裡的標點應用全形", "punctuation in Chinese is full-width"),
        "",
        True,
    ),
    (
        re.compile(
            rf"(?<=[\u3400-\u9fff）」』》〉])(?:\.(?=\s*(?:{_H}|$))(?!\.)|[,;:](?=[ \u00a0]?[\dA-Za-z]))"
        ),
        "marks.half-width",
        Severity.WARNING,
        Words("中文裡的標點應用全形", "punctuation in Chinese is full-width"),
        "",
        True,
    ),
    (
        re.compile(
            r"([，、；：])\1+|(?<!。)。。(?!。)|[，、；：](?=[，。、；：！？])|。[，、；：]|[，。、；：][,;:](?!\d)|[,;:][，。、；：]|。(?=」。)"
        ),
        "marks.doubled",
        Severity.ERROR,
        Words("標點重複或相連", "two marks where one belongs"),
        "",
        False,
    ),
    (
        re.compile(r"(?<=\.\d),(?=[ ]?\d{1,2}\.\d)|(?<=\.\d\d),(?=[ ]?\d{1,2}\.\d)"),
        "marks.half-width",
        Severity.ERROR,
        Words("來源的日期之間用「、」", "the days of a source are parted by 、"),
        "、",
        True,
    ),
    (
        re.compile(
            r"(?<=[\u3400-\u9fff」）])(?:表示|指出|強調|聲稱|宣稱|重申|認為|呼籲|指稱)；(?=[\u3400-\u9fff「])"
        ),
        "marks.wrong",
        Severity.ERROR,
        Words("引出所說的話，不用分號", "what is said does not follow a semicolon"),
        "",
        False,
    ),
    (
        re.compile(r"。(?=（[^（）]{2,80}\d{4}\.\d{1,2}\.\d{1,2}[^（）]*）。)"),
        "marks.twice",
        Severity.WARNING,
        Words(
            "來源在句號之前，來源前不另加句號",
            "the source stands before the full stop: none before the source",
        ),
        "",
        False,
    ),
    (
        re.compile(r"(?:(?<=[（「『《〈])[，。、；：！？])|[，、；：](?=[）」』》〉])"),
        "marks.misplaced",
        Severity.ERROR,
        Words("標點不應緊貼括號或引號內側", "the mark does not belong beside this bracket"),
        "",
        False,
    ),
    (
        re.compile(r"(?<!…)…(?!…)|(?<!\.)\.{3,6}(?!\.)|。{3,}"),
        "marks.ellipsis",
        Severity.WARNING,
        Words("刪節號占兩格，作「……」", "the ellipsis has six dots"),
        "……",
        True,
    ),
    (
        re.compile(rf"(?<={_H})[─━–—](?=[{_H[1:-1]}])"),
        "marks.dash",
        Severity.WARNING,
        Words("連接用「－」，破折用「——」", "the connector is －, the dash ——"),
        "－",
        True,
    ),
    (
        re.compile(r"(?<![─━–])[─━–]{2}(?![─━–])"),
        "marks.dash",
        Severity.INFO,
        Words("破折號作「——」", "the dash is ——"),
        "——",
        True,
    ),
    (
        re.compile(rf"(?<={_H})-(?=[{_H[1:-1]}])"),
        "marks.dash",
        Severity.WARNING,
        Words("中文裡的連接號應用全形", "the connector in Chinese is full-width"),
        "－",
        True,
    ),
    (
        re.compile(rf"(?<=[{_H[1:-1]}」）])-{{2,}}(?=[{_H[1:-1]}「])"),
        "marks.dash",
        Severity.WARNING,
        Words("破折號作「——」", "the dash is ——"),
        "——",
        True,
    ),
    (
        re.compile(r"[“”](?=[^A-Za-z]*[\u3400-\u9fff])|(?<=[\u3400-\u9fff])[“”‘’\"]|[\"](?=[\u3400-\u9fff])"),
        "marks.quotes",
        Severity.WARNING,
        Words("中文引號作「」『』", "quotation marks in Chinese are 「」『』"),
        "",
        False,
    ),
)
_WIDER = str.maketrans(",;:?!.", "，；：？！。")


def punctuation(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find half-width, doubled and misplaced marks, and wrong dashes."""
    for paragraph in text.paragraphs:
        for pattern, rule, severity, why, form, safe in _RULES:
            for match in pattern.finditer(paragraph.text):
                if rule == "marks.dash" and paragraph.is_quoted(*match.span()):
                    continue
                suggestion = form or (
                    match[0].translate(_WIDER) if rule == "marks.half-width" else match[0][-1:]
                )
                if rule in ("marks.misplaced", "marks.quotes", "marks.twice"):
                    suggestion = ""
                elif rule == "marks.wrong":
                    suggestion = f"{match[0][:-1]}，"
                elif rule == "marks.doubled":
                    after = paragraph.text[match.end() : match.end() + 1]
                    suggestion = match[0][-1].translate(_WIDER) if len(match[0]) > 1 else after
                    # One mark, typed twice: there is nothing to decide.
                    safe = len(match[0]) > 1 and len(set(match[0].translate(_WIDER))) == 1
                yield finding(text, paragraph, match.span(), rule, severity, why, suggestion, safe=safe)
        yield from _inside_gloss(text, paragraph)


_GLOSS = re.compile(r"（([A-Za-z][^（）\u3400-\u9fff]*)）")


def _inside_gloss(text: Text, paragraph: Paragraph) -> Iterator[Finding]:
    """Latin words in parentheses have half-width commas with one space after them."""
    for gloss in _GLOSS.finditer(paragraph.text):
        for match in re.finditer(r"，\s*|,(?=[A-Za-z])|  +|\s+(?=,)", gloss[1]):
            start = gloss.start(1) + match.start()
            suggestion = "" if "," in gloss[1][match.end() : match.end() + 1] else ", "
            suggestion = " " if match[0].isspace() and suggestion else suggestion
            why = Words(
                "拉丁文裡的逗號用半形，後空一格",
                "in Latin text the comma is half-width, with one space after",
            )
            yield finding(
                text,
                paragraph,
                (start, start + len(match[0])),
                "marks.gloss",
                Severity.WARNING,
                why,
                suggestion,
                safe=True,
            )
