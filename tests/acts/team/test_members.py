"""Inviting, changing and dismissing members of a project on a server."""

from collections.abc import Iterator

import pytest

from qualwb.acts.team.members import change_role, dismiss, invite, members, new_password, who_asks
from qualwb.errors import QualwbError
from qualwb.model import Coder
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.membership import Member
from qualwb.store.engines.postgresql.rights import Role
from qualwb.store.engines.postgresql.roles import group_of, protect
from qualwb.store.errors import NeedsAdministrator, NotFound
from qualwb.store.server_project import ServerProject
from tests.postgresql.cluster import Cluster
from tests.postgresql.session import SESSION
from tests.store.postgresql.team_rows import database_of

READ = "SELECT count(*) FROM qualwb.code"
CODE = "INSERT INTO qualwb.code (uid, name, created_at) VALUES (gen_random_uuid(), 'Ny', '')"
ROUND = "UPDATE qualwb.round SET name = 'annan'"


@pytest.fixture
def project(database: str) -> Iterator[ServerProject]:
    """A project whose owner is the server's superuser."""
    with ServerProject.create(Address.parsed(database)) as project:
        yield project


def may(server: Cluster, project: ServerProject, login: str) -> list[bool]:
    """Whether a login reads, makes codes, names rounds."""
    return [
        server.psql(project.address.database, f"BEGIN; {statement}; ROLLBACK", role=login).returncode == 0
        for statement in (READ, CODE, ROUND)
    ]


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.READER, [True, False, False]),
        (Role.CODER, [True, True, False]),
        (Role.LEAD, [True, True, True]),
    ],
)
def test_who_is_invited_may_what_the_role_allows(
    server: Cluster, project: ServerProject, role: Role, rights: list[bool]
) -> None:
    invited = invite(project, "members_anna", "Anna", role)
    assert may(server, project, "members_anna") == rights
    assert invited.is_new
    assert invited.address.login == "members_anna"
    assert members(project) == (Member("members_anna", "Anna", role, granted=True),)
    with ServerProject.open(invited.address) as theirs:
        assert who_asks(theirs) == ("Anna", role)


def test_the_role_is_changed_and_taken_away_at_once(server: Cluster, project: ServerProject) -> None:
    invited = invite(project, "members_anna", "Anna", Role.LEAD)
    change_role(project, "members_anna", Role.READER)
    assert may(server, project, "members_anna") == [True, False, False]
    invite(project, "members_anna", "Anna", Role.CODER)  # a second time: only the role is another one
    assert may(server, project, "members_anna") == [True, True, False]
    with ServerProject.open(invited.address) as theirs:
        with theirs.reading() as connection:
            connection.exec_driver_sql(READ)
        dismiss(project, "members_anna")
        with pytest.raises(QualwbError), theirs.reading() as connection:
            connection.exec_driver_sql(READ)
    assert may(server, project, "members_anna") == [False, False, False]
    assert members(project) == ()
    for again in (lambda: dismiss(project, "members_anna"), lambda: change_role(project, "x", Role.LEAD)):
        with pytest.raises(NotFound):
            again()


def test_what_a_member_did_stays(project: ServerProject) -> None:
    with project.act("coder.new", coder="Bo") as act:
        act.insert(Coder, name="Anna")
    assert invite(project, "members_anna", " anna ", Role.CODER).coder == "Anna"
    dismiss(project, "members_anna")
    with project.reading() as connection:
        assert connection.exec_driver_sql("SELECT name FROM coder").scalars().all() == ["Anna"]


def test_a_member_reaches_no_other_project(server: Cluster, project: ServerProject) -> None:
    invite(project, "members_anna", "Anna", Role.LEAD)
    other = SESSION.new_database()
    with ServerProject.create(Address.parsed(other)) as second:
        refused = server.psql(database_of(other), READ, role="members_anna")
        assert refused.returncode == 2
        assert "permission denied for database" in refused.stderr
        invite(second, "members_anna", "Anna i den andra", Role.READER)
        assert may(server, second, "members_anna") == [True, False, False]
        assert may(server, project, "members_anna") == [True, True, True]
        dismiss(project, "members_anna")
        assert may(server, second, "members_anna") == [True, False, False]
        assert members(second) == (Member("members_anna", "Anna i den andra", Role.READER, granted=True),)


def test_a_stranger_and_the_groups_themselves_reach_nothing(server: Cluster, project: ServerProject) -> None:
    server.execute("CREATE ROLE {} LOGIN", "members_stranger")
    assert may(server, project, "members_stranger") == [False, False, False]
    assert server.psql(
        project.address.database, READ, role=group_of(project.address.database, Role.LEAD)
    ).returncode


def test_a_password_lets_in_and_the_server_never_hears_of_it() -> None:
    password = new_password()
    assert len(password) == 20
    assert password != new_password()
    with Cluster({"log_statement": "all"}) as mine:
        with ServerProject.create(Address.parsed(mine.create_database("studie"))) as project:
            invite(project, "anna", "Anna", Role.CODER, password=password)
            assert mine.psql("studie", READ, role="anna", password=password).returncode == 0
            assert mine.psql("studie", READ, role="anna", password="another").returncode == 2
            assert not invite(project, "anna", "Anna", Role.LEAD, password="another").is_new
            assert mine.psql("studie", READ, role="anna", password=password).returncode == 0
        assert 'CREATE ROLE "anna"' in mine.log
        assert password not in mine.log


def test_names_are_names_whatever_they_hold(server: Cluster) -> None:
    name = 'Studie "två"; DROP TABLE x % é'
    server.create_database(name)
    try:
        with ServerProject.create(Address.parsed(server.url(name))) as project:
            invite(project, 'Anna-Karin "ak" % d\'Or', "Anna", Role.CODER, password="a'b\\c%")
            assert may(server, project, 'Anna-Karin "ak" % d\'Or') == [True, True, False]
    finally:
        server.drop_database(name)


def test_groups_of_databases_with_long_names_differ() -> None:
    names = {group_of(f"{'å' * 28}{end}", role) for end in ("", "a", "b") for role in Role}
    assert len(names) == 9
    assert all(len(name.encode()) <= 63 for name in names)


def test_an_owner_who_may_not_make_roles_is_told_what_the_administrator_runs(
    server: Cluster, database: str
) -> None:
    name = database_of(database)
    server.execute("CREATE ROLE {} LOGIN", "members_owner")
    server.execute("ALTER DATABASE {} OWNER TO {}", name, "members_owner")
    address = Address.parsed(server.url(name, role="members_owner"))
    with ServerProject.create(address) as project:
        assert who_asks(project) == (None, "owner")
        for _time in range(2):
            with pytest.raises(NeedsAdministrator) as needed:
                invite(project, "members_anna", "Anna", Role.CODER)
            assert "\n" not in str(needed.value)
            assert server.psql(name, needed.value.sql).returncode == 0, needed.value.sql
        invite(project, "members_anna", "Anna", Role.CODER)
        assert may(server, project, "members_anna") == [True, True, False]
        dismiss(project, "members_anna")
        assert may(server, project, "members_anna") == [False, False, False]


def test_no_role_is_given_to_whom_none_would_bind(project: ServerProject) -> None:
    with pytest.raises(QualwbError, match="no role binds it"):
        invite(project, "postgres", "Anna", Role.READER)


def test_a_lead_invites_nobody(project: ServerProject) -> None:
    lead = invite(project, "members_lena", "Lena", Role.LEAD)
    with ServerProject.open(lead.address) as theirs:
        assert [member.coder for member in members(theirs)] == ["Lena"]
        for act in (
            lambda: invite(theirs, "members_x", "X", Role.READER),
            lambda: dismiss(theirs, "members_lena"),
            lambda: change_role(theirs, "members_lena", Role.CODER),
        ):
            with pytest.raises(QualwbError, match="its owner alone"):
                act()


def test_rights_are_set_up_again_as_they_were(server: Cluster, project: ServerProject) -> None:
    """As after a migration, or when the database was restored where its groups are not."""
    invite(project, "members_anna", "Anna", Role.CODER)
    server.execute("REVOKE {} FROM {}", group_of(project.address.database, Role.CODER), "members_anna")
    assert members(project) == (Member("members_anna", "Anna", Role.CODER, granted=False),)
    with project.writing() as connection:
        protect(connection)
    assert may(server, project, "members_anna") == [True, True, False]
