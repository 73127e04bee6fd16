"""Countries by one character: in compounds (中美, 美日韓), before an office (韓外長), 國 and 方.

Which country a character means, a text says itself where it names one country in
full that begins so: of a text on Senegal 塞國 is Senegal.  To add one: SINGLES.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from briefgen.ingest import words
from briefgen.names import USAGE

SINGLES = {k: v for k, v in USAGE.items() if len(k) == 1 and k != "我"} | {
    "陸": "CN", "臺": "TW", "台": "TW", "歐": "EU", "土": "TR", "柬": "KH", "泰": "TH", "烏": "UA", "以": "IL",
    "伊": "IR", "緬": "MM", "寮": "LA", "紐": "NZ", "荷": "NL", "波": "PL", "捷": "CZ", "立": "LT", "朝": "KP",
    "蒙": "MN", "帛": "PW", "諾": "NR", "沙": "SA", "埃": "EG", "星": "SG", "馬": "MY", "巴": "PK", "索": "SB",
    "西": "ES", "葡": "PT", "匈": "HU", "塞": "RS", "希": "GR", "瑞": "SE", "丹": "DK", "芬": "FI", "挪": "NO",
    "宏": "HN", "尼": "NI", "阿": "AF", "哈": "KZ", "吉": "KG", "斐": "FJ",
}  # fmt: skip
_COMMON = "中美俄英法德日韓印澳加義越菲臺台陸歐朝紐"
_NEXT = r"(?!共|東|亞|央|華|國(?!大陸|防)|方|心|等|小|洲|元(?!首)|本|太|尼|度|盟|正|南|語|文|性|環|積|式|途|期|企|資|籍|僑|媒|黨|灣|圓|幣|市場|非|拉)"
_COMPOUND = re.compile(rf"[{_COMMON}](?:[{_COMMON}]{_NEXT}){{1,5}}")
# Words that begin as the short name of a country does.
_OTHER_WORDS = re.compile(
    "波海|波羅|印太|中[東亞南央型心]|中美洲|阿拉伯|以[巴外色]|歐亞|美洲|立法|法[務院制]|土地|希望|馬上|西[方部藏]|英文|義務|加[強入速深]|泰半|日[前內]"
)
_OFFICE = re.compile(f"{words.BODIES}|{words.OFFICES}")


def meanings(text: str, countries: Mapping[str, str]) -> dict[str, str]:
    """Give what each character means in a text; `countries` has codes by names.

    >>> meanings("塞內加爾總統；塞國", {"塞內加爾": "SN", "塞爾維亞": "RS"})["塞"]
    'SN'
    """
    told: dict[str, set[str]] = {}
    for name, code in countries.items():
        if name[0] in SINGLES and name not in ("印太", "中南") and name in text:
            told.setdefault(name[0], set()).add(code)
    own = {char: next(iter(codes)) for char, codes in told.items() if len(codes) == 1}
    return SINGLES | {char: code for char, code in own.items() if char not in _COMMON}


def prefix(text: str, singles: Mapping[str, str]) -> tuple[int, str] | None:
    """Give the length and code of a country that a text begins with in short (美, 菲國, 中方), or None."""
    if text.startswith("我") and _OFFICE.match(text[1:]):
        return 1, "TW"
    if text[:1] not in singles or _OTHER_WORDS.match(text):
        return None
    plain = _OFFICE.fullmatch(text[2:])
    longer = text[1:2] in ("國", "方") and (plain or not re.match(r"國(?:務|防|會|安|家|臺|土)", text[1:3]))
    return (2 if longer else 1), singles[text[0]]


def compounds(text: str) -> Iterator[tuple[int, str]]:
    """Give the characters that stand for countries written together, each with its code."""
    for match in _COMPOUND.finditer(text):
        if _written_apart(match):
            yield from ((match.start() + i, SINGLES[char]) for i, char in enumerate(match[0]))


def _written_apart(match: re.Match[str]) -> bool:
    before = match.string[max(match.start() - 1, 0) : match.start()]
    if match[0][0] == "加" and before in tuple("參增更追施添附外"):
        return False
    after = match.string[match.end() : match.end() + 1]
    return before not in ("在", "同") and len(set(match[0])) == len(match[0]) and after != "化"
