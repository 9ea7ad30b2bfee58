"""Whether a database holds a project of ours, told before it is used; an earlier one is migrated."""

from sqlalchemy import Connection, Engine, text

from qualwb.localization import gettext as _
from qualwb.store.engines.postgresql.recognition import is_owned, revision_of_server
from qualwb.store.engines.postgresql.roles import protect
from qualwb.store.errors import UnusableProject
from qualwb.store.migration import SCHEMA_REVISION, migrate_within
from qualwb.store.open_project import OpenProject
from qualwb.store.project_file import Notice
from qualwb.store.server_backup import back_up_older, kept_if_done
from qualwb.store.turn_indexing import bring_up_to_date


def revision_if_owned(engine: Engine, label: str) -> str:
    """The revision of the project in the database, which must be the newest unless one owns it.

    One question, and for an earlier one another. Raises ``UnusableProject``.
    """
    with engine.connect() as connection:
        revision = revision_of_server(connection, label)
        if revision != SCHEMA_REVISION and not is_owned(connection):
            raise UnusableProject(
                _("{project}: is still of an earlier version (schema {revision}).").format(
                    project=label, revision=revision
                ),
                _("Let its owner open it once with this version of qualwb; that brings it up to date."),
            )
        return revision


def migrate(project: OpenProject, notice: Notice) -> None:
    """Bring a project up to date that one owns, when it was copied as it is; ``notice`` is told.

    Nobody writes meanwhile; what fails leaves it as it was. Raises ``UnusableProject``.
    """
    with project.writing() as connection:
        # Copying and checking all of it may take long, on this side.
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        revision = revision_of_server(connection, project.label)
        if revision == SCHEMA_REVISION:
            return  # somebody else did it while this one waited
        with kept_if_done(project, back_up_older(project, revision)) as backup:
            _migrate_within(connection)
    notice(
        _("{project}: brought from schema {old} to {new}; a copy of the old one is {backup}.").format(
            project=project.label, old=revision, new=SCHEMA_REVISION, backup=backup
        )
    )


def _migrate_within(connection: Connection) -> None:
    migrate_within(connection)
    if bring_up_to_date(connection):
        connection.execute(text("ANALYZE"))
    protect(connection)
