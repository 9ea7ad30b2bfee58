"""The names: found, judged one key each, joined, parted, added, and replaced with a key file."""

from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from qualwb.acts import memos
from qualwb.acts.files import import_transcript
from qualwb.acts.pseudonyms.entity import Entity
from qualwb.acts.pseudonyms.found import find
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.researcher import Researcher
from qualwb.analysis.connection import Connection
from qualwb.progress import Progress
from qualwb.store.check import check
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.pseudonyms import screen as names_screen
from qualwb.workbench.screens.pseudonyms.screen import NamesScreen
from qualwb.workbench.widgets.listing import Listing
from tests.acts.pseudonyms.named_project import name_of, names_of, write_material
from tests.conftest import transcript_of
from tests.workbench.screens.coded_material import lines, press, rows, shown
from tests.workbench.settling import settle

VERDICTS = "SELECT name, verdict FROM name_verdict WHERE source_id IS NULL ORDER BY name"
PLACES = "SELECT quote, verdict FROM name_verdict WHERE source_id IS NOT NULL"


@pytest.fixture
def named(researcher: Researcher) -> Researcher:
    """Names in texts, labels, a code, a memo, attributes and a summary; one thing that is never sure."""
    write_material(researcher)
    memos.write(researcher, "D1 är enda barnmorskan i Hovslätt.")
    return researcher


def names_of_screen(pilot: Pilot[int]) -> NamesScreen:
    screen = pilot.app.screen
    assert isinstance(screen, NamesScreen)
    return screen


async def go_to(pilot: Pilot[int], kind: str, name: str) -> None:
    """Put the cursor on a name."""
    listing = pilot.app.screen.query_one(Listing)
    listing.go_to((kind, name))
    assert listing.key == (kind, name)
    await settle(pilot)


async def test_an_empty_project_has_no_names(researcher: Researcher) -> None:
    async with shown(researcher, "ctrl+a") as pilot:
        assert "No names were found." in "\n".join(lines(pilot))
        await press(pilot, "1", "2", "3", "0", "a", "M", "S", "enter", "Z")
        assert rows(researcher, VERDICTS) == []


@pytest.mark.parametrize("way_on", [("enter",), ("f2", "g", "a"), ("f2", "alt+left"), ("g", "a")])
async def test_a_reading_that_was_stopped_is_told_and_begins_again(
    named: Researcher, monkeypatch: pytest.MonkeyPatch, way_on: tuple[str, ...]
) -> None:
    go_on = Event()

    def held(connection: Connection, progress: Progress) -> tuple[Entity, ...]:
        go_on.wait(20)
        return find(connection, progress)

    monkeypatch.setattr(names_screen, "find", held)
    async with shown(named, "f2") as pilot:
        await pilot.press("g", "a")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, NamesScreen)
        assert screen.waits_for("names")
        await pilot.press("escape")
        go_on.set()
        await settle(pilot)
        told = "\n".join(lines(pilot))
        assert "the reading was stopped, Enter begins again" in lines(pilot)[0]
        assert "no names are known. Enter reads again." in told
        assert "0 names" not in told
        await press(pilot, *way_on)
        assert screen.listing.keys == [(one.kind, one.name) for one in names_of(named)]
        assert "stopped" not in "\n".join(lines(pilot))


async def test_each_verdict_has_a_key_and_the_cursor_goes_on(named: Researcher) -> None:
    found = [(one.kind, one.name) for one in names_of(named)]
    async with shown(named, "ctrl+a") as pilot:
        listing = pilot.app.screen.query_one(Listing)
        assert listing.keys == found
        await press(pilot, "g", "g", "1", "2", "3")
        assert listing.key == found[3]
        decided = dict(rows(named, VERDICTS))
        assert [decided[name] for _kind, name in found[:3]] == ["replace", "generalise", "keep"]
        await press(pilot, "u")
        assert dict(rows(named, VERDICTS)).keys() == {name for _kind, name in found[:2]}
        await press(pilot, "g", "g", "0")
        assert dict(rows(named, VERDICTS)).keys() == {found[1][1]}


async def test_the_places_stand_beside_with_what_becomes_of_them(named: Researcher) -> None:
    göran = name_of(named, "Göran")
    async with shown(named, "ctrl+a", (120, 60)) as pilot:
        await go_to(pilot, göran.kind, göran.name)
        told = "\n".join(lines(pilot))
        assert "Annas chef heter [Göran]" in told
        assert f"→ {göran.alias}" in told
        assert "code: definition" in told
        assert "participant: attributes" in told


async def test_marked_names_are_decided_in_one_act(named: Researcher) -> None:
    async with shown(named, "ctrl+a") as pilot:
        await press(pilot, "g", "g", "space", "down", "space", "3")
        assert [verdict for _name, verdict in rows(named, VERDICTS)] == ["keep", "keep"]
        await press(pilot, "u")
        assert rows(named, VERDICTS) == []


async def test_what_was_marked_stays_marked_while_a_filter_hides_it(named: Researcher) -> None:
    found = [one.name for one in names_of(named)]
    async with shown(named, "ctrl+a") as pilot:
        await press(pilot, "g", "g", "space", "slash")
        pilot.app.screen.query_one(Input).value = found[-1]
        await press(pilot, "enter", "space")
        assert "1 marked row is hidden" in lines(pilot)[0]
        await press(pilot, "escape", "3")
        assert dict(rows(named, VERDICTS)) == {found[0]: "keep", found[-1]: "keep"}
        await press(pilot, "g", "g", "space", "f", "<guesses>", "enter", "3")
        assert "1 marked row is hidden" not in lines(pilot)[0]
        assert dict(rows(named, VERDICTS)).keys() == {found[0], found[-1]}


async def test_all_or_the_sure_ones_are_accepted(named: Researcher) -> None:
    names = names_of(named)
    async with shown(named, "ctrl+a") as pilot:
        await press(pilot, "A", "enter")
        assert len(rows(named, VERDICTS)) == sum(one.sure for one in names) < len(names)
        await press(pilot, "A", "<description stays>", "enter")
        assert len(rows(named, VERDICTS)) == sum(one.kind != "indirect" for one in names) < len(names)
        await press(pilot, "A")
        assert not any("surest" in line for line in lines(pilot))
        await press(pilot, "<whole clauses>", "enter")
        assert len(rows(named, VERDICTS)) == len(names)
        await press(pilot, "A")
        assert isinstance(pilot.app.screen, NamesScreen)
        assert "0 undecided" in lines(pilot)[0]
        await press(pilot, "Z")
        assert "1 description is among them, a whole clause." in "\n".join(lines(pilot))


async def test_the_filter_hides_what_is_decided_and_the_next_comes_up(named: Researcher) -> None:
    found = [(one.kind, one.name) for one in names_of(named)]
    async with shown(named, "ctrl+a") as pilot:
        await press(pilot, "f", "<open>", "enter", "g", "g", "3", "3")
        listing = pilot.app.screen.query_one(Listing)
        assert listing.key == found[2]
        assert listing.keys == found[2:]


async def test_the_kind_of_a_name_is_said(named: Researcher) -> None:
    async with shown(named, "ctrl+a") as pilot:
        await go_to(pilot, "person", "Göran")
        await press(pilot, "t", "<place>", "enter")
        assert name_of(named, "Göran").kind == "place"
        assert names_of_screen(pilot).current == name_of(named, "Göran")


async def test_a_name_stays_where_it_is_when_it_is_decided(named: Researcher) -> None:
    async with shown(named, "ctrl+a") as pilot:
        before = names_of_screen(pilot).listing.keys
        await press(pilot, "G", "3", "g", "g", "3")
        assert names_of_screen(pilot).listing.keys == before
        await press(pilot, "f", "<guesses>", "enter")
        assert names_of_screen(pilot).listing.keys != before
        await press(pilot, "F")
        assert names_of_screen(pilot).listing.keys == before


async def test_another_alias_is_chosen_and_a_bad_one_refused(named: Researcher) -> None:
    göran = name_of(named, "Göran")
    async with shown(named, "ctrl+a") as pilot:
        await go_to(pilot, göran.kind, göran.name)
        await press(pilot, "a")
        pilot.app.screen.query_one(Input).value = "Anna"
        await press(pilot, "enter")
        assert "did not work" in "\n".join(lines(pilot))
        await press(pilot, "escape", "a")
        pilot.app.screen.query_one(Input).value = "Sture"
        await press(pilot, "enter")
        assert (name_of(named, "Göran").alias, name_of(named, "Göran").verdict) == ("Sture", "replace")


async def test_one_place_is_kept_and_one_is_somebody_else(named: Researcher) -> None:
    göran = name_of(named, "Göran")
    async with shown(named, "ctrl+a") as pilot:
        await go_to(pilot, göran.kind, göran.name)
        await press(pilot, "enter", "<chef heter>", "enter", "<keep>", "enter")
        assert rows(named, PLACES) == [("Göran", "keep")]
        await press(pilot, "enter", "<träffade>", "enter", "<somebody>", "enter", "<Göran i Eksjö>", "enter")
        assert name_of(named, "Göran i Eksjö").kind == göran.kind


async def test_a_place_is_shown_in_its_transcript(named: Researcher) -> None:
    göran = name_of(named, "Göran")
    async with shown(named, "ctrl+a") as pilot:
        await go_to(pilot, göran.kind, göran.name)
        await press(pilot, "enter", "<träffade>", "enter", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        assert screen.source is not None
        start, end = screen.view.passage
        assert screen.source.document.text[start:end] == "Göran"


async def test_names_are_joined_and_stand_for_themselves_again(named: Researcher) -> None:
    def places(one: Entity) -> int:
        return len(one.places)

    göran, björn = name_of(named, "Göran"), name_of(named, "Björn")
    async with shown(named, "ctrl+a") as pilot:
        await go_to(pilot, "person", "Björn")
        await press(pilot, "space")
        await go_to(pilot, "person", "Göran")
        await press(pilot, "space", "M", "<Göran>", "enter")
        assert places(name_of(named, "Göran")) == places(göran) + places(björn)
        await go_to(pilot, "person", "Göran")
        await press(pilot, "S", "enter")
        assert places(name_of(named, "Göran")) == places(göran)


async def test_without_marks_the_other_name_is_asked_for_among_all(named: Researcher) -> None:
    both = len(name_of(named, "Göran").places) + len(name_of(named, "Björn").places)
    async with shown(named, "ctrl+a") as pilot:
        await press(pilot, "f", "<person>", "enter")
        await go_to(pilot, "person", "Göran")
        await press(pilot, "M")
        assert "names the same as 'Göran'" in "\n".join(lines(pilot))
        await press(pilot, "<Björn>", "enter", "<Göran>", "enter")
        assert len(name_of(named, "Göran").places) == both


async def test_what_is_decided_and_waits_is_told(named: Researcher) -> None:
    async with shown(named, "ctrl+a", (140, 40)) as pilot:
        assert "Z replaces" not in lines(pilot)[0]
        await go_to(pilot, "person", "Göran")
        await press(pilot, "1")
        assert "Z replaces" in lines(pilot)[0]


async def test_names_of_one_source_are_shown_alone(named: Researcher) -> None:
    import_transcript(named, transcript_of([("Åsa", "Vi träffade Torbjörn.")]), name="Intervju X", group="B")
    async with shown(named, "ctrl+a", (140, 40)) as pilot:
        await press(pilot, "f", "<Intervju X>", "enter")
        assert "only names in Intervju X" in lines(pilot)[0]
        assert pilot.app.screen.query_one(Listing).keys == [("person", "Torbjörn")]
        await press(pilot, "f", "<all names>", "enter")
        assert ("person", "Göran") in pilot.app.screen.query_one(Listing).keys


async def test_the_key_file_is_proposed_outside_the_projects_folder(
    named: Researcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "hem"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    async with shown(named, "ctrl+a", (140, 40)) as pilot:
        await go_to(pilot, "person", "Göran")
        await press(pilot, "1", "Z", "enter")
        key = home / f"{named.project.title}.nyckel"
        assert pilot.app.screen.query_one(Input).value == str(key)
        await press(pilot, "enter", "<abc>", "enter")
        assert "8 characters at least" in "\n".join(lines(pilot))
        await press(pilot, "escape", "Z", "enter", "enter", "<hemligt ord>", "enter")
        assert any("can be guessed" in note.message for note in pilot.app._notifications)
        await press(pilot, "<hemligt ord>", "enter")
        assert key.exists()
        assert any("D seals" in note.message for note in pilot.app._notifications)


async def test_a_name_that_was_missed_is_added(named: Researcher) -> None:
    async with shown(named, "ctrl+a") as pilot:
        await press(pilot, "n", "<skogen>", "enter", "<place>", "enter")
        assert pilot.app.screen.query_one(Listing).key == ("place", "skogen")
        assert name_of(named, "skogen").kind == "place"


async def test_a_name_that_stands_within_others_alone_is_told_of(named: Researcher) -> None:
    async with shown(named, "ctrl+a") as pilot:
        await press(pilot, "n", "<Bergström>", "enter", "<person>", "enter")
        told = [note.message for note in pilot.app._notifications]
        assert any("stands only within" in message and "Anna Bergström" in message for message in told)


async def test_what_was_decided_is_carried_out_with_a_new_key_file(named: Researcher) -> None:
    path: Path = named.project.folder / "studie.nyckel"
    alias = name_of(named, "Göran").alias
    before = rows(named, "SELECT name FROM code")
    async with shown(named, "ctrl+a") as pilot:
        await go_to(pilot, "person", "Göran")
        await press(pilot, "1", "Z", "enter")
        pilot.app.screen.query_one(Input).value = str(path)
        await press(pilot, "enter", "<hemligt ord>", "enter", "<hemlig ord>", "enter")
        assert not path.exists()
        await press(pilot, "Z", "enter")
        pilot.app.screen.query_one(Input).value = str(path)
        await press(pilot, "enter", "<hemligt ord>", "enter")
        assert "hemligt" not in "\n".join(lines(pilot))
        await press(pilot, "<hemligt ord>", "enter")
        assert isinstance(pilot.app.screen, NamesScreen)
        assert rows(named, "SELECT name FROM code") == [(f"{alias}s ledarskap",)]
        assert [one.name for one in KeyFile.open(path, "hemligt ord").key.names] == ["Göran"]
        await press(pilot, "u")
        assert rows(named, "SELECT name FROM code") == before
    assert check(named.project) == []


async def test_names_that_are_left_are_looked_for_by_the_key(named: Researcher) -> None:
    path: Path = named.project.folder / "studie.nyckel"
    export: Path = named.project.folder / "gammal export.txt"
    export.write_text("Det sa Göran.\n", encoding="utf-8")
    async with shown(named, "ctrl+a") as pilot:
        await press(pilot, "8")
        assert any("No names have been replaced" in note.message for note in pilot.app._notifications)
        await go_to(pilot, "person", "Göran")
        await press(pilot, "1", "Z", "enter")
        pilot.app.screen.query_one(Input).value = str(path)
        await press(pilot, "enter", "<hemligt ord>", "enter", "<hemligt ord>", "enter")
        await press(pilot, "8", "enter", "<fel ord här>", "enter")
        assert "does not open this key file" in "\n".join(lines(pilot))
        await press(pilot, "enter", "8", "enter", "<hemligt ord>", "enter")
        assert pilot.app.screen.query_one(Input).value == str(named.project.folder)
        pilot.app.screen.query_one(Input).value = "finns inte"
        await press(pilot, "enter")
        assert "there is no such file" in "\n".join(lines(pilot))
        await press(pilot, "enter", "enter")
        told = " ".join(" ".join(lines(pilot)).split())
        assert "Names that are left" in told
        assert "go when it is (D)" in told
        assert "Looked through beside the project: " in told
        assert "Göran: gammal export.txt – leak" in told
        await press(pilot, "enter", "8", "enter", "<hemligt ord>", "enter", "ctrl+u", "enter")
        told = " ".join(" ".join(lines(pilot)).split())
        assert "Exports and reports were not looked through" in told
        assert "gammal export.txt" not in told
    assert check(named.project) == []


async def test_names_are_given_back_by_the_key(named: Researcher) -> None:
    path: Path = named.project.folder / "studie.nyckel"
    before = rows(named, "SELECT name FROM code")
    alias = name_of(named, "Göran").alias
    async with shown(named, "ctrl+a") as pilot:
        await press(pilot, "9")
        assert any("No names have been replaced" in note.message for note in pilot.app._notifications)
        await go_to(pilot, "person", "Göran")
        await press(pilot, "1", "Z", "enter")
        pilot.app.screen.query_one(Input).value = str(path)
        await press(pilot, "enter", "<hemligt ord>", "enter", "<hemligt ord>", "enter")
        assert rows(named, "SELECT name FROM code") != before
        await press(pilot, "9")
        assert "One alone" in " ".join(lines(pilot))
        await press(pilot, "enter")
        pilot.app.screen.query_one(Input).value = str(path)
        await press(pilot, "enter", "<fel ord här>", "enter")
        assert "does not open this key file" in "\n".join(lines(pilot))
        assert rows(named, "SELECT name FROM code") != before
        await press(pilot, "enter", "9", "enter")
        pilot.app.screen.query_one(Input).value = str(path)
        await press(pilot, "enter", "<hemligt ord>", "enter")
        assert rows(named, "SELECT name FROM code") == before
        assert pilot.app.state.key_file == str(path)
        assert any(note.message.startswith("Given back: ") for note in pilot.app._notifications)
        await press(pilot, "u")
        assert rows(named, "SELECT name FROM code") == [(f"{alias}s ledarskap",)]
    assert check(named.project) == []


async def test_a_passphrase_is_not_taken_for_the_name_of_a_key_file(named: Researcher) -> None:
    async with shown(named, "ctrl+a", (100, 30)) as pilot:
        await go_to(pilot, "person", "Göran")
        await press(pilot, "1", "Z", "enter")
        pilot.app.screen.query_one(Input).value = "hemligt ord"
        await press(pilot, "enter")
        assert "ends in .nyckel" in "\n".join(lines(pilot))
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(Input).value.endswith(f"{named.project.title}.nyckel")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, NamesScreen)


async def test_a_second_key_beside_one_in_use_is_refused_before_a_passphrase_is_asked_for(
    named: Researcher,
) -> None:
    async with shown(named, "ctrl+a", (100, 30)) as pilot:
        for name, second in (("Göran", False), ("Åsa", True)):
            await go_to(pilot, "person", name)
            await press(pilot, "1", "Z", "enter")
            path = named.project.folder / ("andra.nyckel" if second else "studie.nyckel")
            pilot.app.screen.query_one(Input).value = str(path)
            await press(pilot, "enter")
            if not second:
                await press(pilot, "<hemligt ord>", "enter", "<hemligt ord>", "enter")
        assert "there is no such key file" in "\n".join(lines(pilot))


async def test_a_source_in_another_language_is_told_of(named: Researcher) -> None:
    said = "So when we started the work with Mary I was not sure what they wanted, and nothing happened. "
    import_transcript(named, transcript_of((("Ann", said * 5),)), name="Interview 3")
    async with shown(named, "ctrl+a", (100, 40)) as pilot:
        assert "1 source not in Swedish" in lines(pilot)[0]
        (told,) = [one.message for one in pilot.app._notifications]
        assert told.startswith("Interview 3 does not look Swedish")
