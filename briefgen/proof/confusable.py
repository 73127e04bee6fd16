"""Find words with a character of the same sound or shape in the place of the right one: 薄若 for 薄弱, 不逕而走 for 不脛而走.

A slip is a pair of characters that no word of the lists explains, and that one
exchange makes a usual word (`words/vocabulary.tsv`); in an idiom (`words/idioms.tsv`)
the characters beside it say enough.  What may be exchanged: `words/sounds.tsv` and
`words/shapes.tsv`.  Where the two make many words (實兵, 賀電) the finding is for
information only: they may be one more.  To teach a word that is right: the vocabulary,
`words/plain.tsv` where nothing is a slip of it, or an entry without `write` in a
workspace's `seeds/wording.yaml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from briefgen.errors import Severity, Words
from briefgen.proof.finding import Finding, finding
from briefgen.proof.knowledge import Knowledge, listed_words, word_list
from briefgen.proof.text import Paragraph, Text

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LONGEST = 6
# Characters that stand alone so often that a pair with one of them says nothing.
_ALONE = frozenset(
    "的之所其此該本各每某這那哪我你他她它們的得地了著過和與及或而且但則因為以由於在自從到至往向對把被將使讓令給比跟同"
    "是有無非不未已曾正就才只僅均皆都也亦又再更最極甚較很太頗略尚仍還另一二三四五六七八九十百千萬億兆兩半數餘約近逾達第首"
    "稱指說言曰謂表示見訪赴抵會晤籲促盼願須應能可要若如即既雖惟唯倘除並且乃即"
    "上下前後中內外間裡旁年月日時分秒週季度初底末起迄止"
    "美中英法德日韓俄歐印澳紐加菲越泰緬寮柬星馬汶巴以伊阿土烏波捷匈義西葡荷比瑞挪丹芬臺台陸港蒙朝"
    "習李王布拜川普安江胡鄧毛蔣馬蔡賴"
)

# Characters that are put behind any word.
_ENDS = frozenset(
    "人民族國家黨派者員生方力性化式型類界圈區部會院局處署司組系所站廠社團隊軍艦機彈砲車船線路島州省市縣鎮村城權法案論學率度量值額費稅金物品戰案"
)

# Nouns and verbs of one character: beside one of _ALONE they are no odd ones.
_ROOTS = frozenset(
    "欲事電函信書文話字詞句聲光火水風雨山河海空天星夜晨早晚春夏秋冬心手足口眼耳頭身血氣力勢利害錢財貨油煤糧茶酒魚"
    "案件條款項點面線角色型例理法則制責職務業界史料題材稿版本冊頁章節卷處所場站港區街路門房屋樓館院校系班隊組團員兵"
    "抗攻守戰援駐撤派調升降漲跌存留棄擱拖延續停止終始啟封鎖查驗核准批駁斥責罵讚賀弔訪談商議決斷裁判審訊押捕殺傷亡死病"
    "賣買購售租借貸還償付繳課免抵扣罰賠捐贈援助求索討催逼迫誘騙欺壓榨奪占據領治管控監督導引率帶送迎接待陪隨跟追逐"
    "意志願望想念思慮憂怕恐怒喜悲樂痛苦愛恨敬尊輕視重忽略舊老幼男女父母兄弟夫妻子孫友敵客主賓"
)
# Those that a pair never has: grammar, numbers, and both forms of 臺.
_NEVER = frozenset(
    "與及並或等的之其所這那只於有無了著是不也都又前台臺一二三四五六七八九十百千萬億兆兩半第年月日"
)
# Characters that are often a word by themselves: beside a pair they do not make a name of it.
_OFTEN = frozenset(
    "走做用出入去來看打開放拿帶推提談收買賣送交設派獲遭受擬續正真好新舊老強弱快慢難易多少高低大小長短遠近重輕增減升降改變換成為應率籌協助促請邀約予給付當任由經據依按照隨藉憑靠因故致令使讓未曾將已"
)


def confusable(text: Text, knowledge: Knowledge) -> Iterator[Finding]:
    """Find usual words and idioms with one character exchanged for a confusable one."""
    plain = _plain(knowledge)
    names = frozenset(_names(text))
    for paragraph in text.paragraphs:
        for run in _RUN.finditer(paragraph.text):
            yield from _idioms(text, paragraph, run, plain)
            yield from _pairs(text, paragraph, run, plain, names)


@dataclass(frozen=True)
class _Alike:
    """What a character may be written for: by its sound, and by its shape."""

    sound: frozenset[str]
    shape: frozenset[str]

    def reason(self, other: str) -> Words:
        return SHAPE if other in self.shape and other not in self.sound else SOUND


SOUND = Words("字音相同或相近而誤？", "a character of the same sound?")
SHAPE = Words("字形相近而誤？", "a look-alike character?")
_NOBODY = _Alike(frozenset(), frozenset())


@cache
def _alike() -> dict[str, _Alike]:
    sounds, shapes = (
        _groups(row.split("\t")[-1] for row in listed_words("sounds")),
        _groups(listed_words("shapes")),
    )
    return {
        char: _Alike(frozenset(sounds.get(char, ())), frozenset(shapes.get(char, ())))
        for char in sounds.keys() | shapes.keys()
    }


def sounds_like(char: str) -> frozenset[str]:
    """Give the usual characters that sound as this one does."""
    return _alike().get(char, _NOBODY).sound


def _groups(rows: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        for char in row:
            found.setdefault(char, set()).update(row)
    for char, others in found.items():
        others.discard(char)
    return found


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for row in listed_words("vocabulary") for word in row.split())


@cache
def _masks() -> dict[str, tuple[str, int]]:
    """Give the idioms by what is left of them without one character."""
    idioms = {word for row in listed_words("idioms") for word in row.split() if len(word) == 4}
    return {f"{word[:i]}_{word[i + 1 :]}": (word, i) for word in sorted(idioms) for i in range(4)}


@cache
def _usual() -> frozenset[str]:
    idioms = (word for row in listed_words("idioms") for word in row.split())
    forms = (word.form for name in ("slips", "forms", "wording") for word in word_list(name))
    terms = (word.term for name in ("forms", "wording") for word in word_list(name))
    plain = (word for row in listed_words("plain") for word in row.split())
    return frozenset((*_vocabulary(), *plain, *idioms, *(w for w in (*forms, *terms) if _RUN.fullmatch(w))))


def _plain(knowledge: Knowledge) -> frozenset[str]:
    """Everything that explains the characters it covers."""
    return _usual() | knowledge.known | knowledge.allowed


_GLOSSED = re.compile(r"([\u4e00-\u9fff‧·]{2,8})[（(][A-ZÀ-Þ]")
_TITLED = re.compile(
    r"(?:總統|總理|首相|主席|部長|外長|大使|議長|議員|司令|將軍|上將|書記|國務卿|助卿|發言人|主任|院長|教授|研究員|代表|大臣|署長|局長|處長|秘書長|顧問|次長|長官|參謀長)([\u4e00-\u9fff]{2,3})"
)


def _names(text: Text) -> Iterator[str]:
    """Give what may be names in this text: the ends of what has a gloss."""
    for match in _GLOSSED.finditer(text.whole):
        for size in range(2, len(match[1]) + 1):
            yield match[1][-size:]


def _covered(words: str, plain: frozenset[str], names: frozenset[str]) -> bytearray:
    covered = bytearray(len(words))
    for first in range(len(words) - 1):
        for end in range(first + 2, min(first + _LONGEST, len(words)) + 1):
            piece = words[first:end]
            if piece in plain or piece in names:
                covered[first:end] = b"\x01" * (end - first)
    for match in _TITLED.finditer(words):
        covered[match.start(1) : match.end(1)] = b"\x01" * len(match[1])
    return covered


def _pairs(
    text: Text, paragraph: Paragraph, run: re.Match[str], plain: frozenset[str], names: frozenset[str]
) -> Iterator[Finding]:
    words = run[0]
    for at in _unexplained(words, _covered(words, plain, names)):
        left, right = words[at], words[at + 1]
        # What stands twice in a text is a word that the lists do not have.
        if text.whole.count(left + right) > 1:
            continue
        if meant := _meant(left, right):
            here = [word for word in meant if word in text.whole] or list(meant)
            start = run.start() + at
            why = meant[here[0]] if len(meant) == 1 else _which(meant)
            form = here[0] if len(here) == 1 else ""
            severity = _severity(left, right, here[0])
            yield finding(text, paragraph, (start, start + 2), "slip.confusable", severity, why, form)


_FEW, _MANY = 6, 15


def _severity(left: str, right: str, meant: str) -> Severity:
    """Two characters that make many words may have made one more, which the lists do not have."""
    firsts, seconds = _made()
    if meant[0] != left:
        sure = firsts.get(left, 0) <= _FEW and seconds.get(right, 0) <= _MANY
    else:
        sure = seconds.get(right, 0) <= _FEW
    return Severity.WARNING if sure else Severity.INFO


@cache
def _made() -> tuple[Counter[str], Counter[str]]:
    """Give how many words of two characters begin, and end, with each."""
    words = [word for word in _usual() if len(word) == 2]
    return Counter(word[0] for word in words), Counter(word[1] for word in words)


def _which(meant: Iterable[str]) -> Words:
    words = sorted(meant)[:4]
    return Words(f"是不是「{'」「'.join(words)}」？", f"is it {' or '.join(words)}?")


def _unexplained(words: str, covered: bytearray) -> Iterator[int]:
    """Give where exactly two characters stand that no word explains: more of them are a name."""
    bare = [not is_covered for is_covered in covered]
    free = [bare[at] and char not in _ALONE for at, char in enumerate(words)]
    odd = [free[at] and char not in _OFTEN | _ENDS | _ROOTS for at, char in enumerate(words)]
    for at in range(len(words) - 1):
        both = free[at] and free[at + 1]
        one = bare[at] and bare[at + 1] and (odd[at] or odd[at + 1])
        if not (both or one) or not _NEVER.isdisjoint(words[at : at + 2]):
            continue
        before = at > 0 and free[at - 1] and words[at - 1] not in _OFTEN
        after = at + 2 < len(words) and free[at + 2] and words[at + 2] not in _OFTEN | _ENDS
        if not (before or after):
            yield at


def _meant(left: str, right: str) -> dict[str, Words]:
    """Give the usual words that one exchange makes of two characters."""
    alike, usual = _alike(), _vocabulary()
    first, second = alike.get(left, _NOBODY), alike.get(right, _NOBODY)
    found = {char + right: first.reason(char) for char in first.sound | first.shape if char + right in usual}
    for char in second.sound | second.shape if right not in _ENDS else ():
        if left + char in usual:
            found[left + char] = second.reason(char)
    return found


def _idioms(text: Text, paragraph: Paragraph, run: re.Match[str], plain: frozenset[str]) -> Iterator[Finding]:
    words, masks, alike = run[0], _masks(), _alike()
    for first in range(len(words) - 3):
        piece = words[first : first + 4]
        if piece in plain:
            continue
        for index in range(4):
            idiom, at = masks.get(f"{piece[:index]}_{piece[index + 1 :]}", ("", 0))
            known = alike.get(piece[index], _NOBODY)
            if idiom and at == index and idiom[index] in known.sound | known.shape:
                start = run.start() + first
                why = Words(f"成語作「{idiom}」", f"the idiom is {idiom}")
                yield finding(text, paragraph, (start, start + 4), "slip.idiom", Severity.ERROR, why, idiom)
