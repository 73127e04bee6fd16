"""Open a PDF that may be joined to another, or say why it may not."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf

from briefgen.attach.parts import File, refusal
from briefgen.attach.trees import as_array, text
from briefgen.errors import Words

# What pikepdf raises where a file has something else than it must have at that place.
_MALFORMED = (pikepdf.PdfError, RuntimeError, TypeError, ValueError, LookupError, AttributeError)
_UNLOCK = Words("請先取得未加密的檔案", "ask for a file that is not encrypted")
_AGAIN = Words("請重新匯出或重新取得檔案", "export it again, or ask for it again")


def opened(file: File) -> pikepdf.Pdf:
    """Open a PDF; RequestError where it is none, or damaged, encrypted, signed or empty."""
    if b"%PDF-" not in file.data[:1024]:
        raise refusal(file.name, Words("不是 PDF 檔", "this is not a PDF"))
    with sound(file):
        # Nothing is repaired: what is missing from a damaged file would be missing in silence.
        pdf = pikepdf.open(io.BytesIO(file.data), attempt_recovery=False, suppress_warnings=True)
        if pdf.is_encrypted:
            raise pikepdf.PasswordError
        if any("error" in line.lower() for line in pdf.check_pdf_syntax()) or len(pdf.pages) == 0:
            raise pikepdf.PdfError
        is_signed = _is_signed(pdf)
    if is_signed:
        raise refusal(
            file.name,
            Words(
                "PDF 已簽章，附加內容會使簽章失效", "the PDF is signed; any change would break the signature"
            ),
            Words("請先附上附件，再行簽章", "attach first, sign afterwards"),
        )
    return pdf


@contextmanager
def sound(file: File) -> Iterator[None]:
    """Do something with a PDF; RequestError where it turns out to be locked or damaged."""
    try:
        yield
    except pikepdf.PasswordError as error:
        raise refusal(
            file.name,
            Words("PDF 已加密或限制修改", "the PDF is encrypted, or locked against changes"),
            _UNLOCK,
        ) from error
    except _MALFORMED as error:
        raise refusal(
            file.name, Words("PDF 已損壞或不完整", "the PDF is damaged or cut short"), _AGAIN
        ) from error


def title(pdf: pikepdf.Pdf, file: File) -> str:
    """Give the title of a PDF; the name of the file where it has none."""
    return " ".join(text(pdf.docinfo.get("/Title")).split()) or file.stem


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    if "/Perms" in pdf.Root:
        return True
    if not isinstance(form, pikepdf.Dictionary):
        return False
    return _has_signature(form)


def _has_signature(form: Any) -> bool:
    """Whether a field of the form holds a signature; an empty field for one is none."""
    stack, seen = as_array(form.get("/Fields")), set()
    while stack:
        field = stack.pop()
        if not isinstance(field, pikepdf.Dictionary) or (field.is_indirect and field.objgen in seen):
            continue
        seen.add(field.objgen)
        value = field.get("/V")
        if isinstance(value, pikepdf.Dictionary) and ("/ByteRange" in value or field.get("/FT") == "/Sig"):
            return True
        stack += as_array(field.get("/Kids"))
    return False
