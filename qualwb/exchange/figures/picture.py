"""What a figure is drawn with: a few shapes on a canvas whose origin is at the upper left, in points."""

from dataclasses import dataclass
from enum import StrEnum

from qualwb.colours import HEAT, LIGHT, ON_HEAT

PAGE = 482.0
"""Points between the margins of an A4 page: figures are drawn no wider where they can help it."""
DASH = (5.0, 4.0)
"""Points of a dashed line that are drawn, and that are left out."""


class Ink(StrEnum):
    """Colours by their task; a page gives each a value for light, dark and paper."""

    INK = "ink"
    SOFT = "soft"
    LINE = "line"
    ACCENT = "accent"
    SECOND = "second"
    HEAT = "heat"
    """For cells of a heat map: the same in light and dark, with ``ON_HEAT`` to be read on it."""
    ON_HEAT = "on-heat"


ON_LIGHT = {
    Ink.INK: LIGHT.ink,
    Ink.SOFT: LIGHT.soft,
    Ink.LINE: LIGHT.line,
    Ink.ACCENT: LIGHT.accent,
    Ink.SECOND: LIGHT.second,
    Ink.HEAT: HEAT,
    Ink.ON_HEAT: ON_HEAT,
}
"""What each ink is on light pages and paper."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A filled rectangle; ``hint`` is what a pointer shows."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink
    opacity: float = 1.0
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """A filled circle."""

    x: float
    y: float
    radius: float
    ink: Ink
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[Point, ...]
    ink: Ink
    width: float = 1.0
    dashed: bool = False
    opacity: float = 1.0
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon."""

    points: tuple[Point, ...]
    ink: Ink
    opacity: float


@dataclass(frozen=True, slots=True)
class Label:
    """Text on a base line at y; ``anchor``: start, middle or end of the text at x."""

    x: float
    y: float
    text: str
    size: float = 11
    anchor: str = "start"
    ink: Ink = Ink.INK
    bold: bool = False
    hint: str = ""


Shape = Rectangle | Circle | Stroke | Area | Label


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn figure with what it says in words, for those who don't see it."""

    title: str
    description: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    notes: tuple[str, ...] = ()
    """What stands below the caption."""
