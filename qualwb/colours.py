"""Every colour of the program: of codes and themes, of figures and pages, on light, on dark and on paper.

A terminal's own theme gives the workbench its ground and its ink; what has a colour of ours on top of these
takes it from here.
"""

import re
from dataclasses import dataclass

CODE_COLOURS = (
    *("#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#76b7b2", "#b6992d"),
    *("#af7aa1", "#d37295", "#86bcb6", "#9c755f", "#499894", "#79706e"),
)
"""Given in turn to new codes; a theme has those of its codes. They stay apart on dark and light grounds."""
NO_COLOUR = "#808080"
"""Stands in for a colour of a code that can't be read."""

_WRITTEN = re.compile("#(?:[0-9a-f]{3}){1,2}")
_CSS_DIGITS = """
    aliceblue=f0f8ff antiquewhite=faebd7 aqua=00ffff aquamarine=7fffd4 azure=f0ffff beige=f5f5dc
    bisque=ffe4c4 black=000000 blanchedalmond=ffebcd blue=0000ff blueviolet=8a2be2 brown=a52a2a
    burlywood=deb887 cadetblue=5f9ea0 chartreuse=7fff00 chocolate=d2691e coral=ff7f50 cornflowerblue=6495ed
    cornsilk=fff8dc crimson=dc143c cyan=00ffff darkblue=00008b darkcyan=008b8b darkgoldenrod=b8860b
    darkgray=a9a9a9 darkgreen=006400 darkgrey=a9a9a9 darkkhaki=bdb76b darkmagenta=8b008b
    darkolivegreen=556b2f darkorange=ff8c00 darkorchid=9932cc darkred=8b0000 darksalmon=e9967a
    darkseagreen=8fbc8f darkslateblue=483d8b darkslategray=2f4f4f darkslategrey=2f4f4f darkturquoise=00ced1
    darkviolet=9400d3 deeppink=ff1493 deepskyblue=00bfff dimgray=696969 dimgrey=696969 dodgerblue=1e90ff
    firebrick=b22222 floralwhite=fffaf0 forestgreen=228b22 fuchsia=ff00ff gainsboro=dcdcdc ghostwhite=f8f8ff
    gold=ffd700 goldenrod=daa520 gray=808080 green=008000 greenyellow=adff2f grey=808080 honeydew=f0fff0
    hotpink=ff69b4 indianred=cd5c5c indigo=4b0082 ivory=fffff0 khaki=f0e68c lavender=e6e6fa
    lavenderblush=fff0f5 lawngreen=7cfc00 lemonchiffon=fffacd lightblue=add8e6 lightcoral=f08080
    lightcyan=e0ffff lightgoldenrodyellow=fafad2 lightgray=d3d3d3 lightgreen=90ee90 lightgrey=d3d3d3
    lightpink=ffb6c1 lightsalmon=ffa07a lightseagreen=20b2aa lightskyblue=87cefa lightslategray=778899
    lightslategrey=778899 lightsteelblue=b0c4de lightyellow=ffffe0 lime=00ff00 limegreen=32cd32 linen=faf0e6
    magenta=ff00ff maroon=800000 mediumaquamarine=66cdaa mediumblue=0000cd mediumorchid=ba55d3
    mediumpurple=9370db mediumseagreen=3cb371 mediumslateblue=7b68ee mediumspringgreen=00fa9a
    mediumturquoise=48d1cc mediumvioletred=c71585 midnightblue=191970 mintcream=f5fffa mistyrose=ffe4e1
    moccasin=ffe4b5 navajowhite=ffdead navy=000080 oldlace=fdf5e6 olive=808000 olivedrab=6b8e23
    orange=ffa500 orangered=ff4500 orchid=da70d6 palegoldenrod=eee8aa palegreen=98fb98 paleturquoise=afeeee
    palevioletred=db7093 papayawhip=ffefd5 peachpuff=ffdab9 peru=cd853f pink=ffc0cb plum=dda0dd
    powderblue=b0e0e6 purple=800080 rebeccapurple=663399 red=ff0000 rosybrown=bc8f8f royalblue=4169e1
    saddlebrown=8b4513 salmon=fa8072 sandybrown=f4a460 seagreen=2e8b57 seashell=fff5ee sienna=a0522d
    silver=c0c0c0 skyblue=87ceeb slateblue=6a5acd slategray=708090 slategrey=708090 snow=fffafa
    springgreen=00ff7f steelblue=4682b4 tan=d2b48c teal=008080 thistle=d8bfd8 tomato=ff6347 turquoise=40e0d0
    violet=ee82ee wheat=f5deb3 white=ffffff whitesmoke=f5f5f5 yellow=ffff00 yellowgreen=9acd32
"""
_CSS_NAMES = dict(pair.split("=") for pair in _CSS_DIGITS.split())
"""The named colours of CSS Color Module Level 4, with their digits."""


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


def parsed_colour(written: str) -> str | None:
    """'#rrggbb' for #RGB, #RRGGBB or the name of a CSS colour; None for what is none of these."""
    text = written.strip().lower()
    if text in _CSS_NAMES:
        return f"#{_CSS_NAMES[text]}"
    if not _WRITTEN.fullmatch(text):
        return None
    return text if len(text) == 7 else "#" + "".join(digit * 2 for digit in text[1:])


def darkness(value: float | None, top: float) -> float:
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
