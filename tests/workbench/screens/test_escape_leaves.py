"""Escape alone leads out of every box, pane and dialog that an act of the registry opens, on every screen."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
from qualwb.workbench.registry import actions, list_actions
from qualwb.workbench.registry.action import Action, is_two_keys
from qualwb.workbench.registry.actions import SCREENS
from qualwb.workbench.registry.keymap import PANES, SCREEN_TABLES, tables
from tests.workbench.screens.coded_material import coded, press, shown

__all__ = ["coded"]

ENOUGH = 3
"""Times that Escape may have to be pressed: for what is typed, for the box, for what holds the box."""
NOT_OPENING = {"app.quit", "app.undo", "app.redo", "app.theme", "app.back", "app.forward"}
TABLES = {"search": "SEARCH", "names": "NAMES"}


def acts_of(screen: str) -> list[Action]:
    """The acts that keys do on a screen with the focus where it is at first, and everywhere."""
    name = screen.upper()
    held = tables()
    near = (name, *PANES.get(name, ()))
    found = [act for table in near if table != "TRANSCRIPT" for act in held.get(table, ())]
    shared = [act for act in actions.APP if not act.id.startswith("go.") and act.id not in NOT_OPENING]
    return [*SCREEN_TABLES.get(name, ()), *found, *list_actions.LISTS, *shared]


def keys_of(act: Action) -> tuple[str, ...]:
    first = act.keys.split(",")[0]
    return tuple(first) if is_two_keys(first) else (first,)


def is_trapped(pilot: Pilot[int], screen: str) -> bool:
    """Whether keys still go to a box or a dialog of the screen."""
    app = pilot.app
    assert isinstance(app, Workbench)
    if app.state.screen != screen:
        return False
    return app.screen.is_modal or isinstance(app.focused, Input | TextArea)


@pytest.mark.slow
@pytest.mark.parametrize("screen", [row.name for row in SCREENS])
async def test_escape_leads_out_of_all_that_an_act_opens(
    coded: Researcher, screen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    trapped = []
    opened = 0
    async with shown(coded, screen, (100, 30)) as pilot:
        app = pilot.app
        assert isinstance(app, Workbench)
        for act in acts_of(screen):
            await press(pilot, *keys_of(act))
            if is_trapped(pilot, screen):
                opened += 1
                if isinstance(app.focused, Input):
                    await press(pilot, "å")
            for _n in range(ENOUGH):
                if is_trapped(pilot, screen):
                    await press(pilot, "escape")
            if is_trapped(pilot, screen):
                trapped.append((act.id, repr(app.screen), repr(app.focused)))
                while app.screen.is_modal:
                    app.pop_screen()
                app.screen.set_focus(None)
            app.go_to(screen)
            await press(pilot)
        assert opened
    assert trapped == []


@pytest.mark.parametrize("screen", [row.name for row in SCREENS])
async def test_escape_leads_out_of_every_box_that_the_focus_reaches(coded: Researcher, screen: str) -> None:
    async with shown(coded, screen, (120, 30)) as pilot:
        app = pilot.app
        assert isinstance(app, Workbench)
        at_first = app.focused
        for pane in list(app.screen.focus_chain):
            app.screen.set_focus(pane)
            for _n in range(ENOUGH):
                if is_trapped(pilot, screen) or app.focused is pane is not at_first:
                    await press(pilot, "escape")
            assert not is_trapped(pilot, screen), repr(pane)
            assert app.state.screen != screen or app.focused is not pane or pane is at_first, repr(pane)
            app.go_to(screen)
            await press(pilot)
