"""`briefgen export`: hand the events to a spreadsheet or a database."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.asking import asked_window, write_or_print
from briefgen.cli.parts import OneOf
from briefgen.cli.say import Say
from briefgen.cli.shape import Command
from briefgen.errors import Place, Problem, RequestError, Words

# The same names as `pipeline.exchanging.FORMATS`, here so that `--help` loads nothing; a test holds them together.
FORMATS = ("xlsx", "csv", "yaml", "json", "jsonl")


def command(say: Say) -> click.Command:
    """Give the command in one language."""
    return Command(
        say,
        "export",
        callback=lambda **asked: _export(say, **asked),
        help=say(
            "匯出事件。例：briefgen export --as xlsx -o events.xlsx；briefgen export --as sql sqlite:///archive.db",
            "Export events, for instance: briefgen export --as xlsx -o events.xlsx, or --as sql sqlite:///archive.db",
        ),
        params=[
            click.Argument(["url"], required=False, metavar=say("[資料庫網址]", "[URL]")),
            click.Option(["--as", "form"], type=OneOf(say, [*FORMATS, "sql"]), help=say("格式（不填則依 -o 的副檔名）", "format (default: by the ending of -o)")),
            click.Option(["--quarter"], metavar=say("期間", "WINDOW"), help=say("只匯出這段期間", "this window only")),
            click.Option(["--from", "first"], metavar=say("日期", "YYYY-MM-DD"), help=say("期間的第一日", "first day of the window")),
            click.Option(["--to", "last"], metavar=say("日期", "YYYY-MM-DD"), help=say("期間的最後一日", "last day of the window")),
            click.Option(["--clearance"], metavar=say("密等", "LEVEL"), help=say("匯出到哪一密等為止（預設為最低）", "up to which marking (default: the lowest)")),
            click.Option(["-o", "output"], metavar=say("檔案", "FILE"), type=click.Path(path_type=Path), help=say("寫入檔案（預設印出）", "write to a file (default: print)")),
        ],
    )  # fmt: skip


def _export(
    say: Say,
    url: str | None,
    form: str | None,
    quarter: str | None,
    first: str | None,
    last: str | None,
    clearance: str | None,
    output: Path | None,
) -> int:
    from briefgen.pipeline import exchanging

    root: Path = click.get_current_context().obj
    form = form or _form_of(output, url)
    window = asked_window(None, quarter, first, last) if quarter or first or last else None
    if (form == "sql") != (url is not None):
        raise _bad(
            "--as sql 須附資料庫網址，其他格式則不用",
            "--as sql takes the URL of a database, the other formats none",
        )
    if url is not None:
        count = exchanging.fill_archive(root, url, window, clearance)
        say.line(
            say(f"已寫入資料庫：{count} 件", f"wrote {say.count(count, 'event', 'events')} to the database")
        )
        return 0
    exported = exchanging.export_events(root, form, window, clearance)
    say.problems(exported.warnings)
    write_or_print(say, exported.data, output)
    if output is not None:
        say.line(say(f"共 {exported.events} 件", say.count(exported.events, "event", "events")))
    return 0


def _form_of(output: Path | None, url: str | None) -> str:
    """Give the format that the name of the file to write says; RequestError where it says none."""
    if url is not None:
        return "sql"
    ending = "" if output is None else output.suffix.lower().removeprefix(".")
    form = {"yml": "yaml"}.get(ending, ending)
    if form not in FORMATS:
        raise _bad(
            f"請以 --as 指定格式：{'、'.join(FORMATS)}、sql；或以 -o 指定有副檔名的檔名",
            f"name the format with --as: {', '.join(FORMATS)}, sql; or a file with such an ending with -o",
        )
    return form


def _bad(zh: str, en: str) -> RequestError:
    return RequestError(Problem(Place("briefgen export"), Words(zh, en)))
