"""What is written can be read, on a dark ground and on a light one."""

from collections.abc import Iterator

import pytest
from rich.segment import Segment
from textual.app import App

from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
from tests.workbench.screens.coded_material import coded, press, shown

__all__ = ["coded"]

LEAST = 3.0
"""The least ratio of contrast: what WCAG 2.2 (1.4.3) asks for where letters are large or bold."""

Colour = tuple[int, int, int]


def luminance(colour: Colour) -> float:
    """The relative luminance of WCAG 2.2, 0 to 1."""
    parts = [part / 255 for part in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """The ratio of contrast of WCAG 2.2, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def written(app: App[int]) -> Iterator[tuple[Segment, Colour, Colour]]:
    """All letters and digits on the screen, with their colour and that of the ground."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            if style and style.color and style.bgcolor and any(sign.isalnum() for sign in segment.text):
                ink, ground = (tuple(one.get_truecolor()) for one in (style.color, style.bgcolor))
                yield segment, *((ground, ink) if style.reverse else (ink, ground))


def test_the_ratio_is_that_of_the_standard() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("look", ["textual-dark", "textual-light"])
@pytest.mark.parametrize("name", ["code", "codebook", "themes", "matrix", "search", "sources", "checklists"])
async def test_what_is_written_can_be_read(coded: Researcher, look: str, name: str) -> None:
    async with shown(coded, name) as pilot:
        assert isinstance(pilot.app, Workbench)
        pilot.app.theme = look
        await press(pilot)
        faint = {
            (segment.text.strip(), round(contrast(ink, ground), 2))
            for segment, ink, ground in written(pilot.app)
            if contrast(ink, ground) < LEAST
        }
        assert not faint
