"""`briefgen attach`: append briefs to somebody's report as annexes."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.parts import Between
from briefgen.cli.say import Say
from briefgen.cli.shape import Command


def command(say: Say) -> click.Command:
    """Give the command in one language."""
    file = click.Path(path_type=Path)
    return Command(
        say,
        "attach",
        callback=lambda **asked: _attach(say, **asked),
        help=say(
            "把簡報（PDF）附在報告之後，成為附件一、附件二；報告可為 PDF 或 Word，原檔不動。",
            "Append briefs (PDF) to a report as annexes; the report is a PDF or a Word file, and stays as it is.",
        ),
        params=[
            click.Argument(["briefs"], nargs=-1, required=True, type=file, metavar=say("簡報.pdf…", "BRIEF.pdf…")),
            click.Option(["--to", "report"], required=True, type=file, metavar=say("報告", "REPORT"), help=say("報告（.pdf 或 .docx）", "the report (.pdf or .docx)")),
            click.Option(["-o", "--output", "out"], required=True, type=file, metavar=say("檔案", "OUT"), help=say("要寫入的檔案", "the file to write")),
            click.Option(["--first"], metavar=say("號碼", "NUMBER"), type=Between(say, 1, 99), default=1, show_default=True, help=say("第一份附件的號碼", "number of the first annex")),
        ],
    )  # fmt: skip


def _attach(say: Say, briefs: tuple[Path, ...], report: Path, out: Path, first: int) -> int:
    from briefgen.pipeline import attach

    joined = attach(click.get_current_context().obj, report, briefs, out, first)
    say.problems(joined.warnings)
    pages = (
        ""
        if joined.pages is None
        else say(f"，{joined.pages} 頁", f", {say.count(joined.pages, 'page', 'pages')}")
    )
    grown = f"{(joined.size - joined.before) / 1024:+.0f}"
    say.line(
        say(
            f"已寫入 {joined.path}（{joined.size / 1024:.0f} KB，較原報告 {grown} KB{pages}）",
            f"wrote {joined.path} ({joined.size / 1024:.0f} kB, {grown} kB to the report{pages})",
        )
    )
    for annex in joined.annexes:
        start = "" if annex.first is None else say(f"，自第 {annex.first} 頁起", f", from page {annex.first}")
        say.line(
            say(
                f"{annex.heading}：{annex.pages} 頁{start}",
                f"{annex.heading}: {say.count(annex.pages, 'page', 'pages')}{start}",
            )
        )
    if joined.marking is not None:
        say.line(say(f"密等：{joined.marking}", f"marking: {joined.marking}"))
    return 0
