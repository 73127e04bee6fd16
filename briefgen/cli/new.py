"""`briefgen new`: make a small complete workspace."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from briefgen.cli.say import Say
from briefgen.cli.shape import Command


def command(say: Say) -> click.Command:
    """Give the command in one language."""
    return Command(
        say,
        "new",
        callback=lambda folder: _new(say, folder),
        help=say(
            "建立一個可以馬上產製簡報的小工作區。例：briefgen new mybriefs",
            "Make a small workspace that builds at once, for instance: briefgen new mybriefs",
        ),
        params=[click.Argument(["folder"], metavar=say("資料夾", "DIR"), type=click.Path(path_type=Path))],
    )


def _new(say: Say, folder: Path) -> int:
    from briefgen.pipeline.starting import new_workspace

    root: Path = click.get_current_context().obj
    place = root / folder
    files = new_workspace(place)
    say.line(
        say(
            f"已建立 {place}，共 {len(files)} 個檔案",
            f"made {place}, {say.count(len(files), 'file', 'files')}",
        )
    )
    here = shlex.quote(place.as_posix())
    say.line(say("接著可以：", "what to do next:"))
    say.line(f"  briefgen -C {here} build 2024-q3")
    say.line(f"  briefgen -C {here} new-audience mine --from research")
    return 0
