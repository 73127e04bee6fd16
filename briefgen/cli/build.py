"""`briefgen build`: make the brief."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.asking import asked_window, text_date, window_parameters
from briefgen.cli.say import Say
from briefgen.cli.shape import Command

if TYPE_CHECKING:
    from briefgen.pipeline import Built, Request

FORMATS = ("docx", "pdf")


def command(say: Say) -> click.Command:
    """Give the command in one language."""

    return Command(
        say,
        "build",
        callback=lambda **asked: _build(say, **asked),
        help=say(
            "產製一期簡報。例：briefgen build 2021-q3",
            "Make one brief, for instance: briefgen build 2021-q3",
        ),
        params=[
            *window_parameters(say),
            click.Option(["--all", "every"], is_flag=True, help=say("產製所有期別；註明 kind 者只做該讀者，其餘每個讀者各一", "every edition, for the audience it is written for or for all")),
            click.Option(["--audience"], metavar=say("名稱", "NAME"), help=say("讀者範本（templates/ 內的資料夾；預設為該期的 kind，未註明則為 research）", "the audience, a folder in templates/ (default: the edition's kind, else research)")),
            click.Option(["--format", "formats"], metavar="docx,pdf", help=say("輸出格式（預設依讀者範本）", "formats (default: the audience's)")),
            click.Option(["--out"], metavar=say("資料夾", "DIR"), type=click.Path(path_type=Path), help=say("輸出資料夾（預設 out/）", "where to write (default: out/)")),
        ],
    )  # fmt: skip


def _build(
    say: Say, edition: str | None, quarter: str | None, first: str | None, last: str | None,
    every: bool, audience: str | None, formats: str | None, out: Path | None,
) -> int:  # fmt: skip
    from briefgen.pipeline.pressing import press

    started = time.perf_counter()
    root: Path = click.get_current_context().obj
    named = _formats(say, formats)
    with press() as waiting:
        from briefgen.pipeline import Request, build

        request = Request(
            root=root,
            edition=edition,
            window=None if every else asked_window(edition, quarter, first, last),
            audience=audience,
            formats=named,
            out=out,
            date=text_date(),
        )
        if every:
            return _build_all(say, request, started)
        built = build(request, waiting)
    say.problems(built.warnings)
    _files(say, built)
    _choice(say, built)
    seconds = time.perf_counter() - started
    say.line(
        say(
            f"註腳 {built.notes} 則，費時 {seconds:.2f} 秒",
            f"{say.count(built.notes, 'note', 'notes')}, {seconds:.2f} s",
        )
    )
    return 0


def _choice(say: Say, built: Built) -> None:
    """Say what the themes kept, or what the analyst's text cites where that is the brief."""
    printed = built.printed
    if printed is not None:
        say.line(
            say(
                f"內文引用 {printed.cited} 件事件",
                f"the text cites {say.count(printed.cited, 'event', 'events')}",
            )
        )
    for theme in built.selection.themes:
        if printed is None or theme.id in printed.themes:
            say.line(
                say(
                    f"{theme.title}：選入 {len(theme.kept)} 件，未選入 {len(theme.left_out)} 件",
                    f"{theme.title}: kept {len(theme.kept)}, left out {len(theme.left_out)}",
                )
            )
    if built.selection.uncovered and printed is None:
        say.line(
            say(
                f"期間內未歸入任何主題：{len(built.selection.uncovered)} 件",
                f"in the window, in no theme: {len(built.selection.uncovered)}",
            )
        )


def _build_all(say: Say, request: Request, started: float) -> int:
    from briefgen.errors import BriefgenError
    from briefgen.pipeline import build_all

    failed = done = 0
    for _, outcome in build_all(request):
        if isinstance(outcome, BriefgenError):
            failed += 1
            say.problems(outcome.problems)
        else:
            done += 1
            say.problems(outcome.warnings)
            _files(say, outcome)
    seconds = time.perf_counter() - started
    say.line(
        say(
            f"產製 {done} 份，失敗 {failed} 份，費時 {seconds:.2f} 秒",
            f"{say.count(done, 'brief', 'briefs')} made, {failed} failed, {seconds:.2f} s",
        )
    )
    return 1 if failed else 0


def _files(say: Say, built: Built) -> None:
    for file in built.files:
        pages = (
            ""
            if file.pages is None
            else say(f"，{file.pages} 頁", f", {say.count(file.pages, 'page', 'pages')}")
        )
        say.line(
            say(
                f"已寫入 {file.path}（{file.size / 1024:.0f} KB{pages}）",
                f"wrote {file.path} ({file.size / 1024:.0f} kB{pages})",
            )
        )


def _formats(say: Say, text: str | None) -> tuple[str, ...]:
    if text is None:
        return ()
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise click.UsageError(
            say(
                f"不支援的格式「{'、'.join(unknown) or text}」；可用 {'、'.join(FORMATS)}",
                f"unknown format {', '.join(unknown) or text!r}; there are: {', '.join(FORMATS)}",
            )
        )
    return names
