"""Measure how the catalogue grows: first reading, later readings, databases, memory.

    python bench/catalogue.py [--sizes 10000,100000] [--folder DIR]

The quarter asked for always holds 500 events, however large the archive.  Every
measurement is a process of its own; the time is that of `load` alone, beside start-up.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec

from briefgen.catalogue import export_sql
from briefgen.catalogue.plain import plain_event
from briefgen.catalogue.yaml_text import yaml_list
from briefgen.model import Catalogue, Event, Outlet, Person, Source, When

QUARTER = (date(2021, 7, 1), date(2021, 9, 30))
PER_FILE = 5000
LOAD = r"""
import json, re, sys, time
from datetime import date
from pathlib import Path
from briefgen.catalogue import load
from briefgen.model import DateWindow
began = time.perf_counter()
loaded = load(Path(sys.argv[1]), window=DateWindow(date(2021, 7, 1), date(2021, 9, 30)))
seconds = time.perf_counter() - began
# The peak of this program alone: getrusage would count the parent it was started from.
peak = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024
print(json.dumps([seconds, time.process_time(), len(loaded.catalogue.events), peak]))
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sizes", default="10000,100000")
    arguments.add_argument("--folder", type=Path)
    asked = arguments.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="briefgen-bench-"))
    print(
        f"{'archive':>9} {'kind':<7} {'first s':>8} {'(cpu)':>8} {'MiB':>5} {'later s':>8} {'(cpu)':>8} {'MiB':>5} {'events':>6}"
    )
    try:
        for size in map(int, asked.sizes.split(",")):
            for kind in ("yaml", "jsonl", "sqlite"):
                if kind == "yaml" and size > 100_000:
                    continue
                root = workspace(folder / f"{kind}-{size}", kind, size)
                first = measure(root)
                later = min(measure(root) for _ in range(5))
                told = f"{first.seconds:>8.3f} {first.cpu:>8.3f} {first.memory:>5}"
                told += f" {later.seconds:>8.3f} {later.cpu:>8.3f} {later.memory:>5} {later.events:>6}"
                print(f"{size:>9} {kind:<7} {told}", flush=True)
                shutil.rmtree(root)
    finally:
        if asked.folder is None:
            shutil.rmtree(folder, ignore_errors=True)


class Measured(NamedTuple):
    """One loading: seconds of `load`, processor seconds of the whole process, events, MiB at the peak."""

    seconds: float
    cpu: float
    events: int
    memory: int


def measure(root: Path) -> Measured:
    """Measure one loading in a fresh process."""
    done = subprocess.run([sys.executable, "-c", LOAD, str(root)], capture_output=True, text=True, check=True)
    return Measured(*json.loads(done.stdout))


def workspace(root: Path, kind: str, size: int) -> Path:
    """Make a workspace with an archive of some size."""
    (root / "seeds" / "events").mkdir(parents=True)
    write(
        root / "seeds" / "people.json",
        [Person(name="王毅", country="CN"), Person(name="裴青山", country="VN")],
    )
    write(root / "seeds" / "outlets.json", [Outlet(name="人民網", kind="newspaper")])
    if kind == "sqlite":
        (root / "briefgen.toml").write_text('events = "sqlite:///archive.db"\n')
    for start in range(0, size, PER_FILE):
        events = [event(number, size) for number in range(start, min(start + PER_FILE, size))]
        path = root / "seeds" / "events" / f"{start:08}.{kind}"
        if kind == "sqlite":
            export_sql(Catalogue(events=tuple(events)), "sqlite:///archive.db", root)
        elif kind == "yaml":
            path.write_text(yaml_list([plain_event(one) for one in events]), encoding="utf-8")
        else:
            path.write_bytes(b"".join(msgspec.json.encode(plain_event(one)) + b"\n" for one in events))
    return root


def write(path: Path, records: object) -> None:
    path.write_bytes(msgspec.json.encode(records))


def event(number: int, size: int) -> Event:
    """Give one event; 500 of them lie in the quarter, the others evenly in the 60 years before it."""
    if number % (size // 500) == 0:
        day = QUARTER[0] + timedelta(days=(number // (size // 500)) % 92)
    else:
        day = date(1961, 1, 1) + timedelta(days=number * 21_000 // size)
    return Event(
        id=f"event-{number:07}",
        when=When(first=day, last=day + timedelta(days=number % 3)),
        title=f"王毅訪問越南會晤外長（第{number}次）",
        summary="訪問越南，會晤外長裴青山，就南海、經貿與邊境防疫交換意見，雙方同意加強高層往來並妥善管控分歧。",
        actors=("王毅",),
        counterparts=("裴青山",),
        countries=("CN", "VN"),
        mode="visit",
        place="河內",
        topics=("南海", "經貿"),
        importance=number % 5 + 1,
        sources=(Source(outlet="人民網", date=When(first=day, last=day), title="王毅同越南外長會談"),),
    )


if __name__ == "__main__":
    main()
