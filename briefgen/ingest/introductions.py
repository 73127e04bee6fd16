"""Find how a text introduces somebody: an office before a name, a name before an office or its Latin form.

To add a way to introduce: a pattern here and its turn in `introduced`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.ingest import words

_HAN = "\u4e00-\u9fff"
_NAME = rf"[{_HAN}][{_HAN}·‧•．・]{{1,7}}?"
_STOP = rf"(?=[^{_HAN}·‧•．・]|$|{words.PREDICATE.pattern}|{words.JOINERS.pattern}|等|的|之|一行|本人|親自|前一|翌|次日|當[日天晚]|昨|今|甫|[一二三四五六七八九十廿]{{1,3}}[月日]|雙方|在內|續|繼|新|隔|甫|所|卻|時|日|同[月日年天]|共同|獲|遭|被|二人|兩人|夫婦|後|前(?=往|在)|[先稍]後)"
_TITLED = re.compile(rf"(?:{words.OFFICES})(?P<name>{_NAME}){_STOP}")
_GLOSSED = re.compile(
    rf"(?P<name>[{_HAN}·‧•．]{{2,8}})[（(](?P<latin>[A-Z][\w.'’\u00c0-\u024f-]+(?: [\w.'’\u00c0-\u024f-]+){{1,4}})[）)]"
)
# A name of two or three characters that begins with a usual family name.
FAMILY_NAMES = "王李張劉陳楊趙黃周吳徐孫胡朱林郭羅梁宋鄭謝韓唐馮董蕭程曹袁鄧許傅沈曾彭呂蔣蔡賈魏薛葉閻余潘杜戴夏鍾汪姜范譚廖鄒熊陸郝孔崔邱秦顧侯邵孟錢湯尹黎喬賀賴龔栗翟耿尤華毛丁習"
CHINESE_NAME = re.compile(rf"(?:[{FAMILY_NAMES}]|歐陽|司馬|諸葛)[{_HAN}]{{1,2}}")
_BEFORE_OFFICE = re.compile(
    rf"(?:(?<=[與和同獲由向在對是，。；、：\x00\n])|^)(?P<name>[{FAMILY_NAMES}][{_HAN}]{{1,2}})(?:副總統|總統|總理|首相|主席|委員長|院長|議長|部長|外長|大使)(?![{_HAN}]{{1,4}}[（(])"
)
# 與魯拉總統會談: who is met, before the office.
_MET = re.compile(
    rf"(?<=[與同和見])(?P<name>(?![該兩副前新時])[{_HAN}]{{2,4}}(?<![國方任副前邦]))(?:總統|總理|首相|國王)(?=會[晤談面]|通電?話|舉行|簽署|在|於|共同|[，。；])"
)


@dataclass(frozen=True, slots=True)
class Introduced:
    """A name that a text gives, its Latin form, and the words that lead up to it, its office the last."""

    name: str
    latin: str | None = None
    before: str = ""


def introduced(text: str) -> Iterator[Introduced]:
    """Give whom a text introduces."""
    at = 0
    while found := _TITLED.search(text, at):
        yield Introduced(found["name"], None, text[max(found.start() - 16, 0) : found.start("name")])
        at = found.start() + 1
    for found in (*_BEFORE_OFFICE.finditer(text), *_MET.finditer(text)):
        yield Introduced(found["name"])
    for found in _GLOSSED.finditer(text):
        title = text[max(found.start() - 12, 0) : found.start()].split("\n")[-1]
        name = re.sub(rf"^.*(?:{words.OFFICES}|[、與和及的])", "", title + found["name"])[-8:]
        if len(name) <= len(found["name"]) and not words.PREDICATE.search(name):
            yield Introduced(name, found["latin"])
