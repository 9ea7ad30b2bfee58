"""Participation: bars by group and speaker, who follows whom, a speaker's turns, the exports."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualwb.acts import corrections, people
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.participation import participation
from qualwb.analysis.voice_turns import turns_after, voice_turns
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.participation.screen import ParticipationScreen
from qualwb.workbench.widgets.matrix_grid import MatrixGrid
from tests.conftest import transcript_of
from tests.workbench.screens.by_command import written_by_command
from tests.workbench.screens.coded_material import assert_golden, coded, lines, press, shown, study

__all__ = ["coded", "study"]


def screen_of(pilot: Pilot[int]) -> ParticipationScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ParticipationScreen)
    return screen


def text_of(pilot: Pilot[int]) -> str:
    return "\n".join(lines(pilot))


def voices(pilot: Pilot[int]) -> list[tuple[str, ...]]:
    """Group, speaker, turns and words of each row."""
    return [(*row.cells[:2], *row.cells[3:5]) for row in screen_of(pilot).voices._rows]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_it_looks_like(coded: Researcher, size: tuple[int, int]) -> None:
    async with shown(coded, "participation", size) as pilot:
        await press(pilot, "down")
        assert_golden(f"participation-{size[0]}x{size[1]}", lines(pilot))


async def test_the_numbers_are_those_that_are_counted(coded: Researcher) -> None:
    async with shown(coded, "participation") as pilot:
        with coded.project.reading() as connection:
            talk = participation(connection)
        expected = []
        for group in talk:
            expected.append((group.name, "all", str(group.turns), str(group.words)))
            expected += [("", voice.name, str(voice.turns), str(voice.words)) for voice in group.voices]
        assert voices(pilot) == expected
        told = " ".join(" ".join(lines(pilot)).split())
        assert f"Gini {talk[0].gini_words:.2f}" in told
        cells = {
            (row.name, head): cell
            for row in pilot.app.screen.query_one(MatrixGrid).rows
            for head, cell in zip(pilot.app.screen.query_one(MatrixGrid)._columns, row.cells, strict=True)
        }
        for found in talk[0].followings:
            assert cells[found.speaker, found.follower] == f"{found.observed} ({found.expected:.1f})"


async def test_bars_are_of_words_or_of_turns(coded: Researcher) -> None:
    async with shown(coded, "participation") as pilot:
        assert "Words, share" in text_of(pilot)
        by_words = [row.cells[-1] for row in screen_of(pilot).voices._rows]
        await press(pilot, "number_sign")
        by_turns = [row.cells[-1] for row in screen_of(pilot).voices._rows]
        assert by_words != by_turns
        assert "Turns, share" in text_of(pilot)
        turns = [int(row.cells[3]) for row in screen_of(pilot).voices._rows[1:5]]
        shares = [int(cell.split()[0]) for cell in by_turns[1:5]]
        assert shares == [round(100 * n / sum(turns)) for n in turns]


async def test_where_most_turns_name_nobody_no_full_bar_stands(coded: Researcher) -> None:
    talk = transcript_of([(None, f"Det var {n} gånger.") for n in range(9)])
    import_transcript(coded, talk, name="Intervju 3", group="Grupp 3")
    people.set_turn_speaker(coded, "Intervju 3", [1], "Eva")
    async with shown(coded, "participation") as pilot:
        bars = {row.cells[0]: row.cells[-1] for row in screen_of(pilot).voices._rows if row.cells[0]}
        assert bars["Grupp 3"] == "8 unnamed"
        assert "100" in bars["Grupp 2"]


async def test_by_source_and_one_group(coded: Researcher) -> None:
    async with shown(coded, "participation") as pilot:
        await press(pilot, "f", "<Grupp 2>", "enter")
        assert {row[0] for row in voices(pilot)} == {"Grupp 2", ""}
        await press(pilot, "R")
        assert {row[0] for row in voices(pilot)} == {"Intervju 2", ""}
        await press(pilot, "F")
        assert {row[0] for row in voices(pilot)} == {"Intervju 1", "Intervju 2", ""}


async def test_without_backchannels(coded: Researcher) -> None:
    async with shown(coded, "participation") as pilot:
        await press(pilot, "b")
        assert "without backchannels" in text_of(pilot)
        assert screen_of(pilot).talk is not None
        assert all(group.backchannels is not None for group in screen_of(pilot).talk)


async def test_from_a_speaker_to_their_turns_to_the_place_and_back(coded: Researcher) -> None:
    async with shown(coded, "participation") as pilot:
        while screen_of(pilot).voice is None or screen_of(pilot).voice.name != "Björn":
            await press(pilot, "down")
        await press(pilot, "enter", "down")
        assert [row.cells[2] for row in screen_of(pilot).turns._rows] == [
            "Vi fick ett papper i handen, sen åkte vi.",
            "Resorna tog tid.",
        ]
        assert "2/2 turns" in text_of(pilot)
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        start, end = screen.view.passage
        assert screen.source is not None
        assert screen.source.document.text[start:end] == "Resorna tog tid."
        await press(pilot, "g", "b")
        assert screen_of(pilot).turns.has_focus
        await press(pilot, "escape")
        assert screen_of(pilot).voices.has_focus
        assert screen_of(pilot).voice.name == "Björn"
        await press(pilot, "tab")
        assert pilot.app.screen.query_one(MatrixGrid).has_focus
        await press(pilot, "tab", "escape")
        assert pilot.app.state.screen == "code"


async def test_from_who_follows_whom_to_the_turns_and_back(coded: Researcher) -> None:
    async with shown(coded, "participation", (100, 40)) as pilot:
        await press(pilot, "down", "tab")
        grid = pilot.app.screen.query_one(MatrixGrid)
        group = screen_of(pilot).group
        assert group is not None
        heads = list(grid._columns)
        pair = next(one for one in group.followings if one.observed and one.speaker in heads)
        row = [row.name for row in grid.rows].index(pair.speaker)
        grid.move_to(row, heads.index(pair.speaker))
        await press(pilot, "enter")
        assert grid.has_focus
        assert "Choose two that are not the same" in [*pilot.app._notifications][-1].message
        grid.move_to(row, heads.index(pair.follower))
        await press(pilot, "enter")
        assert screen_of(pilot).turns.has_focus
        with coded.project.reading() as connection:
            turns = turns_after(connection, group.name, "groups", pair.speaker, pair.follower)
        assert len(turns) == pair.observed
        assert [row.cells[1] for row in screen_of(pilot).turns._rows] == [str(one.number) for one in turns]
        await press(pilot, "escape")
        assert grid.has_focus
        await press(pilot, "escape")
        assert screen_of(pilot).voices.has_focus


@pytest.mark.file_only  # a server tells a little later of what was done beside the workbench
async def test_the_turns_of_a_speaker_follow_what_is_corrected_meanwhile(coded: Researcher) -> None:
    async with shown(coded, "participation") as pilot:
        while screen_of(pilot).voice is None or screen_of(pilot).voice.name != "Björn":
            await press(pilot, "down")
        await press(pilot, "enter", "down", "enter")
        with coded.project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", "Vi fick ett papper")
        corrections.replace_passage(coded, passage, "Vi fick ett alldeles tomt papper")
        await press(pilot, "g", "b", "up", "down", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        assert screen.source is not None
        start, end = screen.view.passage
        assert screen.source.document.text[start:end] == "Resorna tog tid."
        people.rename_participant(coded, "Grupp 1", "Björn", "Bertil")
        await press(pilot, "g", "b")
        assert screen_of(pilot).voices.has_focus
        assert screen_of(pilot).turns.has_class("-hidden")


@pytest.mark.parametrize(
    ("keys", "options"),
    [
        ((), ()),
        (("R",), ("--by", "sources")),
        (("b",), ("--no-backchannels",)),
        (("f", "<Grupp 2>", "enter"), ("--group", "Grupp 2")),
    ],
)
@pytest.mark.parametrize("what", ["<Turns and words>", "<after whom>"])
async def test_what_is_exported_is_what_the_command_prints(
    coded: Researcher, tmp_path: Path, what: str, keys: tuple[str, ...], options: tuple[str, ...]
) -> None:
    after = ("--after-whom",) if "after" in what else ()
    by_command = written_by_command(coded, tmp_path, "participation", *after, *options, suffix="md")
    async with shown(coded, "participation") as pilot:
        await press(pilot, *keys, "E", what, "enter", "end", "ctrl+u", "<talk.md>", "enter")
    assert (tmp_path / "talk.md").read_bytes() == by_command


async def test_an_empty_project(researcher: Researcher) -> None:
    async with shown(researcher, "participation", (80, 24)) as pilot:
        await press(pilot, "enter", "down", "R", "b", "number_sign", "tab", "enter", "tab")
        assert "Nobody speaks yet" in text_of(pilot)


def test_each_voice_has_as_many_turns_as_it_counts(study: Researcher) -> None:
    with study.project.reading() as connection:
        for by in ("groups", "sources"):
            for case in participation(connection, by=by)[:2]:
                for voice in case.voices:
                    turns = voice_turns(connection, case.name, by, voice.name, voice.role)
                    assert len(turns) == voice.turns, (case.name, voice.name)


@pytest.mark.parametrize("backchannels", [True, False])
def test_each_pair_has_as_many_turns_as_it_counts(study: Researcher, backchannels: bool) -> None:
    with study.project.reading() as connection:
        for by in ("groups", "sources"):
            case = participation(connection, by=by, backchannels=backchannels)[0]
            for pair in case.followings:
                named = case.name, by, pair.speaker, pair.follower
                turns = turns_after(connection, *named, backchannels=backchannels)
                assert len(turns) == pair.observed, named
                assert {turn.speaker for turn in turns} <= {pair.follower} or "(" in pair.follower, named


async def test_what_the_rows_are_is_told_in_whole(coded: Researcher) -> None:
    async with shown(coded, "participation", (80, 24)) as pilot:
        await press(pilot, "down")
        assert any(line.startswith(" spoke before ") for line in lines(pilot))
