"""Number what is counted in reading order: headings, and notes that repeat a source.

Headings are numbered here and nowhere else, so that Word, PDF and bookmarks
agree.  A heading with a `label` keeps it (an empty one is no number), and so
does the title, `h1`.
"""

from __future__ import annotations

from briefgen.compose.markup import Element
from briefgen.compose.vocabulary import HEADINGS
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
    """Put a label on every heading that has none: 一、 （一） 1、 （1）, each level from 1 under the one above."""
    scheme = SCHEMES[numbering]
    counts = [0] * (len(HEADINGS) + 1)
    for heading in root.iter(*HEADINGS):
        level = int(str(heading.tag)[1])
        if "label" in heading.attrib or level == 1 or _is_apart(heading):
            counts[level + 1 :] = [0] * (len(HEADINGS) - level)
            continue
        counts[level] += 1
        counts[level + 1 :] = [0] * (len(HEADINGS) - level)
        heading.set("label", heading_label(level, counts[level], scheme))


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


def _is_apart(heading: Element) -> bool:
    return any(around.tag in _APART for around in heading.iterancestors())
