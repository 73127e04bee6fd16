"""Read brief markup strictly: well-formed, and only the tags of `vocabulary.py`.

`read` gives a checked tree; `assembly.assemble` makes blocks of it.  Every
opening tag says where it was written by `at="file:line"`, every closing tag by
`<?at file:line?>` before it (`marking.py` puts both there), so that a problem
names the line of the template or the edition and not of what came out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from briefgen.compose.vocabulary import EVERYWHERE, INTERNAL, ROOT, RUNS, TAGS, VALUES, WRITTEN, Tag
from briefgen.errors import Place, Problem, TemplateError, Words, did_you_mean
from briefgen.zh.punctuation import is_wide

Element = etree._Element

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MARK = r'\bat="([^"]*)"|<\?at ([^?]*)\?>'
_NO_PLACE = Place("templates")


def read(text: str) -> Element:
    """Parse markup into a checked tree under one root; TemplateError with every problem found."""
    whole = f"<{ROOT}>{_NO_XML.sub('', text)}</{ROOT}>"
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(whole.encode(errors="ignore"), parser)
    except etree.XMLSyntaxError as error:
        raise TemplateError(_not_well_formed(whole, parser)) from error
    problems = tuple(_problems(root))
    if problems:
        raise TemplateError(*dict.fromkeys(problems))
    _tidy(root)
    return root


def place_of(element: Element) -> Place:
    """Give where an element was written: its own place, or that of the nearest one around it."""
    node: Element | None = element
    while node is not None:
        at = node.get("at")
        if at:
            return as_place(at)
        node = node.getparent()
    return _NO_PLACE


def as_place(at: str) -> Place:
    """Read `file:line`."""
    file, _, line = at.rpartition(":")
    return Place(file, int(line)) if file and line.isdecimal() else Place(at)


def unknown_tag(tag: str, where: Place) -> Problem:
    """Say that there is no such tag."""
    hint = did_you_mean(tag, WRITTEN) or Words(
        f"可用的標記：{'、'.join(sorted(WRITTEN))}", f"the tags are: {', '.join(sorted(WRITTEN))}"
    )
    return Problem(where, Words(f"沒有 <{tag}> 這個標記", f"unknown tag <{tag}>"), hint)


def unknown_attribute(tag: str, name: str, where: Place) -> Problem:
    """Say that a tag has no such attribute."""
    known = sorted(TAGS[tag].attributes | EVERYWHERE)
    hint = did_you_mean(name, known) or Words(
        f"可用的屬性：{'、'.join(known)}", f"its attributes are: {', '.join(known)}"
    )
    return Problem(where, Words(f"<{tag}> 沒有「{name}」屬性", f"<{tag}> has no attribute {name!r}"), hint)


# ---- checking -----------------------------------------------------------------


def _problems(root: Element) -> Iterator[Problem]:
    ids: dict[str, Place] = {}
    for element in root.iter():
        tag = TAGS.get(str(element.tag))
        if tag is None:
            yield unknown_tag(str(element.tag), place_of(element))
            continue
        yield from _attribute_problems(element, tag, ids)
        yield from _content_problems(element, tag)


def _attribute_problems(element: Element, tag: Tag, ids: dict[str, Place]) -> Iterator[Problem]:
    name = str(element.tag)
    where = place_of(element)
    for key, value in ((str(key), str(value)) for key, value in element.attrib.items()):
        if key not in tag.attributes | EVERYWHERE | INTERNAL:
            yield unknown_attribute(name, key, where)
        elif key in VALUES and (key != "day" or value) and not VALUES[key][0](value):
            what = Words(f"<{name}> 的 {key} 不能是「{value}」", f"{key}={value!r} is not right for <{name}>")
            yield Problem(where, what, VALUES[key][1])
    for key in sorted(tag.required - set(map(str, element.attrib))):
        yield Problem(where, Words(f"<{name}> 缺少 {key} 屬性", f"<{name}> needs the attribute {key!r}"))
    own = element.get("id")
    if own in ids:
        first = ids[own]
        yield Problem(
            where, Words(f"代號「{own}」重複，已見於 {first}", f"the id {own!r} is also at {first}")
        )
    elif own:
        ids[own] = where


def _content_problems(element: Element, tag: Tag) -> Iterator[Problem]:
    name = str(element.tag)
    for child in element:
        inner = str(child.tag)
        if inner in TAGS and inner not in tag.holds:
            yield _misplaced(name, inner, tag, place_of(child))
        if inner in ("page-number", "page-count") and not _in_running_head(child):
            yield Problem(
                place_of(child),
                Words(f"<{inner}> 只能放在頁首或頁尾", f"<{inner}> belongs in a running head or foot"),
                Words('請放進 <footer class="page">', 'put it into <footer class="page">'),
            )
    if not tag.words:
        for text, owner in ((element.text, element), *((child.tail, child) for child in element)):
            if text and text.strip():
                yield _bare_words(name, text.strip(), place_of(owner))


def _misplaced(outer: str, inner: str, tag: Tag, where: Place) -> Problem:
    around_zh = "文件最外層" if outer == ROOT else f"<{outer}> 裡"
    around_en = "the top level" if outer == ROOT else f"<{outer}>"
    allowed = sorted(tag.holds)
    hint = (
        Words(f"裡面可放：{'、'.join(allowed)}", f"it may hold: {', '.join(allowed)}")
        if allowed
        else Words(f"<{outer}> 應寫成 <{outer}/>", f"write <{outer}/>")
    )
    what = Words(f"{around_zh}不能放 <{inner}>", f"<{inner}> cannot stand in {around_en}")
    return Problem(where, what, hint)


def _bare_words(name: str, text: str, where: Place) -> Problem:
    shown = text if len(text) <= 12 else f"{text[:12]}…"
    around_zh = "最外層" if name == ROOT else f" <{name}> "
    return Problem(
        where,
        Words(f"文字「{shown}」不能直接放在{around_zh}裡", f"the words {shown!r} stand bare in <{name}>"),
        Words("請以 <p>…</p> 包起來", "put them into <p>…</p>"),
    )


def _in_running_head(element: Element) -> bool:
    return any(
        around.tag in ("header", "footer") and "page" in around.get("class", "").split()
        for around in element.iterancestors()
    )


# ---- white space --------------------------------------------------------------

_GAP = re.compile(r"[ \t\r\n]+(?:\0+[ \t\r\n]*)*|(?:\0+[ \t\r\n]+)(?:\0+[ \t\r\n]*)*")
_INSIDE = RUNS | {"a"}
_FLOWING = frozenset(name for name, tag in TAGS.items() if tag.words)


def _tidy(root: Element) -> None:
    """Make the white space of each run of words what a Chinese text wants.

    Between Chinese characters there is none; elsewhere a gap is one space; at the
    ends of a block and around line breaks there is none.
    """
    for element in root.iter():
        if element.tag in _FLOWING:
            if element.tag not in _INSIDE:
                _tidy_run(element)
        else:
            element.text = None
            for child in element:
                child.tail = None


def _tidy_run(block: Element) -> None:
    slots = list(_slots(block))
    joined = "\0".join((getattr(owner, side) or "") for owner, side in slots)
    for (owner, side), words in zip(slots, _close_up(joined).split("\0"), strict=True):
        setattr(owner, side, words or None)


def _slots(element: Element) -> Iterator[tuple[Element, str]]:
    """Give the places of text in one run; a note or block inside it is a run of its own."""
    yield element, "text"
    for child in element:
        if child.tag in _INSIDE:
            yield from _slots(child)
        yield child, "tail"


def _close_up(text: str) -> str:
    def gap(found: re.Match[str]) -> str:
        kept = "\0" * found[0].count("\0")
        before, after = text[: found.start()].rstrip("\0")[-1:], text[found.end() :].lstrip("\0")[:1]
        if not before or not after or (is_wide(before) and is_wide(after)):
            return kept
        if "\n" in found[0] and (is_wide(before) or is_wide(after)):
            return kept
        return " " + kept

    return _GAP.sub(gap, text)


# ---- malformed ----------------------------------------------------------------

_FAULTS: dict[str, Words] = {
    "ERR_TAG_NAME_MISMATCH": Words("結束標記與開始標記不符", "a closing tag does not match its opening tag"),
    "ERR_TAG_NOT_FINISHED": Words("標記沒有結束", "a tag is not closed"),
    "ERR_UNDECLARED_ENTITY": Words("不認得的實體", "unknown entity"),
    "ERR_ATTRIBUTE_REDEFINED": Words("同一標記的屬性重複", "an attribute is written twice"),
    "ERR_ATTRIBUTE_WITHOUT_VALUE": Words("屬性沒有值", "an attribute has no value"),
    "ERR_ATTRIBUTE_NOT_STARTED": Words("屬性值應加引號", "an attribute's value wants quotation marks"),
    "ERR_LT_IN_ATTRIBUTE": Words("屬性值裡不能有 <", "there is a < in an attribute's value"),
    "ERR_NAME_REQUIRED": Words(
        "單獨的 & 應寫成 &amp;，< 應寫成 &lt;", "write &amp; for a single &, &lt; for <"
    ),
    "ERR_GT_REQUIRED": Words("標記缺少 >", "a tag lacks its >"),
    "ERR_SPACE_REQUIRED": Words("屬性之間應有空格", "there must be a space between attributes"),
}


def _not_well_formed(whole: str, parser: etree.XMLParser) -> Problem:
    entry = next(iter(parser.error_log))
    known = _FAULTS.get(entry.type_name)
    detail = re.search(r"mismatch: (\S+) line (\d+) and (\S+)", entry.message)
    hint: Words | None = None
    if detail is not None and ROOT in (detail[1], detail[3]):
        name = detail[1] if detail[3] == ROOT else detail[3]
        opening = detail[3] == ROOT
        known = Words(
            f"<{name}> 沒有結束標記" if opening else f"多了一個 </{name}>",
            f"<{name}> is never closed" if opening else f"there is a </{name}> too many",
        )
    elif detail is not None:
        opened = _opening(whole, detail)
        if opened.file != _place_at(whole, entry.line, entry.column, detail).file and not _is_base(opened):
            # The file that closes another tag is right: this one has left its own open.
            what = Words(f"<{detail[1]}> 沒有結束標記", f"<{detail[1]}> is never closed")
            return Problem(opened, what)
        hint = Words(
            f"這裡應為 </{detail[1]}>，卻是 </{detail[3]}>", f"expected </{detail[1]}>, found </{detail[3]}>"
        )
    what = known or Words(f"標記寫法有誤：{entry.message}", entry.message)
    return Problem(_place_at(whole, entry.line, entry.column, detail), what, hint)


def _place_at(whole: str, line: int, column: int, mismatch: re.Match[str] | None) -> Place:
    """Give the last place marked before a position in what the template wrote."""
    if mismatch is not None and mismatch[3] == ROOT:
        return _opening(whole, mismatch)
    lines = whole.split("\n")
    return _marked(whole, sum(len(before) + 1 for before in lines[: line - 1]) + column)


def _opening(whole: str, mismatch: re.Match[str]) -> Place:
    """Give where the tag opens that is not closed: the last such tag up to the line that libxml saw."""
    until = sum(len(before) + 1 for before in whole.split("\n")[: int(mismatch[2])])
    openings = [found.end() for found in re.finditer(rf"<{re.escape(mismatch[1])}\b[^>]*", whole[:until])]
    return _marked(whole, openings[-1]) if openings else _NO_PLACE


def _marked(whole: str, offset: int) -> Place:
    marks = list(re.finditer(_MARK, whole[:offset]))
    return as_place(marks[-1][1] or marks[-1][2]) if marks else _NO_PLACE


def _is_base(place: Place) -> bool:
    return place is _NO_PLACE or place.file.startswith("templates/base/")
