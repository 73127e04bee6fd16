"""The columns of a spreadsheet of events, derived from the records of `model.py`.

A record inside a record becomes columns with a dot (`when.first`).  The sources of an
event have a sheet of their own, or columns with a number (`sources.1.outlet`).  A new
field of a record needs its Chinese header in HEADERS, and its choices theirs in `faults/labels.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

import msgspec
from msgspec import inspect as mi

from briefgen.catalogue.plain import in_order
from briefgen.faults.labels import LABELS
from briefgen.model import Event, Source, When

Kind = Literal["text", "list", "day", "number", "choice"]

HEADERS: dict[str, str] = {
    "id": "代號",
    "when": "日期",
    "when.first": "開始日",
    "when.last": "結束日",
    "when.precision": "日期精度",
    "when.zone": "時區",
    "when.time": "當地時刻",
    "when.words": "原文時間用語",
    "title": "標題",
    "summary": "摘要",
    "actors": "行為者",
    "mode": "形式",
    "counterparts": "對方",
    "countries": "國家",
    "body": "場合",
    "session": "屆次",
    "place": "地點",
    "topics": "議題",
    "taiwan": "與臺灣的關聯",
    "importance": "重要性",
    "marking": "密等",
    "detail": "附註小字",
    "quotes": "引語",
    "notes": "註腳",
    "remark": "編輯備註",
    "sources.outlet": "媒體",
    "sources.date": "刊出日期",
    "sources.date.first": "刊出日",
    "sources.date.last": "刊出迄日",
    "sources.date.precision": "刊出日精度",
    "sources.date.zone": "刊出日時區",
    "sources.date.time": "刊出時刻",
    "sources.date.words": "刊出日用語",
    "sources.title": "篇名",
    "sources.author": "作者",
    "sources.number": "期號",
    "sources.page": "頁碼",
    "sources.url": "網址",
    "sources.accessed": "查閱日期",
}

EVENT_SHEET = ("事件", "events")
SOURCE_SHEET = ("來源", "sources")
EVENT_OF_SOURCE = ("事件代號", "event")
HASH = ("核對碼", "hash")
TICK = ("採用", "tick")  # of candidates, only the rows ticked here are taken
YES = frozenset("✓ ✔ ☑ ✅ v y yes ok 是 要 採用 1 true".split())  # noqa: SIM905
NO = frozenset("✗ ✘ ☐ ❌ n no 否 不 不要 不採用 已有 0 false - －".split()) | {""}  # noqa: SIM905
# What people head columns with that have another name here.
USUAL: dict[str, str] = {
    "題目": "標題", "名稱": "標題", "事件": "標題", "事件名稱": "標題", "主旨": "標題",
    "內容": "摘要", "說明": "摘要", "描述": "摘要", "事件摘要": "摘要", "內容摘要": "摘要",
    "編號": "代號", "序號": "代號", "時間": "開始日", "起日": "開始日", "事件日期": "開始日", "迄日": "結束日",
    "人物": "行為者", "主體": "行為者", "主詞": "行為者", "行為人": "行為者", "對象": "對方", "相對人": "對方",
    "國別": "國家", "涉及國家": "國家", "類型": "形式", "類別": "形式", "方式": "形式",
    "組織": "場合", "論壇": "場合", "會議": "場合", "場所": "地點", "城市": "地點", "主題": "議題", "關鍵字": "議題",
    "涉臺": "與臺灣的關聯", "涉台": "與臺灣的關聯", "重要度": "重要性", "等級": "密等", "機密等級": "密等",
    "備註": "編輯備註", "附註": "附註小字", "出處": "媒體", "媒體名稱": "媒體", "報導日期": "刊出日",
    "發布日期": "刊出日", "文章": "篇名", "篇題": "篇名", "連結": "網址", "超連結": "網址",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the path of its field, its header, what stands in it and what help it gives."""

    path: tuple[str, ...]
    header: str
    kind: Kind
    help: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    required: bool = False

    @property
    def field(self) -> str:
        """Give the field's name as it is written in data, with dots."""
        return ".".join(self.path)


@cache
def event_columns() -> tuple[Column, ...]:
    """Give the columns of an event, without those of its sources."""
    return tuple(sorted(_columns(Event, ""), key=lambda column: in_order(column.path[0])))


@cache
def source_columns() -> tuple[Column, ...]:
    """Give the columns of a source; paths begin inside the source."""
    return tuple(_columns(Source, "sources."))


def _columns(kind: type[msgspec.Struct], prefix: str, above: tuple[str, ...] = ()) -> list[Column]:
    described = mi.type_info(kind)
    assert isinstance(described, mi.StructType)
    found: list[Column] = []
    for field in described.fields:
        path = (*above, field.encode_name)
        meaning, help = _bare(field.type)
        if isinstance(meaning, mi.StructType) and meaning.cls is When:
            found += _columns(When, prefix, path)
        elif not (isinstance(meaning, mi.VarTupleType) and isinstance(meaning.item_type, mi.StructType)):
            header = HEADERS[prefix + ".".join(path)]
            labels = tuple(LABELS[field.encode_name].items()) if isinstance(meaning, mi.LiteralType) else ()
            found.append(Column(path, header, _kind(meaning), help, labels, field.required))
    return found


def _bare(kind: mi.Type) -> tuple[mi.Type, str]:
    """Give a type without its wrappers, and its description."""
    help = ""
    while True:
        match kind:
            case mi.Metadata():
                help = help or str((kind.extra_json_schema or {}).get("description", ""))
                kind = kind.type
            case mi.UnionType():
                kind = next(part for part in kind.types if not isinstance(part, mi.NoneType))
            case _:
                return kind, help


def _kind(kind: mi.Type) -> Kind:
    kinds: dict[type, Kind] = {
        mi.VarTupleType: "list",
        mi.DateType: "day",
        mi.IntType: "number",
        mi.LiteralType: "choice",
    }
    return kinds.get(type(kind), "text")


# ---- finding the column of a header ---------------------------------------------------

_NUMBERED = re.compile(r"(?:來源|sources?)[\s.・:：]*(\d*)[\s.・:：]*(.+)", re.IGNORECASE)


def find_event_column(header: str) -> tuple[Column, int | None] | None:
    """Give the column a header of the sheet of events names, with the number of its source, or None."""
    text = header.strip()
    if column := _named(text, event_columns(), ""):
        return column, None
    if found := _NUMBERED.fullmatch(text):
        column = find_source_column(found[2])
        return (column, int(found[1] or 1)) if column else None
    return None


def find_source_column(header: str) -> Column | None:
    """Give the column a header of the sheet of sources names, or None."""
    return _named(header.strip(), source_columns(), "sources.")


def known_headers() -> tuple[str, ...]:
    """Give every header there is, in Chinese and as field names."""
    columns = (*event_columns(), *source_columns())
    return tuple(dict.fromkeys((*HEADERS.values(), *(column.field for column in columns), "when", "date")))


def _named(text: str, columns: tuple[Column, ...], prefix: str) -> Column | None:
    for column in columns:
        if text == column.header or text.lower() == column.field:
            return column
    short = {HEADERS[f"{prefix}{name}"]: name for name in ("when", "date") if f"{prefix}{name}" in HEADERS}
    name = short.get(text, text.lower())
    return Column((name,), text, "day") if f"{prefix}{name}" in HEADERS and name in short.values() else None
