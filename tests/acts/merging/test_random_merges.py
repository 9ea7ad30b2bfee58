"""Random copies of one project come together: nothing is lost or doubled, and the order does not matter."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from qualwb.acts.merging.merge import merge, plan_merge
from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from tests.acts.merging.random_acts import (
    CORRECTIONS,
    MERGING_CODES,
    Step,
    contents,
    copy_with,
    make_origin,
    merged,
    steps,
    without_borders,
)
from tests.states import state

pytestmark = pytest.mark.file_only


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project that all copies are of."""
    path = tmp_path_factory.mktemp("origin") / "studie.qwb"
    make_origin(path)
    return path


def folder() -> Iterator[Path]:
    """A folder for one example."""
    made = Path(tempfile.mkdtemp())
    try:
        yield made
    finally:
        shutil.rmtree(made)


def assert_sound(path: Path) -> None:
    with ProjectFile.open(path) as project:
        assert [problem for problem in check(project) if problem.kind != "orphan"] == []


def two_copies(origin: Path, here: Path, mine: list[Step], others: list[Step]) -> None:
    """Merging two copies: sound, undone exactly, nothing new the second time, the same both ways."""
    a, b = copy_with(origin, here / "a.qwb", "A", mine), copy_with(origin, here / "b.qwb", "B", others)
    before = b.read_bytes()
    with ProjectFile.open(a) as project:
        first = state(project)
    ab, ba = merged(a, b, here / "ab.qwb"), merged(b, a, here / "ba.qwb")
    assert b.read_bytes() == before
    assert_sound(ab)
    with ProjectFile.open(ab) as project:
        whole, revision, who = state(project), project.revision(), Researcher(project, "Mia")
        again = merge(who, b)
        assert (again.changes, again.conflicts, again.unplaced) == (False, (), ())
        assert project.revision() == revision
        assert not plan_merge(who, ba).unplaced
        if whole != first:
            project.undo(coder="Mia")
            assert state(project) == first
            project.redo(coder="Mia")
            assert state(project) == whole
            assert [problem for problem in check(project) if problem.kind != "orphan"] == []
    assert contents(ab) == contents(ba)


def three_copies(origin: Path, here: Path, *taken: list[Step]) -> None:
    """Three copies come together whole, whichever two come together first.

    Where more than one of them corrected texts, the borders of passages are left out of it. Where more than
    one merged codes, the third's codings follow whichever comes first.
    """
    corrected = sum(any(step[0] in CORRECTIONS for step in acts) for acts in taken)
    held = contents if corrected < 2 else without_borders
    a, b, c = (
        copy_with(origin, here / f"{name}.qwb", name, acts) for name, acts in zip("ABC", taken, strict=True)
    )
    first = merged(merged(a, b, here / "ab.qwb"), c, here / "ab-c.qwb")
    second = merged(a, merged(b, c, here / "bc.qwb"), here / "a-bc.qwb")
    assert_sound(first)
    if sum(any(step[0] == MERGING_CODES for step in acts) for acts in taken) < 2:
        assert held(first) == held(second)


QUIET = {"suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}


@given(steps, steps)
@example([(23, 2, 2)], [(6, 0, 1), (23, 2, 1)])  # recoded on both sides, one code renamed
@settings(max_examples=25, **QUIET)
def test_two_copies_come_together(origin: Path, mine: list[Step], others: list[Step]) -> None:
    for here in folder():
        two_copies(origin, here, mine, others)


@given(steps, steps, steps)
@settings(max_examples=15, **QUIET)
def test_three_copies_come_together(
    origin: Path, mine: list[Step], others: list[Step], third: list[Step]
) -> None:
    for here in folder():
        three_copies(origin, here, mine, others, third)


@pytest.mark.slow
@given(steps, steps)
@settings(max_examples=1500, derandomize=False, **QUIET)
def test_many_pairs_come_together(origin: Path, mine: list[Step], others: list[Step]) -> None:
    for here in folder():
        two_copies(origin, here, mine, others)


@pytest.mark.slow
@given(steps, steps, steps)
@settings(max_examples=1000, derandomize=False, **QUIET)
def test_many_threes_come_together(
    origin: Path, mine: list[Step], others: list[Step], third: list[Step]
) -> None:
    for here in folder():
        three_copies(origin, here, mine, others, third)
