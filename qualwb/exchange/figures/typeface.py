"""The typeface of drawn text: the sans-serif that pdfium carries for files without a face of their own.

It comes with qualwb wherever that is installed, so a figure looks the same on every machine.
"""

import ctypes
import io
from functools import cache, lru_cache
from typing import Any

from PIL.ImageFont import FreeTypeFont, Layout

REGULAR, BOLD = b"Helvetica", b"Helvetica-Bold"
REMEMBERED = 128
"""Texts that a face need not draw again: those of a full page of bars."""


@cache
def typeface(size: float, *, bold: bool = False) -> FreeTypeFont:
    """The face for Pillow; ``size`` in pixels. It has the letters of western Europe."""
    return _Face(io.BytesIO(_file(BOLD if bold else REGULAR)), size, layout_engine=Layout.BASIC)


class _Face(FreeTypeFont):
    """Remembers what it drew last: a name stands in many figures, and on the edge of two bands of one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._drawn = lru_cache(REMEMBERED)(super().getmask2)

    def getmask2(self, *args: Any, **kwargs: Any) -> Any:
        """The text as a mask, and where it begins: as Pillow's own, which must not be drawn on."""
        return self._drawn(*args, **kwargs)


@cache
def _file(name: bytes) -> bytes:
    """The font file that pdfium draws a standard face with."""
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    document = pdfium.PdfDocument.new()
    try:
        face = raw.FPDFText_LoadStandardFont(document.raw, name)
        length = ctypes.c_size_t()
        raw.FPDFFont_GetFontData(face, None, 0, length)
        data = (ctypes.c_uint8 * length.value)()
        raw.FPDFFont_GetFontData(face, data, length.value, length)
        raw.FPDFFont_Close(face)
        return bytes(data)
    finally:
        document.close()
