"""Undo back to an act, one by one, and stopping on the way."""

import pytest

from qualwb.acts import codes
from qualwb.acts.researcher import Researcher
from qualwb.acts.undoing import Session, goes_back, undo_back_to
from tests.shared_file import SharedFile
from tests.states import another, rows

NAMES = "SELECT name FROM code ORDER BY id"


def test_everything_since_an_act_is_undone_with_it(researcher: Researcher) -> None:
    for name in "abcd":
        codes.create(researcher, name)
    researcher.project.undo(coder=another(researcher.project))
    told: list[int] = []
    undone = undo_back_to(researcher, 2, lambda n: told.append(n) is None)
    assert [change.id for change in undone] == [3, 2]
    assert told == [1, 2]
    assert rows(researcher, NAMES) == ["a"]
    assert rows(researcher, "SELECT act, target FROM change WHERE target IS NOT NULL ORDER BY id") == [
        *(("undo", 4), ("undo", 3), ("undo", 2)),
    ]
    for name in "bcd":
        researcher.project.redo(coder="Karin")
        assert rows(researcher, NAMES)[-1] == name
    assert undo_back_to(researcher, 99) == ()


def test_it_stops_when_told_and_at_the_beginning(researcher: Researcher) -> None:
    for name in "abc":
        codes.create(researcher, name)
    assert len(undo_back_to(researcher, 1, lambda n: n < 2)) == 2
    assert rows(researcher, NAMES) == ["a"]
    assert len(undo_back_to(researcher, 0)) == 1
    assert undo_back_to(researcher, 0) == ()


@pytest.mark.file_only
def test_where_each_undoes_their_own_acts_those_of_others_are_passed_over(
    researcher: Researcher,
) -> None:
    with SharedFile.open(researcher.project.path) as shared:
        anna, bo = Researcher(shared, "Anna"), Researcher(shared, "Bo")
        session = Session.begin(anna)
        for name in "abc":
            codes.create(anna, f"annas {name}")
            codes.create(bo, f"bos {name}")
        change, own = session.next_to_undo(anna)
        assert (change.summary if change else "", own) == ("'annas c'", True)
        assert [change.summary for change in undo_back_to(anna, 2)] == ["'annas c'", "'annas b'"]
        assert rows(anna, NAMES) == ["annas a", "bos a", "bos b", "bos c"]
        assert [goes_back(anna, who) for who in ("Anna", "Bo")] == [True, False]
    assert goes_back(researcher, "Bo")
