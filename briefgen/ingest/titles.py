"""Make a working title for a candidate: who does what with whom, of what was read alone.

An analyst writes a better one; this one tells candidates apart in a list.  To word a
kind of event in another way: its function in _ACTS.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from briefgen.ingest.candidates import Candidate
from briefgen.ingest.words import FORUMS
from briefgen.model import Mode
from briefgen.names import country_name

NOBODY = "（待確認）"
_MEETS = re.compile(rf"(?:{FORUMS}|公約|會晤|會談|(?<!協)會|中心|大學|學院|研究所)$")
_PUBLISHES = "簽署|簽訂|通過|公布|發布|發表|發出|頒布|提出"
_MANY = 3


def title_of(one: Candidate) -> str:
    """Give who acts and what is done, without a stop."""
    return f"{_listed(one.actors) or NOBODY}{act_of(one)}"


def act_of(one: Candidate) -> str:
    """Give what is done, as the words that follow who acts."""
    return _ACTS[one.mode](one)


def _listed(names: tuple[str, ...]) -> str:
    return "、".join(names[:_MANY]) + ("等" if len(names) > _MANY else "")


def _others(one: Candidate) -> str:
    return _listed(tuple(name for name in one.counterparts if name != one.forum))


def _meeting(one: Candidate) -> str:
    """Give the name of the meeting with its session, empty where its own name acts."""
    if one.forum is None or one.forum in one.actors:
        return ""
    own = one.forum
    for actor in one.actors:
        own = own.removeprefix(actor)
    name = own if _MEETS.search(own) else f"{own}會議"
    if one.session is None:
        return name
    counted = re.search(rf"第\s*{one.session}\s*(?P<by>[屆次輪])", one.passage)
    by = counted["by"] if counted else "屆"
    return f"第{one.session}{by}{name}" if one.session > 1 or counted else f"首屆{name}"


def _visit(one: Candidate) -> str:
    lands = {country_name(code) for code in one.countries}
    where = _listed(tuple(name for name in one.counterparts if name in lands)) or one.place
    return f"訪問{where}" if where else "出訪"


def _meet(one: Candidate) -> str:
    others, meeting = _others(one), _meeting(one)
    if others:
        return f"與{others}會晤"
    if len(one.actors) > 1:
        return f"於{meeting}會晤" if meeting else "會晤"
    return f"出席{meeting}" if meeting else "舉行會談"


def _video(one: Candidate) -> str:
    others, meeting = _others(one), _meeting(one)
    if others:
        return f"與{others}視訊會晤"
    if re.search("視訊|視頻|線上", meeting):
        return f"出席{meeting}"
    return f"視訊出席{meeting}" if meeting else "視訊會晤" if len(one.actors) > 1 else "視訊與會"


def _speak(one: Candidate) -> str:
    return f"在{_meeting(one)}發表演說" if _meeting(one) else "發表演說"


def _state(one: Candidate) -> str:
    there = one.forum and re.search(rf"[在於][^，。；]{{0,12}}{re.escape(one.forum)}", one.passage)
    return f"在{_meeting(one)}發表談話" if there and _meeting(one) else "發表聲明或談話"


def _write(one: Candidate) -> str:
    if one.document:
        verb = re.search(rf"(?P<verb>{_PUBLISHES})[^「《，]{{0,16}}{re.escape(one.document)}", one.passage)
        act = f"{verb['verb'] if verb else '發表'}{one.document}"
        return _with(one, act) if act.startswith("簽") else act
    return f"與{_others(one)}簽署或發布文件" if _others(one) else "發布文件"


def _confer(one: Candidate) -> str:
    if one.forum in one.actors:
        return "舉行會議"
    if not _is_someone(one):
        return "舉行"
    if one.actors and (one.forum or "").startswith(one.actors[0]):
        return f"舉行{_meeting(one)}"
    return f"出席{_meeting(one)}" if _meeting(one) else "出席會議"


def _is_someone(one: Candidate) -> bool:
    """Tell whether somebody acts, and not a meeting that is only held."""
    return not one.actors or not _MEETS.search(one.actors[0])


def _drill(one: Candidate) -> str:
    """Name those who drill together; where an exercise is held tells against whom."""
    together = [
        name for name in one.counterparts if re.search(rf"[與和同][^，。；]{{0,10}}{name}", one.passage)
    ]
    return f"與{_listed(tuple(together))}舉行演習" if together else "舉行演習"


def _with(one: Candidate, act: str, joiner: str = "與") -> str:
    return f"{joiner}{_others(one)}{act}" if _others(one) else act


_ACTS: dict[Mode, Callable[[Candidate], str]] = {
    "visit": _visit,
    "meeting": _meet,
    "video": _video,
    "call": lambda one: _with(one, "通話"),
    "speech": _speak,
    "letter": lambda one: f"致函{_others(one) or _meeting(one)}" if one.counterparts or one.forum else "致函",
    "statement": _state,
    "document": _write,
    "sanction": lambda one: _with(one, "採取制裁或管制措施", "對"),
    "conference": _confer,
    "exercise": _drill,
    "other": lambda one: "（事由待補）",
}
