"""Show a bar while several files are read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.cli.say import Say


@contextmanager
def progress(say: Say, count: int) -> Iterator[Callable[[Path], None]]:
    """Give what to call when a file is done; nothing is shown for one file, or where nobody looks on.

    `count` may be less than the files that come: a folder stands for all of its own.
    """
    if count < 2 or not sys.stderr.isatty():
        yield lambda path: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("讀取檔案", "reading"), total=count)
        yield lambda path: bar.advance(task)
