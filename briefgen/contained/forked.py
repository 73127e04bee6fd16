"""A child that is a fork of this process: Linux."""

from __future__ import annotations

import ctypes
import os
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress

_CHUNK = 1 << 16
_HEAD = 8
_PR_SET_PDEATHSIG = 1


class Forked:
    """A process that runs a task; the task hears one message and its bytes are the answer."""

    def __init__(self, task: Callable[[Callable[[], bytes]], bytes]) -> None:
        heard, self._saying = os.pipe()
        self._hearing, said = os.pipe()
        parent = os.getpid()
        self._pid = _fork()
        self._status: int | None = None
        if self._pid == 0:
            try:
                os.close(self._saying)
                os.close(self._hearing)
                _child(task, heard, said, parent)
            finally:
                os._exit(1)
        os.close(heard)
        os.close(said)

    def send(self, message: bytes) -> None:
        """Let the task hear a message; nothing happens where the process is dead."""
        with suppress(BrokenPipeError):
            _write(self._saying, len(message).to_bytes(_HEAD, "big") + message)

    def receive(self, until: float, most: int) -> bytes:
        """Give the answer; TimeoutError past the time, OverflowError past so many bytes, b"" if it died."""
        parts: list[bytes] = []
        size = 0
        while True:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self._hearing], [], [], left)[0]:
                raise TimeoutError
            part = os.read(self._hearing, _CHUNK)
            if not part:
                return b"".join(parts)
            parts.append(part)
            size += len(part)
            if size > most:
                raise OverflowError

    def end(self) -> bool:
        """End the process, dead or alive; it died of its limit on CPU time."""
        if self._status is None:
            os.close(self._saying)
            os.close(self._hearing)
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            _, self._status = os.waitpid(self._pid, 0)
        return os.WIFSIGNALED(self._status) and os.WTERMSIG(self._status) == signal.SIGXCPU


def _fork() -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        # Threads of a test runner do not reach into the child: it only computes and writes to its pipe.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _child(task: Callable[[Callable[[], bytes]], bytes], heard: int, said: int, parent: int) -> None:
    """Run in the child; never returns."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _die_with(parent)
        _write(said, task(lambda: _heard(heard)))
    except BaseException:  # noqa: BLE001  # Whatever happens, the child must not go on as if it were the caller.
        os._exit(1)
    os._exit(0)


def _die_with(parent: int) -> None:
    """Let the kernel end this process when its parent ends, however that happens."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _heard(pipe: int) -> bytes:
    return _read(pipe, int.from_bytes(_read(pipe, _HEAD), "big"))


def _read(pipe: int, size: int) -> bytes:
    parts = []
    while size:
        part = os.read(pipe, min(size, _CHUNK))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _write(pipe: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(pipe, view[:_CHUNK]) :]
