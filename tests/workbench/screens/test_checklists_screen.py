"""The checklists: items with their status, answered in a dialog, kept in the project, undone."""

import pytest
from textual.pilot import Pilot

from qualwb.acts import codings
from qualwb.acts.agreement_choice import AgreementNotUsed, AgreementUsed, agreement_choice
from qualwb.acts.passages import passage_quoted
from qualwb.acts.report_facts import item_answers
from qualwb.acts.researcher import Researcher
from qualwb.acts.saturation_choice import SaturationNotUsed, SaturationUsed, saturation_choice
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.keys_here import acts_by_name
from qualwb.workbench.screens.checklists import ChecklistsScreen
from qualwb.workbench.widgets.listing import Listing
from tests.workbench.screens.coded_material import GOOD, assert_golden, coded, lines, press, shown
from tests.workbench.settling import settle

__all__ = ["coded"]


def answers(researcher: Researcher) -> dict[str, str]:
    with researcher.project.reading() as connection:
        return item_answers(connection)


def chosen(researcher: Researcher) -> object:
    with researcher.project.reading() as connection:
        return saturation_choice(connection)


def go_to(pilot: Pilot[int], item: str) -> Listing:
    listing = pilot.app.screen.query_one(Listing)
    listing.go_to(item)
    assert listing.key == item
    return listing


async def test_it_is_reached_by_a_key_and_from_the_palette(coded: Researcher) -> None:
    async with shown(coded, "f9") as pilot:
        await press(pilot, "g", "l")
        assert isinstance(pilot.app.screen, ChecklistsScreen)
        assert len(pilot.app.screen.query_one(Listing).keys) == 53
        commands = [act.name for act in acts_by_name(pilot.app, pilot.app.screen)]  # type: ignore[arg-type]
        assert "Checklists" in commands


async def test_an_item_is_answered_changed_and_taken_away(coded: Researcher) -> None:
    async with shown(coded, "checklists") as pilot:
        go_to(pilot, "coreq.13")
        await press(pilot, "enter", "<Ingen tackade nej.>", "ctrl+s")
        assert answers(coded) == {"coreq.13": "Ingen tackade nej."}
        assert "given by the team" in "\n".join(lines(pilot))
        assert go_to(pilot, "coreq.13").key == "coreq.13"
        await press(pilot, "e", "< Alla kom.>", "ctrl+s")
        assert answers(coded) == {"coreq.13": "Ingen tackade nej. Alla kom."}
        await press(pilot, "d")
        assert answers(coded) == {}
        await press(pilot, "u", "u")
        assert answers(coded) == {"coreq.13": "Ingen tackade nej."}
        await press(pilot, "e", "ctrl+u", "ctrl+s")
        assert answers(coded) == {}


async def test_taking_away_what_is_not_there_is_explained(coded: Researcher) -> None:
    async with shown(coded, "checklists") as pilot:
        go_to(pilot, "coreq.3")
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, FailureDialog)


async def test_one_checklist_or_what_is_left(coded: Researcher) -> None:
    async with shown(coded, "checklists") as pilot:
        listing = pilot.app.screen.query_one(Listing)
        await press(pilot, "f", "<SRQR>", "enter")
        assert len(listing.keys) == 21
        await press(pilot, "f", "<left>", "enter")
        assert "coreq.27" not in listing.keys
        assert "coreq.2" in listing.keys
        await press(pilot, "f", "<all>", "enter")
        assert len(listing.keys) == 53


async def test_saturation_is_used_or_not_used_for_a_reason(coded: Researcher) -> None:
    async with shown(coded, "checklists") as pilot:
        go_to(pilot, "coreq.22")
        await press(pilot, "enter", "<not used>", "enter", "<reflexiv analys>", "enter")
        assert chosen(coded) == SaturationNotUsed("reflexiv analys")
        assert "Saturation is not used, because: reflexiv" in " ".join(" ".join(lines(pilot)).split())
        await press(pilot, "w", "<by a rule>", "enter", "ctrl+u", "<3>", "tab", "ctrl+u", "<1>", "ctrl+s")
        assert chosen(coded) == SaturationUsed(3, 1, 0.05)
        await press(pilot, "w", "<by a rule>", "enter", "ctrl+u", "<många>", "ctrl+s")
        assert isinstance(pilot.app.screen, FailureDialog)
        await press(pilot, "escape", "w", "<nothing>", "enter")
        assert chosen(coded) is None
        await press(pilot, "w", "<own words>", "enter", "<Se avsnitt 3.>", "ctrl+s")
        assert answers(coded) == {"coreq.22": "Se avsnitt 3."}


async def test_agreement_is_told_or_left_out_for_a_reason(coded: Researcher) -> None:
    def said() -> object:
        with coded.project.reading() as connection:
            return agreement_choice(connection)

    async with shown(coded, "checklists") as pilot:
        await press(pilot, "b", "<no figure>", "enter", "<reflexiv analys>", "enter")
        assert said() == AgreementNotUsed("reflexiv analys")
        go_to(pilot, "srqr.15")
        await settle(pilot)
        assert "because: reflexiv analys" in " ".join(" ".join(lines(pilot)).split())
        await press(pilot, "b", "<on themes>", "enter")
        assert said() == AgreementUsed("themes")
        await press(pilot, "b", "<nothing>", "enter")
        assert said() is None


async def test_whose_agreement_is_told_is_chosen_where_several_coded(coded: Researcher) -> None:
    for name in ("Anna", "Bo", "Cia"):
        with coded.project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", "Det var otydligt.")
        codings.apply(Researcher(coded.project, name), passage, [GOOD])
    async with shown(coded, "checklists") as pilot:
        await press(pilot, "b", "<on codes>", "enter", "<Anna – Bo>", "enter")
        with coded.project.reading() as connection:
            assert agreement_choice(connection) == AgreementUsed("codes", ("Anna", "Bo"))
        await press(pilot, "b", "<on codes>", "enter", "<all who>", "enter")
        with coded.project.reading() as connection:
            assert agreement_choice(connection) == AgreementUsed("codes")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_screen_as_text(coded: Researcher, size: tuple[int, int]) -> None:
    async with shown(coded, "checklists", size) as pilot:
        assert_golden(f"checklists-{size[0]}x{size[1]}", lines(pilot))
