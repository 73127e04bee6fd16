"""Say things to people, in Traditional Chinese or in English.

Results go to standard output, problems to standard error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import click

from briefgen.errors import Lang, Problem, Severity, Words

_MARKS = {
    Severity.ERROR: Words("錯誤", "error"),
    Severity.WARNING: Words("注意", "warning"),
    Severity.INFO: Words("說明", "note"),
}


def language(words: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """Choose the language: `--lang`, else an English locale gives English, else Chinese."""
    for index, word in enumerate(words):
        value = word.partition("=")[2] if word.startswith("--lang=") else None
        if word == "--lang" and index + 1 < len(words):
            value = words[index + 1]
        if value in ("zh", "en"):
            return "zh" if value == "zh" else "en"
    locale = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    return "en" if locale.lower().startswith("en") else "zh"


class Say:
    """The voice of the program in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def __call__(self, zh: str, en: str) -> str:
        """Choose the words of the language."""
        return zh if self.lang == "zh" else en

    def count(self, number: int, one: str, many: str) -> str:
        """Give a number with its noun in English: 1 page, 2 pages."""
        return f"{number} {one if number == 1 else many}"

    def line(self, text: str = "") -> None:
        """Print one line of a result."""
        click.echo(text)

    def error(self, zh: str, en: str) -> None:
        """Print one line of trouble."""
        click.echo(self(zh, en), err=True)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Print problems to standard error, one line each, in order of place."""
        for problem in sorted(dict.fromkeys(problems), key=lambda problem: problem.where.order):
            mark = severity_mark(problem.severity, self.lang)
            click.echo(f"{mark}{self('：', ': ')}{_one_line(problem.say(self.lang))}", err=True)

    def usage(self, error: click.ClickException) -> None:
        """Print what is wrong with the words of a command."""
        click.echo(f"{self('錯誤：', 'error: ')}{self._usage_words(error)}", err=True)
        context = getattr(error, "ctx", None)
        if context is not None:
            click.echo(
                self(f"用法請見：{context.command_path} --help", f"see {context.command_path} --help"),
                err=True,
            )

    def _usage_words(self, error: click.ClickException) -> str:
        name = self._parameter(error)
        match error:
            case click.NoSuchOption():
                guess = error.possibilities[0] if error.possibilities else None
                near = "" if guess is None else self(f"；是不是 {guess}？", f"; did you mean {guess}?")
                return (
                    self(f"沒有 {error.option_name} 這個選項", f"there is no option {error.option_name}")
                    + near
                )
            case click.BadOptionUsage():
                if "does not take" in error.message:
                    return self(f"{error.option_name} 之後不寫值", f"{error.option_name} takes no value")
                return self(f"{error.option_name} 之後要寫值", f"{error.option_name} wants a value")
            case click.MissingParameter():
                return self(f"缺少「{name}」", f"{name} is missing")
            case click.BadParameter():
                return self(
                    f"「{name}」的值不對：{error.message}", f"the value of {name} is wrong: {error.message}"
                )
            case _:
                return error.message

    @staticmethod
    def _parameter(error: click.ClickException) -> str:
        parameter = getattr(error, "param", None)
        if parameter is None:
            return str(getattr(error, "param_hint", "") or "")
        return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.make_metavar(error.ctx)  # type: ignore[attr-defined]


def severity_mark(severity: Severity, lang: Lang) -> str:
    """Give `錯誤`, `注意` or `說明` in its colour."""
    return click.style(_MARKS[severity].say(lang), fg=_color(severity))


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def _color(severity: Severity) -> str:
    return {Severity.ERROR: "red", Severity.WARNING: "yellow"}.get(severity, "cyan")
