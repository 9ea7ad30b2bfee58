"""PNG as bytes: flat areas want no filter, and to try all of them a row takes longer than to compress it."""

import struct
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COMPRESSION = 3
"""Of zlib: a third larger than by its default, in half the time."""
EIGHT_BITS, RGB = 8, 2
"""Bits of a colour, and PNG's number for pixels of red, green and blue."""
BAND = 128
"""Rows that are drawn and compressed at a time: so many stay where the processor reaches them at once."""
METRE = 1
"""PNG's number for pixels to the metre."""
INCH = 0.0254
"""Metres to the inch."""


def png_file(size: tuple[int, int], bands: Iterable["Image"], dots: float) -> bytes:
    """An RGB image, given in bands from above, as PNG with ``dots`` pixels to the inch."""
    to_metre = round(dots / INCH)
    return b"".join(
        (
            SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", *size, EIGHT_BITS, RGB, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", to_metre, to_metre, METRE)),
            _chunk(b"IDAT", _compressed(bands)),
            _chunk(b"IEND", b""),
        )
    )


def _compressed(bands: Iterable["Image"]) -> bytes:
    """The rows, before each the number of no filter: a zero at the end of one, which is the next's."""
    packer = zlib.compressobj(COMPRESSION)
    packed = []
    for band in bands:
        rows = band.tobytes("raw", "RGB", 3 * band.width + 1)
        packed += [packer.compress(b"\0"), packer.compress(memoryview(rows)[:-1])]
    return b"".join((*packed, packer.flush()))


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
