"""Attributes of all in a table: typed, pasted from a spreadsheet, stored as one act."""

import json

import pytest
from textual import events
from textual.pilot import Pilot

from qualwb.acts import people
from qualwb.acts.researcher import Researcher
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.screens.attribute_grid import AttributesDialog, CellDialog
from qualwb.workbench.screens.participants import ParticipantsScreen
from tests.workbench.screens.coded_material import assert_golden, coded, lines, press, rows, shown
from tests.workbench.settling import settle

__all__ = ["coded"]

HELD = (
    "SELECT focus_group.name, alias, participant.attributes FROM participant "
    "JOIN focus_group ON focus_group.id = group_id ORDER BY participant.id"
)


@pytest.fixture
def people_(coded: Researcher) -> Researcher:
    """Four participants, of whom two have attributes."""
    people.describe_participant(coded, "Grupp 1", "Åsa", kön="kvinna", ålder="44")
    people.describe_participant(coded, "Grupp 2", "Björn", kön="man")
    return coded


def held(researcher: Researcher) -> dict[str, dict[str, str]]:
    def read(attributes: object) -> dict[str, str]:
        found: dict[str, str] = json.loads(attributes) if isinstance(attributes, str) else attributes
        return found

    return {f"{group}/{alias}": read(values) for group, alias, values in rows(researcher, HELD)}


def table(pilot: Pilot[int]) -> AttributesDialog:
    assert isinstance(pilot.app.screen, AttributesDialog)
    return pilot.app.screen


async def test_cells_are_typed_and_stored_as_one_act(people_: Researcher) -> None:
    before = held(people_)
    revision = people_.project.revision()
    async with shown(people_, "f7") as pilot:
        await press(pilot, "b")
        assert len(table(pilot).changes) == 0
        await press(pilot, "n", "<ort>", "enter", "enter", "<Umeå>", "enter", "<Luleå>", "ctrl+s")
        assert "2 changes, not stored yet" in lines(pilot)[0]
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ParticipantsScreen)
        assert people_.project.revision() == revision + 1
        stored = held(people_)
        towns = {who: values["ort"] for who, values in stored.items() if "ort" in values}
        assert towns == {"Grupp 1/Björn": "Umeå", "Grupp 1/Moderator": "Luleå"}
        await press(pilot, "u")
        assert held(people_) == before


async def test_a_cell_left_empty_is_nothing_to_take_back(people_: Researcher) -> None:
    async with shown(people_, "f7") as pilot:
        await press(pilot, "b", "n", "<ort>", "enter", "enter", "<Umeå>", "enter", "enter", "escape")
        await press(pilot, "u")
        assert table(pilot).changes == {}


async def test_that_an_attribute_without_a_value_is_not_kept_is_said(people_: Researcher) -> None:
    before = held(people_)
    async with shown(people_, "f7") as pilot:
        await press(pilot, "b", "n", "<ort>", "enter", "ctrl+s")
        told = [notice.message for notice in pilot.app._notifications]
        assert told == ["Not kept, since nobody has a value of it: ort."]
    assert held(people_) == before


async def test_a_table_from_a_spreadsheet_finds_its_rows(people_: Researcher) -> None:
    pasted = "Grupp\tDeltagare\tWords\tÅlder\nGrupp 2\tBjörn\t9\t52\nGrupp 1\tÅsa\t9\t\nGrupp 1\tNils\t1\t2\n"
    async with shown(people_, "f7") as pilot:
        await press(pilot, "b", f"<{pasted}>")
        assert table(pilot).changes == {
            ("Grupp 2", "Björn"): {"ålder": "52"},
            ("Grupp 1", "Åsa"): {"ålder": ""},
        }
        told = [notice.message for notice in pilot.app._notifications]
        assert told == ["2 cells changed · nobody here is called Grupp 1 / Nils · not attributes: Words"]
        await press(pilot, "ctrl+s")
        assert held(people_)["Grupp 2/Björn"] == {"kön": "man", "ålder": "52"}
        assert held(people_)["Grupp 1/Åsa"] == {"kön": "kvinna"}


async def test_people_stand_by_group_and_alias_and_what_is_copied_here_is_pasted(people_: Researcher) -> None:
    async with shown(people_, "f7") as pilot:
        await press(pilot, "b")
        aliases = [line.split("/ ")[1].split()[0] for line in lines(pilot)[2:8]]
        assert aliases == ["Björn", "Moderator", "Åsa"] * 2
        await press(pilot, "ctrl+v")
        assert "Ctrl+Shift+V" in [notice.message for notice in pilot.app._notifications][-1]
        pilot.app.copy_to_clipboard("Grupp 2\tBjörn\tannat")
        await press(pilot, "ctrl+v")
        assert table(pilot).changes == {("Grupp 2", "Björn"): {"kön": "annat"}}


async def test_the_keys_of_the_table_are_told(people_: Researcher) -> None:
    async with shown(people_, "f7", (80, 24)) as pilot:
        await press(pilot, "b", "question_mark")
        told = "\n".join(lines(pilot))
        for what in ("Edit the cell", "Paste cells or a table", "Store", "Empty the cell"):
            assert what in told
        assert "F2" not in told  # no other screen can be gone to from here
        await press(pilot, "escape")
        assert table(pilot).changes == {}


async def test_a_step_is_taken_back_and_leaving_asks(people_: Researcher) -> None:
    before = held(people_)
    async with shown(people_, "f7") as pilot:
        await press(pilot, "b", "<a\tb\nc\td>")
        changes = table(pilot).changes
        assert sum(map(len, changes.values())) == 4
        await press(pilot, "d")
        assert table(pilot).changes != changes
        await press(pilot, "u")
        assert table(pilot).changes == changes
        await press(pilot, "escape")
        assert "Escape again throws it away" in [note.message for note in pilot.app._notifications][-1]
        assert table(pilot).changes == changes
        await press(pilot, "d", "escape")
        assert table(pilot).changes != changes  # what was changed since is not thrown away unwarned
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ParticipantsScreen)
        assert held(people_) == before


async def test_the_table_is_copied_for_a_spreadsheet(people_: Researcher) -> None:
    async with shown(people_, "f7") as pilot:
        await press(pilot, "b", "y")
        copied = pilot.app.clipboard
        assert copied.splitlines()[0] == "\t\tkön\tålder"
        assert "Grupp 1\tÅsa\tkvinna\t44" in copied.splitlines()
        await press(pilot, f"<{copied}>")
        assert table(pilot).changes == {}


async def test_what_cannot_be_stored_is_still_there_to_be_stored_again(people_: Researcher) -> None:
    async with shown(people_, "f7") as pilot:
        await press(pilot, "b", "<a\tb>")
        changes = table(pilot).changes
        ((group, alias),) = changes
        people.describe_participant(people_, group, alias, kön="annat")
        before = held(people_)
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert held(people_) == before
        await press(pilot, "escape")
        assert table(pilot).changes == changes
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ParticipantsScreen)
        assert held(people_)[f"{group}/{alias}"] == {"kön": "a", "ålder": "b"}


async def test_sources_have_a_table_too(people_: Researcher) -> None:
    async with shown(people_, "f8") as pilot:
        await press(pilot, "b", "n", "<datum>", "enter", "<2024-03-01\n2024-03-02>", "ctrl+s")
        found = rows(people_, "SELECT name, attributes FROM source ORDER BY id")
        assert [name for name, _values in found] == ["Intervju 1", "Intervju 2"]
        assert ["2024-03-01" in str(found[0][1]), "2024-03-02" in str(found[1][1])] == [True, True]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_it_looks_like_this(
    people_: Researcher, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALWB_LANG", "sv")
    async with shown(people_, "f7", size) as pilot:
        await press(pilot, "b", "down", "down", "enter", "<man>", "enter", "escape")
        assert_golden(f"attributes-{size[0]}x{size[1]}", lines(pilot))


async def test_several_cells_pasted_into_one_go_down_the_column(coded: Researcher) -> None:
    async with shown(coded, "f7") as pilot:
        await press(pilot, "b", "n", "<kommun>", "enter", "enter")
        assert isinstance(pilot.app.screen, CellDialog)
        pilot.app.post_message(events.Paste("Umeå\nLuleå\n"))
        await settle(pilot)
        assert isinstance(pilot.app.screen, AttributesDialog)
        await press(pilot, "ctrl+s")
    kept = [attributes.get("kommun") for attributes in held(coded).values()]
    assert sorted(filter(None, kept)) == ["Luleå", "Umeå"]
