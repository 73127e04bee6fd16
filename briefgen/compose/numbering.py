"""Number what is counted in reading order: headings, and notes that repeat a source.

Headings are numbered here and nowhere else, so that Word, PDF and bookmarks
agree.  A heading with a `label` keeps it (an empty one is no number), and so
does the title, `h1`.
"""

from __future__ import annotations

from briefgen.compose.markup import Element, place_of
from briefgen.compose.vocabulary import HEADINGS
from briefgen.errors import Problem, TemplateError, Words
from briefgen.zh.numerals import HEADINGS as SCHEME
from briefgen.zh.numerals import heading_label

SCHEMES: dict[str, tuple[str, ...]] = {
    "chapter": SCHEME,
    "article": ("none", "formal", "common", "enclosed", "arabic"),
    "none": ("none",) * len(SCHEME),
}
"""How headings of level 1 to 5 are numbered, by the name an audience calls it."""
_APART = ("aside", "blockquote", "header", "footer")


def number_headings(root: Element, numbering: str = "chapter") -> None:
    """Put a label on every heading that has none: 一、 （一） 1、 （1）, each level from 1 under the one above.

    TemplateError names the heading for which there is no numeral.
    """
    scheme = SCHEMES[numbering]
    counts = [0] * (len(HEADINGS) + 1)
    for heading in root.iter(*HEADINGS):
        level = int(str(heading.tag)[1])
        if "label" in heading.attrib or level == 1 or _is_apart(heading):
            counts[level + 1 :] = [0] * (len(HEADINGS) - level)
            continue
        counts[level] += 1
        counts[level + 1 :] = [0] * (len(HEADINGS) - level)
        try:
            heading.set("label", heading_label(level, counts[level], scheme))
        except ValueError as error:
            raise TemplateError(_too_many(heading, counts[level])) from error


def shorten_repeats(root: Element) -> None:
    """Print a source note that repeats an earlier one as 同註n, the one just before as 同前註."""
    first: dict[str, int] = {}
    before = ""
    for number, note in enumerate(root.iter("note"), 1):
        text = "".join(str(part) for part in note.itertext())
        is_source = "source" in note.get("class", "").split()
        if is_source and text in first:
            note[:] = []
            note.text = "同前註。" if text == before else f"同註{first[text]}。"
        elif is_source:
            first[text] = number
        before = text


def _too_many(heading: Element, number: int) -> Problem:
    what = Words(
        f"同一層的第 {number} 個標題沒有中文數字可編",
        f"there is no Chinese numeral for heading {number} of its level",
    )
    hint = Words(
        '請分成幾章，或在標題寫 label=""（不編號）',
        'make several chapters, or write label="" on it: no number',
    )
    return Problem(place_of(heading), what, hint)


def _is_apart(heading: Element) -> bool:
    return any(around.tag in _APART for around in heading.iterancestors())
