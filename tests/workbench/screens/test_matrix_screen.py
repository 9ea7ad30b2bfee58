"""The matrix: what is counted, from a cell to its quotes, from a quote to its place and back."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualwb.acts import codings, files, sources, themes
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.matrix import theme_matrix
from qualwb.analysis.quotes import find_quotes
from qualwb.analysis.selection import Selection
from qualwb.workbench.dialogs import ChoiceDialog, FailureDialog
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.matrix.drill_down import MatrixCell, name_of, query_for
from qualwb.workbench.screens.matrix.matrix_choices import MatrixChoices
from qualwb.workbench.screens.matrix.screen import MatrixScreen
from qualwb.workbench.widgets.notes_pane import NotesPane
from qualwb.workbench.widgets.quote_list import QuoteList
from tests.workbench.screens.by_command import written_by_command
from tests.workbench.screens.coded_material import (
    assert_golden,
    coded,
    lines,
    press,
    rows,
    shown,
    study,
)
from tests.workbench.settling import settle

__all__ = ["coded", "study"]


def screen_of(pilot: Pilot[int]) -> MatrixScreen:
    screen = pilot.app.screen
    assert isinstance(screen, MatrixScreen)
    return screen


def cell_names(pilot: Pilot[int]) -> tuple[str, str]:
    """What the row and the column of the cursor are called."""
    screen = screen_of(pilot)
    assert screen.counted is not None
    assert screen.cell is not None
    return name_of(screen.counted.view.matrix, screen.cell)


def cells(pilot: Pilot[int]) -> list[list[str]]:
    """What the table shows, row by row."""
    return [["  " * row.depth + row.name, *row.cells] for row in screen_of(pilot).table.rows]


async def test_themes_by_groups_at_first(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        assert cells(pilot) == [
            ["Före", "4", "1", "5"],
            ["  Otydligt syfte", "3", "1", "4"],
            ["  Möten", "1", "", "1"],
            ["all", "4", "1", "5"],
        ]


async def test_people_of_a_printed_report_are_unknown_not_none(researcher: Researcher) -> None:
    printed = Path(__file__).parents[2] / "transcripts" / "core" / "printed_inline.txt"
    files.store_file(researcher, files.read_file(printed, "report"))
    async with shown(researcher, "f5") as pilot:
        await press(pilot, "number_sign", "<participants>", "enter")
        assert cells(pilot)[0] == ["Vem lagar maten", "–", "–"]
        assert cells(pilot)[-1] == ["all", "–", "–"]
        text = "\n".join(lines(pilot))
        assert "Vem lagar maten × printed_inline: nobody is known to speak" in text
        assert "4 turns in these passages name no speaker" in text
        await press(pilot, "end")
        assert "Vem lagar maten × total: nobody is known to speak" in "\n".join(lines(pilot))


async def test_a_claim_that_the_codings_do_not_bear_out_is_told(coded: Researcher) -> None:
    themes.describe(coded, "Möten", claim="båda grupperna")
    async with shown(coded, "f5") as pilot:
        await press(pilot, "down", "down")
        said = " ".join(" ".join(lines(pilot)).split())
        assert "(!) Möten" in said
        assert "1 of 2 groups (!) claimed: båda grupperna" in said
        assert "(!) claim not borne out by the codings: Möten (båda grupperna; coded" in said


async def test_rows_columns_and_counts_are_chosen_by_keys(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        await press(pilot, "R")
        assert ["resorna tog tid", "", "1", "1"] in cells(pilot)
        await press(pilot, "C", "<speakers>", "enter", "number_sign", "<words>", "enter")
        counted = screen_of(pilot).counted
        assert counted is not None
        assert (counted.view.matrix.rows_kind, counted.view.matrix.columns_kind) == ("codes", "speakers")
        assert counted.view.matrix.count == "words"


async def test_key_quotes_only_and_the_moderator_too(coded: Researcher) -> None:
    (first,) = rows(coded, "SELECT min(id) FROM coding")[0]
    codings.cite(coded, [first])
    async with shown(coded, "f5") as pilot:
        await press(pilot, "z")
        assert cells(pilot)[0] == ["Före", "1", "", "1"]
        assert any("Key quotes only" in line for line in lines(pilot))
        assert any("Left out: moderator" in line for line in lines(pilot))
        await press(pilot, "o")
        assert not any("Left out: moderator" in line for line in lines(pilot))


async def test_from_a_cell_to_its_quotes_to_their_place_and_back(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        await press(pilot, "down", "enter")
        screen = screen_of(pilot)
        assert [quote.text for quote in screen.quotes.quotes] == [
            "Det var otydligt.",
            "Ingen visste vad det skulle bli 👩‍👩‍👧 av det.",
            "Vi fick ett papper i handen",
        ]
        await press(pilot, "down", "down", "enter")
        code_screen = pilot.app.screen
        assert isinstance(code_screen, CodeScreen)
        start, end = code_screen.view.passage
        assert code_screen.source is not None
        assert code_screen.source.document.text[start:end] == "Vi fick ett papper i handen"
        await press(pilot, "f5")
        assert cell_names(pilot) == ("Otydligt syfte", "Grupp 1")
        assert screen_of(pilot).quotes.index == 2
        assert screen_of(pilot).quotes.has_focus
        await press(pilot, "escape")
        assert screen_of(pilot).table.has_focus


async def test_the_cursor_stays_on_its_cell_when_the_project_changes(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        await press(pilot, "down", "down", "right")
        assert cell_names(pilot) == ("Möten", "Grupp 2")
        await press(pilot, "u", "enter", "u", "enter")
        assert screen_of(pilot).cell is not None
        await press(pilot, "ctrl+r", "ctrl+r")
        assert [row[0].strip() for row in cells(pilot)][:3] == ["Före", "Otydligt syfte", "Möten"]


@pytest.mark.parametrize("name", ["m.xlsx", "m.csv", "m.md", "m.html", "m.docx"])
async def test_the_matrix_is_exported_by_the_files_name(coded: Researcher, tmp_path: Path, name: str) -> None:
    async with shown(coded, "f5") as pilot:
        await press(pilot, "E", "end", "ctrl+u", f"<{name}>", "enter")
        content = (tmp_path / name).read_bytes()
        if name.endswith(("csv", "md", "html")):
            assert "Otydligt syfte" in content.decode()
        else:
            assert content[:2] == b"PK"


async def test_a_file_is_written_over_only_when_that_is_confirmed(coded: Researcher, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("mine")
    async with shown(coded, "f5") as pilot:
        await press(pilot, "E", "end", "ctrl+u", "<m.csv>", "enter")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await press(pilot, "enter")
        assert (tmp_path / "m.csv").read_text() == "mine"
        await press(pilot, "E", "end", "ctrl+u", "<m.csv>", "enter", "<yes>", "enter")
        assert "Möten" in (tmp_path / "m.csv").read_text()


async def test_an_unknown_format_is_explained(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        await press(pilot, "E", "end", "ctrl+u", "<m.pdf>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)


async def test_an_empty_project_says_what_to_do(researcher: Researcher) -> None:
    async with shown(researcher, "f5", (80, 24)) as pilot:
        await press(pilot, "enter", "down", "z", "o", "b")
        assert any("F3" in line for line in lines(pilot))
        await press(pilot, "R", "enter")
        assert any("F2" in line for line in lines(pilot))


@pytest.mark.parametrize("columns", ["groups", "sources", "speakers", "participants", "questions", "coders"])
@pytest.mark.parametrize("kind", ["themes", "codes"])
def test_a_cell_has_as_many_quotes_as_it_counts(study: Researcher, kind: str, columns: str) -> None:
    agree(study, kind, columns)


@pytest.mark.parametrize("attribute", ["huvudman", "längd_minuter"])
def test_a_cell_of_an_attribute_too(study: Researcher, attribute: str) -> None:
    agree(study, "themes", attribute)


@pytest.mark.parametrize("kind", ["themes", "codes"])
def test_a_cell_of_what_is_found_in_four_groups_too(study: Researcher, kind: str) -> None:
    agree(study, kind, "groups", in_groups=4)


def agree(study: Researcher, kind: str, columns: str, in_groups: int | None = None) -> None:
    """The cells of three rows, of all rows and of all columns count what they lead to."""
    selection = Selection(rounds=(study.round,), in_groups=in_groups)
    with study.project.reading() as connection:
        matrix = theme_matrix(connection, kind, columns, "passages", selection)
        names = [matrix.rows[0], matrix.rows[len(matrix.rows) // 2], matrix.rows[-1]]
        wanted = {
            MatrixCell(row.slice.key, column.key): value or 0
            for row in names
            for column, value in zip(matrix.slices, row.values, strict=True)
        }
        wanted |= {MatrixCell(row.slice.key, None): row.total for row in names}
        wanted |= {
            MatrixCell(None, column.key): total
            for column, total in zip(matrix.slices, matrix.column_totals, strict=True)
        }
        wanted[MatrixCell(None, None)] = matrix.total
        some = dict(list(wanted.items())[:: max(len(wanted) // 40, 1)])
        found = {}
        for cell in some:
            query = query_for(matrix, selection, cell)
            assert query is not None
            found[cell] = len(find_quotes(connection, query))
        assert query_for(matrix, selection, MatrixCell(-1, None)) is None
    assert found == some


LONG = "Vad som hände i arbetsgruppen efter sommaren när alla hade kommit tillbaka"


async def test_names_of_columns_take_the_room_there_is_else_two_lines(coded: Researcher) -> None:
    sources.rename_group(coded, "Grupp 1", LONG)
    sources.rename_group(coded, "Grupp 2", "Arbetsgruppen för vårdplaner")
    async with shown(coded, "f5", (160, 30)) as pilot:
        assert any(LONG in line for line in lines(pilot)[:3])
        await press(pilot, "s", "enter")
        assert any(LONG + " ▼" in line for line in lines(pilot)[:3])
        await pilot.resize_terminal(80, 24)
        await press(pilot)
        heads = lines(pilot)[1:3]
        assert "Arbetsgruppen" in heads[0]
        assert "vårdplaner" in heads[1]
        assert "… ▼" in heads[1]
        await pilot.click("#matrix", offset=(60, 2))  # the first row below the two lines
        await press(pilot)
        assert screen_of(pilot).table.place[0] == 0


async def test_all_of_the_notes_can_be_read(study: Researcher) -> None:
    async with shown(study, "f5", (80, 24)) as pilot:
        notes = screen_of(pilot).query_one(NotesPane)
        told = set(lines(pilot))
        assert notes.max_scroll_y > 0
        assert notes.show_vertical_scrollbar
        for _screenful in range(4):
            await press(pilot, "J")
            told |= set(lines(pilot))
        assert notes.scroll_offset.y == notes.max_scroll_y
        shown_words = " ".join(line.strip(" ▁▂▃▄▅▆▇█") for line in told)
        counted = screen_of(pilot).counted
        assert counted is not None
        for note in (*counted.view.matrix.notes, *counted.view.matrix.doubts):
            assert not set(note.split()) - set(shown_words.split())
        await press(pilot, "down")
        assert notes.scroll_offset.y == 0


async def test_only_what_is_found_in_all_groups(coded: Researcher) -> None:
    async with shown(coded, "f5", (120, 40)) as pilot:
        assert "bra möten" not in (before := "\n".join(lines(pilot)))
        await press(pilot, "f", "enter")
        after = "\n".join(lines(pilot))
        assert "Otydligt syfte" in before
        assert "Otydligt syfte" in after
        assert "Möten" in before
        assert "Möten" not in after
        assert "Found in all groups" in after


async def test_only_what_one_coder_coded(coded: Researcher, tmp_path: Path) -> None:
    with coded.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 2", "Men mötena var bra")
    codings.apply(Researcher(coded.project, "Bo"), passage, ["bra möten"])
    async with shown(coded, "f5", (120, 40)) as pilot:
        both = cells(pilot)
        await press(pilot, "f", "<coded by Bo>", "enter")
        assert "f: coded by Bo alone" in lines(pilot)[0]
        assert cells(pilot) != both
        command = written_by_command(coded, tmp_path, "matrix", "--by", "Bo", "--in-round", coded.round)
        await press(pilot, "E", "ctrl+u", f"<{tmp_path}/shown.csv>", "enter")
        assert (tmp_path / "shown.csv").read_bytes() == command
        await press(pilot, "f", "<all coders>", "enter")
        assert cells(pilot) == both
        await press(pilot, "f", "<coded by Bo>", "enter", "F")
        assert cells(pilot) == both


async def test_quotes_tell_whose_they_are_where_they_are_not_all_by_the_same(coded: Researcher) -> None:
    with coded.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 2", "Men mötena var bra")
    async with shown(coded, "f5", (120, 40)) as pilot:
        await press(pilot, "end", "G", "enter")
        assert "Karin" not in "\n".join(lines(pilot)[2:])
        await press(pilot, "escape")
        codings.apply(Researcher(coded.project, "Bo"), passage, ["bra möten"])
        pilot.app.changed()
        await settle(pilot)
        await press(pilot, "enter", "home")
        assert "Karin" in "\n".join(lines(pilot)[2:])


async def test_the_codings_of_all_are_offered_where_one_coder_alone_has_any(coded: Researcher) -> None:
    with coded.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 2", "Men mötena var bra")
    codings.apply(Researcher(coded.project, "Bo"), passage, ["bra möten"])
    codings.apply(Researcher(coded.project, "Bo", "konsensus"), passage, ["bra möten"])
    async with shown(coded, "f5", (120, 40)) as pilot:
        await press(pilot, "f", "<coded by Bo>", "enter")
        pilot.app.work_as(round_="konsensus")
        await settle(pilot)
        assert "f: decided or coded by Bo alone" in lines(pilot)[0]
        await press(pilot, "f", "<all coders>", "enter")
        assert "Bo alone" not in lines(pilot)[0]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_the_matrix_looks_like(coded: Researcher, size: tuple[int, int]) -> None:
    async with shown(coded, "f5", size) as pilot:
        await press(pilot, "down", "enter", "down")
        assert_golden(f"matrix-{size[0]}x{size[1]}", lines(pilot))


@pytest.mark.parametrize("suffix", ["svg", "png"])
async def test_what_is_counted_is_drawn_where_the_files_name_says_so(
    coded: Researcher, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"bild.{suffix}"
    async with shown(coded, "matrix") as pilot:
        await press(pilot, "E")
        assert "svg, png" in "\n".join(lines(pilot))
        await press(pilot, "end", "ctrl+u", f"<{file.name}>", "enter")
    begins = {"svg": b"<svg", "png": b"\x89PNG"}[suffix]
    assert begins in file.read_bytes()[:200]


async def test_a_quote_longer_than_its_pane_is_read_to_its_end(study: Researcher) -> None:
    async with shown(study, "f5", (80, 24)) as pilot:
        await press(pilot, "enter")
        quotes = pilot.app.screen.query_one(QuoteList)
        height = quotes.scrollable_content_region.height
        long = next(
            at
            for at, quote in enumerate(quotes.quotes)
            if 80 * height < len(" ".join(turn.text for turn in quote.turns))
        )
        quotes.move_to(long)
        last = quotes.quotes[long].turns[-1].text.split()[-1]
        await press(pilot, *["down"] * 20)
        assert quotes.index > long
        quotes.move_to(long)
        seen = "\n".join(lines(pilot))
        while quotes.index == long:
            seen = "\n".join(lines(pilot))
            await press(pilot, "down")
        assert last in seen
        await press(pilot, "up")
        assert quotes.index == long


async def test_what_is_shown_is_remembered_and_not_what_it_is_narrowed_to(coded: Researcher) -> None:
    async with shown(coded, "f5", (120, 30)) as pilot:
        await press(pilot, "o", "<speakers>", "enter", "t", "<summaries>", "enter")
        await press(pilot, "t", "<extent>", "enter", "f", "down", "enter", "ctrl+q")
    async with shown(coded, "f5", (120, 30)) as pilot:
        kept = screen_of(pilot).choices
        assert (kept.columns, kept.cells) == ("groups", "extent")
        assert (kept.in_groups, kept.coder) == (None, "")
        assert "t: extent" in "\n".join(lines(pilot)[:2])
    broken = MatrixChoices.from_kept({"cells": "summaries", "columns": "coders", "count": 3})
    assert (broken.cells, broken.columns, broken.count) == ("summaries", "groups", "passages")


async def test_the_quotes_of_a_cell_are_exported_where_they_have_the_keys(
    coded: Researcher, tmp_path: Path
) -> None:
    file = tmp_path / "citat.md"
    async with shown(coded, "f5") as pilot:
        await press(pilot, "down", "right", "enter", "E", "ctrl+u", f"<{file}>", "enter")
    text = file.read_text(encoding="utf-8")
    assert "Otydligt syfte × Grupp 2" in text
    assert "Det var otydligt." in text
    assert "Resorna" not in text
