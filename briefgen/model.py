"""What we know: events with their sources, and the registers that explain them.

The records below are the one description of the data: validation, the JSON
Schemas for editors and the columns of spreadsheets all come from them.  Field
descriptions are in the language of the person who fills them in.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date as Day
from datetime import timedelta
from typing import Annotated, Literal

from msgspec import Meta, Struct

Country = Annotated[
    str, Meta(pattern="^[A-Z]{2}$", description="ISO 3166-1 二碼國家（地區）代碼，如 US、JP；歐盟作 EU")
]
Identifier = Annotated[
    str,
    Meta(pattern=r"^[a-z0-9][a-z0-9.-]*$", description="穩定、可讀的代號：小寫拉丁字母、數字、連字號"),
]
Precision = Literal["day", "ten-days", "month", "quarter", "half-year", "year"]
Mode = Literal[
    "visit", "meeting", "video", "call", "speech", "letter", "statement", "document",
    "sanction", "conference", "exercise", "other",
]  # fmt: skip
TaiwanRelevance = Literal["none", "mentioned", "direct"]
BodyKind = Literal[
    "organisation",
    "forum",
    "treaty",
    "initiative",
    "government",
    "ministry",
    "legislature",
    "alliance",
    "company",
    "other",
]
OutletKind = Literal[
    "official", "agency", "newspaper", "broadcaster", "magazine", "journal", "think-tank", "report", "web"
]
Calendar = Literal["ce", "roc", "both"]
GroupBy = Literal["actor", "actor-country", "counterpart-country", "body", "month", "none"]
ScoreKey = Literal["importance", "taiwan", "rank", "sources", "recent"]
WindowCalendar = Literal["venue", "taipei", "beijing"]
Citations = Literal["inline", "footnote", "both", "none"]


class Record(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """The common form of all records: frozen, and closed to unknown fields."""


class When(Record, frozen=True):
    """A day, a span of days, or a longer period of which the day is not known.

    Both ends belong to it.  `zone` names the calendar the day is told in (an
    IANA zone: 15 November in Washington is 16 November in Beijing); without it
    the day is the local day of the place where the event happened.
    """

    first: Annotated[Day, Meta(description="第一日")]
    last: Annotated[Day, Meta(description="最後一日")]
    precision: Annotated[Precision, Meta(description="已知到哪一級：日、旬、月、季、半年、年")] = "day"
    zone: Annotated[str, Meta(description="日期所依的時區，如 America/New_York；不填為當地")] | None = None
    time: Annotated[str, Meta(pattern=r"^\d\d:\d\d$", description="當地時刻 HH:MM，有助換算曆日")] | None = (
        None
    )
    words: Annotated[str, Meta(description="原文的時間用語，如「2021年底」")] | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"結束日 {self.last} 早於開始日 {self.first}")

    @classmethod
    def parse(cls, text: str) -> When:
        """Read `2021-09-10`, `2021-09-10/2021-09-15`, `2021-09`, `2021-Q3`, `2021-H2`, `2021`.

        The forms are those of ISO 8601 (intervals with `/`), with quarters and
        half-years as `Q` and `H`.  `2021-11-1x` style decades of a month are
        `2021-11-D1`, `-D2`, `-D3` (上旬, 中旬, 下旬).  ValueError where it is none of these.
        """
        return _parse_when(text.strip())

    def overlaps(self, window: DateWindow) -> bool:
        """Some day of it may fall in the window."""
        return self.first <= window.last and window.first <= self.last

    def __str__(self) -> str:
        return _when_text(self)


class DateWindow(Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """A span of days; both ends belong to it."""

    first: Annotated[Day, Meta(description="第一日")]
    last: Annotated[Day, Meta(description="最後一日")]

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"期間的結束日 {self.last} 早於開始日 {self.first}")

    def __contains__(self, day: Day) -> bool:
        return self.first <= day <= self.last


class Source(Record, frozen=True):
    """One published item that reports an event; the fields of CSL-JSON under plain names."""

    outlet: Annotated[str, Meta(min_length=1, description="媒體或機關名稱，須列於 outlets.yaml")]
    date: Annotated[When, Meta(description="刊出日期；只知年月者可寫 2021-12")] | None = None
    title: Annotated[str, Meta(description="篇名")] | None = None
    author: Annotated[str, Meta(description="作者或機關")] | None = None
    number: Annotated[str, Meta(description="期號、文號")] | None = None
    page: Annotated[str, Meta(description="頁碼")] | None = None
    url: Annotated[str, Meta(pattern="^https?://", description="網址")] | None = None
    accessed: Annotated[Day, Meta(description="查閱日期")] | None = None


class Event(Record, frozen=True):
    """One dated occurrence, in our own words, with at least one source."""

    id: Identifier
    when: Annotated[When, Meta(description="日期或期間，如 2021-09-10、2021-09-10/2021-09-15、2021-09")]
    title: Annotated[str, Meta(min_length=1, description="標題：誰做了什麼")]
    summary: Annotated[str, Meta(min_length=1, description="摘要，用自己的話，句末有句號")]
    actors: Annotated[tuple[str, ...], Meta(min_length=1, description="行為者：人名、機關或國家")]
    mode: Annotated[Mode, Meta(description="形式")]
    sources: Annotated[tuple[Source, ...], Meta(min_length=1, description="來源，至少一則")]
    counterparts: Annotated[tuple[str, ...], Meta(description="對方：人名、機關或國家")] = ()
    countries: Annotated[tuple[Country, ...], Meta(description="涉及的國家（地區）代碼")] = ()
    body: Annotated[str, Meta(description="場合或組織，須列於 bodies.yaml")] | None = None
    session: Annotated[int, Meta(ge=1, description="屆次")] | None = None
    place: Annotated[str, Meta(description="地點")] | None = None
    topics: Annotated[tuple[str, ...], Meta(description="議題")] = ()
    taiwan: Annotated[
        TaiwanRelevance, Meta(description="與臺灣的關聯：none 無、mentioned 提及、direct 直接")
    ] = "none"
    importance: Annotated[int, Meta(ge=1, le=5, description="重要性 1 至 5")] = 3
    marking: Annotated[str, Meta(description="密等；不填則依 briefgen.toml 的預設")] | None = None
    detail: Annotated[str, Meta(description="附註小字：名單、決定內容等")] | None = None
    quotes: Annotated[tuple[str, ...], Meta(description="引語（不含引號）")] = ()
    notes: Annotated[tuple[str, ...], Meta(description="解釋性註腳")] = ()
    remark: Annotated[str, Meta(description="編輯備註，不印出")] | None = None


class Office(Record, frozen=True):
    """A post, and the days on which it was held; an open end is left out."""

    title: Annotated[str, Meta(min_length=1, description="職稱，含國名，如「美國國務卿」")]
    first: Annotated[Day, Meta(description="到任日；不知則不填")] | None = None
    last: Annotated[Day, Meta(description="卸任日；現職不填")] | None = None

    def held_on(self, day: Day) -> bool:
        """The post was held on that day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class Person(Record, frozen=True):
    """Someone who acts; `name` is the form used in Taiwan and the key of the register."""

    name: Annotated[str, Meta(min_length=1, description="臺灣通用譯名，即登錄鍵")]
    country: Country
    latin: Annotated[str, Meta(description="拉丁字母姓名，自然語序")] | None = None
    mainland: Annotated[str, Meta(description="中國大陸譯名")] | None = None
    short: Annotated[str, Meta(description="再次提及時的簡稱，如「習」")] | None = None
    aliases: Annotated[tuple[str, ...], Meta(description="其他寫法")] = ()
    offices: Annotated[tuple[Office, ...], Meta(description="職務與任期，新的在後")] = ()
    well_known: Annotated[bool, Meta(description="首次提及不附拉丁姓名")] = False
    rank: Annotated[int, Meta(ge=1, description="排序層級，1 最高（元首）")] | None = None

    def office_on(self, day: Day) -> Office | None:
        """Give the post held on a day, the last listed where there are several, or None."""
        held = [office for office in self.offices if office.held_on(day)]
        return held[-1] if held else None


class Body(Record, frozen=True):
    """An organisation, forum, treaty or office of state."""

    name: Annotated[str, Meta(min_length=1, description="全稱，即登錄鍵")]
    kind: Annotated[BodyKind, Meta(description="種類")]
    short: Annotated[str, Meta(description="簡稱")] | None = None
    latin: Annotated[str, Meta(description="拉丁字母全名")] | None = None
    abbreviation: Annotated[str, Meta(description="拉丁縮寫，如 PIF")] | None = None
    aliases: Annotated[tuple[str, ...], Meta(description="其他寫法")] = ()
    country: Country | None = None
    members: Annotated[tuple[Country, ...], Meta(description="成員國代碼")] = ()
    well_known: Annotated[bool, Meta(description="首次提及不附拉丁名稱")] = False


class Outlet(Record, frozen=True):
    """Who publishes."""

    name: Annotated[str, Meta(min_length=1, description="名稱，即登錄鍵")]
    kind: Annotated[OutletKind, Meta(description="種類")]
    country: Country | None = None
    aliases: Annotated[tuple[str, ...], Meta(description="其他寫法")] = ()
    latin: Annotated[str, Meta(description="拉丁字母名稱")] | None = None
    publisher: Annotated[str, Meta(description="發行單位，與名稱不同時才填")] | None = None
    url: Annotated[str, Meta(pattern="^https?://", description="網址")] | None = None


class Registers(Struct, frozen=True):
    """The names we know, each register keyed by its name."""

    people: dict[str, Person] = {}
    bodies: dict[str, Body] = {}
    outlets: dict[str, Outlet] = {}


class Catalogue(Struct, frozen=True):
    """The events a reader may see, in order of day and id, with the registers."""

    events: tuple[Event, ...]
    registers: Registers = Registers()


class Author(Record, frozen=True):
    """Who wrote a brief."""

    name: Annotated[str, Meta(description="姓名或單位")]
    post: Annotated[str, Meta(description="職稱")] | None = None


class Chapter(Record, frozen=True):
    """The place of a brief in the larger report: 陸、外交 is ordinal 6, name 外交."""

    ordinal: Annotated[int, Meta(ge=1, le=99, description="第幾章：6 印作陸")]
    name: Annotated[str, Meta(description="章名，如外交")]


class KeyPoint(Record, frozen=True):
    """One of the points at the head of a brief, and the events that carry it."""

    text: Annotated[str, Meta(min_length=1, description="一至三句，句末有句號")]
    events: Annotated[tuple[Identifier, ...], Meta(description="支持此要點的事件代號")] = ()


class Choice(Record, frozen=True):
    """An event put in or left out by hand, with the reason that is printed."""

    event: Identifier
    reason: Annotated[str, Meta(min_length=1, description="理由，會印在選材說明裡")]
    theme: Identifier | None = None


class Picture(Record, frozen=True):
    """A picture of an edition: a file in `editions/<id>/`, and the words that stand for it."""

    src: Annotated[str, Meta(min_length=1, description="檔名：PNG、JPEG 或 SVG，放在 editions/<期別>/")]
    alt: Annotated[str, Meta(min_length=1, description="替代文字：看不到圖的人要知道什麼")]
    caption: Annotated[str, Meta(description="圖說")] | None = None
    source: Annotated[str, Meta(description="圖片來源，名稱或網址")] | None = None


class ShortName(Record, frozen=True):
    """A short form that the text declares at the first mention: 中國大陸（下稱大陸）."""

    name: Annotated[str, Meta(min_length=1, description="全稱")]
    short: Annotated[str, Meta(min_length=1, description="簡稱")]


class Edition(Record, frozen=True):
    """One issue of the brief: the front matter of `editions/<id>.md`."""

    id: Identifier
    title: Annotated[str, Meta(description="題名")]
    window: Annotated[DateWindow, Meta(description="涵蓋期間")]
    date: Annotated[Day, Meta(description="本文日期")]
    chapter: Annotated[Chapter, Meta(description="在整本報告中的章次")] | None = None
    key_points: Annotated[tuple[KeyPoint, ...], Meta(description="重點，印在篇首")] = ()
    authors: Annotated[tuple[Author, ...], Meta(description="主稿人")] = ()
    pins: Annotated[tuple[Choice, ...], Meta(description="指定列入的事件")] = ()
    bans: Annotated[tuple[Choice, ...], Meta(description="指定剔除的事件")] = ()
    limits: Annotated[
        dict[Identifier, Annotated[int, Meta(ge=1)]],
        Meta(description="本期各主題最多列幾則，勝過規則與讀者範本的限額"),
    ] = {}
    subject: Annotated[str, Meta(description="主旨，寫入檔案屬性")] | None = None
    keywords: Annotated[tuple[str, ...], Meta(description="關鍵詞，寫入檔案屬性")] = ()
    marking: Annotated[str, Meta(description="密等，見 briefgen.toml；印在每頁右上")] | None = None
    condition: Annotated[str, Meta(description="解密條件或保密期限，如「本件於公布時解密」")] | None = None
    kind: (
        Annotated[
            Identifier,
            Meta(
                description="為哪一種讀者而寫（templates/ 下的資料夾名）；build 未指定 --audience 時即做這一種"
            ),
        ]
        | None
    ) = None
    series: Annotated[str, Meta(description="系列或刊物名稱，印在頁首")] | None = None
    volume: Annotated[str, Meta(description="卷期，如「第1卷第4期」")] | None = None
    issue: Annotated[str, Meta(description="期號，如「No. 12」")] | None = None
    label: Annotated[str, Meta(description="欄目，如「時　評」")] | None = None
    first_page: Annotated[int, Meta(ge=1, description="起始頁碼")] | None = None
    image: Annotated[Picture, Meta(description="篇首圖片")] | None = None
    disclaimer: Annotated[str, Meta(description="編按")] | None = None
    imprint: Annotated[tuple[str, ...], Meta(description="版權頁各行")] = ()
    short_names: Annotated[tuple[ShortName, ...], Meta(description="首次提及時宣告的簡稱")] = ()


class SectionPlan(Record, frozen=True):
    """A section of an audience's brief: which theme fills it."""

    theme: Identifier
    title: Annotated[str, Meta(description="小節標題；不填用主題的標題")] | None = None
    limit: Annotated[int, Meta(ge=1, description="最多列幾則")] | None = None
    group_by: (
        Annotated[
            GroupBy,
            Meta(
                description="節內小標題的依據：actor、actor-country、counterpart-country、body、month；none 不分"
            ),
        ]
        | None
    ) = None
    group_heading: Annotated[str, Meta(description="小標題的寫法，{name} 代入名稱，如「{name}方面」")] = (
        "{name}"
    )
    score: Annotated[
        dict[ScoreKey, float],
        Meta(description="有限額時的取捨：importance、taiwan、rank、sources、recent 各乘以多少再相加"),
    ] = {}
    exclusive: Annotated[bool, Meta(description="前面各節已收的事件不再收入，也不占限額")] = False


class Audience(Record, frozen=True):
    """Who a brief is for: `templates/<id>/audience.yaml`."""

    id: Identifier
    title: Annotated[str, Meta(description="讀者的稱呼")]
    sections: Annotated[tuple[SectionPlan, ...], Meta(min_length=1, description="各節依序由哪個主題填入")]
    extends: (
        Annotated[Identifier, Meta(description="沿用哪個讀者範本：沒有寫的設定、範本與樣式都取自它")] | None
    ) = None
    clearance: Annotated[str, Meta(description="讀者可看的最高密等；不填為預設密等")] | None = None
    calendar: Annotated[Calendar, Meta(description="日期：ce 西元、roc 民國、both 民國（西元）")] = "ce"
    citations: Annotated[
        Citations, Meta(description="來源：footnote 註腳、inline 文內、both 兩者、none 不印")
    ] = "footnote"
    names: Annotated[
        Literal["full", "short"], Meta(description="再次提及人物時，主詞用全名 full 或簡稱 short")
    ] = "full"
    repeats: Annotated[
        Literal["full", "short"], Meta(description="重複的來源註腳照印 full，或印作同註n、同前註 short")
    ] = "full"
    style: Annotated[
        Literal["report", "academic"], Meta(description="來源註腳的體例：report 報告、academic 學術")
    ] = "report"
    prose: Annotated[
        Literal["sections", "whole", "none"],
        Meta(description="主編的文字：sections 分別置於各節之首、whole 即為全文、none 不印評述與要點"),
    ] = "sections"
    numbering: Annotated[
        Literal["chapter", "article", "none"],
        Meta(description="標題編號：chapter 一、（一）1、（1），article 壹、一、（一）1、，none 不編"),
    ] = "chapter"
    chronology: Annotated[bool, Meta(description="文末附大事記")] = False
    plots: Annotated[
        tuple[Literal["themes", "timeline"], ...],
        Meta(description="文末附圖：themes 各主題逐月件數、timeline 時間軸"),
    ] = ()
    pages: Annotated[int, Meta(ge=1, description="頁數上限；放不下時刪去較不重要的事件並說明")] | None = None
    digest: Annotated[int, Meta(ge=0, description="各節限額之外，另列於日期表的事件數")] = 0
    entry: (
        Annotated[
            int,
            Meta(ge=10, description="摘要清單每則最多幾個全形字寬（含姓名、日期、來源）；放不下時止於分句"),
        ]
        | None
    ) = None
    again: Annotated[
        Literal["full", "refer"], Meta(description="前面各節已印過的事件：再印全文 full，或印作參見 refer")
    ] = "full"
    formats: Annotated[tuple[Literal["docx", "pdf"], ...], Meta(description="輸出格式")] = ("docx", "pdf")
    attach_data: Annotated[bool, Meta(description="PDF 內附所選事件與來源（JSON、CSV）；不附寫 false")] = True


_DAY = r"\d{4}-\d\d-\d\d"
_WHEN = re.compile(
    rf"(?P<first>{_DAY})(?:/(?P<last>{_DAY}))?|(?P<year>\d{{4}})(?:-(?P<part>\d\d|Q[1-4]|H[12]|\d\d-D[123]))?"
)


def _parse_when(text: str) -> When:
    found = _WHEN.fullmatch(text)
    if found is None:
        raise ValueError(f"看不懂的日期「{text}」")
    if found["first"]:
        first = Day.fromisoformat(found["first"])
        return When(first=first, last=Day.fromisoformat(found["last"]) if found["last"] else first)
    year, part = int(found["year"]), found["part"]
    if part is None:
        return When(first=Day(year, 1, 1), last=Day(year, 12, 31), precision="year")
    if part[0] in "QH":
        months = 3 if part[0] == "Q" else 6
        end = int(part[1]) * months
        precision: Precision = "quarter" if months == 3 else "half-year"
        return When(first=Day(year, end - months + 1, 1), last=_month_end(year, end), precision=precision)
    month = int(part[:2])
    if part[2:]:
        decade = int(part[-1])
        first = Day(year, month, decade * 10 - 9)
        last = _month_end(year, month) if decade == 3 else first + timedelta(days=9)
        return When(first=first, last=last, precision="ten-days")
    return When(first=Day(year, month, 1), last=_month_end(year, month), precision="month")


def _month_end(year: int, month: int) -> Day:
    return Day(year, month, monthrange(year, month)[1])


def _when_text(when: When) -> str:
    first = when.first
    match when.precision:
        case "day":
            return f"{first}" if first == when.last else f"{first}/{when.last}"
        case "ten-days":
            return f"{first:%Y-%m}-D{min(first.day // 10 + 1, 3)}"
        case "month":
            return f"{first:%Y-%m}"
        case "quarter":
            return f"{first.year}-Q{(first.month + 2) // 3}"
        case "half-year":
            return f"{first.year}-H{1 if first.month == 1 else 2}"
        case "year":
            return f"{first.year}"
