"""Write a Document as a Word file: named styles, real notes, automatic numbers, nothing by hand.

`render` is the Writer of the format `docx`.  The rooms inside: `package` opens the base
file and closes it, `styles` and `properties` turn looks into styles, `numbering` counts
headings and lists; `blocks`, `paragraphs`, `lists`, `tables`, `figures`, `contents` and
`inlines` write the text, and `press` holds what they share; `letterhead` reads what an
audience wants it printed on (through `bag` and `washing`), `borrowing` and `running` use it.
"""

from __future__ import annotations

from briefgen.document import Document
from briefgen.render.look import Looks


def render(document: Document, looks: Looks) -> bytes:
    """Give the bytes of a `.docx`; the same document and looks give the same bytes everywhere.

    RenderError with all problems where a picture is missing or no PNG or JPEG, a note
    stands in a running head or in a note, or a table has more than 63 columns.
    """
    # python-docx takes long to import; who writes no Word file does not pay for it.
    from briefgen.render.word.writer import write

    return write(document, looks)
