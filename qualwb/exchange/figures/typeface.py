"""The typeface of drawn text: the sans-serif that pdfium carries for files without a face of their own.

It comes with qualwb wherever that is installed, so a figure looks the same on every machine.
"""

import ctypes
import io
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

REGULAR, BOLD = b"Helvetica", b"Helvetica-Bold"


@cache
def typeface(size: float, *, bold: bool = False) -> "FreeTypeFont":
    """The face for Pillow; ``size`` in pixels. It has the letters of western Europe."""
    from PIL import ImageFont

    data = io.BytesIO(_file(BOLD if bold else REGULAR))
    return ImageFont.truetype(data, size, layout_engine=ImageFont.Layout.BASIC)


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
