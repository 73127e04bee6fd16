"""What is committed belongs to the project: no machine's paths, no fonts, no registry hosts, no large files."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
FONTS = {".ttf", ".otf", ".ttc", ".woff", ".woff2", ".pfb", ".eot"}
# Written in pieces, so that this file passes its own test.
PATHS = re.compile(r"(?<![\w.])/(?:home|" + "Users|root|work|tmp" + r")/[\w.-]+|\b[A-Z]:\\\\?Users", re.ASCII)
HOSTS = re.compile(r"\b(?:pypi|pythonhosted|npm" + r"js|deb\.debian|crates|proxy\.golang)\.(?:org|com|io)\b")


def committed() -> list[Path]:
    """Give the files under version control, or every file where git is not there."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        hidden = {".git", ".venv", ".cache", "out", "node_modules"}
        return [
            path
            for path in ROOT.rglob("*")
            if path.is_file() and hidden.isdisjoint(path.relative_to(ROOT).parts)
        ]
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def found(pattern: re.Pattern[str]) -> list[str]:
    lines = []
    for path in committed():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                lines.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    return lines


def test_no_path_of_a_machine_is_committed():
    assert found(PATHS) == []


def test_no_registry_is_named():
    assert found(HOSTS) == []


def test_no_font_is_committed():
    assert [path.name for path in committed() if path.suffix.lower() in FONTS] == []


def test_what_is_built_is_not_committed():
    built = [path for path in committed() if path.is_relative_to(ROOT / "out") and path.name != ".gitkeep"]

    assert built == []


def test_only_the_planned_folders_stand_at_the_top():
    tops = {path.relative_to(ROOT).parts[0] for path in committed()}

    assert tops <= {
        ".ci", ".gitattributes", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "bench", "briefgen",
        "constraints.txt", "docs", "out", "pyproject.toml", "seeds", "templates", "tests",
    }  # fmt: skip


def test_text_is_utf8_with_unix_line_ends():
    wrong = []
    for path in committed():
        content = path.read_bytes()
        if b"\0" not in content[:8000] and (b"\r\n" in content or content.startswith(b"\xef\xbb\xbf")):
            wrong.append(path.relative_to(ROOT).as_posix())

    assert wrong == []


def test_no_file_is_too_large_to_look_at():
    large = [p.relative_to(ROOT).as_posix() for p in committed() if p.stat().st_size > 2_000_000]

    assert large == []


def test_every_package_is_listed_for_the_wheel():
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]

    found = {
        ".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "briefgen").rglob("__init__.py")
    }

    assert set(listed) == found | {"briefgen.starter.templates"}
