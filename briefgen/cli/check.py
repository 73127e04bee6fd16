"""`briefgen check`: validate all of `seeds/` and `templates/`."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.say import Say
from briefgen.cli.shape import Command
from briefgen.errors import Severity


def command(say: Say) -> click.Command:
    """Give the command in one language."""
    return Command(
        say,
        "check",
        callback=lambda clearance: _check(say, clearance),
        help=say("檢查事件、登錄、規則、期別與範本，列出所有問題；不寫入任何檔案。", "Validate events, registers, rules, editions and templates; nothing is written."),
        params=[
            click.Option(["--clearance"], metavar=say("密等", "LEVEL"), help=say("可閱的密等（預設為目錄的預設密等）；更高的事件也檢查，但不引述", "what you may read; higher events are checked, and not quoted")),
        ],
    )  # fmt: skip


def _check(say: Say, clearance: str | None) -> int:
    from briefgen.pipeline import check

    root: Path = click.get_current_context().obj
    problems = check(root, clearance)
    say.problems(problems)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = sum(problem.severity is Severity.WARNING for problem in problems)
    say.line(
        say(
            f"檢查完畢：錯誤 {errors} 項，注意事項 {warnings} 項",
            f"checked: {say.count(errors, 'error', 'errors')}, {say.count(warnings, 'warning', 'warnings')}",
        )
    )
    return 1 if errors else 0
