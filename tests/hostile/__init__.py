"""Hostile templates, markup and stylesheets as text, to be read by name."""

from __future__ import annotations

from pathlib import Path


def read(file: str) -> dict[str, str]:
    """Give the parts of a file by the name over each."""
    text = (Path(__file__).parent / file).read_text("utf-8")
    parts = text.split("\n=== ")[1:]
    return {name: body for name, _, body in (part.partition("\n") for part in parts)}
