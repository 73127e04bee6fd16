"""End quietly when somebody says so: Ctrl-C and SIGTERM become one exception each, wherever they arrive.

An exception that is raised while Python cleans up after itself is printed and lost; such
a one is raised again a moment later.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_MOMENT = 0.01


class Interrupted(BaseException):
    """Ctrl-C while a command ran."""


class Terminated(BaseException):
    """SIGTERM arrived."""


def listen() -> None:
    """Let SIGTERM raise Terminated, and let neither it nor KeyboardInterrupt be lost."""
    signal.signal(signal.SIGTERM, _terminated)
    sys.unraisablehook = _not_lost


def _terminated(number: int, frame: FrameType | None) -> None:
    raise Terminated


def _not_lost(lost: UnraisableHookArgs, /) -> None:
    if not isinstance(lost.exc_value, KeyboardInterrupt | Terminated) or not hasattr(signal, "setitimer"):
        sys.__unraisablehook__(lost)
        return
    kind = type(lost.exc_value)

    def again(number: int, frame: FrameType | None) -> None:
        raise kind

    signal.signal(signal.SIGALRM, again)
    signal.setitimer(signal.ITIMER_REAL, _MOMENT)
