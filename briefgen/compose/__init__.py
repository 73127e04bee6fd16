"""Turn a selection and an edition into a Document, in the words of an audience's template.

`compose` makes the document, `shorter` leaves an event out of it; `warnings` says what of the edition is not
printed; `check_templates` looks at templates without running
them; `outline` writes a document as text for people and golden files.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from briefgen.compose.brief import Brief
from briefgen.compose.compose import compose, shorter
from briefgen.compose.overlooked import warnings
from briefgen.document import Document
from briefgen.errors import Problem

__all__ = ["Brief", "check_templates", "compose", "outline", "shorter", "warnings"]


def check_templates(
    templates: Path, root: Path, above: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> tuple[Problem, ...]:
    """Give every problem of the templates under a folder, in order of file and line.

    `above` names for each audience those that it extends, the nearest first.
    """
    from briefgen.compose.check import check_templates

    return check_templates(templates, root, above)


def outline(document: Document) -> str:
    """Write a document with its tags, classes and notes, one line for each block."""
    from briefgen.compose.outline import outline

    return outline(document)
