"""Projects of other programs on the screen of sources: looked through, taken in, told of, undone."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualwb.acts.researcher import Researcher
from qualwb.exchange.reconciliation import Reconciliation
from qualwb.exchange.refi.project_file import write_refi
from qualwb.portable.ledger import Refusal
from qualwb.portable.records import Code, Coder, Coding, Group, PortableProject, Round, Source, Turn
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from qualwb.workbench.dialogs import ChoiceDialog, ToldDialog
from qualwb.workbench.screens.help import HelpScreen
from qualwb.workbench.screens.sources.arrival_table import ArrivalTable
from qualwb.workbench.screens.sources.screen import SourcesScreen
from qualwb.workbench.screens.sources.speaker_table import SpeakerTable
from qualwb.workbench.widgets.listing import Listing
from tests.workbench.screens.coded_material import assert_golden, lines, press, rows, shown
from tests.workbench.screens.test_sources_screen import TALK, import_from

TEXT = TALK.strip()
GUIDS = [f"5b4e1a56-0000-4000-8000-00000000000{n}" for n in range(10)]


def written(path: Path, *codings: tuple[int, int], in_round: str = "1") -> Path:
    """A project file of another program's kind, whose text holds labels."""
    coder, round_, group, source, code = GUIDS[:5]
    project = PortableProject(
        name="studie",
        coders=(Coder(coder, "Karin"),),
        rounds=(Round(round_, in_round),),
        groups=(Group(group, "Grupp"),),
        sources=(Source(source, "Möte", group, TEXT, (Turn(0, len(TEXT), kind="text"),)),),
        codes=(Code(code, "oklart"),),
        codings=tuple(
            Coding(GUIDS[5 + n], source, *span, code, coder, round_) for n, span in enumerate(codings)
        ),
    )
    write_refi(project, path)
    return path


@pytest.fixture
def refi(tmp_path: Path) -> Path:
    """With a coding of words, and one of a label alone."""
    start, label = TEXT.index("Det var otydligt."), TEXT.index("Björn:")
    return written(tmp_path / "studie.qdpx", (start, start + 17), (label, label + 6))


def words(pilot: Pilot[int]) -> str:
    """The words on the screen in one line, wherever a dialog wraps them."""
    return " ".join(" ".join(line.strip(" │▏") for line in lines(pilot)).replace("│", " ").split())


def coded(researcher: Researcher) -> list[str]:
    return [quote for (quote,) in rows(researcher, "SELECT quote FROM coding ORDER BY start")]


async def test_nothing_is_stored_before_it_was_looked_through(researcher: Researcher, refi: Path) -> None:
    async with shown(researcher, "f8", (80, 24)) as pilot:
        await import_from(pilot, refi)
        assert isinstance(pilot.app.screen, ArrivalTable)
        assert rows(researcher, "SELECT * FROM source") == []
        assert_golden("arrival_table", lines(pilot))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SourcesScreen)
        assert rows(researcher, "SELECT name FROM source") == [("Möte",)]
        assert coded(researcher) == ["Det var otydligt.", "Björn:"]
        await press(pilot, "u")
        assert rows(researcher, "SELECT name FROM source") == []
        assert check(researcher.project) == []


async def test_the_round_in_which_the_codings_stand_is_offered(
    researcher: Researcher, tmp_path: Path
) -> None:
    path = written(tmp_path / "studie.qdpx", (0, 5), in_round="r1")
    async with shown(researcher, "f8", (100, 30)) as pilot:
        await import_from(pilot, path)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        assert "Nothing is coded in round 1. Go on in which?" in words(pilot)
        assert "Round: r1" in words(pilot)
        await press(pilot, "enter", "<Until>", "enter")
        assert isinstance(pilot.app.screen, SourcesScreen)
        assert pilot.app.researcher.round == "r1"
        await import_from(pilot, written(tmp_path / "en till.qdpx", (6, 9), in_round="r2"))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SourcesScreen)


async def test_whoever_stays_in_an_empty_round_is_asked_no_more(
    researcher: Researcher, tmp_path: Path
) -> None:
    path = written(tmp_path / "studie.qdpx", (0, 5), in_round="r1")
    async with shown(researcher, "f8", (100, 30)) as pilot:
        await import_from(pilot, path)
        await press(pilot, "enter", "<Stay>", "enter")
        assert isinstance(pilot.app.screen, SourcesScreen)
        assert pilot.app.researcher.round == "1"


async def test_speakers_are_found_on_a_wish_and_what_is_lost_is_told(
    researcher: Researcher, refi: Path
) -> None:
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, refi)
        assert "1 source seems to name its speakers" in words(pilot)
        await press(pilot, "w")
        text = words(pilot)
        assert "Labels in the texts are taken for speakers" in text
        assert "it stands on a speaker's label alone" in text
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ToldDialog)
        assert "it stands on a speaker's label alone" in words(pilot)
        await press(pilot, "enter")
        assert coded(researcher) == ["Det var otydligt."]
        assert ("Åsa",) in rows(researcher, "SELECT alias FROM participant")


async def test_s_twice_leaves_the_labels(researcher: Researcher, refi: Path) -> None:
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, refi)
        await press(pilot, "w", "w", "enter")
        assert rows(researcher, "SELECT alias FROM participant") == []
        assert len(coded(researcher)) == 2


async def test_escape_leaves_it_out(researcher: Researcher, refi: Path) -> None:
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, refi)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, SourcesScreen)
        assert rows(researcher, "SELECT * FROM code") == []


async def test_projects_come_before_transcripts_and_a_broken_one_is_told(
    researcher: Researcher, refi: Path, tmp_path: Path
) -> None:
    talk, broken = tmp_path / "samtal.txt", tmp_path / "trasig.qdpx"
    talk.write_text(TALK, encoding="utf-8")
    broken.write_bytes(b"PK\x03\x04 nothing")
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, talk, broken, refi)
        assert isinstance(pilot.app.screen, ToldDialog)
        assert "trasig.qdpx" in words(pilot).replace(" ", "")
        await press(pilot, "enter")
        assert "(file 2 of 2)" in words(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SpeakerTable)
        await press(pilot, "enter")
        assert len(rows(researcher, "SELECT * FROM source")) == 2


async def test_a_project_of_our_own_is_merged(researcher: Researcher, tmp_path: Path) -> None:
    ProjectFile.create(tmp_path / "other.qwb").close()
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, tmp_path / "other.qwb")
        told = [note.message for note in pilot.app._notifications]
        assert told == ["There was nothing new in other.qwb."]


async def test_what_is_here_already_is_told(researcher: Researcher, refi: Path) -> None:
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, refi)
        await press(pilot, "enter")
        await import_from(pilot, refi)
        assert "All of it is here already." in words(pilot)
        await press(pilot, "X")
        assert isinstance(pilot.app.screen, SourcesScreen)


async def test_enter_takes_it_in_wherever_the_focus_is(researcher: Researcher, refi: Path) -> None:
    async with shown(researcher, "f8", (80, 24)) as pilot:
        await import_from(pilot, refi)
        await press(pilot, "tab")
        assert not isinstance(pilot.app.focused, Listing)
        await press(pilot, "enter")
        assert rows(researcher, "SELECT name FROM source") == [("Möte",)]


async def test_the_notes_are_read_on_and_the_keys_are_told(researcher: Researcher) -> None:
    refused = tuple(Refusal("coding", f"nr {n}", f"skäl {n}") for n in range(60))
    plan = Reconciliation(Path("a.qdpx"), "prov", dry_run=True, refused=refused, changes=True)
    async with shown(researcher, "f8", (80, 24)) as pilot:
        await pilot.app.push_screen(ArrivalTable(plan, found_speakers=False, place=(1, 1)))
        await pilot.pause()
        assert "skäl 59" not in words(pilot)
        await press(pilot, *["J"] * 20)
        assert "skäl 59" in words(pilot)
        await press(pilot, *["K"] * 20)
        assert "skäl 59" not in words(pilot)
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        assert "Take it in" in words(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ArrivalTable)
