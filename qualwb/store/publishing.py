"""A project file written into an empty database of a server, whole and verified."""

from sqlalchemy import Connection

from qualwb.localization import gettext as _
from qualwb.progress import Progress, untold
from qualwb.store import check
from qualwb.store.engines.file_records import FileRecords
from qualwb.store.errors import UnusableProject
from qualwb.store.new_on_server import make_on_server
from qualwb.store.open_project import OpenProject
from qualwb.store.whole_copy import copy_records


def publish(file: Connection, server: OpenProject, progress: Progress = untold) -> None:
    """Write the state that a connection to a file sees into a database that has no project yet.

    It is compared with the file and checked before anything of it stands. Raises ``UnusableProject`` when the
    file is damaged or what came does not hold together, and as ``make_on_server`` does; then the database is
    as it was.
    """

    from qualwb.store.engines.postgresql.records import ServerRecords

    def fill(made: Connection) -> None:
        copy_records(FileRecords(file), ServerRecords(made), progress)
        refuse_damaged(check.problems_in(made))

    refuse_damaged(check.problems_in(file))
    make_on_server(server, fill)


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
