"""One letter is one act over the whole workbench, and one act has one letter."""

import re

import pytest

from qualwb.manual import LANGUAGES, guide_text
from qualwb.workbench.registry.action import Action
from qualwb.workbench.registry.keymap import PANE_TABLES, SCREEN_TABLES, tables
from qualwb.workbench.registry.letters import LETTERS, MOTIONS, strays


def test_one_letter_is_one_act_over_all_tables() -> None:
    assert [stray for table, actions in tables().items() for stray in strays(table, actions)] == []


def test_no_act_stands_under_two_letters() -> None:
    acts = [act for letter in LETTERS.values() for act in letter.acts]
    assert len(acts) == len(set(acts))


def test_every_letter_of_the_table_does_something() -> None:
    names = {action.id.partition(".")[2] for table in tables().values() for action in table}
    names |= {"copy"}  # of the transcript, whose table is its own
    for key, letter in LETTERS.items():
        assert names & set(letter.acts), key


def test_a_letter_for_something_else_is_found() -> None:
    assert strays("X", (Action("x.export", "x", "", ""),)) == ["X: x.export has x", "X: x.export has not E"]
    assert strays("X", (Action("x.down", "down", "", ""),)) == ["X: x.down has not j"]
    assert strays("X", (Action("x.mark", "space", "", ""),)) == []


TEXT_BOXES = {"QUERY_LINE", "SEARCH_LINE"}
"""Panes in which letters are text."""


@pytest.mark.parametrize("table", sorted(set(PANE_TABLES) - TEXT_BOXES))
def test_panes_move_by_arrows_and_by_letters(table: str) -> None:
    pairs = {"down": "j", "up": "k", "left": "h", "right": "l"}
    for action in PANE_TABLES[table]:
        for arrow, letter in pairs.items():
            keys = action.keys.split(",")
            assert (arrow in keys) == (letter in keys), action.id


def test_screens_leave_the_letters_of_motion_alone() -> None:
    for name, table in SCREEN_TABLES.items():
        keys = {key for action in table for key in action.keys.split(",")} - {"n", "N", "J", "K"}
        assert name == "GUIDE" or not keys & set(MOTIONS), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_tells_every_letter(language: str) -> None:
    told = re.findall(r"^\| `(\w)` \|", guide_text(language), re.MULTILINE)
    told += re.findall(r"^\|[^|]*\|[^|]*\| `(\w)` \|", guide_text(language), re.MULTILINE)
    assert set(told) == set(LETTERS)
