"""Undo back to an act, one by one, and stopping on the way."""

from qualwb.acts import codes
from qualwb.acts.researcher import Researcher
from qualwb.acts.undoing import undo_back_to
from tests.states import rows

NAMES = "SELECT name FROM code ORDER BY id"


def test_everything_since_an_act_is_undone_with_it(researcher: Researcher) -> None:
    for name in "abcd":
        codes.create(researcher, name)
    researcher.project.undo(coder="Mia")
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
