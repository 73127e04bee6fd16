"""Start the child that will compose and typeset, before anything is read: it loads its libraries meanwhile.

Nothing but the child is loaded here, so that a program can do this first.
It is started before the catalogue is opened, and so never holds more of it than it is given.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from briefgen.contained import Child

if TYPE_CHECKING:
    from briefgen.pipeline.typesetting import Made


def press() -> Child[Made]:
    """Start it; it ends with the `with` block."""
    return Child(ready=load)


def load() -> None:
    """Load the libraries of composing and rendering here, so that every child forked later has them already.

    Worth its half second where many documents are made in one run.  Nothing of what is
    loaded is ever garbage, so the collector need not look at it, now or later.
    """
    gc.disable()
    from briefgen.compose import compose
    from briefgen.pipeline.typesetting import typeset
    from briefgen.render import pdf, weasy, word
    from briefgen.render.looks import look

    del compose, look, typeset, pdf, word
    try:
        weasy.load()
    finally:
        gc.freeze()
        gc.enable()
