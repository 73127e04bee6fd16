"""Read what can be read of records that are not events, so that one mistake hides no other.

A record that is an event is taken as it is.  Of another one, the fields that are
right are taken, and what is wrong or missing is left out: good enough to look up its
names and compare its days, never to be printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, get_type_hints

import msgspec

from briefgen.catalogue.event_files import Placed, own_problems
from briefgen.convert import expand
from briefgen.errors import Problem
from briefgen.model import Event, Source, When
from briefgen.tree import Path as Steps
from briefgen.tree import Plain, Tree

_NEVER = When(first=date.min, last=date.min)
_REQUIRED: dict[str, Any] = {
    "id": "", "when": _NEVER, "title": "", "summary": "", "actors": (), "mode": "other", "sources": (),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Salvaged:
    """An event as far as it could be read; `whole` where nothing was wrong with it by itself."""

    placed: Placed
    whole: bool

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Give what is wrong with it by itself, beside what could not be read."""
        return tuple(own_problems(self.placed))


def salvage(tree: Tree, positions: Iterable[int]) -> Iterator[Salvaged]:
    """Give the records of a list at some positions, as far as each can be read."""
    for position in positions:
        record = tree.at(position)
        try:
            event = msgspec.convert(expand(record.value, Event), Event)
        except (msgspec.ValidationError, RecursionError):
            if isinstance(record.value, dict):
                yield Salvaged(_partial(record, record.value), False)
        else:
            yield Salvaged(Placed(event, record.locate), True)


def _partial(record: Tree, value: dict[str, Plain]) -> Placed:
    fields: dict[str, Any] = dict(_REQUIRED)
    kept: dict[str, list[int]] = {}
    hints = get_type_hints(Event, include_extras=True)
    for name in hints:
        items = value.get(name)
        found: list[tuple[int, Any]]
        if name == "sources" and isinstance(items, list):
            found = [(at, one) for at, item in enumerate(items) if (one := _source(item)) is not None]
        elif isinstance(items, list):
            found = [(at, item) for at, item in enumerate(items) if _fits(item, _item(hints[name]))]
        elif name in value and _fits(items, hints[name]):
            fields[name] = msgspec.convert(expand(items, hints[name]), hints[name])
            continue
        else:
            continue
        kept[name] = [at for at, _ in found]
        fields[name] = tuple(one for _, one in found)
    if fields["when"] is _NEVER:
        fields["sources"] = tuple(msgspec.structs.replace(one, date=None) for one in fields["sources"])

    def locate(steps: Steps) -> Any:
        if len(steps) > 1 and steps[0] in kept:
            return record.locate((steps[0], kept[str(steps[0])][int(steps[1])], *steps[2:]))
        return record.locate(steps)

    return Placed(Event(**fields), locate)


def _source(value: Plain) -> Source | None:
    """Give a source as far as it can be read, or None where it does not name its outlet."""
    if not isinstance(value, dict):
        return None
    hints = get_type_hints(Source, include_extras=True)
    fields = {
        name: msgspec.convert(expand(value[name], hint), hint)
        for name, hint in hints.items()
        if name in value and _fits(value[name], hint)
    }
    return Source(**fields) if "outlet" in fields else None


def _fits(value: Plain, kind: Any) -> bool:
    try:
        msgspec.convert(expand(value, kind), kind)
    except (msgspec.ValidationError, RecursionError):
        return False
    return True


def _item(kind: Any) -> Any:
    """Give the type of the items of a tuple, annotated or not."""
    kind = getattr(kind, "__origin__", kind) if hasattr(kind, "__metadata__") else kind
    return getattr(kind, "__args__", (str,))[0]
