"""The server goes away under the open workbench, and comes back."""

from collections.abc import Iterator
from threading import Thread

import psycopg
import pytest
from textual.widgets import TextArea

from qualwb.acts import codes, memos
from qualwb.acts.researcher import Researcher
from qualwb.acts.trees import new_code
from qualwb.store.engines.postgresql import WRITE_LOCK, doubt
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.server_project import ServerProject
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.codebook.screen import CodebookScreen
from qualwb.workbench.screens.memos import MemosScreen
from qualwb.workbench.screens.no_connection import NoConnectionDialog
from tests.postgresql.cluster import Cluster
from tests.postgresql.slow_network import SlowNetwork
from tests.store.postgresql.hearing import until
from tests.workbench.screens.coded_material import lines, press, settle, shown, with_material
from tests.workbench.test_live import app_of, seen


@pytest.fixture
def mine(server: Cluster) -> Iterator[Cluster]:  # noqa: ARG001
    """A server of the test's own."""
    with Cluster() as cluster:
        yield cluster


@pytest.fixture
def anna(mine: Cluster) -> Iterator[Researcher]:
    """Who sits at the workbench."""
    with ServerProject.create(Address.parsed(mine.create_database("p"))) as project:
        yield with_material(Researcher(project, "Anna"))


def names_of_codes(researcher: Researcher) -> list[str]:
    with researcher.project.reading() as connection:
        return list(connection.exec_driver_sql("SELECT name FROM code ORDER BY id").scalars())


async def test_it_is_told_and_what_was_typed_is_kept_until_the_server_is_back(
    mine: Cluster, anna: Researcher
) -> None:
    async with shown(anna, "f4", (120, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodebookScreen)
        await seen(pilot, lambda: screen.rows and app_of(pilot).company.state_of_project)
        mine.kill()
        await seen(pilot, lambda: "no connection since" in lines(pilot)[0])
        await press(pilot, "n", "<lång eftertanke>", "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, NoConnectionDialog)
        assert any("nothing was stored" in line for line in lines(pilot))
        await press(pilot, "enter")
        assert pilot.app.screen is dialog
        mine.start()
        await seen(pilot, lambda: app_of(pilot).company.lost_since is None)
        await seen(pilot, lambda: any("The server is there again" in line for line in lines(pilot)))
        await press(pilot, "enter")
        await seen(pilot, lambda: "lång eftertanke" in screen.rows)
        assert "no connection" not in lines(pilot)[0]
    assert names_of_codes(anna).count("lång eftertanke") == 1


async def test_an_act_can_be_given_up(mine: Cluster, anna: Researcher) -> None:
    async with shown(anna, "f4") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodebookScreen)
        await seen(pilot, lambda: screen.rows and app_of(pilot).company.state_of_project)
        mine.kill()
        await seen(pilot, lambda: "no connection since" in lines(pilot)[0])
        await press(pilot, "n", "<x>", "enter", "escape")
        assert pilot.app.screen is screen
        mine.start()
        await seen(pilot, lambda: "no connection" not in lines(pilot)[0])
    assert "x" not in names_of_codes(anna)


async def test_a_memo_that_is_given_up_is_asked_for_again_as_it_was_typed(
    mine: Cluster, anna: Researcher
) -> None:
    async with shown(anna, "f2", (120, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        await seen(pilot, lambda: screen.source and app_of(pilot).company.state_of_project)
        await press(pilot, "down", "s", "m", "<en lång tanke>")
        mine.kill()
        await seen(pilot, lambda: app_of(pilot).company.lost_since)
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, NoConnectionDialog)
        await press(pilot, "escape")
        assert pilot.app.screen.query_one(TextArea).text == "en lång tanke"
        mine.start()
        await seen(pilot, lambda: app_of(pilot).company.lost_since is None)
        await press(pilot, "ctrl+s")
        assert pilot.app.screen is screen


async def test_reading_goes_on_and_nothing_breaks(mine: Cluster, anna: Researcher) -> None:
    async with shown(anna, "f2", (120, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        await seen(pilot, lambda: screen.source and app_of(pilot).company.state_of_project)
        mine.kill()
        await seen(pilot, lambda: "no connection since" in lines(pilot)[0])
        before = screen.view.cursor
        await press(pilot, "down")
        assert screen.view.cursor > before
        for key in ("s", "Z", "greater_than_sign", "q", "V", "u", "W"):
            await press(pilot, key)
            assert isinstance(pilot.app.screen, (CodeScreen, FailureDialog)) or pilot.app.screen.is_modal, key
            while pilot.app.screen.is_modal:
                await press(pilot, "escape")
        for key in ("f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f2"):
            await press(pilot, key)
        assert pilot.app.screen is screen
        assert any("Intervju 1" in line for line in lines(pilot))
        mine.start()
        await seen(pilot, lambda: "no connection" not in lines(pilot)[0])
        await press(pilot, "f4")
        await seen(pilot, lambda: isinstance(pilot.app.screen, CodebookScreen) and pilot.app.screen.rows)


async def test_what_happened_meanwhile_is_shown(mine: Cluster, anna: Researcher) -> None:
    async with shown(anna, "f4") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodebookScreen)
        await seen(pilot, lambda: screen.rows and app_of(pilot).company.state_of_project)
        mine.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'p'", database="postgres"
        )
        assert isinstance(anna.project, ServerProject)
        with ServerProject.open(anna.project.address) as other:
            codes.create(Researcher(other, "Bo"), "bos")
        await seen(pilot, lambda: "bos" in screen.rows)
        await press(pilot, "n", "<annas>", "enter")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, NoConnectionDialog)
        await seen(pilot, lambda: "annas" in screen.rows)


async def test_what_a_key_asks_for_in_vain_leaves_the_screen_whole(mine: Cluster, anna: Researcher) -> None:
    async with shown(anna, "f2", (120, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        await seen(pilot, lambda: screen.source and app_of(pilot).company.state_of_project)
        await press(pilot, "tab", "down", "down", "down")
        mine.kill()
        await seen(pilot, lambda: app_of(pilot).company.lost_since)
        # Not waited for by ``press``: what else is asked for meanwhile may fail too.
        await pilot.press("S")  # which codings there are to split the code by
        await seen(pilot, lambda: isinstance(pilot.app.screen, FailureDialog))
        await pilot.press("escape")
        await seen(pilot, lambda: pilot.app.screen is screen)
        mine.start()
        await seen(pilot, lambda: any("Det var otydligt" in line for line in lines(pilot)))


async def test_what_a_dialog_asks_for_in_vain_ends_nothing(mine: Cluster, anna: Researcher) -> None:
    memos.write(anna, "Det var otydligt")
    async with shown(anna, "f9", (120, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MemosScreen)
        await seen(pilot, lambda: screen.rows() and app_of(pilot).company.state_of_project)
        await press(pilot, "n", "<theme>")
        assert pilot.app.screen.is_modal
        mine.kill()
        await seen(pilot, lambda: app_of(pilot).company.lost_since)
        await pilot.press("enter")  # which themes there are
        await seen(pilot, lambda: isinstance(pilot.app.screen, FailureDialog))
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        mine.start()
        await seen(pilot, lambda: app_of(pilot).company.lost_since is None)
        await press(pilot, "n", "<theme>", "enter")
        assert pilot.app.screen.is_modal


@pytest.mark.parametrize(("stored", "held"), [(True, False), (False, False), (False, True)])
async def test_an_act_in_doubt_is_found_out_about(
    mine: Cluster, anna: Researcher, monkeypatch: pytest.MonkeyPatch, *, stored: bool, held: bool
) -> None:
    """Also where somebody else is at work for longer than one waits to ask (``held``)."""
    if held:
        monkeypatch.setattr(doubt, "PATIENCE", "10ms")
    assert isinstance(anna.project, ServerProject)
    with SlowNetwork(mine.socket) as network:
        far = Address.parsed(mine.url(anna.project.address.database, port=network.port))
        with ServerProject.open(far) as project:
            async with shown(Researcher(project, "Anna"), "f4", (120, 40)) as pilot:
                screen, number = pilot.app.screen, anna.project.revision()
                assert isinstance(screen, CodebookScreen)
                await seen(pilot, lambda: screen.rows and app_of(pilot).company.state_of_project)

                def breaks_at_commit() -> None:
                    """The line is cut before the server hears of the commit, or before it answers."""
                    sent = network.round_trips
                    network.mute, network.stalled = stored, not stored
                    came = (
                        (lambda: anna.project.revision() > number)
                        if stored
                        else lambda: network.round_trips > sent
                    )
                    Thread(target=lambda: (until(came), network.cut(), let_through(network))).start()

                def act() -> None:
                    with project.act("code.new", coder="Anna") as one:
                        new_code(one, "tvivel")
                        if held:
                            Thread(target=hold_lock, args=[str(anna.project.address)]).start()
                        breaks_at_commit()

                assert not app_of(pilot).attempt(act)
                told = "It was stored" if stored else "It was not stored"
                await seen(pilot, lambda: any(told in line for line in lines(pilot)))
                await press(pilot, "escape")
                await seen(pilot, lambda: ("tvivel" in screen.rows) is stored)


def hold_lock(address: str) -> None:
    """Keep everybody from writing for a while, as soon as it is one's turn."""
    with psycopg.connect(address) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [WRITE_LOCK])
        connection.execute("SELECT pg_sleep(0.5)")


def let_through(network: SlowNetwork) -> None:
    network.mute = network.stalled = False
