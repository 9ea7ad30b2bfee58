"""A project on a server is looked at when it is opened; its owner's program migrates an earlier one."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from qualwb.acts import codes
from qualwb.acts.researcher import Researcher
from qualwb.acts.team.members import invite
from qualwb.errors import QualwbError
from qualwb.store.check import check
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.rights import Role
from qualwb.store.engines.postgresql.roles import is_open_to_members
from qualwb.store.errors import NoProjectThere, UnusableProject
from qualwb.store.migration import SCHEMA_REVISION, upgrade
from qualwb.store.project_file import ProjectFile
from qualwb.store.recognition import revision_of
from qualwb.store.server_project import ServerProject
from tests.postgresql.cluster import Cluster
from tests.postgresql.slow_network import SlowNetwork
from tests.projects import backups_of
from tests.store.first_schema import first_schema_project
from tests.store.postgresql.test_upgrading import bring, copy, rows_of_file, rows_of_server

BEFORE = "0005"
UNLIMITED = "session_replication_role = replica"
FORBIDDEN = """
    CREATE FUNCTION public.x() RETURNS event_trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'by night alone' USING ERRCODE = 'insufficient_privilege'; END $$
"""


@pytest.fixture
def earlier(tmp_path: Path, empty: Engine) -> Iterator[sqlite3.Connection]:
    """The file with the same rows as a database, which holds a project of an earlier schema."""
    path = first_schema_project(tmp_path)
    bring(path, to=BEFORE)
    file = sqlite3.connect(path, isolation_level=None)
    upgrade(empty, to=BEFORE)
    with empty.begin() as server:
        copy(file, server)
    yield file
    file.close()


def backups(database: str) -> list[Path]:
    with ServerProject.connected(Address.parsed(database)) as project:
        return backups_of(project)


def test_its_owner_brings_an_earlier_project_up_to_date(
    database: str, empty: Engine, earlier: sqlite3.Connection, tmp_path: Path
) -> None:
    before, told = rows_of_file(earlier), list[str]()
    with ServerProject.open(Address.parsed(database), told.append) as project:
        assert not check(project)
        with project.reading_whole() as connection:
            assert is_open_to_members(connection)
        codes.create(Researcher(project, "Karin"), "ny")
        assert project.undo(coder="Karin").act == "code.new"
        project.redo(coder="Karin")
    (backup,) = backups(database)
    assert told == [
        f"{project.label}: brought from schema 0005 to {SCHEMA_REVISION}; a copy of the old one is {backup}."
    ]
    assert revision_of(backup) == BEFORE
    kept = sqlite3.connect(backup)
    assert rows_of_file(kept) == before
    kept.close()
    with ProjectFile.open(backup) as restored:
        assert not check(restored)
    bring(tmp_path / "gammal.qwb", to="head")
    with empty.connect() as server:
        after, expected = rows_of_server(server), rows_of_file(earlier)
    assert {table: rows for table, rows in after.items() if table not in ("change", "code")} == {
        table: rows for table, rows in expected.items() if table not in ("change", "code")
    }
    assert after["change"][: len(expected["change"])] == expected["change"]
    with ServerProject.open(Address.parsed(database), told.append):
        assert len(told) == 1


@pytest.mark.usefixtures("earlier")
def test_members_are_let_in_again(database: str, server: Cluster) -> None:
    address = Address.parsed(database)
    with ServerProject.open(address) as project:
        invite(project, "opening_mia", "Mia", Role.CODER)
    with ServerProject.open(Address.parsed(server.url(address.database, "opening_mia"))) as theirs:
        codes.create(Researcher(theirs, "Mia"), "ny")


@pytest.mark.usefixtures("earlier")
def test_anybody_else_is_told_to_ask_the_owner(database: str, server: Cluster, empty: Engine) -> None:
    server.execute("CREATE ROLE opening_other LOGIN")
    with empty.begin() as connection:
        connection.execute(text("GRANT USAGE ON SCHEMA qualwb TO opening_other"))
        connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA qualwb TO opening_other"))
    name = Address.parsed(database).database
    with pytest.raises(UnusableProject, match=r"earlier version \(schema 0005\)") as refusal:
        ServerProject.open(Address.parsed(server.url(name, "opening_other")))
    assert "owner" in refusal.value.hint
    with empty.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM qualwb.alembic_version")) == BEFORE


@pytest.mark.usefixtures("earlier")
@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (
            ["SET LOCAL session_replication_role = replica", "DELETE FROM qualwb.round"],
            "does not hold together",
        ),
        ([FORBIDDEN, "CREATE EVENT TRIGGER x ON ddl_command_start EXECUTE FUNCTION public.x()"], "not allow"),
    ],
)
def test_what_fails_leaves_it_as_it_was(
    database: str, empty: Engine, statements: list[str], said: str
) -> None:
    with empty.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    with empty.connect() as connection:
        before = rows_of_server(connection)
    told: list[str] = []
    with pytest.raises(QualwbError, match=said):
        ServerProject.open(Address.parsed(database), told.append)
    assert not told
    assert not backups(database)
    with empty.connect() as connection:
        assert rows_of_server(connection) == before
        assert connection.scalar(text("SELECT version_num FROM qualwb.alembic_version")) == BEFORE


def test_what_is_none_of_ours_is_refused(database: str, empty: Engine) -> None:
    address = Address.parsed(database)
    with pytest.raises(NoProjectThere):
        ServerProject.open(address)
    ServerProject.create(address).close()
    with empty.begin() as connection:
        connection.execute(text("UPDATE qualwb.alembic_version SET version_num = '0999'"))
        connection.execute(text("ALTER TABLE qualwb.memo ADD COLUMN x text"))
    with pytest.raises(UnusableProject, match=r"newer qualwb \(schema 0999\)"):
        ServerProject.open(address)
    with empty.begin() as connection:
        connection.execute(text(f"UPDATE qualwb.alembic_version SET version_num = '{SCHEMA_REVISION}'"))
        connection.execute(text("ALTER TABLE qualwb.memo DROP COLUMN x"))
        connection.execute(text("CREATE VIEW qualwb.x AS SELECT 1"))
    with pytest.raises(UnusableProject, match="a view, 'x'"):
        ServerProject.open(address)
    with empty.begin() as connection:
        connection.execute(text("DROP VIEW qualwb.x"))
    ServerProject.open(address).close()


def test_to_look_costs_one_way_there_and_back(server: Cluster, database: str) -> None:
    address = Address.parsed(database)
    ServerProject.create(address).close()
    assert trips(server, address, ServerProject.open) == trips(server, address, ServerProject.connected) + 1


def trips(server: Cluster, address: Address, opened: Callable[[Address], ServerProject]) -> int:
    """How often it goes there and back until something is read."""
    with SlowNetwork(target=server.socket, round_trip=0.001) as network:
        far = Address.parsed(server.url(address.database, port=network.port))
        with opened(far) as project, project.reading_whole() as connection:
            connection.execute(text("SELECT 1"))
            return network.waits
