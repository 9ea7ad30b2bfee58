"""A picture as PNG, for documents that take no SVG: drawn large with Pillow, then made small and smooth.

It is drawn a band of rows at a time, on a sheet that stays where the processor reaches it at once.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import ceil, dist, floor
from typing import TYPE_CHECKING

from qualwb.colours import LIGHT, rgb
from qualwb.exchange.figures.picture import (
    DASH,
    ON_LIGHT,
    Area,
    Circle,
    Ink,
    Label,
    Picture,
    Point,
    Rectangle,
    Shape,
    Stroke,
)
from qualwb.exchange.figures.png_file import BAND, png_file

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

INCH = 72
"""Points to the inch."""
DPI = 300
"""Pixels to the inch: what journals ask for."""
MOST_PIXELS = 16_000_000
"""A larger picture has fewer pixels to the inch, and says so; its size in print is right all the same."""
FINER, MOST_DRAWN = 3, 32_000_000
"""How many times larger each way a picture is drawn than it is shown, and how many pixels that may take."""
MARGIN = 1.0
"""Points that a shape may reach beyond its own, by rounding or by its thinnest line."""
ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}
"""Pillow's names for where a text lies from its place on the base line."""


def png(picture: Picture) -> bytes:
    """The picture on white, 300 pixels to the inch, a point of the picture being a point in print.

    Letters outside western Europe are not drawn.
    """
    scale = min(DPI / INCH, (MOST_PIXELS / (picture.width * picture.height)) ** 0.5)
    width, height = ceil(picture.width * scale), ceil(picture.height * scale)
    finer = max(1, min(FINER, int((MOST_DRAWN / (width * height)) ** 0.5)))
    return png_file((width, height), _bands(picture, scale, (width, height), finer), scale * INCH)


def _bands(picture: Picture, scale: float, size: tuple[int, int], finer: int) -> Iterator["Image"]:
    """The picture, ``BAND`` rows at a time; ``size`` in pixels, of which ``scale`` make a point."""
    from PIL import Image

    width, height = size
    shapes = _by_band(picture.shapes, scale / BAND, ceil(height / BAND))
    sheet = Image.new("RGB", (width * finer, BAND * finer))
    for band, here in enumerate(shapes):
        sheet.paste(LIGHT.paper, (0, 0, *sheet.size))
        canvas = _Canvas(sheet, scale * finer, band * BAND * finer)
        for shape in here:
            canvas.draw(shape)
        yield sheet.reduce(finer, (0, 0, width * finer, min(BAND, height - band * BAND) * finer))


def _by_band(shapes: Iterable[Shape], bands_a_point: float, bands: int) -> list[list[Shape]]:
    """The shapes that reach into each band, in their order."""
    found: list[list[Shape]] = [[] for _band in range(bands)]
    for shape in shapes:
        top, low = _extent(shape)
        first, last = floor((top - MARGIN) * bands_a_point), floor((low + MARGIN) * bands_a_point)
        for band in range(max(first, 0), min(last + 1, bands)):
            found[band].append(shape)
    return found


def _extent(shape: Shape) -> tuple[float, float]:
    """How high and how low a shape reaches."""
    match shape:
        case Rectangle():
            return shape.y, shape.y + shape.height
        case Circle():
            return shape.y - shape.radius, shape.y + shape.radius
        case Label():
            return shape.y - 1.25 * shape.size, shape.y + 0.5 * shape.size
    downs = [y for _x, y in shape.points]
    thick = shape.width if isinstance(shape, Stroke) else 0.0
    return min(downs) - thick, max(downs) + thick


class _Canvas:
    """Draws shapes on an image that has ``scale`` pixels a point, and whose first row is row ``top``."""

    def __init__(self, image: "Image", scale: float, top: int) -> None:
        from PIL import ImageDraw

        from qualwb.exchange.figures.typeface import typeface

        self.scale = scale
        self.top = top
        self.pen = ImageDraw.Draw(image)
        self.faint_pen = ImageDraw.Draw(image, "RGBA")  # mixes with what is there, pixel by pixel
        self.typeface = typeface

    def draw(self, shape: Shape) -> None:
        """Put one shape on the image."""
        match shape:
            case Rectangle():
                self._rectangle(shape)
            case Area():
                places = [self._place(point) for point in shape.points]
                self._pen(shape.opacity).polygon(places, _rgba(shape.ink, shape.opacity))
            case Circle():
                x, y, radius = shape.x, shape.y, shape.radius
                corners = self._place((x - radius, y - radius)), self._place((x + radius, y + radius))
                self.pen.ellipse(corners, _rgba(shape.ink))
            case Stroke():
                self._line(shape)
            case Label():
                self._label(shape)

    def _rectangle(self, shape: Rectangle) -> None:
        """Pillow counts the last pixel in, we do not."""
        left, right = (round(x * self.scale) for x in (shape.x, shape.x + shape.width))
        top, low = (round(y * self.scale) - self.top for y in (shape.y, shape.y + shape.height))
        corners = (left, top, max(right - 1, left), max(low - 1, top))
        self._pen(shape.opacity).rectangle(corners, _rgba(shape.ink, shape.opacity))

    def _line(self, line: Stroke) -> None:
        width = max(round(line.width * self.scale), 1)
        pen = self._pen(line.opacity)
        for piece in _dashes(line.points) if line.dashed else (line.points,):
            places = [self._place(point) for point in piece]
            pen.line(places, _rgba(line.ink, line.opacity), width, joint="curve")

    def _label(self, label: Label) -> None:
        face = self.typeface(label.size * self.scale, bold=label.bold)
        place = label.x * self.scale, label.y * self.scale - self.top
        self.pen.text(place, label.text, _rgba(label.ink), face, ANCHORS[label.anchor])

    def _pen(self, opacity: float) -> "ImageDraw":
        """The pen that mixes takes several times as long, also where nothing shows through."""
        return self.pen if opacity == 1 else self.faint_pen

    def _place(self, point: Point) -> Point:
        """Pillow cuts off what is behind the comma: above the first row this would be upwards."""
        across, down = point[0] * self.scale, point[1] * self.scale - self.top
        return across, down if down >= 0 else floor(down)


def _dashes(points: tuple[Point, ...]) -> Iterator[tuple[Point, ...]]:
    """The pieces of a line that are drawn, on and off in turn along it, round its corners."""
    on, left = True, DASH[0]
    piece = [points[0]]
    for start, end in pairwise(points):
        length, gone = dist(start, end), 0.0
        while length - gone > left:
            gone += left
            part = gone / length
            turn = start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])
            if on:
                yield (*piece, turn)
            on, piece = not on, [turn]
            left = DASH[0] if on else DASH[1]
        left -= length - gone
        piece.append(end)
    if on and len(piece) > 1:
        yield tuple(piece)


def _rgba(ink: Ink, opacity: float = 1.0) -> tuple[int, int, int, int]:
    return (*rgb(ON_LIGHT[ink]), round(255 * opacity))
