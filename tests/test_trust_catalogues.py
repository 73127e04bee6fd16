"""Hostile catalogues: each is read or refused within bounds, in words that name the file."""

from __future__ import annotations

import io
import json
import os
import socket
import sqlite3
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from briefgen import catalogue
from briefgen.contained import Limits, contained
from briefgen.errors import BriefgenError, Place, TemplateError
from tests.make import a_workspace, an_event
from tests.trust import as_json

BOUNDS = Limits(seconds=10, memory=512)
HEAD = "- id: a\n  when: 2021-09-10\n  title: "
EVENT = json.loads(as_json(an_event()))
Maker = Callable[[Path], None]


def text(name: str, content: str | bytes) -> Maker:
    """Write one hostile file among the events."""

    def make(folder: Path) -> None:
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    return make


def sheet(
    *, cells: str = "", shared: str = "", extra: dict[str, bytes] | None = None, names: int = 1
) -> bytes:
    """Make a workbook by hand."""
    spread = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, names + 1))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{spread}" xmlns:r="{office}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{spread}"><sheetData>{cells}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{spread}">{shared}</sst>',
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in {**parts, **(extra or {})}.items():
            file.writestr(name, content)
    return out.getvalue()


def a_bomb(megabytes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/sharedStrings.xml", b"\0" * (megabytes << 20))
    return out.getvalue()


def fifo(folder: Path) -> None:
    os.mkfifo(folder / "a.yaml")


def device(folder: Path) -> None:
    (folder / "a.yaml").symlink_to("/dev/zero")


def random_device(folder: Path) -> None:
    (folder / "a.csv").symlink_to("/dev/urandom")


def loop(folder: Path) -> None:
    (folder / "a.yaml").symlink_to(folder / "b.yaml")
    (folder / "b.yaml").symlink_to(folder / "a.yaml")


def loop_of_folders(folder: Path) -> None:
    (folder / "again").symlink_to(folder)


def dangling(folder: Path) -> None:
    (folder / "a.yaml").symlink_to(folder / "nowhere.yaml")


def folder_with_a_name(folder: Path) -> None:
    (folder / "a.yaml").mkdir()


def deep_folders(folder: Path) -> None:
    for _ in range(200):
        folder = folder / "d"
        folder.mkdir()
    (folder / "a.yaml").write_text("- x\n")


def a_socket(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(folder / "a.yaml"))


def unreadable(folder: Path) -> None:
    (folder / "a.yaml").write_text("- x")
    (folder / "a.yaml").chmod(0)


def sparse(folder: Path) -> None:
    with (folder / "a.yaml").open("wb") as file:
        file.truncate(1 << 40)


def many(folder: Path) -> None:
    for n in range(3000):
        (folder / f"{n}.yaml").write_text("[]")


def an_archive(statement: str) -> Maker:
    """Keep the events in a database that somebody else prepared."""

    def make(folder: Path) -> None:
        root = folder.parents[1]
        database = sqlite3.connect(root / "a.db")
        database.executescript(statement)
        database.close()
        (root / "briefgen.toml").write_text('events = "sqlite:///a.db"\n')

    return make


TABLE = "CREATE TABLE events (id TEXT, first DATE, last DATE, reach INTEGER, marking TEXT, title TEXT, record TEXT);"
ROW = "INSERT INTO events VALUES ('a', '2021-09-10', '2021-09-10', 1, '公開', 't', {});"
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x"

HOSTILE: dict[str, Maker] = {
    "aliases that laugh": text("a.yaml", "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]\n"),
    "an alias of itself": text("a.yaml", "&a [*a]\n"),
    "fifty thousand brackets": text("a.yaml", "[" * 50_000),
    "fifty thousand braces": text("a.yaml", "{a: " * 50_000),
    "fifty thousand dashes": text("a.yaml", "- " * 50_000),
    "fifty thousand questions": text("a.yaml", "? " * 50_000),
    "a python object": text("a.yaml", "!!python/object/apply:os.system ['id']\n"),
    "a python name": text("a.yaml", "- !!python/name:os.system\n"),
    "a binary": text("a.yaml", "- !!binary aGVsbG8=\n"),
    "a merge key": text("a.yaml", "- &a {x: 1}\n- {<<: *a}\n"),
    "a key twice": text("a.yaml", f"{HEAD}x\n  title: y\n"),
    "a hundred documents": text("a.yaml", "--- []\n" * 100),
    "a number of a million digits": text("a.yaml", "- {id: " + "9" * 1_000_000 + "}\n"),
    "a date of a million digits": text("a.yaml", "- {when: 2021-" + "1" * 1_000_000 + "}\n"),
    "a line of ten million": text("a.yaml", HEAD + "x" * 10_000_000),
    "a hundred thousand anchors": text("a.yaml", "".join(f"- &a{n} x\n" for n in range(100_000))),
    "a tab": text("a.yaml", "- id: a\n\ttitle: b\n"),
    "null characters": text("a.yaml", HEAD + "\0\0\0"),
    "utf-16": text("a.yaml", (HEAD + "x").encode("utf-16")),
    "utf-7": text("a.yaml", b"- {id: +ADw-}"),
    "broken utf-8": text("a.yaml", b"- {id: \xff\xfe}"),
    "surrogates": text("a.json", '[{"id": "\\ud800"}]'),
    "deep json": text("a.json", "[" * 100_000),
    "deep json that closes": text("a.json", "[" * 90_000 + "]" * 90_000),
    "json of a million keys": text("a.json", "[{" + ",".join(f'"{n}":1' for n in range(1_000_000)) + "}]"),
    "json numbers beyond all": text("a.json", '[{"session": 1e999999}, {"session": NaN}, {"session": -Infinity}]'),
    "a long json number": text("a.json", '[{"session": ' + "9" * 100_000 + "}]"),
    "a json key twice": text("a.json", '[{"id": "a", "id": "b"}]'),
    "a hundred thousand bad lines": text("a.jsonl", "{\n" * 100_000),
    "deep lines": text("a.jsonl", "[" * 5_000 + "\n" + "{" * 5_000),
    "a csv field of fifty million": text("a.csv", 'id,title\na,"' + "x" * 50_000_000),
    "a csv of a hundred thousand columns": text("a.csv", ",".join(f"c{n}" for n in range(100_000)) + "\n"),
    "a csv of quotes": text("a.csv", '"' * 1_000_001),
    "a csv of formulas": text("a.csv", "代號,標題\n=1+1,@SUM(A1)\n"),
    "a cell far away": text("a.xlsx", sheet(cells='<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>')),
    "a cell that is nowhere": text("a.xlsx", sheet(cells='<row r="1"><c r="ZZZZ99999999"><v>1</v></c></row>')),
    "a text that is not there": text("a.xlsx", sheet(cells='<row r="1"><c r="A1" t="s"><v>999999999</v></c></row>')),
    "laughing entities in a sheet": text("a.xlsx", sheet(extra={"xl/sharedStrings.xml": b'<!DOCTYPE s [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><sst><si><t>&c;</t></si></sst>'})),
    "an outer entity in a sheet": text("a.xlsx", sheet(extra={"xl/workbook.xml": b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook>&e;</workbook>'})),
    "a gigabyte of shared texts": text("a.xlsx", a_bomb(1000)),
    "broken xml in a sheet": text("a.xlsx", sheet(cells="<row><c></row>")),
    "ten thousand sheets": text("a.xlsx", sheet(names=10_000)),
    "a zip with a path out of it": text("a.xlsx", sheet(extra={"../../../../tmp/x": b"x"})),
    "half a workbook": text("a.xlsx", sheet()[:400]),
    "an empty zip": text("a.xlsx", b"PK\x05\x06" + bytes(18)),
    "a workbook that is text": text("a.xlsx", "id,title\n"),
    "an old workbook": text("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "a fifo": fifo,
    "a device without end": device,
    "a device of noise": random_device,
    "links in a circle": loop,
    "folders in a circle": loop_of_folders,
    "a link to nowhere": dangling,
    "a folder with the name of a file": folder_with_a_name,
    "two hundred folders": deep_folders,
    "a file of a terabyte of nothing": sparse,
    "three thousand files": many,
    "a file nobody may read": unreadable,
    "a view without end": an_archive(f"CREATE VIEW events AS {ENDLESS} AS id, 1 AS first, 1 AS last, 1 AS reach, '公開' AS marking, '' AS title, '' AS record FROM n;"),
    "a generated column": an_archive(TABLE + "DROP TABLE events; CREATE TABLE events (id TEXT, first DATE, last DATE, reach INTEGER, marking TEXT, title TEXT, record TEXT AS (zeroblob(99999999)));"),
    "a record of a hundred megabytes": an_archive(TABLE + ROW.format("hex(zeroblob(50000000))")),
    "a record that is no json": an_archive(TABLE + ROW.format("'{'")),
    "a record of brackets": an_archive(TABLE + ROW.format(f"'{'[' * 100_000}'")),
    "a database that is text": lambda folder: ((folder.parents[1] / "a.db").write_text("x" * 5000), (folder.parents[1] / "briefgen.toml").write_text('events = "sqlite:///a.db"\n'), None)[-1],
    "a database elsewhere": lambda folder: ((folder.parents[1] / "briefgen.toml").write_text('events = "sqlite:////etc/passwd"\n'), None)[-1],
    "settings of brackets": lambda folder: ((folder.parents[1] / "briefgen.toml").write_text("a = " + "[" * 100_000), None)[-1],
    "registers of aliases": lambda folder: ((folder.parent / "bodies.yaml").write_text("- &a [x]\n- *a\n"), None)[-1],
    "registers of brackets": lambda folder: ((folder.parent / "bodies.yaml").write_text("[" * 50_000), None)[-1],
    "sets and maps of YAML": text("a.yaml", "- !!set {? a, ? b}\n- !!omap [a: 1]\n- !!pairs [a: 1]\n"),
    "a tag of its own": text("a.yaml", "%TAG ! tag:example.org,2021:\n--- !x [1]\n"),
    "a directive from the future": text("a.yaml", "%YAML 99.9\n---\n- id: a\n"),
    "a key that is a list": text("a.yaml", "- ? [a, b]\n  : c\n"),
    "a key of a million letters": text("a.yaml", "- {" + "k" * 1_000_000 + ": 1}\n"),
    "a block text without end": text("a.yaml", HEAD + "|+\n" + "    x\n" * 500_000),
    "numbers in sixties": text("a.yaml", HEAD + "x\n  session: 1:59:59:59:59:59\n  importance: 0x" + "f" * 5000 + "\n"),
    "days beyond the calendar": text("a.yaml", "- {id: a, when: 9999-99-99}\n- {id: b, when: 0000-00-00}\n- {id: c, when: 2021-02-30}\n"),
    "a span that ends before it starts": text("a.yaml", HEAD.replace("2021-09-10", "2021-09-10/1021-09-10") + "x\n"),
    "a hundred thousand empty records": text("a.yaml", "- {}\n" * 100_000),
    "twenty thousand of one name": text("a.json", json.dumps([EVENT] * 20_000)),
    "an event of a hundred thousand actors": text("a.json", json.dumps([EVENT | {"actors": [f"人{n}" for n in range(100_000)]}])),
    "an event of twenty thousand sources": text("a.json", json.dumps([EVENT | {"sources": EVENT["sources"] * 20_000}])),
    "a title of ten million letters": text("a.json", json.dumps([EVENT | {"title": "字" * 3_000_000}])),
    "a name that is a path": text("a.json", json.dumps([EVENT | {"id": "../../../../etc/passwd"}])),
    "an address that runs": text("a.json", json.dumps([EVENT | {"sources": [EVENT["sources"][0] | {"url": "javascript:alert(1)"}]}])),
    "json after json": text("a.json", "[]" * 100_000),
    "json in comments": text("a.json", "/*" * 100_000 + "[]"),
    "json escapes of half a pair": text("a.json", '[{"id": "' + "\\ud83d" * 10_000 + '"}]'),
    "json that is one text": text("a.json", '"' + "x" * 5_000_000 + '"'),
    "json of nulls": text("a.json", "[" + "null," * 200_000 + "null]"),
    "a line of json of ten million": text("a.jsonl", '{"id": "' + "x" * 10_000_000 + '"}\n'),
    "csv in utf-32": text("a.csv", "id,title\na,b\n".encode("utf-32")),
    "csv with nulls": text("a.csv", b"id,title\na,\0\0\0\n"),
    "csv of line ends": text("a.csv", "id,title\n" + "\r" * 500_000),
    "csv headers twice": text("a.csv", "代號,代號,標題\na,b,c\n"),
    "csv of a thousand sources": text("a.csv", "id," + ",".join(f"sources.{n}.outlet" for n in range(999, 0, -1)) + "\na" + ",x" * 999 + "\n"),
    "csv of a source beyond all": text("a.csv", "id,sources.99999999999.outlet\na,x\n"),
    "csv of rows without end": text("a.csv", "id,title\n" + "a,b\n" * 200_000),
    "a formula in a sheet": text("a.xlsx", sheet(cells='<row r="1"><c r="A1"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>1</v></c></row>')),
    "days before the calendar in a sheet": text("a.xlsx", sheet(cells='<row r="1"><c r="A1"><v>-1e300</v></c><c r="B1" t="d"><v>9999-99-99</v></c><c r="C1"><v>NaN</v></c></row>')),
    "a sheet of errors": text("a.xlsx", sheet(cells='<row r="1">' + "".join(f'<c r="{letter}1" t="e"><v>#REF!</v></c>' for letter in "ABCDEFGH") + "</row>")),
    "merged cells over everything": text("a.xlsx", sheet(extra={"xl/worksheets/sheet1.xml": b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'})),
    "rows that go backwards": text("a.xlsx", sheet(cells='<row r="9"><c r="A9"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row><row r="-5"><c r="A-5"><v>1</v></c></row>')),
    "a sheet outside the workbook": text("a.xlsx", sheet(extra={"xl/_rels/workbook.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'})),
    "a sheet that is itself the workbook": text("a.xlsx", sheet(extra={"xl/_rels/workbook.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="workbook.xml"/></Relationships>'})),
    "deep xml in a sheet": text("a.xlsx", sheet(cells="<row><c><is>" + "<r>" * 50_000)),
    "a million shared texts": text("a.xlsx", sheet(shared="<si><t>x</t></si>" * 1_000_000)),
    "a zip that lies of its size": text("a.xlsx", sheet().replace(b"PK\x01\x02", b"PK\x01\x03")),
    "a zip behind a program": text("a.xlsx", b"MZ" + bytes(5000) + sheet()),
    "a table of another kind": an_archive("CREATE TABLE events (id TEXT, picture BLOB); INSERT INTO events VALUES ('a', zeroblob(1000));"),
    "a database without events": an_archive("CREATE TABLE other (id TEXT);"),
    "a trigger on reading": an_archive(TABLE + "CREATE TABLE log (x); CREATE TRIGGER t AFTER INSERT ON events BEGIN INSERT INTO log VALUES (load_extension('x')); END;"),
    "a view that loads a program": an_archive("CREATE VIEW events AS SELECT load_extension('x.so') AS id, 1 AS first, 1 AS last, 1 AS reach, '公開' AS marking, '' AS title, '' AS record;"),
    "a view that reads a file": an_archive("CREATE VIEW events AS SELECT readfile('/etc/passwd') AS id, 1 AS first, 1 AS last, 1 AS reach, '公開' AS marking, '' AS title, '' AS record;"),
    "columns of the wrong kind": an_archive(TABLE + "INSERT INTO events VALUES (1.5, 'x', x'ff', 'y', 9, x'00', 7);"),
    "half a database": lambda folder: (an_archive(TABLE)(folder), (folder.parents[1] / "a.db").write_bytes((folder.parents[1] / "a.db").read_bytes()[:3000]), None)[-1],
    "a database that is a fifo": lambda folder: (os.mkfifo(folder.parents[1] / "a.db"), (folder.parents[1] / "briefgen.toml").write_text('events = "sqlite:///a.db"\n'), None)[-1],
    "an address that is none": lambda folder: ((folder.parents[1] / "briefgen.toml").write_text('events = "sqlite:///:memory:?x=' + "y" * 100_000 + '"\n'), None)[-1],
    "settings that are a fifo": lambda folder: os.mkfifo(folder.parents[1] / "briefgen.toml"),
    "settings of a million letters": lambda folder: ((folder.parents[1] / "briefgen.toml").write_text('events = "' + "x" * 1_000_000 + '"\n'), None)[-1],
    "a register that is a fifo": lambda folder: os.mkfifo(folder.parent / "bodies.yaml"),
    "a register that is a device": lambda folder: (folder.parent / "bodies.yaml").symlink_to("/dev/zero"),
    "events that are a link to everything": lambda folder: (folder / "all").symlink_to("/proc"),
    "a socket": a_socket,
    "a name of odd letters": text("\u202ea\u2066\n.yaml", "- x\n"),
    "a name of the longest kind": text("字" * 80 + ".yaml", "- x\n"),
}  # fmt: skip
SPECIAL = (
    "a fifo",
    "a device without end",
    "a database that is a fifo",
    "settings that are a fifo",
    "a register that is a fifo",
    "a register that is a device",
    "a socket",
)
"""What must be named, not passed over: who put it there may have meant it to hold events or levels."""
HEAVY = frozenset(
    {
        "a csv field of fifty million", "json of a million keys", "a gigabyte of shared texts", "a line of ten million",
        "a hundred thousand anchors", "a record of a hundred megabytes", "three thousand files", "ten thousand sheets",
        "a hundred thousand bad lines", "a csv of a hundred thousand columns", "a block text without end",
        "a hundred thousand empty records", "twenty thousand of one name", "an event of a hundred thousand actors",
        "an event of twenty thousand sources", "a title of ten million letters", "json of nulls",
        "a line of json of ten million", "csv of rows without end", "a million shared texts", "csv of line ends",
    }
)  # fmt: skip


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow) if name in HEAVY else name for name in HOSTILE]
)
def test_a_hostile_catalogue_is_read_or_refused_within_bounds(tmp_path: Path, name: str):
    root = a_workspace(tmp_path)
    HOSTILE[name](root / "seeds" / "events")
    (root / "seeds" / "events" / "z.json").write_text(json.dumps([EVENT]))

    try:
        contained(partial(_load, root), BOUNDS, Place("bounds"))
    except TemplateError as passed:
        pytest.fail(f"{name}: {passed}")
    except BriefgenError as error:
        assert all(0 < len(problem.say()) < 1000 for problem in error.problems)
        assert all(len(problem.say().splitlines()) == 1 for problem in error.problems)
        assert len(error.problems) <= 100_001
        assert all(problem.where.file for problem in error.problems)
    else:
        assert name not in SPECIAL, "a special file was passed over"


@pytest.mark.parametrize("bad", ["\\u0001", "\\u0000", "\\u000b", "\\ufffe", "\\ud83f\\udffe", "\\u202e"])
def test_a_character_that_nothing_shows_is_taken_out_of_a_database_too(tmp_path: Path, bad: str):
    root = a_workspace(tmp_path)
    record = as_json(an_event("a", title="X")).replace('"X"', f'"甲{bad}乙"')
    an_archive(TABLE + ROW.format(f"'{record}'"))(root / "seeds" / "events")

    loaded = catalogue.load(root)

    (problem,) = [problem for problem in loaded.warnings if "清除" in problem.what.zh]
    assert "清除了 1 個" in problem.what.zh
    assert [event.title for event in loaded.catalogue.events] == ["甲乙"]


def _load(root: Path) -> int:
    return len(catalogue.load(root).catalogue.events)
