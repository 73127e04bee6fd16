"""The reports of tests/ingest are read at least this well; bench/ingest.py shows what is wrong where."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from briefgen.catalogue import load

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

import ingest as bench  # noqa: E402


@pytest.fixture(scope="module")
def known():
    return load(ROOT).catalogue.registers


@pytest.mark.parametrize("name", bench.REPORTS)
def test_a_labelled_report_is_read_well_enough(name, known):
    report = ROOT / "tests" / "ingest" / name

    score, _, _ = bench.measure(report, report.with_suffix(".tsv"), known)

    assert score.found >= 0.9 * score.labels
    assert score.found >= 0.9 * score.proposed
    assert score.subject >= 0.85 * score.found
    assert score.mode >= 0.8 * score.found
    assert score.bound >= 0.95 * score.cited
    assert score.parsed == score.citations
