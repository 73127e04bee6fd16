"""The classes of Chinese punctuation, after W3C's requirements for Chinese layout.

Templates, writers and proofreading agree on them here.
"""

from __future__ import annotations

OPENING = frozenset("（「『《〈〔［｛【〖“‘([{")
CLOSING = frozenset("）」』》〉〕］｝】〗”’)]}")
STOPS = frozenset("，。、；：！？．,.;:!?")
CONNECTORS = frozenset("—–－─～‧·⸺…⋯")
"""Dashes, ellipses and joiners: none of them begins a line."""

NOT_AT_LINE_START = CLOSING | STOPS | CONNECTORS
NOT_AT_LINE_END = OPENING

PAIRS = {
    "（": "）",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "〔": "〕",
    "【": "】",
    "［": "］",
    "｛": "｝",
}
"""Each opening mark of Chinese text and the one that closes it."""

ENDING = frozenset("。！？")
"""Marks that end a sentence."""


def is_han(char: str) -> bool:
    """Tell whether a character is a Chinese ideograph."""
    code = ord(char)
    return (
        0x3400 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
        or code in (0x3005, 0x3007)
    )


def is_wide(char: str) -> bool:
    """Tell whether a character fills a square of its own: an ideograph, kana or a full-width mark."""
    return ord(char) >= 0x2E80 or char in "—…‘’“”‧·"


def open_marks(text: str) -> str:
    """Give the opening marks that are still open at the end of a text, outermost first.

    >>> open_marks('他說「雙方（美中')
    '「（'
    """
    stack: list[str] = []
    for char in text:
        if char in PAIRS:
            stack.append(char)
        elif stack and char == PAIRS[stack[-1]]:
            stack.pop()
    return "".join(stack)


def split_stop(sentence: str) -> tuple[str, str]:
    """Split a sentence into its words and the mark that ends it (empty where there is none).

    >>> split_stop('提出倡議。')
    ('提出倡議', '。')
    """
    text = sentence.rstrip()
    cut = len(text)
    while cut and text[cut - 1] in ENDING:
        cut -= 1
    return text[:cut], text[cut:]


def split_first(text: str) -> str:
    """Give what a text says first, up to a full stop or semicolon, without that mark.

    >>> split_first('提出「合作。共贏」倡議；各方支持。')
    '提出「合作。共贏」倡議'
    """
    for end, char in enumerate(text):
        if (char in ENDING or char == "；") and not open_marks(text[:end]):
            return text[:end]
    return text


def nest_quotes(text: str) -> str:
    """Put a text between 「」, turning the quotation marks inside it one level down."""
    return f"「{text.translate(_DEEPER)}」"


_DEEPER = str.maketrans("「」『』", "『』「」")
