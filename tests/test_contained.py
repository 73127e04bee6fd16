"""Work in a child process keeps to its limits."""

from __future__ import annotations

import os
import time

import pytest

from briefgen.contained import Limits, contained
from briefgen.errors import Place, Problem, RenderError, TemplateError, Words

WHERE = Place("templates/mine")
SHORT = Limits(seconds=1, memory=400, answer=1)


def test_the_answer_of_the_work_comes_back():
    assert contained(lambda: {"pdf": b"%PDF"}, SHORT, WHERE) == {"pdf": b"%PDF"}


def test_the_work_is_done_in_another_process():
    assert contained(os.getpid, SHORT, WHERE) != os.getpid()


def test_an_error_of_ours_comes_back_as_itself():
    problem = Problem(Place("templates/mine/brief.css", 3), Words("不對", "wrong"))

    def work() -> None:
        raise RenderError(problem)

    with pytest.raises(RenderError) as caught:
        contained(work, SHORT, WHERE)

    assert caught.value.problems == (problem,)


def forever() -> None:
    while True:
        pass


def asleep() -> None:
    time.sleep(60)


def greedy() -> list[bytearray]:
    return [bytearray(1 << 26) for _ in range(64)]


def dying() -> None:
    os.kill(os.getpid(), 9)


def deep(level: int = 0) -> int:
    return deep(level + 1) + 1


@pytest.mark.parametrize("work", [forever, asleep, greedy, dying, deep])
def test_work_that_passes_a_limit_is_one_clear_problem(work):
    with pytest.raises(TemplateError) as caught:
        contained(work, SHORT, WHERE)

    assert len(caught.value.problems) == 1
    assert "briefgen.toml" in caught.value.problems[0].say()


def test_an_answer_that_is_too_large_is_refused():
    with pytest.raises(TemplateError) as caught:
        contained(lambda: b"x" * (2 << 20), SHORT, WHERE)

    assert "1 MB" in caught.value.problems[0].say()
