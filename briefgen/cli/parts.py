"""Parts of commands that speak the reader's language, where click's own speak English.

To add a kind of value: a type here whose `convert` fails in `say`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from briefgen.cli.say import Say

_EXTRA = re.compile(r"  \[([^\[\]]*)\]$")


class OneOf(click.Choice[str]):
    """One of several words."""

    def __init__(self, say: Say, choices: Sequence[str]) -> None:
        self.say = say
        super().__init__(choices)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the word; BadParameter where it is none of them."""
        if value not in self.choices:
            from briefgen.errors import did_you_mean

            guess = did_you_mean(str(value), self.choices)
            near = "" if guess is None else self.say("；", "; ") + guess.say(self.say.lang)
            self.fail(
                self.say(
                    f"「{value}」不在 {'、'.join(self.choices)} 之中{near}",
                    f"{value!r} is none of {', '.join(self.choices)}{near}",
                ),
                param,
                ctx,
            )
        return str(value)


class Between(click.IntRange):
    """A whole number between two others."""

    def __init__(self, say: Say, low: int, high: int) -> None:
        self.say = say
        self.low, self.high = low, high
        super().__init__(low, high)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Give the number; BadParameter where it is none, or beyond the ends."""
        text = str(value)
        if not (text.isascii() and text.isdigit() and self.low <= int(text[:9]) <= self.high):
            self.fail(
                self.say(
                    f"「{value}」不是 {self.low} 至 {self.high} 的整數",
                    f"{value!r} is no whole number from {self.low} to {self.high}",
                ),
                param,
                ctx,
            )
        return int(text)


def help_row(say: Say, parameter: click.Parameter, ctx: click.Context) -> tuple[str, str] | None:
    """Give what help tells of a parameter, its default and whether it is required in the reader's language."""
    row = parameter.get_help_record(ctx)
    if row is None or say.lang == "en":
        return row
    name, words = row
    return name, _EXTRA.sub(_extra, words)


def _extra(found: re.Match[str]) -> str:
    """Write `[default: table; required]` as （預設 table，必填）."""
    parts = []
    for part in found[1].split("; "):
        if part.startswith("default: "):
            parts.append(f"預設 {part.removeprefix('default: ')}")
        elif part == "required":
            parts.append("必填")
        else:
            low, _, high = part.replace("<=", "<").partition("<x<")
            parts.append(f"{low} 至 {high}")
    return f"（{'，'.join(parts)}）"


def shared(say: Say) -> list[click.Parameter]:
    """Give the options that may stand before the command or after it: -C and --lang."""
    return [
        click.Option(
            ["-C", "root"], metavar=say("資料夾", "DIR"), type=click.Path(path_type=Path), expose_value=False, callback=_root,
            help=say("工作區資料夾（預設為目前資料夾，或它所在的工作區）", "the workspace (default: this folder, or the workspace it lies in)"),
        ),
        click.Option(
            ["--lang"], type=OneOf(say, ["zh", "en"]), expose_value=False,
            help=say("訊息語言", "language of the messages"),
        ),
    ]  # fmt: skip


def _root(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.obj = value


def workspace_around() -> Path:
    """Give this folder, or where it is no workspace the nearest one above it that is."""
    here = Path()
    try:
        above = len(Path.cwd().parents)
    except OSError:
        return here
    if any((here / name).is_dir() for name in ("seeds", "templates")):
        return here
    folders = (Path(*[".."] * steps) for steps in range(1, above + 1))
    whole = (one for one in folders if all((one / name).is_dir() for name in ("seeds", "templates")))
    return next(whole, here)
