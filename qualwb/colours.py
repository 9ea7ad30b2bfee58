"""Every colour of the program: of codes and themes, of figures and pages, on light, on dark and on paper.

A terminal's own theme gives the workbench its ground and its ink; what has a colour of ours on top of these
takes it from here.
"""

from dataclasses import dataclass

CODE_COLOURS = (
    *("#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#76b7b2", "#b6992d"),
    *("#af7aa1", "#d37295", "#86bcb6", "#9c755f", "#499894", "#79706e"),
)
"""Given in turn to new codes; a theme has those of its codes. They stay apart on dark and light grounds."""
NO_COLOUR = "#808080"
"""Stands in for a colour of a code that can't be read."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by their task, on one ground."""

    ink: str
    paper: str
    soft: str
    """Text that says less: captions, notes, scales."""
    line: str
    shade: str
    """Ground of what stands apart from the text."""
    accent: str
    second: str
    """For what is to be told from what has the accent."""


LIGHT = Palette("#1b1b1b", "#ffffff", "#5a5a5a", "#c9c9c9", "#f3f3f0", accent="#0b5c8a", second="#b4530a")
DARK = Palette("#e8e6e3", "#17191b", "#a9a9a9", "#474b4f", "#22262a", accent="#7cc0ea", second="#f0a35e")
PRINT = Palette("#000000", "#ffffff", "#444444", "#999999", "#eeeeee", accent="#0b5c8a", second="#b4530a")

HEAT = LIGHT.accent
"""A cell at the greatest value of a heat map, in light and dark alike."""
ON_HEAT = "#ffffff"
"""Numbers on cells that are darker than ``READABLE``."""
FAINTEST = 0.12
"""How dark the smallest value of a heat map is."""
READABLE = 0.76
"""From this darkness on, a number stands out in white better than in black."""
TABLE_HEAD = "#e7e6e6"
"""Ground of the heads of a table in a document."""
SHEET_NOTE = "#555555"
"""Notes beneath a table in a spreadsheet."""


def code_colour(number: int) -> str:
    """The colour of the code that is the ``number``th of its codebook, from 0."""
    return CODE_COLOURS[number % len(CODE_COLOURS)]


def darkness(value: int | None, top: int) -> float:
    """How dark a cell of a heat map is, 0 to 1: 0 for nothing, then from faint to full at ``top``."""
    if not value or not top:
        return 0.0
    return FAINTEST + (1 - FAINTEST) * min(value / top, 1.0)


def heat(dark: float, strength: float = 1.0) -> str:
    """The colour of a cell so dark (0 to 1) on white; a ``strength`` below 1 keeps it light for black ink."""
    return "#" + "".join(f"{round(255 - (255 - part) * (strength * dark)):02x}" for part in rgb(HEAT))


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of '#rrggbb'."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
