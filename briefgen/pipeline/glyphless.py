"""Say of a character that no font has where it was written: in which field of which event, or in which register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefgen import catalogue
from briefgen.errors import Place, Problem, RenderError, Words
from briefgen.model import Event
from briefgen.tree import Path as Steps
from briefgen.tree import Plain

_UNPRINTED = frozenset({"id", "marking", "remark"})
_REGISTERS = ("people", "bodies", "outlets", "countries")
_HINT = Words(
    "請改用其他字，或在樣式表加入有此字的字型",
    "use another character, or add a font that has it to the stylesheet",
)


def named(error: RenderError, root: Path, events: tuple[Event, ...]) -> RenderError:
    """Give the same error with the file and line of the events that hold its characters.

    A character of no event keeps the place that the typesetter gave, the line of an
    edition or a template, unless a register has it.
    """
    characters: frozenset[str] = getattr(error, "characters", frozenset())
    if not characters:
        return error
    problems: list[Problem] = []
    for character in sorted(characters):
        found = [*_in_events(character, root, events)] or [*_in_registers(character, root)]
        problems += found or (problem for problem in error.problems if _code(character) in problem.what.zh)
    return RenderError(*problems) if problems else error


def _in_events(character: str, root: Path, events: tuple[Event, ...]) -> Iterator[Problem]:
    import msgspec

    written = {event: _fields(msgspec.to_builtins(event, str_keys=True), character) for event in events}
    holders = [event for event, fields in written.items() if fields]
    places = {one.event: one.locate for one in catalogue.placed(root, holders)} if holders else {}
    for event in holders:
        for steps in written[event]:
            where = places[event](steps) if event in places else Place(f"seeds/events（{event.id}）")
            what = Words(
                f"事件 {event.id} 的 {steps[0]} 有字型沒有的字「{character}」（{_code(character)}）",
                f"{steps[0]} of the event {event.id} has {character!r} ({_code(character)}), which no font has",
            )
            yield Problem(where, what, _HINT)


def _in_registers(character: str, root: Path) -> Iterator[Problem]:
    """Find a character in the registers, whose names and offices events are told with."""
    for path in sorted(path for name in _REGISTERS for path in (root / "seeds").glob(f"{name}.*")):
        tree = catalogue.read_tree(path, root)
        for steps in _fields(tree.value, character):
            what = Words(
                f"登錄有字型沒有的字「{character}」（{_code(character)}）",
                f"the register has {character!r} ({_code(character)}), which no font has",
            )
            yield Problem(tree.locate(steps), what, _HINT)


def _fields(value: Plain, character: str, steps: Steps = ()) -> list[Steps]:
    """Give the ways to the texts of plain data that hold a character and may be printed."""
    if isinstance(value, str):
        return [steps] if character in value else []
    parts = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list | tuple)
        else ()
    )
    found: list[Steps] = []
    for step, part in parts:
        if isinstance(step, str) and character in step:
            found.append((*steps, step))
        elif step not in _UNPRINTED:
            found += _fields(part, character, (*steps, step))
    return found


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
