"""What the cells of the matrix hold: numbers, percent, texts, summaries; sorted, shaded, exported."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static, TextArea

from qualwb.acts import codings, summaries, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import Passage, passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.acts.summaries import set_summary
from qualwb.cli.app import run
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.registry import actions
from qualwb.workbench.screens.matrix.matrix_choices import CELLS
from qualwb.workbench.screens.matrix.screen import MatrixScreen
from qualwb.workbench.writing_dialogs import TextDialog
from tests.conftest import transcript_of
from tests.projects import place_of
from tests.workbench.screens.coded_material import GOOD, assert_golden, coded, lines, press, shown, study

__all__ = ["coded", "study"]


KEYS = {action.id: action.keys.split(",")[0] for action in actions.MATRIX}
ROWS, COLUMNS, COUNT = KEYS["matrix.rows"], KEYS["matrix.columns"], KEYS["matrix.count"]
CELLS_KEY, EXPORT = KEYS["matrix.cells"], KEYS["matrix.export"]


def screen_of(pilot: Pilot[int]) -> MatrixScreen:
    screen = pilot.app.screen
    assert isinstance(screen, MatrixScreen)
    return screen


def rows_of(pilot: Pilot[int]) -> dict[str, tuple[str, ...]]:
    """What the table shows, by the names of rows."""
    return {row.name: row.cells for row in screen_of(pilot).table.rows}


def written(researcher: Researcher) -> dict[tuple[str, str, str], str]:
    with researcher.project.reading() as connection:
        found = summaries.summaries(connection)
    return {(one.theme, one.group, one.participant): one.text for one in found}


PERCENTS = {
    "percent column": (("75.0 %", "100.0 %", "80.0 %"), ("4", "1", "5")),
    "percent row": (("75.0 %", "25.0 %", "4"), ("80.0 %", "20.0 %", "5")),
    "percent all": (("60.0 %", "20.0 %", "80.0 %"), ("80.0 %", "20.0 %", "100.0 %")),
}


@pytest.mark.parametrize("cells", PERCENTS)
async def test_percent_of_the_column_the_row_or_all(coded: Researcher, cells: str) -> None:
    of = {"percent column": "of the column", "percent row": "of the row", "percent all": "of all"}[cells]
    async with shown(coded, "f5") as pilot:
        await press(pilot, CELLS_KEY, f"<percent {of}>", "enter")
        found = list(rows_of(pilot).values())
        assert (found[1], found[-1]) == PERCENTS[cells]
        assert f"t: percent {of}" in lines(pilot)[0]


async def test_texts_stand_in_several_lines(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        await press(pilot, CELLS_KEY, "<extent>", "enter")
        assert rows_of(pilot)["Möten"] == (
            "1 (1 of 2 participants)",
            "",
            "1 (1 of 4 participants, 1 of 2 groups)",
        )
        await press(pilot, CELLS_KEY, "<quotes>", "enter")
        assert "Men mötena var bra" in rows_of(pilot)["Möten"][0]
        assert any("Men mötena var bra" in line for line in lines(pilot))
        assert screen_of(pilot).table.virtual_size.height == 1 + 3 * 3


async def test_what_goes_with_the_cells_gives_way_to_them(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        await press(pilot, ROWS, COLUMNS, "<speakers>", "enter", COUNT, "<words>", "enter")
        await press(pilot, CELLS_KEY, "<summaries>", "enter")
        assert f"{ROWS}: themes  {COLUMNS}: groups  t: summaries" in lines(pilot)[0]
        await press(pilot, ROWS)
        assert f"{ROWS}: codes  {COLUMNS}: groups  t: numbers" in lines(pilot)[0]
        await press(pilot, CELLS_KEY, "<extent>", "enter", COUNT, "<words>", "enter")
        assert ": numbers  " in lines(pilot)[0]


async def test_a_summary_is_written_in_its_cell_with_the_quotes_at_hand(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        await press(pilot, CELLS_KEY, "<summaries>", "enter", "down", "down")
        assert rows_of(pilot)["Möten"] == ("○", "")
        assert "○ coded, not yet summed up: e does it" in "\n".join(lines(pilot))
        await press(pilot, "e")
        dialog = pilot.app.screen
        assert isinstance(dialog, TextDialog)
        assert "Men mötena var bra" in str(dialog.query_one(".dialog-context Static", Static).render())
        await press(pilot, "<De gav mycket.>", "ctrl+s")
        assert written(coded) == {("Möten", "Grupp 1", ""): "De gav mycket."}
        assert rows_of(pilot)["Möten"][0].startswith("De gav mycket.")
        assert screen_of(pilot).table.place == (2, 0)
        await press(pilot, "e", "< Resor med.>", "ctrl+s")
        assert written(coded)["Möten", "Grupp 1", ""] == "De gav mycket. Resor med."
        await press(pilot, "d")
        assert written(coded) == {}
        await press(pilot, "u")
        assert list(written(coded)) == [("Möten", "Grupp 1", "")]


async def summed_up(pilot: Pilot[int], coded: Researcher, quote: str) -> Passage:
    """A summary is written; returns a passage of its cell."""
    await press(pilot, CELLS_KEY, "<summaries>", "enter", "down", "down", "e")
    await press(pilot, "<De gav mycket.>", "ctrl+s")
    with coded.project.reading() as connection:
        return passage_quoted(connection, "Intervju 1", quote)


async def test_what_was_coded_since_is_marked_beside_the_summary(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        passage = await summed_up(pilot, coded, "dom gav mycket")
        codings.apply(coded, passage, [GOOD])
        pilot.app.changed()
        await press(pilot)
        assert rows_of(pilot)["Möten"][0].startswith("+ De gav mycket.")
        assert "+ coded since: e shows what" in "\n".join(lines(pilot))
        await press(pilot, "e")
        told = str(pilot.app.screen.query_one(".dialog-context Static", Static).render()).splitlines()
        assert told[0] == "2 passages, 1 coded since this was written, marked +"
        assert [line[:2] for line in told[1:]] == ["1/", "+ "]
        await press(pilot, "< Båda.>", "ctrl+s", "e")
        told = str(pilot.app.screen.query_one(".dialog-context Static", Static).render()).splitlines()
        assert told[0] == "2 passages"


async def test_a_summary_whose_passages_are_gone_is_marked(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        passage = await summed_up(pilot, coded, "Men mötena var bra")
        codings.remove(coded, codings.codings_of(coded, passage, GOOD))
        pilot.app.changed()
        await press(pilot)
        assert rows_of(pilot)["Möten"][0].startswith("− De gav mycket.")
        told = " ".join(" ".join(lines(pilot)).split())
        assert "− summed up, but nothing is coded there, or no longer" in told
        await press(pilot, "u")
        assert rows_of(pilot)["Möten"][0].startswith("De gav mycket.")


async def test_what_gives_way_to_a_choice_is_said(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        await press(pilot, COLUMNS, "<sources>", "enter", CELLS_KEY, "<summaries>", "enter")
        said = [note.message for note in pilot.app._notifications]
        assert said == ["They do not go together: columns are groups now."]
        await press(pilot, COLUMNS, "<sources>", "enter")
        said = [note.message for note in pilot.app._notifications]
        assert said[-1] == "They do not go together: cells are numbers now."


async def test_that_nobody_has_coded_there_is_said_beside_the_summary(coded: Researcher) -> None:
    import_transcript(
        coded, transcript_of((("Eva", "Resorna tog tid."),)), name="Intervju 3", group="Grupp 3"
    )
    async with shown(coded, "f5") as pilot:
        await press(pilot, "down", "down", "right", "right", "e")
        told = " ".join(" ".join(lines(pilot)).split())
        assert "Nobody has coded here" in told
        await press(pilot, "escape", "left", "e")
        assert "Nobody has coded here" not in " ".join(" ".join(lines(pilot)).split())


async def test_every_quote_can_be_read_beside_the_summary(study: Researcher) -> None:
    async with shown(study, "f5", (80, 24)) as pilot:
        await press(pilot, CELLS_KEY, "<summaries>", "enter", "e")
        told = "\n".join(lines(pilot))
        assert "8 passages" in told
        assert "1/8 D3: Nä men det behövdes inte." in told
        assert "Ctrl+Down reads on above" in told
        for _screenful in range(15):
            await press(pilot, "ctrl+down")
            told += "\n".join(lines(pilot))
        assert all(f"{n}/8 " in told for n in range(1, 9))
        assert isinstance(pilot.app.focused, TextArea)
        await press(pilot, *["ctrl+up"] * 15)
        assert "1/8 D3: Nä men det behövdes inte." in "\n".join(lines(pilot))


async def test_a_summary_for_a_participant(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        await press(pilot, CELLS_KEY, "<summaries>", "enter", COLUMNS, "<participants>", "enter")
        await press(pilot, "e", "<Björns ord.>", "ctrl+s")
        assert written(coded) == {("Före", "Grupp 1", "Björn"): "Björns ord."}


async def test_a_summary_that_a_colleague_wrote_meanwhile_is_shown_and_not_lost(coded: Researcher) -> None:
    set_summary(coded, "Möten", "Grupp 1", "Först.")
    async with shown(coded, "f5") as pilot:
        await press(pilot, CELLS_KEY, "<summaries>", "enter", "down", "down", "e", "< Sedan.>")
        set_summary(coded, "Möten", "Grupp 1", "Kollegans ord.")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, FailureDialog)
        await press(pilot, "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, TextDialog)
        assert "Kollegans ord." in "\n".join(lines(pilot))
        assert dialog.query_one(TextArea).text == "Först. Sedan."
        await press(pilot, "ctrl+s")
        assert written(coded)["Möten", "Grupp 1", ""] == "Först. Sedan."


async def test_where_no_summary_is_written_that_is_said(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        await press(pilot, ROWS, "e", "d")
        assert isinstance(pilot.app.screen, MatrixScreen)
        told = [note.message for note in pilot.app._notifications]
        assert len(told) == 2
        assert all("R and C choose them" in one for one in told)
        await press(pilot, ROWS, "end", "e")
        assert isinstance(pilot.app.screen, MatrixScreen)
        assert "not of totals" in [note.message for note in pilot.app._notifications][-1]
        assert written(coded) == {}


async def test_a_summary_is_written_while_the_cells_show_numbers(coded: Researcher) -> None:
    set_summary(coded, "Möten", "Grupp 1", "De gav mycket.")
    async with shown(coded, "f5") as pilot:
        await press(pilot, "down", "down", "e", "< Resor med.>", "ctrl+s")
        assert written(coded)["Möten", "Grupp 1", ""] == "De gav mycket. Resor med."
        assert "t shows the summaries" in [note.message for note in pilot.app._notifications][-1]
        await press(pilot, "d")
        assert written(coded) == {}


async def test_rows_are_sorted_by_the_column_of_the_cursor(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        await press(pilot, ROWS)
        as_they_are = list(rows_of(pilot))
        await press(pilot, "down", "right", "s", "enter")
        assert "Grupp 2 ▼" in lines(pilot)[1]
        assert "s: Grupp 2 ▼" in lines(pilot)[0]
        assert [cells[1] for cells in rows_of(pilot).values()] == ["1", "1", "", "", "2"]
        assert screen_of(pilot).table.place[1] == 1
        await press(pilot, "s", "<rows by Grupp 2, least>", "enter")
        assert [cells[1] for cells in rows_of(pilot).values()] == ["", "", "1", "1", "2"]
        await press(pilot, "s", "<as they are>", "enter")
        assert list(rows_of(pilot)) == as_they_are
        await press(pilot, "end", "s", "enter")
        assert [cells[-1] for cells in rows_of(pilot).values()] == ["3", "1", "1", "1", "6"]


async def test_it_is_said_that_themes_are_sorted_within_their_main_themes(coded: Researcher) -> None:
    async with shown(coded, "f5", (160, 24)) as pilot:
        await press(pilot, "down", "right", "s")
        assert "rows by Grupp 2, most first, within each main theme" in "\n".join(lines(pilot))
        await press(pilot, "enter")
        assert "s: Grupp 2 ▼ within each main theme" in "\n".join(lines(pilot)[:2])
        await press(pilot, ROWS)  # codes, none of which lies beneath another
        await press(pilot, "s", "enter")
        assert "within" not in "\n".join(lines(pilot)[:2])


async def test_what_was_sorted_is_shown_from_its_top(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        table = screen_of(pilot).table
        await press(pilot, ROWS, "down", "down", "right", "s", "enter")
        assert table.place == (0, 1)
        await press(pilot, "down", "s", "<columns by>", "enter")
        assert table.place == (1, 0)


async def test_a_click_on_a_heading_sorts_by_it(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        await press(pilot, ROWS)
        at = lines(pilot)[1].index("Grupp 2")
        for sign in ("Grupp 2 ▼", "Grupp 2 ▲", "Grupp 2 "):
            await pilot.click("#matrix", offset=(at, 0))
            await press(pilot)
            assert sign in lines(pilot)[1]
        assert "▲" not in lines(pilot)[1]


async def test_columns_are_sorted_by_the_row_of_the_cursor(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        await press(pilot, "down", "s", "<columns by Otydligt syfte, least>", "enter")
        text = lines(pilot)
        assert text[1].index("Grupp 2") < text[1].index("Grupp 1")
        assert "Otydligt syfte ▲" in "\n".join(text)
        await press(pilot, COLUMNS, "<speakers>", "enter")
        assert "▲" in lines(pilot)[0]
        await press(pilot, ROWS)
        assert "▲" not in lines(pilot)[0]


async def test_what_was_sorted_by_and_is_gone_is_sorted_by_no_longer(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        await press(pilot, "down", "down", "s", "<columns>", "enter")
        themes.delete(coded, ["Möten"])
        await press(pilot, "z", "z")
        assert "Möten" not in rows_of(pilot)
        assert "▼" not in lines(pilot)[0]


async def test_cells_are_shaded_by_signs_too(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        row = next(line for line in lines(pilot) if "Otydligt syfte" in line)
        assert ("█" in row, "▒" in row) == (True, True)
        assert not set("░▒▓█") & set(next(line for line in lines(pilot) if "Före" in line))
        await press(pilot, "w")
        assert not set("░▒▓█") & set("".join(lines(pilot)[:6]))


async def test_shades_are_seen_without_colour(coded: Researcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with shown(coded, "f5") as pilot:
        row = next(line for line in lines(pilot) if "Otydligt syfte" in line)
        assert "█" in row


OPTIONS = {
    "numbers": [],
    "percent column": ["--cells", "percent"],
    "percent row": ["--cells", "percent", "--percent-of", "row"],
    "percent all": ["--cells", "percent", "--percent-of", "all"],
    "extent": ["--cells", "extent"],
    "quotes": ["--cells", "quotes"],
    "print": ["--cells", "quotes", "--print"],
    "summaries": ["--cells", "summaries"],
}


@pytest.mark.parametrize("cells", CELLS)
async def test_the_file_is_the_one_that_the_command_writes(
    coded: Researcher, tmp_path: Path, cells: str
) -> None:
    set_summary(coded, "Möten", "Grupp 1", "De gav mycket.")
    names = ["m.csv", "m.json", "m.xlsx", "m.docx", "m.md", "m.html", "m.tex"]
    async with shown(coded, "f5") as pilot:
        screen = screen_of(pilot)
        place = str(CELLS.index(cells))
        await press(pilot, CELLS_KEY, *["down"] * int(place), "enter")
        assert screen.choices.cells == cells
        await press(pilot, "o", "down", "right", "s", "enter", "s", "<columns>", "enter")
        for name in names:
            await press(pilot, EXPORT, "end", "ctrl+u", f"<{tmp_path / name}>", "enter")
    sorted_by = ["--sort-by", "Grupp 2", "--sort-columns-by", "Otydligt syfte"]
    for name in names:
        said = tmp_path / f"said-{name}"
        project = ["-p", place_of(coded.project), "matrix", "--moderator", "--in-round", coded.round]
        assert run([*project, *OPTIONS[cells], *sorted_by, "-o", str(said)]) == 0
        assert (tmp_path / name).read_bytes() == said.read_bytes(), name


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("cells", ["percent of the row", "quotes", "summaries"])
async def test_what_the_cells_look_like(coded: Researcher, cells: str, size: tuple[int, int]) -> None:
    set_summary(coded, "Möten", "Grupp 1", "De gav mycket, fast resorna tog tid och åt upp det som vanns.")
    async with shown(coded, "f5", size) as pilot:
        await press(pilot, CELLS_KEY, f"<{cells}>", "enter", "down", "down")
        assert_golden(f"matrix-{cells.split()[0]}-{size[0]}x{size[1]}", lines(pilot))
