"""Do work in a child process that cannot outgrow its limits.

Templates and typesetting are other people's programs: a loop in a template or a
stylesheet may never end, or take all memory.  The child has a limit on wall and CPU
time, on memory and on what it gives back; a child that passes one is killed, and the
caller gets one clear Problem.  Errors of ours come back as themselves.

On Linux the child is a fork, which costs milliseconds; elsewhere it is a new
interpreter, so the work and its answer must be picklable there.
"""

from __future__ import annotations

import math
import os
import pickle
import select
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from briefgen.errors import BriefgenError, Place, Problem, TemplateError, Words

T = TypeVar("T")

WAITING = 10
_CHUNK = 1 << 16
_HINT = Words(
    "範本或樣式可能有停不下來的迴圈或過大的內容；請改小，或在 briefgen.toml 的 [limits] 放寬",
    "a template or stylesheet may loop or hold something huge; make it smaller, or widen [limits] in briefgen.toml",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child may use: seconds of CPU time, MiB of memory, MiB of answer.

    It may take WAITING times as many seconds by the clock, since other work shares the machine.
    """

    seconds: float = 20.0
    memory: int = 1536
    answer: int = 200

    @property
    def wall(self) -> float:
        """Give the seconds by the clock."""
        return self.seconds * WAITING


def contained(work: Callable[[], T], limits: Limits, where: Place) -> T:
    """Do the work in a child and give its answer; TemplateError naming `where` when it passes a limit."""
    if sys.platform != "linux":
        return _spawned(work, limits, where)
    reader, writer = os.pipe()
    child = _fork()
    if child == 0:
        try:
            os.close(reader)
            _child(work, limits, writer, where)
        finally:
            os._exit(1)
    os.close(writer)
    try:
        answer = _read(reader, limits, where)
    finally:
        os.close(reader)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if not answer:
        raise TemplateError(_killed(where, limits, status))
    return _unpack(answer)


def _fork() -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        # Threads of a test runner do not reach into the child: it only computes and writes to its pipe.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _child(work: Callable[[], T], limits: Limits, writer: int, where: Place) -> None:
    """Run in the child; never returns."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _limit(limits)
        data = _pack(work, where)
        view = memoryview(data)
        while view:
            view = view[os.write(writer, view[:_CHUNK]) :]
    except BaseException:  # noqa: BLE001  # Whatever happens, the child must not go on as if it were the caller.
        os._exit(1)
    os._exit(0)


def _limit(limits: Limits) -> None:
    import resource

    seconds = max(1, math.ceil(limits.seconds))
    # What the parent holds already is not the child's doing, and is not counted against it.
    memory = (limits.memory << 20) + _held()
    for kind, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, limits.answer << 20),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _held() -> int:
    """Give the bytes of data that this process has, as RLIMIT_DATA counts them; 0 where nothing tells."""
    with suppress(OSError), Path("/proc/self/status").open(encoding="ascii", errors="replace") as status:
        for line in status:
            if line.startswith("VmData:"):
                return int(line.split()[1]) << 10
    return 0


def _pack(work: Callable[[], T], where: Place) -> bytes:
    try:
        return pickle.dumps((True, work()))
    except BriefgenError as error:
        return pickle.dumps((False, (type(error), error.problems, getattr(error, "characters", None))))
    except RecursionError:
        return pickle.dumps((False, (TemplateError, (_deep(),), None)))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # Typesetting is other people's code: any error may come of strange input.
        if os.environ.get("BRIEFGEN_DEBUG"):
            traceback.print_exc()
        return pickle.dumps((False, (TemplateError, (_broke(error, where),), None)))


def _unpack(answer: bytes) -> T:  # type: ignore[type-var]
    good, value = pickle.loads(answer)
    if good:
        return value  # type: ignore[no-any-return]
    kind, problems, characters = value
    error = kind(*problems)
    if characters is not None:
        error.characters = characters
    raise error


def _read(reader: int, limits: Limits, where: Place) -> bytes:
    parts: list[bytes] = []
    size = 0
    deadline = time.monotonic() + limits.wall
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reader], [], [], left)[0]:
            raise TemplateError(_late(where, limits.wall))
        part = os.read(reader, _CHUNK)
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
        if size > limits.answer << 20:
            raise TemplateError(_large(where, limits))


def _spawned(work: Callable[[], T], limits: Limits, where: Place) -> T:
    from multiprocessing import get_context

    context = get_context("spawn")
    reader, writer = context.Pipe(duplex=False)
    process = context.Process(target=_spawned_child, args=(work, writer, where), daemon=True)
    process.start()
    writer.close()
    try:
        if not reader.poll(limits.wall):
            raise TemplateError(_late(where, limits.wall))
        try:
            answer = reader.recv_bytes()
        except EOFError:
            answer = b""
    finally:
        process.kill()
        process.join()
    if not answer:
        raise TemplateError(_killed(where, limits, 0))
    return _unpack(answer)


def _spawned_child(work: Callable[[], object], writer: object, where: Place) -> None:
    writer.send_bytes(_pack(work, where))  # type: ignore[attr-defined]


def _late(where: Place, seconds: float) -> Problem:
    return Problem(
        where,
        Words(
            f"排版超過 {seconds:.0f} 秒，已中止",
            f"typesetting took more than {seconds:.0f} s and was stopped",
        ),
        _HINT,
    )


def _large(where: Place, limits: Limits) -> Problem:
    return Problem(
        where,
        Words(
            f"產出超過 {limits.answer} MB，已中止",
            f"the output grew beyond {limits.answer} MB and was stopped",
        ),
        _HINT,
    )


def _killed(where: Place, limits: Limits, status: int) -> Problem:
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
        return _late(where, limits.seconds)
    return Problem(
        where,
        Words(
            f"排版用盡記憶體（上限 {limits.memory} MB）或異常結束，已中止",
            f"typesetting ran out of memory (limit {limits.memory} MB) or broke down, and was stopped",
        ),
        _HINT,
    )


def _broke(error: Exception, where: Place) -> Problem:
    name = type(error).__name__
    return Problem(
        where,
        Words(
            f"排版程式無法處理此內容（{name}）",
            f"the typesetting program broke down on this content ({name})",
        ),
        Words(
            "請檢查最近改過的範本或樣式裡過大或不合常理的值；設定 BRIEFGEN_DEBUG=1 可看細節",
            "look for huge or senseless values in what you changed last; BRIEFGEN_DEBUG=1 shows details",
        ),
    )


def _deep() -> Problem:
    return Problem(
        Place("templates"),
        Words("內容的巢狀層數太深，無法排版", "the content is nested too deeply to be typeset"),
        _HINT,
    )
