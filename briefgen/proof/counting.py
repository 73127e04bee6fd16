"""Check numbers against what they count: 四國 after three names, 三點 with a fourth, 合計 and its parts.

Where a list may be a choice of more (甲、乙等8國), only a list that is too long is told.
To add a count: a function that yields findings for one paragraph, listed in COUNTS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from briefgen.errors import Severity, Words
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import Paragraph, Text
from briefgen.zh.figures import number


def counts(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find numbers that are not those of what they count."""
    for paragraph in text.prose():
        for count in COUNTS:
            yield from count(text, paragraph)


_N = r"(?P<number>[二三四五六七八九十兩]{1,2}|[1-9]\d?)"
_LIST = re.compile(
    r"(?P<items>(?:[\u4e00-\u9fff「」『』《》A-Za-z]{1,14}、)+[\u4e00-\u9fff「」『』《》A-Za-z]{1,14}?)"
    rf"(?P<such>等共?計?|共計?|合計)?(?:這)?{_N}(?P<what>國|個(?:國家|面向|層面|部分|階段|城市|省市)|點|項(?!目)|大(?=方面|領域|主張|原則|要求|目標|議題|重點)|方(?=會談|對話|安全|面))"
)
_AND = re.compile(r"(?<=[\u4e00-\u9fff」])(?:以及|及|與|和)(?=[\u4e00-\u9fff「])")
_LAST = re.compile(r"(?<=[\u4e00-\u9fff」])(?:以及|及)(?=[\u4e00-\u9fff「])")
# Words that end a name with one of these characters: 普及, 參與, 共和國.
_NOT_AND = re.compile(
    r"普及|埃及|涉及|以及其|參與|給與|與會|共和|和平|和解|緩和|溫和|飽和|總和|調和|中和|聖文森及|尼維斯|多福及|多美及|千里達及|安地卡及|波士尼亞"
)
# A group that its own number counts: 印度及東協7國.
_GROUP = re.compile(
    r"(?:東協|中亞|北歐|西歐|東歐|歐盟|非洲|中美洲|島|島國|海灣|波海|波羅的海|西方|盟|邦|成員|集團)$"
)
_MANY = frozenset({"其他", "相關", "有關", "各"})


def _listed(text: Text, paragraph: Paragraph) -> Iterator[Finding]:
    """越南、柬埔寨、新加坡及南韓等3國: four stand there."""
    for match in _LIST.finditer(paragraph.text):
        said = number(match["number"].replace("兩", "二"))
        items = match["items"].split("、")
        least = len(items)
        joined = _AND.search(_NOT_AND.sub("〇〇", items[-1])) is not None
        most = least + (1 if joined else 0)
        if said is None or any(word in match["items"] for word in _MANY):
            continue
        if _GROUP.search(items[-1]):
            continue
        exact = match["what"] == "國" or match["what"].startswith("個")
        # Where the last two are not joined by 及, the last may be one thing with 和 in it.
        there = most if exact or _LAST.search(_NOT_AND.sub("〇〇", items[-1])) else least
        # A list without 等 ends with what it counts; with it, and with 及, it hardly leaves one or two out.
        whole = not match["such"] or (joined and said - there < 3)
        if there > said or (exact and whole and 2 < there < said):
            why = Words(f"前面列舉的是 {there} 個", f"{there} stand before it")
            yield finding(text, paragraph, match.span("number"), "figures.count", Severity.WARNING, why)


_HEAD = re.compile(rf"(?<![\d第]){_N}(?:大|個|項|點)(?:[\u4e00-\u9fff]{{0,6}})(?P<open>[：，])")
_ITEM = re.compile(
    r"(?:^|[，。；：、])其?(?P<item>[一二三四五六七八九十])(?:是|為(?!了)|、|，)|第(?P<nth>[一二三四五六七八九十])(?=，|、|是|，)"
)


def _headed(text: Text, paragraph: Paragraph) -> Iterator[Finding]:
    """三項特點：一是…四是."""
    for match in _HEAD.finditer(paragraph.text):
        said = number(match["number"].replace("兩", "二"))
        first = next((m for m in _ITEM.finditer(paragraph.text, match.start("open"))), None)
        if said is None or first is None or first.start() > match.end() + 6:
            continue
        last, where = 0, first.span()
        for item in _ITEM.finditer(paragraph.text, match.start("open")):
            value = number(item["item"] or item["nth"]) or 0
            if value != last + 1:
                break
            last, where = value, item.span("item" if item["item"] else "nth")
        if last > 1 and last != said:
            why = Words(
                f"前面說{match['number']}，這裡列到第 {last}", f"{said} were announced: this is {last}"
            )
            yield finding(text, paragraph, where, "figures.count", Severity.WARNING, why)


_SUM = re.compile(
    r"(?:合計|共計|總計|共)(?P<whole>\d[\d,]*)(?P<unit>[架艘枚人名件項場次]+)[^。；]{0,12}?其中(?P<parts>[^。；（]{4,60})"
)


def _summed(text: Text, paragraph: Paragraph) -> Iterator[Finding]:
    """合計37架次，其中18日18架次、19日17架次: the parts make another sum."""
    for match in _SUM.finditer(paragraph.text):
        parts = list(re.finditer(rf"(\d[\d,]*){match['unit']}", match["parts"]))
        values = [int(part[1].replace(",", "")) for part in parts]
        whole = int(match["whole"].replace(",", ""))
        # One part, or parts that leave some out, prove nothing.
        if len(values) > 1 and (sum(values) > whole or 0 < whole - sum(values) <= max(whole // 10, 2)):
            why = Words(f"各項相加是 {sum(values)}", f"the parts make {sum(values)}")
            start = match.start("parts") + parts[-1].start()
            span = (start, match.start("parts") + parts[-1].end())
            yield finding(text, paragraph, span, "figures.sum", Severity.WARNING, why)


_TWICE_SAID = re.compile(
    rf"{_N}(?P<what>項|點|國)(?P<name>[\u4e00-\u9fff]{{0,8}})，(?:包括|包含|分別為|即)(?P<items>[^，。；（]{{4,40}}?)(?P<again>[二三四五六七八九十兩]|[1-9]\d?)(?P=what)"
)


def _said_again(text: Text, paragraph: Paragraph) -> Iterator[Finding]:
    """3項備忘錄，包括體育及教育2項."""
    for match in _TWICE_SAID.finditer(paragraph.text):
        if number(match["number"].replace("兩", "二")) != number(match["again"].replace("兩", "二")):
            why = Words(f"後面說{match['again']}{match['what']}", f"further on it says {match['again']}")
            yield finding(text, paragraph, match.span("number"), "figures.count", Severity.WARNING, why)


_ITEMS = re.compile(r"(?:[\u4e00-\u9fff]{2,8}、){2,}[\u4e00-\u9fff]{2,8}?(?=[，。；（及與和等]|$)")


def _listed_twice(text: Text, paragraph: Paragraph) -> Iterator[Finding]:
    """長沙、重慶、長沙: one item stands twice."""
    for match in _ITEMS.finditer(paragraph.text):
        items = match[0].split("、")
        at = match.start()
        seen: set[str] = set()
        for item in items:
            if item in seen:
                why = Words("同一列舉裡出現兩次", "it stands twice in one list")
                yield finding(text, paragraph, (at, at + len(item)), "figures.twice", Severity.WARNING, why)
            seen.add(item)
            at += len(item) + 1


COUNTS: tuple[Callable[[Text, Paragraph], Iterator[Finding]], ...] = (
    _listed,
    _headed,
    _summed,
    _said_again,
    _listed_twice,
)
