"""A new project in a database of a server: tables, what they hold and who may what, in one transaction."""

from collections.abc import Callable

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from qualwb.localization import gettext as _
from qualwb.store.engines.postgresql import SCHEMA
from qualwb.store.errors import UnusableProject
from qualwb.store.migration import migrate_within
from qualwb.store.open_project import OpenProject
from qualwb.store.turn_indexing import bring_up_to_date

NOT_PERMITTED = "42501"

_TABLES = text(
    "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace(:schema) AND relkind = 'r'"
)


def make_on_server(server: OpenProject, fill: Callable[[Connection], None]) -> None:
    """Make the tables of a project with the rows that ``fill`` writes into them.

    ``server`` is the database, in which there is no project yet. Raises ``UnusableProject`` when there is
    one, or whoever logs in may not make it, and what ``fill`` raises; then the database is as it was.
    """
    from qualwb.store.engines.postgresql.roles import protect

    with server.writing() as connection:
        # Copying and checking all of it may take long, on this side.
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        if connection.execute(_TABLES, {"schema": SCHEMA}).scalar():
            raise UnusableProject(
                _("{label}: there is a project already.").format(label=server.label),
                _("Make a database for this one: createdb NAME."),
            )
        try:
            migrate_within(connection)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) == NOT_PERMITTED:
                raise _may_not_make(server.label) from error
            raise
        fill(connection)
        if bring_up_to_date(connection):
            connection.execute(text("ANALYZE"))
        protect(connection)


def _may_not_make(label: str) -> UnusableProject:
    return UnusableProject(
        _("{label}: your login may not make a project in this database.").format(label=label),
        _("Ask its administrator for: GRANT CREATE ON DATABASE name TO login."),
    )
