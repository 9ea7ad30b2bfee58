"""What a server, or what lies in its database, may not do to whoever works there."""

import pytest
from sqlalchemy import text

from qualwb.acts import memos
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.model import Project
from qualwb.store.driver import ask_ahead, fetch
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.errors import RefusedByServer
from qualwb.store.server_project import ServerProject
from tests.postgresql.cluster import Cluster


@pytest.fixture
def project(database: str) -> ServerProject:
    return ServerProject.create(Address.parsed(database), "Studie")


@pytest.fixture
def researcher(project: ServerProject) -> Researcher:
    return Researcher(project, "Karin")


def test_a_moment_that_is_none_becomes_no_sql(
    project: ServerProject, researcher: Researcher, server: Cluster
) -> None:
    memos.write(researcher, "Ett minne.")
    name = project.address.database
    server.psql(name, "INSERT INTO qualwb.round (uid, name, blind) VALUES ('r', 'blind', true)")
    images = '[{"op": "insert", "table": "round", "after": {"id": 2}}]'
    moment = "0' OR set_config(''qualwb.harm'', ''done'', false) = ''x".replace("''", "'")
    done = server.psql(
        name,
        "INSERT INTO qualwb.change (id, at, coder, act, images, digest) "
        f"VALUES (90, $m${moment}$m$, 'x', 'round.new', $m${images}$m$, 'd')",
    )
    assert done.returncode == 0, done.stderr
    with Researcher(project, "Mia").project.reading() as connection:
        harm = connection.execute(text("SELECT current_setting('qualwb.harm', true)")).scalar()
        assert connection.execute(text("SELECT count(*) FROM memo")).scalar() == 1
    assert not harm


@pytest.mark.parametrize(
    ("setting", "value"), [("default_transaction_read_only", "on"), ("statement_timeout", "1")]
)
def test_what_the_server_refuses_is_told_in_one_line(
    project: ServerProject, server: Cluster, setting: str, value: str
) -> None:
    name = project.address.database
    server.execute(f"ALTER DATABASE {name} SET {setting} = {value}")
    opened = ServerProject(project.address, project._engine)
    opened.close()
    if setting == "statement_timeout":
        with pytest.raises(RefusedByServer), opened.reading() as connection:
            connection.execute(text("SELECT pg_sleep(1)"))
    else:  # an act says itself that it writes
        memos.write(Researcher(opened, "Karin"), "Ett minne.")
        assert opened.revision() == 1


def test_acts_take_turns_whatever_isolation_the_server_prefers(
    project: ServerProject, server: Cluster
) -> None:
    server.execute(
        f"ALTER DATABASE {project.address.database} SET default_transaction_isolation = 'repeatable read'"
    )
    other = ServerProject(project.address, project._engine)
    project.close()
    with other.writing() as connection:
        assert connection.execute(text("SHOW transaction_isolation")).scalar() == "read committed"


def test_what_was_asked_ahead_is_asked_again_after_a_write(project: ServerProject) -> None:
    from sqlalchemy import select

    constant = select(Project.name)
    with project.writing() as connection:
        ask_ahead(connection, (constant, {}))
        connection.execute(text("UPDATE project SET name = 'Ny'"))
        assert fetch(connection, constant) == [("Ny",)]


@pytest.mark.parametrize("address", ["postgresql://h/x?port=abc", "postgresql://h", "postgresql://"])
def test_an_address_that_is_none_is_told(address: str) -> None:
    with pytest.raises(QualwbError):
        Address.parsed(address)


def test_a_password_is_shown_nowhere() -> None:
    address = Address.parsed("postgresql://a:hemligt@h/x?password=dolt&sslpassword=gömt")
    for shown in (str(address), repr(address)):
        assert not any(word in shown for word in ("hemligt", "dolt", "gömt"))
    assert address.connect_parameters()["password"] == "hemligt"
