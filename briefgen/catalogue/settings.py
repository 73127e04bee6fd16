"""Read `briefgen.toml`: the marking levels, and where the events are kept.

A new setting is a field of Settings; its default is what a workspace without the
file gets.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from briefgen.errors import CatalogueError, Place, Problem, RequestError, Words, did_you_mean
from briefgen.model import WindowCalendar
from briefgen.tree import Tree

MARKINGS = ("公開", "內部", "密", "機密", "極機密", "絕對機密")


class Bounds(Struct, frozen=True, forbid_unknown_fields=True):
    """What templates and typesetting may use of the machine; None leaves it to the program.

    `seconds` of processor time, `memory` and `answer` in MiB.
    """

    seconds: Annotated[float, Meta(gt=0)] | None = None
    memory: Annotated[int, Meta(ge=64, le=2**30)] | None = None
    answer: Annotated[int, Meta(ge=1, le=2**30)] | None = None


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """What a workspace sets for itself.

    `markings` are ordered from the lowest; `calendar` is whose days a window counts in
    (the venue's, or `taipei`, `beijing`); `events` is a SQLAlchemy URL where the
    events are not files; `limits` are those of the child that typesets.
    """

    markings: tuple[str, ...] = MARKINGS
    default_marking: str | None = None
    events: str | None = None
    calendar: WindowCalendar = "venue"
    cache: str | None = None
    limits: Bounds = Bounds()

    @property
    def default(self) -> str:
        """Give the marking of an event that has none, and the clearance of a reader without one."""
        return self.default_marking or self.markings[0]

    def cache_folder(self, root: Path) -> Path:
        """Give the folder for what can be made again."""
        return root / (self.cache or ".briefgen")

    @property
    def highest(self) -> str:
        """Give the clearance that sees every event."""
        return self.markings[-1]

    def allowed(self, clearance: str | None) -> frozenset[str]:
        """Give the markings that a clearance may read; RequestError where there is no such level."""
        level = clearance or self.default
        if level not in self.markings:
            hint = did_you_mean(level, self.markings) or Words(
                f"可用的密等：{'、'.join(self.markings)}", f"known levels: {', '.join(self.markings)}"
            )
            raise RequestError(
                Problem(
                    Place("briefgen.toml"), Words(f"沒有「{level}」這個密等", f"no marking {level!r}"), hint
                )
            )
        return frozenset(self.markings[: self.markings.index(level) + 1])


def read_settings(root: Path) -> Settings:
    """Read the settings of a workspace, the defaults where it has no `briefgen.toml`; CatalogueError."""
    path = root / "briefgen.toml"
    # What is there and cannot be read is an error: without its levels everything would be public.
    if not path.is_symlink() and not path.exists():
        return Settings()
    import tomllib

    from briefgen.catalogue.text_file import read_text
    from briefgen.convert import convert

    try:
        value = tomllib.loads(read_text(path, root))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CatalogueError(_no_toml(error)) from error
    settings = convert(Tree(value, lambda _: Place("briefgen.toml")), Settings)
    if not settings.markings or settings.default not in settings.markings:
        what = Words("default_marking 不在 markings 之中", "default_marking is not one of markings")
        raise CatalogueError(Problem(Place("briefgen.toml"), what))
    return settings


def _no_toml(error: Exception) -> Problem:
    at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    where = Place("briefgen.toml", int(at[1]), int(at[2])) if at else Place("briefgen.toml")
    return Problem(
        where,
        Words("TOML 寫法有誤", f"this is not TOML: {error}"),
        Words('文字的值要加引號，清單寫成 ["公開", "內部"]', 'quote texts, and write lists as ["a", "b"]'),
    )
