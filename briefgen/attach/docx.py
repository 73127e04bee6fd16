"""Append briefs to a Word report: a list of annexes, and each page of each brief as a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from briefgen.attach import marking as markings
from briefgen.attach import wordxml as xml
from briefgen.attach.opening import opened, title
from briefgen.attach.package import OFFICE, WORD, Package
from briefgen.attach.parts import Annex, Attached, File, distinct, label, remark, require_briefs
from briefgen.attach.pdf import marking_of as marking_of_pdf
from briefgen.attach.seeing import pages_of, picture, words
from briefgen.attach.wordmarking import mark, marking_of
from briefgen.attach.wordxml import NAMESPACES, W
from briefgen.errors import Problem, Words

_HAN_BREAK = re.compile("(?<=[\u2e80-\uffef])\\s*\n\\s*(?=[\u2e80-\uffef])")


def to_docx(report: File, briefs: Sequence[File], levels: tuple[str, ...], first: int) -> Attached:
    """Append briefs to a report."""
    require_briefs(report, briefs, first)
    package = Package(report)
    joint = _Joint(package)
    own = marking_of(package, joint.document, levels)
    annexes = tuple(_annex(brief, number, levels) for number, brief in enumerate(briefs, first))
    called = distinct([annex.title for annex in annexes], briefs)
    annexes = tuple(replace(annex, title=title) for annex, title in zip(annexes, called, strict=True))
    highest = markings.highest((own, *(annex.marking for annex in annexes)), levels)
    joint.contents(annexes)
    for annex, brief in zip(annexes, briefs, strict=True):
        joint.add(annex, brief)
    joint.finish()
    if highest is not None:
        mark(package, highest)
    notes = (*joint.notes, *_notes(package, joint.document), *markings.raised(report, own, highest, levels))
    return Attached(package.data(), annexes, None, highest, notes)


def _annex(brief: File, number: int, levels: tuple[str, ...]) -> Annex:
    with opened(brief) as pdf:
        return Annex(
            label(number),
            title(pdf, brief),
            len(pdf.pages),
            marking=marking_of_pdf(pdf, brief, levels),
        )


class _Joint:
    """The body of the report, growing; its last section is kept for what was there before."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.document = package.tree(package.main)
        body = self.document.find(f"{{{W}}}body")
        if body is None:
            raise package.broken()
        self.body = body
        found = body.find(f"{{{W}}}sectPr")
        self.own = etree.SubElement(body, f"{{{W}}}sectPr") if found is None else found
        body.remove(self.own)
        self.pictures = _after(self.document, f"{{{NAMESPACES['wp']}}}docPr", "id")
        self.bookmarks = _after(self.document, f"{{{W}}}bookmarkStart", f"{{{W}}}id")
        self.anchors = {each.get(f"{{{W}}}name") for each in self.document.iter(f"{{{W}}}bookmarkStart")}
        self.named: dict[str, str] = {}
        self.section = ""
        self.furniture: tuple[tuple[str, str, str], ...] | None = None
        self.notes: list[Problem] = []

    def contents(self, annexes: Sequence[Annex]) -> None:
        """Add the list of annexes, which ends the section of the report."""
        self._append(xml.contents_heading())
        for annex in annexes:
            marked = f"，{annex.marking}" if annex.marking else ""
            self._append(
                xml.contents_line(f"{annex.heading}（{annex.pages}頁{marked}）", self._anchor(annex))
            )
        _properties(self.body[-1]).append(self.own)

    def add(self, annex: Annex, brief: File) -> None:
        """Add the pages of an annex; each run of pages of one size is a section."""
        silent = 0
        with pages_of(brief) as pdf:
            sizes = [_size(pdf[number]) for number in range(len(pdf))]
            for number, size in enumerate(sizes):
                page = pdf[number]
                starts = number == 0 or sizes[number - 1] != size
                if starts:
                    self._end_section()
                    self.section = xml.section(size, self._furniture())
                spoken = _HAN_BREAK.sub("", words(page).strip()).replace("\n", " ")
                silent += not spoken
                self._page(annex, number + 1, size, spoken, picture(page), breaks=not starts)
        if silent:
            what = Words(
                f"有 {silent} 頁沒有可讀出的文字，圖片沒有替代文字",
                f"{silent} pages hold no text, so their pictures have no alternative text",
            )
            self.notes.append(remark(brief.name, what))

    def finish(self) -> None:
        """Write the document."""
        self.body.extend(xml.elements(self.section))
        self.package.put(self.package.main, self.document)

    def _page(
        self,
        annex: Annex,
        number: int,
        size: tuple[float, float],
        spoken: str,
        drawn: tuple[str, bytes],
        *,
        breaks: bool,
    ) -> None:
        suffix, data = drawn
        name = self.package.fresh(self.package.beside(f"media/annex{{}}.{suffix}"))
        self.package.put(name, data)
        self.package.declare_suffix(suffix, f"image/{suffix}")
        relation = self.package.relate(self.package.main, f"{OFFICE}/image", name)
        anchor = None
        if number == 1:
            anchor = (self._anchor(annex), self.bookmarks)
            self.bookmarks += 1
        shown = f"{annex.label}第{number}頁"
        self._append(xml.caption(f"{annex.heading}　第{number}頁", breaks=breaks, anchor=anchor))
        self._append(
            xml.picture(relation, self.pictures, shown, f"{shown}：{spoken}" if spoken else shown, size)
        )
        self.pictures += 1

    def _append(self, text: str) -> None:
        self.body.extend(xml.elements(text))

    def _end_section(self) -> None:
        """Let the last paragraph end its section, where there is one of ours."""
        if self.section:
            _properties(self.body[-1]).extend(xml.elements(self.section))

    def _anchor(self, annex: Annex) -> str:
        """Give the name of the bookmark of an annex."""
        if annex.label not in self.named:
            number = 1
            while f"annex_{number}" in self.anchors:
                number += 1
            self.named[annex.label] = f"annex_{number}"
            self.anchors.add(f"annex_{number}")
        return self.named[annex.label]

    def _furniture(self) -> tuple[tuple[str, str, str], ...]:
        """Give empty heads and feet for the first section; those that follow take them over."""
        if self.furniture is not None:
            return ()
        made = []
        for kind, root in (("header", "hdr"), ("footer", "ftr")):
            for which in ("default", "even"):
                name = self.package.fresh(self.package.beside(f"annex-{kind}{{}}.xml"))
                self.package.put(name, xml.empty_furniture(root))
                self.package.declare(name, f"{WORD}{kind}+xml")
                relation = self.package.relate(self.package.main, f"{OFFICE}/{kind}", name)
                made.append((kind, which, relation))
        self.furniture = tuple(made)
        return self.furniture


def _properties(paragraph: etree._Element) -> etree._Element:
    found = paragraph.find(f"{{{W}}}pPr")
    assert found is not None, "what we write has properties"
    return found


def _size(page: object) -> tuple[float, float]:
    wide, high = page.get_size()  # type: ignore[attr-defined]
    return round(wide, 1), round(high, 1)


def _after(document: etree._Element, tag: str, attribute: str) -> int:
    """Give a number above all that some elements have."""
    numbers = (each.get(attribute, "") for each in document.iter(tag))
    return max([0, *(int(number) for number in numbers if number.isdecimal())]) + 1


def _notes(package: Package, document: etree._Element) -> Iterator[Problem]:
    """Say what in the report changes its place or number because pages follow."""
    parts = [
        name for kind, name in package.related(package.main).values() if kind.endswith(("/header", "/footer"))
    ]
    fields = [package.main, *(name for name in parts if name in package.parts)]
    if any(b"NUMPAGES" in package.parts[name] for name in fields):
        yield remark(
            package.file.name,
            Words(
                "報告的總頁數欄位（NUMPAGES）會連附件一起計算",
                "its total of pages (NUMPAGES) now counts the annexes",
            ),
        )
    if next(document.iter(f"{{{W}}}endnoteReference"), None) is not None:
        yield remark(
            package.file.name,
            Words(
                "報告有章節附註，Word 會排在全文最後，即附件之後",
                "it has endnotes, which Word puts at the very end, after the annexes",
            ),
            Words(
                "可在 Word 把附註位置改為「節的結尾」",
                "in Word, let endnotes stand at the end of the section",
            ),
        )
