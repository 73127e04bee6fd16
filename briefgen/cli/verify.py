"""`briefgen verify`: read the Word file and the PDF back and compare them."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.say import Say
from briefgen.cli.shape import Command


def command(say: Say) -> click.Command:
    """Give the command in one language."""
    return Command(
        say,
        "verify",
        callback=lambda docx, pdf: _verify(say, docx, pdf),
        help=say(
            "逐字比對 Word 與 PDF：標題、段落、事件順序、註腳號碼與文字。",
            "Compare the Word file and the PDF: headings, paragraphs, order, footnote numbers and text.",
        ),
        params=[
            click.Argument(["docx"], type=click.Path(path_type=Path), metavar="FILE.docx"),
            click.Argument(["pdf"], type=click.Path(path_type=Path), metavar="FILE.pdf"),
        ],
    )


def _verify(say: Say, docx: Path, pdf: Path) -> int:
    from briefgen.pipeline import verify

    problems = verify(docx, pdf)
    say.problems(problems)
    if problems:
        say.line(say(f"兩檔有 {len(problems)} 處不同", f"the files differ in {len(problems)} places"))
        return 1
    say.line(say("兩檔逐字相同", "the files say the same, word for word"))
    return 0
