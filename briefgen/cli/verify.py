"""`briefgen verify`: compare the two files of a brief, or make it again from its manifest and compare."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.say import Say
from briefgen.cli.shape import Command
from briefgen.errors import Severity

_OTHER = {".pdf": ".docx", ".docx": ".pdf"}


def command(say: Say) -> click.Command:
    """Give the command in one language."""
    return Command(
        say,
        "verify",
        callback=lambda files: _verify(say, files),
        help=say(
            "逐字比對 Word 與 PDF（標題、段落、事件順序、註腳），或依清單檔重新產製並比對是否完全相同。",
            "Compare the Word file and the PDF word for word, or make a brief again from its manifest and compare.",
        ),
        params=[
            click.Argument(
                ["files"],
                nargs=-1,
                required=True,
                type=click.Path(path_type=Path),
                metavar=say(
                    "檔案.docx 檔案.pdf｜檔案.manifest.json", "FILE.docx FILE.pdf | FILE.manifest.json"
                ),
            ),
        ],
    )


def _verify(say: Say, files: tuple[Path, ...]) -> int:
    from briefgen.pipeline import verify, verify_manifest

    match files:
        case (single,) if single.suffix.lower() in _OTHER:
            other = _OTHER[single.suffix.lower()]
            raise click.UsageError(
                say(
                    f"請同時給 {other}，或改給 .manifest.json",
                    f"name the {other} too, or the .manifest.json instead",
                )
            )
        case (manifest,):
            problems = verify_manifest(click.get_current_context().obj, manifest)
            same = say("重新產製的結果完全相同", "made again, it is the same to the byte")
        case (docx, pdf):
            if docx.suffix.lower() == ".pdf":
                docx, pdf = pdf, docx
            problems = verify(docx, pdf)
            same = say("兩檔逐字相同", "the files say the same, word for word")
        case _:
            raise click.UsageError(
                say("請指定一個清單檔，或一個 Word 與一個 PDF", "name one manifest, or a Word file and a PDF")
            )
    say.problems(problems)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if errors:
        say.line(say(f"有 {errors} 處不同", say.count(errors, "difference", "differences")))
        return 1
    say.line(same)
    return 0
