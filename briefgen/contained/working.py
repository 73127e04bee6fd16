"""What a child does with its work: do it, and pack the answer or the error for its parent."""

from __future__ import annotations

import os
import pickle
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from briefgen.contained.limits import Limits, hold
from briefgen.contained.said import Task
from briefgen.errors import BriefgenError, Place

T = TypeVar("T")


def do(
    work: Callable[[], object], limits: Limits, where: Place, task: Task, hear: Callable[[], bytes]
) -> bytes:
    """Do the work within its limits; give its answer, packed."""
    del hear
    hold(limits)
    return _packed(work, where, task)


def listen(ready: Callable[[], None], task: Task, hear: Callable[[], bytes]) -> bytes:
    """Make ready, wait for a work and its limits, and do it."""
    # What is wrong here, the work meets again, and says.
    with suppress(BriefgenError):
        ready()
    work, limits, where = pickle.loads(hear())
    hold(limits)
    return _packed(work, where, task)


def _packed(work: Callable[[], object], where: Place, task: Task) -> bytes:
    try:
        return pickle.dumps((True, work()))
    except BriefgenError as error:
        return _error(error)
    except RecursionError:
        return _error(task.deep(where))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # Typesetting is other people's code: any error may come of strange input.
        if os.environ.get("BRIEFGEN_DEBUG"):
            traceback.print_exc()
        return _error(task.broke(where, error))


def _error(error: BriefgenError) -> bytes:
    return pickle.dumps((False, (type(error), error.problems, getattr(error, "characters", None))))


def opened(answer: bytes) -> T:  # type: ignore[type-var]
    """Give what was packed, or raise it."""
    good, value = pickle.loads(answer)
    if good:
        return value  # type: ignore[no-any-return]
    kind, problems, characters = value
    error = kind(*problems)
    if characters is not None:
        error.characters = characters
    raise error
