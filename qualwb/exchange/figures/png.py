"""A picture as PNG, for documents that take no SVG: drawn large with Pillow, then made small and smooth."""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, dist
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
from qualwb.exchange.figures.png_file import png_file
from qualwb.exchange.figures.typeface import typeface

if TYPE_CHECKING:
    from PIL.Image import Image

INCH = 72
"""Points to the inch."""
DPI = 300
"""Pixels to the inch: what journals ask for."""
MOST_PIXELS = 16_000_000
"""A larger picture has fewer pixels to the inch, and says so; its size in print is right all the same."""
FINER, MOST_DRAWN = 3, 32_000_000
"""How many times larger each way a picture is drawn than it is shown, and how many pixels that may take."""
ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}
"""Pillow's names for where a text lies from its place on the base line."""


def png(picture: Picture) -> bytes:
    """The picture on white, 300 pixels to the inch, a point of the picture being a point in print.

    Letters outside western Europe are not drawn.
    """
    from PIL import Image

    scale = min(DPI / INCH, (MOST_PIXELS / (picture.width * picture.height)) ** 0.5)
    width, height = ceil(picture.width * scale), ceil(picture.height * scale)
    finer = max(1, min(FINER, int((MOST_DRAWN / (width * height)) ** 0.5)))
    canvas = _Canvas(Image.new("RGB", (width * finer, height * finer), LIGHT.paper), scale * finer)
    for shape in picture.shapes:
        canvas.draw(shape)
    return png_file(canvas.image.reduce(finer), scale * INCH)


class _Canvas:
    """Draws shapes on an image that has ``scale`` pixels a point."""

    def __init__(self, image: "Image", scale: float) -> None:
        from PIL import ImageDraw

        self.image = image
        self.scale = scale
        self.pen = ImageDraw.Draw(image, "RGBA")  # what is faint is laid over what is there

    def draw(self, shape: Shape) -> None:
        """Put one shape on the image."""
        match shape:
            case Rectangle():
                self._rectangle(shape)
            case Area():
                places = [self._place(point) for point in shape.points]
                self.pen.polygon(places, _rgba(shape.ink, shape.opacity))
            case Circle():
                (x, y), radius = self._place((shape.x, shape.y)), shape.radius * self.scale
                self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), _rgba(shape.ink))
            case Stroke():
                self._line(shape)
            case Label():
                self._label(shape)

    def _rectangle(self, shape: Rectangle) -> None:
        """Pillow counts the last pixel in, we do not."""
        left, top = map(round, self._place((shape.x, shape.y)))
        right, low = map(round, self._place((shape.x + shape.width, shape.y + shape.height)))
        corners = (left, top, max(right - 1, left), max(low - 1, top))
        self.pen.rectangle(corners, _rgba(shape.ink, shape.opacity))

    def _line(self, line: Stroke) -> None:
        width = max(round(line.width * self.scale), 1)
        for piece in _dashes(line.points) if line.dashed else (line.points,):
            places = [self._place(point) for point in piece]
            self.pen.line(places, _rgba(line.ink, line.opacity), width, joint="curve")

    def _label(self, label: Label) -> None:
        place, face = self._place((label.x, label.y)), typeface(label.size * self.scale, bold=label.bold)
        self.pen.text(place, label.text, _rgba(label.ink), face, ANCHORS[label.anchor])

    def _place(self, point: Point) -> Point:
        return point[0] * self.scale, point[1] * self.scale


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
