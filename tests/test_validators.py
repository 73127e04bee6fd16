"""Every brief of every audience passes other people's validators; `make test-all` runs this."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import validators
from tests.test_parity import a_docx, a_pdf

pytestmark = pytest.mark.slow

AUDIENCES = sorted(path.parent.name for path in (validators.ROOT / "templates").glob("*/audience.yaml"))
EDITIONS = sorted(path.stem for path in (validators.ROOT / "seeds" / "editions").glob("*.md"))


def findings(check: Callable[[Path], list[str]], path: Path) -> list[str]:
    """Run a validator, or skip where it is not installed."""
    try:
        return check(path)
    except validators.Absent as absent:
        pytest.skip(f"{absent} is not installed; make test-all installs it")


def counted(count: Callable[[Path], int], path: Path) -> int:
    try:
        return count(path)
    except validators.Absent as absent:
        pytest.skip(f"{absent} is not installed; make test-all installs it")


@pytest.fixture(scope="session", params=[(a, e) for a in AUDIENCES for e in EDITIONS], ids="-".join)
def brief(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build one brief; give its path without the ending."""
    audience, edition = request.param
    out = tmp_path_factory.mktemp("out")
    program = [sys.executable, "-m", "briefgen", "-C", str(validators.ROOT)]
    done = subprocess.run(
        [*program, "build", edition, "--audience", audience, "--out", str(out)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out / edition / f"{edition}-{audience}"


@pytest.mark.parametrize("check", [validators.open_xml_sdk, validators.openxml_audit])
def test_the_word_file_is_valid(check: Callable[[Path], list[str]], brief: Path):
    assert findings(check, brief.with_suffix(".docx")) == []


@pytest.mark.parametrize(
    "check", [validators.pdf_a_and_ua, validators.outloud, validators.qpdf, validators.fonts]
)
def test_the_pdf_is_valid(check: Callable[[Path], list[str]], brief: Path):
    assert findings(check, brief.with_suffix(".pdf")) == []


@pytest.mark.parametrize(
    "count", [validators.notes_by_pandoc, validators.notes_by_mammoth, validators.notes_by_libreoffice]
)
def test_other_programs_see_the_same_notes(count: Callable[[Path], int], brief: Path):
    docx = brief.with_suffix(".docx")

    assert counted(count, docx) == validators.notes_in_file(docx)


# ---- the validators are awake -----------------------------------------------------


def test_the_word_validators_refuse_a_file_that_is_not_whole(tmp_path: Path):
    broken = tmp_path / "broken.docx"
    broken.write_bytes(a_docx())

    assert findings(validators.open_xml_sdk, broken)
    assert findings(validators.openxml_audit, broken)


def test_the_word_validators_refuse_properties_out_of_order(brief: Path, tmp_path: Path):
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(brief.with_suffix(".docx")) as whole, zipfile.ZipFile(broken, "w") as copy:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:pPr>", b'<w:pPr><w:jc w:val="left"/>', 1)
            copy.writestr(name, content)

    assert findings(validators.open_xml_sdk, broken)


def test_the_pdf_validators_refuse_a_pdf_without_a_standard(tmp_path: Path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(a_pdf())

    assert any("3a:" in line for line in findings(validators.pdf_a_and_ua, broken))


def test_the_font_check_refuses_a_font_from_elsewhere(tmp_path: Path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(
        a_pdf("<html lang=zh><title>x</title><p style='font-family: DejaVu Sans'>text</p></html>")
    )

    assert any("not a house font" in line for line in findings(validators.fonts, broken))


def test_the_syntax_check_refuses_half_a_file(tmp_path: Path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(a_pdf()[: len(a_pdf()) // 2])

    assert findings(validators.qpdf, broken)
