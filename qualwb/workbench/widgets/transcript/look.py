"""Styles of the transcript: theme colours, code colours, and what to do without colours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rich.style import Style
from textual.color import Color

from qualwb.colours import NO_COLOUR, parsed_colour

READABLE = 4.5
"""Least contrast of text on its background: WCAG 2.1, success criterion 1.4.3."""

_MIXES = (0.45, 0.4, 0.35, 0.3)  # parts of the code's colour: fainter can hardly be seen
_UNDERLINE = Style(underline=True)
_BOLD_UNDERLINE = Style(underline=True, bold=True)
_BOLD_ITALIC = Style(bold=True, italic=True)
_REVERSE = Style(reverse=True)


class Run(NamedTuple):
    """What a stretch of text on a row is; all of it is drawn in one style."""

    colour: str | None = None
    overlapping: bool = False
    heading: bool = False
    hit: bool = False
    selected: bool = False
    cursor: bool = False


@dataclass(eq=False)
class Look:
    """The styles for one theme. ``parts`` are those of the view's component classes by name.

    In ``monochrome`` no meaning hangs on a colour: coded text is underlined, overlaps are bold
    too, and selection and cursor are reversed.
    """

    base: Style
    background: Color
    foreground: Color
    parts: Mapping[str, Style] = field(default_factory=dict)
    monochrome: bool = False
    _runs: dict[Run, Style] = field(default_factory=dict, init=False, repr=False)
    _tints: dict[str, Style] = field(default_factory=dict, init=False, repr=False)
    _stripes: dict[tuple[str, bool], Style] = field(default_factory=dict, init=False, repr=False)

    def part(self, name: str) -> Style:
        """The style of a part of the view, such as 'number' or 'speaker'."""
        return self.parts.get(name, self.base)

    def run(self, run: Run) -> Style:
        """The style of a stretch of text."""
        if (style := self._runs.get(run)) is None:
            style = self._runs[run] = self._plain(run) if self.monochrome else self._coloured(run)
        return style

    def stripe(self, colour: str, *, letter: bool) -> Style:
        """The style of a stripe cell: the letter stands on the colour, the line below is drawn in it."""
        if (style := self._stripes.get((colour, letter))) is None:
            style = self._stripes[colour, letter] = self._stripe(colour, letter)
        return style

    def _stripe(self, colour: str, letter: bool) -> Style:
        if self.monochrome:
            return self.base + (_REVERSE if letter else Style())
        return swatch(colour) if letter else self.base + Style(color=parse_colour(colour).rich_color)

    def _coloured(self, run: Run) -> Style:
        style = self.part("heading") if run.heading else self.base
        if run.colour is not None:
            style += self._tint(run.colour)
        if run.hit:
            style += self.part("hit")
        if run.selected:
            style += self.part("selection")
        if run.overlapping:
            style += _UNDERLINE
        if run.cursor:
            style += self.part("cursor")
        return style

    def _plain(self, run: Run) -> Style:
        style = self.part("heading") if run.heading else self.base
        if run.hit:
            style += _BOLD_ITALIC
        if run.colour is not None:
            style += _BOLD_UNDERLINE if run.overlapping else _UNDERLINE
        if run.selected != run.cursor:
            style += _REVERSE
        return style

    def _tint(self, colour: str) -> Style:
        """The code's colour mixed into the background, with the theme's ink or one that can be read on it."""
        if (style := self._tints.get(colour)) is None:
            code = parse_colour(colour)
            mixes = [self.background.blend(code, part) for part in _MIXES]
            readable = (mix for mix in mixes if contrast(self.foreground, mix) >= READABLE)
            if mix := next(readable, None):
                style = Style(bgcolor=mix.rich_color)
            else:
                style = Style(color=ink_on(mixes[0]).rich_color, bgcolor=mixes[0].rich_color)
            self._tints[colour] = style
        return style


def parse_colour(colour: str) -> Color:
    """The colour of a code; grey for what can't be read, since a file may have been edited by hand."""
    return Color.parse(parsed_colour(colour) or NO_COLOUR)


def sign_style(colour: str) -> str:
    """The style, as Rich reads it, of a sign in the colour of a code; empty for a code without one."""
    return parse_colour(colour).hex.lower() if colour else ""


def swatch(colour: str) -> Style:
    """The style of a letter on the colour of a code; bold for a code without one."""
    if not colour:
        return Style(bold=True)
    code = parse_colour(colour)
    return Style(color=ink_on(code).rich_color, bgcolor=code.rich_color, bold=True)


def ink_on(background: Color) -> Color:
    """Black or white, whichever has more contrast."""
    return max((Color(0, 0, 0), Color(255, 255, 255)), key=lambda ink: contrast(ink, background))


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two opaque colours, from 1 to 21: WCAG 2.1, 'contrast ratio'."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    """Relative luminance, WCAG 2.1."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
