"""A copy of a project that holds a part of it, with a journal of its own and nothing of what was left out.

Keys and stable ids stay, so that the copy can be merged back.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import delete, select, update

from qualwb.localization import gettext as _
from qualwb.model import Change
from qualwb.store.backup import back_up
from qualwb.store.check import ORPHAN, check
from qualwb.store.connection import connect, engine_for
from qualwb.store.erasing import erase_images, erase_unused_texts, rewrite
from qualwb.store.errors import UnusableProject
from qualwb.store.explaining import explained
from qualwb.store.journal import NO_IMAGES, Act, table_of, write_change
from qualwb.store.noting import Notes
from qualwb.store.open_project import now
from qualwb.store.project_file import ProjectFile, place_new, remove_files
from qualwb.store.search import refresh_index
from qualwb.store.special_acts import SPLIT_OFF

Reduce = Callable[[Act], None]
"""Takes away what the copy does not hold, and sums it up."""
Examine = Callable[[Path], None]
"""Looks at the finished copy before it gets its name; what it raises leaves nothing behind."""


def split_off(
    project: ProjectFile,
    target: Path,
    coder: str,
    reduce: Reduce,
    *,
    with_journal: bool = False,
    examine: Examine = lambda _copy: None,
) -> Path:
    """Make the copy at ``target``, readable by its owner alone; its last act tells of the splitting.

    It is made beside the project, so that nothing but what it holds ever lies where it goes, and is checked
    before it gets its name. ``with_journal`` keeps who did what, when and why, without what it did to rows.
    Raises ``UnusableProject`` when a file is there already, can't be written or does not pass the check, and
    what ``reduce`` and ``examine`` raise; then nothing is left.
    """
    target = target.expanduser()
    if target.exists():
        raise UnusableProject(_("{path}: exists already.").format(path=target), _("Choose another name."))
    with explained(target), _file_beside(project.path) as made, _file_beside(target) as finished:
        back_up(project.path, made)
        _reduce(made, coder, reduce, with_journal)
        _verify(made, target)
        examine(made)
        _copy_whole(made, finished)
        place_new(finished, target)
    return target


@contextmanager
def _file_beside(path: Path) -> Iterator[Path]:
    """An empty file beside another, gone afterwards; ``store.traces`` knows it by its name."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".partial")
    os.close(descriptor)
    try:
        yield Path(name)
    finally:
        remove_files(Path(name))


def _reduce(copy: Path, coder: str, reduce: Reduce, with_journal: bool) -> None:
    with ProjectFile(copy, engine_for(copy)) as part:
        with part.writing() as connection:
            act = Act(connection)
            reduce(act)
            act.notes = Notes()
            if with_journal:
                erase_images(connection, connection.execute(select(Change.id)).scalars())
            else:
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


def _copy_whole(made: Path, finished: Path) -> None:
    shutil.copyfile(made, finished)
    with finished.open("rb+") as file:
        os.fsync(file.fileno())


def _verify(copy: Path, target: Path) -> None:
    with ProjectFile(copy, engine_for(copy)) as part:
        problems = [problem for problem in check(part) if problem.kind != ORPHAN]
    if problems:
        raise UnusableProject(
            _("{path}: the copy did not pass its check ({where}: {what}).").format(
                path=target, where=problems[0].where, what=problems[0].what
            ),
            _("Look at the project: qualwb check."),
        )
