"""What a reader of files says when it cannot read one."""

from __future__ import annotations

from briefgen.errors import Words


class Unreadable(Exception):
    """A file that is not what its name says, or that holds no text; `files.read` gives it its place."""

    def __init__(self, what: Words, hint: Words) -> None:
        super().__init__(what.en)
        self.what = what
        self.hint = hint
