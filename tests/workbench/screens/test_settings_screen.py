"""The settings: kept between starts, the project's own in the project, and keys without clashes untold."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from qualwb import user_folders
from qualwb.acts import settings
from qualwb.acts.researcher import Researcher, working_round
from qualwb.language.transcription_marks import Preset
from qualwb.workbench.dialogs import ConfirmDialog, KeyDialog
from qualwb.workbench.registry import actions
from qualwb.workbench.registry.keymap import (
    BEFORE_PANES,
    NEARER,
    SCREEN_TABLES,
    KeyRow,
    clashes,
    key_rows,
    table_title,
    tables,
    without_defaults,
)
from qualwb.workbench.screens.journal import JournalScreen
from qualwb.workbench.screens.settings import SettingsScreen
from qualwb.workbench.screens.sources.screen import SourcesScreen
from qualwb.workbench.state import Settings
from qualwb.workbench.widgets.listing import Listing
from tests.workbench.screens.coded_material import assert_golden, lines, press, rows, shown


@pytest.fixture(autouse=True)
def fresh_settings() -> None:
    """As at the very first start."""
    user_folders.settings().unlink(missing_ok=True)


async def choose(pilot: Pilot[int], kind: str, name: str, *keys: str) -> None:
    """Go to a row and press keys on it."""
    if not isinstance(pilot.app.screen, SettingsScreen):
        await press(pilot, "f12")
    listing = pilot.app.screen.query_one(Listing)
    listing.go_to((kind, name))
    assert listing.key == (kind, name)
    await press(pilot, *keys)


async def test_look_times_and_suggestions_are_kept(researcher: Researcher) -> None:
    async with shown(researcher, "f12") as pilot:
        await choose(pilot, "setting", "theme", "enter", "<nord (>", "enter")
        await choose(pilot, "setting", "times", "enter")
        await choose(pilot, "setting", "suggestions", "enter")
        await choose(pilot, "setting", "language", "enter", "<svenska>", "enter")
        assert pilot.app.theme == "nord"
        assert Settings.load() == Settings("nord", "sv", {}, True, False)
        await choose(pilot, "setting", "theme", "delete")
        assert pilot.app.theme == Settings().theme
        assert Settings.load().theme == Settings().theme


async def test_the_round_is_the_projects(material: Researcher) -> None:
    async with shown(material, "f12") as pilot:
        await choose(pilot, "setting", "round", "enter", "<new>", "enter", "<konsensus>", "enter")
        assert pilot.app.researcher.round == "konsensus"  # type: ignore[attr-defined]
        assert working_round(material.project) == "konsensus"
        await press(pilot, "u")
        assert working_round(material.project) == "1"


async def test_the_marks_are_the_projects(material: Researcher) -> None:
    async with shown(material, "f12") as pilot:
        await choose(pilot, "setting", "marks", "enter", "<jeff>", "enter")
        with material.project.reading() as connection:
            assert settings.marks_preset(connection) is Preset.JEFFERSON
        assert "Jefferson" in "\n".join(lines(pilot))
        assert rows(material, "SELECT act FROM change ORDER BY id DESC LIMIT 1") == [("project.settings",)]


async def test_a_key_is_changed_and_works_at_once(material: Researcher) -> None:
    async with shown(material, "f12") as pilot:
        await choose(pilot, "key", "go.journal", "enter")
        assert isinstance(pilot.app.screen, KeyDialog)
        await press(pilot, "f13")
        assert Settings.load().keymap == {"go.journal": "f13,gj"}
        await press(pilot, "f8", "f13")
        assert isinstance(pilot.app.screen, JournalScreen)
        await press(pilot, "f8", "f10")
        assert isinstance(pilot.app.screen, SourcesScreen)
        await choose(pilot, "key", "go.journal", "delete")
        assert Settings.load().keymap == {}
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, JournalScreen)


async def test_a_clash_is_told_and_the_key_moves_when_wanted(material: Researcher) -> None:
    async with shown(material, "f12") as pilot:
        await choose(pilot, "key", "sources.rename", "enter", "i")
        assert isinstance(pilot.app.screen, ConfirmDialog)
        assert "Sources: Import files" in "\n".join(lines(pilot))
        await press(pilot, "escape")
        assert Settings.load().keymap == {}
        await choose(pilot, "key", "sources.rename", "enter", "i", "enter")
        assert Settings.load().keymap == {"sources.rename": "i", "sources.import": ""}
        await choose(pilot, "key", "sources.rename", "A", "enter")
        assert Settings.load().keymap == {}


async def test_escape_leaves_a_key_as_it_is(researcher: Researcher) -> None:
    async with shown(researcher, "f12") as pilot:
        await choose(pilot, "key", "app.undo", "enter", "escape")
        assert Settings.load().keymap == {}


def test_the_keys_at_first_clash_nowhere_where_they_hold_together() -> None:
    found = key_rows({})
    for row in found:
        for key in filter(None, row.keys.split(",")):
            told = NEARER | BEFORE_PANES
            same = [other.id for other in clashes(found, row, key) if not {row.id, other.id} & told]
            assert same == [], f"{row.id} {key}"


def test_the_keys_of_screens_are_no_terminals_own() -> None:
    keys = {row.key for row in actions.SCREENS if row.key}
    assert keys.isdisjoint({"ctrl+b", "ctrl+w", "ctrl+c", "ctrl+s"})  # tmux, browsers, terminals
    edits = {key for binding in Input.BINDINGS for key in binding.key.split(",")}
    assert keys & edits == {"ctrl+a", "ctrl+x"}  # which edit while a line is being written


def test_what_answers_in_place_of_its_screen_does_so_in_fact() -> None:
    found = key_rows({})
    for row in found:
        if row.id in NEARER:
            assert any(clashes(found, row, key) for key in row.keys.split(",")), row.id


def test_what_answers_in_place_of_a_pane_comes_before_it() -> None:
    before = {action.id for table in SCREEN_TABLES.values() for action in table if action.priority}
    assert before == BEFORE_PANES


@pytest.mark.parametrize(
    ("id_", "key", "taken"),
    [
        ("matrix.rows", "j", "quote_list.down"),
        ("matrix.rows", "l", "matrix.right"),
        ("quote_list.cite", "E", "matrix.export"),
        ("themes.new", "h", "themes.left"),
        ("code.code", "v", "codes.move"),
        ("codes.new", "c", "code.code"),
        ("import.role", "j", "list.down"),
        ("sources.rename", "slash", "lists.find"),
    ],
)
def test_a_key_of_a_screen_clashes_with_those_of_its_panes(id_: str, key: str, taken: str) -> None:
    found = key_rows({})
    row = next(row for row in found if row.id == id_)
    assert taken in [other.id for other in clashes(found, row, key)]


def test_panes_of_one_screen_and_different_screens_do_not_clash() -> None:
    found = {row.id: row for row in key_rows({})}
    rows_ = list(found.values())
    assert "codes.rename" not in [row.id for row in clashes(rows_, found["transcript.copy"], "r")]
    assert "sources.rename" not in [row.id for row in clashes(rows_, found["participants.alias"], "r")]


def test_every_action_of_the_registry_can_be_rebound() -> None:
    ids = [row.id for row in key_rows({})]
    assert len(ids) == len(set(ids))
    registered = {action.id for table in tables().values() for action in table}
    assert registered <= set(ids)
    assert {action.id for action in actions.CODE} <= registered


def test_every_table_has_a_title_of_its_own() -> None:
    for table in tables():
        assert "_" not in table_title(table)


def test_a_keymap_forgets_what_is_as_at_first_or_gone() -> None:
    keymap = {"go.code": "f2,gc", "app.help": "f1", "no.such": "x"}
    assert without_defaults(keymap) == {"app.help": "f1"}


def test_a_key_for_everywhere_clashes_with_any_screen() -> None:
    found = [KeyRow("a", "APP", "", "f2", "f2"), KeyRow("b", "MATRIX", "", "x", "x")]
    assert [row.id for row in clashes(found, found[0], "x")] == ["b"]
    assert [row.id for row in clashes(found, found[1], "f2")] == ["a"]


@pytest.mark.file_only  # on a server there is less to set
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_screen_as_text(researcher: Researcher, size: tuple[int, int]) -> None:
    async with shown(researcher, "f12", size) as pilot:
        assert_golden(f"settings-{size[0]}x{size[1]}", lines(pilot))
