"""A key that waits for a server says so in the first line, though nothing is painted meanwhile."""

from collections.abc import Iterator
from threading import Event, Thread

import psycopg
import pytest
from textual.pilot import Pilot

from qualwb.acts.researcher import Researcher
from qualwb.store.engines.postgresql import WRITE_LOCK, turns
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.server_project import ServerProject
from qualwb.workbench import waiting_aloud
from qualwb.workbench.screens.codebook.screen import CodebookScreen
from tests.workbench.screens.coded_material import lines, press, shown, with_material
from tests.workbench.test_live import app_of, seen

SOON = 0.01


@pytest.fixture
def anna(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Researcher]:
    """Who sits at the workbench; what is told after a while is told at once."""
    monkeypatch.setattr(waiting_aloud, "PATIENCE", SOON)
    with ServerProject.create(Address.parsed(database)) as project:
        yield with_material(Researcher(project, "Anna"))


class Terminal:
    """Keeps what is written to the terminal, and tells when a text has come."""

    def __init__(self, pilot: Pilot[int], wanted: str) -> None:
        self.written = ""
        self.came = Event()
        driver = pilot.app._driver
        assert driver is not None
        write = driver.write

        def keep(data: str) -> None:
            self.written += data
            if wanted in self.written:
                self.came.set()
            write(data)

        driver.write = keep  # type: ignore[method-assign]


def holds_the_lock(address: str, held: Event, until: Event) -> None:
    with psycopg.connect(address) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [WRITE_LOCK])
        held.set()
        until.wait(60)


@pytest.mark.parametrize(
    ("patience", "wanted"), [(None, "The server has not answered for"), (SOON, "Waiting for what")]
)
async def test_a_wait_is_told_while_it_lasts_and_gone_afterwards(
    anna: Researcher, database: str, monkeypatch: pytest.MonkeyPatch, patience: float | None, wanted: str
) -> None:
    if patience is not None:
        monkeypatch.setattr(turns, "SOON_SECONDS", patience)
    async with shown(anna, "f4", (120, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodebookScreen)
        await seen(pilot, lambda: screen.rows and app_of(pilot).company.state_of_project)
        terminal, held = Terminal(pilot, wanted), Event()
        holder = Thread(target=holds_the_lock, args=(database, held, terminal.came))
        holder.start()
        held.wait()
        await press(pilot, "n", "<nytt>", "enter")
        holder.join()
        assert terminal.came.is_set()
        await seen(pilot, lambda: "nytt" in screen.rows)
        assert wanted not in lines(pilot)[0]
