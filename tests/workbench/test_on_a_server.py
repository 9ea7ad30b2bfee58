"""A project on a server: what only a file can do is told at once, and keys keep nobody waiting."""

from collections.abc import Iterator
from typing import Any

import pytest
from textual import events
from textual.widgets import Input

from qualwb.acts import rounds
from qualwb.acts.researcher import Researcher
from qualwb.acts.team.members import invite
from qualwb.analysis.connection import Connection
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.rights import Role
from qualwb.store.server_project import ServerProject
from qualwb.workbench import keys_in_order
from qualwb.workbench.dialogs import ChoiceDialog, FailureDialog
from qualwb.workbench.screens.code import source_state
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.codebook.screen import CodebookScreen
from tests.postgresql.cluster import Cluster
from tests.postgresql.slow_network import SlowNetwork
from tests.workbench.screens.coded_material import lines, press, rows, shown, with_material
from tests.workbench.settling import painted
from tests.workbench.test_live import app_of, seen, told_and_shown


@pytest.fixture
def anna(database: str) -> Iterator[Researcher]:
    """Who sits at the workbench."""
    with ServerProject.create(Address.parsed(database)) as project:
        yield with_material(Researcher(project, "Anna"))


OF_FILES = (
    *(("g d", key) for key in ("w", "r", "D", "delete")),
    ("ctrl+a", "D"),
    ("f8", "Y"),
    ("f7", "D"),
)
"""Keys of screens, and of what only a file can do there."""


async def test_what_only_a_file_can_do_is_told_at_once(anna: Researcher) -> None:
    async with shown(anna, "f2") as pilot:
        for screen, key in OF_FILES:
            await press(pilot, *screen.split())
            await press(pilot, key)
            assert isinstance(pilot.app.screen, FailureDialog), (screen, key)
            told = " ".join("\n".join(lines(pilot)).split())
            assert "on a server this can't be done" in told, (screen, key)
            await press(pilot, "escape")


async def test_a_coder_is_offered_rounds_to_work_in_and_nothing_else(
    anna: Researcher, server: Cluster, database: str
) -> None:
    rounds.new_round(anna, "två")
    assert isinstance(anna.project, ServerProject)
    invite(anna.project, "bo", "Bo", Role.CODER)
    with ServerProject.open(Address.parsed(server.url(Address.parsed(database).database, "bo"))) as project:
        async with shown(Researcher(project, "Bo"), "f3") as pilot:
            await press(pilot, "W")
            told = "\n".join(lines(pilot))
            assert "Round: två" in told
            assert "Coder:" not in told
            assert "+ new" not in told
            await press(pilot, "<två>", "enter")
            await seen(pilot, lambda: "round två" in lines(pilot)[0])


async def test_its_privacy_tells_who_can_read_it(anna: Researcher) -> None:
    async with shown(anna, "privacy") as pilot:
        await seen(pilot, lambda: "on a server" in lines(pilot)[0])
        told = " ".join(" ".join(lines(pilot)).split())
        assert "whoever runs that server can read it" in told
        assert "No names have been replaced." in told


async def test_an_act_that_was_undone_is_gone_from_the_other_screens(anna: Researcher) -> None:
    async with shown(anna, "f4") as pilot:
        codebook = pilot.app.screen
        assert isinstance(codebook, CodebookScreen)
        await press(pilot, "n", "<hastigt>", "enter")
        await seen(pilot, lambda: "hastigt" in codebook.rows)
        await press(pilot, "f3", "u")
        assert rows(anna, "SELECT name FROM code WHERE name = 'hastigt'") == []
        await press(pilot, "f4")
        await seen(pilot, lambda: "hastigt" not in codebook.rows)


async def test_what_was_coded_is_shown_without_reading_the_source_anew(anna: Researcher) -> None:
    async with shown(anna, "f2") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        await told_and_shown(pilot)  # what was missed before that is read anew, whenever it comes
        read: list[str] = []
        find = source_state.find

        def noted(connection: Connection, name: str, *more: Any) -> source_state.Found:
            read.append(name)
            return find(connection, name, *more)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(source_state, "find", noted)
            await press(pilot, "s", "c", "<nytt>", "enter")
            await seen(pilot, lambda: any("nytt" in line for line in lines(pilot)[1:]))
            assert screen.source is not None
            assert "nytt" in {coding.name for coding in screen.source.codings.values()}
            assert read == []
            await press(pilot, "u")
            await seen(pilot, lambda: "nytt" not in {one.name for one in codings_of(screen)})
        assert len(read) == 1  # the new code that goes with it is more than a coding


async def test_a_key_is_answered_at_once_behind_one_that_asked_and_opened_no_dialog(
    anna: Researcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys_in_order, "PATIENCE", 600.0)
    code = "SELECT count(*) FROM code"
    async with shown(anna, "f4") as pilot:
        (before,) = rows(anna, code)[0]
        await press(pilot, "n", "<hastigt>", "enter", "g", "j", "ctrl+o")
        assert rows(anna, code) == [(before + 1,)]
        await press(pilot, "u")
        assert rows(anna, code) == [(before,)]


def codings_of(screen: CodeScreen) -> list[source_state.CodingAt]:
    return [] if screen.source is None else list(screen.source.codings.values())


async def test_what_a_dialog_shows_is_asked_while_the_screen_goes_on_and_keys_are_kept_for_it(
    anna: Researcher, server: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys_in_order, "PATIENCE", 600.0)
    assert isinstance(anna.project, ServerProject)
    with SlowNetwork(server.socket) as network:
        far = Address.parsed(server.url(anna.project.address.database, port=network.port))
        with ServerProject.open(far) as project:
            async with shown(Researcher(project, "Anna"), "f9") as pilot:
                screen = pilot.app.screen
                await seen(pilot, lambda: app_of(pilot).company.state_of_project)
                await press(pilot, "n", "<theme>")
                with network.silent():
                    pilot.app.post_message(events.Key("enter", None))
                    pilot.app.post_message(events.Paste("Möt"))
                    await painted(pilot.app)
                    assert pilot.app.screen is screen
                await seen(pilot, lambda: isinstance(pilot.app.screen, ChoiceDialog))
                await seen(pilot, lambda: pilot.app.screen.query_one(Input).value == "Möt")
