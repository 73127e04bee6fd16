"""Append briefs to a PDF: pages with all that belongs to them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

from briefgen.attach import marking as markings
from briefgen.attach.belongings import Belongings, flatten_fields
from briefgen.attach.bookmarks import Labels, add_bookmark
from briefgen.attach.destinations import Destinations
from briefgen.attach.opening import opened, sound, title
from briefgen.attach.parts import Annex, Attached, File, Stamp, distinct, label, remark, require_briefs
from briefgen.attach.properties import Properties, keywords_of, stated
from briefgen.attach.seeing import lines
from briefgen.attach.stamping import Stamps
from briefgen.attach.structure import Tags, is_tagged
from briefgen.errors import Problem, Words


def to_pdf(
    report: File, briefs: Sequence[File], levels: tuple[str, ...], stamp: Stamp, first: int
) -> Attached:
    """Append briefs to a report."""
    require_briefs(report, briefs, first)
    pdf = opened(report)
    sources = [opened(brief) for brief in briefs]
    own = marking_of(pdf, report, levels)
    with sound(report):
        joint = _Joint(pdf, report, stamp)
    annexes = []
    titles: list[str] = []
    for source, brief in zip(sources, briefs, strict=True):
        with sound(brief):
            titles.append(title(source, brief))
    named = zip(sources, briefs, distinct(titles, briefs), strict=True)
    for number, (source, brief, called) in enumerate(named, first):
        marking = marking_of(source, brief, levels)
        with sound(brief):
            annexes.append(joint.add(source, brief, called, number, marking))
    highest = markings.highest((own, *(annex.marking for annex in annexes)), levels)
    with sound(report):
        joint.finish(highest)
        pages = len(pdf.pages)
        data = _written(pdf, max(source.pdf_version for source in (pdf, *sources)))
    notes = (*joint.notes, *markings.raised(report, own, highest, levels))
    return Attached(data, tuple(annexes), pages, highest, notes)


def marking_of(pdf: pikepdf.Pdf, file: File, levels: tuple[str, ...]) -> str | None:
    """Give the marking that a PDF tells, or None."""
    with sound(file):
        told = stated(pdf), keywords_of(pdf)
    return markings.marking_of(file, levels, *told, lines(file))


class _Joint:
    """The report, growing by one annex after the other."""

    def __init__(self, pdf: pikepdf.Pdf, file: File, stamp: Stamp) -> None:
        self.pdf, self.file, self.stamp = pdf, file, stamp
        self.notes: list[Problem] = []
        self.had_tags = is_tagged(pdf)
        self.tags, self.destinations = Tags(pdf), Destinations(pdf)
        self.belongings, self.labels = Belongings(pdf), Labels(pdf)
        self.properties, self.stamps = Properties(pdf, file), Stamps(pdf)

    def add(self, source: pikepdf.Pdf, file: File, called: str, number: int, marking: str | None) -> Annex:
        """Append one annex."""
        first = len(self.pdf.pages)
        annex = Annex(label(number), called, len(source.pages), first + 1, marking)
        self._look(source, file)
        self.tags.make_room(source, number)
        led = self.destinations.make_room(source, number)
        for page in source.pages:
            self.pdf.pages.append(page)
        self.tags.join(source, annex.heading)
        self.destinations.join(source, led)
        self.belongings.join(source, annex.label)
        self.labels.join(source, first, annex.label)
        self.properties.join(source)
        opening = self.pdf.pages[first]
        add_bookmark(self.pdf, source, annex.heading, opening)
        self.stamps.put(opening, self.stamp(annex.label))
        return annex

    def finish(self, marking: str | None) -> None:
        """Write what was gathered."""
        for part in (self.tags, self.destinations, self.belongings, self.labels):
            part.finish()
        self.notes += self.properties.finish(marking, tagged=self.tags.whole)

    def _look(self, source: pikepdf.Pdf, file: File) -> None:
        """Say what an annex cannot keep."""
        if is_tagged(source) != self.had_tags:
            name = self.file.name if is_tagged(source) else file.name
            self.notes.append(
                remark(
                    name,
                    Words(
                        "PDF 沒有標籤，合併檔只有部分頁面可供報讀",
                        "the PDF has no tags, so a screen reader can follow only part of the result",
                    ),
                )
            )
        if flatten_fields(source):
            self.notes.append(
                remark(file.name, Words("表單欄位已改為固定文字", "its fields to fill in became fixed text"))
            )


def _written(pdf: pikepdf.Pdf, version: str) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        min_version=version,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        fix_metadata_version=False,
    )
    return out.getvalue()
