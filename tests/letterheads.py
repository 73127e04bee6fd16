"""Letterheads to try: made by python-docx as a person would, then spoilt part by part."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import docx
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt, RGBColor

RED = RGBColor(0xA0, 0x1E, 0x28)
GREEN = "006633"


def a_logo() -> io.BytesIO:
    """Give a small red PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xa0\x1e\x28" * 60 for _ in range(20))
    head = struct.pack(">IIBBBBB", 60, 20, 8, 2, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def a_letterhead() -> WordFile:
    """Give a letterhead: a logo beside the name of the office, an address, wide margins, two styles."""
    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2.5)
    section.top_margin, section.header_distance = Cm(4), Cm(1)
    table = section.header.add_table(1, 2, Cm(15))
    table.cell(0, 0).paragraphs[0].add_run().add_picture(a_logo(), width=Cm(3))
    run = table.cell(0, 1).paragraphs[0].add_run("大陸情勢研究所")
    run.font.size, run.font.color.rgb = Pt(16), RED
    section.footer.paragraphs[0].text = "臺北市重慶南路一號"
    word.styles["Heading 2"].font.color.rgb = RGBColor.from_string(GREEN)
    points = word.styles.add_style("重點", WD_STYLE_TYPE.PARAGRAPH)
    points.font.bold = True
    return word


def write(word: WordFile, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    word.save(str(path))
    return path


def change(path: Path, name: str, old: str, new: str) -> Path:
    """Change the words of one part; with no old words, add the part."""
    with zipfile.ZipFile(path) as file:
        parts = {entry: file.read(entry) for entry in file.namelist()}
    if old:
        text = parts[name].decode()
        assert old in text, f"{name} has no {old!r}"
        parts[name] = text.replace(old, new, 1).encode()
    else:
        parts[name] = new.encode()
    with zipfile.ZipFile(path, "w") as file:
        for entry, content in parts.items():
            file.writestr(zipfile.ZipInfo(entry), content)
    return path


def relate(path: Path, source: str, kind: str, target: str, outside: bool = False) -> Path:
    """Add a relation to a part that has some."""
    folder, _, name = source.rpartition("/")
    uri = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    mode = ' TargetMode="External"' if outside else ""
    relation = f'<Relationship Id="rIdX" Type="{uri}" Target="{target}"{mode}/></Relationships>'
    return change(path, f"{folder}/_rels/{name}.rels".lstrip("/"), "</Relationships>", relation)
