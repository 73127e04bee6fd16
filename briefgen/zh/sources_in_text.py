"""Find the sources that a text gives: parentheses （人民網，2021.9.2、16） and footnotes.

A group is read from the right: dates, outlet, and before them a note or further
outlets; see `notation` for the house form.  Read as well are half-width marks,
`2021/9/2`, `2021年9月2日`, years of the Republic, a date before its outlet, and
`新華社9月2日電`.  `known` tells names of outlets from other words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date as Day

from briefgen.model import When
from briefgen.zh.notation import Cited

Known = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Group:
    """A parenthesis that gives sources; the note in it runs from `start` + 1 to `note_end`."""

    start: int
    end: int
    note_end: int
    text: str
    cited: tuple[Cited, ...]


_D = r"\d{1,2}"
_FULL = rf"(?:民國?)?(?:\d{{4}}|\d{{3}})([./-]){_D}\1{_D}|(?:民國)?(?:\d{{4}}|\d{{2,3}})年{_D}月{_D}(?:日|(?=[、和及]{_D}日))|\d{{4}}[./]{_D}|\d{{4}}年{_D}月"
_FULL_FREE = _FULL.replace("([./-])", "[./-]").replace(r"\1", "[./-]")
_PARTIAL = rf"{_D}月{_D}日|{_D}/{_D}"
_MORE = rf"[、,，和及]\s*(?:{_FULL_FREE}|{_PARTIAL}|{_D}[./-]{_D}|{_D}日?)"
_DATES = rf"(?:{_FULL_FREE})(?:[-–~至]{_D})?(?:{_MORE}){{0,15}}"
_TAIL = r"(?:[，,]?(?:第?[A-Z]?\d{1,3}[版頁]|版[A-Z]?\d{1,3}|頁\d{1,4}|p+\.\s*\d+|https?://\S+|<[^>]*>))*"
_NAME = r"(?!\s|民?國?\d{2,4}[./年-])[^，,；;]+?"
_ITEM = re.compile(
    rf"(?P<before>.*?[，,；;]|.*?\d日?[、]|.*?)(?P<outlet>{_NAME})[，,]?\s*(?P<dates>{_DATES})(?:電|訊|報導)?{_TAIL}",
    re.DOTALL,
)
_FIRST = re.compile(rf"(?P<before>)(?P<dates>{_DATES})[，,]\s*(?P<outlet>[^，,；;。]{{2,14}})", re.DOTALL)
_LOOSE = re.compile(
    rf"(?P<before>.*?)(?P<outlet>{_NAME})[，,]?\s*(?P<dates>{_D}月{_D}日|{_D}/{_D}|{_D}\.{_D}(?:、(?:{_D}\.)?{_D})*)(?:電|訊|報導)?",
    re.DOTALL,
)
_OPEN = "（(〔［"
_MARK = re.compile("[（(〔［）)〕］]")
_PUBLISHER = re.compile(r"(?:社|網|報|部|辦|臺|台|院|會|府|刊|誌|電視|新聞|日報|時報|通訊社)$")
_ROC_ZERO = 1911
_LONGEST = 400  # characters; no group of sources is longer, and reading one takes time
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．／", "0123456789./")
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTH = r"(?P<m>(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))[a-z]*\.?"
_ENGLISH = re.compile(rf"(?:(?P<d>\d{{1,2}}) )?{_MONTH} (?:(?P<d2>\d{{1,2}}), ?)?(?P<y>\d{{4}})")
_NO_YEAR = re.compile(
    rf"\s*(?P<outlet>[^\d，,；;][^，,；;]*?)?[，,]?\s*(?P<dates>{_D}\.{_D}(?:[、,，和及]\s*(?:{_D}\.)?{_D})*)\s*"
)
# Another item, its date last: 社，2023.9.10，網，2023.9.11.
_ENDS_IN_DATE = re.compile(rf"(?:{_FULL_FREE})(?:{_MORE})*[，,、]\s*$")


def find_groups(text: str, known: Known, year: int | None = None) -> Iterator[Group]:
    """Give the groups of a text in order; `year` is that of dates printed without one.

    >>> [g.cited[0].outlet for g in find_groups("會晤（中共外交部，2021.9.10、17），另", lambda _: False)]
    ['中共外交部']
    """
    for start, end in parentheses(text):
        read = read_sources(text[start + 1 : end - 1], known, year)
        if read is not None:
            note, cited = read
            yield Group(start, end, start + 1 + note, text[start:end], cited)


def parentheses(text: str) -> Iterator[tuple[int, int]]:
    """Give where each outermost parenthesis begins and ends."""
    depth = start = 0
    for mark in _MARK.finditer(text):
        if mark[0] in _OPEN:
            start = start if depth else mark.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield start, mark.end()


def read_sources(inside: str, known: Known, year: int | None) -> tuple[int, tuple[Cited, ...]] | None:
    """Read the inside of a parenthesis from the right: length of its note, and its outlets; or None."""
    if len(inside) > _LONGEST:
        return None
    rest = _spelt_out(_plain(inside.rstrip("。 ")))
    found: list[Cited] = []
    strict = False
    while match := _last_item(rest, known, strict):
        dates = _dates(match["dates"], year)
        if not dates:
            break
        found[:0] = _of_outlets(match["outlet"], dates, known)
        rest = match["before"]
        # Behind a comma a date may as well be of the note: 前一次為2021年10月29日，網，2022.3.26.
        strict = not rest.rstrip().endswith(("；", ";"))
        if strict and not _ENDS_IN_DATE.search(rest):
            break
        rest = rest.rstrip()[:-1]
    return (len(rest.rstrip("，,；; ")), tuple(found)) if found else None


def _plain(text: str) -> str:
    """Write figures and dates in one way: no full-width figures, blanks or English months in them.

    >>> _plain("新華社，２０２３． 9．10"), _plain("Reuters, Sept. 10, 2023")
    ('新華社，2023.9.10', 'Reuters, 2023.9.10')
    """
    text = re.sub(r"(?<=\d)\s*([./])\s*(?=\d)", r"\1", text.translate(_HALF_WIDTH))

    def figures(found: re.Match[str]) -> str:
        month = _MONTHS.index(found["m"][:3].lower()) // 3 + 1
        return f"{found['y']}.{month}.{found['d'] or found['d2']}"

    return _ENGLISH.sub(figures, text)


def _spelt_out(inside: str) -> str:
    """Give later items the year, and the outlet, that they leave to the item before: 社，2023.9.10；網，9.11."""
    parts = re.split("([；;])", inside)
    year, outlet = "", ""
    for index in range(0, len(parts), 2):
        part = parts[index]
        years = re.findall(r"(?<!\d)\d{4}(?=[./年-])", part)
        short = _NO_YEAR.fullmatch(part)
        if years:
            year = years[-1]
            outlet = next(iter(re.findall(rf"({_NAME})[，,]?\s*\d{{4}}", part)), "")
        elif year and short and (short["outlet"] or outlet):
            outlet = short["outlet"] or outlet
            parts[index] = f"{outlet}，{year}.{short['dates']}"
        elif year:
            parts[index] = part.replace("同年", f"{year}年")
    return "".join(parts)


def _last_item(text: str, known: Known, strict: bool) -> re.Match[str] | None:
    for pattern, sure in ((_FIRST, True), (_ITEM, False), (_LOOSE, True)):
        match = pattern.fullmatch(text.strip())
        if match and _is_outlet(match["outlet"], known, sure or strict or _only_month(match["dates"])):
            return match
    return None


def _only_month(dates: str) -> bool:
    return len(re.findall(r"\d+", dates)) < 3


def _is_outlet(name: str, known: Known, sure: bool) -> bool:
    bare = bare_outlet(name)
    if re.search(r"\d[./年月]\d", bare):
        return False
    if any(known(part) for part in re.split("[、及和]", bare)):
        return True
    looks = bool(re.search(r"[\u4e00-\u9fff]{2}|[A-Za-z]{3}", bare)) and len(bare) <= 24
    if re.search(r"[。\d]|^(?:民國|西元|公元|同年)", bare):
        return False
    return looks and (not sure or bool(_PUBLISHER.search(bare)))


def bare_outlet(name: str) -> str:
    """Give the name of an outlet without the marks around it and words like 見 before it."""
    name = re.sub(
        r"^(?:資料)?(?:來源|出處|參見|參考|詳見|見|引自|引述|據|[註注按][：:])[：:]?", "", name.strip()
    )
    name = re.sub(r"^([\u4e00-\u9fff]{1,4}社)(?![論區群會長])[\u4e00-\u9fff]{2,4}$", r"\1", name)
    return name.strip("《》〈〉「」『』“” ，,：:")


def _of_outlets(names: str, dates: tuple[When, ...], known: Known) -> list[Cited]:
    parts = [bare_outlet(part) for part in re.split("[、及和]", bare_outlet(names))]
    if len(parts) > 1 and all(known(part) or _PUBLISHER.search(part) for part in parts):
        return [Cited(part, dates) for part in parts]
    return [Cited(bare_outlet(names), dates)]


def _dates(text: str, year: int | None) -> tuple[When, ...]:
    """Read dates where each takes from the one before what it leaves out; empty where one is no day."""
    found: list[When] = []
    month = 0
    for part in re.split("[、,，和及]", text):
        span = (
            re.fullmatch(r"(.*\d)(?:[-–~至])(\d{1,2})", part) if not re.search(r"\d-\d+-\d", part) else None
        )
        numbers = [int(n) for n in re.findall(r"\d+", span[1] if span else part)]
        if len(numbers) == 3 or (len(numbers) == 2 and numbers[0] > 99):
            year = numbers[0] + _ROC_ZERO if numbers[0] < 1000 else numbers[0]
            numbers = numbers[1:]
            whole_month = len(numbers) == 1
        else:
            whole_month = False
        if year is None or not numbers:
            return ()
        month = numbers[0] if whole_month or len(numbers) == 2 else month
        try:
            if whole_month:
                found.append(When.parse(f"{year:04}-{month:02}"))
                continue
            first = Day(year, month, numbers[-1])
            last = Day(year, month, int(span[2])) if span else first
            found.append(When(first=first, last=last))
        except ValueError:
            return ()
    return tuple(found)


def read_note(text: str, known: Known) -> tuple[Cited, ...]:
    """Give the sources that a footnote names: an outlet in 《》, or known, or just before a full date.

    >>> read_note("〈雙方會晤〉，《中央社》，2024年1月10日，版2。", lambda _: False)[0].outlet
    '中央社'
    """
    text = _plain(text.strip())
    text = re.sub(rf"[（(]({_FULL_FREE})[）)]", r"，\1", text)
    untitled = re.sub(r"[〈“\"][^〉”\"]*[〉”\"][，,]?\s*", "，", text).lstrip("， ")
    text = untitled if re.search(r"[\u4e00-\u9fff]{2}|[A-Z][a-z]{2}", untitled) else text
    whole = read_sources(text.rstrip("。"), known, None)
    if whole is not None:
        note, cited = whole
        if all(_in_bounds(one.outlet) for one in cited) and not re.search(_FULL_FREE, text[:note]):
            return cited
    found: list[Cited] = []
    for item in re.split("[；;。]", text):
        dates = [m[0] for m in re.finditer(_FULL_FREE, item)]
        if not dates:
            continue
        before = item[: item.rindex(dates[-1])]
        named = re.findall(r"《([^》]+)》", before) or re.findall(r"《([^》]+)》", item)
        listed = [part for part in re.split("[，,：:]", before) if known(bare_outlet(part))]
        name = (listed or named or [_before_date(before)])[-1]
        read = _dates(dates[-1], None)
        if name and read:
            found.append(Cited(bare_outlet(name), read))
    return tuple(found)


def _in_bounds(outlet: str) -> bool:
    """It may be the name of an outlet, not the end of a title."""
    return len(outlet) <= 16 and not re.search("[〉》。：「」]", outlet)


def _before_date(before: str) -> str:
    parts = [part for part in re.split("[，,]", before.rstrip("，, ")) if part]
    last = bare_outlet(parts[-1]) if parts else ""
    named = 2 <= len(last) <= 16 and _PUBLISHER.search(last)
    return last if named or re.fullmatch(r"[A-Z][\w .&'’-]{2,40}", last) else ""
