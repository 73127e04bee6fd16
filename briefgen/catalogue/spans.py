"""Sort spans of days by their reach, so that an index on the first day finds what overlaps a window.

The reach of a span is the smallest power of four that is not below its number of days.
A span of one reach that touches a window begins less than that reach before it: one
short range of the index for each of the few reaches, however large the archive.
"""

from __future__ import annotations

from briefgen.model import When

_LONGEST = 11  # 4**11 days is more than the calendar has


def reach(when: When) -> int:
    """Give the smallest power of four that is at least the number of days of a When."""
    return 1 << ((when.last - when.first).days.bit_length() + 1 & ~1)


def reaches() -> tuple[int, ...]:
    """Give every reach that a When can have."""
    return tuple(4**size for size in range(_LONGEST + 1))
