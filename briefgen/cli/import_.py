"""`briefgen import`: take back a spreadsheet that a colleague edited."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.say import Say
from briefgen.cli.shape import Command


def command(say: Say) -> click.Command:
    """Give the command in one language."""
    return Command(
        say,
        "import",
        callback=lambda **asked: _import(say, **asked),
        help=say(
            "把同事改過的試算表併回 seeds/events/：列出改了什麼，保留註解與順序；兩邊都改過的事件視為衝突，一件都不併。",
            "Merge an edited spreadsheet into seeds/events/: shows what changes, keeps comments and order, refuses conflicts.",
        ),
        params=[
            click.Argument(["file"], type=click.Path(path_type=Path), metavar=say("檔案.xlsx", "FILE.xlsx")),
            click.Option(["--dry-run"], is_flag=True, help=say("只列出改動，不寫入", "show the changes, write nothing")),
        ],
    )  # fmt: skip


def _import(say: Say, file: Path, dry_run: bool) -> int:
    from briefgen.pipeline import exchanging

    root: Path = click.get_current_context().obj
    merged = exchanging.import_sheet(root, file, dry_run=dry_run)
    say.problems(merged.warnings)
    for change in merged.changes:
        new = say("新增", "new") if change.before is None else say("修改", "changed")
        say.line(f"{change.file}  {new}  {change.after.id}")
        if change.before is not None:
            for field in change.fields:
                say.line(
                    say(
                        f"  {field.name}：「{field.before}」→「{field.after}」",
                        f"  {field.name}: {field.before!r} -> {field.after!r}",
                    )
                )
    if not merged.changes:
        say.line(say("沒有改動", "nothing changed"))
    elif dry_run:
        say.line(
            say(
                f"共 {len(merged.changes)} 件，未寫入",
                f"{say.count(len(merged.changes), 'event', 'events')}, nothing written",
            )
        )
    else:
        say.line(
            say(
                f"已併入 {len(merged.changes)} 件",
                f"merged {say.count(len(merged.changes), 'event', 'events')}",
            )
        )
    return 0
