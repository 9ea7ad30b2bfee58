"""The shipped study as a project that may be coded further: a copy for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwb.acts.bundled import load_study
from qualwb.acts.researcher import Researcher
from qualwb.store.open_project import OpenProject
from tests.projects import copy_of


def study(project: OpenProject) -> None:
    """The study, coded."""
    load_study(Researcher(project, "Karin"))


@pytest.fixture
def larger_project(tmp_path: Path) -> Iterator[Researcher]:
    """The study, open."""
    with copy_of(study, tmp_path / "studie.qwb") as project:
        yield Researcher(project, "Karin")
