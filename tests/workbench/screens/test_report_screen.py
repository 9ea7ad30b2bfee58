"""The report on screen: parts ticked, what is left answered in place, the file that the command writes."""

import asyncio
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from qualwb.acts import report_facts
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.exchange.report import report_file, sections
from qualwb.exchange.report.answers import Answers
from qualwb.exchange.report.blocks import Block, Report
from qualwb.workbench.dialogs import ChoiceDialog, FailureDialog, ToldDialog
from qualwb.workbench.screens.report.report_choices import ReportChoices
from qualwb.workbench.screens.report.screen import ReportScreen
from qualwb.workbench.writing_dialogs import TextDialog
from tests.projects import place_of
from tests.workbench.screens.coded_material import assert_golden, coded, lines, press, shown

__all__ = ["coded"]


def screen_of(pilot: Pilot[int]) -> ReportScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ReportScreen)
    return screen


def ticks(pilot: Pilot[int]) -> dict[str, tuple[str, ...]]:
    """What is shown of each choice and item, by key."""
    return {str(row.key): row.cells for row in screen_of(pilot).rows()}


def report_of(coded: Researcher, path: Path, *options: str) -> bytes:
    """What the command writes with these options."""
    project = ["-p", place_of(coded.project), "report", "--in-round", coded.round]
    assert run([*project, *options, "-o", str(path)]) == 0
    return path.read_bytes()


async def write(pilot: Pilot[int], path: Path) -> None:
    await press(pilot, "E", "end", "ctrl+u", f"<{path}>", "enter")
    if isinstance(pilot.app.screen, ToldDialog):
        await press(pilot, "enter")


@pytest.mark.parametrize("suffix", ["docx", "html", "tex"])
async def test_the_file_is_the_one_that_the_command_writes(
    coded: Researcher, tmp_path: Path, suffix: str
) -> None:
    async with shown(coded, "report") as pilot:
        await write(pilot, tmp_path / f"rapport.{suffix}")
        assert f"written: rapport.{suffix}" in lines(pilot)[0]
    (tmp_path / "said").mkdir()
    assert (tmp_path / f"rapport.{suffix}").read_bytes() == report_of(
        coded, tmp_path / "said" / f"rapport.{suffix}"
    )


CHOICES = {
    "method": ["--without", "method"],
    "appendix": ["--without", "appendix"],
    "quotes": ["--quotes", "all"],
    "full_citations": ["--full-citations"],
    "checklists": ["--checklist", "coreq"],
    "moderator": ["--moderator"],
    "check_names": [],
}


@pytest.mark.parametrize("name", CHOICES)
async def test_each_choice_is_the_option_of_the_command(coded: Researcher, tmp_path: Path, name: str) -> None:
    async with shown(coded, "report") as pilot:
        before = ticks(pilot)[name]
        screen_of(pilot).listing.go_to(name)
        await press(pilot, "space")
        assert ticks(pilot)[name] != before
        await write(pilot, tmp_path / "a.html")
    assert (tmp_path / "a.html").read_bytes() == report_of(coded, tmp_path / "b.html", *CHOICES[name])


async def test_choices_turn_round_and_back(coded: Researcher) -> None:
    async with shown(coded, "report") as pilot:
        before = ticks(pilot)
        for key, times in (("themes", 2), ("quotes", 2), ("checklists", 4), ("moderator", 2)):
            screen_of(pilot).listing.go_to(key)
            await press(pilot, *["enter"] * times)
        assert ticks(pilot) == before
        await press(pilot, "home", "space")
        assert "6 parts of 7" in lines(pilot)[0]
        assert ticks(pilot)["method"][::2] == ("[ ]", "left out")


async def test_what_is_left_is_answered_in_place(coded: Researcher) -> None:
    async with shown(coded, "report") as pilot:
        screen_of(pilot).listing.go_to("coreq.1")
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, TextDialog)
        await press(pilot, "<Karin ledde grupperna.>", "ctrl+s")
        with coded.project.reading() as connection:
            assert report_facts.item_answers(connection) == {"coreq.1": "Karin ledde grupperna."}
        assert ticks(pilot)["coreq.1"][2] == "Karin ledde grupperna."
        assert screen_of(pilot).listing.key == "coreq.1"
        await press(pilot, "d")
        with coded.project.reading() as connection:
            assert report_facts.item_answers(connection) == {}
        await press(pilot, "u")
        assert ticks(pilot)["coreq.1"][2] == "Karin ledde grupperna."


async def test_saturation_is_answered_by_a_choice(coded: Researcher) -> None:
    async with shown(coded, "report") as pilot:
        screen_of(pilot).listing.go_to("coreq.22")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await press(pilot, "<not used>", "enter", "<reflexiv analys>", "enter")
        assert "reflexiv analys" in ticks(pilot)["coreq.22"][2]


async def test_agreement_is_chosen_where_the_report_is(coded: Researcher) -> None:
    async with shown(coded, "report") as pilot:
        assert "nothing is said" in ticks(pilot)["agreement"][2]
        screen_of(pilot).listing.go_to("agreement")
        await press(pilot, "enter", "<no figure>", "enter", "<reflexiv analys>", "enter")
        assert ticks(pilot)["agreement"][2] == "no figure: reflexiv analys"
        assert any("Agreement in the report" in note.message for note in pilot.app._notifications)
        await press(pilot, "space", "<on themes>", "enter")
        assert ticks(pilot)["agreement"][2] == "on themes"
        await press(pilot, "u")
        assert ticks(pilot)["agreement"][2] == "no figure: reflexiv analys"


async def test_quotes_with_names_are_told_when_it_is_written(coded: Researcher, tmp_path: Path) -> None:
    from qualwb.acts import codings
    from qualwb.acts.files import import_transcript
    from qualwb.acts.passages import passage_quoted
    from tests.conftest import transcript_of

    said = "Maria Svensson i Uppsala bestämde."
    import_transcript(coded, transcript_of((("Åsa", said),)), name="Intervju 3", group="Grupp 3")
    with coded.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 3", said)
    codings.apply(coded, passage, ["oklart från början"])
    async with shown(coded, "report") as pilot:
        await press(pilot, "E", "end", "ctrl+u", f"<{tmp_path / 'r.html'}>", "enter")
        assert isinstance(pilot.app.screen, ToldDialog)
        assert "Maria Svensson" in "\n".join(lines(pilot))


async def test_parts_that_have_nothing_to_tell_are_told(coded: Researcher, tmp_path: Path) -> None:
    async with shown(coded, "report") as pilot:
        await press(pilot, "E", "end", "ctrl+u", f"<{tmp_path / 'r.html'}>", "enter")
        told = " ".join([*lines(pilot), *(note.message for note in pilot.app._notifications)]).replace(
            "│", " "
        )
        assert "nothing to tell yet: Reflexivity, Framework matrix." in " ".join(told.split())


@pytest.mark.parametrize("name", ["rapport.pdf", "rapport"])
async def test_a_name_that_says_no_format_is_refused(coded: Researcher, name: str) -> None:
    async with shown(coded, "report") as pilot:
        await press(pilot, "E", "end", "ctrl+u", f"<{name}>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert not (coded.project.folder / name).exists()


async def test_a_file_is_written_over_only_when_that_is_confirmed(coded: Researcher, tmp_path: Path) -> None:
    (tmp_path / "r.html").write_text("mine")
    async with shown(coded, "report") as pilot:
        await press(pilot, "E", "end", "ctrl+u", f"<{tmp_path / 'r.html'}>", "enter", "enter")
        assert (tmp_path / "r.html").read_text() == "mine"
        await press(pilot, "E", "end", "ctrl+u", f"<{tmp_path / 'r.html'}>", "enter", "<yes>", "enter")
        assert "Otydligt syfte" in (tmp_path / "r.html").read_text()


async def test_escape_gives_it_up_and_nothing_is_written(
    coded: Researcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    made = sections.SECTIONS["method"]

    def slow(found: Answers) -> list[Block]:
        begun.set()
        assert go_on.wait(60)
        return list(made(found))

    monkeypatch.setattr(sections, "SECTIONS", {**sections.SECTIONS, "method": slow})
    path = tmp_path / "r.html"
    async with shown(coded, "report") as pilot:
        await pilot.press("E", "end", "ctrl+u")
        pilot.app.screen.query_one(Input).value = str(path)
        await pilot.press("enter")
        assert begun.wait(60)
        await pilot.pause()
        assert "Method" in lines(pilot)[0]
        assert "Escape stops" in lines(pilot)[0]
        await pilot.press("E")  # it asks for no name while a report is being written
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReportScreen)
        assert "Still at work" in [note.message for note in pilot.app._notifications][-1]
        await pilot.press("escape")
        go_on.set()
        await press(pilot)
        assert not path.exists()
        assert [note.message for note in pilot.app._notifications][-1] == "No report was written."
        assert screen_of(pilot).written is None
        monkeypatch.undo()


async def test_what_is_being_written_is_not_given_up(
    coded: Researcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    write = report_file.write_report

    def slowly(report: Report, file: Path) -> None:
        begun.set()
        assert go_on.wait(60)
        write(report, file)

    monkeypatch.setattr(report_file, "write_report", slowly)
    path = tmp_path / "r.html"
    async with shown(coded, "report") as pilot:
        await pilot.press("E", "end", "ctrl+u")
        pilot.app.screen.query_one(Input).value = str(path)
        await pilot.press("enter")
        assert await asyncio.to_thread(begun.wait, 60)
        await pilot.press("escape")
        go_on.set()
        await press(pilot)
        assert path.exists()
        assert screen_of(pilot).written == path
        assert "No report was written." not in [note.message for note in pilot.app._notifications]


async def test_a_folder_that_is_not_there_is_told(coded: Researcher, tmp_path: Path) -> None:
    async with shown(coded, "report") as pilot:
        await press(pilot, "E", "end", "ctrl+u", f"<{tmp_path / 'no' / 'r.html'}>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        await press(pilot, "enter")
        assert screen_of(pilot).written is None


async def test_an_empty_project_has_a_report_too(researcher: Researcher, tmp_path: Path) -> None:
    async with shown(researcher, "report", (80, 24)) as pilot:
        await write(pilot, tmp_path / "r.html")
        assert "The project has no themes yet." in (tmp_path / "r.html").read_text()
        told = "\n".join(note.message for note in pilot.app._notifications)
        assert "Themes" in told.partition("nothing to tell yet:")[2]
        assert "F3 gathers the codes in themes" in told


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_the_report_screen_looks_like(coded: Researcher, size: tuple[int, int]) -> None:
    async with shown(coded, "report", size) as pilot:
        await press(pilot, "down", "space")
        assert_golden(f"report-{size[0]}x{size[1]}", lines(pilot))


async def test_what_is_chosen_is_there_the_next_time(coded: Researcher) -> None:
    async with shown(coded, "report") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReportScreen)
        for name in ("quotes", "analyses", "full_citations"):
            screen._turn(name)
        chosen = screen.choices
        await press(pilot, "ctrl+q")
    assert chosen != ReportChoices()
    async with shown(coded, "report") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReportScreen)
        assert screen.choices == chosen
    assert ReportChoices.from_kept(
        {"quotes": 7, "without": ["nothing", "method"], "more": 1}
    ) == ReportChoices(without=("method",))


async def test_a_part_is_no_item_to_answer(coded: Researcher) -> None:
    async with shown(coded, "report") as pilot:
        await press(pilot, "e")
        screen = screen_of(pilot)
        assert pilot.app.screen is screen
        assert "That is no item to answer" in [note.message for note in pilot.app._notifications][-1]
        await press(pilot, "e")
        assert pilot.app.screen is not screen
