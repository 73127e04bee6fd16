"""What all tests share: golden files, the choice to write them anew, and how often long tests repeat."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import sizes

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")
    parser.addoption("--size", choices=sizes.SIZES, default="usual", help="how often exhaustive tests repeat")


def pytest_configure(config: pytest.Config) -> None:
    """Set the size, which test modules ask for while they are read."""
    sizes.SIZE = config.getoption("--size")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file by name; with --update-golden, write it first."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if update:
            GOLDEN.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare
