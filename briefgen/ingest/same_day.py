"""Tell dates that stand side by side for one day, or share one predicate, from events of their own."""

from __future__ import annotations

import re

from briefgen.ingest.calendar import Meant
from briefgen.ingest.clauses import BLANK, Clause
from briefgen.ingest.words import PREDICATE
from briefgen.zh.dates_in_text import Said

_AGAIN = re.compile(r"\W*(?:也就是|亦即|即)\W*")


def stays(said: Said, reason: str | None) -> bool:
    """Tell whether a date is what those after it go on from, which need no event of it."""
    if reason in ("named", "coming", "measured", "pointed-at", "past"):
        return False
    return reason is None or said.form not in ("quarter", "half-year", "year-part")


def only_leads(clause: Clause, after: Clause) -> bool:
    """大選揭曉後兩天，某甲於11月7日…: the day that is counted is told as a date right after."""
    counted = clause.said.form == "relative" and clause.said.shift not in (0, None)
    dated = after.said.form in ("day", "range", "days") and after.said.month is not None
    leads = not clause.after.strip(f"，, {BLANK}") and not _AGAIN.fullmatch(after.before)
    return counted and dated and leads and not after.note


def is_told_in_figures(clause: Clause, after: Clause) -> bool:
    """大選後2日（1月15日）: the parenthesis tells the day that is counted."""
    bare = after.note and not after.before + after.after and after.start == clause.end + 1
    return clause.said.form == "relative" and bare


def is_told_again(clause: Clause, last: Clause) -> bool:
    """The same day told in another way: 7月1日，即…, 2月10日除夕當晚."""
    between = clause.before or last.after
    if _AGAIN.fullmatch(between):
        return True
    if clause.said.shift == 0 and re.fullmatch(r"(?:甫|剛)?(?:抵達|抵[^，。；]{1,4}|到訪|開幕)", between):
        return True
    same = clause.said.form == "relative" and clause.said.shift == 0 and not clause.before
    return same and len(between) <= 10 and not re.search(rf"[，、：]|{PREDICATE.pattern}", between)


def is_said_in_note(clause: Clause, meant: Meant, kept: list[tuple[Clause, Meant]]) -> bool:
    """A parenthesis right behind a date gives the same day in figures: 10日後（18日）."""
    before = kept[-1] if clause.note and kept and not clause.before + clause.after else None
    return before is not None and before[0].end == clause.start - 1 and before[1].first == meant.first


def shares(text: str, kept: list[tuple[Clause, Meant]], index: int) -> bool:
    """A clause is followed by nothing but a joiner and the next: it has its predicate too."""
    if index + 1 >= len(kept) or kept[index][0].note or kept[index + 1][0].note:
        return False
    return re.fullmatch(r"[、及和與暨]|以及", text[kept[index][0].end : kept[index + 1][0].cut]) is not None
