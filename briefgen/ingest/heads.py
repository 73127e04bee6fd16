"""Cut the noun phrase off the head of a clause: what stands before its predicate."""

from __future__ import annotations

import re

from briefgen.ingest import words
from briefgen.ingest.parties import Parties

TIME = re.compile(
    r"^(?:當地時間|北京時間|美東時間|臺北時間|凌晨|清晨|早上|上午|下午|晚間|晚上|晚(?=[，,\x00])|深夜|傍晚|中午|午後|午間|稍晚|止(?=[，,])|又|再|則|也|亦|起|當天|即(?!將)|便(?!衣)|就(?=[與和])|續|復(?!交)|先(?=[與和])|隨即|旋即|並|另|[，,、：:｜\s\x00])+"
)
_LATE = re.compile(r"(?:即將|甫|剛|應邀|獲邀|專程)[^，。；○在於]{1,8}之(?=[^，。；]{0,8}○)")
_ROUND = re.compile(
    r"第[\d一二三四五六七八九十]{1,3}[輪次屆](?:[\u4e00-\u9fff]{0,6}(?:磋商|談判|對話|協商))?"
)
_HOSTS = ("召開", "主持", "主辦", "舉辦", "發起", "倡議")
_WHOSE = re.compile(r"[^，。；○]{0,8}的(?=[^，。；]{0,8}○)")


def head(text: str) -> str:
    """Give the last part of a clause's words before its date, without what only leads in."""
    return words.LEADS.sub("", TIME.sub("", text))


def noun_phrase(parties: Parties, text: str) -> str:
    """Give the noun phrase at the head of a clause: up to its predicate, names of parties apart."""
    covered = _covered(parties, text)
    late = _LATE.match(covered)
    for match in words.PREDICATE.finditer(covered, late.end() if late else 0):
        rest = covered[match.end() : match.end() + 1]
        if rest == "的" and match[0] in _HOSTS and match.start() and not text[: match.start()].endswith("的"):
            # 某總統召開的峰會登場: who has called it acts.
            return text[: match.start()]
        if rest == "的" and match.start() < 40:
            continue
        if (
            "○" not in covered[: match.start()]
            and match.start() <= 6
            and _WHOSE.match(covered[match.end() :])
        ):
            # 獲邀來訪的某總理: the words before 的 tell of him.
            continue
        if re.search(r"[與和]$", text[: match.start()]) and re.match(
            r"[^，。]{0,8}的", covered[match.end() :]
        ):
            continue
        return text[: match.start()]
    comma = re.search("[，,。；：:]", covered)
    if comma:
        return text[: comma.start()]
    return text if len(text) <= 40 else ""


def _covered(parties: Parties, text: str) -> str:
    """Cover the names in a clause, so that no verb is found inside one."""
    spans = [(p.start, p.end) for p in parties.find(text)]
    offices = rf"「[^」]*」|《[^》]*》|(?!代表[習李中全國])(?:{words.OFFICES})"
    spans += [m.span() for m in (*re.finditer(offices, text), *_ROUND.finditer(text))]
    for start, end in spans:
        text = text[:start] + "○" * (end - start) + text[end:]
    return text
