"""Ask other people's programs whether our files are what they claim to be.

Each function takes a file and gives its findings as lines; none means that the
program has nothing to say against it.  A program that is not installed raises
Absent: `make test-all` installs them all.  To add one: a function here, and a
test for a file that it must refuse.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from lxml import etree

ROOT = Path(__file__).parent.parent
OFFICES = ("Office2016", "Office2019", "Microsoft365")
FONTS = re.compile(r"(?:[A-Z]{6}\+)?(?:TW-Kai|Noto-(?:Sans|Serif)-CJK-TC|Liberation-(?:Serif|Sans))(?:-\w+)*")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Absent(Exception):
    """The program is not installed here."""


# ---- Word ----------------------------------------------------------------------


def open_xml_sdk(path: Path) -> list[str]:
    """Check a Word file with Microsoft's own validator, for three versions of Office."""
    program = _program("ooxml-validator", ROOT / ".cache" / "checks" / "node_modules" / ".bin")
    found = []
    for office in OFFICES:
        report = json.loads(_output([program, path, "--officeVersion", office]))
        found += [f"{office}: {error['description']} ({error['path']})" for error in report["errors"]]
    return found


def openxml_audit(path: Path) -> list[str]:
    """Check a Word file with openxml-audit, which also asks whether Word would repair it."""
    report = json.loads(_output([_program("openxml-audit"), "--output", "json", path]))
    (result,) = report if isinstance(report, list) else [report]
    return [f"{error['part_uri']}: {error['description']}" for error in result["errors"]]


# ---- PDF -----------------------------------------------------------------------


def pdf_a_and_ua(path: Path) -> list[str]:
    """Check a PDF against PDF/A-3a and PDF/UA-1."""
    try:
        import page
    except ImportError as error:
        raise Absent("page-validation") from error
    found = []
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf(path, profile=profile, limits=page.SafetyLimits.unlimited())
        found += [
            f"{profile.value}: {failure.rule_id} {failure.message}"
            for failure in report.failures
            if not _is_false_alarm(path, profile.value, failure.rule_id)
        ]
    return found


def _is_false_alarm(path: Path, profile: str, rule: str) -> bool:
    """Whether page-validation is wrong where it is known to be wrong, after a second look.

    PDF/A-3 allows a filter on metadata (only part 1 forbids it).  A stream whose
    last byte is a carriage return is counted one byte short; qpdf counts right.
    """
    if "METADATA-FILTER" in rule:
        return profile.startswith("3")
    return "STREAM-LENGTH" in rule and _ends_with_return(path) and not qpdf(path)


def _ends_with_return(path: Path) -> bool:
    import pikepdf

    with pikepdf.open(path) as pdf:
        return any(
            isinstance(item, pikepdf.Stream) and item.read_raw_bytes().endswith(b"\r") for item in pdf.objects
        )


def outloud(path: Path) -> list[str]:
    """Check a PDF with outloud: PDF/UA-1 again, and whether it makes sense to a listener."""
    report = json.loads(_output([_program("outloud"), "--json", "-", path]))
    (result,) = report["results"]
    found = [result["error"]] if result["error"] else []
    return found + [
        f"{finding['rule']}: {finding['message']}"
        for finding in result["findings"]
        if finding["severity"] == "error"
    ]


def qpdf(path: Path) -> list[str]:
    """Check the syntax of a PDF."""
    done = subprocess.run([_program("qpdf"), "--check", str(path)], capture_output=True, text=True)
    return [] if done.returncode == 0 else (done.stdout + done.stderr).splitlines()


def fonts(path: Path) -> list[str]:
    """Check that every font is embedded, maps to Unicode and is one that the stylesheets may name."""
    found = []
    for line in _output([_program("pdffonts"), path]).splitlines()[2:]:
        name, *_ = line.split()
        embedded, _, unicode = re.findall(r"\b(yes|no)\b", line)[-3:]
        if embedded == "no":
            found.append(f"{name} is not embedded")
        if unicode == "no":
            found.append(f"{name} has no Unicode map")
        if FONTS.fullmatch(name) is None:
            found.append(f"{name} is not a house font")
    return found


# ---- how other programs read a Word file ----------------------------------------


def notes_in_file(path: Path) -> int:
    """Count the footnotes that are called in a Word file."""
    with ZipFile(path) as package:
        return len(list(etree.fromstring(package.read("word/document.xml")).iter(f"{W}footnoteReference")))


def notes_by_pandoc(path: Path) -> int:
    """Count the footnotes that pandoc reads."""
    tree = json.loads(_output([_program("pandoc"), "--from", "docx", "--to", "json", path]))
    return sum(1 for _ in _nodes(tree["blocks"], "Note"))


def headings_by_pandoc(path: Path) -> int:
    """Count the headings that pandoc reads."""
    tree = json.loads(_output([_program("pandoc"), "--from", "docx", "--to", "json", path]))
    return sum(1 for _ in _nodes(tree["blocks"], "Header"))


def notes_by_mammoth(path: Path) -> int:
    """Count the footnotes that mammoth reads."""
    import mammoth

    with path.open("rb") as file:
        html: str = mammoth.convert_to_html(file).value
    return len(re.findall(r'<li id="footnote-', html))


def notes_by_libreoffice(path: Path) -> int:
    """Count the footnotes that LibreOffice reads."""
    with TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        _output(
            [_program("soffice"), profile, "--headless", "--convert-to", "fodt", "--outdir", folder, path]
        )
        tree = etree.parse(Path(folder, f"{path.stem}.fodt"), etree.XMLParser(huge_tree=True))
        return len(list(tree.iter("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}note")))


def _nodes(tree: Any, kind: str) -> Any:
    if isinstance(tree, dict):
        if tree.get("t") == kind:
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for child in tree:
            yield from _nodes(child, kind)


# ---- running programs ------------------------------------------------------------


def _program(name: str, *folders: Path) -> str:
    """Find a program: beside this Python, in the folders given, or on the path."""
    for folder in (Path(sys.executable).parent, *folders):
        found = shutil.which(name, path=str(folder))
        if found:
            return found
    found = shutil.which(name)
    if found is None:
        raise Absent(name)
    return found


def _output(command: list[Any]) -> str:
    """Run a program and give what it prints; a finding may be its exit code, so that is not looked at."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=300)
    assert done.stdout or done.returncode == 0, done.stderr
    return done.stdout
