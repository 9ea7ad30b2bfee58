"""A database that its administrator dumped and brought back: the project is whole, and so is who may what."""

from collections.abc import Iterator

import pytest

from qualwb.acts import codes, codings, rounds
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.acts.team.members import change_role, dismiss, invite, members
from qualwb.analysis.quotes import Query, find_quotes
from qualwb.analysis.selection import Selection
from qualwb.store.check import check
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.rights import Role
from qualwb.store.server_project import ServerProject
from tests.conftest import transcript_of
from tests.postgresql.cluster import Cluster
from tests.postgresql.dumps import dump, dump_roles, restore

TEAM = {"dumps_bo": ("Bo", Role.CODER), "dumps_lena": ("Lena", Role.LEAD), "dumps_rut": ("Rut", Role.READER)}
READ = "SELECT count(*) FROM qualwb.turn"
CODE = "INSERT INTO qualwb.code (uid, name, created_at) VALUES (gen_random_uuid(), 'Ny', '')"
ROUND = "UPDATE qualwb.round SET name = 'annan' WHERE id = 1"
RIGHTS = {
    "dumps_bo": [True, True, False],
    "dumps_lena": [True, True, True],
    "dumps_rut": [True, False, False],
    "dumps_stranger": [False, False, False],
}


@pytest.fixture
def studie(server: Cluster, database: str) -> str:
    """The name of a database of Anna's with a team, and a blind round in which Bo and Anna have coded."""
    name = Address.parsed(database).database
    server.execute("CREATE ROLE dumps_anna LOGIN CREATEROLE")
    server.execute("CREATE ROLE dumps_stranger LOGIN")
    server.execute("ALTER DATABASE {} OWNER TO dumps_anna", name)
    with ServerProject.create(Address.parsed(server.url(name, "dumps_anna")), "Studie") as project:
        anna = Researcher(project, "Anna")
        import_transcript(anna, transcript_of(), name="Intervju 1", group="Grupp 1")
        for login, (coder, role) in TEAM.items():
            invite(project, login, coder, role)
        rounds.new_round(anna, "blind", blind=True)
        code(Researcher(project, "Anna", "blind"), "dom gav mycket", "nytta")
    with ServerProject.open(Address.parsed(server.url(name, "dumps_bo"))) as project:
        code(Researcher(project, "Bo", "blind"), "Ingen visste", "ovisshet")
    return name


def code(researcher: Researcher, quote: str, name: str) -> None:
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", quote)
    codings.apply(researcher, passage, [name], create=True)


def opened(server: Cluster, database: str, login: str = "dumps_anna") -> ServerProject:
    return ServerProject.open(Address.parsed(server.url(database, login)))


def may(server: Cluster, database: str, login: str) -> list[bool]:
    """Whether a login reads, makes codes, names rounds."""
    return [
        server.psql(database, f"BEGIN; {statement}; ROLLBACK", role=login).returncode == 0
        for statement in (READ, CODE, ROUND)
    ]


def assert_whole(server: Cluster, database: str, owner: str = "dumps_anna") -> None:
    """All holds together, all codings are there, and the project goes on where it was."""
    with opened(server, database, owner) as project:
        assert check(project) == []
        assert quotes_seen(project) == {"dom gav mycket", "Ingen visste"}
        anna = Researcher(project, "Anna")
        codes.create(anna, "ännu en")
        assert project.undo(coder="Anna").act == "code.new"
        assert check(project) == []


def quotes_seen(project: ServerProject) -> set[str]:
    with project.reading() as connection:
        found = find_quotes(connection, Query(selection=Selection(rounds=("blind",))))
        return {quote.text for quote in found}


def assert_blind(server: Cluster, database: str) -> None:
    """Each sees their own codings in the blind round, and a lead sees all."""
    for login, seen in (("dumps_bo", {"Ingen visste"}), ("dumps_rut", set())):
        with opened(server, database, login) as project:
            assert quotes_seen(project) == seen


def test_on_a_new_server_with_its_roles_all_is_as_it_was(server: Cluster, studie: str) -> None:
    dumped, roles = dump(server, studie), dump_roles(server)
    with Cluster() as other:
        assert other.psql("postgres", roles).returncode == 0
        assert restore(other, "postgres", dumped, "--create") == []
        assert_whole(other, studie)
        assert_blind(other, studie)
        assert {login: may(other, studie, login) for login in RIGHTS} == RIGHTS
        with opened(other, studie) as project:
            assert all(member.granted for member in members(project))


@pytest.fixture
def beside(server: Cluster, studie: str) -> Iterator[str]:
    """The name of a database on the same server, into which the dump was brought."""
    name = f"{studie}_trial"
    server.create_database(name)
    assert restore(server, name, dump(server, studie)) == []
    yield name
    server.drop_database(name)


def test_beside_the_first_it_is_whole_and_its_blind_round_is_blind(server: Cluster, beside: str) -> None:
    assert_whole(server, beside)
    assert_blind(server, beside)
    assert {login: may(server, beside, login) for login in RIGHTS} == RIGHTS


def test_beside_the_first_it_gets_groups_of_its_own(server: Cluster, studie: str, beside: str) -> None:
    with opened(server, beside) as project:
        assert [(one.coder, one.granted) for one in members(project)] == [
            *(("Bo", False), ("Lena", False), ("Rut", False)),
        ]
        change_role(project, "dumps_rut", Role.CODER)
        assert all(member.granted for member in members(project))
    assert {login: may(server, beside, login) for login in RIGHTS} == {
        **RIGHTS,
        "dumps_rut": RIGHTS["dumps_bo"],
    }
    assert {login: may(server, studie, login) for login in RIGHTS} == RIGHTS


def test_whom_its_owner_dismisses_has_no_way_in_by_the_first(
    server: Cluster, studie: str, beside: str
) -> None:
    with opened(server, beside) as project:
        dismiss(project, "dumps_bo")
    assert may(server, beside, "dumps_bo") == [False, False, False]
    assert {login: may(server, studie, login) for login in RIGHTS} == RIGHTS


def test_without_its_roles_it_is_closed_until_its_owner_invites_again(server: Cluster, studie: str) -> None:
    dumped = dump(server, studie)
    with Cluster() as other:
        other.create_database("annan")
        assert restore(other, "annan", dumped, "--no-owner")
        for login in ("dumps_bo", "dumps_rut"):
            other.execute("CREATE ROLE {} LOGIN", login)
            assert may(other, "annan", login) == [False, False, False]
        assert_whole(other, "annan", "postgres")
        with opened(other, "annan", "postgres") as project:
            assert not any(member.granted for member in members(project))
            invite(project, "dumps_bo", "Bo", Role.CODER)
        for login in ("dumps_bo", "dumps_rut"):
            assert may(other, "annan", login) == RIGHTS[login]
        assert_blind(other, "annan")
