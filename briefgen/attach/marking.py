"""Find out how a part is marked, and which marking is the highest.

A part tells its marking by a property (PDF: `briefgen:Marking` in XMP or `Marking` in
the information dictionary; Word: a custom property 密等 or `Marking`), by a keyword
that is a level, or by a printed line that holds a level and nothing else (機密, 密等：密).
The highest of them counts.  A property with an unknown level is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefgen.attach.parts import File, refusal, remark
from briefgen.errors import Problem, Words, did_you_mean

LONGEST = 40

_FRAME = re.compile(r"[（(【\[]?(?:(?:本件|附件)?(?:密等|機密等級)(?:及[^：:]*)?[：:])?(.+?)[】\])）]?")
_SEPARATORS = re.compile(r"[,;、，；\s]+")


def marking_of(
    file: File, levels: tuple[str, ...], stated: Iterable[str], keywords: Iterable[str], lines: Iterable[str]
) -> str | None:
    """Give the highest marking a part tells, or None; RequestError where it states one that is no level."""
    found = []
    for word in filter(None, (each.strip() for each in stated)):
        if word not in levels:
            hint = did_you_mean(word, levels) or Words(
                f"可用的密等：{'、'.join(levels)}", f"known levels: {', '.join(levels)}"
            )
            raise refusal(
                file.name,
                Words(f"密等「{word}」不在已定的等級之中", f"its marking {word!r} is no known level"),
                hint,
            )
        found.append(word)
    found += [word for text in keywords for word in _SEPARATORS.split(text) if word in levels]
    found += [word for line in lines if (word := _printed(line)) in levels]
    return highest(found, levels)


def highest(markings: Iterable[str | None], levels: tuple[str, ...]) -> str | None:
    """Give the highest of some markings; None where there are none."""
    return max((each for each in markings if each), key=levels.index, default=None)


def raised(file: File, own: str | None, now: str | None, levels: tuple[str, ...]) -> tuple[Problem, ...]:
    """Say that the report is marked higher now than its own pages say."""
    if now is None or now == own or (own is None and now == levels[0]):
        return ()
    was = own or "未標示"
    return (
        remark(
            file.name,
            Words(
                f"合併檔的密等提高為「{now}」（報告原為「{was}」），報告各頁的標示並未更動",
                f"the result is marked {now!r} (the report was {own or 'unmarked'!r}); the report's pages still say what they said",
            ),
            Words("請依規定改正報告各頁的密等標示", "correct the marking on the pages of the report"),
        ),
    )


def _printed(line: str) -> str:
    """Give what a printed line may mark; empty where it is too long for one."""
    close = "".join(line.split())
    found = _FRAME.fullmatch(close) if len(close) <= LONGEST else None
    return found[1] if found else ""
