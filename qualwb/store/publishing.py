"""A project file written into an empty database of a server, as one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from qualwb.localization import gettext as _
from qualwb.progress import Progress, untold
from qualwb.store import check
from qualwb.store.engines.file_records import FileRecords
from qualwb.store.engines.postgresql import SCHEMA
from qualwb.store.engines.postgresql.records import ServerRecords
from qualwb.store.errors import UnusableProject
from qualwb.store.migration import build_within
from qualwb.store.whole_copy import copy_records

_TABLES = text(
    "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace(:schema) AND relkind = 'r'"
)


@contextmanager
def published(
    file: Connection, server: Engine, label: str, progress: Progress = untold
) -> Iterator[Connection]:
    """The whole project that a connection to its file reads, on the server with what is done within.

    It is compared with the file and checked before anything of it stands. ``label`` is what the user calls
    the place by. Raises ``UnusableProject`` when the file is damaged, the database has a project already, or
    the copy does not hold together; then the database is as it was. Raises what the driver raises.
    """
    refuse_damaged(check.problems_in(file))
    with server.connect() as connection, connection.begin():
        connection = connection.execution_options(writing=True)
        refuse_taken(connection, label)
        build_within(connection)
        copy_records(FileRecords(file), ServerRecords(connection), progress)
        refuse_damaged(check.problems_in(connection))
        yield connection


def refuse_taken(server: Connection, label: str) -> None:
    """Raise ``UnusableProject`` when the database has a project, or something in the schema's place."""
    if server.execute(_TABLES, {"schema": SCHEMA}).scalar():
        raise UnusableProject(
            _("{label}: there is a project already.").format(label=label),
            _("Make a database for this one: createdb NAME."),
        )


def refuse_damaged(problems: list[check.Problem]) -> None:
    """Raise ``UnusableProject`` for problems other than passages that have lost their place."""
    damage = [problem for problem in problems if problem.kind != check.ORPHAN]
    if damage:
        raise UnusableProject(
            _("The project does not hold together ({where}: {what}).").format(
                where=damage[0].where, what=damage[0].what
            ),
            _("Nothing was copied; 'qualwb check' lists it all."),
        )
