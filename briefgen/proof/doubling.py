"""Check words and characters that stand twice by mistake.

Two words may meet so that a character stands twice (目的的, 為了了解): _ONCE and _AFTER know
them.  To allow a word that may be said twice: _REPEATS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.errors import Severity, Words
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge
from briefgen.proof.text import Text

# A foreign name with its gloss may say a syllable twice: 塔拉吉尼吉尼（Filipo Tarakinikini）.
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{0,2}[（(][A-Z]")
_TWICE = re.compile(r"([\u4e00-\u9fff]{2,8})\1")
# Verbs and adverbs that may be said twice, and words that two others make between them (以來|越來越多).
_REPEATS = frozenset(
    [
        "討論",
        "研究",
        "考慮",
        "商量",
        "溝通",
        "瞭解",
        "了解",
        "休息",
        "切磋",
        "努力",
        "觀察",
        "許多",
        "很多",
        "非常",
        "慢慢",
        "常常",
        "往往",
        "漸漸",
        "稍稍",
        "逐一",
        "來越",
        "紛紛",
        "頻頻",
        "屢屢",
        "默默",
        "處處",
        "時時",
        "人人",
        "家家",
        "年年",
        "月月",
        "日日",
        "天天",
        "層層",
        "步步",
        "種種",
        "點點",
        "滴滴",
    ]
)
# One character twice: a slip, unless the one before makes a word with it (目的的, 參與與).
_ONCE = {
    "了": "甚時", "於": "", "與": "參給授賦贈", "及": "普以涉波觸提遍危", "並": "合一", "將": "即大上中少主名虎良", "是": "",
    "而": "從然反因", "但": "不非", "之": "", "其": "尤何土與極及使", "從": "", "也": "", "都": "首古成京故陪國", "且": "", "為": "認作成行以因稱",
    "這": "", "該": "應", "我": "自", "們": "", "已": "", "未": "", "又": "", "仍": "", "則": "原規法守細準否", "雖": "", "惟": "",
    "須": "", "或": "", "亦": "", "皆": "", "均": "平", "屆": "", "第": "", "被": "", "讓": "", "此": "因", "若": "",
    "乃": "", "以": "予可所得加是難足用何美和與對哈",
}  # fmt: skip
_SINGLE = re.compile(f"([{''.join(_ONCE)}])\\1(?!\\1)")
_AFTER = {
    "了": "解結斷分",
    "從": "容事業政",
    "並": "列行存肩駕排",
    "被": "告",
    "是": "非否",
    "將": "領軍官士校",
    "與": "會日",
    "及": "時早",
    "均": "等",
    "我": "國",
    "以": "色巴軍方哈伊",
}


def doubled(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find words and characters that stand twice by mistake."""
    why = Words("字詞重複", "written twice")
    for paragraph in text.paragraphs:
        for match in _TWICE.finditer(paragraph.text):
            word = match[1]
            if word in _REPEATS or word[0] == "一" or len(set(word)) == 1 or _is_number(word):
                continue
            if _FOREIGN.match(paragraph.text, match.end()):
                continue
            yield finding(
                text, paragraph, match.span(), "characters.doubled", Severity.ERROR, why, word, safe=True
            )
        for match in _SINGLE.finditer(paragraph.text):
            char = match[1]
            before, after = (
                paragraph.text[max(match.start() - 1, 0) : match.start()],
                paragraph.text[match.end() : match.end() + 1],
            )
            if (before and before in _ONCE[char]) or (after and after in _AFTER.get(char, "")):
                continue
            yield finding(text, paragraph, match.span(), "characters.doubled", Severity.ERROR, why, char)


def _is_number(word: str) -> bool:
    return all(char in "〇一二三四五六七八九十百千萬億兩" for char in word)


# First characters of verbs that hardly end a word, the second characters they go with, and those before
# which they do end one: 談談判 is a slip, 會談談判 is not.
_VERBS = {
    "談": ("判論及", "會洽面訪暢商交懇座漫"), "穩": ("定固健", "平安沉"), "宣": ("布示稱告誓", "文"), "簽": ("署訂約", "會"),
    "呼": ("籲應", "歡招"), "譴": ("責", ""), "承": ("諾認擔", "繼師"), "參": ("與加訪", "海人黨內"),
    "訪": ("問", "出到往來走回參採互專突密查"), "批": ("准評判", "大首整審"), "促": ("進使成", "敦督催倉"),
    "擴": ("大張散", ""), "撤": ("銷離回", ""), "協": ("助商調", "妥政"), "警": ("告示", "示軍民員刑武海法報"),
    "威": ("脅嚇", "示權"), "維": ("護持", "思纖"), "舉": ("行辦", "選壯義列"),
}  # fmt: skip
_STUTTER = re.compile(rf"([{''.join(_VERBS)}])\1(?=(.))")


def stuttered(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find a word whose first character stands twice: 談談判."""
    why = Words("字詞重複", "written twice")
    for paragraph in text.paragraphs:
        for match in _STUTTER.finditer(paragraph.text):
            char, follows = match[1], match[2]
            before = paragraph.text[max(match.start() - 1, 0) : match.start()]
            seconds, enders = _VERBS[char]
            if follows not in seconds or (before and before in enders):
                continue
            span = (match.start(), match.end() + 1)
            yield finding(text, paragraph, span, "characters.doubled", Severity.ERROR, why, char + follows)
