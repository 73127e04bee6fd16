"""What proofreading costs: seconds for ten pages, the lists read anew and once more.

    python bench/proof.py [FILE…]

Without files it reads the texts of `tests/proof`, repeated to ten pages of 1,050 characters.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from briefgen import proof
from briefgen.model import Registers

ROOT = Path(__file__).parent.parent
PAGES = 10
PAGE = 1050


def ten_pages() -> str:
    lines = [line.split("\t")[0] for line in (ROOT / "tests/proof/right.txt").read_text("utf-8").splitlines()]
    block = "\n\n".join("".join(lines[i : i + 8]) for i in range(1, len(lines), 8))
    return (block * (PAGES * PAGE // len(block) + 1))[: PAGES * PAGE]


def main(names: list[str]) -> None:
    sources = {name: Path(name).read_text("utf-8") for name in names} or {"ten-pages.txt": ten_pages()}
    for name, source in sources.items():
        for turn in ("first", "again"):
            begun = time.perf_counter()
            found = proof.proof(proof.read(source, name), Registers())
            print(
                f"{name}: {len(source)} characters, {len(found)} findings, {turn} {time.perf_counter() - begun:.2f} s"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
