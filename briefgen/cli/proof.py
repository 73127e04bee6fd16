"""`briefgen proof`: catch what embarrasses before it is sent up."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.parts import OneOf
from briefgen.cli.progress import progress
from briefgen.cli.say import Say, severity_mark
from briefgen.cli.shape import Command
from briefgen.errors import Severity

if TYPE_CHECKING:
    from briefgen.model import DateWindow
    from briefgen.pipeline.proofing import Proofread


def command(say: Say) -> click.Command:
    """Give the command in one language."""
    return Command(
        say,
        "proof",
        callback=lambda **asked: _proof(say, **asked),
        help=say(
            "校對中文文件：日期、來源、人名、用語、用字、標點、編號。規則可用 --off 關閉，或在文中以註解 <!-- proof: off 規則 --> 關閉。",
            "Proofread Chinese text: dates, sources, names, wording, characters, marks, numbering.",
        ),
        params=[
            click.Argument(["files"], nargs=-1, required=True, metavar=say("檔案…", "FILE…"), type=click.Path(path_type=Path)),
            click.Option(["--as", "form"], type=OneOf(say, ["table", "jsonl"]), default="table", show_default=True, help=say("輸出形式", "form of the output")),
            click.Option(["--period"], metavar=say("期間", "WINDOW"), help=say("文件涵蓋的期間（如 2021-08..2021-10）", "the period of the text (2021-08..2021-10)")),
            click.Option(["--against"], multiple=True, metavar=say("路徑", "PATH"), type=click.Path(path_type=Path), help=say("與其他文件或整個資料夾比對用語是否一致（可重複）", "compare wording with other files, or a whole folder (repeatable)")),
            click.Option(["--off"], multiple=True, metavar=say("規則", "RULE"), help=say("關閉一條規則（可重複）", "switch a rule off (repeatable)")),
            click.Option(["--fix", "mend"], is_flag=True, help=say("寫入可放心修正的部分，並列出差異", "write the safe corrections, and show the diff")),
        ],
    )  # fmt: skip


def _proof(
    say: Say,
    files: tuple[Path, ...],
    form: str,
    period: str | None,
    against: tuple[Path, ...],
    off: tuple[str, ...],
    mend: bool,
) -> int:
    from briefgen.pipeline import proofing

    root: Path = click.get_current_context().obj
    window = _window(period) if period else None
    several = [*files, *against]
    with progress(say, 2 if any(path.is_dir() for path in several) else len(several)) as done:
        result = proofing.proof_files(
            root, files, against=against, window=window, off=off, mend=mend, done=done
        )
    say.problems(result.problems)
    if form == "jsonl":
        click.echo(proofing.as_jsonl(result, say.lang), nl=False)
    else:
        _table(say, result)
    if result.diff:
        click.echo(result.diff, nl=False, err=form == "jsonl")
        mended = len(result.findings) - len(result.left)
        names = "、".join(str(path) for path in result.mended)
        click.echo(
            say(
                f"已修正可放心修正的 {mended} 處，寫入 {names}",
                f"mended {say.count(mended, 'safe finding', 'safe findings')} in {names}",
            ),
            err=form == "jsonl",
        )
    errors = any(one.severity is Severity.ERROR for one in result.left)
    return 1 if errors or result.problems else 0


def _table(say: Say, result: Proofread) -> None:
    counts = dict.fromkeys(Severity, 0)
    for one in result.findings:
        counts[one.severity] += 1
        proposal = say(f" → 「{one.suggestion}」", f" -> “{one.suggestion}”") if one.suggestion else ""
        mark = severity_mark(one.severity, say.lang)
        text = say(f"「{one.text}」", f" “{one.text}”")
        say.line(
            f"{one.file}:{one.line}:{one.column}  {mark}{text}{proposal}  {one.why.say(say.lang)}  [{one.rule}]"
        )
    say.line(
        say(
            f"錯誤 {counts[Severity.ERROR]} 項，注意 {counts[Severity.WARNING]} 項，說明 {counts[Severity.INFO]} 項",
            ", ".join(
                say.count(counts[kind], noun, f"{noun}s")
                for kind, noun in zip(Severity, ("error", "warning", "note"), strict=True)
            ),
        )
    )


def _window(period: str) -> DateWindow:
    from briefgen.pipeline.periods import parse_period

    return parse_period(period, date.today())
