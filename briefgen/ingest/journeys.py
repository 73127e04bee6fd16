"""Join what tells of one journey or meeting: departure and return, how many days, the day after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from briefgen.ingest.calendar import Meant
from briefgen.ingest.clauses import BLANK, Clause
from briefgen.ingest.drafts import Draft
from briefgen.zh.figures import number

_TRIP = timedelta(days=20)
_DEPARTS = re.compile(
    r"首訪|抵[美華京臺日俄韓英法德]|訪問|訪程|首度訪|出訪|走訪|訪[華中美日韓歐俄陸臺台印]|之行|之旅"
)
_RETURNS = re.compile(
    r"\W*(?:才|則|再|始|晚間|上午|下午|深夜)?(?:結束[^，。；]{0,12}(?:行程|訪問|之行|訪程|之旅)|返[國抵美中英法德日俄澳韓印京臺]|離[開境臺台華京](?!前)|返回|賦歸|搭機返|啟程返)"
)


def is_end_of_journey(draft: Draft) -> bool:
    """The words tell only that somebody went home: 訪問至12日, 9月1日結束八天行程."""
    before = draft.before.replace(BLANK, "")
    return bool(
        re.search(r"(?:訪問|停留|訪|行程)?[至到]$", before) or _RETURNS.match(draft.clause.replace(BLANK, ""))
    )


_LASTS = re.compile(
    r"^[^。；]{0,40}?(?:為期|展開|進行|開始|啟程|舉行|召開|作)[^，。；]{0,6}?(?P<days>\d{1,2}|[二兩三四五六七八九十])[天日](?:[之的][^，。；]{0,10}?|[^，。；的]{0,6}?)"
    r"(?:訪問|訪[華中美日韓歐俄臺越]|訪程|行程|之行|之旅|會議|會談|演習|演訓|軍演|考察|論壇|年會|峰會|巡航|對話)"
    r"|^[^。；]{0,30}?(?:訪問|訪|停留)[^，。；\d]{0,8}?(?P<stay>\d{1,2}|[二兩三四五六七八九十])[天日](?=[，。；]|$)"
    r"|^[^，。；]{0,16}?(?:用|花|以)(?P<spent>\d{1,2}|[二兩三四五六七八九十])[天日](?:的?時間)?(?:走訪|訪問|遍訪|出訪)"
    r"|^[^。；]{0,24}?(?:訪問|出訪|之行|演習|舉行|召開|登場|展開|抵|來訪|率團)[^。；]{0,30}?，為期(?P<long>\d{1,2}|[二兩三四五六七八九十])[天日](?=[，。；]|$)"
)
_ENDS = re.compile(r"結束|完成|返[國抵]|將|預計|計畫")


def lasting(draft: Draft) -> Meant:
    """Give the days of a draft, to the last where it says how many: 抵達北京，展開四天的訪問."""
    meant = draft.meant
    found = _LASTS.match(draft.clause.replace(BLANK, ""))
    if found is None or meant.precision != "day" or meant.first != meant.last or _ENDS.search(found[0]):
        return meant
    told = found["days"] or found["stay"] or found["spent"] or found["long"]
    days = 2 if told == "兩" else number(told) or 1
    return replace(meant, last=meant.first + timedelta(days=days - 1), sure=False)


_COUNTED = re.compile(
    r"(?P<what>高?峰會|會談|會晤|大會|論壇|年會|全會|訪問|演說|演習|選舉|大選|就職|通話|會議)(?:結束|閉幕|落幕|登場|典禮)?之?後?的?$"
)
_ARRIVES = re.compile(r"(?:抵|抵達|到訪|到達|飛抵|開幕|啟程|展開)的?$")


def counted_from(clause: Clause, drafts: Sequence[Draft], last: Meant | None) -> Meant | None:
    """Give what a day is counted from that tells it itself: 峰會結束後翌日, 甫抵當日; else None."""
    if clause.said.form != "relative" or last is None:
        return None
    before = clause.before.replace(BLANK, "")
    if clause.said.shift == 0:
        begins = last.precision == "day" and last.first < last.last and _ARRIVES.search(before)
        return replace(last, last=last.first) if begins else None
    what = _COUNTED.search(before)
    if what is None:
        return None
    told = (
        d
        for d in reversed(drafts[-12:])
        if what["what"] in f"{d.before}{d.clause}" and d.meant.precision == "day"
    )
    return next((d.meant for d in told), None)


_LEAVES = re.compile(r"\W*(?:離[開境臺台華京]|返國|臨行|啟程返[國京])[^，。；]{0,3}前")


def leaves(draft: Draft) -> bool:
    """The words tell of the last day of a journey, and of more: 29日離境前獲接見."""
    return _LEAVES.match(draft.clause.replace(BLANK, "")) is not None


def lengthened(drafts: Sequence[Draft], end: Draft) -> Draft | None:
    """Make a departure told before last until this return, and give it; None where there was none."""
    for draft in reversed(drafts):
        if draft.passage is not end.passage or end.meant.first - draft.meant.last > _TRIP:
            return None
        same = end.carried or (draft.actors[:1] == end.actors[:1] and bool(end.actors))
        if (
            same
            and draft.meant.first < end.meant.first
            and (draft.meant.first == draft.meant.last or draft.meant.last == end.meant.first)
            and _DEPARTS.search(f"{draft.clause}{end.before}")
        ):
            if draft.meant.last == end.meant.last:
                return draft
            draft.meant = replace(draft.meant, last=end.meant.last)
            draft.date_text = f"{draft.date_text}…{end.date_text}"
            return draft
    return None
