"""Whatever goes wrong while files are written: the old ones stay, or the new ones are whole."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefgen import whole
from briefgen.cli import run
from briefgen.cli.interruption import Terminated
from briefgen.errors import OutputError
from briefgen.pipeline import Request, build
from briefgen.whole import write_all
from tests.sizes import times
from tests.trust import a_place, left, program, some_events

OLD = {"a.docx": b"old word", "b.pdf": b"old pages", "c.json": b"old list"}
NEW = {"a.docx": b"new word" * 999, "b.pdf": b"new pages" * 999, "c.json": b"new list"}
CALLS = ("open", "fdopen", "fsync", "link")
BAD = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT)
REPOSITORY = Path(__file__).parents[1]


def a_folder(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in OLD.items():
        (folder / name).write_bytes(data)
    return folder


def fail_at(monkeypatch: pytest.MonkeyPatch, call: str, nth: int, code: int) -> None:
    """Let the nth call of a function of the operating system fail, and all after it; of renaming only that one."""
    counted = 0
    home: object = Path if call in ("replace", "chmod", "mkdir") else os
    plain = getattr(home, call)

    def failing(*args: object, **options: object) -> object:
        nonlocal counted
        counted += 1
        if counted == nth or (counted > nth and call != "replace"):
            raise OSError(code, os.strerror(code))
        return plain(*args, **options)

    monkeypatch.setattr(home, call, failing)


@pytest.mark.parametrize("call", [*CALLS, "replace", "chmod", "mkdir"])
@pytest.mark.parametrize("nth", [1, 2, 3, 4])
@pytest.mark.parametrize("code", BAD)
def test_when_the_nth_call_fails_all_files_are_old_or_all_are_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, nth: int, code: int
):
    folder = a_folder(tmp_path / "out")

    with monkeypatch.context() as patch:
        fail_at(patch, call, nth, code)
        try:
            write_all({folder / name: data for name, data in NEW.items()})
            done = True
        except OutputError as error:
            done = False
            assert os.strerror(code) in error.problems[0].say("en")
            assert os.strerror(code) not in error.problems[0].say("zh")

    assert {path.name: path.read_bytes() for path in folder.glob("[!.]*")} == (NEW if done else OLD)


def test_files_that_were_not_there_are_not_there_after_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as patch:
        fail_at(patch, "replace", 3, errno.EIO)
        with pytest.raises(OutputError):
            write_all({tmp_path / name: data for name, data in NEW.items()})

    assert left(tmp_path) == {}


def test_an_interruption_between_two_files_puts_the_first_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder, plain, count = a_folder(tmp_path / "out"), Path.replace, 0

    def interrupted(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == 2:
            raise KeyboardInterrupt
        return plain(self, target)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Path, "replace", interrupted)
        write_all({folder / name: data for name, data in NEW.items()})

    assert left(folder) == OLD


def test_a_file_system_without_links_still_gets_whole_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = a_folder(tmp_path / "out")

    with monkeypatch.context() as patch:
        fail_at(patch, "link", 1, errno.EPERM)
        write_all({folder / name: data for name, data in NEW.items()})

    assert left(folder) == NEW


def test_unfinished_files_are_for_their_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    modes: list[int] = []
    plain = os.fsync

    def look(handle: int) -> None:
        modes.append(os.fstat(handle).st_mode & 0o777)
        plain(handle)

    monkeypatch.setattr(os, "fsync", look)

    write_all({tmp_path / name: data for name, data in NEW.items()})

    assert modes[:3] == [0o600] * 3


def test_each_file_is_flushed_before_it_is_renamed_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    done: list[str] = []
    flush, rename = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("flush"), flush(handle))[1])
    monkeypatch.setattr(Path, "replace", lambda self, to: (done.append("rename"), rename(self, to))[1])

    write_all({tmp_path / name: data for name, data in NEW.items()})

    assert done == ["flush"] * 3 + ["rename"] * 3 + ["flush"]


@pytest.mark.parametrize("nth", range(1, 5))
def test_the_litter_of_a_run_that_died_is_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int):
    folder = a_folder(tmp_path / "out")
    child = os.fork()
    if child == 0:
        count = 0

        def die(*args: object) -> object:
            nonlocal count
            count += 1
            if count == nth:
                os.kill(os.getpid(), signal.SIGKILL)
            return plain(*args)  # type: ignore[arg-type]

        plain, whole.os.fsync = os.fsync, die
        write_all({folder / name: data for name, data in NEW.items()})
        os._exit(0)
    os.waitpid(child, 0)

    write_all({folder / "c.json": b"newest"})

    assert sorted(left(folder)) == sorted(OLD)


def test_four_writers_of_one_name_leave_one_whole_file(tmp_path: Path):
    texts = [bytes([65 + n]) * 300_000 for n in range(4)]
    children = []
    for text in texts:
        child = os.fork()
        if child == 0:
            for _ in range(times(12, 50)):
                write_all({tmp_path / "a": text, tmp_path / "b": text})
            os._exit(0)
        children.append(child)

    codes = [os.waitpid(child, 0)[1] for child in children]

    assert codes == [0] * 4
    assert {name: data in texts for name, data in left(tmp_path).items()} == {"a": True, "b": True}


def test_a_build_with_a_chart_leaves_nothing_in_the_temporary_folder(tmp_path: Path):
    (tmp_path / "temporary").mkdir()
    root = a_place(tmp_path / "place", some_events(*[None] * 3))
    with (root / "templates" / "reader" / "audience.yaml").open("a") as file:
        file.write("plots: [themes]\n")

    built = program(root, "build", "q3", "--audience", "reader", env={"TMPDIR": str(tmp_path / "temporary")})

    assert built.code == 0, built.err
    assert list((tmp_path / "temporary").iterdir()) == []


# ---- whole builds -------------------------------------------------------------------


def is_whole(path: Path) -> bool:
    """The file is complete: a zip that reads, a PDF with its end, JSON that parses."""
    data = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            return package.testzip() is None
    if path.suffix == ".pdf":
        return data.startswith(b"%PDF") and data.rstrip().endswith(b"%%EOF")
    return bool(json.loads(data))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose brief was built once."""
    root = a_place(tmp_path_factory.mktemp("place"), some_events(*[None] * 6))
    build(Request(root, "q3", audience="reader"))
    return root


def a_build(root: Path, out: Path, *before: str) -> subprocess.Popen[str]:
    words = ["-C", str(root), "--lang", "zh", "build", "q3", "--audience", "reader", "--out", str(out)]
    return subprocess.Popen(
        [*before, sys.executable, "-m", "briefgen", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[None]:
    try:
        yield
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_kills_leave_no_half_file_and_no_litter(place: Path, tmp_path: Path):
    chance, good = random.Random(5), left(place / "out")
    out = tmp_path / "out"
    length = _seconds(place, out)
    for _ in range(times(50, 500)):
        with ended(a_build(place, out)) as _:
            time.sleep(chance.uniform(0, length))

        files = [path for path in out.rglob("[!.]*") if path.is_file()]
        assert all(is_whole(path) for path in files), files

    assert program(place, "build", "q3", "--audience", "reader", "--out", str(out)).code == 0
    assert left(out) == good


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_fifty_interruptions_are_one_line_each_and_leave_nothing(
    place: Path, tmp_path: Path, number: int, code: int
):
    chance, out = random.Random(number), tmp_path / "out"
    length = _seconds(place, tmp_path / "measured")
    for _ in range(50):
        process = a_build(place, out)
        with ended(process):
            time.sleep(chance.uniform(0.15, length))
            process.send_signal(number)
            _, err = process.communicate(timeout=30)
        assert process.returncode in (code, -number, 0), err
        assert "Traceback" not in err
        assert len(err.splitlines()) <= 1
        assert not list(out.rglob(".*.tmp"))


def _seconds(place: Path, out: Path) -> float:
    begun = time.monotonic()
    assert program(place, "build", "q3", "--audience", "reader", "--out", str(out)).code == 0
    return time.monotonic() - begun


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_during_the_build_is_one_line(place: Path, tmp_path: Path, number: int, code: int):
    process = a_build(place, tmp_path / "out")
    with ended(process):
        time.sleep(0.5)
        process.send_signal(number)
        _, err = process.communicate(timeout=60)

    assert process.returncode in (code, -number, 0)
    assert len(err.splitlines()) <= 1


@pytest.mark.parametrize(
    ("stop", "code", "said"),
    [
        (KeyboardInterrupt, 130, "已中斷，先前寫入的 1 個檔案都完整"),
        (Terminated, 143, "已被終止，先前寫入的 1 個檔案都完整"),
    ],
)
def test_a_run_of_many_that_is_stopped_does_not_say_that_it_changed_nothing(
    tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException], code: int, said: str
):
    root = a_place(tmp_path, some_events(None))
    builds: list[Request] = []

    def stopped(request: Request) -> None:
        builds.append(request)
        raise stop

    monkeypatch.setattr("briefgen.pipeline.many.build", stopped)

    assert run(["-C", str(root), "--lang", "zh", "build", "--all"]) == code
    assert capsys.readouterr().err.splitlines() == [said]
    assert len(builds) == 1 and list(left(root / "out")) == ["run.manifest.json"]


@pytest.mark.parametrize(
    "size", [*(pytest.param(size, marks=pytest.mark.slow) for size in (0, 1, 1_000, 8_000, 100_000)), 20_000]
)
def test_a_limit_on_the_size_of_files_leaves_the_old_brief(place: Path, tmp_path: Path, size: int):
    out = tmp_path / "out"
    (out / "q3").mkdir(parents=True)
    (out / "q3" / "q3-reader.docx").write_bytes(b"old")
    before = left(out)

    failed = program(
        place, "build", "q3", "--audience", "reader", "--out", str(out), before=["prlimit", f"--fsize={size}"]
    )

    assert failed.code == 3, failed.err
    assert "無法寫入" in failed.err
    assert len(failed.err.splitlines()) == 1
    assert left(out) == before


@pytest.fixture
def mount() -> Iterator[Callable[[Path, str], None]]:
    """Mount a small file system in memory; skip where that is not allowed."""
    mounted: list[Path] = []

    def do(folder: Path, options: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True
        )
        if done.returncode:
            pytest.skip("no right to mount")
        mounted.append(folder)

    yield do
    for folder in mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("size", ["12k", "28k", "60k", "100k", "140k", "160k"])
def test_a_full_disk_leaves_the_old_brief(place: Path, tmp_path: Path, mount, size: str):
    out = tmp_path / "small"
    mount(out, f"size={size}")
    (out / "q3").mkdir()
    (out / "q3" / "q3-reader.docx").write_bytes(b"old")

    failed = program(place, "build", "q3", "--audience", "reader", "--out", str(out))

    assert failed.code == 3, failed.err
    assert "無法寫入" in failed.err
    assert left(out) == {"q3/q3-reader.docx": b"old"}


@pytest.mark.slow
def test_a_folder_on_a_read_only_disk_is_refused(place: Path, tmp_path: Path, mount):
    out = tmp_path / "fixed"
    mount(out, "size=4m")
    subprocess.run(["mount", "-o", "remount,ro", str(out)], check=True)

    failed = program(place, "build", "q3", "--audience", "reader", "--out", str(out))

    assert failed.code == 3, failed.err
    assert "無法寫入" in failed.err


@pytest.mark.slow
@pytest.mark.parametrize("call", ["write", "fsync", "rename", "openat", "link"])
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_faults_of_the_system_itself_leave_old_or_new(place: Path, tmp_path: Path, call: str, error: str):
    if subprocess.run(["which", "strace"], capture_output=True).returncode:
        pytest.skip("strace is not installed")
    new = dict.fromkeys(OLD, b"new" * 50_000)
    script = "import sys\nfrom pathlib import Path\nfrom briefgen.whole import write_all\nfrom briefgen.errors import OutputError\n" \
        "try:\n    write_all({Path(sys.argv[1]) / n: b'new' * 50_000 for n in sys.argv[2:]})\nexcept OutputError:\n    sys.exit(3)\n"  # fmt: skip
    plain = subprocess.run(["strace", "-f", "-o", str(tmp_path / "log"), "-e", f"trace={call}", sys.executable, "-c", script, str(a_folder(tmp_path / "x")), *OLD])  # fmt: skip
    assert plain.returncode == 0
    calls = sum(f"{call}(" in line for line in (tmp_path / "log").read_text("utf-8", "replace").splitlines())

    for nth in range(max(1, calls - times(20, 40) + 1), calls + 1):
        folder = a_folder(tmp_path / f"{nth}")
        inject = f"inject={call}:error={error}:when={nth}+"
        subprocess.run(
            ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject, sys.executable, "-c", script, str(folder), *OLD],
            capture_output=True, cwd=REPOSITORY,
        )  # fmt: skip
        seen = {path.name: path.read_bytes() for path in folder.glob("[!.]*")}
        assert all(seen[name] in (OLD[name], new[name]) for name in OLD), (
            nth,
            {n: len(d) for n, d in seen.items()},
        )


@pytest.mark.slow
def test_a_run_of_many_that_is_killed_tells_the_truth(tmp_path: Path):
    root = a_place(tmp_path, some_events(*[None] * 3))
    text = (root / "seeds/editions/q3.md").read_text("utf-8")
    for n in range(4):
        (root / f"seeds/editions/q{n + 4}.md").write_text(text, "utf-8")
    chance, run = random.Random(7), root / "out" / "run.manifest.json"
    words = [sys.executable, "-m", "briefgen", "-C", str(root), "build", "--all", "--format", "docx"]
    for _ in range(times(20, 50)):
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 6))
        process.kill()
        process.wait()
        if not run.exists():
            continue
        for brief in json.loads(run.read_text("utf-8"))["briefs"]:
            for name, print_ in brief.get("outputs", {}).items():
                from briefgen.pipeline.manifest import digest

                assert digest((root / "out" / name).read_bytes()) == print_
