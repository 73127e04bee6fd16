"""`briefgen select`: show what was chosen, and why."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.asking import asked_window, window_parameters, write_or_print
from briefgen.cli.parts import OneOf
from briefgen.cli.say import Say
from briefgen.cli.shape import Command
from briefgen.cli.table import table


def command(say: Say) -> click.Command:
    """Give the command in one language."""

    return Command(
        say,
        "select",
        callback=lambda **asked: _select(say, **asked),
        help=say("列出各主題選入與未選入的事件，以及理由。", "Show which events each theme keeps and leaves out, and why."),
        params=[
            *window_parameters(say),
            click.Option(["--audience"], metavar=say("名稱", "NAME"), help=say("依這個讀者的密等與各節來選", "as this audience: its clearance and its sections")),
            click.Option(["--clearance"], metavar=say("密等", "LEVEL"), help=say("可閱的密等（預設為目錄的預設密等）", "what you may read (default: the catalogue's default level)")),
            click.Option(["--theme"], metavar=say("主題", "ID"), help=say("只看一個主題", "one theme only")),
            click.Option(["--why"], metavar=say("事件代號", "EVENT_ID"), help=say("說明某一事件為何選入或未選入", "why one event is in or out")),
            click.Option(["--as", "form"], type=OneOf(say, ["table", "json", "csv", "xlsx", "html"]), default="table", show_default=True, help=say("輸出形式", "form of the output")),
            click.Option(["-o", "output"], metavar=say("檔案", "FILE"), type=click.Path(path_type=Path), help=say("寫入檔案（預設印出）", "write to a file (default: print)")),
        ],
    )  # fmt: skip


def _select(
    say: Say,
    edition: str | None,
    quarter: str | None,
    first: str | None,
    last: str | None,
    audience: str | None,
    clearance: str | None,
    theme: str | None,
    why: str | None,
    form: str,
    output: Path | None,
) -> int:
    from briefgen import pipeline

    root: Path = click.get_current_context().obj
    window = asked_window(edition, quarter, first, last)
    reader = None if audience is None else pipeline.load_audience(root, audience)
    request = pipeline.Request(root, edition, window, clearance=clearance)
    chosen = pipeline.choose(request, reader)
    say.problems(chosen.empty)
    selection = chosen.selection
    if theme is not None:
        selection = pipeline.only_theme(selection, theme)
    if why is not None:
        text = pipeline.explain(request, reader, selection, why, say.lang)
    elif form == "table":
        text = table(say, selection)
    else:
        write_or_print(say, pipeline.selection_as(selection, form, say.lang), output)
        return 0
    write_or_print(say, text.encode(), output)
    return 0
