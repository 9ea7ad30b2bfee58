"""Another project's state in a private copy: what is asked of it never touches its file."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualwb.localization import gettext as _
from qualwb.store.backup import copy_verified
from qualwb.store.connection import connect_to_read, engine_for
from qualwb.store.conversion import copy_with_key
from qualwb.store.engines.detection import engine_of
from qualwb.store.engines.interface import FileEngine
from qualwb.store.errors import UnusableProject
from qualwb.store.explaining import explained
from qualwb.store.migration import SCHEMA_REVISION, upgrade
from qualwb.store.project_file import ProjectFile, remove_files
from qualwb.store.recognition import verify_project


@contextmanager
def copy_for_reading(path: Path, beside: Path) -> Iterator[ProjectFile]:
    """The project at ``path`` as it is now, of this version's schema, in a file beside another project.

    The copy is readable by its owner alone, encrypted if either project is, and goes at the end; what a
    killed process leaves goes with the first backup a day later. Raises ``UnusableProject`` as opening the
    project does.
    """
    revision = verify_project(path)
    descriptor, name = tempfile.mkstemp(dir=beside.parent, prefix=f"{beside.name}.", suffix=".partial")
    os.close(descriptor)
    copy = Path(name)
    try:
        with explained(path):
            _copy(path, copy, engine_of(beside))
            if revision != SCHEMA_REVISION:
                _migrate(copy)
        with ProjectFile.open(copy) as project:
            yield project
    finally:
        remove_files(copy)


def _copy(path: Path, copy: Path, ours: FileEngine) -> None:
    engine = engine_of(path)
    if ours.key is not None and engine.key is None:
        copy_with_key(path, copy, ours.key)
        return
    origin = connect_to_read(path)
    try:
        copy_verified(origin, copy, engine)
    except UnusableProject:
        raise UnusableProject(
            _("{path}: the project does not pass its check.").format(path=path),
            _("See what 'qualwb check' says of it."),
        ) from None
    finally:
        origin.close()


def _migrate(copy: Path) -> None:
    engine = engine_for(copy)
    try:
        upgrade(engine)
    finally:
        engine.dispose()
