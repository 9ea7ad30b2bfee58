"""Projects that several tests look at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from qualwb.acts.bundled import CONSENSUS_CODER, load_study
from qualwb.acts.researcher import Researcher
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder
from tests.analysis.study_table import CHAPTERS
from tests.projects import new_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[ProjectFile]:
    """An empty project."""
    with new_project(tmp_path / "p.qwb") as opened:
        yield opened


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The quoted passages of the learning-seminar study as a project: a code a theme, a turn a quote."""
    with new_project(tmp_path_factory.mktemp("study") / "p.qwb") as opened:
        with opened.act("build", coder="ann") as act:
            build_study(Builder(act))
        with opened.reading() as connection:
            yield connection


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The bundled study, coded."""
    with new_project(tmp_path_factory.mktemp("bundled") / "study.qwb") as project:
        load_study(Researcher(project, CONSENSUS_CODER))
        with project.reading() as connection:
            yield connection


def build_study(builder: Builder) -> None:
    """Five groups; each quote of the study's table is one turn of its group, coded once."""
    quotes: dict[int, list[tuple[str, str]]] = {group: [] for group in range(5)}
    for chapter, themes in CHAPTERS.items():
        builder.theme(chapter)
        for theme, counts in themes.items():
            builder.theme(theme, [theme], chapter)
            for group, count in enumerate(counts):
                quotes[group] += [(theme, f"citat {theme} {nth}") for nth in range(count)]
    for group, found in quotes.items():
        name = f"Grupp {group + 1}"
        builder.source(name, name, [(None, f"{words} i {name}.") for _theme, words in found])
        for theme, words in found:
            builder.coding(name, f"{words} i {name}.", theme, cited=True)
