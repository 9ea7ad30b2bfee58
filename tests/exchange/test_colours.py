"""The colours: all of them in one module, and readable on their grounds."""

import re
from pathlib import Path

import pytest
from textual.color import Color

import qualwb
from qualwb.colours import (
    CODE_COLOURS,
    DARK,
    HEAT,
    LIGHT,
    ON_HEAT,
    PRINT,
    READABLE,
    Palette,
    code_colour,
    darkness,
    heat,
    rgb,
)
from qualwb.workbench.widgets.transcript.look import contrast

PACKAGE = Path(qualwb.__file__).parent
LEAST = 4.5
"""WCAG 2.1, success criterion 1.4.3."""


def between(one: str, other: str) -> float:
    return contrast(Color.parse(one), Color.parse(other))


def test_no_other_module_writes_a_colour_down() -> None:
    written = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b|\brgb\(\d")
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.tcss")]
    assert len(files) > 300
    found = {
        file.relative_to(PACKAGE).as_posix() for file in files if written.search(file.read_text("utf-8"))
    }
    assert found == {"colours.py"}


@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT])
def test_text_can_be_read_on_paper_and_shade(palette: Palette) -> None:
    for ink in (palette.ink, palette.soft, palette.accent):
        assert between(ink, palette.paper) >= LEAST
        assert between(ink, palette.shade) >= LEAST
    assert between(palette.second, palette.paper) >= LEAST


def test_numbers_on_a_heat_map_have_the_ink_that_is_read_best() -> None:
    for value in range(1, 101):
        dark = darkness(value, 100)
        inks = (ON_HEAT, LIGHT.ink) if dark > READABLE else (LIGHT.ink, ON_HEAT)
        taken, left = (between(ink, heat(dark)) for ink in inks)
        assert taken >= max(left, 4)


def test_darkness_grows_with_the_value() -> None:
    assert [darkness(None, 5), darkness(0, 5), darkness(3, 0)] == [0, 0, 0]
    shades = [darkness(value, 5) for value in range(1, 6)]
    assert shades == sorted(shades)
    assert shades[0] > 0.1
    assert shades[-1] == 1


def test_heat_goes_from_white_to_full() -> None:
    assert (heat(0), heat(1)) == ("#ffffff", HEAT)
    assert rgb(heat(0.5)) == pytest.approx((133, 174, 196), abs=1)


def test_codes_take_the_colours_in_turn() -> None:
    assert [code_colour(n) for n in range(len(CODE_COLOURS))] == list(CODE_COLOURS)
    assert code_colour(len(CODE_COLOURS)) == CODE_COLOURS[0]
    assert len(set(CODE_COLOURS)) == len(CODE_COLOURS)
