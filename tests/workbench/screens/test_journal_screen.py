"""The journal: what was done, the rows it wrote, and back to a point."""

from dataclasses import replace
from pathlib import Path

import pytest

from qualwb.acts import codes, codings, corrections
from qualwb.acts.passages import passage_quoted
from qualwb.acts.purging import purge
from qualwb.acts.researcher import Researcher
from qualwb.acts.undoing import undo_back_to
from qualwb.store.check import check
from qualwb.workbench.dialogs import ConfirmDialog, FailureDialog
from qualwb.workbench.widgets.listing import Listing
from tests.workbench.screens.coded_material import assert_golden, lines, press, rows, shown


@pytest.fixture
def worked(material: Researcher) -> Researcher:
    """Acts 2 to 6 on a project with one import: two codes, a coding, a rename and its undo."""
    codes.create(material, "otydligt", definition="Ingen visste.")
    codes.create(material, "papper")
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Det var otydligt.")
    codings.apply(material, passage, ["otydligt"])
    codes.rename(Researcher(material.project, "Lena"), "papper", "papper i handen")
    material.project.undo(coder="Lena")
    return material


def names(researcher: Researcher) -> list[str]:
    return [name for (name,) in rows(researcher, "SELECT name FROM code ORDER BY name")]


async def test_an_empty_project_has_an_empty_journal(researcher: Researcher) -> None:
    async with shown(researcher, "f10") as pilot:
        assert "Nothing has been done yet." in "\n".join(lines(pilot))
        await press(pilot, "U", "enter")


async def test_newest_first_and_what_is_undone_is_told(worked: Researcher) -> None:
    async with shown(worked, "f10") as pilot:
        assert pilot.app.screen.query_one(Listing).keys == [6, 5, 4, 3, 2, 1]
        text = lines(pilot)
        assert "undone" in next(line for line in text if "rename code" in line)
        assert "Lena" in next(line for line in text if "undo  " in line)


@pytest.mark.file_only  # a server purges nothing
async def test_what_a_purge_erased_is_told(worked: Researcher) -> None:
    purge(worked, journal_before="2999-01-01")
    codes.create(worked, "efteråt")
    async with shown(worked, "f10") as pilot:
        assert pilot.app.screen.query_one(Listing).keys == [8, 7, 6, 5, 4, 3, 2, 1]
        text = lines(pilot)
        assert "erased" in next(line for line in text if "rename code" in line)
        assert "erased" not in next(line for line in text if "new code" in line)


async def test_the_rows_of_an_act_in_words(worked: Researcher) -> None:
    async with shown(worked, "f10") as pilot:
        await press(pilot, "down")
        text = "\n".join(lines(pilot))
        assert "± code papper" in text
        await press(pilot, "down")
        text = "\n".join(lines(pilot))
        assert "+ coding Det var otydligt." in text
        assert "source: Intervju 1" in text
        assert "code: otydligt" in text
        await press(pilot, "down", "down")
        assert "definition: Ingen visste." in "\n".join(lines(pilot))


@pytest.mark.file_only  # a server tells of what others do: test_live.py
async def test_the_cursor_on_the_newest_act_goes_to_what_was_done_meanwhile(worked: Researcher) -> None:
    for n in range(40):
        codes.create(worked, f"kod {n}")
    async with shown(worked, "f10", (80, 24)) as pilot:
        listing = pilot.app.screen.query_one(Listing)
        assert listing.key == 46
        await press(pilot, "f2")
        codes.create(worked, "meanwhile")
        codes.create(worked, "at last")
        await press(pilot, "f10")
        assert listing.key == 48
        assert any("at last" in line for line in lines(pilot)[:4])
        assert "new" not in lines(pilot)[0]


@pytest.mark.file_only  # a server tells of what others do: test_live.py
async def test_a_cursor_on_an_older_act_stays_and_the_new_ones_are_counted(worked: Researcher) -> None:
    async with shown(worked, "f10") as pilot:
        listing = pilot.app.screen.query_one(Listing)
        await press(pilot, "down", "f2")
        codes.create(worked, "meanwhile")
        codes.create(worked, "at last")
        await press(pilot, "g", "j")
        assert listing.key == 5
        assert "2 new above" in lines(pilot)[0]
        await press(pilot, "up", "up")
        assert "1 new above" in lines(pilot)[0]
        await press(pilot, "up")
        assert "new above" not in lines(pilot)[0]


async def test_the_newest_that_a_filter_shows_is_gone_to(worked: Researcher) -> None:
    async with shown(worked, "f10") as pilot:
        listing = pilot.app.screen.query_one(Listing)
        await press(pilot, "slash", "<papper>", "enter", "f2")
        codes.create(worked, "papper igen")
        codes.create(worked, "annat")
        await press(pilot, "f10")
        assert listing.key == 7
        assert "1 new above" in lines(pilot)[0]


async def test_undo_to_a_point_asks_with_the_number_of_acts(worked: Researcher) -> None:
    async with shown(worked, "f10") as pilot:
        listing = pilot.app.screen.query_one(Listing)
        listing.go_to(3)
        await press(pilot, "U")
        assert isinstance(pilot.app.screen, ConfirmDialog)
        assert "Undo 2 acts?" in "\n".join(lines(pilot))
        await press(pilot, "escape")
        assert names(worked) == ["otydligt", "papper"]
        await press(pilot, "U", "enter")
        assert names(worked) == ["otydligt"]
        assert rows(worked, "SELECT * FROM coding") == []
        assert check(worked.project) == []
        await press(pilot, "ctrl+r", "ctrl+r")
        assert names(worked) == ["otydligt", "papper"]
        assert len(rows(worked, "SELECT * FROM coding")) == 1


async def test_of_a_correction_the_words_are_told(worked: Researcher) -> None:
    with worked.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "papper")
    corrections.replace_passage(worked, passage, "blad")
    async with shown(worked, "f10") as pilot:
        told = "\n".join(lines(pilot))
        assert "”Vi fick ett papper i handen, sen” → ”Vi fick ett blad i handen, sen”" in told


async def test_of_a_correction_that_was_undone_no_other_words_are_told(worked: Researcher) -> None:
    for old, new in (("papper", "blad"), ("mötena", "träffarna")):
        with worked.project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", old)
        corrections.replace_passage(worked, passage, new)
        if new == "blad":
            worked.project.undo(coder="Karin")
    async with shown(worked, "f10") as pilot:
        assert "träffarna" in "\n".join(lines(pilot))
        pilot.app.screen.query_one(Listing).go_to(7)
        await press(pilot)
        assert "träffarna" not in "\n".join(lines(pilot))


async def test_one_act_is_undone_and_what_came_after_stays(worked: Researcher) -> None:
    codes.create(worked, "resor")
    async with shown(worked, "f10") as pilot:
        listing = pilot.app.screen.query_one(Listing)
        listing.go_to(3)
        await press(pilot, "x")
        told = " ".join(" ".join(lines(pilot)).replace("│", " ").split())
        assert "3 new code 'papper'" in told
        assert "What was done since stays" in told
        await press(pilot, "escape")
        assert names(worked) == ["otydligt", "papper", "resor"]
        await press(pilot, "x", "enter")
        assert names(worked) == ["otydligt", "resor"]
        assert any("Undone: new code 'papper'" in note.message for note in pilot.app._notifications)
        await press(pilot, "f10")
        listing.go_to(2)
        await press(pilot, "x", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert "something was built on it since" in " ".join(" ".join(lines(pilot)).split())
        await press(pilot, "enter", "ctrl+r")
        assert names(worked) == ["otydligt", "papper", "resor"]


@pytest.mark.file_only  # on a server each undoes their own acts
async def test_undo_to_a_point_says_whose_acts_go(worked: Researcher) -> None:
    codes.create(replace(worked, coder="Bo"), "Bos kod")
    async with shown(worked, "f10") as pilot:
        pilot.app.screen.query_one(Listing).go_to(4)
        await press(pilot, "U")
        told = " ".join(" ".join(lines(pilot)).replace("│", " ").split())
        assert "By whom: Bo 1, Karin 1." in told


async def test_undo_to_what_is_undone_already_does_nothing(worked: Researcher) -> None:
    async with shown(worked, "f10") as pilot:
        await press(pilot, "U")
        assert not isinstance(pilot.app.screen, ConfirmDialog)


def test_undo_back_can_be_ended_after_any_act(worked: Researcher) -> None:
    undone = undo_back_to(worked, 1, lambda done: done < 2)
    assert [change.id for change in undone] == [4, 3]
    assert names(worked) == ["otydligt"]
    assert [change.id for change in undo_back_to(worked, 1)] == [2, 1]
    assert undo_back_to(worked, 1) == ()
    assert rows(worked, "SELECT * FROM turn") == []
    assert check(worked.project) == []


async def test_the_journal_is_filtered_and_exported(worked: Researcher, tmp_path: Path) -> None:
    async with shown(worked, "f10") as pilot:
        await press(pilot, "slash", "<papper>", "enter")
        assert pilot.app.screen.query_one(Listing).keys == [6, 5, 3]
        await press(pilot, "E", "ctrl+u", f"<{tmp_path / 'j.csv'}>", "enter")
        assert (tmp_path / "j.csv").read_text("utf-8").count("\n") == 7


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_screen_as_text(worked: Researcher, size: tuple[int, int]) -> None:
    with worked.project.writing() as connection:
        connection.exec_driver_sql("UPDATE change SET at = '2026-01-02T03:04:05'")
    async with shown(worked, "f10", size) as pilot:
        await press(pilot, "down")
        assert_golden(f"journal-{size[0]}x{size[1]}", lines(pilot))


async def test_from_an_act_to_the_passage_it_was_about(worked: Researcher) -> None:
    ((coding,),) = rows(worked, "SELECT id FROM change WHERE act LIKE 'coding.%'")
    ((code,),) = rows(worked, "SELECT min(id) FROM change WHERE act LIKE 'code.%'")
    async with shown(worked, "journal") as pilot:
        listing = pilot.app.screen.query_one(Listing)
        listing.go_to(code)
        await press(pilot, "ctrl+o")
        assert pilot.app.state.screen == "journal"
        assert "No passage of this act stands in a text now." in [n.message for n in pilot.app._notifications]
        listing.go_to(coding)
        await press(pilot, "ctrl+o")
        assert pilot.app.state.screen == "code"
        assert "Det var otydligt." in "\n".join(lines(pilot))
        assert "SELECT 3 words" in lines(pilot)[0]
