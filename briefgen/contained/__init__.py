"""Do work in a child process that cannot outgrow its limits.

Templates and typesetting are other people's programs: a loop in a template or a
stylesheet may never end, or take all memory.  The child has a limit on wall and CPU
time, on memory and on what it gives back; a child that passes one is killed, and the
caller gets one clear Problem.  Errors of ours come back as themselves.

`contained` does one work and waits.  A `Child` can load its libraries while its
parent does something else, and several can work at the same time.

On Linux a child is a fork, which costs milliseconds (`forked.py`); elsewhere it is a
new interpreter, so the work and its answer must be picklable there (`spawned.py`).
"""

from __future__ import annotations

import pickle
import sys
import time
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from briefgen.contained.limits import Limits
from briefgen.contained.said import TYPESETTING, Task
from briefgen.contained.working import do, listen, opened
from briefgen.errors import Place

if TYPE_CHECKING:
    from briefgen.contained.forked import Forked
    from briefgen.contained.spawned import Spawned

__all__ = ["FORKS", "TYPESETTING", "Child", "Limits", "Task", "contained"]

T = TypeVar("T")

FORKS = sys.platform == "linux"
"""A child that starts when it is given its work has all that its parent has, and nothing need be picklable."""


def contained(work: Callable[[], T], limits: Limits, where: Place, task: Task = TYPESETTING) -> T:
    """Do the work in a child and give its answer; the task's error naming `where` when it passes a limit."""
    with Child[T](task=task) as child:
        child.give(work, limits, where)
        return child.answer()


class Child(Generic[T]):
    """A process that is given one work and answers once; it ends with the `with` block, done or not.

    With `ready` it starts at once and calls that, to load its libraries meanwhile; the work
    must then be picklable.  Without, it starts when it is given its work.
    """

    def __init__(self, ready: Callable[[], None] | None = None, task: Task = TYPESETTING) -> None:
        self._task = task
        self._process = None if ready is None else _start(partial(listen, ready, task))
        self._limits, self._where = Limits(), Place("")
        self._until = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.end()

    def give(self, work: Callable[[], T], limits: Limits, where: Place) -> None:
        """Let it begin on what is read at a place; its time counts from here."""
        self._limits, self._where = limits, where
        self._until = time.monotonic() + limits.wall
        if self._process is None:
            self._process = _start(partial(do, work, limits, where, self._task))
        else:
            self._process.send(pickle.dumps((work, limits, where)))

    def answer(self) -> T:
        """Wait for what the work gives; raise its error of ours, or the task's where it passed a limit."""
        assert self._process is not None, "no work was given"
        limits = self._limits
        try:
            answer = self._process.receive(self._until, limits.answer << 20)
        except TimeoutError:
            raise self._task.late(self._where, limits.wall) from None
        except OverflowError:
            raise self._task.large(self._where, limits) from None
        if not answer:
            if self._process.end():
                raise self._task.late(self._where, limits.seconds)
            raise self._task.killed(self._where, limits)
        return opened(answer)


def _start(run: Callable[[Callable[[], bytes]], bytes]) -> Forked | Spawned:
    if FORKS:
        from briefgen.contained.forked import Forked

        return Forked(run)
    from briefgen.contained.spawned import Spawned

    return Spawned(run)
