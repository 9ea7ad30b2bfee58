"""Where text of the project lies: shown, caches emptied, deleted texts erased, encrypted and sealed there."""

from pathlib import Path

import pytest
from textual.widgets import Input

from qualwb.acts import privacy, projects, sources
from qualwb.acts.files import import_transcript
from qualwb.acts.pseudonyms.found import find
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.replacing import apply
from qualwb.acts.pseudonyms.same_project import uid_of
from qualwb.acts.pseudonyms.verdicts import accept
from qualwb.acts.researcher import Researcher
from qualwb.acts.tracing import inspected
from qualwb.language import cache
from qualwb.store.check import check
from qualwb.store.engines.detection import looks_encrypted
from qualwb.store.texts import current_texts
from qualwb.workbench.dialogs import ConfirmDialog, SecretDialog, ToldDialog, TypedDialog
from tests.acts.pseudonyms.named_project import write_material
from tests.conftest import transcript_of
from tests.encrypted import encrypted_engine
from tests.workbench.screens.coded_material import lines, press, shown

# Files of the project on this machine; what the screen is on a server: test_on_a_server.
pytestmark = pytest.mark.file_only

WORDS = "häst batteri klammer"


@pytest.fixture
def named(researcher: Researcher) -> Researcher:
    write_material(researcher)
    return researcher


@pytest.fixture
def replaced(named: Researcher) -> Path:
    """The key with which the sure names of the project were replaced; a backup from before lies beside it."""
    projects.back_up(named.project)
    with named.project.reading() as connection:
        path = named.project.path.with_suffix(".nyckel")
        key = KeyFile.new(path, WORDS, uid_of(connection))
        found = find(connection)
    accept(named, found, only_sure=True)
    with named.project.reading() as connection:
        found = find(connection)
    apply(named, found, key)
    return path


@pytest.mark.parametrize("size", [(80, 24), (160, 40)])
async def test_every_file_is_shown_with_what_protects_the_project(
    named: Researcher, size: tuple[int, int]
) -> None:
    projects.back_up(named.project)
    async with shown(named, "privacy", size) as pilot:
        text = "\n".join(lines(pilot))
        for said in (
            "not encrypted",
            named.project.path.name,
            "backup by hand",
            "No names have been replaced.",
            "Commands",
        ):
            assert said in text


@pytest.mark.parametrize("size", [(80, 24), (160, 40)])
async def test_a_parsed_text_is_shown_with_its_source(named: Researcher, size: tuple[int, int]) -> None:
    with named.project.reading() as connection:
        (number, text), *_more = current_texts(connection).items()
        source = connection.exec_driver_sql("SELECT name FROM source WHERE id = ?", (number,)).scalar_one()
    cache.parsed(text)
    assert source in {place.source for place in inspected(named.project) if place.kind == "parsed"}
    async with shown(named, "privacy", size) as pilot:
        (line,) = [line for line in lines(pilot) if "parsed text" in line and source in line][:1]
        assert ".spacy" not in line


async def test_the_palette_leads_there(named: Researcher) -> None:
    async with shown(named, "f2") as pilot:
        await press(pilot, "ctrl+p", "<Privacy of>", "enter")
        assert "Privacy" in lines(pilot)[0]


async def test_the_caches_of_the_project_are_emptied(named: Researcher) -> None:
    async with shown(named, "f2") as pilot:
        pilot.app.remember()  # type: ignore[attr-defined]
        await press(pilot, "g", "d")
        assert "state" in {place.kind for place in inspected(named.project)}
        await press(pilot, "x", "enter")
        assert {place.kind for place in inspected(named.project)} <= {"project", "log"}


async def test_what_was_deleted_is_erased_when_the_word_is_typed(named: Researcher) -> None:
    import_transcript(named, transcript_of((("Åsa", "En hemlighet om förrådet."),)), name="Utkast")
    sources.delete_source(named, "Utkast")
    async with shown(named, "privacy") as pilot:
        await press(pilot, "delete", "<Only>", "enter")
        assert isinstance(pilot.app.screen, TypedDialog), lines(pilot)
        assert "1 text that no source uses" in "\n".join(lines(pilot))
        await press(pilot, "<nej>", "enter")
        assert isinstance(pilot.app.screen, TypedDialog), lines(pilot)
        await press(pilot, "<erase>", "enter")
        assert isinstance(pilot.app.screen, ToldDialog)
        await press(pilot, "enter")
    named.project.close()
    assert b"hemlighet" not in named.project.path.read_bytes()


async def test_it_is_encrypted_given_another_passphrase_and_made_plain(named: Researcher) -> None:
    encrypted_engine()
    projects.back_up(named.project)
    path = named.project.path
    async with shown(named, "privacy") as pilot:
        await press(pilot, "w", "enter", "<kort>", "enter")
        assert "8 characters at least" in "\n".join(lines(pilot))
        await press(pilot, "enter", "w", "enter", "<hästens röda stall>", "enter", "<annat>", "enter")
        assert not looks_encrypted(path)
        await press(pilot, "w", "enter", f"<{WORDS}>")
        assert isinstance(pilot.app.screen, SecretDialog)
        assert "häst" not in "\n".join(lines(pilot))
        await press(pilot, "enter", f"<{WORDS}>", "enter")
        assert looks_encrypted(path)
        assert "1 copy whose encryption differs" in "\n".join(lines(pilot))
        await press(pilot, "<Convert>", "enter")
        assert "Converted:" in "\n".join(lines(pilot))
        await press(pilot, "enter")
        assert "Privacy · encrypted file" in lines(pilot)[0]
        assert pilot.app.researcher.project.encrypted  # type: ignore[attr-defined]
        assert check(pilot.app.researcher.project) == []  # type: ignore[attr-defined]
        await press(pilot, "r", "<fel lösenfras>", "enter")
        assert "That did not work" in "\n".join(lines(pilot))
        await press(pilot, "enter", "r", f"<{WORDS}>", "enter", "<hästens röda stall>", "enter")
        await press(pilot, "<hästens röda stall>", "enter")
        await press(pilot, "<Keep>", "enter", "w", "enter", f"<{WORDS}>", "enter")
        assert "That did not work" in "\n".join(lines(pilot))
        await press(pilot, "enter", "w", "enter", "<hästens röda stall>", "enter")
        assert not looks_encrypted(path)
        await press(pilot, "escape", "f8")
        assert "Intervju Eksjö" in "\n".join(lines(pilot))
        pilot.app.researcher.project.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("screen", "size"), [("ctrl+a", (80, 24)), ("privacy", (160, 40))])
async def test_it_is_sealed_when_the_word_is_typed(
    named: Researcher, replaced: Path, screen: str, size: tuple[int, int]
) -> None:
    async with shown(named, screen, size) as pilot:
        await press(pilot, "D")
        pilot.app.screen.query_one(Input).value = str(replaced)
        await press(pilot, "enter", "<fel lösenfras>", "enter")
        assert "does not open this key file" in "\n".join(lines(pilot))
        await press(pilot, "enter", "D")
        pilot.app.screen.query_one(Input).value = str(replaced)
        await press(pilot, "enter", f"<{WORDS}>", "enter")
        assert isinstance(pilot.app.screen, TypedDialog), lines(pilot)
        text = "\n".join(lines(pilot))
        for said in ("This can't be undone", "To be erased:", "may hold the original names"):
            assert said in text
        await press(pilot, "escape")
        with named.project.reading() as connection:
            assert privacy.sealed(connection) is None
        await press(pilot, "D")
        pilot.app.screen.query_one(Input).value = str(replaced)
        await press(pilot, "enter", f"<{WORDS}>", "enter")
        await press(pilot, "<seal>", "enter")
        assert "Sealed. Erased:" in "\n".join(lines(pilot))
        await press(pilot, "enter")
    async with shown(named, screen, size) as pilot:  # in another session undo asks, but not for the seal
        await press(pilot, "u")
        assert not isinstance(pilot.app.screen, ConfirmDialog)
        assert any("sealed here" in note.message for note in pilot.app._notifications)
    with named.project.reading() as connection:
        assert privacy.sealed(connection) is not None
    assert check(named.project) == []
