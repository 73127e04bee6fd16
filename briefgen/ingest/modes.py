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
    ("call", r"(?<!直)(?<!直通電)(?<!取消)(?<!暫停)(?<!中斷)(?<!恢復)(?<!拒絕)(?<!領導)通電?話|(?<!直通)(?<!溝通)(?<!開通)電話(?!線路|號碼|機制|亭)|熱線(?=通話|對話|聯繫|交談|電話|討論|磋商)|致電"),
    ("exercise", r"軍演|演習|演訓|聯演|操演|演練|實彈|聯合[^，。]{0,8}(?:巡航|巡邏|巡弋|警巡)|戰備警巡|戰巡|聯訓|繞臺|海上聯合訓練|越過?[^，。]{0,6}中線|長航|遠海[^，。]{0,4}訓練|進入[^，。]{0,8}空域|擾[臺台]|進入[^，。]{0,8}識別區|(?:飛彈|火箭)[^，。]{0,10}(?:落入|試射)|試射"),
    ("sanction", r"制裁|實體清單|不可靠實體|凍結[^，。]{0,8}資產|列入[^，。]{0,22}(?:清單|名單)|實施[^，。]{0,4}出口管制|禁止[^，。]{0,10}入境|反制措施|出口管制[^，。問]{0,6}(?:新規|措施|清單)|[加課]徵[^，。]{0,10}關稅|(?:調高|提高|調升)[^，。]{0,10}關稅|關稅[^，。]{0,8}(?:調高|提高|調升)|納入[^，。]{0,8}管制|出口禁令|(?:暫停|禁止|停止)[^，。；]{0,14}(?:進口|輸入)(?!關)|祭出[^，。]{0,20}(?:禁令|關稅|措施)|反傾銷(?![^，。；]{0,4}調查)|反補貼(?![^，。；]{0,4}調查)"),
)  # fmt: skip
_FIRST: tuple[tuple[Mode, str], ...] = (
    ("visit", r"訪問|出訪|到訪(?![的之])|往訪(?![的之])|走訪|(?<![受專採拜家])訪(?![談客員查團視的之]|[中華美日俄韓歐臺台][之的])|過境|國是訪問|抵達|飛抵|停留|率團(?:抵|赴|訪)|抵(?=[^制抗達住擋禦銷觸消押換])|赴[^，。]{1,14}(?:訪問|考察|參訪|進行)|考察|之行|再訪|突訪|密訪|來(?:[臺台華京]|訪(?![的之]))|轉[往赴抵]|返[國抵美中英法德日俄澳韓印京臺]|啟程"),
    ("conference", r"^(?:[在於][^，。]{1,10})?(?:舉行|召開|登場|開幕|閉幕|落幕)(?=[，。；]|$)|出席|參加|參與|與會|(?:召開|舉行|舉辦|主持|登場|開幕|閉幕|落幕|主辦|揭幕)(?![之的])(?=[^，。]{0,30}(?:大會|論壇|年會|全會|會議|博覽會|峰會|高峰會|兩會|研討會|座談|對話會|[外防財部]長會))|(?:大會|論壇|年會|全會|博覽會|會議|峰會|對話會|領導人會晤|[外防財部]長會)[^，。]{0,20}(?:登場|召開|舉行|開幕|閉幕|落幕)"),
    ("meeting", r"會見|會晤|會談|會面|接見|拜會|晤談|(?:^|，)(?:上午|下午|晚間|當晚|先|另|再|並)*會(?=[\u4e00-\u9fff]{2,3}(?:[，。；、]|$))|晚宴|餐敘|磋商|(?<!香格里拉)對話(?!會?(?:發表|上)|中表|會(?!晤|談|見))|談判|面晤|協商|召見|約見|接待|進行[^，。]{0,6}第[^，。]{1,4}[輪次](?=[，。；]|$)|(?:與|同|和|跟)[^，。；]{1,24}(?:接觸|交談|碰面|見面|晤面|會商|寒暄|達成共識)|(?:舉行|召開)[^，。]{0,20}(?:工作會晤|會談|會議)"),
    ("speech", r"以「[^」]*」(?:為題|作結)|一般性辯論|(?:討論會|研討會|座談會)[^，。]{0,6}(?:表示|指出|直言|稱|說)|演說|演講|致[辭詞]|發表(?:[^，。「]{0,12}|[^，。「]{0,4}「[^」]{1,40}」[^，。「]{0,8})講話|發表談話|國情咨文|盟情咨文|專題報告|發言(?!人)"),
    ("document", r"簽署|簽訂|簽約|發[布表出][^，。]{0,28}(?:報告|白皮書|文件|戰略|指南|(?:聯合|共同|願景)[^，。]{0,4}聲明|公報|清單|規劃|計畫|方案|意見|辦法|數據|地圖|命令|規則|規定|綱要|立場)|公布|頒布|印發|發布(?=[，。；「《]|$)|通過[^，。]{0,28}(?:法|案|決議|草案|決定|條例|憲章|戰略|文件|計畫|規劃|綱要|宣言|聲明|公報|報告|預算|備忘錄|條約|協定|協議|概念)|達成[^，。]{0,8}(?:協議|協定|備忘錄)|發[布出][^，。]{0,10}(?:逮捕令|通緝令|禁令|命令|指引|須知|通告|公告)|^(?:正式|全面|已)?(?:生效|施行|上路|實施(?=[，。；]|$))|頒發|出版|刊登|撰文|投書|更新|修[訂正]|行政命令|流出|外流|提[出交][^，。]{0,24}(?:法」|報告|草案|白皮書|法案)|出臺|送交|呈交"),
    ("other", r"侵犯|侵入|逮捕|拘押|拘留|拘捕|羈押|開庭|交保|釋放|碰撞|爆發(?!近|以來|後|前|至今|[^，。]{0,8}[日月年天])|遊行|示威|擊落|突襲|襲擊|當選|就任|宣誓|逝世"),
    ("statement", r"宣[布稱告]|直言|表示|聲明|譴責|批評|抗議|回應|重申|指控|呼籲|強調|指出|證實|記者會|承認|警告|稱|敦促|要求|決定|抨擊|同意|達成|斷交|建交(?!島?國|後|[\d一二三四五六七八九十]*[周週]年|公報)|復交|恢復外交|升級|允許|表態|表明|揚言|嗆聲|放話|喊話|誓言|怒斥|籲|批(?!准)|說(?!明|服)|駁|點名|坦[承言]|喊話|感念|推崇|讚[揚許賞]|痛批|斥|譏|諷|嘲|^指(?![定數標揮導])|澄清|否認|質疑|關切|(?<!票)反對|(?<![未不])說明(?!會)|闡[述明]|提議|認為|聲援|拒絕|公告|下令|通知|知會|提醒|表達|不滿|撤回|交涉|推文|發文"),
)  # fmt: skip
_STRONG_RE = tuple((mode, re.compile(pattern)) for mode, pattern in _STRONG)
_FIRST_RE = tuple((mode, re.compile(pattern)) for mode, pattern in _FIRST)
_PRESS = re.compile(r"接受[^，。；]{2,24}(?:訪問|採訪)|記者會|吹風會|答記者問|受訪|專訪|記者提問")
_OPEN_PRESS = re.compile(r"^[^，。]{0,60}(?:召開|舉行|主持)[^，。]{0,14}記者會")
_REACTION = re.compile(
    r"表示|不滿|稱|指[出控]|回應|批評|譴責|抗議|呼籲|警告|強調|敦促|指責|質疑|反對|討論|談及"
)
_SPOKEN = re.compile(r"[在於][^，。；]{2,30}(?:會|論壇|大會|儀式|典禮|場合)上")
_REASON = re.compile(
    r"以[^，。；]{2,40}?為(?:由|名|藉口|理由)[，,]?|(?:(?:因應|鑑於|有鑑於|由於|趁|為(?:抗議|反制|回應|抗衡|報復|因應))[^，。；]{2,40})[，,]"
)
_BECAUSE = re.compile(r"以[^，。；]{2,40}?為(?:由|名|藉口|理由)[，,]?")
_AGAINST = re.compile(r"(?:公布|公告|宣布)(?:將|自[^，]{1,8}起)?對[^，。；]{1,24}$")
_IN_SPEECH = re.compile(r"(?:[在於][^，。；]{2,16})?的[^，。；]{0,20}(?:演說|演講|講話|致[詞辭])[中裡時]")
# The name of a law says nothing of the act: 通過「反外國制裁法」.
_LAW = re.compile("「[^」]*(?:法|法案|條例)」")
_GOES = re.compile(r"(?:再|續|旋|並|復)*(?:赴|前往|至)")
# 會談後，雙方就年底前舉行視訊會晤達成共識: what is agreed on is not done yet.
_AGREED = re.compile(r"，[^，。；]{0,6}(?:就|同意|商定|籌備|安排)[^，。；]*$")
_ASKED_BY = re.compile(r"應[^，。；]{1,10}(?:之?請求|要求|之請)")
_WHO_CAME = re.compile(r"(?:專程|應邀)?(?:前來|來華|來訪|到訪)[^，。；]{0,16}[之的]")
_MEANWHILE = re.compile(r"^[^，。；]{2,24}(?:之際|的同時|前夕)[，,]")
_WHILE = re.compile(
    r"(?![^，。；]{0,40}(?:發表|演說|演講|致[詞辭]|會見|會晤|會談|通話|簽署)[^，。；]{0,20}時)[^，。；]{0,8}?(?:在|利用|趁|藉|於|出席|參加|訪問|訪|赴)[^，。；]{0,40}?(?:時|期間|之際|之便|空檔|之餘|之機|場邊)[，,]?"
)
_MET = re.compile(
    r"[^，。；]{0,20}?(?:會見|會晤|會談|接見|面晤|晤談|會面|碰面|見面|拜會|(?:與|同|和)[^，。；]{1,24}(?:接觸|交談|碰面|見面|晤|會面|談|對話|磋商|簽)|發表(?:演|談|講|聲)|演說|演講|致[辭詞]|通[電]?話|簽署|宣布|獲)"
)
_HEARING = re.compile(r"聽證會|作證")
_FORMAL_MEETING = re.compile(
    r"^(?:[^，。]{0,24})(?:舉行|召開)(?![之的])[^，。]{0,36}?(?:會談|會晤|磋商|峰會|對話|談判|外長會|防長會|對話會)"
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
    if _IN_SPEECH.match(clause):
        return "speech"
    whole = _LAW.sub("「」", _act_in(clause[start:] if _REASON.match(clause[start:]) else clause))
    held = [
        (mode != "video", found.start(), order, mode)
        for order, (mode, pattern) in enumerate(_STRONG_RE)
        if (found := pattern.search(whole)) and _holds(mode, found, whole)
    ]
    if held:
        return min(held)[3]
    clause = _act_in(clause[start:])
    if _HEARING.search(clause):
        return "other"
    press, formal = _PRESS.search(clause), _FORMAL_MEETING.search(clause)
    if press and (not formal or "，" not in clause[formal.end() : press.start()]):
        return "statement"
    if formal:
        return "meeting"
    told = [(m.start(), order, mode) for order, (mode, p) in enumerate(_FIRST_RE) if (m := p.search(clause))]
    if not told:
        return "speech" if _SPOKEN.search(clause) else "visit" if _GOES.match(clause) else "other"
    return min(told)[2]


def _act_in(clause: str) -> str:
    """Give the words of the act itself: those after 以…為由, and after 出席…時 where a meeting or speech follows."""
    for aside in (_ASKED_BY, _WHO_CAME, _BECAUSE):
        clause = aside.sub("", clause)
    clause = _MEANWHILE.sub("", clause)
    reason = _REASON.match(clause)
    if reason and reason.end() < len(clause) - 3:
        clause = clause[reason.end() :]
    while_there = _WHILE.match(clause)
    if while_there and _MET.match(clause[while_there.end() :]):
        return clause[while_there.end() :]
    return clause


def _holds(mode: Mode, found: re.Match[str], clause: str) -> bool:
    """A strong word counts where it is the act itself, not what is spoken of afterwards."""
    if mode == "sanction" and _AGAINST.search(clause[: found.start()]):
        return True
    if mode in ("sanction", "exercise") and _REACTION.search(clause[: found.start()]):
        return False
    if mode == "sanction" and re.match(r"[^，。]{0,6}將(?![於在])", clause):
        # 將參與造島的企業列入黑名單: what stands between is the object.
        return True
    if mode in ("video", "call") and _AGREED.search(clause[: found.start()]):
        return False
    acts = [m.start() for _, p in _FIRST_RE[:-1] if (m := p.search(clause))]
    reach = {"video": 30, "call": 30, "letter": 12}.get(mode, 6)
    return not acts or found.start() <= min(acts) + reach
