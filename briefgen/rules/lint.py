"""Find rules that cannot do what they seem to."""

from __future__ import annotations

from briefgen.errors import Problem
from briefgen.model import Catalogue
from briefgen.rules.language import Rules


def lint(rules: Rules, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Give warnings about rules, seen against a whole catalogue."""
    return rules.warnings
