"""The words by which several commands name an edition or a window."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from briefgen.cli.say import Say
from briefgen.errors import Place, Problem, RequestError, Words
from briefgen.model import DateWindow


def window_parameters(say: Say) -> list[click.Parameter]:
    """EDITION, --quarter, --from and --to."""
    return [
        click.Argument(["edition"], required=False, metavar=say("[期別]", "[EDITION]"), callback=_edition),
        click.Option(["--quarter"], metavar=say("期間", "WINDOW"), help=say("季、月、半年、年或起訖，可用民國年（2021Q3、110Q3、民國110年7月至10月）", "a quarter, month, half-year or year, CE or ROC (2021Q3, 110Q3)")),
        click.Option(["--from", "first"], metavar=say("日期", "YYYY-MM-DD"), help=say("期間的第一日", "first day of the window")),
        click.Option(["--to", "last"], metavar=say("日期", "YYYY-MM-DD"), help=say("期間的最後一日", "last day of the window")),
    ]  # fmt: skip


def _edition(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Take the file of an edition for its id."""
    return Path(value).stem if value is not None and value.endswith(".md") else value


def asked_window(
    edition: str | None, quarter: str | None, first: str | None, last: str | None
) -> DateWindow | None:
    """Give the window that was asked for, or None where an edition was; RequestError for neither or both."""
    ways = [edition is not None, quarter is not None, first is not None or last is not None]
    if sum(ways) != 1:
        raise _bad(
            "期間須以下列一種方式指定：期別、--quarter，或 --from 與 --to",
            "name one of: an edition, --quarter, or --from and --to",
        )
    if edition is not None:
        return None
    if quarter is not None:
        from briefgen.pipeline import parse_window

        return parse_window(quarter, today=date.today())
    if first is None or last is None:
        raise _bad("--from 與 --to 須一起使用", "--from and --to go together")
    days = [_day(option, text) for option, text in (("--from", first), ("--to", last))]
    if days[1] < days[0]:
        raise _bad(
            f"結束日 {days[1]} 早於開始日 {days[0]}", f"the window ends {days[1]}, before it starts {days[0]}"
        )
    return DateWindow(*days)


def text_date() -> date | None:
    """Give the date of SOURCE_DATE_EPOCH, or None; the clock is never asked.  RequestError where it is no date."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(stamp), UTC).date() if stamp else None
    except (ValueError, OverflowError, OSError) as error:
        raise RequestError(
            Problem(
                Place("SOURCE_DATE_EPOCH"),
                Words(f"「{stamp[:40]}」不是時間", f"{stamp[:40]!r} is not a time"),
                Words("請寫成自 1970 年起的秒數", "write the seconds since 1970"),
            )
        ) from error


def write_or_print(say: Say, data: bytes, output: Path | None) -> None:
    """Write a result whole to a file, or print it; RequestError for a workbook without a file."""
    if output is None:
        if data.startswith(b"PK"):
            raise _bad(
                "試算表不能印在螢幕上，請以 -o 指定檔名",
                "a workbook cannot be printed; name a file with -o",
            )
        sys.stdout.buffer.write(data if data.endswith(b"\n") else data + b"\n")
        sys.stdout.buffer.flush()
        return
    from briefgen.pipeline.outputs import require_folder
    from briefgen.whole import write_whole

    require_folder(output)
    _refuse_input(output)
    write_whole(output, data)
    say.line(say(f"已寫入 {output}", f"wrote {output}"))


def _refuse_input(output: Path) -> None:
    """Refuse to write over what briefs are made of."""
    root: Path = click.get_current_context().obj
    inputs = (root / name for name in ("seeds", "templates", "briefgen.toml"))
    if output.exists() and any(output.resolve().is_relative_to(path.resolve()) for path in inputs):
        raise RequestError(
            Problem(
                Place(output.as_posix()),
                Words(
                    "這是產製簡報所用的檔案，不予覆寫", "briefs are made of this file: it is not written over"
                ),
                Words("請換個檔名，或先移開原檔", "choose another name, or move it away first"),
            )
        )


def _day(option: str, text: str) -> date:
    from briefgen.pipeline import parse_window

    try:
        days = parse_window(text, today=date.today(), where=option)
        if days.first != days.last:
            raise ValueError(text)
        return days.first
    except (ValueError, RequestError) as error:
        raise RequestError(
            Problem(
                Place(option),
                Words(f"「{text}」不是日期", f"{text!r} is not a date"),
                Words("請寫成 2021-07-01", "write it as 2021-07-01"),
            )
        ) from error


def _bad(zh: str, en: str) -> RequestError:
    return RequestError(Problem(Place("briefgen"), Words(zh, en)))
