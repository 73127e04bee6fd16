"""What the joined PDF says of itself: keywords, dates, marking, and the standards that all its parts keep."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from pikepdf import Dictionary, Name, Pdf, Stream, String

from briefgen.attach.packet import Packet
from briefgen.attach.parts import File, remark
from briefgen.attach.trees import as_array, text
from briefgen.errors import Problem, Words
from briefgen.marking import PROPERTY

PRODUCER = "briefgen"
_SEPARATORS = re.compile(r"[,;、，；]\s*")
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?)?.*")


def packet_of(pdf: Pdf) -> Packet:
    """Give the XMP packet of a file, a new one where it has none."""
    stream = pdf.Root.get("/Metadata")
    return Packet(stream.read_bytes() if isinstance(stream, Stream) else b"")


class Properties:
    """The properties of the report, growing; title, authors and subject stay its own."""

    def __init__(self, pdf: Pdf, file: File) -> None:
        self.pdf, self.file = pdf, file
        self.packet = packet_of(pdf)
        self.claims = _Claims(pdf, self.packet)
        self.had = (self.claims.archive, self.claims.access)
        self.keywords = text(pdf.docinfo.get("/Keywords")) or self.packet.get("pdf:Keywords")
        self.changed = _changed(pdf)

    def join(self, brief: Pdf) -> None:
        """Take over keywords and dates of an annex, and keep only the claims that it makes too."""
        packet = packet_of(brief)
        known = set(_SEPARATORS.split(self.keywords))
        for word in _SEPARATORS.split(text(brief.docinfo.get("/Keywords")) or packet.get("pdf:Keywords")):
            if word and word not in known:
                self.keywords += ("、" if self.keywords else "") + word
                known.add(word)
        self.claims.meet(_Claims(brief, packet))
        self.changed = max(self.changed, _changed(brief))

    def finish(self, marking: str | None, *, tagged: bool) -> tuple[Problem, ...]:
        """Write the properties; say which claims had to go."""
        if not tagged:
            self.claims.untag()
        self._write_info(marking)
        self._write_packet(marking)
        self.pdf.Root.Metadata = self.pdf.make_indirect(
            Stream(self.pdf, self.packet.data(), Type=Name.Metadata, Subtype=Name.XML)
        )
        return self._lost()

    def _write_info(self, marking: str | None) -> None:
        info = self.pdf.docinfo
        values = {
            "/Producer": PRODUCER,
            "/Keywords": self.keywords,
            "/ModDate": self.changed[1],
            "/" + PROPERTY: marking,
        }
        for key, value in values.items():
            if value:
                info[key] = String(value)

    def _write_packet(self, marking: str | None) -> None:
        info, packet = self.pdf.docinfo, self.packet
        for key, name, kind in (
            ("/Title", "dc:title", "Alt"),
            ("/Author", "dc:creator", "Seq"),
            ("/Subject", "dc:description", "Alt"),
        ):
            if text(info.get(key)) and not packet.get(name):
                packet.put_all(name, kind, (text(info[key]),))
        if text(info.get("/Creator")) and not packet.get("xmp:CreatorTool"):
            packet.put("xmp:CreatorTool", text(info["/Creator"]))
        if self.keywords:
            packet.put("pdf:Keywords", self.keywords)
            subjects = (*packet.items("dc:subject"), *_SEPARATORS.split(self.keywords))
            packet.put_all("dc:subject", "Bag", tuple(dict.fromkeys(filter(None, subjects))))
        packet.put("pdf:Producer", PRODUCER)
        moment, written = self.changed
        if written:
            packet.put("xmp:ModifyDate", moment.isoformat(timespec="seconds"))
            if packet.get("xmp:MetadataDate"):
                packet.put("xmp:MetadataDate", moment.isoformat(timespec="seconds"))
        if marking:
            packet.mark(marking)
        self.claims.write(packet)

    def _lost(self) -> tuple[Problem, ...]:
        now = (self.claims.archive, self.claims.access)
        lost = [
            name
            for name, before, after in zip(("PDF/A", "PDF/UA"), self.had, now, strict=True)
            if before and not after
        ]
        if not lost:
            return ()
        named = "、".join(lost)
        return (
            remark(
                self.file.name,
                Words(
                    f"各份檔案並非都符合 {named}，合併檔不再宣告符合",
                    f"not every part keeps {' and '.join(lost)}, so the result no longer claims it",
                ),
            ),
        )


class _Claims:
    """The standards that a file says it keeps: PDF/A as part and level, PDF/UA as part."""

    def __init__(self, pdf: Pdf, packet: Packet) -> None:
        self.part, self.level = packet.get("pdfaid:part"), packet.get("pdfaid:conformance").upper()
        self.colours = _colours(pdf)
        self.archive = (
            self.part in ("1", "2", "3") and self.level in ("A", "B", "U") and self.colours is not None
        )
        self.access = packet.get("pdfuaid:part")

    def meet(self, other: _Claims) -> None:
        """Keep what both keep: a file of part 2 is one of part 3, every A is a U, every U a B."""
        alike = self.part == other.part or {self.part, other.part} == {"2", "3"}
        self.archive = self.archive and other.archive and alike and self.colours == other.colours
        self.part = max(self.part, other.part)
        self.level = min(self.level, other.level, key="BUA".find)
        self.access = self.access if self.access == other.access else ""

    def untag(self) -> None:
        """Give up what needs tags on every page."""
        self.access = ""
        if self.level == "A":
            self.level = "B" if self.part == "1" else "U"

    def write(self, packet: Packet) -> None:
        """Write the claims into a packet."""
        for name in ("pdfaid:part", "pdfaid:conformance", "pdfaid:amd", "pdfaid:rev", "pdfuaid:part"):
            packet.drop(name)
        if self.archive:
            packet.put("pdfaid:part", self.part)
            packet.put("pdfaid:conformance", self.level)
        if self.access:
            packet.put("pdfuaid:part", self.access)


def _colours(pdf: Pdf) -> int | None:
    """Give the number of colours of the output intent of PDF/A, None where there is none."""
    for intent in as_array(pdf.Root.get("/OutputIntents")):
        if isinstance(intent, Dictionary) and intent.get("/S") == Name.GTS_PDFA1:
            profile = intent.get("/DestOutputProfile")
            return int(profile.get("/N", 0)) if isinstance(profile, Stream) else None
    return None


def _changed(pdf: Pdf) -> tuple[datetime, str]:
    """Give when a file was last changed, as a moment and as it is written; long ago where it does not say."""
    for key in ("/ModDate", "/CreationDate"):
        written = text(pdf.docinfo.get(key))
        if moment := _moment(written):
            return moment, written
    return datetime(1, 1, 2, tzinfo=UTC), ""


def _moment(written: str) -> datetime | None:
    found = _DATE.fullmatch(written)
    if found is None:
        return None
    year, month, day, hour, minute, second, sign, hours, minutes = found.groups()
    shift = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    zone = timezone(-shift if sign == "-" else shift)
    try:
        return datetime(
            int(year),
            int(month or 1),
            int(day or 1),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            0,
            zone,
        )
    except ValueError:
        return None


def keywords_of(pdf: Pdf) -> tuple[str, ...]:
    """Give what may hold a marking among the keywords."""
    packet = packet_of(pdf)
    return (text(pdf.docinfo.get("/Keywords")), packet.get("pdf:Keywords"), *packet.items("dc:subject"))


def stated(pdf: Pdf) -> tuple[str, ...]:
    """Give the marking that a file states as a property."""
    value: Any = pdf.docinfo.get("/" + PROPERTY)
    return (text(value), packet_of(pdf).get(f"briefgen:{PROPERTY}"))
