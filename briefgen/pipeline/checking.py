"""Validate a whole workspace, and compare the two files of a brief."""

from __future__ import annotations

import os
from collections import deque
from contextlib import ExitStack
from itertools import chain, product
from pathlib import Path

from briefgen import catalogue, rules
from briefgen.contained import Child
from briefgen.errors import BriefgenError, CatalogueError, Problem, Severity
from briefgen.pipeline import validating
from briefgen.pipeline.asking import Request, audience_ids, load_audience, require_workspace, unknown_kind
from briefgen.pipeline.choosing import Chosen, choose
from briefgen.pipeline.extending import above
from briefgen.pipeline.making import give, missing_fonts, taken, try_looks
from briefgen.pipeline.pressing import load
from briefgen.pipeline.proofing import proof_workspace
from briefgen.pipeline.typesetting import Made


def check(root: Path, clearance: str | None = None) -> tuple[Problem, ...]:
    """Validate all of `seeds/` and `templates/`; give every problem and warning found, once.

    Events above the clearance are validated too, but nothing of them is quoted.
    """
    require_workspace(root)
    problems = [*_seeds(root, clearance), *_templates(root)]
    sound = not any(problem.severity is Severity.ERROR for problem in problems)
    problems += _briefs(root) if sound else _looks(root)
    problems += _fonts(root)
    return tuple(dict.fromkeys(problems))


def verify(docx: Path, pdf: Path) -> tuple[Problem, ...]:
    """Read a Word file and a PDF back and give every difference between them."""
    from briefgen.parity import verify as compare

    return compare(docx, pdf)


def _seeds(root: Path, clearance: str | None) -> tuple[Problem, ...]:
    """Check the events and registers, the rules, and every edition; what is wrong in one hides nothing of another."""
    problems = list(validating.above(root, clearance))
    sound = False
    try:
        loaded = catalogue.load(root, clearance=clearance)
        sound, seen = True, loaded.catalogue
        problems += loaded.warnings
    except CatalogueError as error:
        problems += error.problems
        seen = catalogue.readable(root, clearance=clearance)
    try:
        problems += proof_workspace(root, seen)
    except BriefgenError as error:
        problems += error.problems
    try:
        tree = catalogue.read_tree(root / "seeds" / "themes.yaml", root)
        parsed = rules.parse(tree, seen.registers)
        if sound and seen.events:  # Of a part of the events nobody can say that none fits a rule.
            problems += rules.lint(parsed, seen)
    except BriefgenError as error:
        problems += error.problems
    for id in catalogue.edition_ids(root):
        try:
            edition, _ = catalogue.read_edition(root, id)
        except BriefgenError as error:
            problems += error.problems
        else:
            problems += filter(None, [unknown_kind(root, edition)])
    return tuple(problems)


def _templates(root: Path) -> tuple[Problem, ...]:
    from briefgen.compose import check_templates

    problems: list[Problem] = []
    extended: dict[str, tuple[str, ...]] = {}
    for name in audience_ids(root):
        try:
            load_audience(root, name)
            extended[name] = above(root, name)
        except BriefgenError as error:
            problems += error.problems
    return (*problems, *check_templates(root / "templates", root, extended))


def _looks(root: Path) -> tuple[Problem, ...]:
    """Read the stylesheets of every audience, where no brief can be composed to try them on."""
    load()
    problems: list[Problem] = []
    for name in audience_ids(root):
        try:
            problems += try_looks(root, name)
        except BriefgenError as error:
            problems += error.problems
    return tuple(problems)


def _fonts(root: Path) -> tuple[Problem, ...]:
    """Look for the fonts of every audience that wants a PDF."""
    problems: list[Problem] = []
    for name in audience_ids(root):
        try:
            if "pdf" in load_audience(root, name).formats:
                problems += missing_fonts(root, name)
        except BriefgenError:
            continue  # What is wrong with its settings or stylesheets is told already.
    return tuple(problems)


def _briefs(root: Path) -> tuple[Problem, ...]:
    """Compose every edition for every audience, as many at once as there are cores; nothing is rendered or written."""
    load()
    told: list[tuple[Problem, ...]] = []
    under_way: deque[tuple[int, Child[Made], Chosen]] = deque()
    with ExitStack() as children:
        for edition, name in product(catalogue.edition_ids(root), audience_ids(root)):
            told.append(())
            try:
                audience = load_audience(root, name)
                chosen = choose(Request(root, edition), audience)
                child = children.enter_context(Child[Made]())
                give(child, root, chosen, audience, ())
                under_way.append((len(told) - 1, child, chosen))
            except BriefgenError as error:
                told[-1] = error.problems
            if len(under_way) > (os.cpu_count() or 1):
                _finish(told, root, *under_way.popleft())
        while under_way:
            _finish(told, root, *under_way.popleft())
    return tuple(chain.from_iterable(told))


def _finish(
    told: list[tuple[Problem, ...]], root: Path, place: int, child: Child[Made], chosen: Chosen
) -> None:
    with child:
        try:
            told[place] = taken(child, root, chosen).warnings
        except BriefgenError as error:
            told[place] = error.problems
