"""Say every difference between two readings, in words and with its place.

Parts are matched by their words, so that one lost paragraph is one problem and not
a hundred.  The first reading is Word's; the PDF's pieces of a paragraph that a page
end cut in two are joined where Word has them in one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from briefgen.errors import Place, Problem, Words
from briefgen.parity.reading import SOFT, Footnote, Kind, Part, Reading, plain


def compare(word: Reading, pdf: Reading) -> tuple[Problem, ...]:
    """Give every difference: parts and their order, kinds of heading, notes and numbers, head and foot."""
    return (
        *_parts(word, pdf, _whole(word.parts, pdf.parts)),
        *_notes(word, pdf),
        *_running(word, pdf),
    )


# ---- parts -------------------------------------------------------------------


def _parts(word: Reading, pdf: Reading, printed: Sequence[Part]) -> Iterator[Problem]:
    ours, theirs = [_key(part) for part in word.parts], [_key(part) for part in printed]
    lost: list[int] = []
    added: list[int] = []
    for what, i, i_end, j, j_end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        both = min(i_end - i, j_end - j)
        if what == "equal":
            for n in range(both):
                yield from _one(word, pdf, i + n, word.parts[i + n], printed[j + n])
            continue
        pairs = list(_pairs(ours, theirs, range(i, i_end), range(j, j_end)))
        for n, m in pairs:
            yield from _one(word, pdf, n, word.parts[n], printed[m])
        lost += [n for n in range(i, i_end) if n not in {pair[0] for pair in pairs}]
        added += [m for m in range(j, j_end) if m not in {pair[1] for pair in pairs}]
    yield from _moved(word, pdf, printed, lost, added)


def _pairs(
    ours: Sequence[str], theirs: Sequence[str], left: range, right: range
) -> Iterator[tuple[int, int]]:
    """Match changed parts with what they were changed into: in order, and more alike than not."""
    start = right.start
    for n in left:
        if ours[n] in theirs:
            continue
        for m in range(start, right.stop):
            if (
                theirs[m] not in ours
                and SequenceMatcher(None, ours[n], theirs[m], autojunk=False).ratio() > 0.5
            ):
                yield n, m
                start = m + 1
                break


def _moved(
    word: Reading, pdf: Reading, printed: Sequence[Part], lost: list[int], added: list[int]
) -> Iterator[Problem]:
    """Tell what changed its place from what is in one file only."""
    elsewhere = {_key(printed[m]): m for m in reversed(added)}
    for n in lost:
        part = word.parts[n]
        m = elsewhere.pop(_key(part), None)
        if m is None:
            yield _missing(pdf.file, word.file, n, part)
        else:
            added.remove(m)
            yield Problem(
                Place(pdf.file),
                Words(
                    f"{_name(part)}次序不同：Word 的第 {n + 1} 段是 PDF 的第 {m + 1} 段「{_start(part.text)}」",
                    f"order differs: part {n + 1} in Word is part {m + 1} in the PDF, {_start(part.text)!r}",
                ),
            )
    for m in added:
        yield _missing(word.file, pdf.file, m, printed[m])


def _missing(where: str, other: str, number: int, part: Part) -> Problem:
    return Problem(
        Place(where),
        Words(
            f"缺少 {other} 的第 {number + 1} 段（{_name(part)}）「{_start(part.text)}」",
            f"part {number + 1} of {other} is missing: {_start(part.text)!r}",
        ),
    )


def _one(word: Reading, pdf: Reading, number: int, part: Part, other: Part) -> Iterator[Problem]:
    """Compare a part with its counterpart."""
    if _rank(part.kind) != _rank(other.kind):
        yield Problem(
            Place(pdf.file),
            Words(
                f"第 {number + 1} 段「{_start(part.text)}」在 Word 是{_name(part)}，在 PDF 是{_name(other)}",
                f"part {number + 1} {_start(part.text)!r} is {part.kind} in Word, {other.kind} in the PDF",
            ),
        )
    told = f"第 {number + 1} 段（{_name(part)}）", f"part {number + 1} ({part.kind})"
    yield from _words(pdf.file, told, part.text, other.text)


def _words(file: str, told: tuple[str, str], ours: str, theirs: str) -> Iterator[Problem]:
    """Compare two texts and show the first words that differ."""
    theirs = _settled(ours, theirs)
    if ours == theirs:
        return
    at = next(
        (n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs))
    )
    here, there = _around(ours, at), _around(theirs, at)
    yield Problem(
        Place(file),
        Words(
            f"{told[0]}第 {at + 1} 字起不同：Word「{here}」，PDF「{there}」",
            f"{told[1]} differs from character {at + 1}: Word {here!r}, PDF {there!r}",
        ),
    )


# ---- notes, head and foot ------------------------------------------------------


def _notes(word: Reading, pdf: Reading) -> Iterator[Problem]:
    if len(word.notes) != len(pdf.notes):
        yield Problem(
            Place(pdf.file),
            Words(
                f"註腳數不同：Word {len(word.notes)} 則，PDF {len(pdf.notes)} 則",
                f"the number of notes differs: {len(word.notes)} in Word, {len(pdf.notes)} in the PDF",
            ),
        )
    if [note.number for note in word.notes] == [note.number for note in pdf.notes]:
        for ours, theirs in zip(word.notes, pdf.notes, strict=True):
            told = f"註 {ours.number} ", f"note {ours.number}"
            yield from _words(pdf.file, told, ours.text, theirs.text)
        return
    printed = {note.number: note for note in pdf.notes}
    for note in word.notes:
        other = printed.pop(note.number, None)
        if other is None:
            yield _no_note(pdf.file, note)
        else:
            yield from _words(pdf.file, (f"註 {note.number} ", f"note {note.number}"), note.text, other.text)
    for note in printed.values():
        yield _no_note(word.file, note)


def _no_note(file: str, note: Footnote) -> Problem:
    return Problem(
        Place(file),
        Words(
            f"缺少註 {note.number}「{_start(note.text)}」",
            f"note {note.number} is missing: {_start(note.text)!r}",
        ),
    )


def _running(word: Reading, pdf: Reading) -> Iterator[Problem]:
    """Compare running head and foot, whichever comes first on the page; a letterhead is Word's alone."""
    mine = Counter("".join(word.running.split()))
    its = Counter("".join(pdf.running.replace(SOFT, "").split()))
    if mine - its or (not word.letterhead and its - mine):
        yield Problem(
            Place(pdf.file),
            Words(
                f"頁首、頁尾不同：Word「{word.running}」，PDF「{pdf.running}」",
                f"running head and foot differ: Word {word.running!r}, PDF {pdf.running!r}",
            ),
        )


# ---- words ---------------------------------------------------------------------


def _whole(ours: Sequence[Part], theirs: Sequence[Part]) -> list[Part]:
    """Join the pieces of a paragraph that a page end cut in two, where Word has it whole."""
    wanted = [_key(part) for part in ours]
    known = set(wanted)
    whole: list[Part] = []
    joins = False
    for part in theirs:
        if joins and _belongs(whole[-1], part, known, wanted):
            before = whole.pop()
            part = Part(before.kind, plain(before.text + SOFT + part.text), part.joins)
        joins = part.joins
        whole.append(part)
    return whole


def _belongs(before: Part, after: Part, known: set[str], wanted: Sequence[str]) -> bool:
    """Whether two pieces are one paragraph: Word says so, or the first does not end like one."""
    if before.kind != after.kind or before.kind == "figure":
        return False
    first, both = _key(before), _key(before) + _key(after)
    if both in (first, _key(after)):  # an empty cell is whole
        return False
    if any(key.startswith(both) for key in wanted):
        return True
    if first in known or _key(after) in known:
        return False
    return before.text.rstrip("〕0123456789註〔")[-1:] not in "。！？」』）"


def _settled(ours: str, theirs: str) -> str:
    """Read each line end of the PDF as Word has it: a space, or nothing."""
    settled = ""
    for at, piece in enumerate(theirs.split(SOFT)):
        if at and ours[len(settled) : len(settled) + 1] == " ":
            settled += " "
        settled += piece
    return settled


def _key(part: Part) -> str:
    return part.text.replace(" ", "").replace(SOFT, "")


def _rank(kind: Kind) -> str:
    return kind if kind in ("figure", "cell") or kind.startswith("h") else "p"


_NAMES: dict[Kind, str] = {"p": "內文", "cell": "表格", "figure": "圖"}


def _name(part: Part) -> str:
    return _NAMES.get(part.kind) or f"第 {part.kind[1:]} 級標題"


def _start(text: str) -> str:
    short = text.replace(SOFT, " ")
    return short if len(short) <= 20 else f"{short[:20]}…"


def _around(text: str, at: int) -> str:
    """Give the words around a place, with a few characters before it."""
    text = text.replace(SOFT, " ")
    start, end = max(at - 8, 0), at + 12
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
