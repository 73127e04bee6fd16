"""Say of a dated clause why it is no event, if it is none.

Each test takes the clause and what its date means, and gives True where it refuses.
To add a reason: a function here and a line in REASONS.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from briefgen.ingest import words
from briefgen.ingest.calendar import Meant
from briefgen.ingest.clauses import BLANK, Clause
from briefgen.ingest.periods import Period

_VERB = re.compile(words.VERBS)
_ACT = re.compile(
    r"訪|赴|考察|視察|會見|會晤|會談|通話|簽|達成|發布|公布|宣布|成立|設立|建交|斷交|復交|舉行|召開|出席|參加|通過|提出|表示|制裁|生效|實施|施行|開幕|登場|抵|上任|就任|當選|免|任命|展開|啟動|出動|派遣|派出|進入|越過|穿越|列入|納入|更新|修|致電|公告|批|演|攔截|射|撞|擊|禁止|加徵|調|部署|發表|磋商|會商|[把將][^，。；]{1,14}(?:提高|調高|降低|調降)"
)
_POINTS = re.compile(
    r"(?:對|就|針對|回應|關於|有關|根據|依據|落實|延續|呼應|援引|回顧|紀念|依|按|繼|履行|因應|有別於|不同於|超越|創下|創|提及|牴觸|違反|推翻|仿照|沿用|執行|參照|報復[^，。；]{0,5}|源於|始於|早在|追溯)$"
)
_FROM = re.compile(r"(?:自|從|由)$")
# 3月24日結束訪問後, 6月15日爆發衝突後: what comes afterwards is told.
_AFTERWARDS = re.compile(
    r"(?:甫|才|剛)?(?:結束|完成|告別|離開)[^，。；]{0,16}後[，,於在]|[^，。；]{0,14}(?:爆發|發生|就職|就任|上任)[^，。；]{0,10}後[，,]|[^，。；]{0,4}(?:刊出|曝光|見報|播出|披露)後"
)
_OVER = re.compile(r"[^，。；]{0,12}?(?:便|就|即|才)?告?(?:結束|落幕|收場)(?:[，。；]|$)")
_SINCE = re.compile(r"^[^，。；]{0,14}?(?:以來|至今|迄今)")
# 將於, 將訪問, but not 將三家企業列入清單: there an object stands between.
_WILL = re.compile(
    r"即將(?![^，。；]{0,6}[之的])|將(?!軍|領)(?![^，。；]{0,12}(?:列入|列為|納入|提升|移交|升級|交給|降))(?=會|有|是|成|如期|按|一[同起]|接|派|首|屆|由|於|在|自|與|和|就|對|以|"
    rf"{words.VERBS})|預計|預定|可望|擬(?!定)"
)
_INVITED = re.compile(r"(?:^|[，。；])[^，。；應受獲]*邀請?[^，。；應受獲]{2,12}$")
# 為兩國2017年6月建交後首訪: the date tells since when something had not been.
_EVER_SINCE = re.compile(r"[^，。；]{0,10}(?:[之以]?[後來])[^，。；]{0,16}(?:首|第[一二三四五六七八九十\d])")
_NOT_DONE = re.compile(
    r"(?:間|當天|當日)?(?:並|均|皆|仍|則|卻|亦|也|都)?(?:未(?:能|曾|再|獲邀?)?|沒有|不曾)(?:出訪|出席|參加|與會|會見|會晤|舉行|召開|訪問|派員?|露面)[^，。；]{0,20}(?:[。；]|$)"
)
_HALF = timedelta(days=200)
_ERA = timedelta(days=400)


def why_not(clause: Clause, meant: Meant | None, period: Period, told: bool) -> str | None:
    """Give the reason why a clause tells no event, or None where it tells one.

    `told` says that another date of its sentence is an event already.
    """
    for name, refuses in REASONS.items():
        if refuses(clause, meant, period, told):
            return name
    return None


def is_idle(words_: str) -> bool:
    """Tell that nothing happens in some words: there is no verb in them, or hardly a word."""
    plain = re.sub(r"[^\u4e00-\u9fff]", "", words_)
    return not _VERB.search(f"{plain}。") and len(plain) < 8


def _before(clause: Clause) -> str:
    """Give the words before a date: where another date stands just before, those after it."""
    before = clause.before.replace(BLANK, "")
    if before or clause.note:
        return before
    return re.split("[，。；：]", clause.opening.replace(BLANK, ""))[-1]


def _after(clause: Clause) -> str:
    return clause.after.replace(BLANK, "").lstrip("，, ")


def _unknown(clause: Clause, meant: Meant | None, period: Period, told: bool) -> bool:
    return meant is None


def _named(clause: Clause, meant: Meant | None, period: Period, told: bool) -> bool:
    """The date is part of a name or a quotation."""
    return clause.quoted


def _measured(clause: Clause, meant: Meant | None, period: Period, told: bool) -> bool:
    """The text only measures from the day, or it comes round every time."""
    before, after = _before(clause), clause.after
    if clause.note and not before and re.search(r"(?:期間|任期|會期|期限|檔期)$", clause.opening):
        return True
    if _AFTERWARDS.match(after) or (clause.said.form == "relative" and _OVER.match(after)):
        return True
    if words.MEASURED.search(before) or _SINCE.match(after):
        return True
    if _FROM.search(before) and re.match(r"[^，。；]{0,20}(?:以來|開始|起|至今)", after):
        return told or not re.match(
            r"[^，。；]{0,4}(?:起|開始)[^，。；]{0,24}(?:實施|施行|生效|禁止|暫停|調|適用|開放|停止|上路|訪|赴|展開|率)",
            after,
        )
    if clause.said.form in ("month", "ten-days") and re.match(
        r"之?後(?!續)|以[後來]|間(?:未|並未|均未)", after
    ):
        return True
    if told and clause.said.text == "即日" and after.startswith("起"):
        return True
    if told and not before and re.match(r"起?(?:正式)?(?:生效|實施|施行|上路|適用)[，。；]", after):
        return True
    if told and _FROM.search(before) and re.match(r"起?(?:正式)?(?:生效|實施|施行|上路|適用)", after):
        return True
    if re.search(r"[至到]$", before) and after.startswith("止"):
        return False
    return bool(
        re.match(
            r"(?:之?前(?!後|往|夕|總|主|外|國|副|首|任|駐|參|議|美|中)|以前|以後|為止|止(?!損)|期限|的?截止)",
            after,
        )
    )


def _coming(clause: Clause, meant: Meant | None, period: Period, told: bool) -> bool:
    """The text says that it is still to come."""
    before = _before(clause)
    if clause.said.form == "relative" and re.match(
        r"(?:\d{1,2}[時點])?(?:才|始|正式)?(?:生效|施行|實施|上路|到期|屆滿)", _after(clause)
    ):
        return not re.search(r"[^並亦也且將即自於在從]{2}[亦也則]?[於在]$", before)
    if re.match(r"[始才方]", _after(clause)):
        return False
    if words.COMING.search(before) or clause.said.year_word == "明":
        return True
    if _INVITED.search(before) or _WILL.match(_after(clause)):
        return True
    if re.match(r"[^，。；]{0,12}，[^，。；]{0,8}(?:預料|預期|料將|預計|可望)", _after(clause)):
        return True
    window = period.window
    return bool(meant and window and meant.first > window.last + timedelta(days=20) and not clause.said.year)


def _pointed_at(clause: Clause, meant: Meant | None, period: Period, told: bool) -> bool:
    """The date only tells which meeting or paper is spoken of."""
    before = _before(clause)
    if clause.note:
        return bool(re.search(r"[前上][一1]?次[^，。；]{0,6}$|此前[^，。；]{0,8}$", before))
    after = _after(clause)
    if _POINTS.search(before) and not (before.endswith("早在") and re.match("[即就便已曾]", after)):
        return True
    if re.match(r"[^，。；]{0,36}(?:之說|的(?:傳聞|說法|謠言|消息))(?:[，。；]|$)", after):
        return True
    if re.search(r"為[^，。；]{0,10}$", before) and _PAVES.match(after):
        return True
    if re.search(r"(?:^|[，。；])(?:[為係是乃屬]|亦為|也是)[^，。；]{0,12}$", before) and _EVER_SINCE.match(
        after
    ):
        return True
    if re.match(
        r"的[^，。；]{1,14}(?:上|中|時|期間|場合|典禮|儀式|會議|峰會|記者會|論壇|大會|晚宴|座談會)", after
    ) and re.search(r"[於在]$", before):
        return False
    if re.match(r"的|(?:舉行|召開|發表|簽署|達成|通過|生效|公布)的", after):
        return True
    return told and bool(words.SAYING.search(before[-12:])) and bool(re.match(r"[^，。；]{1,24}的", after))


# 為其4月訪問定調, 為10月峰會鋪路: what is prepared is still to come.
_PAVES = re.compile(
    r"[^，。；]{0,40}?(?:鋪路|定調|鋪墊|準備|暖身|造勢|熱身|奠定|創造條件|營造|預熱|打底|拉開序幕)"
)

# 11月峰會後, 七月會談的共識: the month is part of a noun.
_NOUN = re.compile(
    r"(?:的)?[^，。；、]{0,8}?(?:峰會|會談|會晤|會議|論壇|公報|協議|聲明|大選|選舉|訪問|之行|演說|講話|談話|通話|衝突|事件|危機)"
    r"(?=[之以]?[後前]|中|時|的|所|以來|期間|共識|成果|結果|上|期|、|[，。；]?$)"
)


def _vague(clause: Clause, meant: Meant | None, period: Period, told: bool) -> bool:
    """A longer period is an event only where an act follows and no figures are told."""
    if meant is None or meant.precision == "day":
        return False
    if clause.said.form in ("months", "quarter", "half-year", "year", "years"):
        return True
    own = re.split("[。；]", clause.after)[0]
    if _NOUN.match(_after(clause)):
        return True
    if words.STATISTICS.search(own) or re.match(r"份?的|以來|[之以]?前|起", _after(clause)):
        return True
    reach = 40 if clause.said.form == "ten-days" else 20
    return not _ACT.search(_after(clause)[:reach]) or bool(
        words.SAYING.search(re.split("[，,]", clause.before)[-1])
    )


def _asked(clause: Clause, meant: Meant | None, period: Period, told: bool) -> bool:
    """The text asks whether it was so."""
    return clause.after.endswith(("？", "?"))


def _figures(clause: Clause, meant: Meant | None, period: Period, told: bool) -> bool:
    """Figures that are counted up to a day."""
    own = _after(clause)[:40]
    return bool(words.STATISTICS.search(own)) and not _ACT.search(own) and not words.SAYING.search(own)


def _past(clause: Clause, meant: Meant | None, period: Period, told: bool) -> bool:
    """It lies long before the period: background."""
    if meant is None or period.window is None:
        return False
    far = _ERA if meant.precision == "day" else _HALF
    return meant.last < period.window.first - far


def _not_done(clause: Clause, meant: Meant | None, period: Period, told: bool) -> bool:
    """The text says that it was not done: 10月間未出訪."""
    return bool(_NOT_DONE.match(_after(clause)))


def _repeated(clause: Clause, meant: Meant | None, period: Period, told: bool) -> bool:
    """峰會隔日 beside a date of its own, or an eve that another date has told."""
    date_before = re.search(r"[日號][，,]?$", clause.opening.replace(BLANK, ""))
    if clause.said.form == "eve" and not clause.after.strip(f"，, {BLANK}"):
        # 峰會前夕，某甲9月2日…: another date follows, which tells the day.
        return clause.end + len(clause.after) < clause.sentence[1]
    return clause.said.form in ("relative", "eve") and bool(date_before) and len(clause.before) <= 14


Reason = Callable[[Clause, Meant | None, Period, bool], bool]
REASONS: dict[str, Reason] = {
    "unknown": _unknown,
    "named": _named,
    "measured": _measured,
    "coming": _coming,
    "pointed-at": _pointed_at,
    "vague": _vague,
    "asked": _asked,
    "figures": _figures,
    "past": _past,
    "not-done": _not_done,
    "repeated": _repeated,
}
