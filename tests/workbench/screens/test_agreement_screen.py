"""Agreement: the figures that the command prints, the choices, the way to the disagreements, the export."""

import pytest
from textual.pilot import Pilot

from qualwb.acts import codings, rounds
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.agreement.coder_agreement import coder_agreement
from qualwb.analysis.agreement.material import AgreementWish
from qualwb.exchange.agreement_words import agreement_notes
from qualwb.workbench.dialogs import ChoiceDialog
from qualwb.workbench.screens.agreement.screen import AgreementScreen
from qualwb.workbench.screens.compare.screen import CompareScreen
from tests.conftest import transcript_of
from tests.states import rows
from tests.workbench.screens.coded_material import assert_golden, lines, press, shown
from tests.workbench.screens.test_compare_screen import code


@pytest.fixture
def two(material: Researcher) -> Researcher:
    """Ann and Bo: the same once, another border once, and something that Bo missed."""
    for coder in ("Ann", "Bo"):
        code(material, coder, "Hur var det från början?", "fråga")
    code(material, "Ann", "Det var otydligt.", "syfte")
    code(material, "Bo", "otydligt. Ingen visste", "syfte")
    code(material, "Ann", "mötena var bra", "nytta")
    return Researcher(material.project, "Karin")


def screen_of(pilot: Pilot[int]) -> AgreementScreen:
    screen = pilot.app.screen
    assert isinstance(screen, AgreementScreen)
    return screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_it_looks_like(two: Researcher, size: tuple[int, int]) -> None:
    async with shown(two, "agreement", size) as pilot:
        assert_golden(f"agreement-{size[0]}x{size[1]}", lines(pilot))


async def test_the_figures_and_the_notes_are_those_of_the_command(two: Researcher) -> None:
    with two.project.reading() as connection:
        expected = coder_agreement(connection, AgreementWish(("Ann", "Bo"), "1"))
    async with shown(two, "agreement", (160, 50)) as pilot:
        assert screen_of(pilot).found == expected
        assert [row.name for row in expected.labels] == screen_of(pilot).listing.keys
        told = " ".join(" ".join(lines(pilot)).split())
        for note in agreement_notes(expected)[:3]:
            assert note in told


async def test_rows_are_codes_or_themes(two: Researcher) -> None:
    async with shown(two, "agreement") as pilot:
        await press(pilot, "R")
        found = screen_of(pilot).found
        assert found is None or found.kind == "themes"
        await press(pilot, "R")
        found = screen_of(pilot).found
        assert found is not None
        assert found.kind == "codes"


async def test_other_coders_are_chosen(two: Researcher) -> None:
    code(two, "Cia", "mötena var bra", "nytta")
    async with shown(two, "agreement") as pilot:
        await press(pilot, "f")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await press(pilot, "<Ann – Cia>", "enter")
        assert "Ann – Cia, round 1" in lines(pilot)[0]


async def test_enter_goes_to_the_disagreements_on_the_code(two: Researcher) -> None:
    async with shown(two, "agreement") as pilot:
        keys = screen_of(pilot).listing.keys
        await press(pilot, *["down"] * keys.index("nytta"), "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CompareScreen)
        assert screen.current is not None
        assert {side.code for side in screen.current.sides} == {"nytta", None}
        await press(pilot, "alt+left")
        await press(pilot, *["up"] * 9, *["down"] * keys.index("fråga"), "enter")
        assert isinstance(pilot.app.screen, CompareScreen)


async def test_the_disagreements_on_one_code_are_gone_through_alone(two: Researcher) -> None:
    async with shown(two, "agreement") as pilot:
        await press(pilot, *["down"] * screen_of(pilot).listing.keys.index("nytta"), "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CompareScreen)
        one = screen.current
        assert "F: nytta · 1 of 1" in lines(pilot)[0]
        await press(pilot, "greater_than_sign", "full_stop", "semicolon")
        assert screen.current == one
        await press(pilot, "0", "enter", "full_stop")
        assert screen.current is not None
        assert one is not None
        assert screen.current.id == one.id
        left = len(screen.comparison.in_text) - 1  # type: ignore[union-attr]
        told = [note.message for note in pilot.app._notifications][-1]
        assert told == f"On nytta everything is decided. F shows the other {left} undecided."
        await press(pilot, "F", "full_stop")
        assert screen.current.id != one.id
        assert "nytta" not in lines(pilot)[0]


async def test_the_worst_code_comes_first_when_asked_for(two: Researcher) -> None:
    async with shown(two, "agreement") as pilot:
        await press(pilot, "down", "s", "<u-alpha>", "enter")
        found = screen_of(pilot).found
        assert found is not None
        alphas = {row.name: row.alpha for row in found.labels}
        told = [alphas[str(key)] for key in screen_of(pilot).listing.keys]
        assert told == sorted(told, key=lambda alpha: (alpha is None, alpha))
        assert screen_of(pilot).listing.key == screen_of(pilot).listing.keys[0]
        await press(pilot, "R", "R")
        assert [alphas[str(key)] for key in screen_of(pilot).listing.keys] == told


async def test_where_nobody_can_be_compared_it_says_so(material: Researcher) -> None:
    async with shown(material, "agreement") as pilot:
        assert "no round in which two" in " ".join(" ".join(lines(pilot)).split())
        await press(pilot, "enter", "E", "s", "R")
        assert screen_of(pilot).found is None


async def test_a_new_round_in_which_nobody_met_leaves_the_one_before_in_sight(two: Researcher) -> None:
    rounds.new_round(two, "2")
    import_transcript(two, transcript_of(), name="Intervju 2", group="Grupp 2")
    code(Researcher(two.project, "Ann", "2"), "Ann", "mötena var bra", "nytta")
    with two.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 2", "mötena var bra")
    codings.apply(Researcher(two.project, "Bo", "2"), passage, ["nytta"])
    async with shown(Researcher(two.project, "Karin", "2"), "agreement") as pilot:
        assert "Ann – Bo, round 1" in lines(pilot)[0]


async def test_without_figures_it_says_which_key_helps_and_that_nothing_is_written(
    material: Researcher,
) -> None:
    async with shown(material, "agreement", (80, 24)) as pilot:
        assert "f: other coders, or another round." in " ".join(" ".join(lines(pilot)).split())
        await press(pilot, "E")
        assert "nothing to export" in [note.message for note in pilot.app._notifications][-1]


async def test_of_one_code_only_what_is_alike_of_it_is_taken_over(two: Researcher) -> None:
    for coder in ("Ann", "Bo"):
        code(two, coder, "dom gav mycket", "syfte")
    async with shown(two, "agreement") as pilot:
        await press(pilot, *["down"] * screen_of(pilot).listing.keys.index("syfte"), "enter", "A")
        told = [note.message for note in pilot.app._notifications][-1]
        assert "Of syfte alone; F shows all." in told
    taken = "SELECT DISTINCT code.name FROM coding JOIN code ON code.id = code_id WHERE origin = 'consensus'"
    assert rows(two, taken) == ["syfte"]
