"""The selection travels inside the PDF, and nothing else does."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pikepdf
import pytest

from briefgen.pipeline import Request, build
from tests import validators
from tests.make import an_event
from tests.test_validators import findings
from tests.trust import AUDIENCE, EDITION, a_place, some_events


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One marked brief of three events; one has a remark of the editors and one is above the reader."""
    root = tmp_path_factory.mktemp("place")
    noted = an_event("low-9", when="2021-09-09", title="=1+1", remark="編輯自己看的話")
    edition = EDITION.replace("date:", "marking: 公開\ndate:")
    a_place(root, [*some_events(None), noted, *some_events("密", first=3)], edition=edition)
    return build(Request(root, "q3", audience="reader", formats=("pdf",))).files[0].path


def attached(path: Path) -> dict[str, bytes]:
    with pikepdf.open(path) as pdf:
        return {name: one.get_file().read_bytes() for name, one in pdf.attachments.items()}


def test_the_events_with_their_sources_are_attached_as_json(brief: Path):
    data = json.loads(attached(brief)["q3-reader.json"])

    assert [event["id"] for event in data["events"]] == ["low-1", "low-9"]
    assert data["themes"] == [{"id": "all", "title": "大國關係", "events": ["low-1", "low-9"]}]
    assert all(event["sources"] for event in data["events"])


def test_the_same_events_are_attached_as_csv_without_a_formula(brief: Path):
    text = attached(brief)["q3-reader.csv"].decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 3
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


def test_the_remarks_of_editors_stay_at_home(brief: Path):
    assert not any("編輯自己看的話".encode() in data for data in attached(brief).values())


def test_the_attachments_are_associated_with_the_document_as_data(brief: Path):
    with pikepdf.open(brief) as pdf:
        related = [str(one.AFRelationship) for one in pdf.Root.AF]
        kinds = sorted(str(one.EF.F.Subtype) for one in pdf.Root.AF)

    assert related == ["/Data", "/Data"]
    assert kinds == ["/application/json", "/text/csv"]


def test_an_audience_may_want_no_data(tmp_path: Path):
    audience = AUDIENCE + "attach_data: false\n"
    root = a_place(tmp_path, some_events(None), files={"templates/reader/audience.yaml": audience})

    built = build(Request(root, "q3", audience="reader", formats=("pdf",)))

    assert attached(built.files[0].path) == {}


@pytest.mark.slow
@pytest.mark.parametrize("check", [validators.pdf_a_and_ua, validators.outloud, validators.qpdf])
def test_a_marked_pdf_with_attachments_keeps_its_standards(check, brief: Path):
    assert findings(check, brief) == []
