"""The rooms keep to their doors: who may import whom, and which libraries live where.

A new room: list it under NOUNS or VERBS.  A library with a room of its own: HOMES.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import briefgen

ROOT = Path(briefgen.__file__).parent
NOUNS = frozenset(
    {
        "errors",
        "tree",
        "model",
        "selection",
        "document",
        "zh",
        "convert",
        "faults",
        "names",
        "whole",
        "contained",
        "clean",
        "marking",
        "still",
        "linked",
        "lines",
        "render.look",
    }
)
VERBS = frozenset({"catalogue", "rules", "compose", "render", "parity", "ingest", "proof", "attach"})
TOPS = frozenset({"pipeline", "cli", "__main__", "__init__"})

HOMES = {
    "jinja2": {"compose"},
    "docx": {"render.word"},
    "weasyprint": {"render"},
    "fitz": set(),
    "pypdfium2": {"parity", "ingest", "render", "attach"},
    "yaml": {"catalogue"},
    "ruamel": {"catalogue"},
    "openpyxl": {"catalogue", "rules.sheet", "still"},
    "python_calamine": {"catalogue"},
    "sqlalchemy": {"catalogue"},
    "sqlite3": {"catalogue"},
    "markdown_it": {"compose"},
    "mdit_py_plugins": {"compose"},
    "re2": {"rules"},
    "click": {"cli"},
    "rich": {"cli"},
}
HEAVY = frozenset(
    {
        "weasyprint",
        "docx",
        "matplotlib",
        "sqlalchemy",
        "openpyxl",
        "babel",
        "pikepdf",
        "pypdfium2",
        "jinja2",
        "rich",
    }
)
MODULES = sorted(path.relative_to(ROOT).with_suffix("") for path in ROOT.rglob("*.py"))


def dotted(module: Path) -> str:
    return ".".join(part for part in module.parts if part != "__init__") or "__init__"


def imports(module: Path) -> Iterator[tuple[str, int]]:
    """Give every module that this one imports, wherever in the file, with its line."""
    tree = ast.parse((ROOT / module.with_suffix(".py")).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: write imports in full"
            whole = node.module or ""
            if whole in ("briefgen", "briefgen.render"):
                names = (alias.name for alias in node.names if not alias.name.startswith("__"))
                yield from ((f"{whole}.{name}", node.lineno) for name in names)
            else:
                yield whole, node.lineno


def room(name: str) -> str:
    """Give the room that a dotted name inside briefgen belongs to."""
    if name == "render.look" or name.startswith("render.look."):
        return "render.look"
    return name.split(".")[0]


def may_import(here: str, there: str) -> bool:
    if here == there or there in NOUNS:
        return True
    if here in NOUNS:
        return False
    if here in VERBS:
        return there == "render.look" and here == "render"
    if here == "pipeline":
        return there in VERBS
    return there in {"pipeline", "cli", "__init__"} and here in {"cli", "__main__", "__init__", "web"}


def test_every_room_is_known():
    rooms = {room(dotted(module)) for module in MODULES}

    assert rooms <= NOUNS | VERBS | TOPS


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_imports_only_what_its_room_may(module: Path):
    here = room(dotted(module))

    wrong = [
        f"line {line}: {name}"
        for name, line in imports(module)
        if name.startswith("briefgen.") and not may_import(here, room(name.removeprefix("briefgen.")))
    ]

    assert wrong == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_library_stays_in_its_room(module: Path):
    here = dotted(module)

    wrong = [
        f"line {line}: {name}"
        for name, line in imports(module)
        if (homes := HOMES.get(name.split(".")[0])) is not None
        and not any(here == home or here.startswith(f"{home}.") for home in homes)
    ]

    assert wrong == []


def test_starting_the_program_loads_no_heavy_library():
    program = (
        "import sys, briefgen.cli, briefgen.pipeline; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout

    assert HEAVY.isdisjoint(loaded.split())


def test_proofreading_does_not_load_what_reads_reports():
    program = "import sys, briefgen.pipeline.proofing; print('briefgen.ingest' in sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert loaded.stdout == "False\n"
