"""A copy of a project that holds a part of it, with a journal of its own and nothing of what was left out.

Keys and stable ids stay, so that the copy can be merged back.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import delete, update

from qualwb.localization import gettext as _
from qualwb.model import Change
from qualwb.store.backup import back_up
from qualwb.store.connection import connect, engine_for
from qualwb.store.erasing import erase_unused_texts, rewrite
from qualwb.store.errors import UnusableProject
from qualwb.store.explaining import explained
from qualwb.store.journal import NO_IMAGES, Act, table_of, write_change
from qualwb.store.project_file import ProjectFile, now, place_new, remove_files
from qualwb.store.search import refresh_index
from qualwb.store.turning import SPLIT_OFF

Reduce = Callable[[Act], None]
"""Takes away what the copy does not hold, and sums it up."""


def split_off(project: ProjectFile, target: Path, coder: str, reduce: Reduce) -> Path:
    """Make the copy at ``target``, readable by its owner alone; its only act tells of the splitting.

    Raises ``UnusableProject`` when a file is there already or can't be written, and what ``reduce`` raises;
    then nothing is left.
    """
    target = target.expanduser()
    if target.exists():
        raise UnusableProject(_("{path}: exists already.").format(path=target), _("Choose another name."))
    with explained(target):
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f"{target.name}.", suffix=".partial")
        os.close(descriptor)
        copy = Path(name)
        try:
            back_up(project.path, copy)
            _reduce(copy, coder, reduce)
            place_new(copy, target)
        finally:
            remove_files(copy)
    return target


def _reduce(copy: Path, coder: str, reduce: Reduce) -> None:
    with ProjectFile(copy, engine_for(copy)) as part:
        with part.writing() as connection:
            act = Act(connection)
            reduce(act)
            act.images = []
            connection.execute(delete(table_of(Change)))
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'change'")
            erase_unused_texts(connection)
            key = write_change(connection, act, kind=SPLIT_OFF, coder=coder, at=now())
            # As after a purge: the way back through the journal ends here.
            erased = hashlib.sha256(NO_IMAGES.encode()).hexdigest()
            connection.execute(update(table_of(Change)).where(Change.id == key).values(erased=erased))
        refresh_index(part)
        rewrite(part)
    file = connect(copy)
    try:
        file.execute("PRAGMA journal_mode=WAL").fetchone()
    finally:
        file.close()
