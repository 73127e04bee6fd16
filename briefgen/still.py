"""Write a workbook without the clock in it: the same cells give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

_STILL = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can tell


def still(book: Workbook) -> bytes:
    """Give the bytes of a workbook; its properties tell the program and no day of today's."""
    book.properties.creator = "briefgen"
    book.properties.created = datetime(*_STILL)
    written, settled = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(member.filename, _STILL), content, zipfile.ZIP_DEFLATED)
    return settled.getvalue()
