"""The shipped study as a project that may be coded further: a copy for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwb.acts.bundled import load_study
from qualwb.acts.researcher import Researcher
from qualwb.store.project_file import ProjectFile


@pytest.fixture(scope="session")
def study_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the study, coded and closed."""
    path = tmp_path_factory.mktemp("study") / "studie.qwb"
    with ProjectFile.create(path, "Studie") as project:
        load_study(Researcher(project, "Karin"))
    return path


@pytest.fixture
def larger_project(study_file: Path, tmp_path: Path) -> Iterator[Researcher]:
    """The study, open."""
    path = shutil.copy(study_file, tmp_path / "studie.qwb")
    with ProjectFile.open(path) as project:
        yield Researcher(project, "Karin")
