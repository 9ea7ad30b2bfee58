"""Projects for tests that hold on every engine: a file, or with ``--engine postgresql`` a database.

They are copies of one that is made once in a session: from the first migration on, an empty project would
take thirty times as long.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import update

from qualwb.acts.bundled import CONSENSUS_CODER, load_study
from qualwb.acts.researcher import Researcher
from qualwb.model import Project, Round
from qualwb.model.base import new_uid
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.open_project import OpenProject, now
from qualwb.store.project_file import ProjectFile, as_file
from qualwb.store.server_backup import copies_lie_beside
from qualwb.store.server_project import ServerProject
from tests.postgresql.session import SESSION


def new_project(path: Path, name: str = "", description: str = "") -> OpenProject:
    """A new project: at that path, or in a database of its own, which goes with the test, or the module.

    It is called ``name``, or as the file.
    """
    project = copy_of(_nothing, path)
    with project.writing() as connection:
        told = {"name": name or path.stem, "description": description, "created_at": now()}
        connection.execute(update(Project).values(uid=new_uid(), **told))
        connection.execute(update(Round).values(uid=new_uid()))
    return project


@contextmanager
def brief_project() -> Iterator[OpenProject]:
    """A new project that is gone afterwards: for one of many examples."""
    databases = SESSION.databases()
    with TemporaryDirectory() as folder, new_project(Path(folder) / "p.qwb") as project:
        yield project
    SESSION.drop_databases(but=databases)


def examples(of_file: int) -> int:
    """How many examples are tried, so many on files: on a server each takes ten times as long."""
    return max(of_file // 6, 5) if SESSION.on_server else of_file


def copy_of(fill: Callable[[OpenProject], object], path: Path) -> OpenProject:
    """A copy, at that path or in a database, of a project that ``fill`` fills once in a session."""
    if SESSION.on_server:
        return ServerProject.open(Address.parsed(SESSION.new_database(_filled_database(fill))))
    assert not path.exists()
    return ProjectFile.open(shutil.copy(_filled_file(fill), path))


def bundled_study(path: Path) -> OpenProject:
    """The bundled study, coded: a copy of one that is made once in a session."""
    return copy_of(_load_study, path)


def opened_again(project: OpenProject) -> OpenProject:
    """The same project, opened anew as another process would."""
    if isinstance(project, ServerProject):
        return ServerProject.open(project.address)
    return ProjectFile.open(as_file(project).path)


def place_of(project: OpenProject) -> str:
    """What the option ``-p`` takes for it."""
    if isinstance(project, ServerProject):
        return SESSION.cluster.url(project.address.database)
    return str(as_file(project).path)


def _load_study(project: OpenProject) -> None:
    load_study(Researcher(project, CONSENSUS_CODER))


def backups_of(project: OpenProject) -> list[Path]:
    """The backups that were made of it by themselves, wherever they lie."""
    beside = copies_lie_beside(project)
    return sorted(beside.parent.glob(f"{beside.name}.*.bak"))


def _nothing(_project: OpenProject) -> None: ...


@cache
def _filled_file(fill: Callable[[OpenProject], object]) -> Path:
    path = SESSION.new_folder() / "studie.qwb"
    with ProjectFile.create(path, "Studie") as project:
        fill(project)
    return path


@cache
def _filled_database(fill: Callable[[OpenProject], object]) -> str:
    """The name of the database: nobody is connected to it, so that it can be copied."""
    name = f"filled_by_{fill.__module__}.{fill.__qualname__}"
    address = Address.parsed(SESSION.cluster.create_database(name))
    with ServerProject.create(address, "Studie") as project:
        fill(project)
    return name
