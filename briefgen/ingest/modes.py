"""Tell what kind of thing happened by the verbs of its clause.

Some kinds win wherever they are said (a meeting by video is `video`); among the
others the first verb decides.  To add a way to say one: a word in its line.
"""

from __future__ import annotations

import re

from briefgen.model import Mode

_STRONG: tuple[tuple[Mode, str], ...] = (
    ("video", r"視訊|視頻|線上|雲端|遠距|網路會議|雲會"),
    ("letter", r"致電[^，。]{0,10}(?:祝賀|慰問|悼念|道賀)|賀電|電賀|唁電|慰問電|賀信|賀函|致函|去函|書面致[辭詞]|書面發言|互致|復信|覆信|回信|致信|聯名信|公開信|信函|照會"),
    ("call", r"通[電]?話|電話|熱線|致電"),
    ("exercise", r"軍演|演習|演訓|聯演|操演|演練|實彈|聯合巡航|聯合巡邏|聯合巡弋|戰備警巡|聯訓|繞臺|海上聯合訓練|越過?[^，。]{0,6}中線|擾[臺台]|進入[^，。]{0,8}識別區|(?:飛彈|火箭)[^，。]{0,10}(?:落入|試射)|試射"),
    ("sanction", r"制裁|實體清單|不可靠實體|凍結[^，。]{0,8}資產|列入[^，。]{0,22}(?:清單|名單)|實施[^，。]{0,4}出口管制|禁止[^，。]{0,10}入境|反制措施|出口管制[^，。問]{0,6}(?:新規|措施|清單)|加徵[^，。]{0,6}關稅|反傾銷稅|反補貼稅"),
)  # fmt: skip
_FIRST: tuple[tuple[Mode, str], ...] = (
    ("visit", r"訪問|出訪|到訪|往訪|走訪|訪[華中美日韓歐俄陸臺台印越菲泰法德英澳京問]|過境|國是訪問|抵達|飛抵|率團(?:抵|赴|訪)|抵(?=[^制抗達])|赴[^，。]{1,14}(?:訪問|考察|參訪|進行)|考察|之行|再訪|突訪|密訪|來[臺台華京訪]|轉[往赴抵]|返[國抵]|啟程"),
    ("conference", r"^(?:[在於][^，。]{1,10})?(?:舉行|召開|登場|開幕|閉幕|落幕)(?=[，。；]|$)|出席|參加|參與|與會|(?:召開|舉行|舉辦|主持|登場|開幕|閉幕|落幕|主辦|揭幕)(?=[^，。]{0,30}(?:大會|論壇|年會|全會|會議|博覽會|峰會|高峰會|兩會|研討會|座談|對話會))|(?:大會|論壇|年會|全會|博覽會|會議)[^，。]{0,20}(?:登場|召開|舉行|開幕|閉幕|落幕)"),
    ("meeting", r"會見|會晤|會談|會面|接見|拜會|晤談|磋商|(?<!香格里拉)對話(?!發表|上|中表|會上)|談判|面晤|協商|召見|約見|(?:舉行|召開)[^，。]{0,20}(?:工作會晤|會談|會議)"),
    ("speech", r"以「[^」]*」(?:為題|作結)|一般性辯論|(?:討論會|研討會|座談會)[^，。]{0,6}(?:表示|指出|直言|稱|說)|演說|演講|致[辭詞]|發表[^，。「]{0,12}講話|發表談話|國情咨文|盟情咨文|專題報告|發言"),
    ("document", r"簽署|簽訂|簽約|發[布表出][^，。]{0,28}(?:報告|白皮書|文件|戰略|指南|(?:聯合|共同|願景)[^，。]{0,4}聲明|公報|清單|規劃|計畫|方案|意見|辦法|數據|命令|規則|規定|綱要|立場)|公布|頒布|印發|發布(?=[，。；「《]|$)|通過[^，。]{0,28}(?:法|案|決議|草案|決定|條例|憲章)|頒發|出版|刊登|撰文|投書|更新|修[訂正]|行政命令|流出|外流|提出[^，。]{0,24}(?:報告|草案|白皮書|法案)|出臺|送交|呈交"),
    ("statement", r"宣[布稱告]|直言|表示|聲明|譴責|批評|抗議|回應|重申|指控|呼籲|強調|指出|證實|記者會|承認|警告|稱|敦促|要求|決定|抨擊|同意|達成|斷交|建交|復交|恢復外交|升級|允許|任命|免去|表態|表明|揚言|嗆聲|放話|喊話|誓言|怒斥|籲|批(?!准)|說(?!明|服)|駁"),
)  # fmt: skip
_STRONG_RE = tuple((mode, re.compile(pattern)) for mode, pattern in _STRONG)
_FIRST_RE = tuple((mode, re.compile(pattern)) for mode, pattern in _FIRST)
_PRESS = re.compile(r"記者會|吹風會|答記者問|受訪|專訪|記者提問")
_OPEN_PRESS = re.compile(r"^[^，。]{0,60}(?:召開|舉行|主持)[^，。]{0,14}記者會")
_REACTION = re.compile(r"回應|批評|譴責|抗議|呼籲|警告|強調|敦促|指責|質疑|反對|討論|談及")
_HEARING = re.compile(r"聽證會|作證")
_FORMAL_MEETING = re.compile(
    r"^(?:[^，。]{0,24})(?:舉行|召開)[^，。]{0,36}?(?:會談|會晤|磋商|峰會|對話|談判|外長會|防長會|對話會)"
)


def mode_of(clause: str, start: int = 0) -> Mode:
    """Give the kind of event a clause tells; `start` is where its predicate begins.

    >>> mode_of("以視訊方式出席金磚峰會"), mode_of("訪問北京，會見王毅"), mode_of("發表「對華戰略」報告")
    ('video', 'visit', 'document')
    """
    if _OPEN_PRESS.search(clause):
        return "statement"
    if re.search(r"(?:赴|抵達?|前往|飛抵|出席)[^。；]{0,60}?進行[^，。]{0,10}訪問", clause):
        return "visit"
    for mode, pattern in _STRONG_RE:
        if _holds(mode, pattern.search(clause), clause):
            return mode
    clause = clause[start:]
    if _HEARING.search(clause):
        return "other"
    if _PRESS.search(clause):
        return "statement"
    if _FORMAL_MEETING.search(clause):
        return "meeting"
    found = [(m.start(), order, mode) for order, (mode, p) in enumerate(_FIRST_RE) if (m := p.search(clause))]
    return min(found)[2] if found else "other"


def _holds(mode: Mode, found: re.Match[str] | None, clause: str) -> bool:
    """A strong word counts where it is the act itself, not what is spoken of afterwards."""
    if found is None:
        return False
    if mode in ("sanction", "exercise") and _REACTION.search(clause[: found.start()]):
        return False
    if mode == "sanction" and re.match(r"[^，。]{0,6}將(?![於在])", clause):
        # 將參與造島的企業列入黑名單: what stands between is the object.
        return True
    acts = [m.start() for _, p in _FIRST_RE[:-1] if (m := p.search(clause))]
    reach = 30 if mode in ("video", "letter", "call") else 6
    return not acts or found.start() <= min(acts) + reach
