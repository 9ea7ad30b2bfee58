"""Undo of what others built on: who did what is told, and the parts that nobody built on can be turned."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.acts import codes, codings, corrections, memos, rounds, themes
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.store.errors import BuiltOn, NothingToUndo
from qualwb.store.turning_parts import PartsUndone
from tests.acts.merging.random_acts import act
from tests.shared_file import SharedFile
from tests.states import rows, state
from tests.store.test_own_undo import CODERS, one_act, origin, path, put, redo, sound, team, undo

pytestmark = pytest.mark.file_only

__all__ = ["origin", "path", "team"]

Team = tuple[Researcher, Researcher]
Do = Callable[[Researcher], object]


def undo_parts(who: Researcher) -> PartsUndone:
    return who.project.undo_parts(coder=who.coder)


def refused(who: Researcher) -> BuiltOn:
    before = state(who.project)
    with pytest.raises(BuiltOn) as found:
        undo(who)
    assert state(who.project) == before
    return found.value


def ten_codings(who: Researcher, code: str) -> list[int]:
    for at in range(0, 50, 5):
        with who.project.reading() as connection:
            passage = passage_at(connection, "Intervju 1", at, at + 5)
        codings.apply(who, passage, [code], create=True)
    return rows(
        who, f"SELECT c.id FROM coding c JOIN code ON code.id = c.code_id WHERE code.name = '{code}'"
    )[-10:]


def describe(words: str) -> Do:
    return lambda who: codes.describe(who, "ett", definition=words)


def correct(who: Researcher) -> None:
    corrections.replace(who, "Intervju 1", 0, 3, "Hurdan")


def take_out(who: Researcher) -> None:
    themes.remove_codes(who, [("Tema", "ett")])


def test_who_used_it_is_told(team: Team) -> None:
    anna, bo = team
    codes.create(anna, "annas")
    put(bo, "Ingen visste", "annas")
    put(bo, "fick ett papper", "annas")
    error = refused(anna)
    assert [(one.coder, one.summary[:18]) for one in error.later] == [("Bo", "annas on Intervju ")] * 2
    assert "Bo, " in str(error)
    assert "1 more act" in str(error)
    assert error.parts == 0
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (describe("annas"), describe("bos")),
        (lambda who: codes.create(who, "ny"), lambda who: themes.create(who, "Nytt", codes=["ny"])),
        (lambda who: codes.rename(who, "ett", "annat"), lambda who: codes.create(who, "ETT")),
        (lambda who: codes.move(who, ["under"], None), lambda who: codes.move(who, ["ett"], "under")),
        (correct, lambda who: put(who, "fick ett papper", "två")),
        (take_out, lambda who: themes.add_codes(who, "Tema", ["ett"])),
        (take_out, lambda who: themes.delete(who, ["Tema"])),
        (lambda who: memos.rewrite(who, 1, "annat"), lambda who: memos.delete(who, 1)),
        (lambda who: codes.delete(who, ["under"]), lambda who: codes.delete(who, ["ett"])),
    ],
)
def test_what_stands_in_the_way_is_told(team: Team, first: Do, second: Do) -> None:
    anna, bo = team
    first(anna)
    second(bo)
    codes.create(bo, "hindrar ingen")
    assert len(refused(anna).later) == 1
    undo(bo)
    undo(bo)
    undo(anna)
    assert sound(anna.project)


def test_what_was_done_to_somebody_elses_code_is_not_in_the_way(team: Team) -> None:
    anna, bo = team
    codes.create(anna, "annas")
    codes.create(bo, "bos")
    put(bo, "Ingen visste", "bos")
    undo(anna)


def test_what_a_blind_round_hides_is_not_told(team: Team) -> None:
    anna, bo = team
    rounds.new_round(bo, "2", blind=True)
    codes.create(anna, "annas")
    hidden = Researcher(bo.project, "Bo", "2")
    with hidden.project.reading() as connection:
        passage = passage_at(connection, "Intervju 1", 0, 5)
    codings.apply(hidden, passage, ["annas"])
    error = refused(anna)
    assert "Bo" not in str(error)
    assert "annas', Intervju" not in str(error)
    assert "somebody" in str(error)


def test_of_a_merge_what_nobody_touched_goes_back(team: Team) -> None:
    anna, bo = team
    keys = ten_codings(anna, "tre")
    codes.merge(anna, ["tre"], "två")
    codings.recode(bo, keys[:2], "ett")
    codings.remove(bo, [keys[2]])
    error = refused(anna)
    assert error.parts
    done = undo_parts(anna)
    assert done.change.act == "code.merge"
    told = {(stay.table, stay.rows, stay.later.coder if stay.later else "") for stay in done.stays}
    assert told == {("coding", 2, "Bo"), ("coding", 1, "Bo")}
    of_three = "SELECT c.id FROM coding c JOIN code ON code.id = c.code_id WHERE code.name = 'tre'"
    assert set(keys[3:]) <= set(rows(anna, of_three))
    assert not set(keys[:3]) & set(rows(anna, of_three))
    assert sound(anna.project)
    assert rows(anna, "SELECT summary FROM change ORDER BY id DESC LIMIT 1")[0].endswith(
        f"({done.turned} of {done.turned + 3} parts)"
    )
    before = state(anna.project)
    redo(anna)
    assert rows(anna, of_three) == []
    assert sound(anna.project)
    undo_parts(anna)
    assert state(anna.project) == before


def test_what_hangs_on_a_part_that_stays_stays_with_it(team: Team) -> None:
    """The code can't come back under its name, so neither do its codings."""
    anna, bo = team
    ten_codings(anna, "tre")
    codes.delete(anna, ["tre"])
    codes.create(bo, "Tre")
    with pytest.raises(NothingToUndo):
        undo_parts(anna)
    assert refused(anna).parts == 0
    undo(bo)
    assert undo_parts(anna).stays == ()
    assert sound(anna.project)


def test_codings_come_back_only_to_the_text_that_they_stood_in(team: Team) -> None:
    anna, bo = team
    keys = ten_codings(anna, "tre")
    with anna.project.reading() as connection:
        other = passage_at(connection, "Intervju 2", 0, 5)
    codings.apply(anna, other, ["tre"])
    (elsewhere,) = rows(anna, "SELECT max(id) FROM coding")
    codings.remove(anna, [*keys, elsewhere])
    corrections.replace(bo, "Intervju 1", 60, 61, "")
    done = undo_parts(anna)
    assert [(stay.table, stay.rows) for stay in done.stays] == [("coding", 10)]
    assert set(rows(anna, "SELECT id FROM coding")) & {*keys, elsewhere} == {elsewhere}
    assert sound(anna.project)


def test_a_correction_goes_whole_or_not_at_all(team: Team) -> None:
    anna, bo = team
    correct(anna)
    put(bo, "fick ett papper", "ett")
    assert refused(anna).parts == 0
    before = state(anna.project)
    with pytest.raises(BuiltOn):
        undo_parts(anna)
    assert state(anna.project) == before


def test_without_others_the_parts_are_the_whole(team: Team) -> None:
    anna, _bo = team
    before = state(anna.project)
    codes.merge(anna, ["ett", "två"], "tre")
    done = undo_parts(anna)
    assert done.stays == ()
    assert state(anna.project) == before


def test_what_stands_of_an_act_undone_in_parts_is_still_in_the_way(team: Team) -> None:
    anna, bo = team
    codes.create(anna, "annas")
    keys = ten_codings(bo, "två")
    codings.recode(bo, keys, "annas")
    codings.cite(anna, keys[:1])
    codings.recode(anna, keys[:1], "tre")
    codings.recode(anna, keys[:1], "annas")
    with SharedFile.open(bo.project.path) as other:
        codings.recode(Researcher(other, "Cilla"), keys[:1], "ett")
    assert undo_parts(bo).stays[0].rows == 1
    assert sound(bo.project)


step = st.tuples(
    st.sampled_from(CODERS), st.one_of(one_act, one_act, one_act, st.sampled_from(["undo", "parts", "redo"]))
)


def follow(path: Path, taken: list[tuple[str, object]]) -> None:
    """Do the steps; what is refused leaves no trace, and the project is sound whenever parts were turned."""
    with SharedFile.open(path) as project:
        for coder, what in taken:
            who, before, revision = Researcher(project, coder), state(project), project.revision()
            with suppress(QualwbError):
                if what == "undo":
                    undo(who)
                elif what == "parts":
                    undo_parts(who)
                elif what == "redo":
                    redo(who)
                else:
                    act(who, what)
            if project.revision() == revision:
                assert state(project) == before
            elif what in ("undo", "parts", "redo"):
                assert sound(project)
        assert sound(project)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.lists(step, max_size=20))
def test_random_acts_with_parts(origin: Path, taken: list[tuple[str, object]]) -> None:
    follow(Path(shutil.copy(origin, origin.with_name("random.qwb"))), taken)


@pytest.mark.slow
@settings(max_examples=1_000, derandomize=False, suppress_health_check=list(HealthCheck))
@given(st.lists(step, max_size=40))
def test_many_random_acts_with_parts(origin: Path, taken: list[tuple[str, object]]) -> None:
    follow(Path(shutil.copy(origin, origin.with_name("many.qwb"))), taken)


bulk: st.SearchStrategy[Do] = st.sampled_from(
    [
        lambda who: codes.merge(who, ["tre", "under"], "två"),
        lambda who: codes.delete(who, ["tre", "ett"]),
        lambda who: codings.remove(who, ten_codings(who, "tre")),
        lambda who: codings.recode(who, ten_codings(who, "tre"), "två"),
        lambda who: themes.delete(who, ["Tema"]),
    ]
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(bulk, st.lists(st.tuples(st.just("Bo"), one_act), min_size=1, max_size=12))
def test_parts_of_bulk_acts_after_what_another_did(
    origin: Path, first: Do, taken: list[tuple[str, tuple[int, int, int]]]
) -> None:
    with SharedFile.open(Path(shutil.copy(origin, origin.with_name("bulk.qwb")))) as project:
        anna = Researcher(project, "Anna")
        ten_codings(anna, "tre")
        first(anna)
        for coder, what in taken:
            act(Researcher(project, coder), what)
        with suppress(QualwbError):
            undone = undo_parts(anna)
            assert undone.turned
            assert sound(project)
            before = state(project)
            redo(anna)
            assert sound(project)
            undo_parts(anna)
            assert state(project) == before or undone.stays
