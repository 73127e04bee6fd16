"""Find idioms with a character of the same sound or shape in the place of the right one: 不逕而走 for 不脛而走.

In an idiom (`words/idioms.tsv`) the characters beside it say enough; for other words see
`likely`.  What may be exchanged: `words/sounds.tsv` and `words/shapes.tsv`.  To teach a
word that is right: `words/vocabulary.tsv`, `words/plain.tsv` where nothing is a slip of
it, or an entry without `write` in a workspace's `seeds/wording.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from briefgen.errors import Severity, Words
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge, listed_words, word_list, words_in
from briefgen.proof.text import Paragraph, Text

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")

# Characters that stand alone for grammar, and short names.
ALONE = frozenset(
    "的之所其此該本各每某這那哪我你他她它們的得地了著過和與及或而且但則因為以由於在自從到至往向對把被將使讓令給比跟同"
    "是有無非不未已曾正就才只僅均皆都也亦又再更最極甚較很太頗略尚仍還另一二三四五六七八九十百千萬億兆兩半數餘約近逾達第首"
    "稱指說言曰謂表示見訪赴抵會晤籲促盼願須應能可要若如即既雖惟唯倘除並且乃即"
    "上下前後中內外間裡旁年月日時分秒週季度初底末起迄止"
    "美中英法德日韓俄歐印澳紐加菲越泰緬寮柬星馬汶巴以伊阿土烏波捷匈義西葡荷比瑞挪丹芬臺台陸港蒙朝"
    "習李王布拜川普安江胡鄧毛蔣馬蔡賴"
)

# Characters that are put behind any word.
ENDS = frozenset(
    "人民族國家黨派者員生方力性化式型類界圈區部會院局處署司組系所站廠社團隊軍艦機彈砲車船線路島州省市縣鎮村城權法案論學率度量值額費稅金物品戰案"
)

# Nouns and verbs of one character: seldom a slip where they stand alone.
ROOTS = frozenset(
    "欲事電函信書文話字詞句聲光火水風雨山河海空天星夜晨早晚春夏秋冬心手足口眼耳頭身血氣力勢利害錢財貨油煤糧茶酒魚"
    "案件條款項點面線角色型例理法則制責職務業界史料題材稿版本冊頁章節卷處所場站港區街路門房屋樓館院校系班隊組團員兵"
    "抗攻守戰援駐撤派調升降漲跌存留棄擱拖延續停止終始啟封鎖查驗核准批駁斥責罵讚賀弔訪談商議決斷裁判審訊押捕殺傷亡死病"
    "賣買購售租借貸還償付繳課免抵扣罰賠捐贈援助求索討催逼迫誘騙欺壓榨奪占據領治管控監督導引率帶送迎接待陪隨跟追逐"
    "意志願望想念思慮憂怕恐怒喜悲樂痛苦愛恨敬尊輕視重忽略舊老幼男女父母兄弟夫妻子孫友敵客主賓"
)
# Characters that are often a word by themselves.
OFTEN = frozenset(
    "走做用出入去來看打開放拿帶推提談收買賣送交設派獲遭受擬續正真好新舊老強弱快慢難易多少高低大小長短遠近重輕增減升降改變換成為應率籌協助促請邀約予給付當任由經據依按照隨藉憑靠因故致令使讓未曾將已"
)


def confusable(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find idioms with one character exchanged for a confusable one."""
    plain = plain_words(knowledge)
    for paragraph in text.paragraphs:
        for run in _RUN.finditer(paragraph.text):
            yield from _idioms(text, paragraph, run, plain)


@dataclass(frozen=True)
class Alike:
    """What a character may be written for: by its sound, by its shape, and by a sound that many do not tell apart."""

    sound: frozenset[str] = frozenset()
    shape: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()

    @cached_property
    def either(self) -> frozenset[str]:
        """By sound or by shape."""
        return self.sound | self.shape

    @cached_property
    def any(self) -> frozenset[str]:
        """By anything at all."""
        return self.either | self.near


@cache
def alike(char: str) -> Alike:
    """Give the usual characters that sound or look as this one does."""
    return Alike(*(frozenset(table.get(char, "")) - {char} for table in _tables()))


@cache
def _tables() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Give for each character those of its rows: by sound, by shape, and by nearly the sound."""
    rows = [row.split("\t") for row in listed_words("sounds")]
    # Many do not tell zh from z, and ing from in.
    merged: dict[str, str] = {}
    for sound, chars in rows:
        plain = re.sub(r"^([zcs])h", r"\1", re.sub(r"(?<=[ie])ng$", "n", sound))
        merged[plain] = merged.get(plain, "") + chars
    return _grouped(chars for _, chars in rows), _grouped(listed_words("shapes")), _grouped(merged.values())


def _grouped(rows: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows:
        for char in row:
            found[char] = found.get(char, "") + row
    return found


@cache
def frequent() -> frozenset[str]:
    """Give the words that reports use most of all."""
    return frozenset(words_in("frequent"))


@cache
def vocabulary() -> frozenset[str]:
    """Give the words that reports use often."""
    return frequent().union(words_in("vocabulary"))


@cache
def _masks() -> dict[str, tuple[str, int]]:
    """Give the idioms by what is left of them without one character."""
    idioms = {word for word in words_in("idioms") if len(word) == 4}
    return {f"{word[:i]}_{word[i + 1 :]}": (word, i) for word in sorted(idioms) for i in range(4)}


@cache
def _usual() -> frozenset[str]:
    forms = (word.form for name in ("slips", "forms", "wording") for word in word_list(name))
    terms = (word.term for name in ("forms", "wording") for word in word_list(name))
    return frozenset(
        (
            *vocabulary(),
            *words_in("plain"),
            *words_in("idioms"),
            *(w for w in (*forms, *terms) if _RUN.fullmatch(w)),
        )
    )


@lru_cache(maxsize=2)
def plain_words(knowledge: Knowledge) -> frozenset[str]:
    """Give everything that explains the characters it covers."""
    return _usual() | knowledge.known | knowledge.allowed


def _idioms(text: Text, paragraph: Paragraph, run: re.Match[str], plain: frozenset[str]) -> Iterator[Finding]:
    words, masks = run[0], _masks()
    for first in range(len(words) - 3):
        piece = words[first : first + 4]
        if piece in plain:
            continue
        for index in range(4):
            idiom, at = masks.get(f"{piece[:index]}_{piece[index + 1 :]}", ("", 0))
            if idiom and at == index and idiom[index] in alike(piece[index]).either:
                start = run.start() + first
                why = Words(f"成語作「{idiom}」", f"the idiom is {idiom}")
                yield finding(text, paragraph, (start, start + 4), "slip.idiom", Severity.ERROR, why, idiom)
