"""Backups of a project on a server: whole copies as project files, in the user's own folder.

They are named as those beside a project file are, so that whatever looks for traces finds them.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from qualwb import user_folders
from qualwb.progress import Progress, untold
from qualwb.store.backup import prune, sweep
from qualwb.store.explaining import explained
from qualwb.store.fetching import fetch_into, fetch_older_into
from qualwb.store.open_project import OpenProject
from qualwb.store.project_file import ProjectFile


def copies_beside(project: OpenProject) -> Path:
    """The path that all copies of the project on this machine begin with; no file has it itself."""
    name = re.sub(r"[^\w-]+", "_", project.title)
    return user_folders.server_backups(project.label) / f"{name or 'project'}.qwb"


def copies_lie_beside(project: OpenProject) -> Path:
    """What copies of a project lie beside: its file, or of one on a server what ``copies_beside`` says.

    The folder is there then, readable by its owner alone if it is made. Raises ``UnusableProject``.
    """
    if isinstance(project, ProjectFile):
        return project.path
    beside = copies_beside(project)
    with explained(beside):
        user_folders.make_private(beside.parent)
    return beside


def back_up_server(project: OpenProject, occasion: str, progress: Progress = untold) -> Path:
    """A verified copy in the user's own folder, named by time and occasion. Raises as ``fetch_into`` does."""
    path = _new_backup(project, occasion)
    with project.reading_whole() as server:
        return fetch_into(server, path, project.label, progress)


def back_up_older(project: OpenProject, revision: str) -> Path:
    """The same of a project of an earlier revision, before it is brought up to date."""
    path = _new_backup(project, f"schema-{revision}")
    with project.reading_whole() as server:
        return fetch_older_into(server, path, revision)


def _new_backup(project: OpenProject, occasion: str) -> Path:
    beside = copies_lie_beside(project)
    with explained(beside):
        sweep(beside)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    return beside.with_name(f"{beside.name}.{stamp}.{occasion}.bak")


def back_up_server_to(project: OpenProject, target: Path, progress: Progress = untold) -> Path:
    """A verified copy at the target, in the place of an earlier one only at the end; raises likewise."""
    new = target.with_name(f"{target.name}.{os.getpid()}.making")
    try:
        with project.reading_whole() as server:
            fetch_into(server, new, project.label, progress)
        with explained(target):
            new.replace(target)
    finally:
        new.unlink(missing_ok=True)
    return target


@contextmanager
def backed_up(project: OpenProject, occasion: str) -> Iterator[Path]:
    """A verified automatic copy for the act within; see ``OpenProject.backed_up``."""
    with kept_if_done(project, back_up_server(project, occasion)) as backup:
        yield backup


@contextmanager
def kept_if_done(project: OpenProject, backup: Path) -> Iterator[Path]:
    """What was copied for the act within goes again when that is refused, else the oldest copies go."""
    try:
        yield backup
    except BaseException:
        backup.unlink(missing_ok=True)
        raise
    prune(copies_beside(project))
