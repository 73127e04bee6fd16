"""Write candidates down: for programs, for the catalogue, and for a spreadsheet.

An event of the catalogue needs a title and a summary in our own words.  The title is
made of what was read; the summary says that it is to be written, and the words of
the report go into `remark`, which is never printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from briefgen.ingest.candidates import Candidate
from briefgen.ingest.titles import NOBODY, act_of, title_of
from briefgen.model import Event, Source

TO_WRITE = "（摘要待撰寫）"
FOR_REFERENCE = "（原文參考，待改寫）"
_CONCERNS = {
    "date": "日期", "subject": "主詞承上文", "no subject": "主詞", "mode": "形式", "names": "名冊未收的名稱",
    "source": "無來源", "precision": "日期不精確",
}  # fmt: skip


def as_jsonl(candidates: Iterable[Candidate]) -> str:
    """Give one JSON object a line and candidate."""
    return "".join(json.dumps(_plain(one), ensure_ascii=False) + "\n" for one in candidates)


def as_yaml(candidates: Iterable[Candidate]) -> str:
    """Give a file of events for `seeds/events/`; what the catalogue has already is only named in a comment."""
    lines = ["# 由舊報告擷取的候選事件。請逐筆核對日期、人名與來源，並以自己的話撰寫 title 與 summary。"]
    for one in candidates:
        if one.known is not None:
            lines += ["", f"# 目錄已有 {one.known}（{one.file} 第 {one.line} 行）"]
        else:
            lines += ["", *_event_lines(as_event(one))]
    return "\n".join(lines) + "\n"


def as_rows(candidates: Iterable[Candidate]) -> tuple[dict[str, str | int | float], ...]:
    """Give one row of plain cells a candidate, under the headings an analyst reads."""
    return tuple(_row(one) for one in candidates)


def as_event(one: Candidate) -> Event:
    """Give the event that a candidate would be in the catalogue, its summary still to be written."""
    told = act_of(one)
    sources = tuple(Source(outlet=c.outlet, date=when) for c in one.sources for when in c.dates)
    concerns = "、".join(_CONCERNS[sign] for sign in one.uncertain)
    where = f"〔{one.file} 第 {one.line} 行；信心 {one.confidence:.2f}{'；待確認：' + concerns if concerns else ''}〕"
    actors = one.actors or (NOBODY,)
    return Event(
        id=one.id,
        when=one.when,
        title=title_of(one),
        summary=f"{TO_WRITE}{told}。",
        actors=actors,
        counterparts=one.counterparts,
        countries=one.countries,
        body=one.forum,
        session=one.session,
        mode=one.mode,
        place=one.place,
        taiwan="mentioned"
        if any(word in one.passage for word in ("臺灣", "台灣", "臺海", "台海"))
        else "none",
        sources=sources or (Source(outlet=one.file),),
        remark=f"{FOR_REFERENCE}{one.passage}{where}",
    )


def _plain(one: Candidate) -> dict[str, object]:
    return {
        "id": one.id,
        "start": str(one.when.first),
        "end": str(one.when.last),
        "precision": one.when.precision,
        "date_text": one.date_text,
        "actors": list(one.actors),
        "counterparts": list(one.counterparts),
        "countries": list(one.countries),
        "forum": one.forum,
        "session": one.session,
        "mode": one.mode,
        "place": one.place,
        "section": "／".join(one.section),
        "themes": list(one.themes),
        "sources": [{"outlet": c.outlet, "dates": [str(when) for when in c.dates]} for c in one.sources],
        "citation_text": one.citation_text,
        "passage": one.passage,
        "file": one.file,
        "line": one.line,
        "confidence": one.confidence,
        "uncertain": list(one.uncertain),
        "unregistered": list(one.unregistered),
        "known": one.known,
    }


def _event_lines(event: Event) -> list[str]:
    """Write one event in the YAML of the seeds; a text is quoted as in JSON, which is YAML too."""
    sources = [
        f"    - {{outlet: {_quoted(source.outlet)}{f', date: {source.date}' if source.date else ''}}}"
        for source in event.sources
    ]
    fields: list[tuple[str, object]] = [
        ("when", str(event.when)), ("title", _quoted(event.title)), ("summary", _quoted(event.summary)),
        ("actors", _listed(event.actors)), ("counterparts", _listed(event.counterparts)),
        ("countries", _listed(event.countries)), ("body", event.body and _quoted(event.body)),
        ("session", event.session), ("mode", event.mode), ("place", event.place and _quoted(event.place)),
        ("taiwan", None if event.taiwan == "none" else event.taiwan), ("remark", event.remark and _quoted(event.remark)),
    ]  # fmt: skip
    written = [f"  {name}: {value}" for name, value in fields if value]
    return [f"- id: {event.id}", *written, "  sources:", *sources]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _listed(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]" if texts else ""


def _row(one: Candidate) -> dict[str, str | int | float]:
    return {
        "採用": "已有" if one.known else "",
        "代號": one.id,
        "日期": str(one.when),
        "原文日期": one.date_text,
        "行為者": "、".join(one.actors),
        "對方": "、".join(one.counterparts),
        "國家": "、".join(one.countries),
        "場合": one.forum or "",
        "屆次": one.session or "",
        "形式": one.mode,
        "主題": "、".join(one.themes),
        "來源": "；".join(f"{c.outlet}，{'、'.join(map(str, c.dates))}" for c in one.sources),
        "章節": "／".join(one.section),
        "原文（參考）": one.passage,
        "檔案": one.file,
        "行": one.line,
        "信心": one.confidence,
        "待確認": "、".join(_CONCERNS[sign] for sign in one.uncertain),
        "名冊未收": "、".join(one.unregistered),
        "目錄已有": one.known or "",
    }
