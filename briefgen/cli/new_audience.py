"""`briefgen new-audience`: make an audience that extends another."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.say import Say
from briefgen.cli.shape import Command


def command(say: Say) -> click.Command:
    """Give the command in one language."""
    return Command(
        say,
        "new-audience",
        callback=lambda name, source, title: _new_audience(say, name, source, title),
        help=say(
            "建立一種新讀者：沿用另一種讀者的設定、範本與樣式，只寫要改的。例：briefgen new-audience minister-2 --from research",
            "Make an audience that extends another and holds only what differs, for instance: briefgen new-audience minister-2 --from research",
        ),
        params=[
            click.Argument(["name"], metavar=say("名稱", "NAME")),
            click.Option(["--from", "source"], default="research", show_default=True, metavar=say("名稱", "NAME"), help=say("沿用哪個讀者範本", "the audience to extend")),
            click.Option(["--title"], metavar=say("稱呼", "TEXT"), help=say("讀者的稱呼（預設同名稱）", "what the audience is called (default: its name)")),
        ],
    )  # fmt: skip


def _new_audience(say: Say, name: str, source: str, title: str | None) -> int:
    from briefgen.pipeline.starting import new_audience

    root: Path = click.get_current_context().obj
    for path in new_audience(root, name, source, title):
        say.line(say(f"已寫入 {root / path}", f"wrote {root / path}"))
    say.line(
        say(
            f"產製：briefgen build 期別 --audience {name}；要改什麼，看各檔案裡的說明",
            f"build it with: briefgen build EDITION --audience {name}; each file says what may be changed in it",
        )
    )
    return 0
