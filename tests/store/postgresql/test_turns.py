"""Whoever waits for the acts of others is told for whom, and stores in the end; not for ever."""

from collections.abc import Iterator

import psycopg
import pytest

from qualwb.acts import codes, codings
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher
from qualwb.model import Code
from qualwb.store.engines.postgresql import WRITE_LOCK, turns
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.rights import Role
from qualwb.store.engines.postgresql.waiting import WAITING
from qualwb.store.errors import ProjectLocked
from qualwb.store.server_project import ServerProject
from tests.acts.merging.random_acts import fill_origin
from tests.postgresql.cluster import Cluster
from tests.store.postgresql.team_rows import admit

SHORT = 0.02


@pytest.fixture
def bo(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Researcher]:
    monkeypatch.setattr(turns, "SOON_SECONDS", SHORT)
    with ServerProject.create(Address.parsed(database)) as project:
        fill_origin(Researcher(project, "Bo"))
        yield Researcher(project, "Bo")


@pytest.fixture
def anna(database: str, server: Cluster, bo: Researcher) -> Iterator[psycopg.Connection]:
    """Anna's connection, which is writing."""
    with bo.project.writing() as connection:
        admit(connection, "turns_anna", "Anna", Role.LEAD)
    name = Address.parsed(database).database
    with psycopg.connect(server.url(name, "turns_anna")) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [WRITE_LOCK])
        yield connection


def test_who_is_waited_for_is_told_and_the_act_goes_on(
    bo: Researcher, anna: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def tell(coder: str) -> None:
        told.append(coder)
        anna.rollback()

    monkeypatch.setattr(WAITING, "tell", tell)
    with bo.project.reading() as connection:
        passage = passage_at(connection, "Intervju 1", 3, 12)
    assert codings.apply(bo, passage, ["ett", "ny"], create=True).new_codes == ("ny",)
    assert told == ["Anna"]


def test_an_act_that_asks_nothing_first_waits_too(
    bo: Researcher, anna: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WAITING, "tell", lambda _coder: anna.rollback())
    before = bo.project.revision()
    with bo.act("trial") as act:
        act.note_past(Code, 1, {"name": ["förr"]}, {})
    assert bo.project.revision() == before + 1


def test_nobody_is_waited_for_for_ever(
    bo: Researcher, anna: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", SHORT)
    with pytest.raises(ProjectLocked):
        codes.create(bo, "ny")
    anna.rollback()
    codes.create(bo, "ny")
