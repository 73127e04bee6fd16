"""A child that is a new interpreter: Windows and macOS, where only the clock limits it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection


class Spawned:
    """A process that runs a picklable task; the task hears one message and its bytes are the answer."""

    def __init__(self, task: Callable[[Callable[[], bytes]], bytes]) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_child, args=(task, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def send(self, message: bytes) -> None:
        """Let the task hear a message; nothing happens where the process is dead."""
        with suppress(BrokenPipeError):
            self._pipe.send_bytes(message)

    def receive(self, until: float, most: int) -> bytes:
        """Give the answer; TimeoutError past the time, OverflowError past so many bytes, b"" if it died."""
        if not self._pipe.poll(max(0.0, until - time.monotonic())):
            raise TimeoutError
        try:
            answer = self._pipe.recv_bytes()
        except EOFError:
            return b""
        if len(answer) > most:
            raise OverflowError
        return answer

    def end(self) -> bool:
        """End the process, dead or alive; False, since it has no limit on CPU time."""
        self._process.kill()
        self._process.join()
        return False


def _child(task: Callable[[Callable[[], bytes]], bytes], pipe: Connection) -> None:
    pipe.send_bytes(task(pipe.recv_bytes))
