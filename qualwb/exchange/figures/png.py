"""A picture as PNG, for documents that take no SVG: drawn by pdfium, which qualwb reads PDFs with."""

import ctypes
import struct
import zlib
from collections.abc import Iterable
from typing import Any

from qualwb.exchange.figures.picture import Area, Circle, Ink, Label, Picture, Point, Rectangle, Shape, Stroke
from qualwb.exchange.figures.svg import COLOURS

SCALE = 3.0
"""Pixels a point at most: 216 to the inch."""
MOST_PIXELS = 8_000_000
ARC = 0.5522847498
"""Distance of the control points of a quarter circle, in radii."""
FILL, STROKE = 2, True


def png(picture: Picture) -> bytes:
    """The picture on white, at most three pixels a point. Letters outside western Europe are not drawn."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument.new()
    try:
        page = document.new_page(picture.width, picture.height)
        canvas = _Canvas(document.raw, page.raw, picture.height)
        for shape in picture.shapes:
            canvas.draw(shape)
        page.gen_content()
        scale = min(SCALE, (MOST_PIXELS / (picture.width * picture.height)) ** 0.5)
        bitmap = page.render(scale=scale, rev_byteorder=True)
        return _encoded(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
    finally:
        document.close()


class _Canvas:
    """Draws shapes on a page, whose origin is at the lower left."""

    def __init__(self, document: Any, page: Any, height: float) -> None:
        from pypdfium2 import raw

        self.raw = raw
        self.document = document
        self.page = page
        self.height = height

    def draw(self, shape: Shape) -> None:
        """Put one shape on the page."""
        match shape:
            case Rectangle():
                right, low = shape.x + shape.width, shape.y + shape.height
                corners = ((shape.x, shape.y), (right, shape.y), (right, low), (shape.x, low))
                self._filled(corners, shape.ink, shape.opacity)
            case Area():
                self._filled(shape.points, shape.ink, shape.opacity)
            case Circle():
                self._circle(shape)
            case Stroke():
                self._line(shape)
            case Label():
                self._label(shape)

    def _filled(self, points: Iterable[Point], ink: Ink, opacity: float) -> None:
        path = self._path(points)
        self.raw.FPDFPath_Close(path)
        self._fill(path, ink, opacity)

    def _circle(self, circle: Circle) -> None:
        x, y, r, k = circle.x, self.height - circle.y, circle.radius, circle.radius * ARC
        path = self.raw.FPDFPageObj_CreateNewPath(x + r, y)
        for curve in (
            (x + r, y + k, x + k, y + r, x, y + r),
            (x - k, y + r, x - r, y + k, x - r, y),
            (x - r, y - k, x - k, y - r, x, y - r),
            (x + k, y - r, x + r, y - k, x + r, y),
        ):
            self.raw.FPDFPath_BezierTo(path, *curve)
        self._fill(path, circle.ink, 1.0)

    def _line(self, line: Stroke) -> None:
        path = self._path(line.points)
        self.raw.FPDFPageObj_SetStrokeColor(path, *_rgba(line.ink, line.opacity))
        self.raw.FPDFPageObj_SetStrokeWidth(path, line.width)
        if line.dashed:
            self.raw.FPDFPageObj_SetDashArray(path, (ctypes.c_float * 2)(5, 4), 2, 0)
        self.raw.FPDFPath_SetDrawMode(path, 0, STROKE)
        self.raw.FPDFPage_InsertObject(self.page, path)

    def _label(self, label: Label) -> None:
        face = b"Helvetica-Bold" if label.bold else b"Helvetica"
        text = self.raw.FPDFPageObj_NewTextObj(self.document, face, label.size)
        letters = (label.text + "\0").encode("utf-16-le")
        self.raw.FPDFText_SetText(text, (ctypes.c_ushort * (len(letters) // 2)).from_buffer_copy(letters))
        self.raw.FPDFPageObj_SetFillColor(text, *_rgba(label.ink, 1.0))
        shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor] * self._width(text)
        self.raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, label.x - shift, self.height - label.y)
        self.raw.FPDFPage_InsertObject(self.page, text)

    def _path(self, points: Iterable[Point]) -> Any:
        (x, y), *others = points
        path = self.raw.FPDFPageObj_CreateNewPath(x, self.height - y)
        for x, y in others:
            self.raw.FPDFPath_LineTo(path, x, self.height - y)
        return path

    def _fill(self, path: Any, ink: Ink, opacity: float) -> None:
        self.raw.FPDFPageObj_SetFillColor(path, *_rgba(ink, opacity))
        self.raw.FPDFPath_SetDrawMode(path, FILL, not STROKE)
        self.raw.FPDFPage_InsertObject(self.page, path)

    def _width(self, text: Any) -> float:
        left, bottom, right, top = (ctypes.c_float() for _edge in range(4))
        self.raw.FPDFPageObj_GetBounds(text, left, bottom, right, top)
        return right.value - left.value


def _rgba(ink: Ink, opacity: float) -> tuple[int, int, int, int]:
    colour = COLOURS[ink]
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16), round(255 * opacity)


def _encoded(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """RGB (or RGBX) rows as PNG: filter 0 before each row, deflated."""
    rows = bytearray()
    for row in range(height):
        line = pixels[row * stride : row * stride + width * channels]
        rows.append(0)
        if channels == 3:
            rows += line
        else:
            rgb = bytearray(width * 3)
            rgb[0::3], rgb[1::3], rgb[2::3] = line[0::4], line[1::4], line[2::4]
            rows += rgb
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
