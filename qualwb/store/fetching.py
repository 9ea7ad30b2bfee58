"""A project on a server written into a new project file, whole and verified."""

from pathlib import Path

from sqlalchemy import Connection, MetaData, Table

from qualwb.localization import gettext as _
from qualwb.progress import Progress, untold
from qualwb.store import check
from qualwb.store.blindness import Blindfold
from qualwb.store.engines.backend import backend_of
from qualwb.store.engines.file_records import FileRecords
from qualwb.store.engines.soundness import faults
from qualwb.store.errors import UnusableProject
from qualwb.store.project_file import make_file
from qualwb.store.publishing import refuse_damaged
from qualwb.store.whole_copy import copy_records

_BESIDE = ("alembic_version", "indexed_source", "turn_index")
"""What a file has beside records."""


class HiddenFromYou(UnusableProject):
    """Of the project something is hidden from whoever asks, so that a copy would not be whole."""

    exit_code = 2

    def __init__(self, label: str) -> None:
        super().__init__(
            _("{label}: a blind round hides some of it from you, so your copy would not be whole.").format(
                label=label
            ),
            _("Ask a lead of the project to fetch it, or wait until the round is released."),
        )


def fetch_into(server: Connection, path: Path, label: str, progress: Progress = untold) -> Path:
    """Write the state that a connection to a server sees into a new project file; returns where it lies.

    It is compared with the server and checked before it gets its name. Raises ``HiddenFromYou``, and
    ``UnusableProject`` when a file of that name exists, the folder can't be written, or what came does not
    hold together; then nothing is left of it. Raises what the driver raises.
    """
    from qualwb.store.engines.postgresql.records import ServerRecords

    path = path.expanduser()

    def fill(made: Connection) -> None:
        copy_records(ServerRecords(server), FileRecords(made), progress)
        problems = check.problems_in(made)
        if _is_broken(server, made, problems) and Blindfold.for_coder(made, "").rounds:
            raise HiddenFromYou(label)
        refuse_damaged(problems)

    make_file(path, fill)
    return path


def fetch_older_into(server: Connection, path: Path, revision: str) -> Path:
    """The same of a project of an earlier revision, as whose owner one is connected: so is the file."""
    from qualwb.store.engines.postgresql.records import ServerRecords

    def fill(made: Connection) -> None:
        tables = _tables_of(made)
        copy_records(ServerRecords(server, tables), FileRecords(made), tables=tables)
        refuse_damaged([check.Problem(*fault) for fault in faults(made)])

    make_file(path, fill, revision=revision)
    return path


def _tables_of(made: Connection) -> list[Table]:
    """The tables of the records in a file of any revision, a row behind those that it refers to."""
    found = MetaData()
    found.reflect(made, only=lambda name, _found: not name.startswith(_BESIDE))
    return found.sorted_tables


def _is_broken(server: Connection, made: Connection, problems: list[check.Problem]) -> bool:
    """Whether the copy's journal is not the whole chain of the server's: all that was ever done is in it."""
    ends = backend_of(server).chain_head(server), backend_of(made).chain_head(made)
    return ends[0] != ends[1] or any(problem.kind == check.JOURNAL for problem in problems)
