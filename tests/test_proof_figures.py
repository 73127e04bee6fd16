"""The drafts of tests/proof are proofread at least this well; bench/proof.py --show tells what is missed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from briefgen import proof
from briefgen.catalogue import load
from briefgen.errors import Severity

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

import proof as bench  # noqa: E402


@pytest.fixture(scope="module")
def known():
    return load(ROOT).catalogue.registers


@pytest.mark.parametrize("name", bench.DRAFTS)
def test_most_planted_slips_are_found_and_errors_are_right(name, known):
    measured = bench.measure(ROOT / "tests" / "proof" / name, known)

    assert measured.errors_found >= 0.6 * measured.errors
    assert measured.warnings_found >= 0.5 * measured.warnings
    assert measured.right >= 0.8 * measured.reported


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_most_slips_of_single_pages_are_found_and_errors_are_right(name, known):
    measured = bench.rounds(known)[name]

    assert measured.errors_found >= 0.7 * measured.errors
    assert measured.warnings_found >= 0.5 * measured.warnings
    # What names the other bracket of a pair, or the event for its source, is right but not counted so.
    assert measured.right >= 0.75 * measured.reported


def test_a_wrapped_report_without_slips_has_no_error(known):
    source = (ROOT / "tests" / "proof" / bench.CLEAN).read_text("utf-8")

    errors = [
        one for one in proof.proof(proof.read(source, bench.CLEAN), known) if one.severity is Severity.ERROR
    ]

    assert errors == []


@pytest.mark.parametrize(
    "name", ["winter.txt", "summer.md", "essay.txt", "analysis.md", "column.md", "review.txt"]
)
def test_a_report_without_slips_has_no_error(name, known):
    source = (ROOT / "tests" / "ingest" / name).read_text("utf-8")

    errors = [one for one in proof.proof(proof.read(source, name), known) if one.severity is Severity.ERROR]

    assert errors == []
