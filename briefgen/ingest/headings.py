"""Tell headings and bullets by how they begin.

To add a form of heading: a line in LEVELS, the outermost first.
"""

from __future__ import annotations

import re

_NUMERAL = "一二三四五六七八九十"
LEVELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"第[一二三四五六七八九十百\d]{1,3}[章篇編部][\s：:、]?")),
    (2, re.compile(r"[壹貳參叁肆伍陸柒捌玖拾]{1,3}\s*[、．.]")),
    (2, re.compile(r"第[一二三四五六七八九十\d]{1,3}節[\s：:、]?")),
    (3, re.compile(rf"[{_NUMERAL}]{{1,3}}\s*[、．.]")),
    (4, re.compile(rf"[（(]\s*[{_NUMERAL}]{{1,3}}\s*[）)]")),
    (5, re.compile(r"\d{1,2}\s*(?:、(?!\d{1,2}[、日和及兩])|[．.](?!\d))")),
    (6, re.compile(r"[（(]\s*\d{1,2}\s*[）)]")),
    (7, re.compile(r"[甲乙丙丁戊己庚辛]\s*、")),
    (8, re.compile(r"[（(]\s*[甲乙丙丁戊己庚辛]\s*[）)]")),
)
_BULLET = re.compile(r"\s*(?:[\uf000-\uf0ff●○■□◆◇▪▫•‧․·・﹒˙◦○◎∙⬤⚫◉►▸➤➣▲△✓✔▶➢❖★☆※→]|[-*–—]\s+)\s*")
_LONGEST = 64


def heading_level(text: str) -> int | None:
    """Give the level of a heading by its number, 1 the highest; None where a text is no heading.

    A numbered sentence, or one longer than two lines, is a paragraph.

    >>> heading_level("（二）美強化同盟"), heading_level("二、周邊"), heading_level("3.5％的成長")
    (4, 3, None)
    """
    bare = re.sub(r"\[\^\w+\]", "", text).strip()
    if len(bare) > _LONGEST or re.search(r"[。；，]$", bare):
        return None
    for level, pattern in LEVELS:
        if pattern.match(bare):
            return level
    return None


def bullet_text(text: str) -> str | None:
    """Give the text after the mark of a bullet, or None where there is no mark."""
    found = _BULLET.match(text)
    return text[found.end() :] if found and found.end() < len(text) else None
