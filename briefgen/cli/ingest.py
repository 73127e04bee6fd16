"""`briefgen ingest`: read old reports into candidate events for an analyst to confirm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.asking import write_or_print
from briefgen.cli.parts import OneOf
from briefgen.cli.progress import progress
from briefgen.cli.say import Say
from briefgen.cli.shape import Command

if TYPE_CHECKING:
    from briefgen.pipeline.ingesting import Candidate

FORMS = ("table", "yaml", "jsonl", "xlsx")


def command(say: Say) -> click.Command:
    """Give the command in one language."""
    return Command(
        say,
        "ingest",
        callback=lambda **asked: _ingest(say, **asked),
        help=say(
            "讀 .txt、.md、.docx、.pdf、.html 的舊報告，找出有日期的事件，提出候選紀錄；摘要留給分析人員自己寫。",
            "Read old reports (.txt, .md, .docx, .pdf, .html) and propose a record for each dated event.",
        ),
        params=[
            click.Argument(["files"], nargs=-1, required=True, metavar=say("檔案…", "FILE…"), type=click.Path(path_type=Path)),
            click.Option(["--period"], metavar=say("期間", "WINDOW"), help=say("報告涵蓋的期間（如 2021-08..2021-10），用來判定年份", "the period of the report (2021-08..2021-10), which settles the years")),
            click.Option(["--as", "form"], type=OneOf(say, FORMS), default="table", show_default=True, help=say("輸出形式", "form of the output")),
            click.Option(["-o", "output"], metavar=say("檔案", "FILE"), type=click.Path(path_type=Path), help=say("寫入檔案（預設印出）", "write to a file (default: print)")),
        ],
    )  # fmt: skip


def _ingest(say: Say, files: tuple[Path, ...], period: str | None, form: str, output: Path | None) -> int:
    from briefgen.pipeline import ingesting
    from briefgen.pipeline.periods import parse_period

    root: Path = click.get_current_context().obj
    window = parse_period(period, date.today()) if period else None
    with progress(say, len(files)) as done:
        ingested = ingesting.ingest_files(root, files, window, done)
    say.problems(ingested.problems)
    data = (
        _table(say, ingested.candidates).encode()
        if form == "table"
        else ingesting.candidates_as(ingested, form)
    )
    if ingested.candidates or not ingested.problems:
        write_or_print(say, data, output)
    known = sum(one.known is not None for one in ingested.candidates)
    click.echo(
        say(
            f"候選事件 {len(ingested.candidates)} 件，其中目錄已有 {known} 件",
            f"{say.count(len(ingested.candidates), 'candidate', 'candidates')}, {known} of them in the catalogue already",
        ),
        err=True,
    )
    if form == "xlsx" and known:
        click.echo(
            say(
                f"試算表只放新的 {len(ingested.candidates) - known} 件；目錄已有的不列入",
                f"the sheet holds only the {len(ingested.candidates) - known} new; what the catalogue has is left out",
            ),
            err=True,
        )
    return 1 if ingested.problems else 0


def _table(say: Say, candidates: tuple[Candidate, ...]) -> str:
    """Give three lines a candidate: when, who and with whom; the source; then, indented, the passage."""
    return "".join(line + "\n" for one in candidates for line in _lines(say, one))


def _lines(say: Say, one: Candidate) -> Iterator[str]:
    others = f" ↔ {'、'.join(one.counterparts)}" if one.counterparts else ""
    known = "" if one.known is None else say(f"　目錄已有：{one.known}", f"  in the catalogue: {one.known}")
    yield f"{one.when}  {'、'.join(one.actors) or '？'}{others}  {one.forum or ''}{known}"
    sure = say(f"信心 {one.confidence:.2f}", f"confidence {one.confidence:.2f}")
    yield f"    {one.file}:{one.line}  {sure}  {one.citation_text}"
    yield f"    {one.passage}"
