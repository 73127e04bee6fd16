"""The shape of the command line: its help in our own words, and commands that load when they are called."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from briefgen.cli.interruption import Interrupted
from briefgen.cli.parts import help_row, shared, workspace_around
from briefgen.cli.say import Say

# One module each, `briefgen.cli.<name>` with `command(say)`; the short help is here so
# that `--help` needs none of them.
COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("產製簡報（Word 與 PDF）", "make the brief, as Word and PDF"),
    "select": ("列出選入的事件與理由", "show which events are chosen, and why"),
    "check": ("檢查 seeds/ 與 templates/", "validate seeds/ and templates/"),
    "ingest": ("讀舊報告，提出候選事件", "read old reports into candidate events"),
    "proof": ("校對文件", "proofread a text"),
    "export": (
        "匯出事件為試算表、YAML、JSON 或資料庫",
        "export events as a spreadsheet, YAML, JSON or into a database",
    ),
    "import": ("併回改過的試算表", "merge an edited spreadsheet"),
    "attach": ("把簡報附在報告之後", "append briefs to a report as annexes"),
    "verify": ("比對 Word 與 PDF 是否逐字相同", "compare the Word file and the PDF word for word"),
    "new": ("建立一個可以馬上產製簡報的小工作區", "make a small workspace that builds at once"),
    "new-edition": ("建立一期的檔案", "write the file of a new edition"),
    "new-audience": ("建立一種新讀者，沿用另一種讀者", "make an audience that extends another"),
    "schema": ("寫出 JSON Schema，讓編輯器補全與檢查", "write JSON Schemas for editors"),
}


# Words that Python keeps for itself.
_MODULES = {"import": "import_"}


class _Shaped:
    """Help with headings in the language of the reader."""

    say: Say

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write `用法：briefgen build …`."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=self.say("用法：", "Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and for a group its commands."""
        rows = [row for parameter in self.get_params(ctx) if (row := help_row(self.say, parameter, ctx))]  # type: ignore[attr-defined]
        if rows:
            self._listed(formatter, self.say("選項：", "Options:"), rows)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    @staticmethod
    def _listed(formatter: click.HelpFormatter, heading: str, rows: list[tuple[str, str]]) -> None:
        formatter.write_paragraph()
        formatter.write(f"{heading}\n")
        with formatter.indentation():
            formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """Give `--help` in the language of the reader."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = self.say("顯示這份說明", "Show this help.")
        return option  # type: ignore[no-any-return]


class Command(_Shaped, click.Command):
    """One command; it takes the shared options too."""

    def __init__(self, say: Say, *args: Any, **kwargs: Any) -> None:
        self.say = say
        super().__init__(*args, **kwargs)
        self.options_metavar = say("[選項]", "[OPTIONS]")

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Give the parameters of the command, then those that every command has."""
        own, help = self.params, super().get_params(ctx)[len(self.params) :]
        return [*own, *shared(self.say), *help]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; UsageError for one too many."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            raise click.UsageError(
                self.say(f"多了「{' '.join(rest)}」", f"{' '.join(rest)!r} is one too many"), ctx
            )
        return rest


class Commands(_Shaped, click.Group):
    """The whole program; a command's module is imported when it is called."""

    def __init__(self, say: Say, *args: Any, **kwargs: Any) -> None:
        self.say = say
        super().__init__(*args, **kwargs)

    @classmethod
    def program(cls, say: Say) -> Commands:
        """Make the program in one language."""
        help = say(
            "由有日期、有來源的事件目錄，產製正體中文政策簡報（Word 與 PDF）。",
            "Make policy briefs in Traditional Chinese, as Word and PDF, from a catalogue of sourced events.",
        )
        parameters: list[click.Parameter] = [
            *shared(say),
            click.Option(
                ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version,
                help=say("顯示版本", "Show the version."),
            ),
        ]  # fmt: skip
        return cls(
            say,
            "briefgen",
            params=parameters,
            help=help,
            callback=click.pass_context(_begin),
            invoke_without_command=True,
            options_metavar=say("[選項]", "[OPTIONS]"),
            subcommand_metavar=say("指令 [參數]…", "COMMAND [ARGS]..."),
        )

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; Ctrl-C goes on as Interrupted, before which click prints no empty line."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise Interrupted from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, in the order a person meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command when it is called."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"briefgen.cli.{_MODULES.get(cmd_name, cmd_name.replace('-', '_'))}")
        command: Callable[[Say], click.Command] = module.command
        return command(self.say)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands from their short help, without importing them."""
        rows = [(name, self.say(*words)) for name, words in COMMANDS.items()]
        self._listed(formatter, self.say("指令：", "Commands:"), rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was perhaps meant."""
        if args and args[0] not in COMMANDS:
            from briefgen.errors import did_you_mean

            guess = did_you_mean(args[0], COMMANDS)
            hint = "" if guess is None else self.say("；", "; ") + guess.say(self.say.lang)
            raise click.UsageError(
                self.say(f"沒有「{args[0]}」這個指令{hint}", f"there is no command {args[0]!r}{hint}"), ctx
            )
        return super().resolve_command(ctx, args)


def _begin(ctx: click.Context) -> None:
    """Find the workspace we stand in; say what there is where nothing is asked for."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
    elif ctx.obj is None:
        # A new workspace is made here, not in the one around.
        ctx.obj = Path() if ctx.invoked_subcommand == "new" else workspace_around()


def _version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        from importlib.metadata import version

        click.echo(f"briefgen {version('briefgen')}")
        ctx.exit()
