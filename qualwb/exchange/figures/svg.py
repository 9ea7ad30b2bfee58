"""A picture as SVG that stands inside an html page, with its text alternatives."""

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

FONT = "system-ui, 'Segoe UI', 'Liberation Sans', sans-serif"


def svg(picture: Picture, identity: str) -> str:
    """The picture as an ``svg`` element; ``identity`` must be its own in the page."""
    title, description = f"{identity}-title", f"{identity}-desc"
    width, height = _number(picture.width), _number(picture.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="{title} {description}" '
        f'font-family="{FONT}" style="max-width:100%;height:auto">\n'
        f'<title id="{title}">{escape(picture.title)}</title>\n'
        f'<desc id="{description}">{escape(picture.description)}</desc>\n'
        + "".join(_shape(shape) + "\n" for shape in picture.shapes)
        + "</svg>\n"
    )


def _shape(shape: Shape) -> str:
    match shape:
        case Rectangle():
            place = _attributes(x=shape.x, y=shape.y, width=shape.width, height=shape.height)
            return _element("rect", f"{place} {_fill(shape.ink, shape.opacity)}", shape.hint)
        case Circle():
            place = _attributes(cx=shape.x, cy=shape.y, r=shape.radius)
            return _element("circle", f"{place} {_fill(shape.ink)}", shape.hint)
        case Area():
            return f'<polygon points="{_points(shape.points)}" {_fill(shape.ink, shape.opacity)}/>'
        case Stroke():
            dashes = f' stroke-dasharray="{_number(DASH[0])} {_number(DASH[1])}"' if shape.dashed else ""
            stroke = f'style="fill:none;stroke:{_colour(shape.ink)}" stroke-width="{_number(shape.width)}"'
            faint = f' stroke-opacity="{_number(shape.opacity)}"' if shape.opacity < 1 else ""
            points = f'points="{_points(shape.points)}"'
            return _element("polyline", f"{points} {stroke}{faint}{dashes}", shape.hint)
        case Label():
            return _label(shape)


def _label(label: Label) -> str:
    weight = ' font-weight="600"' if label.bold else ""
    anchor = f' text-anchor="{label.anchor}"' if label.anchor != "start" else ""
    place = _attributes(x=label.x, y=label.y)
    hint = f"<title>{escape(label.hint)}</title>" if label.hint else ""
    return (
        f'<text {place} font-size="{_number(label.size)}"{anchor}{weight} {_fill(label.ink)}>'
        f"{hint}{escape(label.text)}</text>"
    )


def _element(name: str, attributes: str, hint: str) -> str:
    if hint:
        return f"<{name} {attributes}><title>{escape(hint)}</title></{name}>"
    return f"<{name} {attributes}/>"


def _attributes(**values: float) -> str:
    return " ".join(f'{name}="{_number(value)}"' for name, value in values.items())


def _fill(ink: Ink, opacity: float = 1.0) -> str:
    faint = f' fill-opacity="{_number(opacity)}"' if opacity < 1 else ""
    return f'style="fill:{_colour(ink)}"{faint}'


def _colour(ink: Ink) -> str:
    """The page's own colour for the ink, which is another in the dark; without one that of light pages."""
    return f"var(--{ink.value}, {ON_LIGHT[ink]})"


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
