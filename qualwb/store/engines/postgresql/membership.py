"""Who works in a project on a server: logins of the server, each of one coder and with one role.

The schema's table ``member`` says who is who; what a login may do follows from the group that it is in.
"""

import json
from dataclasses import dataclass

from psycopg import Connection as ServerConnection
from psycopg.sql import SQL, Identifier, Literal
from sqlalchemy import Connection

from qualwb.store.engines.postgresql.rights import Role
from qualwb.store.engines.postgresql.roles import groups_of, run_as_administrator

_MEMBERS = """
    SELECT login, coder, role, coalesce(pg_has_role(person.oid, within.oid, 'MEMBER'), false)
    FROM qualwb.member LEFT JOIN pg_roles AS person ON person.rolname = login
    LEFT JOIN pg_roles AS within ON within.rolname = %s::json ->> role ORDER BY coder COLLATE "C", login
"""
_ADMIT = """
    INSERT INTO qualwb.member (login, coder, role) VALUES (%s, %s, %s)
    ON CONFLICT (login) DO UPDATE SET coder = EXCLUDED.coder, role = EXCLUDED.role
"""
_UNBOUND = "SELECT pg_has_role(rolname, nspowner, 'USAGE') OR rolbypassrls FROM pg_roles, pg_namespace"
_IS_UNBOUND = f"{_UNBOUND} WHERE rolname = %s AND nspname = 'qualwb'"


@dataclass(frozen=True, slots=True)
class Member:
    """A login of the server that works in the project."""

    login: str
    coder: str
    role: Role
    granted: bool
    """Whether the login is in the role's group: an administrator may have altered that, or removed it."""


def members(connection: Connection) -> tuple[Member, ...]:
    """All members, by coder."""
    groups = json.dumps(groups_of(connection))
    rows = connection.exec_driver_sql(_MEMBERS, (groups,))
    return tuple(Member(login, coder, Role(role), granted) for login, coder, role, granted in rows)


def who_asks(connection: Connection) -> tuple[str | None, str]:
    """The coder of the login that is connected, and its role; of the owner (None, 'owner')."""
    coder, role = connection.exec_driver_sql("SELECT qualwb.my_coder(), qualwb.my_role()").one()
    return (None if role == "owner" else coder), role


def login_exists(connection: Connection, login: str) -> bool:
    """Whether the server knows a role of that name."""
    return connection.exec_driver_sql("SELECT FROM pg_roles WHERE rolname = %s", (login,)).first() is not None


def is_unbound(connection: Connection, login: str) -> bool:
    """Whether no policy holds for that role: the schema's owner, a superuser, one who bypasses them."""
    return bool(connection.exec_driver_sql(_IS_UNBOUND, (login,)).scalar())


def make_login(connection: Connection, login: str, password: str | None, role: Role) -> None:
    """Make a login and put it into the group of a role. Raises ``NeedsAdministrator``.

    The server and its log get to know of the password only what it can be verified by (SCRAM).
    """
    made = SQL("CREATE ROLE {} LOGIN").format(Identifier(login))
    if password is not None:
        made += SQL(" PASSWORD {}").format(_verifier(connection, login, password))
    granted = SQL("GRANT {} TO {}").format(Identifier(groups_of(connection)[role]), Identifier(login))
    run_as_administrator(connection, [made, granted])


def put_into_group(connection: Connection, login: str, role: Role | None) -> None:
    """Let a login be in the group of this role alone, or in none. Raises ``NeedsAdministrator``."""
    statements = []
    for other, group in groups_of(connection).items():
        within = _is_within(connection, login, group)
        if other == role and not within:
            statements.append(SQL("GRANT {} TO {}").format(Identifier(group), Identifier(login)))
        elif other != role and within:
            statements.append(SQL("REVOKE {} FROM {}").format(Identifier(group), Identifier(login)))
    run_as_administrator(connection, statements)


def keep_member(connection: Connection, login: str, coder: str, role: Role) -> None:
    """Note who a login is; what was noted of it before is forgotten."""
    connection.exec_driver_sql(_ADMIT, (login, coder, role))


def forget_member(connection: Connection, login: str) -> None:
    """Note that a login is nobody in the project any more."""
    connection.exec_driver_sql("DELETE FROM qualwb.member WHERE login = %s", (login,))


def _is_within(connection: Connection, login: str, group: str) -> bool:
    asked = """
        SELECT FROM pg_auth_members JOIN pg_roles AS member ON member.oid = pg_auth_members.member
        JOIN pg_roles AS within ON within.oid = roleid WHERE member.rolname = %s AND within.rolname = %s
    """
    return connection.exec_driver_sql(asked, (login, group)).first() is not None


def _verifier(connection: Connection, login: str, password: str) -> Literal:
    server = connection.connection.driver_connection
    assert isinstance(server, ServerConnection)
    made = server.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return Literal(made.decode())
