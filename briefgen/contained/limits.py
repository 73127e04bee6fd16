"""What a child may use, and how a process is held to it."""

from __future__ import annotations

import math
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

WAITING = 10


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


def hold(limits: Limits) -> None:
    """Hold this process to the limits from now on; only Linux can count memory and CPU time."""
    if sys.platform != "linux":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = max(1, math.ceil(limits.seconds + used.ru_utime + used.ru_stime))
    # What the process holds already is not the work's doing, and is not counted against it.
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
