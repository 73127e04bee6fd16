"""Make one event of a journey that departs on one day and returns on another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from briefgen.ingest.clauses import BLANK
from briefgen.ingest.drafts import Draft

_TRIP = timedelta(days=20)
_DEPARTS = re.compile(r"訪問|訪程|首度訪|出訪|走訪|訪[華中美日韓歐俄陸臺台印]|之行|之旅")
_RETURNS = re.compile(
    r"\W*(?:才|則|再|始|晚間|上午|下午|深夜)?(?:結束[^，。；]{0,12}(?:行程|訪問|之行|訪程|之旅)|返[國抵]|離[開境臺台華京](?!前)|返回|賦歸|搭機返|啟程返)"
)


def is_end_of_journey(draft: Draft) -> bool:
    """The words tell only that somebody went home: 訪問至12日, 9月1日結束八天行程."""
    before = draft.before.replace(BLANK, "")
    return bool(
        re.search(r"(?:訪問|停留|訪|行程)?[至到]$", before) or _RETURNS.match(draft.clause.replace(BLANK, ""))
    )


_LEAVES = re.compile(r"\W*(?:離[開境臺台華京]|返國|臨行|啟程返[國京])[^，。；]{0,3}前")


def leaves(draft: Draft) -> bool:
    """The words tell of the last day of a journey, and of more: 29日離境前獲接見."""
    return _LEAVES.match(draft.clause.replace(BLANK, "")) is not None


def lengthened(drafts: Sequence[Draft], end: Draft) -> bool:
    """Make a departure told before last until this return, and tell whether there was one."""
    for draft in reversed(drafts):
        if draft.passage is not end.passage or end.meant.first - draft.meant.last > _TRIP:
            return False
        same = end.carried or (draft.actors[:1] == end.actors[:1] and bool(end.actors))
        if (
            same
            and draft.meant.first == draft.meant.last < end.meant.first
            and _DEPARTS.search(f"{draft.clause}{end.before}")
        ):
            draft.meant = replace(draft.meant, last=end.meant.last)
            draft.date_text = f"{draft.date_text}…{end.date_text}"
            return True
    return False
