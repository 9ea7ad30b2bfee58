"""The participants: role, alias, attributes, merging, and who is behind a label."""

import pytest
from sqlalchemy import select

from qualwb.acts import people
from qualwb.acts.corrections import replace_passage
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.model import Participant
from qualwb.store.check import check
from qualwb.workbench.dialogs import ConfirmDialog
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.participants import ParticipantsScreen
from qualwb.workbench.widgets.listing import Listing
from tests.conftest import transcript_of
from tests.workbench.screens.coded_material import assert_golden, coded, lines, press, rows, shown, study

__all__ = ["coded", "study"]

PEOPLE = "SELECT alias, role, attributes FROM participant ORDER BY alias"
LABELS = "SELECT label, alias FROM speaker LEFT JOIN participant AS p ON p.id = participant_id ORDER BY label"


async def test_an_empty_project_says_where_people_come_from(researcher: Researcher) -> None:
    async with shown(researcher, "f7") as pilot:
        assert "people come with the transcripts" in "\n".join(lines(pilot))
        assert "V on F2 says who speaks a turn" in " ".join(" ".join(lines(pilot)).split())
        await press(pilot, "t", "a", "e", "M", "V", "m", "enter")
        assert isinstance(pilot.app.screen, ParticipantsScreen)


async def test_the_moderator_has_no_share(material: Researcher) -> None:
    async with shown(material, "f7") as pilot:
        text = lines(pilot)
        moderator = next(line for line in text if " Moderator " in line)
        asa = next(line for line in text if " Åsa " in line)
        assert "%" not in moderator
        assert "67 %" in asa  # 18 of the participants' 27 words


async def test_a_share_that_is_not_known_says_why(material: Researcher) -> None:
    talk = transcript_of([(None, f"Det var {n} gånger.") for n in range(9)])
    import_transcript(material, talk, name="Intervju 3", group="Grupp 3")
    people.set_turn_speaker(material, "Intervju 3", [1], "Eva")
    async with shown(material, "f7") as pilot:
        await press(pilot, "slash", "<Eva>", "enter")
        told = " ".join(" ".join(lines(pilot)).split())
        assert "No share: 8 turns of the group name nobody" in told


async def test_who_has_an_attribute_is_found_by_its_value(material: Researcher) -> None:
    people.describe_participant(material, "Grupp 1", "Åsa", kön="kvinna")
    async with shown(material, "f7") as pilot:
        listing = pilot.app.screen.query_one(Listing)
        await press(pilot, "slash", "<kön=kv>")
        assert listing.keys == [("Grupp 1", "Åsa")]
        await press(pilot, *["backspace"] * 2, '<"">')
        assert len(listing.keys) == 2


async def test_whose_role_is_unknown_is_no_moderator(material: Researcher) -> None:
    async with shown(material, "f7") as pilot:
        assert any("2 participants · 1 moderator or observer" in line for line in lines(pilot))
        await press(pilot, "space", "down", "space", "down", "space", "t", "<unknown>", "enter")
        assert [row[1] for row in rows(material, PEOPLE)] == ["unknown", "unknown", "unknown"]
        assert any("3 participants · 0 moderators and observers" in line for line in lines(pilot))


async def test_marked_persons_get_a_role(material: Researcher) -> None:
    async with shown(material, "f7") as pilot:
        await press(pilot, "t")
        assert sum("(now)" in line for line in lines(pilot)) == 1
        await press(pilot, "escape", "space", "down", "space", "down", "space", "t")
        assert not any("(now)" in line for line in lines(pilot))
        await press(pilot, "<observer>", "enter")
        assert [row[1] for row in rows(material, PEOPLE)] == ["observer", "observer", "observer"]
        await press(pilot, "u")
        assert [row[1] for row in rows(material, PEOPLE)] == ["participant", "moderator", "participant"]


def attributes_of(researcher: Researcher) -> list[dict[str, str]]:
    """Those of each person."""
    with researcher.project.reading() as connection:
        return list(connection.execute(select(Participant.attributes).order_by(Participant.alias)).scalars())


async def test_attributes_become_columns(material: Researcher) -> None:
    async with shown(material, "f7") as pilot:
        await press(pilot, "e", "<arbete = kurator>", "ctrl+s")
        assert rows(material, PEOPLE)[0][:2] == ("Björn", "participant")
        assert attributes_of(material) == [{"arbete": "kurator"}, {}, {}]
        assert any("arbete" in line and "Participant" in line for line in lines(pilot))
        # Another person is offered the name; left empty, it is not set.
        await press(pilot, "down", "e", "ctrl+s")
        assert attributes_of(material) == [{"arbete": "kurator"}, {}, {}]


async def test_the_cursor_follows_who_is_renamed(material: Researcher) -> None:
    async with shown(material, "f7") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ParticipantsScreen)
        await press(pilot, "a", "ctrl+u", "<Öjvind>", "enter")
        assert screen.current is not None
        assert screen.current.alias == "Öjvind"


async def test_an_alias_that_is_taken_merges_after_a_question(material: Researcher) -> None:
    async with shown(material, "f7") as pilot:
        await press(pilot, "a", "ctrl+u", "<Åsa>", "enter")
        assert isinstance(pilot.app.screen, ConfirmDialog)
        await press(pilot, "escape")
        assert len(rows(material, PEOPLE)) == 3
        await press(pilot, "a", "ctrl+u", "<Åsa>", "enter", "enter")
        assert [row[0] for row in rows(material, PEOPLE)] == ["Moderator", "Åsa"]
        await press(pilot, "a", "ctrl+u", "<M>", "enter", "u", "u")
        assert len(rows(material, PEOPLE)) == 3
        assert check(material.project) == []


async def test_marked_persons_are_merged(material: Researcher) -> None:
    async with shown(material, "f7") as pilot:
        listing = pilot.app.screen.query_one(Listing)
        await press(pilot, "space")
        listing.go_to(("Grupp 1", "Åsa"))
        await press(pilot, "space", "M", "<Björn>", "enter")
        assert [row[0] for row in rows(material, PEOPLE)] == ["Björn", "Moderator"]
        assert ("Åsa", "Björn") in rows(material, LABELS)


async def test_a_label_is_given_a_person_and_taken_from_one(material: Researcher) -> None:
    async with shown(material, "f7") as pilot:
        assert "Labels of this group that are no one person" in "\n".join(lines(pilot))
        await press(pilot, "V", "<Flera>", "enter", "<Åsa>", "enter")
        assert ("Flera", "Åsa") in rows(material, LABELS)
        await press(pilot, "V", "<Flera>", "enter", "<no one>", "enter")
        assert ("Flera", None) in rows(material, LABELS)
        await press(pilot, "V", "<Flera>", "enter", "<somebody new>", "enter", "ctrl+u", "<Kör>", "enter")
        assert ("Flera", "Kör") in rows(material, LABELS)
        await press(pilot, "V", "<Flera>", "enter", "<Alla>", "enter")
        assert ("Flera", "Alla") in rows(material, LABELS)


async def test_a_note_hangs_on_the_person(material: Researcher) -> None:
    async with shown(material, "f7") as pilot:
        await press(pilot, "m", "<talar lite>", "ctrl+s")
        assert rows(
            material, "SELECT text, alias FROM memo JOIN participant AS p ON p.id = participant_id"
        ) == [("talar lite", "Björn")]


async def test_enter_goes_to_the_persons_first_words(material: Researcher) -> None:
    async with shown(material, "f7") as pilot:
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        start, end = screen.view.passage
        assert screen.source is not None
        assert screen.source.document.text[start:end] == "Vi fick ett papper i handen, sen åkte vi."


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_screen_as_text(study: Researcher, size: tuple[int, int]) -> None:
    async with shown(study, "f7", size) as pilot:
        assert_golden(f"participants-{size[0]}x{size[1]}", lines(pilot))


async def test_marks_of_transcription_take_the_place_of_attributes(material: Researcher) -> None:
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Vi fick ett papper")
    replace_passage(material, passage, "[skratt] Vi (paus) fick [SKRATT] ett papper")
    async with shown(material, "f7") as pilot:
        assert not any("laughter" in line for line in lines(pilot))
        await press(pilot, "w")
        assert any(line.split()[-2:] == ["laughter", "pause"] for line in lines(pilot))
        assert any("marks of transcription" in line for line in lines(pilot))
        screen = pilot.app.screen
        assert isinstance(screen, ParticipantsScreen)
        cells = {row.cells[1]: row.cells[3:5] + row.cells[6:] for row in screen.rows()}
        assert cells["Björn"] == ("1", "9", "2", "1")
        assert cells["Åsa"] == ("2", "18", "0", "0")
        await press(pilot, "w")
        assert not any("laughter" in line for line in lines(pilot))


async def test_one_turn_is_told_as_one(coded: Researcher) -> None:
    async with shown(coded, "f7") as pilot:
        listing = pilot.app.screen.query_one(Listing)
        listing.go_to(next(key for key in listing.keys if "Moderator" in str(key)))
        await press(pilot)
        assert any("Moderator · Intervju 1: 1 turn, 5 words" in line for line in lines(pilot))
