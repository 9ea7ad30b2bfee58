"""Projects for tests that hold on every engine: a file, or with ``--engine postgresql`` a database."""

from pathlib import Path

import pytest

from qualwb.store.project_file import ProjectFile
from tests.postgresql.session import SESSION


def new_project(path: Path, name: str = "") -> ProjectFile:
    """A new project: at that path, or in a database of its own, which goes with the test's module.

    It is called ``name``, or as the file.
    """
    if SESSION.on_server:
        pytest.skip("no project lies on a server yet")
    return ProjectFile.create(path, name)


def opened_again(project: ProjectFile) -> ProjectFile:
    """The same project, opened anew as another process would."""
    return ProjectFile.open(project.path)
