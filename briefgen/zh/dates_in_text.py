"""Find dates in running text, as far as they say something themselves.

`find_dates` gives each as a Said: what it names and what it leaves to the text
around it (a year, a month, 同日).  Which day that is, the reader of the text must
know; see `ingest.calendar`.  To add a form: a line in _FORMS, and how its parts are
read in `_said` where they are new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from briefgen.zh.figures import number

Form = Literal[
    "day", "days", "range", "ten-days", "month", "months", "quarter", "half-year", "year-part", "year",
    "years", "relative", "since", "edge", "eve",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A date as the text says it, from `start` to `end`; None is what it does not say.

    `year_word` is 今, 去, 明, 前, 同 or 次 where the year is told by a word, besides the
    year itself where it stands in parentheses; `month_word` 同, 次 or 上 likewise.
    `to` is the other end of a range; `days` are those of an enumeration; `part` is
    the third of a month (1 to 3), the quarter or the half, or the first (1) or last (2)
    day of what was told last; `shift` the days from the day last told.
    """

    start: int
    end: int
    text: str
    form: Form
    year: int | None = None
    year_word: str | None = None
    month: int | None = None
    month_word: str | None = None
    day: int | None = None
    days: tuple[int, ...] = ()
    part: int | None = None
    shift: int | None = None
    to: Said | None = None


_N = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_YEAR = (
    r"(?:(?:西元|公元)?\d{4}年(?!代|度預算)|(?:西元|公元)?\d{4}[（(](?:民國)?\d{2,3}年?[）)]年?|[二一][〇○零一二三四五六七八九]{3}年"
    r"|(?:中華)?民國[\d一二三四五六七八九十百零〇]{1,5}(?:年?[（(](?:西元)?\d{4}年?[）)])?年|\d{2,3}[（(]\d{4}年?[）)]年"
    r"|(?<!\d)(?:9\d|1[0-4]\d)年(?=" + _N + r"月|[初底末])"
    r"|[今去明前本同當翌隔次昨][（(](?:民國)?\d{2,4}年?[）)]年?|[今去明前本同當翌隔次昨]年(?:[（(]\d{2,4}年?[）)])?)"
)
_MONTH = rf"(?:{_N}月(?!球|亮|費|薪|租|票|台|臺)(?:份)?|(?<!不)[同本當該次翌上隔](?:個)?月(?:份)?)"
_TO = r"起?(?:至|到|迄|~|～|-|－|–|—|─|―|﹣|‑|〜){1,2}"
_HOUR = r"(?:凌晨|清晨|上午|中午|正午|下午|晚間)?(?:\d{1,2}[時點](?:\d{1,2}分|半|整)?)?"
_SIDE = r"(?:[（(](?:週|周|星期)?[一二三四五六日天][）)])?"
_HAN = "\u4e00-\u9fff"
# What follows a day that is told by one numeral: 於七日召見, 發言人五日表示.
_DOES = r"(?:上午|下午|晚間|晚上|清晨|凌晨|深夜|中午)?(?:在|於|與|和|向|就|對|以|則|也|亦|即|再|又|應|正式|共同|首度|分別|[召約會接]見|會晤|會談|會面|表示|宣布|指出|發[表布出]|公[布告開]|證實|強調|警告|批評|抨擊|回應|簽署|舉行|召開|致[電函詞辭]|赴|抵|訪|出席|前往|通過|提出|重申|呼籲|譴責|聲明|啟程|返)"
_COUNT = r"(?:\d{1,2}|[一二兩三四五六七八九十])"

_SAME = r"(?:同[日天](?![本圓])|當[日天](?![然本])|即日|是日|同一天)"
_NEXT = r"(?:翌日|次日|隔日|隔天|第二天)"

_FORMS: tuple[tuple[str, str], ...] = (
    ("since", rf"(?:(?P<same>{_SAME})|(?P<next>{_NEXT})){_TO}(?P<m2>{_MONTH})?(?P<d2>{_N})[日號](?!內|間|左右)"),
    ("range", rf"(?P<y>{_YEAR})?(?P<m>{_MONTH})?(?P<d>{_N})(?:[日號]{_HOUR})?[日號]?{_SIDE}{_TO}(?:(?P<y2>{_YEAR})?(?P<m2>{_MONTH}))?(?P<d2>{_N})[日號](?!內|左右)(?(m)|(?!間))"),
    ("days", rf"(?P<y>{_YEAR})?(?P<m>{_MONTH})?(?P<ds>{_N}[日號]?(?:[、及和與]{_N}[日號]?)*[、及和與]{_N})(?:兩|二|三|四)?[日號](?!內|間)"),
    ("day", rf"(?P<y>{_YEAR})?(?P<m>{_MONTH})(?P<d>{_N})[日號]"),
    ("numeric", r"(?<![\d.])(?P<ny>\d{4})(?P<sep>[./-])(?P<nm>\d{1,2})(?P=sep)(?P<nd>\d{1,2})(?![\d.])"),
    ("months", rf"(?P<y>{_YEAR})?(?P<m>{_N})月?(?:份)?{_TO}(?:(?P<y2>{_YEAR})?)(?P<m2>{_N})月(?:份)?(?!{_N}[日號])"),
    ("ten-days", rf"(?P<y>{_YEAR})?(?P<m>{_MONTH})(?P<p>上旬|中旬|下旬|初|中(?!國|共|方|美|俄|日|旬|歐|東|朝|韓)|底|末|上半月|下半月)"),
    ("month", rf"(?P<y>{_YEAR})?(?P<m>{_MONTH})"),
    ("quarter", rf"(?P<y>{_YEAR})?(?:第(?P<q>[一二三四1-4])季度?|Q(?P<q2>[1-4]))"),
    ("half-year", rf"(?P<y>{_YEAR})?(?P<h>[上下])半年"),
    ("years", rf"(?P<y>\d{{4}})年?{_TO}(?P<y2>\d{{4}})年"),
    ("year-part", rf"(?P<y>{_YEAR})(?P<yp>底|初|中(?!國|共|方|美|俄|歐|東|期)|末|春|夏|秋|冬)"),
    ("year", rf"(?P<y>{_YEAR})"),
    ("relative", rf"(?P<same>{_SAME}|當[晚夜]|同晚)|(?P<next>{_NEXT})|(?P<before>前一[日天]|前1[日天])"
                 rf"|(?:過後)(?P<n1>{_COUNT})[日天]|(?<=後)(?P<n4>{_COUNT})[日天](?=[，,（(\x00])|(?<=[談會選晤問])前(?P<n5>{_COUNT})[日天](?=[，,])|(?P<n2>{_COUNT})[日天](?:過後|之?後(?!的))|(?P<n3>{_COUNT})[日天]之?前(?!後)"
                 rf"|(?<!不到)(?P<w1>[一二三兩1-3])個?(?:週|周|星期)(?:過後|之?後(?!的))"),
    ("edge", r"(?P<e1>(?<=[會壇問習程演話])的?(?:首日|第一天)|(?<=，)首日(?=[即便就獲])|開幕(?:首|當)?[日天](?!期))|(?P<e2>最後一[日天]|閉幕當[日天])"),
    ("eve", r"(?<!正式)前[夕]"),
    ("first", rf"(?:^|(?<=[，。；、\x00]))(?P<bd>[一二三四五六七八九十])日(?=[於在與和同會出抵赴訪發宣簽並又再續獲，]|{_DOES})"),
    ("numeral", rf"(?:(?<=[於在])|(?<=[{_HAN}])(?<![為期第每共計達近逾約餘前後上行開了短數幾多滿僅另某僅兩整首末過隔工假節生今明昨次當同翌即是終十月年]))(?P<bd>[二三四五六七八九十])日(?={_DOES})"),
    ("bare", r"(?<![\d.,第一二三四五六七八九十百千萬餘數近逾約半每])(?P<bd>\d{1,2}|[十廿][一二三四五六七八九]|二十[一二三四五六七八九]?|三十一?)(?P<bu>[日])(?!本|圓|元|均|內|間|之內|以內|以上|餘|多|來|之久|遊|期|的(?:時間|期限|假期|行程|訪問|訪期)|時間|期限|假期|訪期)"),
)  # fmt: skip
# 10.11-12訪印度, 11/5出席: figures with points or strokes, in texts that write their dates so.
_M = r"(?<![\d.A-Za-z/－-])(?<!(?<!北)約)(?<![達逾近僅共計為是升降增減長漲跌第值占破數率幅])(?P<m>1[0-2]|[1-9])[./](?P<d>3[01]|[12]\d|0?[1-9])"
_D2 = r"(?:3[01]|[12]\d|0?[1-9])"
_NO_MORE = r"(?![\d./%％‰萬億兆倍級版度折元噸歲年月時分秒個人次項架艘名位件點成百千代吋寸米尺克斤平升層]|日(?!本)|美[元金]|英[里鎊]|歐元|小時|公[里尺斤頃噸]|海[里浬])"
_DOTTED: tuple[tuple[str, str], ...] = (
    ("range", rf"{_M}[-–~～－至](?:(?P<m2>1[0-2]|[1-9])[./])?(?P<d2>{_D2}){_NO_MORE}"),
    ("days", _M.replace("(?P<d>", "(?P<ds>") + rf"(?P<more>(?:、{_D2})+){_NO_MORE}"),
    ("day", rf"{_M}{_NO_MORE}"),
)
# No date begins with another character: most of a text is passed over at once.
_FIRST = "\\d○〇零一二三四五六七八九十廿卅兩民中西公今去明前本同當翌隔次昨該上下第Q是過即隔開最閉首的"


def _one_pattern(forms: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    """Join the forms: the groups of form 3 are named g3_y, g3_m and so on, the form itself f3."""
    joined = []
    for index, (_, pattern) in enumerate(forms):
        named = re.sub(r"\(\?P<(\w+)>", rf"(?P<g{index}_\1>", pattern)
        named = re.sub(r"\(\?P=(\w+)\)", rf"(?P=g{index}_\1)", named)
        named = re.sub(r"\(\?\((\w+)\)", rf"(?(g{index}_\1)", named)
        joined.append(f"(?P<f{index}>{named})")
    return re.compile(f"(?=[{_FIRST}])(?:{'|'.join(joined)})")


@dataclass(frozen=True)
class _Forms:
    """Forms joined in one pattern, and the names of the groups of each."""

    names: tuple[str, ...]
    pattern: re.Pattern[str]
    groups: tuple[dict[str, str], ...]

    @classmethod
    def of(cls, forms: tuple[tuple[str, str], ...]) -> _Forms:
        pattern = _one_pattern(forms)
        groups = tuple(
            {name.split("_", 1)[1]: name for name in pattern.groupindex if name.startswith(f"g{index}_")}
            for index in range(len(forms))
        )
        return cls(tuple(name for name, _ in forms), pattern, groups)


_USUAL = _Forms.of(_FORMS)
_WITH_DOTS = _Forms.of((*_DOTTED, *_FORMS))
_DOTS = re.compile(_DOTTED[-1][1])
_ROC_ZERO = 1911
_SAME_AS = {"本": "今", "今": "今", "去": "去", "昨": "去", "前": "前", "明": "明", "同": "同", "當": "同"}


def writes_dots(text: str) -> bool:
    """Tell whether a text writes its dates as 10.11 or 10/11 rather than 10月11日.

    >>> writes_dots("習10.11訪印度，10.12訪尼泊爾，11.5出席論壇，11.6會談"), writes_dots("成長6.5%")
    (True, False)
    """
    dotted = len(_DOTS.findall(text))
    return dotted >= 4 and dotted > len(re.findall(r"\d月\d{1,2}(?:日|至)", text))


def find_dates(text: str, dotted: bool = False) -> Iterator[Said]:
    """Give the dates of a text in order; they do not overlap.  `dotted` reads 10.11 as a date too.

    >>> [(s.form, s.month, s.day) for s in find_dates("9月10至15日訪越，翌日返國")]
    [('range', 9, 10), ('relative', None, None)]
    """
    forms = _WITH_DOTS if dotted else _USUAL
    for found in forms.pattern.finditer(text):
        index = int((found.lastgroup or "f0")[1:])
        parts = {part: found[name] for part, name in forms.groups[index].items() if found[name] is not None}
        said = _said(forms.names[index], parts, Said(found.start(), found.end(), found[0], "day"))
        if said is not None:
            yield said


def _said(form: str, parts: dict[str, str], base: Said) -> Said | None:
    """Give the date of one match, or None where its figures cannot be one."""
    base = _with_year(_with_month(base, parts.get("m")), parts.get("y"))
    match form:
        case "range":
            other = _with_year(_with_month(base, parts.get("m2") or parts.get("m")), parts.get("y2"))
            first, last = number(parts["d"]), number(parts["d2"])
            return _days_fit(replace(base, form="range", day=first, to=replace(other, day=last)), first, last)
        case "days":
            days = tuple(number(d) or 0 for d in re.findall(_N, parts["ds"] + parts.get("more", "")))
            return _days_fit(replace(base, form="days", days=days, day=days[0]), *days)
        case "day":
            return _days_fit(replace(base, day=number(parts["d"])), number(parts["d"]))
        case "bare" | "first" | "numeral":
            return _days_fit(replace(base, day=number(parts["bd"])), number(parts["bd"]))
        case "numeric":
            year, month, day = (int(parts[name]) for name in ("ny", "nm", "nd"))
            return _days_fit(replace(base, year=year, month=month, day=day), day) if 0 < month < 13 else None
        case "relative":
            return replace(base, form="relative", shift=_shift(parts))
        case "since":
            other = _with_month(base, parts.get("m2"))
            last = number(parts["d2"])
            return _days_fit(
                replace(base, form="since", shift=_shift(parts), to=replace(other, day=last)), last
            )
        case "edge":
            return replace(base, form="edge", part=1 if "e1" in parts else 2)
        case "eve":
            return replace(base, form="eve", shift=-1)
        case _:
            return _longer(form, parts, base)


def _longer(form: str, parts: dict[str, str], base: Said) -> Said | None:
    match form:
        case "months":
            to = _with_year(replace(base, month=number(parts["m2"])), parts.get("y2"))
            first = number(parts["m"])
            return replace(base, form="months", month=first, to=to) if first in range(1, 13) else None
        case "ten-days":
            part = {"上": 1, "初": 1, "中": 2, "下": 3, "底": 3, "末": 3}[parts["p"][0]]
            return replace(base, form="ten-days", part=part)
        case "month":
            return replace(base, form="month") if base.month_word or base.month in range(1, 13) else None
        case "quarter":
            return replace(base, form="quarter", part=number(parts.get("q") or parts["q2"]))
        case "half-year":
            return replace(base, form="half-year", part=1 if parts["h"] == "上" else 2)
        case "years":
            return replace(base, form="years", year=int(parts["y"]), to=replace(base, year=int(parts["y2"])))
        case "year-part":
            part = {"初": 1, "春": 1, "中": 2, "夏": 2, "秋": 3}.get(parts["yp"], 4)
            return replace(base, form="year-part", part=part)
        case _:
            return replace(base, form="year")


def _with_month(said: Said, words: str | None) -> Said:
    if not words:
        return said
    if words[0] in "同本當該":
        return replace(said, month=None, month_word="同")
    if words[0] in "次翌隔上":
        return replace(said, month=None, month_word="上" if words[0] == "上" else "次")
    return replace(said, month=number(re.sub("月份?", "", words)), month_word=None)


def _with_year(said: Said, words: str | None) -> Said:
    if not words:
        return said
    year, word = read_year(words)
    return replace(said, year=year, year_word=word)


def read_year(words: str) -> tuple[int | None, str | None]:
    """Give the year that some words name, and the word that names it from elsewhere.

    >>> read_year("去（2023）年"), read_year("民國112年"), read_year("今年"), read_year("二〇二三年")
    ((2023, '去'), (2023, None), (None, '今'), (2023, None))
    """
    word = _SAME_AS.get(words[0], "次") if words[0] in "今去明前本同當翌隔次昨" else None
    full = re.search(r"\d{4}|[二一][〇○零一二三四五六七八九]{3}", words)
    if full:
        return number(full[0]), word
    short = re.search(r"\d{2,3}|[一二三四五六七八九十百零〇]{1,5}", words)
    value = number(short[0]) if short else None
    return (value + _ROC_ZERO if value is not None else None), word


def _days_fit(said: Said, *days: int | None) -> Said | None:
    months = (said.month, said.to.month if said.to else None)
    fit = all(day is not None and 1 <= day <= 31 for day in days)
    return said if fit and all(month is None or 1 <= month <= 12 for month in months) else None


def _shift(parts: dict[str, str]) -> int:
    if "same" in parts:
        return 0
    if "next" in parts:
        return 1
    if "before" in parts:
        return -1
    if "w1" in parts:
        return 7 * (number(parts["w1"]) or 0)
    after = parts.get("n1") or parts.get("n2") or parts.get("n4")
    before = parts.get("n3") or parts.get("n5")
    return number(after) or 0 if after else -(number(before or "0") or 0)
