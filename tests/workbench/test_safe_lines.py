"""Nothing that a terminal obeys comes out of any widget, whatever the project holds."""

from dataclasses import replace

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.pilot import Pilot

from qualwb.acts import memos
from qualwb.acts.researcher import Researcher
from qualwb.workbench.dialogs import Choice, ChoiceDialog, FailureDialog, LineDialog, ToldDialog
from qualwb.workbench.registry.actions import SCREENS
from qualwb.workbench.safe_lines import SafeLines
from qualwb.workbench.writing_dialogs import TextDialog
from tests.hand_edited import CLIPBOARD, EVIL, OBEYED, make_evil
from tests.workbench.screens.coded_material import coded, lines, press, shown
from tests.workbench.settling import rested, settle

__all__ = ["coded"]


def output(pilot: Pilot[int]) -> str:
    """What would be written to the terminal to draw the whole screen."""
    app = pilot.app
    return app.screen._compositor.render_full_update().render_segments(app.console)


def assert_obeyed_by_nothing(pilot: Pilot[int]) -> None:
    written = output(pilot)
    for sign in OBEYED:
        assert sign not in written


@pytest.fixture
def evil(coded: Researcher) -> Researcher:
    """A project whose texts, with a memo and a key quote, hold what a terminal obeys."""
    memos.write(coded, "Ironi? Eller inte.", target="source", name="Intervju 1")
    memos.write(coded, "Vad menas här?", target="code", name="papper i handen")
    make_evil(coded.project)
    return replace(coded, round=f"{coded.round}{EVIL}")


@pytest.mark.parametrize("name", [row.name for row in SCREENS])
async def test_no_screen_lets_out_what_a_terminal_obeys(evil: Researcher, name: str) -> None:
    async with shown(evil, name) as pilot:
        pilot.app.notify(f"Sagt: {EVIL}", markup=False)
        await rested(pilot)
        for keys in ((), ("down", "down"), ("question_mark",)):
            await press(pilot, *keys)
            assert_obeyed_by_nothing(pilot)


@pytest.mark.parametrize(
    "dialog",
    [
        LineDialog(f"a{EVIL}", f"b{EVIL}", hint=f"c{EVIL}"),
        TextDialog(f"a{EVIL}", f"b{EVIL}", context=f"c{EVIL}"),
        ChoiceDialog(f"a{EVIL}", [Choice("b", f"b{EVIL}")], hint=f"c{EVIL}"),
        FailureDialog(f"a{EVIL}", f"b{EVIL}"),
        ToldDialog(f"a{EVIL}", f"b{EVIL}"),
    ],
    ids=lambda dialog: type(dialog).__name__,
)
async def test_no_dialog_lets_out_what_a_terminal_obeys(coded: Researcher, dialog: object) -> None:
    async with shown(coded, "f2") as pilot:
        pilot.app.push_screen(dialog)  # type: ignore[arg-type]
        await settle(pilot)
        assert_obeyed_by_nothing(pilot)


async def test_the_layout_stays_where_it_was(evil: Researcher) -> None:
    async with shown(evil, "f8", (100, 24)) as pilot:
        assert any("In]52;c;Zm9vtervju 1" in line for line in lines(pilot))
        assert {strip.cell_length for strip in pilot.app.screen._compositor.render_strips()} == {100}


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Åsa 👩‍👩‍👧 sa", "Åsa 👩‍👩‍👧 sa"),
        (f"a{CLIPBOARD}b", "a]52;c;Zm9vb"),
        ("a\u202eb\u009b", "ab"),
        ("a\nb\tc\rd", "abcd"),
        ("\ufdd0x", " x"),
    ],
)
def test_each_line_is_as_wide_as_before(text: str, safe: str) -> None:
    (segment,) = SafeLines().apply([Segment(text)], Color(0, 0, 0))
    assert segment.text.strip() == safe.strip()
    assert segment.cell_length == Segment(text).cell_length


def test_control_segments_are_left_to_the_terminal() -> None:
    from rich.control import Control

    control = Control.move(1, 0).segment
    assert SafeLines().apply([control], Color(0, 0, 0)) == [control]
