"""Several coders in one project: each undoes and redoes their own acts, and what others did stays."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.acts import codes, codings, corrections, memos, themes
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.store.check import check
from qualwb.store.errors import NothingToUndo
from qualwb.store.project_file import ProjectFile
from tests.acts.merging.random_acts import act, make_origin
from tests.shared_file import SharedFile
from tests.states import rows, state

pytestmark = pytest.mark.file_only

NAMES = "SELECT name FROM code ORDER BY id"
CODERS = ("Anna", "Bo", "Cilla")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with sources, codes, themes, codings and memos, to be copied."""
    path = tmp_path_factory.mktemp("own") / "origin.qwb"
    make_origin(path)
    return path


@pytest.fixture
def path(origin: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(origin, tmp_path / "a.qwb"))


@pytest.fixture
def team(path: Path) -> Iterator[tuple[Researcher, Researcher]]:
    """Anna and Bo, each with the project open."""
    with SharedFile.open(path) as one, SharedFile.open(path) as other:
        yield Researcher(one, "Anna"), Researcher(other, "Bo")


def undo(who: Researcher) -> str:
    return who.project.undo(coder=who.coder).summary


def redo(who: Researcher) -> str:
    return who.project.redo(coder=who.coder).summary


def put(who: Researcher, words: str, code: str) -> None:
    with who.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", words)
    codings.apply(who, passage, [code], create=True)


def sound(project: ProjectFile) -> bool:
    return [problem for problem in check(project) if problem.kind != "orphan"] == []


def test_each_undoes_their_own_newest_act(team: tuple[Researcher, Researcher]) -> None:
    anna, bo = team
    codes.create(anna, "annas")
    codes.create(bo, "bos")
    codes.create(bo, "bos andra")
    assert undo(anna) == "'annas'"
    assert undo(bo) == "'bos andra'"
    with pytest.raises(NothingToUndo):
        undo(anna)
    assert rows(anna, NAMES)[-1] == "bos"
    assert redo(anna) == "'annas'"
    assert redo(bo) == "'bos andra'"
    assert sound(anna.project)


def test_a_new_act_drops_only_what_its_own_coder_could_redo(team: tuple[Researcher, Researcher]) -> None:
    anna, bo = team
    codes.create(anna, "annas")
    codes.create(bo, "bos")
    undo(anna)
    undo(bo)
    codes.create(bo, "ny")
    with pytest.raises(NothingToUndo):
        redo(bo)
    assert redo(anna) == "'annas'"


def test_others_undoing_is_not_ones_own_to_redo(team: tuple[Researcher, Researcher], path: Path) -> None:
    anna, bo = team
    codes.create(anna, "annas")
    with ProjectFile.open(path) as whole:
        whole.undo(coder="Bo")
    for who in (anna, bo):
        with pytest.raises(NothingToUndo):
            redo(who)
    with pytest.raises(NothingToUndo):
        undo(anna)
    with ProjectFile.open(path) as whole:
        whole.redo(coder="Cilla")
    assert undo(anna) == "'annas'"


def test_in_a_file_undo_goes_over_all_acts(path: Path) -> None:
    with ProjectFile.open(path) as project:
        codes.create(Researcher(project, "Anna"), "annas")
        codes.create(Researcher(project, "Bo"), "bos")
        assert project.undo(coder="Anna").summary == "'bos'"
        assert project.undo(coder="Anna").summary == "'annas'"


def test_what_another_changed_since_is_not_turned(team: tuple[Researcher, Researcher]) -> None:
    anna, bo = team
    codes.describe(anna, "ett", definition="annas")
    codes.describe(bo, "ett", definition="bos")
    before = state(anna.project)
    with pytest.raises(QualwbError):
        undo(anna)
    assert state(anna.project) == before
    undo(bo)
    undo(anna)
    assert rows(anna, "SELECT definition FROM code WHERE name = 'ett'") == ["regel för ett"]


def test_other_columns_of_a_row_may_have_changed(team: tuple[Researcher, Researcher]) -> None:
    anna, bo = team
    codes.describe(anna, "ett", definition="annas")
    codes.describe(bo, "ett", include="bos")
    undo(anna)
    assert rows(anna, "SELECT definition, include FROM code WHERE name = 'ett'") == [("regel för ett", "bos")]


def test_what_another_refers_to_is_not_taken_away(team: tuple[Researcher, Researcher]) -> None:
    anna, bo = team
    codes.create(anna, "annas")
    put(bo, "Ingen visste", "annas")
    before = state(anna.project)
    with pytest.raises(QualwbError):
        undo(anna)
    assert state(anna.project) == before


def test_a_correction_is_not_turned_beneath_what_was_coded_since(team: tuple[Researcher, Researcher]) -> None:
    anna, bo = team
    corrections.replace(anna, "Intervju 1", 0, 3, "Hurdan")
    put(bo, "fick ett papper", "ett")
    before = state(anna.project)
    with pytest.raises(QualwbError):
        undo(anna)
    assert state(anna.project) == before
    undo(bo)
    undo(anna)
    assert sound(anna.project)


def test_a_correction_is_not_turned_beneath_another(team: tuple[Researcher, Researcher]) -> None:
    """Both leave the text as long as it was, in turns of their own: they write no row in common."""
    anna, bo = team
    corrections.replace(anna, "Intervju 1", 0, 3, "Mur")
    corrections.replace(bo, "Intervju 1", 60, 61, "X")
    with pytest.raises(QualwbError):
        undo(anna)
    undo(bo)
    undo(anna)
    assert sound(anna.project)


def test_what_was_taken_away_does_not_come_back_to_another_text(team: tuple[Researcher, Researcher]) -> None:
    anna, bo = team
    put(anna, "fick ett papper", "ett")
    (key,) = rows(anna, "SELECT max(id) FROM coding")
    codings.remove(anna, [key])
    corrections.replace(bo, "Intervju 1", 0, 3, "Hurdan")
    with pytest.raises(QualwbError):
        undo(anna)
    undo(bo)
    undo(anna)
    assert sound(anna.project)


def test_undoing_never_makes_names_that_differ_in_case_alone(team: tuple[Researcher, Researcher]) -> None:
    anna, bo = team
    codes.rename(anna, "ett", "annat")
    codes.create(bo, "ETT")
    with pytest.raises(QualwbError):
        undo(anna)
    assert "annat" in rows(anna, NAMES)


def test_undoing_never_puts_a_code_beneath_itself(team: tuple[Researcher, Researcher]) -> None:
    anna, bo = team
    codes.move(anna, ["under"], None)
    codes.move(bo, ["ett"], "under")
    with pytest.raises(QualwbError):
        undo(anna)
    assert sound(anna.project)


def test_two_coders_beside_each_other(team: tuple[Researcher, Researcher]) -> None:
    anna, bo = team
    memos.write(anna, "annas tanke", target="code", name="ett")
    themes.create(bo, "Bos tema", codes=["två"])
    put(anna, "Ingen visste", "två")
    put(bo, "fick ett papper", "två")
    undo(anna)
    undo(bo)
    undo(anna)
    redo(bo)
    assert rows(anna, "SELECT name FROM theme ORDER BY id") == ["Tema", "Bos tema"]
    assert sound(anna.project)


one_act = st.tuples(st.integers(0, 33), st.integers(0, 5), st.integers(0, 59))
step = st.tuples(st.sampled_from(CODERS), st.one_of(one_act, one_act, st.just("undo"), st.just("redo")))


def follow(path: Path, taken: list[tuple[str, object]]) -> None:
    """Do the steps; what is refused leaves no trace, and the project is sound at the end."""
    with SharedFile.open(path) as project:
        for coder, what in taken:
            who, before, revision = Researcher(project, coder), state(project), project.revision()
            with suppress(QualwbError):
                if what == "undo":
                    undo(who)
                elif what == "redo":
                    redo(who)
                else:
                    act(who, what)
            if project.revision() == revision:
                assert state(project) == before
        assert [problem for problem in check(project) if problem.kind != "orphan"] == []


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.lists(step, max_size=16))
def test_random_acts_of_three_coders(origin: Path, taken: list[tuple[str, object]]) -> None:
    follow(Path(shutil.copy(origin, origin.with_name("random.qwb"))), taken)


@pytest.mark.slow
@settings(max_examples=1_000, derandomize=False, suppress_health_check=list(HealthCheck))
@given(st.lists(step, max_size=30))
def test_many_random_acts_of_three_coders(origin: Path, taken: list[tuple[str, object]]) -> None:
    follow(Path(shutil.copy(origin, origin.with_name("many.qwb"))), taken)
