"""The codes beside the transcript: what each key of the pane leaves in the store."""

import pytest
from textual.pilot import Pilot

from qualwb.acts.researcher import Researcher
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.widgets.codes_pane import CodesTree
from tests.workbench.screens.coded_material import (
    GOOD,
    PAPER,
    TIME,
    UNCLEAR,
    coded,
    gathered,
    lines,
    press,
    rows,
    shown,
)

__all__ = ["coded"]

CODES = "SELECT name FROM code ORDER BY position, id"


async def at(pilot: Pilot[int], name: str) -> CodeScreen:
    """The cursor of the pane on a code or theme."""
    screen = pilot.app.screen
    assert isinstance(screen, CodeScreen)
    await press(pilot, "tab", "home")
    tree = screen.query_one(CodesTree)
    while screen.pane.current is None or screen.pane.current.name != name:
        assert tree.cursor_line < tree.last_line, name
        await press(pilot, "down")
    return screen


async def test_the_cursor_stands_on_what_an_act_made(coded: Researcher) -> None:
    async with shown(coded, "f2", (120, 40)) as pilot:
        screen = await at(pilot, PAPER)
        await press(pilot, "r", "end", "ctrl+u", "<åååh>", "enter")
        assert screen.pane.current_code == "åååh"
        await press(pilot, "n", "<Ödet>", "enter")
        assert screen.pane.current_code == "Ödet"
    async with shown(coded, "f2", (120, 40)) as pilot:
        screen = await at(pilot, "Möten")
        await press(pilot, "r", "end", "ctrl+u", "<Träffar>", "enter")
        assert screen.pane.current is not None
        assert screen.pane.current.name == "Träffar"


async def test_the_cursor_stands_on_the_code_that_others_went_into(coded: Researcher) -> None:
    async with shown(coded, "f2", (120, 40)) as pilot:
        screen = await at(pilot, UNCLEAR)
        await press(
            pilot,
            "space",
            "down",
            "space",
            "M",
            "end",
            "ctrl+u",
            f"<{TIME.upper()}>",
            "enter",
            "<lika>",
            "enter",
        )
        assert screen.pane.current_code == TIME


async def test_a_filter_goes_with_the_codes_that_are_folded(coded: Researcher) -> None:
    async with shown(coded, "f2", (80, 24)) as pilot:
        screen = await at(pilot, PAPER)
        await press(pilot, "slash", "<qzqz>", "enter", "escape")
        assert screen.view.has_focus
        await press(pilot, "tab", "home")
        assert screen.pane.current is not None


@pytest.mark.parametrize(
    ("name", "keys", "query", "expected"),
    [
        (
            UNCLEAR,
            ("r", "end", "ctrl+u", "<dimma>", "enter"),
            f"{CODES} LIMIT 1",
            [("dimma",)],
        ),
        (
            "Möten",
            ("r", "end", "ctrl+u", "<Träffar>", "enter"),
            "SELECT name FROM theme WHERE name IN ('Möten', 'Träffar')",
            [("Träffar",)],
        ),
        (
            PAPER,
            ("e", "<Bara papper.>", "ctrl+s"),
            f"SELECT definition FROM code WHERE name = '{PAPER}'",
            [("Bara papper.",)],
        ),
        (
            PAPER,
            ("P", "<#d37295>", "enter"),
            f"SELECT colour FROM code WHERE name = '{PAPER}'",
            [("#d37295",)],
        ),
        (
            PAPER,
            ("v", f"<{TIME}>", "enter"),
            f"SELECT above.name FROM code JOIN code above ON above.id = code.parent_id "
            f"WHERE code.name = '{PAPER}'",
            [(TIME,)],
        ),
        (
            UNCLEAR,
            ("S", "slash", "<visste>", "enter", "space", "tab", "<visste inte>", "ctrl+s"),
            "SELECT count(*) FROM coding JOIN code ON code.id = code_id WHERE code.name = 'visste inte'",
            [(1,)],
        ),
        (GOOD, ("d", "enter"), CODES, [(UNCLEAR,), (PAPER,), (TIME,)]),
        ("Möten", ("d",), "SELECT count(*) FROM theme WHERE name = 'Möten'", [(0,)]),
        (UNCLEAR, ("n", "<ny>", "enter"), "SELECT name FROM code WHERE name = 'ny'", [("ny",)]),
    ],
)
async def test_a_key_is_one_act_that_undo_takes_back(
    coded: Researcher, name: str, keys: tuple[str, ...], query: str, expected: list[tuple[object, ...]]
) -> None:
    before = rows(coded, query)
    async with shown(coded, "f2") as pilot:
        await at(pilot, name)
        await press(pilot, *keys)
        assert rows(coded, query) == expected
        await press(pilot, "u")
        assert rows(coded, query) == before


async def test_an_unchanged_rule_is_no_act(coded: Researcher) -> None:
    before = rows(coded, "SELECT count(*) FROM change")
    async with shown(coded, "f2") as pilot:
        await at(pilot, UNCLEAR)
        await press(pilot, "e", "ctrl+s")
        assert rows(coded, "SELECT count(*) FROM change") == before


async def test_codes_are_gathered_in_a_theme_that_is_there(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await at(pilot, TIME)
        await press(pilot, "T", "<Möten>", "enter")
        assert gathered(coded)["Möten"] == [GOOD, TIME]


async def test_a_code_is_given_to_the_passage_and_only_it_is_shown(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        screen = await at(pilot, TIME)
        await press(pilot, "enter")
        assert screen.view.has_focus
        assert rows(
            coded, f"SELECT count(*) FROM coding JOIN code ON code.id = code_id WHERE code.name = '{TIME}'"
        ) == [(2,)]
        await at(pilot, TIME)
        await press(pilot, "f")
        assert screen.view.shown_turns == 1
        assert TIME in screen.bar_text()
        await press(pilot, "F")
        assert not screen.view.filtered


async def test_that_only_some_turns_are_shown_is_read_where_the_bar_is_short(coded: Researcher) -> None:
    async with shown(coded, "f2", (80, 24)) as pilot:
        await press(pilot, "f", f"<{PAPER}>", "enter")
        assert f"only {PAPER} (F shows all)" in lines(pilot)[0]


async def test_escape_and_tab_lead_back_to_the_transcript(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        screen = await at(pilot, UNCLEAR)
        await press(pilot, "escape")
        assert screen.view.has_focus
        await press(pilot, "tab", "tab")
        assert screen.view.has_focus


async def test_the_filter_keeps_the_themes_above_what_it_finds(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        screen = await at(pilot, UNCLEAR)
        await press(pilot, "slash", "<möten>", "enter")
        tree = screen.query_one(CodesTree)
        found = [tree.get_node_at_line(line) for line in range(tree.last_line + 1)]
        names = [node.data.name for node in found if node is not None and node.data is not None]
        assert names == ["Före", "Möten", GOOD]
