"""Roles of a project on a server: its groups of logins, and what they may do.

Groups are roles that can't log in, three for each database: roles are the whole server's, which may hold
many projects.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from psycopg.errors import InsufficientPrivilege
from psycopg.sql import SQL, Composable, Identifier
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from qualwb.store.engines.postgresql import SCHEMA, WRITE_LOCK
from qualwb.store.engines.postgresql.policies import grants, policies
from qualwb.store.engines.postgresql.rights import RULES, Role
from qualwb.store.engines.postgresql.visibility import FUNCTIONS, TABLES
from qualwb.store.errors import NeedsAdministrator

LONGEST_NAME = 63
"""Bytes of a name on the server."""

_MISSING_GROUPS = (
    "SELECT name FROM unnest(%s::text[]) AS name WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)"
)
_ADMITTED_GROUPS = """
    SELECT count(*) FROM pg_roles WHERE rolname = ANY (%s::text[]) AND has_schema_privilege(oid, %s, 'USAGE')
"""
_FORMER_GROUPS = """
    SELECT DISTINCT rolname FROM pg_namespace, aclexplode(nspacl) AS granted
    JOIN pg_roles ON pg_roles.oid = granted.grantee
    WHERE nspname = %s AND starts_with(rolname, 'qualwb_') AND NOT rolcanlogin AND rolname <> ALL (%s::text[])
"""
_TABLES_THERE = "SELECT tablename FROM pg_tables WHERE schemaname = %s"
# Whoever may grant a group, as the owner who may make no roles, is none of its members.
_STRANGERS = """
    SELECT inside.rolname, within.rolname FROM pg_auth_members AS held
    JOIN pg_roles AS inside ON inside.oid = held.member JOIN pg_roles AS within ON within.oid = held.roleid
    WHERE within.rolname = ANY (%s::text[]) AND NOT held.admin_option AND NOT EXISTS (
        SELECT FROM member WHERE login = inside.rolname AND %s::json ->> role = within.rolname
    )
"""
_NOT_ADMITTED = """
    SELECT login, role FROM member JOIN pg_roles AS person ON person.rolname = login
    JOIN pg_roles AS within ON within.rolname = %s::json ->> role
    WHERE NOT pg_has_role(person.oid, within.oid, 'MEMBER')
"""


def group_of(database: str, role: Role) -> str:
    """The name of the group of a role in a database: no other database has it."""
    name = f"qualwb_{database}_{role}"
    if len(name.encode()) <= LONGEST_NAME:
        return name
    short = database.encode()[:38].decode(errors="ignore")
    return f"qualwb_{short}_{sha256(database.encode()).hexdigest()[:8]}_{role}"


def groups_of(connection: Connection) -> dict[Role, str]:
    """The groups of the database that the connection leads to."""
    database = connection.exec_driver_sql("SELECT current_database()").scalar_one()
    return {role: group_of(database, role) for role in Role}


def protect(connection: Connection) -> None:
    """Within the owner's transaction: close the project to all but its members, as far as there are groups.

    For a schema that is new, migrated, or restored. An owner who may not make roles has it alone, until
    members are to be invited.
    """
    _prepare(connection)
    groups = groups_of(connection)
    if not _missing(connection, groups) or _may_make_roles(connection):
        _set_up(connection, groups)


def set_up_rights(connection: Connection) -> None:
    """The same; raises ``NeedsAdministrator`` when groups are missing and the owner may not make them."""
    _prepare(connection)
    _set_up(connection, groups_of(connection))


def is_open_to_members(connection: Connection) -> bool:
    """Whether rights were set up: an owner who may not make roles has the project alone at first."""
    groups = list(groups_of(connection).values())
    admitted = connection.exec_driver_sql(_ADMITTED_GROUPS, (groups, SCHEMA)).scalar_one()
    return bool(admitted == len(groups))


def _prepare(connection: Connection) -> None:
    """What the server is asked, whether there are groups or not."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")
    connection.exec_driver_sql(f"SET LOCAL search_path = {SCHEMA}, pg_temp")
    connection.exec_driver_sql("SET LOCAL client_min_messages = warning")
    for statement in (*TABLES, *FUNCTIONS):
        run(connection, SQL(statement))


def _set_up(connection: Connection, groups: Mapping[Role, str]) -> None:
    """Let each role do what ``rights`` says, also in tables that are new."""
    _make_groups(connection, groups)
    there = set(connection.exec_driver_sql(_TABLES_THERE, (SCHEMA,)).scalars())
    rules = {table: rule for table, rule in RULES.items() if table in there}
    for statement in (*_old_policies(connection), *_surroundings(connection, groups)):
        run(connection, statement)
    for statement in (*grants(rules, groups), *policies(rules, groups)):
        run(connection, statement)
    _admit_members(connection, groups)


def run(connection: Connection, statement: Composable) -> None:
    """Run a statement about roles or rights."""
    # Without parameters the driver leaves percent signs alone.
    connection.execution_options(no_parameters=True).exec_driver_sql(statement.as_string())


def run_as_administrator(
    connection: Connection, statements: Iterable[Composable], also: Iterable[Composable] = ()
) -> None:
    """Run statements that take rights over the server's roles.

    Raises ``NeedsAdministrator`` with them, and with those that an administrator runs ``also``, when the
    login lacks the rights; then the transaction is of no more use.
    """
    needed = list(statements)
    try:
        for statement in needed:
            run(connection, statement)
    except DBAPIError as error:
        if isinstance(error.orig, InsufficientPrivilege):
            raise NeedsAdministrator(f"{one.as_string()};" for one in (*needed, *also)) from error
        raise


def _missing(connection: Connection, groups: Mapping[Role, str]) -> list[str]:
    return list(connection.exec_driver_sql(_MISSING_GROUPS, (list(groups.values()),)).scalars())


def _may_make_roles(connection: Connection) -> bool:
    asked = "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"
    return bool(connection.exec_driver_sql(asked).scalar_one())


def _make_groups(connection: Connection, groups: Mapping[Role, str]) -> None:
    missing = _missing(connection, groups)
    owner = connection.exec_driver_sql("SELECT current_user").scalar_one()
    run_as_administrator(
        connection,
        [SQL("CREATE ROLE {} NOLOGIN").format(Identifier(name)) for name in missing],
        [
            SQL("GRANT {} TO {} WITH ADMIN OPTION").format(Identifier(name), Identifier(owner))
            for name in missing
        ],
    )


def _old_policies(connection: Connection) -> list[Composable]:
    there = connection.exec_driver_sql(
        "SELECT policyname, tablename FROM pg_policies WHERE schemaname = %s", (SCHEMA,)
    )
    return [SQL("DROP POLICY {} ON {}").format(Identifier(name), Identifier(table)) for name, table in there]


def _surroundings(connection: Connection, groups: Mapping[Role, str]) -> Iterator[Composable]:
    """What gives the groups their way to the tables, and nobody else."""
    reader, coder, lead = (Identifier(groups[role]) for role in Role)
    everybody, writers = SQL(", ").join((reader, coder, lead)), SQL(", ").join((coder, lead))
    schema = Identifier(SCHEMA)
    yield SQL("REVOKE ALL ON SCHEMA {} FROM PUBLIC, {}").format(schema, everybody)
    # A database that was brought back from a dump, or renamed, still lets in the groups of its former name.
    former = connection.exec_driver_sql(_FORMER_GROUPS, (SCHEMA, list(groups.values()))).scalars()
    for group in former.all():
        yield SQL("REVOKE ALL ON SCHEMA {} FROM {}").format(schema, Identifier(group))
    yield SQL("GRANT USAGE ON SCHEMA {} TO {}").format(schema, everybody)
    for kind, right, whose in (("SEQUENCES", "USAGE", writers), ("FUNCTIONS", "EXECUTE", everybody)):
        all_ = SQL(f"ALL {kind} IN SCHEMA {{}}").format(schema)
        yield SQL("REVOKE ALL ON {} FROM PUBLIC, {}").format(all_, everybody)
        yield SQL("GRANT {} ON {} TO {}").format(SQL(right), all_, whose)
    # A copy goes on where the keys end, also that of a reader.
    yield SQL("GRANT SELECT ON ALL SEQUENCES IN SCHEMA {} TO {}").format(schema, everybody)
    if _owns_database(connection):  # else it is not ours to close; the schema is closed to strangers anyway
        name = connection.exec_driver_sql("SELECT current_database()").scalar_one()
        yield SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(Identifier(name))
        # Temporary tables: a lead's views of a blind round.
        yield SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(Identifier(name), everybody)


def _owns_database(connection: Connection) -> bool:
    asked = "SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()"
    return bool(connection.exec_driver_sql(asked).scalar_one())


def _admit_members(connection: Connection, groups: Mapping[Role, str]) -> None:
    """Let those be in the groups whom the table of members names, and nobody else.

    A copy of the schema finds its groups empty; one in a database that bears the name of a former one finds
    the members of that in them.
    """
    names = json.dumps(groups)
    statements: list[Composable] = [
        SQL("REVOKE {} FROM {}").format(Identifier(group), Identifier(login))
        for login, group in connection.exec_driver_sql(_STRANGERS, (list(groups.values()), names))
    ]
    statements += [
        SQL("GRANT {} TO {}").format(Identifier(groups[Role(role)]), Identifier(login))
        for login, role in connection.exec_driver_sql(_NOT_ADMITTED, (names,))
    ]
    run_as_administrator(connection, statements)
