"""Talk to people: the words of the command become a Request, and what happened becomes an exit code.

Exit codes: 0 done; 1 the seeds, rules or templates are wrong (or two files differ);
2 the command asks for something that is not there; 3 a file cannot be written;
70 a fault in briefgen itself;
130 and 143 after SIGINT and SIGTERM.  To add a command: a module with
`command(say) -> click.Command`, listed in COMMANDS.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from briefgen.cli.interruption import Interrupted, Terminated, listen
from briefgen.cli.say import Say, language
from briefgen.cli.shape import Commands
from briefgen.errors import BriefgenError
from briefgen.whole import written


def main(words: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    code = run(sys.argv[1:] if words is None else words)
    sys.stdout.flush()
    sys.stderr.flush()
    # Nothing is left to do: taking the interpreter apart costs a twentieth of a second.
    os._exit(code)


def run(words: Sequence[str]) -> int:
    """Run one command and give its exit code; no exception passes."""
    say = Say(language(words, os.environ))
    before = written()
    _utf8()
    try:
        listen()
        return _command(say, words)
    except BriefgenError as error:
        say.problems(error.problems)
        return error.exit_code
    except click.ClickException as error:
        say.usage(error)
        return 2
    except (Interrupted, KeyboardInterrupt, click.Abort):
        zh, en = _left(before)
        say.error(f"已中斷，{zh}", f"interrupted; {en}")
        return 130
    except Terminated:
        zh, en = _left(before)
        say.error(f"已被終止，{zh}", f"terminated; {en}")
        return 143
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # The last resort: a fault of ours is one line too.
        if os.environ.get("BRIEFGEN_DEBUG"):
            raise
        fault = f"{type(error).__name__}: {_first_line(error)}"
        zh, en = _left(before)
        say.error(
            f"程式內部錯誤（{fault}），{zh}；設定 BRIEFGEN_DEBUG=1 再執行一次，可取得回報所需的細節",
            f"internal error ({fault}); {en}; run again with BRIEFGEN_DEBUG=1 for the details to report",
        )
        return 70


def _left(before: int) -> tuple[str, str]:
    """Say in both languages what a run that ended early has changed: nothing, or whole files."""
    count = written() - before
    if not count:
        return "未更動任何檔案", "no file was changed"
    return f"先前寫入的 {count} 個檔案都完整", f"the {count} files written before are whole"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0]


def _command(say: Say, words: Sequence[str]) -> int:
    program = Commands.program(say)
    result = program.main(list(words), prog_name="briefgen", standalone_mode=False)
    return result if isinstance(result, int) else 0


def _utf8() -> None:
    """Windows consoles and the C locale would otherwise refuse Chinese."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(encoding="utf-8", errors="replace")
