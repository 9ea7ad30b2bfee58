"""The foot of a screen keeps the keys that lead to all others, however narrow it is."""

import pytest
from rich.cells import cell_len

from qualwb.acts.researcher import Researcher
from qualwb.localization import _catalog
from qualwb.workbench.registry.actions import APP, SCREENS
from qualwb.workbench.registry.keymap import PANE_TABLES, PANES, SCREEN_TABLES
from qualwb.workbench.registry.list_actions import LISTS
from qualwb.workbench.screens.help import HelpScreen
from qualwb.workbench.widgets.fitting_footer import FittingFooter, FootKey, that_fit
from tests.workbench.screens.coded_material import coded, lines, press, shown

__all__ = ["coded"]


@pytest.mark.parametrize("key", ["ctrl+f", "ctrl+x", "privacy", "f8", "f7", "f9", "ctrl+a", "f12"])
@pytest.mark.parametrize("width", [60, 80, 200])
async def test_keys_and_commands_are_always_told(coded: Researcher, key: str, width: int) -> None:
    async with shown(coded, key, (width, 24)) as pilot:
        foot = lines(pilot)[-1]
        assert "^p Commands" in foot
        assert "Keys" in foot
        assert "Undo" in foot


async def test_another_width_has_room_for_other_keys(coded: Researcher) -> None:
    async with shown(coded, "privacy", (60, 24)) as pilot:
        narrow = lines(pilot)[-1]
        await pilot.resize_terminal(160, 24)
        wide = lines(pilot)[-1]
        assert len(wide) > 60 >= len(narrow)
        await pilot.resize_terminal(60, 24)
        assert lines(pilot)[-1] == narrow


@pytest.mark.parametrize(("key", "opens"), [("ctrl+x", False), ("privacy", False), ("f9", True)])
async def test_enter_is_told_where_it_does_something(coded: Researcher, key: str, opens: bool) -> None:
    async with shown(coded, key) as pilot:
        assert ("Open" in lines(pilot)[-1]) == opens


async def test_a_long_line_of_the_keys_goes_on_beneath_itself(coded: Researcher) -> None:
    async with shown(coded, "f2", (60, 24)) as pilot:
        await press(pilot, "question_mark", "<Read-through>")
        first, second = (
            next(n for n, line in enumerate(lines(pilot)) if words in line) for words in ("L  ", "at the end")
        )
        assert second == first + 1
        assert lines(pilot)[first].index("Read-through") == lines(pilot)[second].index("kept")


@pytest.mark.parametrize("screen", [row.name for row in SCREENS])
async def test_no_key_is_cut_off_whichever_pane_has_the_keys(coded: Researcher, screen: str) -> None:
    async with shown(coded, screen, (80, 24)) as pilot:
        shown_screen = pilot.app.screen
        for pane in shown_screen.focus_chain:
            shown_screen.set_focus(pane)
            await press(pilot)
            keys = shown_screen.query_one(FittingFooter).keys
            assert {"help", "command_palette", "undo"} <= {key.action.removeprefix("app.") for key in keys}
            told = "".join(f" {key.display} {key.description} " for key in keys)
            assert lines(pilot)[-1] == told.rstrip(), pane
            assert cell_len(told) <= 80, pane


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("table", sorted(SCREEN_TABLES))
def test_keys_are_left_away_until_those_that_stay_have_room(table: str, language: str) -> None:
    translated = _catalog(language).gettext
    keys = [
        FootKey(action.keys, action.keys.split(",")[0], translated(action.description), action.method)
        for name in (*PANES.get(table, ()), table, "APP")
        for action in {**SCREEN_TABLES, **PANE_TABLES, "APP": APP, "LISTS": LISTS}.get(name, ())
        if action.footer
    ]
    fitting = that_fit(keys, 80)
    assert {"help", "command_palette", "undo"} <= {key.action for key in fitting}
    assert sum(cell_len(f" {key.display} {key.description} ") for key in fitting) <= 80


async def test_a_click_presses_the_key_that_is_there(coded: Researcher) -> None:
    async with shown(coded, "f9", (120, 24)) as pilot:
        foot = lines(pilot)[-1]
        await pilot.hover(FittingFooter, offset=(foot.index("Keys"), 0))
        await pilot.click(FittingFooter, offset=(foot.index("Keys"), 0))
        await press(pilot)
        assert isinstance(pilot.app.screen, HelpScreen)
