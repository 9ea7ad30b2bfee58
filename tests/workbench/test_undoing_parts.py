"""The undo key where others work in the same project: who built on it is told, and the parts are offered."""

from qualwb.acts import codes, codings
from qualwb.acts.researcher import Researcher
from qualwb.workbench.dialogs import ConfirmDialog, FailureDialog
from tests.shared_file import shared
from tests.states import rows
from tests.workbench.screens.coded_material import coded, lines, press, shown

__all__ = ["coded"]


async def test_the_parts_that_nobody_built_on_are_offered(coded: Researcher) -> None:
    with shared(coded.project) as first, shared(coded.project) as other:
        anna, bo = Researcher(first, "Anna"), Researcher(other, "Bo")
        async with shown(anna, "f4") as pilot:
            names = rows(anna, "SELECT name FROM code ORDER BY id")[:2]
            of_first = f"SELECT c.id FROM coding c JOIN code ON code.id = c.code_id WHERE name = '{names[0]}'"
            before = rows(anna, of_first)
            codes.merge(anna, [names[0]], names[1])
            codings.remove(bo, before[:1])
            await press(pilot, "u")
            assert isinstance(pilot.app.screen, ConfirmDialog)
            told = "\n".join(lines(pilot))
            assert "Undo the parts that nobody built on?" in told
            assert "Bo, " in told
            await press(pilot, "enter")
            assert rows(anna, of_first) == before[1:]
            notes = [note.message for note in pilot.app._notifications]
            assert any("Stays: 1 × coding (Bo, " in note for note in notes)


async def test_what_others_did_does_not_ask(coded: Researcher) -> None:
    with shared(coded.project) as first, shared(coded.project) as other:
        anna, bo = Researcher(first, "Anna"), Researcher(other, "Bo")
        async with shown(anna, "f4") as pilot:
            codes.create(anna, "annas")
            codes.create(bo, "bos")
            await press(pilot, "u")
            assert not isinstance(pilot.app.screen, ConfirmDialog)
            assert not {"annas"} & set(rows(anna, "SELECT name FROM code"))
            assert {"bos"} <= set(rows(anna, "SELECT name FROM code"))


async def test_what_was_built_on_as_a_whole_is_only_told(coded: Researcher) -> None:
    with shared(coded.project) as first, shared(coded.project) as other:
        anna, bo = Researcher(first, "Anna"), Researcher(other, "Bo")
        async with shown(anna, "f4") as pilot:
            codes.create(anna, "annas")
            codes.describe(bo, "annas", definition="bos")
            await press(pilot, "u")
            assert isinstance(pilot.app.screen, FailureDialog)
            assert "Bo, " in "\n".join(lines(pilot))
            await press(pilot, "enter")
            assert {"annas"} <= set(rows(anna, "SELECT name FROM code"))
