"""Coders and rounds in the workbench: who works is said, switched and followed by every screen."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from qualwb.acts import rounds
from qualwb.acts.researcher import Researcher, working_round
from qualwb.store.project_file import ProjectFile
from qualwb.store.server_project import ServerProject
from qualwb.workbench.app import Workbench
from qualwb.workbench.registry.actions import SCREENS
from tests.blind_project import SECRET, blind_projects
from tests.workbench.screens.coded_material import coded, lines, press, rows, shown
from tests.workbench.settling import rested

__all__ = ["coded"]

KEYS = {row.name: row.key for row in SCREENS}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same project without and with Bo's work in the blind round."""
    return blind_projects(tmp_path_factory.mktemp("blind"))


@pytest.fixture(scope="module")
def both_open(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same, where Bo worked in the round that was always open."""
    return blind_projects(tmp_path_factory.mktemp("open"), "1")


def told(pilot: Pilot[int]) -> str:
    return "\n".join(note.message for note in pilot.app._notifications)


async def seen(path: Path, folder: Path, name: str, coder: str = "Anna") -> list[str]:
    """What a screen shows a coder of a copy of the project, and of the rows its cursor passes."""
    folder.mkdir(exist_ok=True)
    copy = folder / "p.qwb"
    shutil.copy(path, copy)
    with ProjectFile.open(copy) as project:
        async with shown(Researcher(project, coder, "två"), KEYS[name], (160, 44)) as pilot:
            await rested(pilot)
            found = lines(pilot)
            await press(pilot, *(["J"] if name == "code" else ["down"]) * 2)
            await rested(pilot)
            return found + lines(pilot)


# The privacy screen tells how large the project's files are, as any file manager does.
@pytest.mark.parametrize("name", sorted(KEYS.keys() - {"journal", "privacy"}))
async def test_what_another_does_in_a_blind_round_changes_no_screen(
    name: str, both: tuple[Path, Path], tmp_path: Path
) -> None:
    before, after = [await seen(path, tmp_path / str(n), name) for n, path in enumerate(both)]
    assert "(blind)" in after[0]
    assert after == before


@pytest.mark.parametrize("name", ["code", "codebook", "memos", "quotes"])
async def test_who_works_blind_meets_nothing_of_others_in_an_open_round_either(
    name: str, both_open: tuple[Path, Path], tmp_path: Path
) -> None:
    before, after = [await seen(path, tmp_path / str(n), name) for n, path in enumerate(both_open)]
    assert after == before


async def test_an_open_round_is_read_by_going_on_in_it(both_open: tuple[Path, Path], tmp_path: Path) -> None:
    copy = tmp_path / "p.qwb"
    shutil.copy(both_open[1], copy)
    with ProjectFile.open(copy) as project:
        async with shown(Researcher(project, "Anna", "två"), "f6", (160, 44)) as pilot:
            await rested(pilot)
            assert "Men mötena var bra" not in "\n".join(lines(pilot))
            await press(pilot, "W", "<Round: 1>", "enter", "enter")
            await rested(pilot)
            assert "Men mötena var bra" in "\n".join(lines(pilot))


async def test_the_journal_tells_of_hidden_acts_only_that_they_were_done(
    both: tuple[Path, Path], tmp_path: Path
) -> None:
    text = "\n".join(await seen(both[1], tmp_path / "a", "journal"))
    assert "hidden: blind round" in text
    assert SECRET not in text
    assert "papper" not in text
    assert SECRET in "\n".join(await seen(both[1], tmp_path / "b", "journal", "Bo"))


async def test_undo_tells_nothing_of_a_hidden_act(both: tuple[Path, Path], tmp_path: Path) -> None:
    copy = tmp_path / "p.qwb"
    shutil.copy(both[1], copy)
    with ProjectFile.open(copy) as project:
        async with shown(Researcher(project, "Anna", "två"), "f2") as pilot:
            await press(pilot, "u")
            asked = "".join(str(part.render()) for part in pilot.app.screen.query(Static))
            assert "hidden: blind round" in asked
            assert "papper" not in asked
            await press(pilot, "enter")
            assert "hidden: blind round" in told(pilot)
            assert "papper" not in told(pilot)


async def test_the_screens_follow_another_coder(both: tuple[Path, Path], tmp_path: Path) -> None:
    copy = tmp_path / "p.qwb"
    shutil.copy(both[1], copy)
    with ProjectFile.open(copy) as project:
        async with shown(Researcher(project, "Anna", "två"), "f6") as pilot:
            assert "quote 1 of 1" in lines(pilot)[0]
            await press(pilot, "f2", "W", "<Bo>", "enter")
            assert lines(pilot)[0].endswith("Bo · round två (blind)")
            await press(pilot, "f6")
            assert "of 3" in lines(pilot)[0]
            app = pilot.app
            assert isinstance(app, Workbench)
            assert (app.researcher.coder, app.state.recent_codes) == ("Bo", [])
            await press(pilot, "W", "<Anna>", "enter")
            assert "quote 1 of 1" in lines(pilot)[0]


async def test_a_new_blind_round_is_made_and_released_with_a_reason(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        assert lines(pilot)[0].endswith("Karin · round 1")
        await press(pilot, "W", "<new blind>", "enter", "<all the same>", "enter", "<två>", "enter")
        assert lines(pilot)[0].endswith("Karin · round två (blind)")
        await press(pilot, "f2", "s", "I", "enter")
        await press(pilot, "W", "<release>", "enter")
        assert "Karin: 'Intervju 1', 'Intervju 2'" in "\n".join(lines(pilot))
        await press(pilot, "enter", "<alla är klara>", "enter")
        assert lines(pilot)[0].endswith("Karin · round två")
        await press(pilot, "u")
        assert lines(pilot)[0].endswith("Karin · round två (blind)")


async def test_before_a_new_blind_round_it_is_said_whose_codings_it_leaves_behind(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, "W", "<another>", "enter", "<Bo>", "enter", "W", "<new blind>", "enter")
        assert "Karin: 6 codings in round 1, not compared with a new round" in "\n".join(lines(pilot))
        await press(pilot, "<code blind>", "enter")  # the other way
        assert lines(pilot)[0].endswith("Bo · round 1 (blind)")
        assert "all see only their own" in told(pilot)
        assert "· 0 % of turns coded" in lines(pilot)[0]
        await press(pilot, "u")
        assert lines(pilot)[0].endswith("Bo · round 1")
        assert "· 0 % of turns coded" not in lines(pilot)[0]


async def test_a_round_at_work_is_coded_blind_and_compared_when_released(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(
            pilot, "W", "<code blind in round 1>", "enter", "W", "<another>", "enter", "<Bo>", "enter"
        )
        await press(pilot, "t", "c", "<bra möten>", "enter", "ctrl+n")
        seen = "\n".join(lines(pilot))
        assert "can be compared when it is released. W releases it" in " ".join(seen.split())
        assert "qualwb rounds" not in seen
        await press(pilot, "W", "<release>", "enter", "enter", "<klart>", "enter")
        assert lines(pilot)[1].split() == ["Bo", "Ka"]


async def test_who_begins_to_code_in_consensus_is_told_so_once(coded: Researcher) -> None:
    rounds.new_round(coded, "konsensus")
    async with shown(replace(coded, round="konsensus"), "f2") as pilot:
        await press(pilot, "c", "<bra möten>", "enter", "t", "c", "<bra möten>", "enter")
        assert told(pilot).count("You code in konsensus; W goes to the round for your own coding.") == 1
    async with shown(replace(coded, coder="Karin & Bo", round="konsensus"), "f2") as pilot:
        await press(pilot, "t", "t", "c", "<bra möten>", "enter")
        assert "You code in konsensus" not in told(pilot)


@pytest.mark.file_only  # on a server each goes on in a round of their own
async def test_who_looks_at_consensus_leaves_where_all_begin(coded: Researcher) -> None:
    rounds.new_round(coded, "konsensus")
    rounds.use_round(coded, "1")
    changes = "SELECT count(*) FROM change"
    before = rows(coded, changes)
    async with shown(coded, "f2") as pilot:
        await press(pilot, "W", "<Round: konsensus>", "enter", "enter")
        assert lines(pilot)[0].endswith("Karin · round konsensus")
        assert (rows(coded, changes), working_round(coded.project)) == (before, "1")
        await press(pilot, "W", "<Round: 1>", "enter")
        assert lines(pilot)[0].endswith("Karin · round 1")
        await press(pilot, "W", "<Round: konsensus>", "enter", "down", "enter")
        assert working_round(coded.project) == "konsensus"


@pytest.mark.file_only  # on a server each goes on in a round of their own
async def test_another_coder_and_another_round_are_taken(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, "W", "<another>", "enter", "<Ny>", "enter")
        assert lines(pilot)[0].endswith("Ny · round 1")
        await press(pilot, "W", "<new round>", "enter", "<2>", "enter")
        assert lines(pilot)[0].endswith("Ny · round 2")
        assert "· 0 % of turns coded" in lines(pilot)[0]
        await press(pilot, "W", "<round: 1>", "enter")
        assert "Work in round 1: for how long?" in "\n".join(lines(pilot))
        await press(pilot, "enter")
        assert "· 0 % of turns coded" not in lines(pilot)[0]
        assert working_round(coded.project) == "2"
        await press(pilot, "W", "<round: 2>", "enter", "W", "<round: 1>", "enter", "<from now on>", "enter")
        assert working_round(coded.project) == "1"


async def test_finished_coding_is_kept_said_and_undone(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        assert "finished" not in lines(pilot)[0]
        await press(pilot, "Z")
        assert " · finished" in lines(pilot)[0]
        assert rounds.has_finished(coded, "Intervju 1")
        await press(pilot, "s", "full_stop", "I", "enter")
        assert "You had finished coding this source" in told(pilot)
        await press(pilot, "f8")
        assert "Finished" in "\n".join(lines(pilot))
        assert any("Intervju 1" in line and "Karin" in line for line in lines(pilot)[2:8])
        await press(pilot, "Z")
        assert not rounds.has_finished(coded, "Intervju 1")
        await press(pilot, "u")
        assert rounds.has_finished(coded, "Intervju 1")


async def test_the_bar_makes_room_for_who_works(coded: Researcher) -> None:
    async with shown(coded, "f5", (80, 24)) as pilot:
        assert lines(pilot)[0].endswith("… Karin, 1")
        await pilot.resize_terminal(120, 30)
        await rested(pilot)
        first = lines(pilot)[0]
        assert "o: without the moderator   " in first
        assert first.endswith(" Karin · round 1")


@pytest.mark.parametrize("screen", ["f2", "f3"])
async def test_who_undoes_the_round_at_work_goes_on_in_the_one_before(coded: Researcher, screen: str) -> None:
    async with shown(coded, screen) as pilot:
        await press(pilot, "W", "<new round>", "enter", "<2>", "enter")
        assert isinstance(pilot.app, Workbench)
        assert pilot.app.researcher.round == "2"
        # In a file the round in use is an act of its own; on a server each chooses theirs.
        undone = ("u",) if isinstance(coded.project, ServerProject) else ("u", "u")
        await press(pilot, "f3", *undone, "f2")
        assert pilot.app.researcher.round == "1"
        assert any("Det var otydligt." in line for line in lines(pilot))


async def test_who_has_coded_nothing_yet_can_be_gone_back_to(coded: Researcher) -> None:
    async with shown(Researcher(coded.project, "Anna"), "f2") as pilot:
        await press(pilot, "W", "<Karin>", "enter")
        assert pilot.app.researcher.coder == "Karin"  # type: ignore[attr-defined]
        await press(pilot, "W", "<Anna>", "enter")
        assert pilot.app.researcher.coder == "Anna"  # type: ignore[attr-defined]
        await press(pilot, "W", "enter")  # the cursor begins on who is at work
        assert pilot.app.researcher.coder == "Anna"  # type: ignore[attr-defined]
