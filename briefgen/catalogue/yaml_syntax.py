"""Word what the YAML parser refuses, with what to do about it.

To word another refusal: add the beginning of the parser's message to REFUSALS, with
what is wrong and what to do.
"""

from __future__ import annotations

import yaml

from briefgen.errors import Place, Problem, Words

_TAB = "縮排請用空格，不要用定位字元（Tab）"
_INDENT = "同一筆的欄位要對齊，縮排請用空格"
_QUOTE = "文字若含「: 」「#」或以標點開頭，請用引號括起來"

REFUSALS: dict[str, tuple[str, str]] = {
    "mapping values are not allowed": ("這裡不能再寫「鍵: 值」（多了一個冒號，或縮排不對）", "值裡若有半形冒號，請用引號括起來；或檢查縮排"),
    "could not find expected ':'": ("這裡缺了冒號「:」，或引號沒有成對", "欄位請寫成「欄位名: 值」，冒號後要空一格"),
    "did not find expected key": ("縮排或引號有誤，這裡應該是下一個欄位", _INDENT),
    "did not find expected '-' indicator": ("縮排有誤，這裡應該是下一個「- 」", "清單各項的「- 」要對齊"),
    "found character that cannot start any token": ("這個字元不能開頭", f"{_TAB}；文字若以 @、%、` 開頭，請加引號"),
    "found a tab character": ("這裡用了定位字元（Tab）縮排", _TAB),
    "did not find expected ',' or ']'": ("方括號清單少了逗號或「]」", "各項以半形逗號隔開，最後以「]」結束"),
    "did not find expected ',' or '}'": ("大括號少了逗號或「}」", "各欄以半形逗號隔開，最後以「}」結束"),
    "did not find expected node content": ("這裡應該有一個值", _QUOTE),
    "found unexpected end of stream": ("檔案在引號還沒結束時就結束了", "請補上結尾的引號"),
    "found unexpected document indicator": ("引號還沒結束，就出現了「---」或「...」", "請補上結尾的引號"),
    "found unexpected ':'": ("括號裡的文字有半形冒號", "請用引號把文字括起來"),
    "did not find expected <document start>": ("這裡多出了無法理解的內容", _INDENT),
    "block sequence entries are not allowed": ("這裡不能寫「- 」，請檢查縮排", "「- 」要另起一行"),
    "block mapping entries are not allowed": ("這裡不能寫「鍵: 值」", "欄位要另起一行"),
    "mapping keys are not allowed": ("這裡不能寫「?」", _QUOTE),
    "found unknown escape character": ("雙引號裡的「\\」後面不是可用的跳脫字元", "請改用單引號，或把「\\」寫成「\\\\」"),
    "did not find expected alphabetic or numeric character": ("「*」或「&」後面沒有名稱", "文字若以 * 或 & 開頭，請加引號"),
    "did not find expected whitespace or line break": ("標記之後應該空一格", _QUOTE),
    "did not find expected comment or line break": ("「|」或「>」之後不能再寫文字", "文字請從下一行開始，並縮排"),
    "did not find expected digit": ("「%」或「|」之後的寫法有誤", _QUOTE),
    "found undefined tag handle": ("不接受 YAML 標籤", "文字若以 ! 開頭，請加引號"),
    "found unknown directive name": ("不能以「%」開頭", _QUOTE),
    "could not find expected directive name": ("不能以「%」開頭", _QUOTE),
    "control characters are not allowed": ("含有控制字元", "請刪去該字元"),
}  # fmt: skip
_CONTEXTS = {
    "while parsing a flow sequence": ("「[」", "the ["),
    "while parsing a flow mapping": ("「{」", "the {"),
}


def syntax_problem(error: yaml.YAMLError, file: str, first_line: int) -> Problem:
    """Say what the parser refused and what to do, at its line (that of an open quote where it begins)."""
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or error).splitlines()[0]
    refused = next((words for start, words in REFUSALS.items() if problem.startswith(start)), None)
    zh, advice = refused or (f"YAML 寫法有誤（{problem}）", "請檢查這一行的縮排、冒號、引號與括號")
    en = f"this is not YAML: {problem}"
    context, opened = getattr(error, "context", None), getattr(error, "context_mark", None)
    if problem.startswith("found unexpected end of stream") and opened is not None:
        mark, zh = opened, "這裡開始的引號沒有成對"
    elif context in _CONTEXTS and opened is not None:
        named = _CONTEXTS[context]
        zh = f"{zh}（{named[0]}從第 {opened.line + first_line} 行開始）"
        en = f"{en} ({named[1]} began on line {opened.line + first_line})"
    place = Place(file, mark.line + first_line, mark.column + 1) if mark else Place(file)
    hint = Words(advice, "check the indentation, colons, quotes and brackets here")
    return Problem(place, Words(zh, en), hint)
