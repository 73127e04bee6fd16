"""`briefgen new-edition`: write the file of a new edition."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from briefgen.cli.say import Say
from briefgen.cli.shape import Command


def command(say: Say) -> click.Command:
    """Give the command in one language."""
    return Command(
        say,
        "new-edition",
        callback=lambda edition, quarter, title: _new_edition(say, edition, quarter, title),
        help=say(
            "建立一期的檔案，寫好期間與各節標題。例：briefgen new-edition 2022-q1",
            "Write the file of an edition with its window and headings, for instance: briefgen new-edition 2022-q1",
        ),
        params=[
            click.Argument(["edition"], metavar=say("期別", "EDITION")),
            click.Option(["--quarter"], metavar=say("期間", "WINDOW"), help=say("涵蓋期間（預設由期別的代號判定）", "its window (default: as the id tells)")),
            click.Option(["--title"], metavar=say("題名", "TEXT"), help=say("題名（預設依期間）", "its title (default: from its window)")),
        ],
    )  # fmt: skip


def _new_edition(say: Say, edition: str, quarter: str | None, title: str | None) -> int:
    from briefgen.pipeline import parse_window
    from briefgen.pipeline.starting import new_edition

    root: Path = click.get_current_context().obj
    window = None if quarter is None else parse_window(quarter, today=date.today())
    edition = edition.removesuffix(".md")
    path = new_edition(root, edition, window, title)
    say.line(say(f"已寫入 {root / path}", f"wrote {root / path}"))
    say.line(say(f"產製：briefgen build {edition}", f"build it with: briefgen build {edition}"))
    return 0
