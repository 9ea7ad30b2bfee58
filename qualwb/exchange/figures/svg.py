"""A picture as SVG, inside an html page or as a file by itself, with its text alternatives."""

from collections.abc import Callable

from qualwb.colours import LIGHT
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
from qualwb.exchange.writers.html_page import escape

FONT = "'Segoe UI', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"


def svg(picture: Picture, identity: str) -> str:
    """The picture as an ``svg`` element; ``identity`` must be its own in the page, which has the colours."""
    return _Writer(_page_colour).element(picture, identity, ' style="max-width:100%;height:auto"')


def svg_file(picture: Picture) -> str:
    """The picture as a file: as large in print as the PNG is, on white, in plain colours."""
    declared = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return declared + _Writer(ON_LIGHT.__getitem__).element(picture, "figure", "", LIGHT.paper)


class _Writer:
    """Writes shapes as elements; ``colour`` gives each ink what it is where the picture will stand."""

    def __init__(self, colour: Callable[[Ink], str]) -> None:
        self.colour = colour

    def element(self, picture: Picture, identity: str, style: str, ground: str = "") -> str:
        """The whole ``svg`` element, its size in points, on a ``ground`` of its own if there is any."""
        title, description = f"{identity}-title", f"{identity}-desc"
        width, height = _number(picture.width), _number(picture.height)
        paper = f'<rect width="{width}" height="{height}" fill="{ground}"/>\n' if ground else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}pt" '
            f'height="{height}pt" role="img" aria-labelledby="{title} {description}" '
            f'font-family="{FONT}"{style}>\n'
            f'<title id="{title}">{escape(picture.title)}</title>\n'
            f'<desc id="{description}">{escape(picture.description)}</desc>\n{paper}'
            + "".join(self._shape(shape) + "\n" for shape in picture.shapes)
            + "</svg>\n"
        )

    def _shape(self, shape: Shape) -> str:
        match shape:
            case Rectangle():
                place = _attributes(x=shape.x, y=shape.y, width=shape.width, height=shape.height)
                return _element("rect", f"{place} {self._fill(shape.ink, shape.opacity)}", shape.hint)
            case Circle():
                place = _attributes(cx=shape.x, cy=shape.y, r=shape.radius)
                return _element("circle", f"{place} {self._fill(shape.ink)}", shape.hint)
            case Area():
                return f'<polygon points="{_points(shape.points)}" {self._fill(shape.ink, shape.opacity)}/>'
            case Stroke():
                return self._stroke(shape)
            case Label():
                return self._label(shape)

    def _stroke(self, line: Stroke) -> str:
        dashes = f' stroke-dasharray="{_number(DASH[0])} {_number(DASH[1])}"' if line.dashed else ""
        stroke = f'style="fill:none;stroke:{self.colour(line.ink)}" stroke-width="{_number(line.width)}"'
        faint = f' stroke-opacity="{_number(line.opacity)}"' if line.opacity < 1 else ""
        points = f'points="{_points(line.points)}"'
        return _element("polyline", f"{points} {stroke}{faint}{dashes}", line.hint)

    def _label(self, label: Label) -> str:
        weight = ' font-weight="600"' if label.bold else ""
        anchor = f' text-anchor="{label.anchor}"' if label.anchor != "start" else ""
        place = _attributes(x=label.x, y=label.y)
        hint = f"<title>{escape(label.hint)}</title>" if label.hint else ""
        return (
            f'<text {place} font-size="{_number(label.size)}"{anchor}{weight} {self._fill(label.ink)}>'
            f"{hint}{escape(label.text)}</text>"
        )

    def _fill(self, ink: Ink, opacity: float = 1.0) -> str:
        faint = f' fill-opacity="{_number(opacity)}"' if opacity < 1 else ""
        return f'style="fill:{self.colour(ink)}"{faint}'


def _page_colour(ink: Ink) -> str:
    """The page's own colour for the ink, which is another in the dark; without one that of light pages."""
    return f"var(--{ink.value}, {ON_LIGHT[ink]})"


def _element(name: str, attributes: str, hint: str) -> str:
    if hint:
        return f"<{name} {attributes}><title>{escape(hint)}</title></{name}>"
    return f"<{name} {attributes}/>"


def _attributes(**values: float) -> str:
    return " ".join(f'{name}="{_number(value)}"' for name, value in values.items())


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
