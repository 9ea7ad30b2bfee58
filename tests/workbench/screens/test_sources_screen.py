"""The sources: files in, with a person's word on the speakers; and what can be done to a source."""

import shlex
import threading
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from qualwb.acts import codings, corrections
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.store.texts import current_texts
from qualwb.workbench.dialogs import FailureDialog, ToldDialog
from qualwb.workbench.files_dialog import FilesDialog
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.list_screen import Job
from qualwb.workbench.screens.sources.report_table import ReportTable
from qualwb.workbench.screens.sources.screen import SourcesScreen
from qualwb.workbench.screens.sources.speaker_table import SpeakerTable
from qualwb.workbench.widgets.listing import Listing
from tests.letters import PATIENCE
from tests.workbench.screens.coded_material import (
    assert_golden,
    coded,
    lines,
    press,
    rows,
    settle,
    shown,
    study,
)

__all__ = ["coded", "study"]

TALK = """Moderator: Hur var det från början?
Åsa: Det var otydligt. Ingen visste vad det skulle bli av det.
Problemet är två saker: det ena är tiden och det andra är pengarna.
Björn: Vi fick ett papper i handen, sen åkte vi. [skratt] [bold]nja[/bold]
Åsa: Men mötena var bra, dom gav mycket.
Moderator: Vad hände sen?
Björn: Ingenting.
Åsa: Jo, något blev det.
"""


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A transcript with a sentence that looks like a label, in a folder with a blank in its name."""
    folder = tmp_path / "mina samtal"
    folder.mkdir()
    file = folder / "samtal 1.txt"
    file.write_text(TALK, encoding="utf-8")
    return file


async def import_from(pilot: Pilot[int], *files: Path) -> None:
    """Ask for an import of these files and have them read."""
    await press(pilot, "i")
    assert isinstance(pilot.app.screen, FilesDialog)
    await press(pilot, f"<{shlex.join(map(str, files))}>", "enter")


def turns(researcher: Researcher) -> list[tuple[str | None, int]]:
    """(label, turns) in the store."""
    return rows(
        researcher,
        "SELECT label, count(*) FROM turn LEFT JOIN speaker ON speaker.id = speaker_id "
        "GROUP BY label ORDER BY label",
    )


async def test_nothing_is_stored_before_the_speaker_table_is_answered(
    researcher: Researcher, talk: Path
) -> None:
    async with shown(researcher, "f8") as pilot:
        assert "Press i to import" in "\n".join(lines(pilot))
        await import_from(pilot, talk)
        assert isinstance(pilot.app.screen, SpeakerTable)
        assert rows(researcher, "SELECT * FROM source") == []
        text = "\n".join(lines(pilot))
        assert "Problemet är två saker" in text
        assert "Nothing is stored yet" in text
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SourcesScreen)
        assert rows(researcher, "SELECT name FROM source") == [("samtal 1",)]
        assert turns(researcher) == [("Björn", 2), ("Moderator", 2), ("Åsa", 3)]
        assert check(researcher.project) == []


async def test_a_part_of_a_name_is_enough(researcher: Researcher, talk: Path) -> None:
    async with shown(researcher, "f8") as pilot:
        await press(pilot, "i", f"<'{talk.parent}/mtal>", "enter", "enter")
        assert isinstance(pilot.app.screen, SpeakerTable)


async def test_a_fresh_import_is_what_the_code_screen_shows(
    material: Researcher, talk: Path, tmp_path: Path
) -> None:
    second = tmp_path / "samtal 2.txt"
    second.write_text(TALK + "\nÅsa: Adjö.\n", encoding="utf-8")
    async with shown(material, "f2") as pilot:
        await press(pilot, "f8")
        await import_from(pilot, talk)
        await press(pilot, "enter")
        assert [note.message for note in pilot.app._notifications] == [
            "1 source stored, 7 turns. F2 shows samtal 1."
        ]
        await press(pilot, "f2")
        assert " samtal 1 · turn 1 of 7 " in lines(pilot)[0]
        await press(pilot, "f8")
        await import_from(pilot, second)
        await press(pilot, "enter", "f2")
        assert " samtal 2 · " in lines(pilot)[0]


async def test_an_import_counts_turns_as_the_list_of_sources_does(researcher: Researcher, talk: Path) -> None:
    talk.write_text("Fokusgrupp 1\n\n" + TALK, encoding="utf-8")
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, talk)
        assert " 7 turns; " in "\n".join(lines(pilot))
        await press(pilot, "enter")
        assert next(note.message for note in pilot.app._notifications).startswith("1 source stored, 7 turns.")
        assert "7 turns" in lines(pilot)[0]
        assert "7 (numbered to 8" in "\n".join(lines(pilot))


async def test_escape_leaves_the_file_out(researcher: Researcher, talk: Path) -> None:
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, talk)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, SourcesScreen)
        assert rows(researcher, "SELECT * FROM source") == []


async def test_the_speaker_table_is_corrected(researcher: Researcher, talk: Path) -> None:
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, talk)
        listing = pilot.app.screen.query_one(Listing)
        assert listing.keys[:3] == ["Moderator", "Åsa", "Björn"]
        await press(pilot, "down", "a", "ctrl+u", "<D1>", "enter")
        await press(pilot, "t", "<observer>", "enter")
        listing.go_to("Problemet är två saker")
        await press(pilot, "space", "home")
        await press(pilot, "r", "ctrl+u", "<Första>", "enter", "v", "<Team A>", "enter")
        await press(pilot, "enter")
        assert turns(researcher) == [
            ("Björn", 2),
            ("Moderator", 2),
            ("Problemet är två saker", 1),
            ("Åsa", 3),
        ]
        assert rows(researcher, "SELECT alias, role FROM participant ORDER BY alias")[1] == ("D1", "observer")
        assert rows(
            researcher, "SELECT source.name, g.name FROM source JOIN focus_group AS g ON g.id = group_id"
        ) == [("Första", "Team A")]
        assert check(researcher.project) == []


async def test_several_files_and_a_broken_one(researcher: Researcher, talk: Path) -> None:
    second = talk.with_name("samtal 2.txt")
    second.write_text(TALK + "Björn: Ett till.\n", encoding="utf-8")
    third = talk.with_name("samtal 3.txt")
    third.write_text(TALK + "Björn: Två till.\n", encoding="utf-8")
    broken = talk.with_name("trasig.docx")
    broken.write_bytes(b"PK\x03\x04 not a document")
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, talk, broken, second, third)
        assert "(file 1 of 3)" in "\n".join(lines(pilot))
        await press(pilot, "escape")
        assert "(file 2 of 3)" in "\n".join(lines(pilot))
        await press(pilot, "A")
        assert rows(researcher, "SELECT name FROM source ORDER BY name") == [("samtal 2",), ("samtal 3",)]
        assert isinstance(pilot.app.screen, ToldDialog)
        assert "trasig.docx" in "\n".join(lines(pilot))
        assert "F2 shows samtal 2." in "\n".join(lines(pilot))
        await press(pilot, "enter", "f2")
        assert " samtal 2 · turn 1 of 8 " in lines(pilot)[0]


async def test_an_import_is_shown_from_its_start_though_one_of_its_name_was_read(
    researcher: Researcher, talk: Path
) -> None:
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, talk)
        await press(pilot, "enter", "f2", "J", "J", "f8", "u", "u", "enter")
        assert rows(researcher, "SELECT name FROM source") == []
        await import_from(pilot, talk)
        await press(pilot, "enter", "f2")
        assert " samtal 1 · turn 1 of 7 " in lines(pilot)[0]


async def test_escape_gives_up_long_work_at_once(researcher: Researcher) -> None:
    release = threading.Event()
    arrived: list[object] = []
    async with shown(researcher, "f8") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, SourcesScreen)

        def wait(_job: Job) -> bool:
            return release.wait(PATIENCE)

        screen.work("reading files", wait, lambda done, _job: arrived.append(done), abandon="Stopped.")
        await pilot.pause(0)
        assert "reading files (Escape stops)" in lines(pilot)[0]
        await pilot.press("escape")
        assert "reading files" not in lines(pilot)[0]
        release.set()
        await settle(pilot)
        assert arrived == []


async def test_a_file_dragged_into_the_terminal_is_read(researcher: Researcher, talk: Path) -> None:
    async with shown(researcher, "f8") as pilot:
        pilot.app.post_message(events.Paste(str(talk).replace(" ", "\\ ") + "\n"))
        await settle(pilot)
        assert isinstance(pilot.app.screen, SpeakerTable)


async def test_the_same_file_is_refused_with_the_reason(researcher: Researcher, talk: Path) -> None:
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, talk)
        await press(pilot, "enter")
        await import_from(pilot, talk)
        await press(pilot, "r", "ctrl+u", "<en till>", "enter", "enter")
        assert isinstance(pilot.app.screen, ToldDialog)
        assert "this very file" in "\n".join(lines(pilot))
        assert len(rows(researcher, "SELECT * FROM source")) == 1


async def test_a_missing_file_is_told_in_the_dialog(researcher: Researcher) -> None:
    async with shown(researcher, "f8") as pilot:
        await press(pilot, "i", "</nowhere/x.txt>", "enter")
        assert isinstance(pilot.app.screen, FilesDialog)
        assert "There is no file /nowhere/x.txt." in "\n".join(lines(pilot))


async def test_what_no_path_can_be_is_no_file(researcher: Researcher) -> None:
    async with shown(researcher, "f8") as pilot:
        await press(pilot, "i")
        pilot.app.post_message(events.Paste("ord " * 20 + "o" * 300))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FilesDialog)
        assert "There is no file" in "\n".join(lines(pilot))


async def test_a_name_half_typed_leads_to_what_begins_so(researcher: Researcher, talk: Path) -> None:
    talk.with_name("samtal 2.txt").write_text(TALK, encoding="utf-8")
    async with shown(researcher, "f8") as pilot:
        await press(pilot, "i", f"<{talk.parent}/sam>".replace(" ", "\\ "), "enter")
        assert "Several begin so" in "\n".join(lines(pilot))
        await press(pilot, "enter")
        assert "1 file chosen" in "\n".join(lines(pilot))
        await press(pilot, "<samtal\\ 2>", "enter")
        assert "2 files chosen" in "\n".join(lines(pilot))
        await press(pilot, "enter")
        assert "(file 1 of 2)" in "\n".join(lines(pilot))


async def test_where_a_folder_is_named_one_of_its_files_is_marked(researcher: Researcher, talk: Path) -> None:
    kept = talk.parent / "kopior"
    kept.mkdir()
    (kept / "annas.qwb").write_bytes(b"")
    async with shown(researcher, "f8") as pilot:
        await press(pilot, "i", f"<{kept}/>".replace(" ", "\\ "), "enter")
        assert "That is a folder" in "\n".join(lines(pilot))
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(Input).value.endswith("kopior/annas.qwb ")


async def test_a_folder_that_is_only_looked_into_adds_none_of_its_files(
    researcher: Researcher, talk: Path
) -> None:
    (talk.parent / "annat").mkdir()
    (talk.parent / "annat" / "dagbok.txt").write_text(TALK, encoding="utf-8")
    async with shown(researcher, "f8") as pilot:
        await press(pilot, "i", f"<{talk.parent}/samtal 1.txt>".replace(" ", "\\ "))
        line = pilot.app.screen.query_one(Input)
        line.value += " "
        line.cursor_position = len(line.value)
        await press(pilot, "down", "enter")
        assert line.value.endswith("annat/")
        assert "1 file chosen" in "\n".join(lines(pilot))
        await press(pilot, "enter")
        assert "(file 1 of" not in "\n".join(lines(pilot))
        await press(pilot, "escape", "i", f"<{talk.parent}/annat/>".replace(" ", "\\ "))
        assert "1 file chosen" in "\n".join(lines(pilot))  # by itself it stands for its files


async def test_a_printed_report_shows_its_headings_first(researcher: Researcher, tmp_path: Path) -> None:
    report = tmp_path / "rapport.txt"
    quote = "- Vi visste inte vad vi skulle göra där. (Grupp {n})\n\n"
    report.write_text(
        "1 Inledning\n\nText om studien.\n\n2 Resultat\n\n2.1 Otydligt syfte\n\nSå här sägs det:\n\n"
        + "".join(quote.format(n=n) for n in (1, 2, 1)),
        encoding="utf-8",
    )
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, report)
        text = "\n".join(lines(pilot))
        assert "Otydligt syfte" in text
        assert "3 quotes" in text
        assert rows(researcher, "SELECT * FROM source") == []
        await press(pilot, "enter")
        assert rows(researcher, "SELECT name FROM source ORDER BY name") == [("Grupp 1",), ("Grupp 2",)]
        assert len(rows(researcher, "SELECT * FROM coding")) == 3


INLINE = """2 Resultat

2.1 Otydligt syfte

En deltagare säger att ”det var väl ingen som visste” och en annan att ”chefen
hade kanske en aning”. Är det så?

- Vi visste inte vad vi skulle göra där. (Grupp 1)

- Nej, det sa de aldrig till oss heller. (Grupp 2)
"""


@pytest.fixture
def inline(tmp_path: Path) -> Path:
    """A printed report with two quotes inside sentences."""
    file = tmp_path / "rapport.txt"
    file.write_text(INLINE, encoding="utf-8")
    return file


def quoted(researcher: Researcher) -> list[tuple[str, str]]:
    """(source, quote) of each coding in the store."""
    return rows(
        researcher,
        "SELECT source.name, quote FROM coding JOIN source ON source.id = source_id ORDER BY coding.id",
    )


async def test_groups_that_are_there_already_are_told(material: Researcher, inline: Path) -> None:
    async with shown(material, "f8") as pilot:
        await import_from(pilot, inline)
        told = [line for line in lines(pilot) if "There already" in line]
        assert len(told) == 1
        assert "Grupp 1" in told[0]


async def test_quotes_inside_sentences_are_taken_with_a_key(researcher: Researcher, inline: Path) -> None:
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, inline)
        assert isinstance(pilot.app.screen, ReportTable)
        text = "\n".join(lines(pilot))
        assert "2 quotes stand inside the authors' sentences and are left" in text
        assert "in a sentence: det var väl ingen som visste" in text
        assert "say no group" not in text
        await press(pilot, "w")
        text = "\n".join(lines(pilot))
        assert "4 quotes, 4 turns" in text
        assert "2 quotes say no group: they make a source and a group of their own, 'rapport'" in text
        await press(pilot, "enter")
        assert quoted(researcher) == [
            ("Grupp 1", "Vi visste inte vad vi skulle göra där."),
            ("Grupp 2", "Nej, det sa de aldrig till oss heller."),
            ("rapport", "det var väl ingen som visste"),
            ("rapport", "chefen hade kanske en aning"),
        ]
        assert check(researcher.project) == []


async def test_single_quotes_are_taken_and_left(researcher: Researcher, inline: Path) -> None:
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, inline)
        listing = pilot.app.screen.query_one(Listing)
        for number in (2, 3):
            listing.go_to(number)
            await press(pilot, "space")
        await settle(pilot)
        assert "2 quotes, 2 turns" in "\n".join(lines(pilot))
        await press(pilot, "enter")
        assert quoted(researcher) == [
            ("Grupp 2", "Nej, det sa de aldrig till oss heller."),
            ("rapport", "chefen hade kanske en aning"),
        ]


async def test_quotes_inside_sentences_are_left_again(researcher: Researcher, inline: Path) -> None:
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, inline)
        await press(pilot, "w", "w", "enter")
        assert [source for source, _quote in quoted(researcher)] == ["Grupp 1", "Grupp 2"]


async def test_a_report_without_tags_is_read_as_one_when_a_person_says_so(
    researcher: Researcher, talk: Path
) -> None:
    printed = Path(__file__).parents[2] / "transcripts" / "core" / "printed_interviews.txt"
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, printed, talk)
        assert isinstance(pilot.app.screen, SpeakerTable)
        await press(pilot, "w")
        assert isinstance(pilot.app.screen, ReportTable)
        assert "(file 1 of 2)" in "\n".join(lines(pilot))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SpeakerTable)
        await press(pilot, "w")
        assert isinstance(pilot.app.screen, SpeakerTable)
        await press(pilot, "escape")
        assert [source for source, _quote in quoted(researcher)] == ["printed_interviews"] * 3


async def test_a_changed_file_lists_the_passages_that_are_gone(researcher: Researcher, talk: Path) -> None:
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, talk)
        await press(pilot, "enter")
        for quote in ("Det var otydligt.", "Vad hände sen?"):
            with researcher.project.reading() as connection:
                passage = passage_quoted(connection, "samtal 1", quote)
            codings.apply(researcher, passage, ["kod"], create=True)
        talk.write_text(TALK.replace("Moderator: Vad hände sen?\n", ""), encoding="utf-8")
        await press(pilot, "B", f"<{shlex.quote(str(talk))}>", "enter")
        assert "New state of the source 'samtal 1'" in "\n".join(lines(pilot))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ToldDialog)
        assert "Vad hände sen?" in "\n".join(lines(pilot))
        assert rows(researcher, "SELECT quote, orphaned_from IS NULL FROM coding") == [
            ("Det var otydligt.", 1),
            ("Vad hände sen?", 0),
        ]
        await press(pilot, "enter", "u")
        assert rows(researcher, "SELECT count(*) FROM coding WHERE orphaned_from IS NULL") == [(2,)]


async def test_of_a_changed_file_the_labels_and_persons_of_its_source_are_known(
    researcher: Researcher, tmp_path: Path
) -> None:
    file = tmp_path / "samtal.txt"
    said = (
        "Anna: Hej.\nModerator: Jaha?\nAnna: Blanketten var svår.\nAnan: Ja.\nModerator: Och?\nAnna: Nej.\n"
    )
    file.write_text(said, encoding="utf-8")
    async with shown(researcher, "f8", (120, 40)) as pilot:
        await import_from(pilot, file)
        table = pilot.app.screen.query_one(Listing)
        table.go_to("Anan")
        await press(pilot, "space")
        table.go_to("Anan")
        await press(pilot, "a", "ctrl+u", "<Anna>", "enter", "enter")
        before = rows(researcher, "SELECT count(*) FROM turn")
        file.write_text(said.replace("svår", "lätt"), encoding="utf-8")
        await press(pilot, "B", f"<{shlex.quote(str(file))}>", "enter")
        told = " ".join(" ".join(lines(pilot)).split())
        assert "1 place changed" in told
        pilot.app.screen.query_one(Listing).go_to("Anan")
        assert "Anan ✓" in " ".join(" ".join(lines(pilot)).split())
        await press(pilot, "enter")
        assert rows(researcher, "SELECT count(*) FROM turn") == before
        assert rows(researcher, "SELECT alias FROM participant ORDER BY alias") == [("Anna",), ("Moderator",)]


async def test_before_a_changed_file_is_stored_it_is_told_what_it_changes(
    researcher: Researcher, talk: Path
) -> None:
    async with shown(researcher, "f8", (100, 40)) as pilot:
        await import_from(pilot, talk)
        await press(pilot, "enter")
        for old, new in (("otydligt", "luddigt"), ("hände", "skedde")):
            with researcher.project.reading() as connection:
                passage = passage_quoted(connection, "samtal 1", old)
            corrections.replace_passage(researcher, passage, new)
        talk.write_text(TALK.replace("Vad hände", "Vad hade hänt"), encoding="utf-8")
        await press(pilot, "B", f"<{shlex.quote(str(talk))}>", "enter")
        told = " ".join(" ".join(lines(pilot)).split())
        assert (
            "1 place changed · 1 correction made here stays · ! 1 correction made here is taken back" in told
        )
        assert "”Vad skedde sen?” → ”Vad hade hänt sen?”" in told
        assert "stays: turn 2: ”Det var otydligt. Ingen" in told
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ToldDialog)
        assert "is taken back" in " ".join(" ".join(lines(pilot)).split())
        with researcher.project.reading() as connection:
            (text,) = current_texts(connection).values()
        assert "luddigt" in text
        assert "hade hänt" in text


async def test_renaming_moving_and_attributes(material: Researcher) -> None:
    async with shown(material, "f8") as pilot:
        await press(pilot, "r", "ctrl+u", "<Första>", "enter")
        await press(pilot, "v", "enter", "<Team A>", "enter", "v", "<Team B>", "enter")
        await press(pilot, "e", "<stad = Kalmar>", "ctrl+s")
        await press(pilot, "O", "down", "enter", "<ort = Nybro>", "ctrl+s")
        assert rows(
            material,
            "SELECT source.name, g.name, CAST(source.attributes AS text), CAST(g.attributes AS text) "
            "FROM source JOIN focus_group AS g ON g.id = group_id",
        ) == [("Första", "Team B", '{"stad": "Kalmar"}', '{"ort": "Nybro"}')]
        await press(pilot, "e", "ctrl+u", "ctrl+s")
        assert rows(material, "SELECT CAST(attributes AS text) FROM source") == [("{}",)]
        assert check(material.project) == []


async def test_a_line_that_is_no_attribute_is_refused(material: Researcher) -> None:
    async with shown(material, "f8") as pilot:
        await press(pilot, "e", "<stad = Kalmar\nbara ord>", "ctrl+s")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert rows(material, "SELECT CAST(attributes AS text) FROM source") == [("{}",)]
        await press(pilot, "escape", "ctrl+end", "< = 2>", "ctrl+s")
        assert rows(material, "SELECT CAST(attributes AS text) FROM source") == [
            ('{"stad": "Kalmar", "bara ord": "2"}',)
        ]


async def test_deleting_is_undone(material: Researcher) -> None:
    async with shown(material, "f8") as pilot:
        await press(pilot, "d")
        assert rows(material, "SELECT * FROM source") == []
        assert "No sources yet" in "\n".join(lines(pilot))
        await press(pilot, "u")
        assert rows(material, "SELECT name FROM source") == [("Intervju 1",)]


async def test_enter_reads_the_source(material: Researcher) -> None:
    async with shown(material, "f8") as pilot:
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        assert screen.source is not None
        assert screen.source.name == "Intervju 1"


async def test_the_list_is_exported(material: Researcher, tmp_path: Path) -> None:
    async with shown(material, "f8") as pilot:
        await press(pilot, "E", "enter", "ctrl+u", f"<{tmp_path / 'k.csv'}>", "enter")
        assert "Intervju 1" in (tmp_path / "k.csv").read_text("utf-8")
        await press(pilot, "E", "enter", "ctrl+u", f"<{tmp_path / 'k.abc'}>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)


async def test_the_filter_and_what_to_do_when_nothing_fits(material: Researcher) -> None:
    async with shown(material, "f8") as pilot:
        await press(pilot, "slash", "<finns inte>", "enter")
        assert "Nothing fits the filter." in "\n".join(lines(pilot))
        await press(pilot, "escape")
        assert pilot.app.screen.query_one(Listing).keys == ["Intervju 1"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_screen_as_text(study: Researcher, size: tuple[int, int]) -> None:
    async with shown(study, "f8", size) as pilot:
        shot = [line.split("Imported")[0] for line in lines(pilot)]
        assert_golden(f"sources-{size[0]}x{size[1]}", shot)


async def test_files_are_picked_with_arrows(
    researcher: Researcher, talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(talk.parent.parent)
    talk.with_name("samtal 2.txt").write_text(TALK + "Björn: Ett till.\n", encoding="utf-8")
    async with shown(researcher, "f8") as pilot:
        await press(pilot, "i", "<mina>")
        assert any("mina samtal/" in line for line in lines(pilot))
        await press(pilot, "down", "enter")
        assert any("samtal 1.txt" in line for line in lines(pilot))
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, FilesDialog)
        await press(pilot, "down", "enter", "enter")
        assert any("Source: samtal 1" in line for line in lines(pilot))
        await press(pilot, "enter", "enter")
        assert rows(researcher, "SELECT name FROM source") == [("samtal 1",), ("samtal 2",)]


async def test_a_new_group_is_offered_as_it_is_typed_and_the_last_one_first(
    researcher: Researcher, talk: Path
) -> None:
    second = talk.with_name("samtal 2.txt")
    second.write_text(TALK + "Björn: Ett till.\n", encoding="utf-8")
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, talk, second)
        await press(pilot, "v", "<Öst>")
        assert any("+ new group 'Öst'" in line for line in lines(pilot))
        await press(pilot, "enter", "enter")
        assert "(file 2 of 2)" in "\n".join(lines(pilot))
        await press(pilot, "v", "enter", "enter")
        groups = "SELECT source.name, g.name FROM source JOIN focus_group AS g ON g.id = group_id"
        assert rows(researcher, groups) == [("samtal 1", "Öst"), ("samtal 2", "Öst")]


async def test_every_coding_goes_to_a_table(coded: Researcher, tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    async with shown(coded, "f8") as pilot:
        await press(pilot, "E", "<Every coding>", "enter", "ctrl+u", f"<{path}>", "enter")
    written = path.read_text("utf-8")
    assert all(quote in written for quote in rows(coded, "SELECT quote FROM coding")[0])


@pytest.mark.parametrize(("typed", "taken"), [("Skola", "Skola"), ("förs", "Förskola"), ("skol", "skol")])
async def test_a_new_group_is_taken_where_what_is_typed_only_stands_within_a_word(
    researcher: Researcher, talk: Path, typed: str, taken: str
) -> None:
    second = talk.with_name("samtal 2.txt")
    second.write_text(TALK + "Björn: Ett till.\n", encoding="utf-8")
    async with shown(researcher, "f8") as pilot:
        await import_from(pilot, talk, second)
        await press(pilot, "v", "<Förskola>", "enter", "enter", "v", f"<{typed}>", "enter", "enter")
        groups = "SELECT g.name FROM source JOIN focus_group AS g ON g.id = group_id"
        assert rows(researcher, groups) == [("Förskola",), (taken,)]


async def test_the_list_of_files_goes_on_at_the_one_that_was_taken(
    researcher: Researcher, tmp_path: Path
) -> None:
    for n in range(40):
        (tmp_path / f"fil{n:02}.txt").write_text("A: Hej.\nB: Hej du.\n")
    async with shown(researcher, "f8", (80, 24)) as pilot:
        await press(pilot, "i")
        dialog = pilot.app.screen
        assert isinstance(dialog, FilesDialog)
        dialog.query_one(Input).value = f"{tmp_path}/"  # pasted, it would stand for its files
        await settle(pilot)
        await press(pilot, *["down"] * 31, "enter")
        options = dialog.query_one(OptionList)
        assert options.highlighted is None
        assert options.scroll_offset.y > 10
        await press(pilot, "down", "enter")
        assert "fil30.txt" in dialog.query_one(Input).value
        assert "fil31.txt" in dialog.query_one(Input).value
