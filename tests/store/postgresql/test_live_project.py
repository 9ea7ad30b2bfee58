"""An open project on a server tells of others' acts, and does not wait for a server that is away."""

from collections.abc import Iterator
from threading import Thread

import pytest

from qualwb.acts import codes
from qualwb.acts.researcher import Researcher
from qualwb.acts.trees import new_code
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.errors import NoConnection, StoredInDoubt
from qualwb.store.live import Acted, ConnectionLost, LookAnew, WorkPlace
from qualwb.store.server_project import ServerProject
from tests.postgresql.cluster import Cluster
from tests.postgresql.slow_network import SlowNetwork
from tests.store.postgresql.hearing import Heard, act, hearing, until


@pytest.fixture
def project(database: str) -> Iterator[ServerProject]:
    with ServerProject.create(Address.parsed(database)) as made:
        yield made


def test_an_act_and_its_undoing_are_told_to_the_others(project: ServerProject, database: str) -> None:
    with hearing(database, "Anna") as (anna,):
        codes.create(Researcher(project, "Bo"), "ny")
        number = project.revision()
        assert anna.wait_for(Acted) == [Acted(number, "Bo")]
        project.undo(coder="Bo")
        assert anna.wait_for(Acted, 2)[1] == Acted(number + 1, "Bo")


def test_ones_own_acts_are_not_told_and_others_are(project: ServerProject, database: str) -> None:
    heard = Heard()
    live = project.live(heard.note, WorkPlace("Bo"))
    try:
        heard.wait_for(LookAnew)
        codes.create(Researcher(project, "Bo"), "ny")
        act(database, 99)
        assert heard.wait_for(Acted) == [Acted(99, "Cilla")]
    finally:
        live.close()


def test_an_act_that_is_refused_is_not_told(project: ServerProject, database: str) -> None:
    with hearing(database, "Anna") as (anna,):
        with pytest.raises(ZeroDivisionError), project.act("code.create", coder="Bo"):
            raise ZeroDivisionError
        act(database, 99)
        assert anna.wait_for(Acted) == [Acted(99, "Cilla")]


def test_without_a_server_an_act_is_refused_at_once_and_goes_when_it_is_back(
    server: Cluster,  # noqa: ARG001
) -> None:
    with Cluster() as mine:
        heard = Heard()
        with ServerProject.create(Address.parsed(mine.create_database("p"))) as project:
            researcher = Researcher(project, "Bo")
            live = project.live(heard.note, WorkPlace("Bo"))
            heard.wait_for(LookAnew)
            codes.create(researcher, "före")
            mine.kill()
            heard.wait_for(ConnectionLost)
            with pytest.raises(NoConnection) as act_refused:
                codes.create(researcher, "utan")
            with pytest.raises(NoConnection) as reading_refused, project.reading():
                pass
            for refused in (act_refused, reading_refused):
                assert refused.value.__cause__ is None  # the server was not even looked for
            mine.start()
            live.doubt()
            heard.wait_for(LookAnew, 2)
            codes.create(researcher, "efter")
            with project.reading() as connection:
                found = connection.exec_driver_sql("SELECT name FROM code ORDER BY id").scalars().all()
            assert found == ["före", "efter"]
            live.close()


@pytest.mark.parametrize("stored", [True, False])
def test_an_act_whose_commit_broke_is_in_doubt_until_it_is_looked_up(
    server: Cluster, project: ServerProject, *, stored: bool
) -> None:
    with SlowNetwork(server.socket) as network:
        far = Address.parsed(server.url(project.address.database, port=network.port))
        with ServerProject.open(far) as slow:
            revision = project.revision()
            breaking: list[Thread] = []

            def stores() -> bool:
                return project.revision() > revision

            def act_and_break() -> None:
                with slow.act("code.new", coder="Bo") as act:
                    new_code(act, "tvivel")
                    sent = network.round_trips
                    network.mute, network.stalled = stored, not stored
                    came = stores if stored else lambda: network.round_trips > sent
                    breaking.append(Thread(target=lambda: (until(came), network.cut())))
                    breaking[0].start()

            with pytest.raises(StoredInDoubt) as raised:
                act_and_break()
            breaking[0].join()
            network.mute = network.stalled = False
            assert slow.was_stored(raised.value.digest) is stored
            assert stores() is stored
            codes.create(Researcher(slow, "Bo"), "sedan")
