"""Work in a child process keeps to its limits."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from briefgen.contained import Child, Limits, contained
from briefgen.errors import Place, Problem, RenderError, TemplateError, Words
from briefgen.render.pdf.glyphs import GlyphError

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


def test_an_error_that_names_characters_comes_back_with_them():
    problem = Problem(Place("templates/mine/brief.html.j2", 3), Words("沒有這個字", "no such character"))

    def work() -> None:
        raise GlyphError(problem, characters=frozenset("𫝀"))

    with pytest.raises(GlyphError) as caught:
        contained(work, SHORT, WHERE)

    assert (caught.value.problems, caught.value.characters) == ((problem,), frozenset("𫝀"))


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
        contained(work, replace(SHORT, seconds=0.3) if work is asleep else SHORT, WHERE)

    assert len(caught.value.problems) == 1
    assert "briefgen.toml" in caught.value.problems[0].say()


def test_an_answer_that_is_too_large_is_refused():
    with pytest.raises(TemplateError) as caught:
        contained(lambda: b"x" * (2 << 20), SHORT, WHERE)

    assert "1 MB" in caught.value.problems[0].say()


def test_a_child_that_waits_for_its_work_has_made_itself_ready():
    with Child(ready=partial(os.putenv, "X", "1")) as child:
        child.give(partial(sum, (1, 2, 3)), SHORT, WHERE)

        assert child.answer() == 6


def test_a_child_that_cannot_make_itself_ready_says_so_by_its_work():
    with Child(ready=unready) as child:
        child.give(unready, SHORT, WHERE)

        with pytest.raises(RenderError):
            child.answer()


def unready() -> None:
    raise RenderError(Problem(WHERE, Words("缺", "missing")))


def test_a_message_larger_than_a_pipe_reaches_a_child():
    much = tuple(range(100_000))

    with Child(ready=int) as child:
        child.give(partial(len, much), SHORT, WHERE)

        assert child.answer() == 100_000


def test_two_children_work_at_the_same_time():
    with Child() as one, Child() as other:
        one.give(os.getpid, SHORT, WHERE)
        other.give(os.getpid, SHORT, WHERE)

        assert one.answer() != other.answer()


def test_a_child_that_is_given_no_work_is_ended():
    with Child(ready=asleep) as child:
        pid = child._process._pid

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_a_child_ends_with_a_parent_that_is_killed():
    program = (
        "import time; from briefgen.contained import Child\n"
        "child = Child(ready=lambda: time.sleep(60)); print(child._process._pid, flush=True)\n"
        "time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())

    parent.kill()
    parent.communicate()

    assert ended(child)


def ended(pid: int) -> bool:
    """Wait until a process is gone, or only waits to be noticed."""
    for _ in range(500):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False
